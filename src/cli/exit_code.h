#pragma once

#include "core/result.h"

namespace rg::cli {

// What a shell sees (sysexits.h, where it has one).
enum ExitCode : int {
  kExitOk = 0,
  kExitFailure = 1,
  kExitUsage = 2,
  kExitUnavailable = 69,    // no server, or it cannot answer now
  kExitCannotCreate = 73,   // a file could not be written
  kExitNoPermission = 77,
  kExitConfiguration = 78,  // settings are wrong
};

ExitCode ExitCodeOf(const Error& error);

}  // namespace rg::cli
