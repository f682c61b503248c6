#pragma once

#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string>

#include <boost/asio/ssl/context.hpp>

namespace rg::http::testing {

// Keys and certificates made for one test, in a folder of its own.
class Certificates {
 public:
  explicit Certificates(const std::filesystem::path& folder) : folder_(folder) {
    std::filesystem::create_directories(folder_);
    Make("ca", "/CN=test authority", "-addext basicConstraints=critical,CA:TRUE");
  }

  // openssl makes them; a machine without it cannot run these tests.
  static bool Available() { return std::system("openssl version > /dev/null 2>&1") == 0; }

  // A server's certificate for such names ("DNS:a.test,IP:127.0.0.1"), signed by the authority.
  void MakeSigned(const std::string& file, const std::string& names) {
    Make(
        file, "/CN=" + file,
        "-addext subjectAltName=" + names + " -CA " + Path("ca.pem") + " -CAkey " + Path("ca.key"));
  }
  void MakeSelfSigned(const std::string& file, const std::string& names) {
    Make(file, "/CN=" + file, "-addext subjectAltName=" + names);
  }

  boost::asio::ssl::context Server(const std::string& file) const {
    boost::asio::ssl::context context(boost::asio::ssl::context::tls_server);
    context.use_certificate_chain_file(Path(file + ".pem"));
    context.use_private_key_file(Path(file + ".key"), boost::asio::ssl::context::pem);
    return context;
  }
  // Trusts the authority and nobody else.
  boost::asio::ssl::context Client() const {
    boost::asio::ssl::context context(boost::asio::ssl::context::tls_client);
    context.load_verify_file(Path("ca.pem"));
    return context;
  }

 private:
  std::string Path(const std::string& file) const { return (folder_ / file).string(); }
  void Make(const std::string& file, const std::string& subject, const std::string& more) {
    const std::string command =
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 "
        "-keyout " +
        Path(file + ".key") + " -out " + Path(file + ".pem") + " -subj '" + subject + "' " + more +
        " 2> " + Path("errors");
    if (std::system(command.c_str()) != 0) throw std::runtime_error("failed: " + command);
  }

  std::filesystem::path folder_;
};

}  // namespace rg::http::testing
