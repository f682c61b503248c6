#pragma once

#include <ostream>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/value.hpp>

#include "cli/command.h"
#include "cli/session.h"
#include "cli/text_table.h"
#include "resource/kind.h"

namespace rg::cli {

// A column of a resource's list.
struct Column {
  enum class As : std::uint8_t { kValue, kMoney, kTime };
  std::string_view title;
  std::string_view pointer;  // into the item, RFC 6901
  As as = As::kValue;
  Align align = Align::kLeft;
};

// How one kind of resource is shown, and how people call one: by which member, besides its id.
struct ResourceView {
  std::string_view kind;     // of resource::AllKinds
  std::string_view summary;  // of the command
  std::string_view name;     // the member that names one: "slug"
  std::string_view example;  // flags that make one
  std::vector<Column> columns;
  std::string_view change = "update";  // the verb that changes one
};
std::span<const ResourceView> ResourceViews();

void PrintList(std::ostream& out, const ResourceView& view,
               const std::vector<boost::json::value>& items, Color color);
// One resource, a line per member that has a value.
void PrintOne(std::ostream& out, const boost::json::value& item, Color color);

// The verbs of `prices` about the catalogue, which is nobody's own: catalogue, show, update.
std::vector<Verb> CatalogueVerbs();

// Prices as the catalogue has them: a line per model, period and service tier.
void PrintCatalogue(std::ostream& out, const std::vector<boost::json::value>& prices, Color color);
// What other prices would change, a line per figure.
void PrintPriceChanges(std::ostream& out, const boost::json::value& comparison, Color color);

// The id of the resource that `text` names: an id, or the name of exactly one of `items`.
Outcome<std::string> IdNamed(std::string_view text, const ResourceView& view,
                             const std::vector<boost::json::value>& items);

}  // namespace rg::cli
