#include "store/kafka/url.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string_view>
#include <utility>

#include "core/percent.h"

namespace rg::store::kafka {
namespace {

constexpr char kPort[] = "9092";
// What Kafka allows, and room for "-dlq" behind it.
constexpr std::size_t kTopicMax = 245;

Error Wrong(std::string detail) { return Fail(Errc::kInvalidRequest, std::move(detail)); }

Result<void> ParseLogin(std::string_view text, Address& address) {
  const std::size_t colon = text.find(':');
  if (colon == text.npos) return Wrong("names a user without a password: user:password@");
  auto user = PercentDecode(text.substr(0, colon));
  auto password = PercentDecode(text.substr(colon + 1));
  if (!user || !password) return Wrong("has a '%' in its user or password that encodes nothing");
  if (user->empty()) return Wrong("has a password without a user");
  if (password->empty()) return Wrong("has an empty password");
  address.user = *std::move(user);
  address.password = Secret(*std::move(password));
  address.mechanism = "SCRAM-SHA-512";
  return {};
}

bool IsPort(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() && value >= 1 && value <= 65535;
}

Result<std::string> ParseBroker(std::string_view text) {
  const std::size_t close = text.starts_with('[') ? text.find(']') : 0;
  if (close == text.npos) return Wrong("has a '[' without its ']'");
  const std::size_t colon = text.find(':', close);
  const std::string_view host = text.substr(0, colon);
  if (host.empty()) return Wrong("names no host, or an empty one between commas");
  if (colon == text.npos) return std::string(host) + ":" + kPort;
  if (!IsPort(text.substr(colon + 1))) return Wrong("has a port that is none");
  return std::string(text);
}

Result<void> ParseBrokers(std::string_view text, Address& address) {
  for (;;) {
    const std::size_t comma = text.find(',');
    RG_TRY(const std::string broker, ParseBroker(text.substr(0, comma)));
    if (!address.brokers.empty()) address.brokers += ",";
    address.brokers += broker;
    if (comma == text.npos) return {};
    text.remove_prefix(comma + 1);
  }
}

Result<void> ParseTopic(std::string_view text, Address& address) {
  if (text.empty()) return {};
  const auto allowed = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' ||
           c == '_' || c == '-';
  };
  if (text.size() > kTopicMax || !std::ranges::all_of(text, allowed)) {
    return Wrong("ends in a topic that Kafka has no name for: letters, digits, '.', '_' and '-'");
  }
  address.topic = text;
  return {};
}

Result<void> TakeMechanism(const std::string& value, Address& address) {
  constexpr std::array kMechanisms = {std::pair{"plain", "PLAIN"},
                                      std::pair{"scram-sha-256", "SCRAM-SHA-256"},
                                      std::pair{"scram-sha-512", "SCRAM-SHA-512"}};
  if (address.user.empty()) return Wrong("has sasl, but no user:password@ to show");
  for (const auto& [name, mechanism] : kMechanisms) {
    if (value != name) continue;
    address.mechanism = mechanism;
    return {};
  }
  return Wrong("has a sasl that is none of plain, scram-sha-256, scram-sha-512");
}

Result<void> TakeCompression(const std::string& value, Address& address) {
  constexpr std::array<std::string_view, 5> kCodecs = {"none", "gzip", "snappy", "lz4", "zstd"};
  if (std::ranges::find(kCodecs, value) == kCodecs.end()) {
    return Wrong("has a compression that is none of none, gzip, snappy, lz4, zstd");
  }
  address.compression = value;
  return {};
}

Result<void> TakeFile(const std::string& value, Address& address, std::string Address::*which) {
  if (!address.tls) return Wrong("names files for TLS, but begins with kafka://: kafkas://");
  address.*which = value;
  return {};
}

Result<void> TakeParameter(std::string_view text, Address& address) {
  const std::size_t equals = text.find('=');
  const std::string name(text.substr(0, equals));
  const auto value = equals == text.npos ? std::nullopt : PercentDecode(text.substr(equals + 1));
  if (!value || value->empty()) return Wrong("has a parameter that is not name=value");
  if (name == "sasl") return TakeMechanism(*value, address);
  if (name == "compression") return TakeCompression(*value, address);
  if (name == "ca_file") return TakeFile(*value, address, &Address::ca_file);
  if (name == "certificate_file") return TakeFile(*value, address, &Address::certificate_file);
  if (name == "key_file") return TakeFile(*value, address, &Address::key_file);
  return Wrong(
      "has a parameter that is none of sasl, compression, ca_file, certificate_file, key_file");
}

Result<void> TakeParameters(std::string_view text, Address& address) {
  while (!text.empty()) {
    const std::size_t end = text.find('&');
    RG_CHECK(TakeParameter(text.substr(0, end), address));
    text.remove_prefix(end == text.npos ? text.size() : end + 1);
  }
  if (address.certificate_file.empty() == address.key_file.empty()) return {};
  return Wrong("needs both or neither of certificate_file and key_file");
}

}  // namespace

Result<Address> ParseUrl(const Secret& url) {
  std::string_view rest = url.Reveal();
  Address address;
  address.tls = rest.starts_with("kafkas://");
  if (!address.tls && !rest.starts_with("kafka://")) {
    return Wrong("must begin with kafka:// or kafkas://");
  }
  rest.remove_prefix(address.tls ? 9 : 8);
  // A password may hold an '@' that nobody encoded: the last one is the one that ends it.
  if (const std::size_t at = rest.rfind('@'); at != rest.npos) {
    RG_CHECK(ParseLogin(rest.substr(0, at), address));
    rest.remove_prefix(at + 1);
  }
  const std::size_t question = rest.find('?');
  const std::string_view place = rest.substr(0, question);
  const std::size_t slash = place.find('/');
  RG_CHECK(ParseBrokers(place.substr(0, slash), address));
  RG_CHECK(ParseTopic(slash == place.npos ? "" : place.substr(slash + 1), address));
  RG_CHECK(TakeParameters(question == rest.npos ? "" : rest.substr(question + 1), address));
  return address;
}

std::string Describe(const Address& address) {
  return (address.tls ? "kafkas://" : "kafka://") + address.brokers + "/" + address.topic;
}

}  // namespace rg::store::kafka
