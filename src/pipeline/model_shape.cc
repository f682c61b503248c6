#include "pipeline/model_shape.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "core/time.h"

namespace rg::pipeline {
namespace {

namespace json = boost::json;

// Enough for every provider there is; a longer list is cut, so that its size is bounded.
constexpr std::size_t kModelsMax = 5000;
constexpr std::size_t kPageDefault = 20;
constexpr std::size_t kPageMax = 1000;

// Names are compared with those of requests, so what could not stand in one is no name.
bool IsName(const json::value* id) {
  if (id == nullptr || !id->is_string()) return false;
  const json::string& text = id->get_string();
  return !text.empty() && text.size() <= kModelNameMax &&
         std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c != 0x7f; });
}

std::int64_t CreatedSeconds(const json::object& model) {
  const json::value* created = model.if_contains("created");
  if (created != nullptr && created->is_int64())
    return std::max<std::int64_t>(created->get_int64(), 0);
  const json::value* created_at = model.if_contains("created_at");
  if (created_at == nullptr || !created_at->is_string()) return 0;
  const Result<TimePoint> time = ParseRfc3339(created_at->get_string());
  if (!time) return 0;
  return std::chrono::floor<std::chrono::seconds>(*time).time_since_epoch().count();
}

std::string CreatedTime(const json::object& model) {
  // The last second that a TimePoint can hold, of the year 2262.
  constexpr std::int64_t kLast = 9'223'372'036;
  const std::int64_t seconds = std::min(CreatedSeconds(model), kLast);
  return ToRfc3339(TimePoint{std::chrono::seconds{seconds}});
}

// What stands in `query` for `name`; "" when it is not there.
std::string_view Parameter(std::string_view query, std::string_view name) {
  if (query.starts_with('?')) query.remove_prefix(1);
  while (!query.empty()) {
    const std::string_view pair = query.substr(0, query.find('&'));
    query.remove_prefix(std::min(query.size(), pair.size() + 1));
    const std::size_t equals = pair.find('=');
    if (equals != std::string_view::npos && pair.substr(0, equals) == name) {
      return pair.substr(equals + 1);
    }
  }
  return {};
}

Result<std::size_t> LimitOf(std::string_view query) {
  const std::string_view text = Parameter(query, "limit");
  if (text.empty()) return kPageDefault;
  std::size_t limit = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), limit);
  if (error != std::errc{} || end != text.data() + text.size() || limit < 1 || limit > kPageMax) {
    return Fail(Errc::kInvalidRequest, "must be a number from 1 to 1000", "limit");
  }
  return limit;
}

using Models = std::span<const json::object>;

Result<std::size_t> PlaceOf(Models models, std::string_view id, const char* parameter) {
  const auto found = std::find_if(models.begin(), models.end(),
                                  [&](const json::object& model) { return IdOf(model) == id; });
  if (found != models.end()) return static_cast<std::size_t>(found - models.begin());
  return Fail(Errc::kInvalidRequest, "names no model of this list", parameter);
}

struct Page {
  Models models;
  bool has_more = false;
};

Result<Page> CutPage(Models models, std::string_view query) {
  RG_TRY(const std::size_t limit, LimitOf(query));
  if (const std::string_view before = Parameter(query, "before_id"); !before.empty()) {
    RG_TRY(const std::size_t end, PlaceOf(models, before, "before_id"));
    const std::size_t begin = end > limit ? end - limit : 0;
    return Page{models.subspan(begin, end - begin), begin > 0};
  }
  std::size_t begin = 0;
  if (const std::string_view after = Parameter(query, "after_id"); !after.empty()) {
    RG_TRY(begin, PlaceOf(models, after, "after_id"));
    ++begin;
  }
  const std::size_t size = std::min(limit, models.size() - begin);
  return Page{models.subspan(begin, size), begin + size < models.size()};
}

}  // namespace

std::string_view IdOf(const json::object& model) { return model.at("id").get_string(); }

Result<std::vector<json::object>> ReadModels(std::string_view body) {
  boost::system::error_code failed;
  json::value answer = json::parse(body, failed);
  const json::object* object = failed ? nullptr : answer.if_object();
  const json::value* data = object == nullptr ? nullptr : object->if_contains("data");
  if (data == nullptr || !data->is_array()) {
    return Fail(Errc::kUpstreamFailed, "the answer is no list of models");
  }
  std::vector<json::object> models;
  for (const json::value& item : data->get_array()) {
    if (models.size() == kModelsMax) break;
    const json::object* model = item.if_object();
    if (model != nullptr && IsName(model->if_contains("id"))) models.push_back(*model);
  }
  return models;
}

json::object InWordsOf(Family family, json::object model, Family of, std::string_view api_slug) {
  if (family == of) return model;
  const std::string id{IdOf(model)};
  if (family == Family::kOpenAi) {
    return {{"id", id},
            {"object", "model"},
            {"created", CreatedSeconds(model)},
            {"owned_by", api_slug}};
  }
  const json::value* name = model.if_contains("display_name");
  return {{"type", "model"},
          {"id", id},
          {"display_name", name != nullptr && name->is_string() ? *name : json::value(id)},
          {"created_at", CreatedTime(model)}};
}

json::object Unspoken(Family family, std::string_view id, std::string_view api_slug) {
  const Family other = family == Family::kOpenAi ? Family::kAnthropic : Family::kOpenAi;
  return InWordsOf(family, {{"id", id}}, other, api_slug);
}

Result<std::string> PageOf(Family family, Models models, std::string_view query) {
  Page page{models};
  const bool anthropic = family == Family::kAnthropic;
  if (anthropic) {
    RG_TRY(page, CutPage(models, query));
  }
  json::array data;
  for (const json::object& model : page.models) data.push_back(model);
  if (!anthropic) return json::serialize(json::object{{"object", "list"}, {"data", data}});
  const auto id_of = [&](bool first) {
    if (page.models.empty()) return json::value(nullptr);
    return json::value(IdOf(first ? page.models.front() : page.models.back()));
  };
  return json::serialize(json::object{{"data", data},
                                      {"has_more", page.has_more},
                                      {"first_id", id_of(true)},
                                      {"last_id", id_of(false)}});
}

}  // namespace rg::pipeline
