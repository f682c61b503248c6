#pragma once

#include <functional>
#include <optional>
#include <string>

#include <boost/json/value.hpp>

#include "admin/api.h"
#include "admin/page_query.h"
#include "resource/kind.h"

namespace rg::admin {

// The five endpoints that every kind of resource has: list, create, read, change, delete.
struct Crud {
  const resource::Kind& kind;
  Needs reads;
  Needs writes;
  std::string path;  // of the list: "/api/v1/workspaces/{workspace}/keys"
  const config::Table& (*query)() = &config::TableOf<PageQuery>;  // limit, cursor, then filters

  // Optional: adds what the running program knows of each document, and says so in the schema.
  std::function<void(std::vector<boost::json::object*> documents, WorkspaceId workspace)> decorate =
      {};
  boost::json::object (*decorations)() = nullptr;
};
void AddCrud(Api& api, const Services& services, const Crud& crud);

// The reply of a change to one document.
Reply ReplyWith(resource::Registry::Changed changed, int status = 200);
// Who asks, for the registry.
resource::Registry::Change ChangeOf(const Request& request);
// The id in the path, or the error of an absent one: what is no id names nothing.
resource::Checked<Uuid> IdOf(const Request& request, const resource::Kind& kind);
// Brings the store up to date where that works. Figures that may be old say so: "stale": true.
class Freshness {
 public:
  explicit Freshness(Runtime& runtime) : stale_(!runtime.IngestNow()) {}
  void Mark(boost::json::object& answer) const {
    if (stale_) answer["stale"] = true;
  }

 private:
  bool stale_;
};
// The same of what is asked of `questions`; says what was asked: "source". What lies elsewhere is
// as new as it is.
class Sourced {
 public:
  explicit Sourced(const Services& services) : source_(services.questions.source()) {
    if (source_ == analytics::Questions::Source::kThisMachine) here_.emplace(services.runtime);
  }
  void Mark(boost::json::object& answer) const {
    answer["source"] = analytics::ToString(source_);
    if (here_) here_->Mark(answer);
  }

 private:
  analytics::Questions::Source source_;
  std::optional<Freshness> here_;
};

boost::json::object SourceSchema();

// {"items": [...], "next_cursor": ...}
boost::json::object PageOf(boost::json::array items, const std::string& next_cursor);
boost::json::object PageSchema(boost::json::object item);

}  // namespace rg::admin
