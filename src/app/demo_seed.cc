#include "app/demo_seed.h"

#include <fcntl.h>
#include <fstream>
#include <unistd.h>

#include "app/stores/data_folder.h"
#include "demo/seed.h"
#include "journal/record.h"
#include "meter/catalogue/catalogue.h"
#include "meter/price.h"
#include "meter/price_book.h"
#include "resource/registry.h"
#include "store/sql/event_rows.h"
#include "store/sqlite/sqlite.h"

namespace rg::app {
namespace {

namespace json = boost::json;

constexpr std::string_view kActor = "demo";
constexpr std::size_t kBatch = 5000;
// Events of the seed come from no journal, so they must not move any core's position.
constexpr std::uint32_t kNoCore = 0xffff;

// Everything the registry needs, for as long as the seeding lasts.
struct Opened {
  DataFolder folder;
  auth::Vault vault;
  std::unique_ptr<store::sql::Database> database;
  std::unique_ptr<store::sql::Connection> connection;
};

Result<Opened> Open(const config::Settings& settings, Entropy& entropy) {
  RG_TRY(DataFolder folder, DataFolder::Open(settings.data_folder, entropy));
  RG_TRY(auth::Vault vault, auth::Vault::Load(folder.vault_key(), entropy));
  RG_TRY(auto database, store::sqlite::OpenSqlite({.file = folder.database()}));
  RG_CHECK(database->Migrate());
  RG_TRY(auto connection, database->Open());
  return Opened{std::move(folder), std::move(vault), std::move(database), std::move(connection)};
}

template <class T>
Result<T> Plain(resource::Checked<T> checked) {
  if (checked) return *std::move(checked);
  return std::move(checked).error().error;
}

Result<void> KeepKey(const std::filesystem::path& file, const std::string& key) {
  const int made = open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  const bool written =
      made >= 0 && write(made, key.data(), key.size()) == static_cast<ssize_t>(key.size());
  if (made >= 0) close(made);
  if (!written) return Fail(Errc::kUnavailable, file.string() + ": cannot be written");
  return {};
}

resource::Registry::Change ByDemo() { return {std::string(kActor), std::nullopt, std::nullopt}; }

// Creates the demo's resources and keeps the text of its first key.
Result<void> CreateResources(resource::Registry& registry, const demo::SeedOptions& options,
                             const std::filesystem::path& key_file) {
  WorkspaceId workspace;
  std::string first_key;
  for (const demo::SeedResource& one : demo::SeedResources(options)) {
    const resource::Kind* kind = nullptr;
    for (const resource::Kind* candidate : resource::AllKinds()) {
      if (candidate->plural == one.kind) kind = candidate;
    }
    if (kind == nullptr) {
      return Fail(Errc::kInternal, "the demo names an unknown kind: " + one.kind);
    }
    resource::Registry::Change change = ByDemo();
    change.id = one.id;
    RG_TRY(const auto created, Plain(registry.Create(*kind, workspace, one.document, change)));
    if (one.kind == "workspaces") workspace = WorkspaceId{one.id};
    if (one.kind == "keys" && first_key.empty()) first_key = created.document.at("key").as_string();
  }
  return KeepKey(key_file, first_key);
}

Result<void> StoreEvents(store::sql::Connection& connection, const demo::SeedOptions& options) {
  const auto prices = meter::EmbeddedPrices();
  const demo::PriceCall price = [&](std::string_view provider, std::string_view model,
                                    const Usage& usage, TimePoint at) {
    const meter::Price* found = prices->Find(provider, model);
    if (found != nullptr) return meter::Compute(*found, usage, {{}, {}, at});
    Cost unknown;
    unknown.priced = false;
    unknown.unpriced_reason = "no price is known for this model";
    return unknown;
  };
  // One transaction: a demo that was killed while it was being made is made again from the start.
  return connection.Transaction([&]() -> Result<void> {
    auto batch = std::make_unique<store::sql::EventBatch>(connection);
    std::size_t in_batch = 0;
    std::string record;
    RG_CHECK(demo::SeedEvents(options, price, [&](const journal::Event& event) -> Result<void> {
      record.clear();
      journal::AppendRecord(record, event, 0);
      const auto frame = journal::ReadFrame(record, 0);
      if (!frame) return Fail(Errc::kInternal, "an event of the demo cannot be encoded");
      RG_CHECK(batch->Add(event, frame->payload, kNoCore));
      if (++in_batch < kBatch) return {};
      in_batch = 0;
      const auto report = batch->Finish({.core = kNoCore});
      if (!report) return report.error();
      batch = std::make_unique<store::sql::EventBatch>(connection);
      return {};
    }));
    const auto report = batch->Finish({.core = kNoCore});
    if (!report) return report.error();
    return {};
  });
}

Result<void> PointAtProvider(resource::Registry& registry, const std::string& url) {
  std::vector<std::pair<WorkspaceId, ApiId>> apis;
  const auto snapshot = registry.snapshot();
  for (const route::Api& api : snapshot->apis.apis()) {
    apis.emplace_back(api.workspace, api.id);
  }
  for (const auto& [workspace, api] : apis) {
    const auto changed = Plain(registry.Update(resource::ApiKind(), workspace, api,
                                               json::object{{"base_url", url}}, ByDemo()));
    if (!changed) return changed.error();
  }
  return {};
}

Result<Secret> ReadKey(const std::filesystem::path& file) {
  std::ifstream in(file);
  std::string key;
  std::getline(in, key);
  if (key.empty()) {
    return Fail(Errc::kUnavailable,
                file.string() + ": is missing; start over with: rateguard demo --fresh");
  }
  return Secret(std::move(key));
}

}  // namespace

Result<Secret> SeedDemo(const config::Settings& settings, const DemoSeed& seed,
                        const Clock& clock) {
  SystemEntropy entropy;
  RG_TRY(Opened opened, Open(settings, entropy));
  IdSource ids = IdSource::FromEntropy();
  const auth::KeyHasher hasher(settings.auth.pepper);
  auth::LastUsedBook last_used;
  resource::Registry registry({.connection = *opened.connection,
                               .clock = clock,
                               .ids = ids,
                               .entropy = entropy,
                               .vault = opened.vault,
                               .hasher = hasher,
                               .last_used = last_used,
                               .catalogue = meter::EmbeddedPrices(),
                               .timeouts = {},
                               .publish = [](auto) {}});
  RG_CHECK(registry.Load());
  const demo::SeedOptions options{
      .seed = seed.seed, .now = clock.Now(), .days = seed.days, .provider_url = seed.provider_url};
  const std::filesystem::path key_file = opened.folder.path() / "demo-key";
  if (!registry.snapshot()->workspaces.empty()) {
    RG_CHECK(PointAtProvider(registry, seed.provider_url));
    return ReadKey(key_file);
  }
  RG_CHECK(CreateResources(registry, options, key_file));
  if (seed.days > 0) RG_CHECK(StoreEvents(*opened.connection, options));
  return ReadKey(key_file);
}

}  // namespace rg::app
