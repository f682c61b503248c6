#pragma once

#include <string>

#include <boost/asio/ssl/context.hpp>

#include "core/result.h"

namespace rg::app {

// Whom a TLS client trusts: the authorities in `ca_file`, or the system's when it is "". Errors
// blame `setting`.
Result<void> UseTrustStore(boost::asio::ssl::context& context, const std::string& ca_file,
                           const std::string& setting);

}  // namespace rg::app
