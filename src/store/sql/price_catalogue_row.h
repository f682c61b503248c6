#pragma once

#include <cstdint>
#include <string>

#include "core/result.h"
#include "core/time.h"
#include "store/sql/database.h"

namespace rg::store::sql {

// The prices that somebody loaded in place of the built-in ones.
struct PriceCatalogueRow {
  std::int64_t version = 0;  // one more with every change; 0: there was never one
  std::string body;          // the catalogue's text; "": the built-in prices
  std::string actor;
  TimePoint updated;
};

// The one row there is of it. A change moves ResourceRows::Revision, so that every process that
// polls it sees other prices as it sees other resources.
//
// Threads   As the connection: one.
// Errors    As Connection.
class PriceCatalogueStore {
 public:
  explicit PriceCatalogueStore(Connection& connection) : connection_(connection) {}

  // Without reading the text, which is large.
  Result<std::int64_t> Version();
  Result<PriceCatalogueRow> Load();
  // Replaces the row by this one; its version is given.
  Result<void> Save(const PriceCatalogueRow& row);

 private:
  Connection& connection_;
};

}  // namespace rg::store::sql
