#pragma once

#include <utility>

#include <boost/assert/source_location.hpp>
#include <boost/system/result.hpp>

#include "config/fields.h"
#include "core/result.h"

namespace rg::resource {

// Why a change was refused: one error, and everything that is wrong with the input behind it.
struct Rejection {
  Error error;
  config::Faults faults;

  Rejection() = default;
  Rejection(Error e) : error(std::move(e)) {}  // implicit, so that RG_TRY carries either
  // All of an input's faults: kInvalidRequest.
  explicit Rejection(config::Faults found);
  // One fault of another sort: a name that is taken, a thing that is referred to.
  Rejection(Errc code, std::string pointer, std::string detail);
};

template <class T>
using Checked = boost::system::result<T, Rejection>;

[[noreturn]] void throw_exception_from_error(const Rejection& rejection,
                                             const boost::source_location& where);

}  // namespace rg::resource
