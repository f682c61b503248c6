#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <utility>

#include <boost/assert/source_location.hpp>
#include <boost/system/result.hpp>

namespace rg {

// Why a call was refused or an operation failed. One list for the whole program; the HTTP status
// and the wording for each client dialect are decided in one place, pipeline/refusal.cc.
enum class Errc : std::uint8_t {
  kInvalidRequest,      // the caller's bytes are wrong; Error::field names the place
  kUnauthenticated,     // no key, or a key nobody knows
  kForbidden,           // a known key that may not make this call
  kNotFound,            // no such route, API, model or resource
  kMethodNotAllowed,    // the route exists, the method does not
  kConflict,            // somebody else changed it first, or it already exists
  kPreconditionFailed,  // If-Match named another version
  kTooLarge,            // body, header or field beyond its limit
  kUnbounded,           // no bound on the price and a hard budget to protect
  kRateLimited,         // try again after Error::retry_after
  kBudgetExhausted,     // trying again will not help until the budget resets or is raised
  kUpstreamFailed,      // the provider could not be reached, or broke its answer
  kUpstreamTimeout,     // the provider took too long
  kClientGone,          // the client hung up; nobody reads this error
  kStorageFull,         // the journal's disk or quota is full: calls that cost money stop
  kUnavailable,         // our own storage or shutdown; trying again may help
  kInternal,            // a defect of ours
};

// What failed, who is to blame and whether trying again helps. Never carries a secret or a prompt.
struct Error {
  Errc code = Errc::kInternal;
  std::string detail;                      // one sentence for the caller: what, and the fix
  std::string field;                       // the part of the input to blame, "" when none
  std::string subject;                     // id of the rule or budget that refused, "" when none
  std::chrono::nanoseconds retry_after{};  // zero: waiting does not help
};

template <class T>
using Result = boost::system::result<T, Error>;

// What Result::value() does with an error: a defect of the caller, who should have looked first.
[[noreturn]] void throw_exception_from_error(const Error& error,
                                             const boost::source_location& where);

// Cold: the compiler lays what leads here out of the way of what runs at every call.
[[gnu::cold]] Error Fail(Errc code, std::string detail, std::string field = {});

// "field: detail"; the detail alone where nothing is to blame.
std::string Describe(const Error& error);

// Early return, spelled once. RG_TRY in functions, RG_CO_TRY in coroutines.
//
//   RG_TRY(const Key key, ParseKey(text));                       names the value
//   RG_CHECK(Validate(settings));                                has none to name
#define RG_JOIN_(a, b) a##b
#define RG_JOIN(a, b) RG_JOIN_(a, b)
#define RG_TRY_AS(leave, name, declaration, ...) \
  auto name = (__VA_ARGS__);                     \
  if (!name) [[unlikely]]                        \
    leave std::move(name).error();               \
  declaration = *std::move(name)
#define RG_TRY(declaration, ...) \
  RG_TRY_AS(return, RG_JOIN(rg_result_, __LINE__), declaration, __VA_ARGS__)
#define RG_CO_TRY(declaration, ...) \
  RG_TRY_AS(co_return, RG_JOIN(rg_result_, __LINE__), declaration, __VA_ARGS__)
#define RG_CHECK_AS(leave, name, ...)                \
  if (auto name = (__VA_ARGS__); !name) [[unlikely]] \
  leave std::move(name).error()
#define RG_CHECK(...) RG_CHECK_AS(return, RG_JOIN(rg_result_, __LINE__), __VA_ARGS__)
#define RG_CO_CHECK(...) RG_CHECK_AS(co_return, RG_JOIN(rg_result_, __LINE__), __VA_ARGS__)

}  // namespace rg
