#include "meter/catalogue_text.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <set>
#include <unordered_set>
#include <utility>

#include "core/time.h"
#include "meter/rate_keys.h"

namespace rg::meter {
namespace {

// The next word of `rest`, and the rest after it.
std::string_view TakeWord(std::string_view& rest) {
  const std::string_view word = rest.substr(0, rest.find(' '));
  rest.remove_prefix(std::min(rest.size(), word.size() + 1));
  return word;
}

Result<std::int64_t> ParseWhole(std::string_view word) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
  if (error != std::errc{} || end != word.data() + word.size() || number < 0) {
    return Fail(Errc::kInvalidRequest, "'" + std::string(word) + "' is not a whole number");
  }
  return number;
}

// "16:30" in seconds.
Result<std::int32_t> ParseTimeOfDay(std::string_view word) {
  const std::size_t colon = word.find(':');
  if (colon == std::string_view::npos) {
    return Fail(Errc::kInvalidRequest, "'" + std::string(word) + "' is not a time of day");
  }
  RG_TRY(const std::int64_t hours, ParseWhole(word.substr(0, colon)));
  RG_TRY(const std::int64_t minutes, ParseWhole(word.substr(colon + 1)));
  if (hours > 24 || minutes > 59) {
    return Fail(Errc::kInvalidRequest, "'" + std::string(word) + "' is not a time of day");
  }
  return static_cast<std::int32_t>(hours * 3600 + minutes * 60);
}

// A line of prices before it is spread over classes, because a tier's keys are laid over a
// period's.
struct PriceLine {
  std::string_view service_tier;
  Validity validity;
  KeyedRates rates;
};

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  Result<Catalogue> Run() {
    while (!text_.empty()) {
      ++line_number_;
      const std::string_view line = text_.substr(0, text_.find('\n'));
      text_.remove_prefix(std::min(text_.size(), line.size() + 1));
      if (line.empty() || line.front() == '#') continue;
      if (auto read = ReadLine(line); !read) {
        Error error = std::move(read).error();
        error.field = "line " + std::to_string(line_number_);
        error.detail = Describe(error);
        return error;
      }
    }
    FinishModel();
    if (catalogue_.version.empty()) {
      return Fail(Errc::kInvalidRequest, "a catalogue begins with its version", "line 1");
    }
    return std::move(catalogue_);
  }

 private:
  Result<void> ReadLine(std::string_view line) {
    std::string_view rest = line;
    const std::string_view verb = TakeWord(rest);
    if (verb == "version") return ReadVersion(rest);
    if (catalogue_.version.empty()) {
      return Fail(Errc::kInvalidRequest, "a catalogue begins with its version");
    }
    if (verb == "provider") return BeginProvider(rest);
    if (verb == "amend") return Amend(rest);
    if (provider_ == nullptr) return Fail(Errc::kInvalidRequest, "no provider was named before");
    if (verb == "also") return ReadMatcher(rest, provider_->also);
    if (verb == "resells") {
      while (!rest.empty()) provider_->resells.push_back(TakeWord(rest));
      return {};
    }
    if (verb == "model") return BeginModel(rest);
    if (model_ == nullptr) return Fail(Errc::kInvalidRequest, "no model was named before");
    if (verb == "is") return ReadMatcher(rest, model_->names);
    if (verb == "limits") return ReadLimits(rest);
    if (verb == "us") return ReadUsPercent(rest);
    if ((verb == "price" || verb == "tier") && model_->names.text().empty()) {
      return Fail(Errc::kInvalidRequest, "a model's names come before its prices");
    }
    if (verb == "price") return ReadPrice(rest, periods_);
    if (verb == "tier" && periods_.empty()) {
      return Fail(Errc::kInvalidRequest, "a tier comes after the price it differs from");
    }
    if (verb == "tier") return ReadPrice(rest, tiers_);
    return Fail(Errc::kInvalidRequest, "'" + std::string(verb) + "' is not a kind of line");
  }

  Result<void> ReadVersion(std::string_view version) {
    if (!catalogue_.version.empty()) {
      return Fail(Errc::kInvalidRequest, "a catalogue has one version");
    }
    catalogue_.version = version;
    return {};
  }

  Result<void> BeginProvider(std::string_view id) {
    if (id.empty()) return Fail(Errc::kInvalidRequest, "a provider has a name");
    if (!providers_.insert(id).second) {
      return Fail(Errc::kInvalidRequest, "the provider " + std::string(id) + " is there already");
    }
    FinishModel();
    provider_ = &catalogue_.providers.emplace_back();
    provider_->id = id;
    return {};
  }

