#include "resource/rejection.h"

namespace rg::resource {

Rejection::Rejection(config::Faults found)
    : error(Fail(Errc::kInvalidRequest,
                 found.size() == 1 ? found[0].pointer.substr(found[0].pointer.empty() ? 0 : 1) +
                                         (found[0].pointer.empty() ? "" : " ") + found[0].detail
                                   : std::to_string(found.size()) + " things are wrong with this")),
      faults(std::move(found)) {}

Rejection::Rejection(Errc code, std::string pointer, std::string detail)
    : error(Fail(code,
                 pointer.substr(pointer.empty() ? 0 : 1) + (pointer.empty() ? "" : " ") + detail)) {
  faults.push_back({std::move(pointer), std::move(detail)});
}

void throw_exception_from_error(const Rejection& rejection, const boost::source_location& where) {
  rg::throw_exception_from_error(rejection.error, where);
}

}  // namespace rg::resource
