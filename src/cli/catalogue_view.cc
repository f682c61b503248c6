#include <utility>

#include "cli/json_reader.h"
#include "cli/resource_command.h"
#include "cli/show.h"

namespace rg::cli {
namespace {

namespace json = boost::json;

std::string Rate(const JsonReader& rates, std::string_view name) {
  const JsonReader rate = rates[name];
  return rate.present() ? ShowDollars(rate.Text()) : std::string();
}

// One row per size of context: most prices have one.
void AddCard(TextTable& table, const JsonReader& price, const std::string& tier,
             const std::string& from, const JsonReader& card) {
  for (const json::value& item : card.Items()) {
    const JsonReader row(item);
    const JsonReader rates = row["per_million"];
    const std::int64_t above = row["above_input_tokens"].Count();
    table.AddRow({price["provider"].Text(), price["model"].Text(), tier, from,
                  above > 0 ? ShowCount(above) : std::string(), Rate(rates, "input_uncached"),
                  Rate(rates, "cache_read"), Rate(rates, "cache_write_5m"),
                  Rate(rates, "output_text")});
  }
}

// Of the changes of one sort, every figure on a line; the model stands on the first.
void AddChanges(TextTable& table, const std::string& sort, const JsonReader& models) {
  for (const json::value& item : models.Items()) {
    const JsonReader model(item);
    std::string sign = sort;
    std::string name = model["provider"].Text() + " " + model["model"].Text();
    for (const json::value& figure_item : model["figures"].Items()) {
      const JsonReader figure(figure_item);
      table.AddRow({std::exchange(sign, ""), std::exchange(name, ""), figure["what"].Text(),
                    figure["before"].Text(), figure["after"].Text()});
    }
  }
}

}  // namespace

void PrintPriceChanges(std::ostream& out, const json::value& comparison, Color color) {
  const JsonReader reader(comparison);
  TextTable table;
  for (const char* title : {"", "MODEL", "WHAT"}) table.AddColumn(title);
  for (const char* title : {"OLD", "NEW"}) table.AddColumn(title, Align::kRight);
  AddChanges(table, "+", reader["added"]);
  AddChanges(table, "-", reader["removed"]);
  AddChanges(table, "~", reader["changed"]);
  if (!table.empty()) table.Print(out, color);
}

void PrintCatalogue(std::ostream& out, const std::vector<json::value>& prices, Color color) {
  TextTable table;
  for (const char* title : {"PROVIDER", "MODEL", "TIER", "FROM"}) table.AddColumn(title);
  for (const char* title : {"ABOVE", "INPUT/M", "CACHED/M", "WRITE/M", "OUTPUT/M"}) {
    table.AddColumn(title, Align::kRight);
  }
  for (const json::value& item : prices) {
    const JsonReader price(item);
    for (const json::value& period_item : price["periods"].Items()) {
      const JsonReader period(period_item);
      const std::string from = period["from"].Text().substr(0, 10);
      AddCard(table, price, "", from, period["rates"]);
      for (const json::value& tier_item : period["service_tiers"].Items()) {
        const JsonReader tier(tier_item);
        AddCard(table, price, tier["service_tier"].Text(), from, tier["rates"]);
      }
    }
  }
  table.Print(out, color);
}

}  // namespace rg::cli
