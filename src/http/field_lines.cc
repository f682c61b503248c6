#include "http/field_lines.h"

#include <algorithm>
#include <string>
#include <utility>

#include "http/chars.h"

namespace rg::http {
namespace {

bool IsSound(const Header& field) {
  return field.sound || (IsName(field.name) && IsText(field.value));
}

Error BadField(const Header& field) {
  if (!IsName(field.name)) {
    return Fail(Errc::kInvalidRequest, "a header field's name holds a character it must not hold");
  }
  if (!IsText(field.value)) {
    return Fail(Errc::kInvalidRequest,
                "header '" + std::string(field.name) + "' holds a line break or control character",
                std::string(field.name));
  }
  return Fail(Errc::kInternal,
              "header '" + std::string(field.name) + "' is decided by the connection alone",
              std::string(field.name));
}

}  // namespace

void FieldLines::Add(const Header& field) {
  if (IsSound(field) && !IsFraming(NameOf(field))) return Put(field.name, field.value);
  Refuse(field);
}

void FieldLines::AddRenamed(std::string_view prefix, const Header& field) {
  if (!IsSound(field)) return Refuse(field);
  Reserve(prefix.size() + field.name.size() + field.value.size());
  char* at = std::copy(prefix.begin(), prefix.end(), at_);
  at = AfterName(std::copy(field.name.begin(), field.name.end(), at));
  Close(std::copy(field.value.begin(), field.value.end(), at));
}

void FieldLines::AddBearer(std::string_view token) {
  constexpr std::string_view kName = "authorization";
  constexpr std::string_view kScheme = "Bearer ";
  if (!IsText(token)) return Refuse({kName, token});
  char* const at = Open(kName, kScheme.size() + token.size());
  kScheme.copy(at, kScheme.size());
  Close(std::copy(token.begin(), token.end(), at + kScheme.size()));
}

void FieldLines::Refuse(const Header& field) {
  if (!fault_) fault_ = BadField(field);
}

void FieldLines::Remove(std::string_view name) {
  char* kept = first_;
  std::size_t count = 0;
  ForEach([&](const Header& field) {
    if (EqualsIgnoreCase(field.name, name)) return;
    const std::size_t size =
        static_cast<std::size_t>(field.value.data() - field.name.data()) + field.value.size() + 2;
    kept = std::copy_n(field.name.data(), size, kept);
    ++count;
  });
  at_ = kept;
  count_ = count;
}

void FieldLines::Grow(std::size_t more) {
  const std::string_view before = text();
  const std::size_t size = 2 * (before.size() + more);
  auto grown = std::make_unique_for_overwrite<char[]>(size);
  at_ = std::copy(before.begin(), before.end(), grown.get());
  first_ = grown.get();
  end_ = first_ + size;
  grown_ = std::move(grown);
}

}  // namespace rg::http
