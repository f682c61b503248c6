#include <algorithm>
#include <array>

#include <boost/json/object.hpp>

#include "cli/resource_command.h"
#include "cli/show.h"
#include "core/id.h"
#include "core/suggest.h"

namespace rg::cli {
namespace {

namespace json = boost::json;
using As = Column::As;

const json::value* At(const json::value& item, std::string_view pointer) {
  boost::system::error_code absent;
  const json::value* value = item.find_pointer(pointer, absent);
  return absent ? nullptr : value;
}

std::string Cell(const json::value& item, const Column& column) {
  const json::value* value = At(item, column.pointer);
  if (!value) return {};
  const std::string text = ShowValue(*value);
  if (column.as == As::kMoney && !text.empty()) return ShowDollars(text);
  if (column.as == As::kTime && !text.empty()) return ShowTime(text);
  return text;
}

std::string NameOf(const json::value& item, const ResourceView& view) {
  const json::value* value = At(item, "/" + std::string(view.name));
  return value ? ShowValue(*value) : std::string();
}

void PrintMembers(TextTable& table, const json::object& object, const std::string& above) {
  for (const auto& [key, value] : object) {
    const std::string name = above + std::string(key);
    if (value.is_object() && !value.get_object().empty()) {
      PrintMembers(table, value.get_object(), name + ".");
    } else if (const std::string shown = value.is_object() ? "" : ShowValue(value);
               !shown.empty()) {
      table.AddRow({name, shown});
    }
  }
}

ResourceView Workspaces() {
  return {"workspace",
          "tenants: everything else belongs to one",
          "slug",
          "--slug my-team",
          {{"SLUG", "/slug"}, {"NAME", "/name"}, {"TIME ZONE", "/time_zone"}, {"ID", "/id"}}};
}

ResourceView Projects() {
  return {"project",
          "groups of keys, for attribution and budgets",
          "name",
          "--name \"Web app\"",
          {{"NAME", "/name"}, {"DESCRIPTION", "/description"}, {"ID", "/id"}}};
}

ResourceView Apis() {
  return {"api",
          "upstreams: where they are, how to prove oneself, what they cost",
          "slug",
          "--provider openai --credential-env OPENAI_API_KEY",
          {{"SLUG", "/slug"},
           {"FAMILY", "/family"},
           {"BASE URL", "/base_url"},
           {"ENABLED", "/enabled"},
           {"CREDENTIAL", "/credential"},
           {"ID", "/id"}}};
}

ResourceView Keys() {
  return {"key",
          "what applications send to be known",
          "name",
          "--name my-app",
          {{"NAME", "/name"},
           {"STATE", "/state"},
           {"BEGINS", "/prefix"},
           {"ENDS", "/last_four"},
           {"TAGS", "/tags"},
           {"EXPIRES", "/expires_at", As::kTime},
           {"LAST USED", "/last_used_at", As::kTime},
           {"ID", "/id"}}};
}

ResourceView Limits() {
  return {"limit",
          "rate limits: so much per window",
          "name",
          "--name \"60 a minute\" --amount 60 --window 1m --scope key",
          {{"NAME", "/name"},
           {"ALGORITHM", "/algorithm"},
           {"AMOUNT", "/amount", As::kValue, Align::kRight},
           {"UNIT", "/unit"},
           {"WINDOW", "/window", As::kValue, Align::kRight},
           {"PER", "/scope"},
           {"ON EXCESS", "/on_excess"},
           {"PAUSED", "/paused"},
           {"ID", "/id"}}};
}

ResourceView Budgets() {
  return {"budget",
          "amounts of money per period, with what is spent of them",
          "name",
          "--name \"All of it\" --amount 100 --period monthly",
          {{"NAME", "/name"},
           {"SCOPE", "/scope"},
           {"PERIOD", "/period"},
           {"HARD", "/hard"},
           {"AMOUNT", "/amount", As::kMoney, Align::kRight},
           {"SPENT", "/spent", As::kMoney, Align::kRight},
           {"HELD", "/held", As::kMoney, Align::kRight},
           {"LEFT", "/remaining", As::kMoney, Align::kRight},
           {"RESETS", "/period_end", As::kTime},
           {"ID", "/id"}}};
}

ResourceView Prices() {
  return {"price",
          "prices of your own, instead of the catalogue's",
          "model",
          "--provider openai --model gpt-4o --rates-input-mtok 2.50 --rates-output-mtok 10",
          {{"PROVIDER", "/provider"},
           {"MODEL", "/model"},
           {"INPUT/M", "/rates/input_mtok", As::kMoney, Align::kRight},
           {"CACHED/M", "/rates/cache_read_mtok", As::kMoney, Align::kRight},
           {"OUTPUT/M", "/rates/output_mtok", As::kMoney, Align::kRight},
           {"ID", "/id"}},
          "set"};  // `prices update` is about the catalogue
}

}  // namespace

std::span<const ResourceView> ResourceViews() {
  static const std::array views = {Workspaces(), Projects(), Apis(),  Keys(),
                                   Limits(),     Budgets(),  Prices()};
  return views;
}

void PrintList(std::ostream& out, const ResourceView& view, const std::vector<json::value>& items,
               Color color) {
  TextTable table;
  for (const Column& column : view.columns)
    table.AddColumn(std::string(column.title), column.align);
  for (const json::value& item : items) {
    std::vector<std::string> cells;
    for (const Column& column : view.columns) cells.push_back(Cell(item, column));
    table.AddRow(std::move(cells));
  }
  table.Print(out, color);
}

void PrintOne(std::ostream& out, const json::value& item, Color color) {
  if (!item.is_object()) return;
  TextTable table;
  table.AddColumn("MEMBER");
  table.AddColumn("VALUE");
  PrintMembers(table, item.get_object(), "");
  table.Print(out, color);
}

Outcome<std::string> IdNamed(std::string_view text, const ResourceView& view,
                             const std::vector<json::value>& items) {
  std::vector<std::string> names;
  std::vector<std::string> ids;
  for (const json::value& item : items) {
    names.push_back(NameOf(item, view));
    if (names.back() == text) ids.push_back(ShowValue(item.at("id")));
  }
  if (ids.size() == 1) return ids.front();
  const std::string what(view.kind);
  if (ids.size() > 1) {
    std::string message =
        "several of them are called \"" + std::string(text) + "\"; say which by its id:";
    for (const std::string& id : ids) message += "\n  " + id;
    return UsageFailure(message);
  }
  const std::vector<std::string_view> candidates(names.begin(), names.end());
  return Failure(kExitFailure, "there is no " + what + " \"" + std::string(text) + "\"" +
                                   DidYouMean(text, candidates) + ". `rateguard " + what +
                                   "s list` shows what there is.");
}

}  // namespace rg::cli
