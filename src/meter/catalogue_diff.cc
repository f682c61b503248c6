#include "meter/catalogue_diff.h"

#include <cstdio>
#include <map>
#include <string_view>
#include <utility>

namespace rg::meter {
namespace {

// Sorted, so that both sides are walked alike. Keys are what FigureChange::what says.
using Figures = std::map<std::string, std::string>;
using Name = std::pair<std::string_view, std::string_view>;
using Models = std::map<Name, Figures>;

std::string PerMillion(std::int64_t pico) { return FormatDecimal(pico, 6); }

std::string ClockTime(std::int32_t seconds) {
  char text[16];
  std::snprintf(text, sizeof text, "%02d:%02d", seconds / 3600, seconds / 60 % 60);
  return text;
}

// ", from 2026-08-21", ", daily 16:30-00:30"; "" for always.
std::string When(const Validity& validity) {
  std::string when;
  if (validity.from != TimePoint::min()) {
    when += ", from " + ToRfc3339(validity.from).substr(0, 10);
  }
  if (validity.day_start_seconds != validity.day_end_seconds) {
    when += ", daily " + ClockTime(validity.day_start_seconds) + "-" +
            ClockTime(validity.day_end_seconds);
  }
  return when;
}

// The class whose price stands for `c` where that has none of its own; `c` itself where nothing
// does.
std::size_t StandIn(std::size_t c) {
  constexpr auto kInput = static_cast<std::size_t>(UsageClass::kInputUncached);
  constexpr auto kOutput = static_cast<std::size_t>(UsageClass::kOutputText);
  constexpr auto kFirstOther = static_cast<std::size_t>(UsageClass::kSearches);
  if (c >= kFirstOther) return c;
  return c < kOutput ? kInput : kOutput;
}

void AddCard(const RateCard& card, const std::string& suffix, Figures& figures) {
  for (const RateTier& tier : card) {
    const std::string above = tier.above_input_tokens < 0
                                  ? std::string()
                                  : ", above " + std::to_string(tier.above_input_tokens);
    const auto& pico = tier.rates.pico;
    for (std::size_t c = 0; c < kUsageClasses; ++c) {
      const std::size_t stand_in = StandIn(c);
      if (pico[c] == kNoRate || (stand_in != c && pico[stand_in] == pico[c])) continue;
      figures[std::string(kUsageClassNames[c]) + above + suffix] = PerMillion(pico[c]);
    }
    if (tier.rates.pico_per_request != 0) {
      figures["request" + above + suffix] = PerMillion(tier.rates.pico_per_request);
    }
  }
}

Figures FiguresOf(const CatalogueModel& model) {
  const Price& price = model.price;
  Figures figures{{"names", std::string(model.names.text())}};
  const auto add_count = [&](const char* what, std::int64_t count, std::int64_t unsaid) {
    if (count != unsaid) figures[what] = std::to_string(count);
  };
  add_count("context window", price.context_window, 0);
  add_count("max output tokens", price.max_output_tokens, 0);
  add_count("us percent", price.us_geo_percent, 100);
  if (price.unit != "unit") figures["unit"] = price.unit;
  for (const PricePeriod& period : price.periods) {
    const std::string when = When(period.validity);
    AddCard(period.card, when, figures);
    for (const TierPrice& tier : period.tiers) {
      AddCard(tier.card, ", " + tier.service_tier + When(tier.validity) + when, figures);
    }
  }
  return figures;
}

Figures FiguresOf(const CatalogueProvider& provider) {
  Figures figures;
  if (!provider.also.text().empty()) figures["also"] = provider.also.text();
  for (const std::string_view id : provider.resells) {
    std::string& all = figures["resells"];
    all += (all.empty() ? "" : " ") + std::string(id);
  }
  return figures;
}

Models ModelsOf(const Catalogue& catalogue) {
  Models models;
  for (const CatalogueProvider& provider : catalogue.providers) {
    models[{provider.id, ""}] = FiguresOf(provider);
    for (const CatalogueModel& model : provider.models) {
      models[{provider.id, model.price.id}] = FiguresOf(model);
    }
  }
  return models;
}

ModelChange Difference(const Name& name, const Figures& before, const Figures& after) {
  ModelChange change{std::string(name.first), std::string(name.second), {}};
  for (const auto& [what, was] : before) {
    const auto now = after.find(what);
    const std::string is = now == after.end() ? std::string() : now->second;
    if (is != was) change.figures.push_back({what, was, is});
  }
  for (const auto& [what, is] : after) {
    if (!before.contains(what)) change.figures.push_back({what, "", is});
  }
  return change;
}

}  // namespace

CatalogueDiff Compare(const Catalogue& before, const Catalogue& after) {
  const Models old_models = ModelsOf(before);
  const Models new_models = ModelsOf(after);
  CatalogueDiff diff;
  for (const auto& [name, figures] : old_models) {
    const auto now = new_models.find(name);
    if (now == new_models.end()) {
      diff.removed.push_back(Difference(name, figures, {}));
    } else if (ModelChange change = Difference(name, figures, now->second);
               !change.figures.empty()) {
      diff.changed.push_back(std::move(change));
    }
  }
  for (const auto& [name, figures] : new_models) {
    if (!old_models.contains(name)) diff.added.push_back(Difference(name, {}, figures));
  }
  return diff;
}

}  // namespace rg::meter
