#include "store/sql/rollups.h"

#include <algorithm>

namespace rg::store::sql {

using journal::Outcome;

OutcomeClass ClassOf(Outcome outcome) {
  switch (outcome) {
    case Outcome::kOk:
    case Outcome::kBraked:
      return OutcomeClass::kServed;
    case Outcome::kRefusedRequest:
    case Outcome::kRefusedKey:
    case Outcome::kRefusedRateLimit:
    case Outcome::kRefusedBudget:
    case Outcome::kRefusedUnbounded:
    case Outcome::kRefusedUnavailable:
      return OutcomeClass::kRefused;
    case Outcome::kClientGoneEarly:
    case Outcome::kClientGoneMidAnswer:
      return OutcomeClass::kGone;
    default:
      return OutcomeClass::kFailed;
  }
}

std::string_view ToString(OutcomeClass outcome_class) {
  switch (outcome_class) {
    case OutcomeClass::kServed:
      return "served";
    case OutcomeClass::kRefused:
      return "refused";
    case OutcomeClass::kFailed:
      return "failed";
    case OutcomeClass::kGone:
      return "gone";
  }
  return "failed";
}

std::string JoinTags(std::span<const std::string> tags) {
  if (tags.empty()) return {};
  std::vector<std::string_view> sorted(tags.begin(), tags.end());
  std::ranges::sort(sorted);
  const auto repeated = std::ranges::unique(sorted);
  sorted.erase(repeated.begin(), repeated.end());
  std::string joined = ",";
  for (const std::string_view tag : sorted) {
    joined += tag;
    joined += ',';
  }
  return joined;
}

std::vector<std::string_view> SplitTags(std::string_view joined) {
  std::vector<std::string_view> tags;
  while (joined.size() > 1) {
    joined.remove_prefix(1);
    const std::size_t end = joined.find(',');
    tags.push_back(joined.substr(0, end));
    joined.remove_prefix(std::min(end, joined.size()));
  }
  return tags;
}

std::vector<std::string> RollupMeasureNames() {
  std::vector<std::string> names(kRollupCounts.begin(), kRollupCounts.end());
  names.insert(names.end(), kUsageClassNames.begin(), kUsageClassNames.end());
  names.insert(names.end(), kRollupTimes.begin(), kRollupTimes.end());
  return names;
}

}  // namespace rg::store::sql
