#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>

namespace rg {

// Every core has one io_context, run by one thread; its executor is named here as a concrete type
// because the type-erased one costs an allocation and a virtual call on every suspension.
using Executor = boost::asio::io_context::executor_type;

template <class T>
using Async = boost::asio::awaitable<T, Executor>;

}  // namespace rg
