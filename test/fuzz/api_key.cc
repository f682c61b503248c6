// The text of a key. A well-formed one cannot be guessed by mutation, so the input is also taken as
// the randomness of a new key, and as an edit of it.

#include <span>

#include "auth/key.h"
#include "fuzz.h"

namespace rg::fuzz {
namespace {

class GivenEntropy final : public Entropy {
 public:
  explicit GivenEntropy(std::string_view bytes) : random_(std::hash<std::string_view>{}(bytes)) {}
  void Fill(std::span<std::uint8_t> bytes) override {
    for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(random_());
  }

 private:
  std::mt19937_64 random_;
};

void CheckText(std::string_view text) {
  const Result<auth::KeyKind> kind = auth::CheckFormat(text);
  const std::string prefix = auth::ShownPrefix(text);
  Require(prefix.size() <= text.size() + 4 && auth::LastFour(text).size() <= 4,
          "little of a key is shown");
  if (kind) {
    Require(text.starts_with(auth::PrefixOf(*kind)), "a key begins as its kind does");
    Require(
        text.size() == auth::PrefixOf(*kind).size() + auth::kKeyDigits + auth::kKeyChecksumDigits,
        "every key has the same length");
  }
}

}  // namespace

void Try(std::string_view input) {
  CheckText(input);

  constexpr std::size_t kKinds = 3;
  const auto kind = static_cast<auth::KeyKind>(Choose(input, kKinds));
  GivenEntropy entropy(input);
  const std::string key = auth::NewKey(entropy, kind).Reveal();
  const Result<auth::KeyKind> found = auth::CheckFormat(key);
  Require(found && *found == kind, "a new key is well-formed");

  // The checksum sees every edit of one character: any 32 bits in a row differ.
  if (input.size() < 2) return;
  std::string edited = key;
  edited[static_cast<unsigned char>(input[0]) % edited.size()] = input[1];
  Require(edited == key || !auth::CheckFormat(edited), "an edited key is refused");
}

}  // namespace rg::fuzz
