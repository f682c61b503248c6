// The catalogue of prices that somebody loaded in place of the built-in one.
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "meter/catalogue/catalogue.h"
#include "resource/registry.h"
#include "store/sql/price_catalogue_row.h"

namespace rg::resource {

using store::sql::AuditRow;
using store::sql::AuditRows;
using store::sql::PriceCatalogueRow;
using store::sql::PriceCatalogueStore;

// A text that was good when it was loaded is refused only by a program that reads another form.
// Not to start over that would be worse than the prices that program was built with.
Result<Registry::Catalogue> Registry::ReadCatalogue() {
  PriceCatalogueStore store{parts_.connection};
  RG_TRY(const std::int64_t version, store.Version());
  if (version == catalogue_.version) return catalogue_;
  RG_TRY(const PriceCatalogueRow row, store.Load());
  Catalogue built_in{parts_.catalogue, row.version, false, row.updated, row.actor};
  if (row.body.empty()) return built_in;
  auto book = meter::ReadPrices(row.body);
  if (!book) {
    built_in.fault = std::move(book).error().detail;
    return built_in;
  }
  return Catalogue{*std::move(book), row.version, true, row.updated, row.actor};
}

Checked<void> Registry::UseCatalogue(const std::string& text, const Change& change) {
  std::string after{parts_.catalogue->version()};
  if (!text.empty()) {
    const auto book = meter::ReadPrices(text);
    if (!book) return Rejection{config::Faults{{"/text", book.error().detail}}};
    after = (*book)->version();
  }
  const std::lock_guard lock(working_);
  return Commit(WorkspaceId{}, [&]() -> Checked<void> {
    PriceCatalogueStore store{parts_.connection};
    RG_TRY(const std::int64_t version, store.Version());
    if (change.if_version && *change.if_version != version) {
      return Rejection{
          Fail(Errc::kPreconditionFailed,
               "somebody else changed it first; it is at version " + std::to_string(version))};
    }
    const TimePoint now = FromMicros(ToMicros(parts_.clock.Now()));
    RG_CHECK(store.Save({version + 1, text, change.actor, now}));
    const auto named = [](std::string_view prices) {
      return boost::json::serialize(boost::json::object{{"version", prices}});
    };
    RG_CHECK(AuditRows{parts_.connection}.Insert(
        AuditRow{parts_.ids.NewUuid(now), WorkspaceId{}, now, change.actor, "update",
                 "price catalogue", Uuid{}, named(catalogue_.book->version()), named(after)}));
    return {};
  });
}

}  // namespace rg::resource
