#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "auth/last_used.h"
#include "core/crypto.h"
#include "core/id.h"
#include "core/result.h"
#include "core/secret.h"
#include "core/time.h"

namespace rg::auth {

// What a key looks like, and what is known about one.
//
//   rg_live_ 8fK2...32 base62 digits...x0Qd 04c1Zt
//   '-kind-' '--------- random ----------' 'crc-32 of everything before it, base62'
//
// The checksum is no secret: it lets a mistyped or made-up key be refused without a lookup, and a
// secret scanner recognise a real one.
enum class KeyKind : std::uint8_t { kLive, kTest, kAdmin };

inline constexpr std::size_t kKeyDigits = 32;
inline constexpr std::size_t kKeyChecksumDigits = 6;

std::string_view PrefixOf(KeyKind kind);  // "rg_live_"

// The kind of a well-formed key. kUnauthenticated says what is wrong with any other text, without
// repeating any of it.
Result<KeyKind> CheckFormat(std::string_view text);

// 190 bits of randomness, the kind in front and the checksum behind.
Secret NewKey(Entropy& entropy, KeyKind kind);

// What of a key may be shown again after its creation.
std::string ShownPrefix(std::string_view key);  // "rg_live_8fK2"
std::string LastFour(std::string_view key);

// What a key may be used for. An empty list allows everything of its sort.
struct Scopes {
  std::vector<std::string> apis;       // globs over the API's slug
  std::vector<std::string> models;     // globs over the model
  std::vector<std::string> endpoints;  // globs over the upstream path, or over "POST /v1/chat/*"
  std::vector<std::string> ip_ranges;  // "10.0.0.0/8", "2001:db8::/32" or one address
};

struct Key {
  enum class State : std::uint8_t { kActive, kPaused, kRevoked };
  // The digest a rotated key had, good until the overlap ends.
  struct Previous {
    Digest digest{};
    TimePoint until;
  };

  KeyId id;
  WorkspaceId workspace;
  ProjectId project;  // nil: none
  std::string name;
  Digest digest{};
  std::optional<Previous> previous;
  State state = State::kActive;
  std::optional<TimePoint> expires_at;
  Scopes scopes;
  std::vector<std::string> tags;
  std::string prefix;  // as ShownPrefix
  std::string last_four;
  std::string created_by;
  TimePoint created_at;
  std::shared_ptr<LastUsed> last_used;  // outlives snapshots; null: not kept
};

}  // namespace rg::auth
