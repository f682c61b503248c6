// Asio's own code, compiled once for the whole program (BOOST_ASIO_SEPARATE_COMPILATION).
#include <sys/epoll.h>

#include "http/uring.h"

// A loop that has a ring waits there, which Asio has no place to say.
#define epoll_wait(epoll, events, most, timeout) \
  ::rg::http::WaitForEvents(epoll, events, most, timeout)
#include <boost/asio/impl/src.hpp>
#undef epoll_wait
#include <boost/asio/ssl/impl/src.hpp>
