#include "auth/vault.h"

#include <cstdlib>
#include <memory>
#include <utility>

#include <openssl/evp.h>

#include "auth/key_file.h"

namespace rg::auth {
namespace {

constexpr std::string_view kFormat = "rgv1";
constexpr std::size_t kNonceBytes = 12;
constexpr std::size_t kTagBytes = 16;

using Context = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;

Context NewContext() { return {EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free}; }

const std::uint8_t* Bytes(std::string_view text) {
  return reinterpret_cast<const std::uint8_t*>(text.data());
}
std::uint8_t* Bytes(std::string& text) { return reinterpret_cast<std::uint8_t*>(text.data()); }

// Every part carries its length, so that no two places have the same text.
std::string AssociatedData(const SealPlace& place, std::string_view key_id) {
  std::string text(kFormat);
  const auto add = [&text](std::string_view part) {
    text += '|';
    text += std::to_string(part.size());
    text += ':';
    text += part;
  };
  add(key_id);
  add(ToString(place.workspace));
  add(ToString(place.record));
  add(place.field);
  add(std::to_string(place.version));
  return text;
}

Error NotSealed() { return Fail(Errc::kInvalidRequest, "not a sealed value"); }
Error DoesNotOpen() {
  return Fail(Errc::kInternal,
              "A stored credential does not open: it was changed, moved from another record, or "
              "sealed with a key that is not in this data folder's vault-key file. Copy that file "
              "from where the credential was entered, or enter it again.");
}

// The parts of "rgv1.<key id>.<base64>".
struct Parts {
  std::string_view key_id;
  std::string_view payload;
};

Result<Parts> Split(std::string_view sealed) {
  if (!sealed.starts_with(kFormat) || sealed.substr(kFormat.size(), 1) != ".") return NotSealed();
  const std::string_view rest = sealed.substr(kFormat.size() + 1);
  const std::size_t dot = rest.find('.');
  if (dot == std::string_view::npos) return NotSealed();
  return Parts{rest.substr(0, dot), rest.substr(dot + 1)};
}

}  // namespace

Result<Vault> Vault::Load(const std::filesystem::path& file, Entropy& entropy) {
  RG_TRY(auto keys, LoadKeyFile(file, entropy));
  return Vault(std::move(keys));
}

Result<void> Vault::Rotate(const std::filesystem::path& file, Entropy& entropy) {
  return AppendToKeyFile(file, entropy);
}

std::string Vault::Seal(const SealPlace& place, const Secret& value, Entropy& entropy) const {
  const KeyEncryptionKey& key = keys_.back();
  const std::string associated = AssociatedData(place, key.id);
  const std::string& plain = value.Reveal();
  std::string payload(kNonceBytes + plain.size() + kTagBytes, '\0');
  std::uint8_t* const nonce = Bytes(payload);
  entropy.Fill({nonce, kNonceBytes});

  // None of these fails but for want of memory or a broken OpenSSL, and then there is nothing to go
  // on with: a credential must not be stored half sealed.
  const Context context = NewContext();
  int written = 0;
  std::uint8_t* const cipher = nonce + kNonceBytes;
  const bool sealed =
      context != nullptr &&
      EVP_EncryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, Bytes(key.bytes.Reveal()),
                         nonce) == 1 &&
      EVP_EncryptUpdate(context.get(), nullptr, &written, Bytes(associated),
                        static_cast<int>(associated.size())) == 1 &&
      EVP_EncryptUpdate(context.get(), cipher, &written, Bytes(std::string_view(plain)),
                        static_cast<int>(plain.size())) == 1 &&
      EVP_EncryptFinal_ex(context.get(), cipher + written, &written) == 1 &&
      EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_GET_TAG, kTagBytes, cipher + plain.size()) ==
          1;
  if (!sealed) std::abort();
  return std::string(kFormat) + '.' + key.id + '.' + ToBase64(payload);
}

Result<Secret> Vault::Open(const SealPlace& place, std::string_view sealed) const {
  RG_TRY(const Parts parts, Split(sealed));
  const KeyEncryptionKey* key = nullptr;
  for (const KeyEncryptionKey& candidate : keys_) {
    if (candidate.id == parts.key_id) key = &candidate;
  }
  if (key == nullptr) return DoesNotOpen();
  auto decoded = FromBase64(parts.payload);
  if (!decoded || decoded->size() < kNonceBytes + kTagBytes) return NotSealed();
  std::string& payload = *decoded;

  const std::string associated = AssociatedData(place, key->id);
  const std::size_t plain_bytes = payload.size() - kNonceBytes - kTagBytes;
  std::uint8_t* const cipher = Bytes(payload) + kNonceBytes;
  std::string plain(plain_bytes, '\0');
  const Context context = NewContext();
  int written = 0;
  const bool opened = context != nullptr &&
                      EVP_DecryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr,
                                         Bytes(key->bytes.Reveal()), Bytes(payload)) == 1 &&
                      EVP_DecryptUpdate(context.get(), nullptr, &written, Bytes(associated),
                                        static_cast<int>(associated.size())) == 1 &&
                      EVP_DecryptUpdate(context.get(), Bytes(plain), &written, cipher,
                                        static_cast<int>(plain_bytes)) == 1 &&
                      EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_SET_TAG, kTagBytes,
                                          cipher + plain_bytes) == 1 &&
                      EVP_DecryptFinal_ex(context.get(), Bytes(plain) + written, &written) == 1;
  Secret secret(std::move(plain));
  if (!opened) return DoesNotOpen();
  return secret;
}

bool Vault::NeedsResealing(std::string_view sealed) const {
  const auto parts = Split(sealed);
  return !parts || parts->key_id != keys_.back().id;
}

}  // namespace rg::auth