  Result<void> BeginModel(std::string_view id) {
    if (id.empty()) return Fail(Errc::kInvalidRequest, "a model has a name");
    if (!models_.emplace(provider_->id, id).second) {
      return Fail(Errc::kInvalidRequest, "the model " + std::string(id) + " is there already");
    }
    FinishModel();
    model_ = &provider_->models.emplace_back();
    Price& price = model_->price;
    price.id = id;
    price.provider = provider_->id;
    price.version = catalogue_.version;
    // Anthropic caches what a request marks and nothing else, wherever its models are sold.
    price.caches_unasked = id.find("claude") == std::string_view::npos;
    return {};
  }

  // Lines after it replace what the model already says; prices are replaced as a whole.
  Result<void> Amend(std::string_view rest) {
    FinishModel();
    const std::string_view provider = TakeWord(rest);
    for (CatalogueProvider& each : catalogue_.providers) {
      if (each.id != provider) continue;
      for (CatalogueModel& model : each.models) {
        if (model.price.id != rest) continue;
        provider_ = &each;
        model_ = &model;
        return {};
      }
    }
    return Fail(Errc::kInvalidRequest, "there is no such model to amend");
  }

  static Result<void> ReadMatcher(std::string_view text, Matcher& matcher) {
    RG_TRY(matcher, Matcher::Parse(text));
    return {};
  }

  Result<void> ReadLimits(std::string_view rest) {
    RG_TRY(model_->price.context_window, ParseWhole(TakeWord(rest)));
    RG_TRY(model_->price.max_output_tokens, ParseWhole(rest));
    return {};
  }

  Result<void> ReadUsPercent(std::string_view rest) {
    RG_TRY(const std::int64_t percent, ParseWhole(rest));
    if (percent < 100 || percent > 1000) {
      return Fail(Errc::kInvalidRequest, "a surcharge is 100 to 1000 percent");
    }
    model_->price.us_geo_percent = static_cast<std::int32_t>(percent);
    return {};
  }

  Result<void> ReadPrice(std::string_view rest, std::vector<PriceLine>& into) {
    PriceLine& line = into.emplace_back();
    if (&into == &tiers_) line.service_tier = TakeWord(rest);
    // What is sold as free has no other price, and none is listed.
    if (&into == &periods_ && model_->price.id.ends_with(":free")) {
      RG_CHECK(line.rates.Set("input_mtok", "0"));
      RG_CHECK(line.rates.Set("output_mtok", "0"));
    }
    while (!rest.empty()) {
      const std::string_view word = TakeWord(rest);
      const std::size_t equals = word.find('=');
      if (equals == std::string_view::npos) {
        return Fail(Errc::kInvalidRequest, "'" + std::string(word) + "' has no value");
      }
      const std::string_view key = word.substr(0, equals);
      const std::string_view value = word.substr(equals + 1);
      if (key == "from") {
        RG_TRY(line.validity.from, ParseRfc3339(std::string(value) + "T00:00:00Z"));
      } else if (key == "daily") {
        RG_TRY(line.validity.day_start_seconds, ParseTimeOfDay(value.substr(0, value.find('-'))));
        RG_TRY(line.validity.day_end_seconds, ParseTimeOfDay(value.substr(value.find('-') + 1)));
      } else {
        RG_CHECK(line.rates.Set(key, value));
      }
    }
    return {};
  }

  void FinishModel() {
    if (model_ != nullptr && !periods_.empty()) {
      Price& price = model_->price;
      price.periods.clear();
      for (const PriceLine& period : periods_) {
        PricePeriod& built = price.periods.emplace_back();
        built.validity = period.validity;
        built.card = period.rates.Spread();
        for (const PriceLine& tier : tiers_) {
          built.tiers.push_back({std::string(tier.service_tier), tier.validity,
                                 period.rates.With(tier.rates).Spread()});
        }
        if (!period.rates.Unit().empty()) price.unit = period.rates.Unit();
      }
    }
    model_ = nullptr;
    periods_.clear();
    tiers_.clear();
  }

  std::string_view text_;
  int line_number_ = 0;
  Catalogue catalogue_;
  // Into the vectors above; valid because a provider is finished before the next begins.
  CatalogueProvider* provider_ = nullptr;
  CatalogueModel* model_ = nullptr;
  std::vector<PriceLine> periods_;
  std::vector<PriceLine> tiers_;
  std::unordered_set<std::string_view> providers_;
  std::set<std::pair<std::string_view, std::string_view>> models_;  // of which provider
};

}  // namespace

Result<Catalogue> ParseCatalogue(std::string_view text) { return Parser(text).Run(); }

}  // namespace rg::meter
