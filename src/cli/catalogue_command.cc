#include <istream>
#include <optional>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "cli/command.h"
#include "cli/json_reader.h"
#include "cli/resource_command.h"
#include "cli/show.h"
#include "core/percent.h"

namespace rg::cli {
namespace {

namespace json = boost::json;

// More than the server takes; the rest of an endless input is not read.
constexpr std::size_t kTextMax = std::size_t{2} << 20;

Outcome<int> ListCatalogue(Session& session) {
  RG_TRY(AdminClient admin, session.Admin());
  std::string target = "/prices?search=" + PercentEncode(session.arguments().GetOr("search", ""));
  if (const auto provider = session.arguments().Get("provider"))
    target += "&provider=" + PercentEncode(*provider);
  RG_TRY(const std::vector<json::value> prices, admin.List(target));
  if (session.WantsJson()) {
    session.out() << PrettyJson(json::array(prices.begin(), prices.end()));
  } else {
    PrintCatalogue(session.out(), prices, session.OutColor());
  }
  return kExitOk;
}

Outcome<int> ShowPrice(Session& session) {
  if (session.arguments().words().size() != 1) return UsageFailure("say which model");
  RG_TRY(AdminClient admin, session.Admin());
  RG_TRY(const std::string workspace, session.WorkspacePath(admin));
  std::string target = workspace + "/price?model=" + PercentEncode(session.arguments().words()[0]);
  if (const auto provider = session.arguments().Get("provider"))
    target += "&provider=" + PercentEncode(*provider);
  RG_TRY(const json::value price, admin.Get(target));
  if (session.WantsJson()) {
    session.out() << PrettyJson(price);
  } else {
    PrintCatalogue(session.out(), {price}, session.OutColor());
  }
  return kExitOk;
}

Outcome<std::string> ReadAll(std::istream& in) {
  std::string text(kTextMax, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(in.gcount()));
  if (text.size() == kTextMax) return Failure(kExitFailure, "that is too long to be prices");
  return text;
}

// What the server is to compare with and to use; nullopt for the built-in prices.
Outcome<std::optional<std::string>> NewPrices(Session& session) {
  const Arguments& arguments = session.arguments();
  if (!arguments.words().empty()) {
    return UsageFailure(
        "the prices are read from --file, or from standard input; a price of your own is changed "
        "with: rateguard prices set");
  }
  const std::optional<std::string> file = arguments.Get("file");
  if (arguments.Has("embedded")) {
    if (file) return UsageFailure("--embedded uses no file");
    return std::optional<std::string>{};
  }
  if (file && *file != "-") {
    RG_TRY(std::string text, config::ReadFile(*file));
    return std::optional{std::move(text)};
  }
  if (!file && session.world().in_is_terminal) {
    return UsageFailure(
        "name the new prices: --file FILE, as script/update-prices --output FILE writes it, or "
        "--embedded for the built-in ones");
  }
  RG_TRY(std::string text, ReadAll(session.world().in));
  if (text.empty()) return UsageFailure("standard input holds no prices");
  return std::optional{std::move(text)};
}

std::string Counted(std::size_t count, std::string_view what) {
  return ShowCount(static_cast<std::int64_t>(count)) + " " + std::string(what);
}

void ShowDifference(Session& session, const json::value& comparison) {
  if (session.WantsJson()) {
    session.out() << PrettyJson(comparison);
    return;
  }
  PrintPriceChanges(session.out(), comparison, session.OutColor());
  const JsonReader reader(comparison);
  session.Say(reader["from"].Text() + " -> " + reader["to"].Text() + ": " +
              Counted(reader["added"].Items().size(), "added, ") +
              Counted(reader["removed"].Items().size(), "removed, ") +
              Counted(reader["changed"].Items().size(), "changed."));
}

Outcome<int> UpdateCatalogue(Session& session) {
  RG_TRY(const std::optional<std::string> text, NewPrices(session));
  RG_TRY(AdminClient admin, session.Admin());
  json::object body;
  if (text) body["text"] = *text;
  RG_TRY(const json::value comparison, admin.Send("POST", "/prices/catalogue/compare", body));
  ShowDifference(session, comparison);
  const JsonReader reader(comparison);
  if (reader["from"].Text() == reader["to"].Text()) {
    session.Say("These prices are in force already.");
    return kExitOk;
  }
  RG_CHECK(session.Confirm("Use " + reader["to"].Text() + " from now on?"));
  RG_TRY(const json::value used, admin.Send(text ? "PUT" : "DELETE", "/prices/catalogue",
                                            text ? json::value(body) : json::value(nullptr),
                                            {{"If-Match", reader["etag"].Text()}}));
  session.Say("In force: " + JsonReader(used)["version"].Text() +
              ". Calls under way keep the prices they began with." +
              (text ? " Go back with: rateguard prices update --embedded" : ""));
  return kExitOk;
}

}  // namespace

std::vector<Verb> CatalogueVerbs() {
  return {{.name = "catalogue",
           .summary = "search the catalogue of prices in force",
           .words = "",
           .examples = "rateguard prices catalogue --search gpt-5\n"
                       "rateguard prices catalogue --provider anthropic",
           .flags = {{"search", "TEXT", "Only models with this in their name."},
                     {"provider", "NAME", "Only this provider's."}},
           .needs = Needs::kServer,
           .run = &ListCatalogue},
          {.name = "show",
           .summary = "show the price a model has here, your own prices considered",
           .words = "MODEL",
           .examples = "rateguard prices show gpt-4o --provider openai",
           .flags = {{"provider", "NAME", "As the API names it."}},
           .needs = Needs::kWorkspace,
           .run = &ShowPrice},
          {.name = "update",
           .summary = "load a newer catalogue of prices; shows what changes first",
           .words = "",
           .examples = "rateguard prices update --file prices.txt\n"
                       "curl -sSf https://example.com/prices.txt | rateguard prices update --yes\n"
                       "rateguard prices update --embedded",
           .flags = {{"file", "FILE", "The new prices; standard input when there is none, or -."},
                     {"embedded", "", "Go back to the prices built into the server."},
                     {"yes", "", "Do not ask.", 'y'}},
           .needs = Needs::kServer,
           .run = &UpdateCatalogue}};
}

}  // namespace rg::cli
