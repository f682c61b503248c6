#include "resource/prices.h"

#include <boost/json/value.hpp>

#include "config/json.h"
#include "core/money.h"
#include "resource/kind.h"

namespace rg::resource {
namespace {

// Pico-dollars per token from dollars per million: six decimals are exact, and so for a thousand.
bool IsRate(std::string_view text) {
  const auto rate = ParseDecimal(text, 6);
  return rate && *rate >= 0;
}

void NamesARate(const Price& price, config::Faults& faults) {
  if (price.ToOverride().rates.empty()) {
    faults.push_back({"/rates", "must name at least one rate"});
  }
}

}  // namespace

void Describe(config::Fields<Rates>& f) {
  f.Name("Rates", "Decimal dollars; what is left out costs as its nearest relative does.");
  struct Row {
    const char* name;
    std::string Rates::*member;
    const char* because;
  };
  static constexpr Row kRows[] = {
      {"input_mtok", &Rates::input_mtok, "A million input tokens."},
      {"cache_read_mtok", &Rates::cache_read_mtok, "A million tokens read from the cache."},
      {"cache_write_mtok", &Rates::cache_write_mtok, "A million tokens written to the cache."},
      {"cache_write_5m_mtok", &Rates::cache_write_5m_mtok, "The same, kept for five minutes."},
      {"cache_write_1h_mtok", &Rates::cache_write_1h_mtok, "The same, kept for an hour."},
      {"input_audio_mtok", &Rates::input_audio_mtok, "A million input tokens of audio."},
      {"input_image_mtok", &Rates::input_image_mtok, "A million input tokens of images."},
      {"output_mtok", &Rates::output_mtok, "A million output tokens."},
      {"output_reasoning_mtok", &Rates::output_reasoning_mtok,
       "A million output tokens of reasoning."},
      {"output_audio_mtok", &Rates::output_audio_mtok, "A million output tokens of audio."},
      {"output_image_mtok", &Rates::output_image_mtok, "A million output tokens of images."},
      {"web_searches_kcount", &Rates::web_searches_kcount, "A thousand searches."},
      {"requests_kcount", &Rates::requests_kcount, "A thousand requests."},
  };
  for (const Row& row : kRows) {
    f.Add(row.name, row.member)
        .AtMost(40)
        .Matching("^[0-9]+(\\.[0-9]{1,6})?$", &IsRate,
                  "a decimal number of dollars with at most six decimals, such as \"0.15\"")
        .Because(row.because);
  }
}

void Describe(config::Fields<Price>& f) {
  f.Name("Price", "A workspace's own price of a model, instead of the catalogue's.");
  f.Add("provider", &Price::provider)
      .AtMost(63)
      .Example("openai")
      .Because("Whose model, as APIs name their provider; empty for any.");
  f.Add("model", &Price::model)
      .Required()
      .AtLeast(1)
      .AtMost(200)
      .Example("gpt-5*")
      .Because("The model's name, or the beginning of some names followed by *.");
  f.Add("rates", &Price::rates);
  f.Add("max_output_tokens", &Price::max_output_tokens)
      .AtLeast(0)
      .AtMost(100'000'000)
      .Because("The most tokens it answers with; 0: as the catalogue says.");
  f.Add("context_window", &Price::context_window)
      .AtLeast(0)
      .AtMost(1'000'000'000)
      .Because("The most tokens it reads; 0: as the catalogue says.");
  f.Check<&NamesARate>();
}

meter::PriceOverride Price::ToOverride() const {
  meter::PriceOverride override{provider, model, {}, max_output_tokens, context_window};
  // The names are those of the declaration: the catalogue's own.
  for (const auto& rate : config::Write(rates, config::View::kStored)) {
    const std::string_view text = rate.value().get_string();
    if (!text.empty()) override.rates.emplace_back(rate.key(), text);
  }
  return override;
}

const Kind& PriceKind() {
  static const Kind kind = [] {
    Kind k = KindOf<Price>("price", "prices");
    k.unique_pointer = "/model";
    k.unique_name = [](const void* body) {
      const Price& price = *static_cast<const Price*>(body);
      return price.provider + " " + price.model;
    };
    k.bind = [](void*, const Header&) {};
    return k;
  }();
  return kind;
}

}  // namespace rg::resource
