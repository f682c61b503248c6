#include "meter/catalogue/catalogue.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "core/crypto.h"

namespace rg::meter {
namespace {

constexpr std::size_t kVersionMax = 100;
constexpr std::size_t kDigestDigits = 8;

Error AtLine(std::size_t number, std::string_view fault) {
  const std::string line = "line " + std::to_string(number);
  return Fail(Errc::kInvalidRequest, line + ": " + std::string(fault), line);
}

// Names end up in terminals, logs and headers.
Result<void> CheckCharacters(std::string_view text) {
  std::size_t number = 1;
  for (const char c : text) {
    if (c == '\n') {
      ++number;
    } else if (c < ' ' || c > '~') {
      return AtLine(number, "there is a character that is not printable ASCII");
    }
  }
  return {};
}

bool IsVersionCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
         c == '-' || c == '_' || c == '+';
}

// Events say which prices they were booked with by this word alone.
Result<void> CheckVersion(std::string_view version, std::string_view below) {
  const bool spelled = !version.empty() && version.size() <= kVersionMax &&
                       std::all_of(version.begin(), version.end(), IsVersionCharacter);
  if (!spelled) {
    return AtLine(1, "a version is up to 100 letters, digits and any of . - _ +");
  }
  const std::string digest = ToHex(Sha256(below)).substr(0, kDigestDigits);
  if (version.ends_with("+" + digest)) return {};
  return AtLine(1, "the version ends with +" + digest +
                       ", by what stands below it, or the text was cut short or changed");
}

}  // namespace

std::shared_ptr<const PriceBook> EmbeddedPrices() {
  Result<std::shared_ptr<const PriceBook>> book = PriceBook::Parse(EmbeddedCatalogue());
  if (!book) {
    // The text is part of the program and was parsed by its tests: the program itself is broken.
    std::fprintf(stderr, "the built-in prices are broken: %s\n", book.error().detail.c_str());
    std::abort();
  }
  return *std::move(book);
}

Result<std::shared_ptr<const PriceBook>> ReadPrices(std::string_view text) {
  RG_CHECK(CheckCharacters(text));
  RG_TRY(std::shared_ptr<const PriceBook> book, PriceBook::Parse(text));
  constexpr std::string_view kVersion = "version ";
  const std::string_view first = text.substr(0, text.find('\n'));
  if (!first.starts_with(kVersion) || first.size() == text.size()) {
    return AtLine(1, "a catalogue begins with its version");
  }
  RG_CHECK(CheckVersion(first.substr(kVersion.size()), text.substr(first.size() + 1)));
  if (book->size() == 0) return AtLine(1, "no model has a price");
  return book;
}

}  // namespace rg::meter
