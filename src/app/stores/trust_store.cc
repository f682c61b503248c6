#include "app/stores/trust_store.h"

namespace rg::app {

namespace asio = boost::asio;

Result<void> UseTrustStore(asio::ssl::context& context, const std::string& ca_file,
                           const std::string& setting) {
  boost::system::error_code error;
  context.set_options(asio::ssl::context::default_workarounds | asio::ssl::context::no_tlsv1 |
                          asio::ssl::context::no_tlsv1_1,
                      error);
  if (ca_file.empty()) {
    context.set_default_verify_paths(error);
  } else {
    context.load_verify_file(ca_file, error);
  }
  if (error) {
    return Fail(Errc::kInvalidRequest, "cannot be read as PEM certificates: " + error.message(),
                setting);
  }
  return {};
}

}  // namespace rg::app
