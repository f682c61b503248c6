// Asio is compiled once per program; this one has no other part that does it.
#include <boost/asio/impl/src.hpp>
