#include "store/redis/topology.h"

#include <algorithm>
#include <charconv>
#include <string>

namespace rg::store::redis {
namespace {

std::optional<std::uint16_t> ParsePort(std::string_view text) {
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (error != std::errc() || end != text.data() + text.size() || port == 0) return {};
  return port;
}

// "127.0.0.1:6381", "::1:6381", "node-2.example:6381", ":6381": behind the last colon is the port.
std::optional<http::Endpoint> ParseEndpoint(std::string_view text, const http::Endpoint& asked) {
  const std::size_t colon = text.rfind(':');
  if (colon == text.npos) return {};
  const std::optional<std::uint16_t> port = ParsePort(text.substr(colon + 1));
  if (!port) return {};
  const std::string_view host = text.substr(0, colon);
  return http::Endpoint{host.empty() ? asked.host : std::string(host), *port, asked.tls};
}

std::string_view Word(std::string_view& text) {
  const std::size_t end = std::min(text.find(' '), text.size());
  const std::string_view word = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return word;
}

// What a server answers that may serve in a moment, or whose slots another one has by now.
constexpr std::string_view kLater[] = {"TRYAGAIN", "CLUSTERDOWN", "LOADING", "MASTERDOWN",
                                       "READONLY"};

}  // namespace

std::optional<Topology> ReadTopology(Reply::Item answer, const http::Endpoint& asked) {
  Topology topology;
  topology.of_slot.fill(Topology::kNobody);
  for (const Reply::Item range : answer) {
    const std::int64_t first = range[0].integer();
    const std::int64_t last = range[1].integer();
    const Reply::Item master = range[2];
    const std::int64_t port = master[1].integer();
    if (first < 0 || last < first || last >= kSlots || port <= 0 || port > 65'535) return {};
    // "?": it was told nothing.
    const std::string_view host = master[0].text();
    const http::Endpoint endpoint{host.empty() || host == "?" ? asked.host : std::string(host),
                                  static_cast<std::uint16_t>(port), asked.tls};
    auto known = std::find(topology.masters.begin(), topology.masters.end(), endpoint);
    if (known == topology.masters.end()) {
      known = topology.masters.insert(known, endpoint);
    }
    const auto index = static_cast<std::uint16_t>(known - topology.masters.begin());
    std::fill(topology.of_slot.begin() + first, topology.of_slot.begin() + last + 1, index);
  }
  if (topology.masters.empty()) return {};
  return topology;
}

Redirect ReadRedirect(Reply::Item answer, const http::Endpoint& asked) {
  if (!answer.Is(Reply::Kind::kError)) return {};
  std::string_view rest = answer.text();
  const std::string_view code = Word(rest);
  if (std::find(std::begin(kLater), std::end(kLater), code) != std::end(kLater)) {
    return {Redirect::Kind::kLater, {}};
  }
  if (code != "MOVED" && code != "ASK") return {};
  Word(rest);  // the slot
  const std::optional<http::Endpoint> where = ParseEndpoint(Word(rest), asked);
  if (!where) return {Redirect::Kind::kLater, {}};
  return {code == "MOVED" ? Redirect::Kind::kMoved : Redirect::Kind::kAsk, *where};
}

}  // namespace rg::store::redis
