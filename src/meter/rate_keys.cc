#include "meter/rate_keys.h"

#include <algorithm>
#include <charconv>
#include <set>

#include "core/money.h"

namespace rg::meter {
namespace {

enum Key : std::size_t {
  kInput,
  kOutput,
  kCacheRead,
  kCacheWrite,
  kCacheWrite5m,
  kCacheWrite1h,
  kInputText,
  kInputAudio,
  kInputImage,
  kOutputText,
  kOutputReasoning,
  kOutputAudio,
  kOutputImage,
  kWebSearches,
  kRequests,
  kFirstUnit,  // from here on: what a model sells that is no token; the first that is set counts
  kStorageSearches = kFirstUnit,
  kAudioHours,
  kInputAudioHours,
  kCharacters,
  kPages,
  kAnnotatedPages,
  kMessages,
  kReranks,
};

struct KeyName {
  std::string_view name;
  // A price in dollars per `per` things is parsed with as many decimals as make a pico-dollar of
  // one thing; hours, whose 3,600 seconds are no power of ten, are divided afterwards.
  int decimals;
  std::int64_t divide;
  std::string_view unit;
};
constexpr std::array<KeyName, KeyedRates::kKeys> kNames = {{
    {"input_mtok", 6, 1, ""},
    {"output_mtok", 6, 1, ""},
    {"cache_read_mtok", 6, 1, ""},
    {"cache_write_mtok", 6, 1, ""},
    {"cache_write_5m_mtok", 6, 1, ""},
    {"cache_write_1h_mtok", 6, 1, ""},
    {"input_text_mtok", 6, 1, ""},
    {"input_audio_mtok", 6, 1, ""},
    {"input_image_mtok", 6, 1, ""},
    {"output_text_mtok", 6, 1, ""},
    {"output_reasoning_mtok", 6, 1, ""},
    {"output_audio_mtok", 6, 1, ""},
    {"output_image_mtok", 6, 1, ""},
    {"web_searches_kcount", 9, 1, ""},
    {"requests_kcount", 9, 1, ""},
    {"storage_searches_kcount", 9, 1, "file search"},
    {"audio_hours", 12, 3600, "second"},
    {"input_audio_hours", 12, 3600, "second"},
    {"input_mchars", 6, 1, "character"},
    {"input_document_kpages", 9, 1, "page"},
    {"input_annotated_document_kpages", 9, 1, "page"},
    {"input_text_messages_kcount", 9, 1, "message"},
    {"rerank_searches_kcount", 9, 1, "search"},
    {"social_searches_kcount", 9, 1, "search"},
}};

Result<std::int64_t> ParsePrice(std::string_view text, const KeyName& key) {
  RG_TRY(const std::int64_t scaled, ParseDecimal(text, key.decimals));
  if (scaled < 0)
    return Fail(Errc::kInvalidRequest, "a price is never negative", std::string(text));
  return (scaled + key.divide / 2) / key.divide;
}

Result<std::int64_t> ParseThreshold(std::string_view text) {
  std::int64_t tokens = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), tokens);
  if (error != std::errc{} || end != text.data() + text.size() || tokens < 0) {
    return Fail(Errc::kInvalidRequest, "a tier begins above a whole number of tokens",
                std::string(text));
  }
  return tokens;
}

}  // namespace

std::int64_t KeyedRates::Tiered::At(std::int64_t above) const {
  std::int64_t price = base;
  for (const auto& [start, tier_price] : tiers) {
    if (start <= above) price = tier_price;
  }
  return price;
}

Result<void> KeyedRates::Set(std::string_view key, std::string_view price) {
  const auto name = std::find_if(kNames.begin(), kNames.end(),
                                 [&](const KeyName& known) { return known.name == key; });
  if (name == kNames.end()) {
    return Fail(Errc::kInvalidRequest, "'" + std::string(key) + "' is not a kind of price",
                std::string(key));
  }
  Tiered& tiered = keys_[static_cast<std::size_t>(name - kNames.begin())];
  tiered = {};
  std::string_view first = price.substr(0, price.find('/'));
  RG_TRY(tiered.base, ParsePrice(first, *name));
  while (first.size() < price.size()) {
    price.remove_prefix(first.size() + 1);
    first = price.substr(0, price.find('/'));
    const std::size_t colon = first.find(':');
    if (colon == std::string_view::npos) {
      return Fail(Errc::kInvalidRequest, "a tier is written as tokens:price", std::string(key));
    }
    RG_TRY(const std::int64_t above, ParseThreshold(first.substr(0, colon)));
    RG_TRY(const std::int64_t tier_price, ParsePrice(first.substr(colon + 1), *name));
    tiered.tiers.emplace_back(above, tier_price);
  }
  std::sort(tiered.tiers.begin(), tiered.tiers.end());
  tiered.set = true;
  return {};
}

KeyedRates KeyedRates::With(const KeyedRates& over) const {
  KeyedRates merged = *this;
  for (std::size_t i = 0; i < kKeys; ++i) {
    if (over.keys_[i].set) merged.keys_[i] = over.keys_[i];
  }
  return merged;
}

Rates KeyedRates::SpreadAt(std::int64_t above) const {
  // The most specific key that is set, from the left.
  const auto first_of = [&](std::initializer_list<Key> keys) {
    for (const Key key : keys) {
      if (keys_[key].set) return keys_[key].At(above);
    }
    return std::int64_t{kNoRate};
  };
  Rates rates;
  const auto set = [&](UsageClass c, std::initializer_list<Key> keys) {
    rates.pico[static_cast<std::size_t>(c)] = first_of(keys);
  };
  set(UsageClass::kInputUncached, {kInputText, kInput});
  set(UsageClass::kCacheRead, {kCacheRead, kInput});
  set(UsageClass::kCacheWrite5m, {kCacheWrite5m, kCacheWrite, kInput});
  set(UsageClass::kCacheWrite1h, {kCacheWrite1h, kCacheWrite, kInput});
  set(UsageClass::kInputAudio, {kInputAudio, kInput});
  set(UsageClass::kInputImage, {kInputImage, kInput});
  set(UsageClass::kOutputText, {kOutputText, kOutput});
  set(UsageClass::kOutputReasoning, {kOutputReasoning, kOutput});
  set(UsageClass::kOutputAudio, {kOutputAudio, kOutput});
  set(UsageClass::kOutputImage, {kOutputImage, kOutput});
  set(UsageClass::kSearches, {kWebSearches});
  set(UsageClass::kUnits, {kStorageSearches, kAudioHours, kInputAudioHours, kCharacters, kPages,
                           kAnnotatedPages, kMessages, kReranks});
  rates.pico_per_request = keys_[kRequests].set ? keys_[kRequests].At(above) : 0;
  return rates;
}

RateCard KeyedRates::Spread() const {
  std::set<std::int64_t> thresholds;
  for (const Tiered& tiered : keys_) {
    for (const auto& [above, price] : tiered.tiers) thresholds.insert(above);
  }
  RateCard card;
  card.push_back({-1, SpreadAt(-1)});
  for (const std::int64_t above : thresholds) card.push_back({above, SpreadAt(above)});
  return card;
}

std::string_view KeyedRates::Unit() const {
  for (std::size_t i = kFirstUnit; i < kKeys; ++i) {
    if (keys_[i].set) return kNames[i].unit;
  }
  return {};
}

}  // namespace rg::meter
