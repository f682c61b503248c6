#include "resource/build.h"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include "config/json.h"
#include "resource/apis.h"
#include "resource/budgets.h"
#include "resource/keys.h"
#include "resource/limits.h"
#include "resource/prices.h"
#include "resource/workspaces.h"

namespace rg::resource {
namespace {

namespace json = boost::json;
using store::sql::ResourceRow;

Error Broken(const ResourceRow& row, std::string_view why) {
  return Fail(Errc::kInternal,
              "the stored " + row.kind + " " + ToString(row.id) + " " + std::string{why});
}

// Everything the rows say, sorted by what it becomes.
struct Parts {
  std::vector<auth::Key> keys;
  std::vector<route::Api> apis;
  std::vector<limit::Rule> rules;
  std::vector<budget::Budget> budgets;
  std::unordered_map<WorkspaceId, std::vector<meter::PriceOverride>> prices;
  std::unordered_map<WorkspaceId, pipeline::Workspace> workspaces;
  std::unordered_map<ApiId, meter::CostModel> cost_models;
};

Result<void> AddApi(const Document& document, const BuildInputs& inputs, Parts& parts) {
  const Api& api = document.As<Api>();
  const std::string version = api.slug + "-v" + std::to_string(document.header.version);
  RG_TRY(meter::CostModel cost, meter::ParseCostModel(api.cost, version));
  parts.cost_models.emplace(api.id, std::move(cost));
  parts.apis.push_back(api.ToApi(inputs.timeouts));
  return {};
}

Result<void> Add(const Document& document, const BuildInputs& inputs, Parts& parts) {
  const Kind* kind = document.kind;
  if (kind == &KeyKind()) {
    auth::Key key = document.As<Key>();
    key.last_used = inputs.last_used.Of(key.id);
    parts.keys.push_back(std::move(key));
  } else if (kind == &ApiKind()) {
    return AddApi(document, inputs, parts);
  } else if (kind == &LimitKind()) {
    parts.rules.push_back(document.As<Limit>().ToRule());
  } else if (kind == &BudgetKind()) {
    parts.budgets.push_back(document.As<Budget>());
  } else if (kind == &PriceKind()) {
    parts.prices[document.header.workspace].push_back(document.As<Price>().ToOverride());
  } else if (kind == &WorkspaceKind()) {
    const Workspace& workspace = document.As<Workspace>();
    parts.workspaces[workspace.id] = {workspace.id, workspace.slug, workspace.name,
                                      workspace.time_zone, inputs.catalogue};
  }
  return {};
}

void Append(std::string& complaints, const std::string& complaint) {
  if (!complaints.empty()) complaints += '\n';
  complaints += complaint;
}

// Keys and APIs of a workspace that is gone would be served without its time zone and prices.
void DemandWorkspaces(std::span<const ResourceRow> rows, const Parts& parts,
                      std::string& complaints) {
  for (const ResourceRow& row : rows) {
    if (row.workspace.IsNil() || parts.workspaces.contains(row.workspace)) continue;
    Append(complaints, Broken(row, "belongs to a workspace that is not there").detail);
  }
}

}  // namespace

Result<Document> Parse(const ResourceRow& row, const auth::Vault& vault) {
  const Kind* kind = FindKind(row.kind);
  if (kind == nullptr) return Broken(row, "is of a kind nobody knows");
  boost::system::error_code failed;
  const json::value value = json::parse(row.doc, failed);
  if (failed) return Broken(row, "is not JSON");

  Document document{
      kind, {row.id, row.workspace, row.version, row.created, row.updated}, kind->make()};
  const config::Faults faults =
      config::ReadJson(value, kind->table(), document.body.get(), config::Mode::kStored,
                       [&](std::string_view pointer, std::string_view sealed) {
                         return vault.Open({row.workspace, row.id, pointer, row.version}, sealed);
                       });
  if (!faults.empty()) {
    std::string why;
    for (const config::Fault& fault : faults) {
      why += (why.empty() ? "has a fault: " : "; ") + fault.pointer + " " + fault.detail;
    }
    return Broken(row, why);
  }
  kind->bind(document.body.get(), document.header);
  return document;
}

std::string Print(const Document& document, const auth::Vault& vault, Entropy& entropy) {
  const Header& header = document.header;
  const auto seal = [&](std::string_view pointer, const Secret& secret) {
    return vault.Seal({header.workspace, header.id, pointer, header.version}, secret, entropy);
  };
  return json::serialize(
      config::WriteJson(document.kind->table(), document.body.get(), config::View::kStored, seal));
}

Result<Document> DocumentCache::Get(const ResourceRow& row, const auth::Vault& vault) {
  const std::size_t doc_hash = std::hash<std::string>{}(row.doc);
  const auto known = before_.find(row.id);
  const bool same = known != before_.end() && known->second.doc_hash == doc_hash &&
                    known->second.document.kind->name == row.kind &&
                    known->second.document.header.version == row.version &&
                    known->second.document.header.workspace == row.workspace;
  if (same) return used_.insert_or_assign(row.id, known->second).first->second.document;
  RG_TRY(Document document, Parse(row, vault));
  used_.insert_or_assign(row.id, Entry{doc_hash, document});
  return document;
}

void DocumentCache::Sweep() { before_ = std::exchange(used_, {}); }

Result<std::shared_ptr<const pipeline::Snapshot>> Build(std::span<const ResourceRow> rows,
                                                        std::uint64_t generation,
                                                        const BuildInputs& inputs) {
  Parts parts;
  std::string complaints;
  for (const ResourceRow& row : rows) {
    const auto document = inputs.documents.Get(row, inputs.vault);
    if (!document) {
      Append(complaints, document.error().detail);
    } else if (const auto added = Add(*document, inputs, parts); !added) {
      Append(complaints, Broken(row, "cannot be used: " + added.error().detail).detail);
    }
  }
  inputs.documents.Sweep();
  DemandWorkspaces(rows, parts, complaints);
  for (auto& [id, overrides] : parts.prices) {
    auto prices = inputs.catalogue->With(overrides);
    if (!prices) {
      Append(complaints, prices.error().detail);
    } else if (const auto workspace = parts.workspaces.find(id);
               workspace != parts.workspaces.end()) {
      workspace->second.prices = *std::move(prices);
    }
  }
  auto policies =
      admission::PolicyBook::Make(std::move(parts.rules), std::move(parts.budgets), generation);
  if (!policies) Append(complaints, policies.error().detail);
  if (!complaints.empty()) return Fail(Errc::kInternal, std::move(complaints));

  return std::shared_ptr<const pipeline::Snapshot>(new pipeline::Snapshot{
      generation, auth::KeyDirectory{std::move(parts.keys)}, route::ApiTable{std::move(parts.apis)},
      *std::move(policies), inputs.catalogue, std::move(parts.workspaces),
      std::move(parts.cost_models)});
}

}  // namespace rg::resource
