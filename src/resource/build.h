#pragma once

#include <functional>
#include <memory>
#include <span>
#include <unordered_map>

#include "auth/last_used.h"
#include "auth/vault.h"
#include "core/result.h"
#include "meter/price_book.h"
#include "pipeline/snapshot.h"
#include "resource/kind.h"
#include "route/api.h"
#include "store/sql/resource_rows.h"

namespace rg::resource {

// Documents of rows that were read before. A change makes every row be looked at again, and almost
// all of them are as they were.
//
// Threads   One.
class DocumentCache {
 public:
  // The row's document, read only if the row is not the one that was read last time.
  Result<Document> Get(const store::sql::ResourceRow& row, const auth::Vault& vault);
  // Forgets the documents nobody has asked for since the last Sweep.
  void Sweep();

 private:
  struct Entry {
    std::size_t doc_hash = 0;
    Document document;
  };
  using Entries = std::unordered_map<Uuid, Entry>;

  Entries used_;
  Entries before_;
};

// What documents alone do not say.
struct BuildInputs {
  const auth::Vault& vault;
  std::shared_ptr<const meter::PriceBook> catalogue;
  auth::LastUsedBook& last_used;
  route::Timeouts timeouts;  // of APIs that name none
  DocumentCache& documents;
};

// Reads one stored row. kInternal, naming the row and everything that is wrong, when it does not
// parse: nobody but us writes rows.
Result<Document> Parse(const store::sql::ResourceRow& row, const auth::Vault& vault);

// The text that Parse reads, for the version in the document's header.
std::string Print(const Document& document, const auth::Vault& vault, Entropy& entropy);

// Makes the configuration that all rows together say. A single row that does not parse, or a rule
// that cannot work, fails the whole with every fault, one a line: the caller keeps the snapshot it
// has, and nothing is silently left out.
Result<std::shared_ptr<const pipeline::Snapshot>> Build(
    std::span<const store::sql::ResourceRow> rows, std::uint64_t generation,
    const BuildInputs& inputs);

}  // namespace rg::resource
