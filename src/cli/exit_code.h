#pragma once

#include <string>
#include <utility>

#include <boost/assert/source_location.hpp>
#include <boost/system/result.hpp>

#include "core/result.h"

namespace rg::cli {

// What a shell sees (sysexits.h, where it has one).
enum ExitCode : int {
  kExitOk = 0,
  kExitFailure = 1,
  kExitUsage = 2,
  kExitUnavailable = 69,   // no server, or it cannot answer now
  kExitCannotCreate = 73,  // a file could not be written
  kExitNoPermission = 77,
  kExitConfiguration = 78,  // settings are wrong
};

ExitCode ExitCodeOf(Errc code);
inline ExitCode ExitCodeOf(const Error& error) { return ExitCodeOf(error.code); }

// Why a command ended early: what to print, and the code to exit with.
struct Failure {
  int exit = kExitFailure;
  std::string message;

  Failure() = default;
  Failure(int code, std::string text) : exit(code), message(std::move(text)) {}
  Failure(Error error) : exit(ExitCodeOf(error.code)), message(std::move(error.detail)) {}
};

inline Failure UsageFailure(std::string message) { return {kExitUsage, std::move(message)}; }

template <class T>
using Outcome = boost::system::result<T, Failure>;

[[noreturn]] void throw_exception_from_error(const Failure& failure,
                                             const boost::source_location& where);

}  // namespace rg::cli
