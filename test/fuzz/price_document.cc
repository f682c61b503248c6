// A price of a workspace's own, as JSON. What is accepted is written as it was read, and can be
// laid over the catalogue.

#include <array>

#include <boost/json.hpp>

#include "config/json.h"
#include "fuzz.h"
#include "meter/price_book.h"
#include "resource/prices.h"

namespace rg::fuzz {
namespace {

namespace json = boost::json;

const meter::PriceBook& Catalogue() {
  static const std::shared_ptr<const meter::PriceBook> book = *meter::PriceBook::Parse(
      "version fuzz-1\nprovider openai\nalso =openai\nmodel gpt-4o\nis ^gpt-4o\nlimits 128000 "
      "16384\n"
      "price input_mtok=2.5 output_mtok=10\n");
  return *book;
}

}  // namespace

void Try(std::string_view input) {
  boost::system::error_code error;
  const json::value value = json::parse(input, error);
  if (error) return;
  resource::Price price;
  if (!config::Read(value, price, config::Mode::kCreate).empty()) return;

  const json::object written = config::Write(price, config::View::kStored);
  resource::Price again;
  Require(config::Read(written, again, config::Mode::kStored).empty(),
          "a price that was stored can be read");
  Require(config::Write(again, config::View::kStored) == written, "a price survives being stored");

  const std::array overrides = {price.ToOverride()};
  const auto book = Catalogue().With(overrides);
  Require(bool(book), "a price that was accepted can be laid over the catalogue");
  if (price.model.ends_with('*')) return;
  const meter::Price* const own = (*book)->FindOwn(price.provider, price.model);
  Require(own != nullptr, "a price of one's own is found by its model's name");
  Usage usage;
  usage[UsageClass::kInputUncached] = 1'000;
  usage[UsageClass::kOutputText] = 1'000;
  Require(meter::Compute(*own, usage, {}).total >= Money(), "no call costs less than nothing");
}

}  // namespace rg::fuzz
