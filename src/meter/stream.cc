#include "meter/stream.h"

#include "meter/dialects.h"

namespace rg::meter {
namespace {

// A stream whose dialect reports no usage: passes, and is finished when its bytes end.
class UnreadStream final : public StreamReader {
 public:
  StreamAction Feed(std::string_view, std::string&) override {
    ++state_.events;
    return StreamAction::kPass;
  }
  std::string BrakeEnding(const Usage&) const override { return {}; }
};

}  // namespace

StreamMeter::StreamMeter(Dialect dialect, StreamOptions options) {
  const DialectRow& row = RowOf(dialect);
  if (row.stream != nullptr) {
    reader_ = row.stream(options);
  } else {
    reader_ = std::make_unique<UnreadStream>();
  }
}

StreamMeter::StreamMeter(StreamMeter&&) noexcept = default;
StreamMeter& StreamMeter::operator=(StreamMeter&&) noexcept = default;
StreamMeter::~StreamMeter() = default;

StreamAction StreamMeter::Feed(std::string_view raw_event, std::string& rewritten) {
  return reader_->Feed(raw_event, rewritten);
}

}  // namespace rg::meter
