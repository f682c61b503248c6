#include "store/redis/topology.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace rg::store::redis {
namespace {

// CRC-16/XMODEM, of which slots are made.
constexpr std::array<std::uint16_t, 256> kCrcTable = [] {
  std::array<std::uint16_t, 256> table{};
  for (std::uint32_t i = 0; i < table.size(); ++i) {
    std::uint32_t crc = i << 8;
    for (int bit = 0; bit < 8; ++bit) crc = (crc << 1) ^ ((crc & 0x8000) != 0 ? 0x1021 : 0);
    table[i] = static_cast<std::uint16_t>(crc);
  }
  return table;
}();

std::uint16_t Crc16(std::string_view bytes) {
  std::uint16_t crc = 0;
  for (const char byte : bytes) {
    const auto at = static_cast<std::uint8_t>((crc >> 8) ^ static_cast<std::uint8_t>(byte));
    crc = static_cast<std::uint16_t>((crc << 8) ^ kCrcTable[at]);
  }
  return crc;
}

template <class Number>
bool ReadNumber(std::string_view text, Number most, Number& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() && number <= most;
}

// A server as another one announces it; servers that do not know their own name leave it out.
bool Announced(std::string_view host, std::int64_t port, const http::Endpoint& asked,
               http::Endpoint& server) {
  if (port < 1 || port > 65'535) return false;
  const bool unnamed = host.empty() || host == "?";
  server = {unnamed ? asked.host : std::string(host), static_cast<std::uint16_t>(port), asked.tls};
  return true;
}

bool Announced(Reply::Item node, const http::Endpoint& asked, http::Endpoint& server) {
  return Announced(node[0].text(), node[1].integer(), asked, server);
}

Error Unreadable() { return Fail(Errc::kUnavailable, "it does not say where the masters are"); }

}  // namespace

std::uint16_t SlotOf(std::string_view key) {
  const std::size_t open = key.find('{');
  const std::size_t close = open == key.npos ? key.npos : key.find('}', open + 1);
  const bool tagged = close != key.npos && close > open + 1;
  const std::string_view hashed = tagged ? key.substr(open + 1, close - open - 1) : key;
  return Crc16(hashed) % kSlots;
}

Topology Topology::Whole(http::Endpoint master) {
  Topology topology;
  topology.masters_.push_back(std::move(master));
  return topology;
}

bool Topology::is_complete() const {
  return !masters_.empty() && std::find(owners_.begin(), owners_.end(), kNobody) == owners_.end();
}

std::size_t Topology::Know(const http::Endpoint& master) {
  const auto found = std::find(masters_.begin(), masters_.end(), master);
  const auto index = static_cast<std::size_t>(found - masters_.begin());
  if (found == masters_.end()) masters_.push_back(master);
  return index;
}

void Topology::Give(std::uint16_t first, std::uint16_t last, const http::Endpoint& master) {
  if (owners_.empty()) owners_.assign(kSlots, kNobody);
  std::fill(owners_.begin() + first, owners_.begin() + last + 1,
            static_cast<std::uint16_t>(Know(master)));
}

std::optional<Redirect> ReadRedirect(const Reply& reply, const http::Endpoint& asked) {
  using Kind = Redirect::Kind;
  if (!reply.root().Is(Reply::Kind::kError)) return {};
  std::string_view rest = reply.root().text();
  const auto next = [&rest] {
    const std::size_t space = rest.find(' ');
    const std::string_view word = rest.substr(0, space);
    rest = space == rest.npos ? std::string_view() : rest.substr(space + 1);
    return word;
  };
  const std::string_view what = next();
  if (what == "TRYAGAIN") return Redirect{Kind::kLater, 0, {}};
  if (what != "MOVED" && what != "ASK") return {};
  Redirect redirect{what == "MOVED" ? Kind::kMoved : Kind::kAsk, 0, {}};
  const bool slot = ReadNumber<std::uint16_t>(next(), kSlots - 1, redirect.slot);
  const std::string_view server = next();
  // An IPv6 address stands there without brackets.
  const std::size_t colon = server.rfind(':');
  std::uint16_t port = 0;
  if (!slot || colon == server.npos ||
      !ReadNumber<std::uint16_t>(server.substr(colon + 1), 65'535, port) ||
      !Announced(server.substr(0, colon), port, asked, redirect.server)) {
    return {};
  }
  return redirect;
}

Result<Topology> ReadClusterSlots(const Reply& reply, const http::Endpoint& asked) {
  if (reply.root().Is(Reply::Kind::kError)) {
    const std::string_view text = reply.root().text();
    if (text.find("cluster support disabled") != text.npos) {
      return Fail(Errc::kInvalidRequest, "it is not part of a cluster; name it with redis://");
    }
    return Fail(Errc::kUnavailable, std::string(text));
  }
  Topology topology;
  for (auto at = reply.root().begin(); at != reply.root().end(); ++at) {
    const Reply::Item range = *at;
    const std::int64_t first = range[0].integer();
    const std::int64_t last = range[1].integer();
    http::Endpoint master;
    const bool good = range.size() >= 3 && first >= 0 && first <= last &&
                      last < static_cast<std::int64_t>(kSlots) &&
                      Announced(range[2], asked, master);
    if (!good) return Unreadable();
    topology.Give(static_cast<std::uint16_t>(first), static_cast<std::uint16_t>(last), master);
    for (std::size_t i = 3; i < range.size(); ++i) {
      http::Endpoint replica;
      if (Announced(range[i], asked, replica)) topology.AddReplica(std::move(replica));
    }
  }
  if (topology.masters().empty()) {
    return Fail(Errc::kUnavailable, "it knows of no server that has any slots");
  }
  return topology;
}

Result<Topology> ReadSentinelMaster(const Reply& reply, const http::Endpoint& asked) {
  const Reply::Item root = reply.root();
  if (root.Is(Reply::Kind::kError)) return Fail(Errc::kUnavailable, std::string(root.text()));
  if (root.Is(Reply::Kind::kNull)) {
    return Fail(Errc::kUnavailable, "the sentinel watches no master of this name");
  }
  std::uint16_t port = 0;
  http::Endpoint master;
  if (!ReadNumber<std::uint16_t>(root[1].text(), 65'535, port) ||
      !Announced(root[0].text(), port, asked, master)) {
    return Unreadable();
  }
  return Topology::Whole(std::move(master));
}

}  // namespace rg::store::redis
