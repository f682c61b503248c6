#include "cli/exit_code.h"

#include <stdexcept>

namespace rg::cli {

ExitCode ExitCodeOf(Errc code) {
  switch (code) {
    case Errc::kInvalidRequest:
      return kExitUsage;
    case Errc::kUnauthenticated:
    case Errc::kForbidden:
      return kExitNoPermission;
    case Errc::kUnavailable:
    case Errc::kUpstreamFailed:
    case Errc::kUpstreamTimeout:
      return kExitUnavailable;
    case Errc::kStorageFull:
      return kExitCannotCreate;
    default:
      return kExitFailure;
  }
}

void throw_exception_from_error(const Failure& failure, const boost::source_location&) {
  throw std::logic_error(failure.message);
}

}  // namespace rg::cli
