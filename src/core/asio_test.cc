// Asio is compiled separately (BOOST_ASIO_SEPARATE_COMPILATION): this is where these tests get it.
#include <boost/asio/impl/src.hpp>
