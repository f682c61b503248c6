#include "resource/keys.h"

#include <algorithm>

#include "config/address.h"
#include "resource/forms.h"
#include "resource/kind.h"

namespace rg::config {

Result<Digest> TextForm<Digest>::Parse(std::string_view text) {
  RG_TRY(const std::string bytes, FromHex(text));
  Digest digest;
  if (bytes.size() != digest.size()) return Fail(Errc::kInvalidRequest, "is not a digest");
  std::copy(bytes.begin(), bytes.end(), digest.begin());
  return digest;
}

}  // namespace rg::config

namespace rg::auth {
namespace {

constexpr std::int64_t kScopeItemsMax = 100;

bool IsTag(std::string_view text) {
  return text.find(',') == std::string_view::npos && text.size() <= 100;
}

}  // namespace

void Describe(config::Fields<Scopes>& f) {
  f.Name("Scopes", "What the key may be used for; an empty list allows everything of its sort.");
  f.Add("apis", &Scopes::apis)
      .AtMost(kScopeItemsMax)
      .Example("openai")
      .Because("Slugs of APIs; * stands for any run of characters.");
  f.Add("models", &Scopes::models)
      .AtMost(kScopeItemsMax)
      .Example("gpt-5*")
      .Because("Names of models; * stands for any run of characters.");
  f.Add("endpoints", &Scopes::endpoints)
      .AtMost(kScopeItemsMax)
      .Example("POST /v1/chat/*")
      .Because("Paths at the API, with or without a method in front; * stands for anything.");
  f.Add("ip_ranges", &Scopes::ip_ranges)
      .AtMost(kScopeItemsMax)
      .Matching("", &config::IsAddressRange, "an address or a range such as \"10.0.0.0/8\"")
      .Example("203.0.113.0/24")
      .Because("Addresses its calls may come from.");
}

void Describe(config::Fields<Key::Previous>& f) {
  f.Name("PreviousKey", "The secret the key had before it was rotated.");
  f.Add("digest", &Key::Previous::digest).Internal();
  f.Add("until", &Key::Previous::until).ReadOnly().Because("Until then it works too.");
}

}  // namespace rg::auth

namespace rg::resource {
namespace {

using State = auth::Key::State;

void ShowAs(Key& key, const Secret& text, const auth::KeyHasher& hasher) {
  key.digest = hasher.Hash(text.Reveal());
  key.prefix = auth::ShownPrefix(text.Reveal());
  key.last_four = auth::LastFour(text.Reveal());
}

std::optional<Secret> MakeSecret(void* body, const Making& making) {
  Key& key = *static_cast<Key*>(body);
  Secret text = auth::NewKey(making.entropy, key.kind);
  ShowAs(key, text, making.hasher);
  key.created_by = making.actor;
  return text;
}

void IsNotBornRevoked(const Key& key, config::Faults& faults) {
  // Stored keys that were revoked have a text to show for it.
  if (key.state == State::kRevoked && key.last_four.empty()) {
    faults.push_back({"/state", "must be active or paused for a new key"});
  }
}

std::vector<Reference> ReferencesOf(const void* body) {
  const Key& key = *static_cast<const Key*>(body);
  std::vector<Reference> references;
  if (!key.project.IsNil()) references.push_back({"/project", "project", key.project, ""});
  return references;
}

void BindKey(void* body, const Header& header) {
  Key& key = *static_cast<Key*>(body);
  key.id = KeyId{header.id};
  key.workspace = header.workspace;
  key.created_at = header.created;
}

Result<void> NotRevoked(const Key& key) {
  if (key.state != State::kRevoked) return {};
  return Fail(Errc::kConflict, "this key is revoked for good; make another one");
}

}  // namespace

void Describe(config::Fields<Key>& f) {
  f.Name("Key", "What an application sends to be known. Its text is shown once, when it is made.");
  f.Add("name", &Key::name).Required().AtLeast(1).AtMost(200).Because("What uses it.");
  f.Add("kind", &Key::kind)
      .Immutable()
      .OneOf<auth::KeyKind>({{"live", auth::KeyKind::kLive}, {"test", auth::KeyKind::kTest}})
      .Because("Shows in the text of the key: rg_live_ or rg_test_.");
  f.Add("project", &Key::project).Because("The project its calls are attributed to.");
  f.Add("expires_at", &Key::expires_at).Because("After this it is refused.");
  f.Add("scopes", &Key::scopes).Because("What it may be used for.");
  f.Add("tags", &Key::tags)
      .AtMost(50)
      .Matching("^[^,]{1,100}$", &auth::IsTag, "at most 100 characters without a comma")
      .Because("For limits, budgets and reports.");
  f.Add("state", &Key::state)
      .Immutable()
      .OneOf<State>(
          {{"active", State::kActive}, {"paused", State::kPaused}, {"revoked", State::kRevoked}})
      .Because("Made active or paused; changed by the actions pause, resume and revoke.");
  f.Add("prefix", &Key::prefix).ReadOnly().Because("How its text begins.");
  f.Add("last_four", &Key::last_four).ReadOnly().Because("How its text ends.");
  f.Add("created_by", &Key::created_by).ReadOnly().Because("Who made it.");
  f.Add("previous", static_cast<std::optional<auth::Key::Previous> Key::*>(&Key::previous))
      .ReadOnly()
      .Because("While a rotation overlaps: until when the old text works too.");
  f.Add("digest", &Key::digest).Internal();
  f.Check<&IsNotBornRevoked>();
}

Result<void> Pause(Key& key) {
  RG_CHECK(NotRevoked(key));
  key.state = State::kPaused;
  return {};
}

Result<void> Resume(Key& key) {
  RG_CHECK(NotRevoked(key));
  key.state = State::kActive;
  return {};
}

Result<void> Revoke(Key& key) {
  key.state = State::kRevoked;
  key.previous.reset();
  return {};
}

Result<Secret> Rotate(Key& key, TimePoint now, Duration overlap, Entropy& entropy,
                      const auth::KeyHasher& hasher) {
  RG_CHECK(NotRevoked(key));
  key.previous.reset();
  if (overlap > Duration{}) key.previous = auth::Key::Previous{key.digest, now + overlap};
  Secret text = auth::NewKey(entropy, key.kind);
  ShowAs(key, text, hasher);
  return text;
}

const Kind& KeyKind() {
  static const Kind kind = [] {
    Kind k = KindOf<Key>("key", "keys");
    // The digest, so that no two keys are alike; names may repeat.
    k.unique_name = [](const void* body) { return ToHex(static_cast<const Key*>(body)->digest); };
    k.bind = &BindKey;
    k.prepare = &MakeSecret;
    k.references = &ReferencesOf;
    return k;
  }();
  return kind;
}

}  // namespace rg::resource
