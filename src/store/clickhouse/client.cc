#include "store/clickhouse/client.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>

#include "core/percent.h"
#include "http/loop_thread.h"
#include "store/clickhouse/exchange.h"
#include "store/clickhouse/gzip.h"
#include "store/clickhouse/replica.h"

namespace rg::store::clickhouse {
namespace {

// So many that an insert is never cut into two blocks, each of which would be there without the
// other for a moment, or for good.
constexpr std::string_view kOneBlock =
    "&max_insert_block_size=100000000&min_insert_block_size_rows=100000000"
    "&min_insert_block_size_bytes=4000000000";
constexpr Version kHasAsyncInsert{21, 11};
constexpr Version kHasParallelQuorum{20, 10};

}  // namespace

class Client::Impl {
 public:
  explicit Impl(ClientOptions options) : options_(std::move(options)) {
    loop_.Do([this] { link_ = std::make_unique<Link>(options_, loop_.io(), loop_.ticker()); });
  }
  ~Impl() {
    loop_.Do([this] { link_.reset(); });
  }

  Result<void> Read(std::string_view sql, In in, const TakePiece& take) {
    Statement statement = Make(in, "&wait_end_of_query=1", sql);
    statement.again = Again::kOnceIfConnectionIsGone;
    return Run(statement, take);
  }
  Result<void> Execute(std::string_view sql, In in) {
    return Run(Make(in, "&wait_end_of_query=1", sql), Ignore);
  }
  Result<void> Insert(std::string_view sql, std::string_view rows, std::string_view query_id,
                      const std::string& more) {
    std::string settings = "&query=" + PercentEncode(sql) + more;
    settings.append(kOneBlock).append("&query_id=").append(query_id);
    return Run(Make(In::kDatabase, settings, rows), Ignore);
  }
  Result<void> InsertSelect(std::string_view sql, const std::string& more) {
    return Run(Make(In::kDatabase, "&wait_end_of_query=1" + more, sql), Ignore);
  }

  void TakeAnother() {
    loop_.Do([this] { link_->TakeAnother(); });
  }

  void Leave() {
    loop_.Do([this] { link_->Leave(); });
  }

  const ClientOptions& options() const { return options_; }
  std::optional<Version> version;

 private:
  static Result<void> Ignore(std::string_view) { return {}; }

  Statement Make(In in, std::string_view settings, std::string_view body) const {
    Statement statement;
    statement.target = "/?database=";
    statement.target += in == In::kServer ? "default" : options_.address.database;
    statement.target += settings;
    if (options_.compress) statement.target += "&enable_http_compression=1";
    statement.body = options_.compress ? Gzipped(body) : std::string(body);
    return statement;
  }
  Result<void> Run(const Statement& statement, const TakePiece& take) {
    return loop_.Wait([&] { return link_->Run(statement, take); });
  }

  const ClientOptions options_;
  http::LoopThread loop_;
  std::unique_ptr<Link> link_;
};

Version ParseVersion(std::string_view text) {
  Version version;
  const char* const end = text.data() + text.size();
  const auto [at, error] = std::from_chars(text.data(), end, version.year);
  if (error != std::errc() || at == end || *at != '.') return {};
  std::from_chars(at + 1, end, version.month);
  return version;
}

Client::Client(ClientOptions options) : impl_(std::make_unique<Impl>(std::move(options))) {}
Client::~Client() = default;

Result<void> Client::Execute(std::string_view sql, In in) { return impl_->Execute(sql, in); }

Result<void> Client::Insert(std::string_view sql, std::string_view rows,
                            std::string_view query_id) {
  RG_TRY(const std::string settings, InsertSettings());
  return impl_->Insert(sql, rows, query_id, settings);
}

Result<void> Client::InsertSelect(std::string_view sql) {
  RG_TRY(const std::string settings, InsertSettings());
  return impl_->InsertSelect(sql, settings);
}

Result<std::string> Client::InsertSettings() {
  RG_TRY(const Version version, ServerVersion());
  std::string settings;
  // Rows that the server only means to store would be lost with it.
  if (version >= kHasAsyncInsert) settings += "&async_insert=0";
  if (!address().replicated) return settings;
  RG_TRY(const std::string quorum, QuorumSettings(*this));
  settings += quorum;
  if (version >= kHasParallelQuorum) settings += "&insert_quorum_parallel=0";
  return settings;
}

void Client::TakeAnother() { impl_->TakeAnother(); }

Result<void> Client::Each(std::string_view sql, std::span<const Column> columns,
                          const EachRow& each, In in) {
  RowReader reader(columns);
  std::string kept;  // the beginning of a row whose end has not come
  const auto take = [&](std::string_view piece) -> Result<void> {
    if (!kept.empty()) kept += piece;
    std::string_view rest = kept.empty() ? piece : std::string_view(kept);
    while (const Row* const row = reader.Next(rest)) RG_CHECK(each(*row));
    kept = std::string(rest);
    return {};
  };
  RG_CHECK(impl_->Read(std::string(sql) + " FORMAT RowBinary", in, take));
  if (kept.empty()) return {};
  return Fail(Errc::kInternal, "ClickHouse answered with other columns than were asked for");
}

Result<Version> Client::ServerVersion() {
  if (!impl_->version) {
    const std::array columns = {Column::kText};
    RG_CHECK(Each(
        "SELECT version()", columns,
        [this](const Row& row) -> Result<void> {
          impl_->version = ParseVersion(row.Text(0));
          return {};
        },
        In::kServer));
    if (!impl_->version) return Fail(Errc::kUnavailable, "ClickHouse did not say its version");
  }
  return *impl_->version;
}

void Client::Leave() { impl_->Leave(); }

const Address& Client::address() const { return impl_->options().address; }

Result<std::int64_t> SelectNumber(Client& client, std::string_view sql, Client::In in) {
  const std::array columns = {Column::kInt64};
  std::optional<std::int64_t> number;
  RG_CHECK(client.Each(
      sql, columns,
      [&](const Row& row) -> Result<void> {
        number = row.Int(0);
        return {};
      },
      in));
  if (!number)
    return Fail(Errc::kInternal, "ClickHouse answered nothing to a question for a number");
  return *number;
}

}  // namespace rg::store::clickhouse
