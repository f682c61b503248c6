#include "store/sql/event_block.h"

#include <array>
#include <optional>

#include "journal/fields.h"

namespace rg::store::sql {
namespace {

using journal::FieldReader;
using journal::FieldWriter;

constexpr char kVersion = 1;
constexpr std::size_t kVarintMax = 10;
constexpr std::size_t kVarintsOfEvent = 7;
constexpr std::size_t kHeadMax = 1 + kVarintMax + kBlockEventsMax * kVarintsOfEvent * kVarintMax;

// Small numbers of either sign as small ones without.
std::int64_t ToZigzag(std::int64_t value) {
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(value) << 1) ^ (value >> 63);
}
std::int64_t FromZigzag(std::int64_t zigzag) {
  const auto bits = static_cast<std::uint64_t>(zigzag);
  return static_cast<std::int64_t>((bits >> 1) ^ (~(bits & 1) + 1));
}
// Without the overflow that numbers of damaged bytes could have.
std::int64_t Plus(std::int64_t a, std::int64_t b) {
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) + static_cast<std::uint64_t>(b));
}
std::int64_t Minus(std::int64_t a, std::int64_t b) {
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) - static_cast<std::uint64_t>(b));
}

Error Damage(std::int64_t first_event, std::string_view what) {
  return Fail(Errc::kInternal, "the block of events " + std::to_string(first_event) + " " +
                                   std::string(what) +
                                   "; restore the database from a backup, or move it away");
}

// What is read behind the version and the count.
struct Head {
  FieldReader in;
  std::size_t events = 0;
};
Result<Head> Open(std::int64_t first_event, std::string_view head) {
  if (head.empty()) return Damage(first_event, "has no head");
  if (head[0] != kVersion) {
    return Damage(first_event,
                  "has version " + std::to_string(head[0]) + ", which this binary does not know");
  }
  std::int64_t events = 0;
  FieldReader in(head.substr(1));
  if (!in.Varint(events) || events < 1 || static_cast<std::size_t>(events) > head.size()) {
    return Damage(first_event, "is damaged: it does not say how many events it has");
  }
  return Head{in, static_cast<std::size_t>(events)};
}

// Calls `each` with every number.
template <class Each>
Result<void> ReadNumbers(std::int64_t first_event, Head& head, const Each& each) {
  std::int64_t number = first_event;
  for (std::size_t i = 0; i < head.events; ++i) {
    std::int64_t further = 0;
    const bool read = head.in.Varint(further);
    const std::int64_t next = Plus(number, further);
    if (!read || (i == 0 ? further != 0 : next <= number)) {
      return Damage(first_event, "is damaged: its numbers do not rise");
    }
    number = next;
    each(number);
  }
  return {};
}

bool TakeText(std::string_view& rest, std::int64_t size, std::string_view& text) {
  if (size < 0 || static_cast<std::uint64_t>(size) > rest.size()) return false;
  text = rest.substr(0, static_cast<std::size_t>(size));
  rest.remove_prefix(static_cast<std::size_t>(size));
  return true;
}

// Texts are left alone without `records`.
Result<void> Decode(std::int64_t first_event, std::string_view bytes,
                    std::optional<std::string_view> records, std::vector<BlockEvent>& into) {
  RG_TRY(Head head, Open(first_event, bytes));
  const std::size_t begin = into.size();
  RG_CHECK(ReadNumbers(first_event, head,
                       [&](std::int64_t number) { into.emplace_back().event_id = number; }));
  std::int64_t settle_seq = 0;
  for (std::size_t i = begin; i < into.size(); ++i) {
    BlockEvent& event = into[i];
    std::int64_t model = 0;
    std::int64_t record = 0;
    const bool read = head.in.Varint(event.group) && head.in.Varint(event.status) &&
                      head.in.Varint(event.cost_nanos) && head.in.Varint(event.settle_seq) &&
                      head.in.Varint(model) && head.in.Varint(record) &&
                      (!records || (TakeText(*records, model, event.own_model) &&
                                    TakeText(*records, record, event.record)));
    if (!read) return Damage(first_event, "is damaged: it ends too early");
    event.status = FromZigzag(event.status);
    event.cost_nanos = FromZigzag(event.cost_nanos);
    settle_seq = Plus(settle_seq, FromZigzag(event.settle_seq));
    event.settle_seq = settle_seq;
  }
  if (!head.in.done() || (records && !records->empty())) {
    return Damage(first_event, "is damaged: it has more than its events");
  }
  return {};
}

}  // namespace

void EncodeBlock(BlockEvents events, std::string& head, std::string& records) {
  std::array<char, kHeadMax> bytes;
  bytes[0] = kVersion;
  FieldWriter out(bytes.data() + 1);
  out.Varint(static_cast<std::int64_t>(events.size()));
  std::int64_t number = events.front()->event_id;
  for (const BlockEvent* event : events) {
    out.Varint(Minus(event->event_id, number));
    number = event->event_id;
  }
  std::int64_t settle_seq = 0;
  records.clear();
  for (const BlockEvent* event : events) {
    out.Varint(event->group);
    out.Varint(ToZigzag(event->status));
    out.Varint(ToZigzag(event->cost_nanos));
    out.Varint(ToZigzag(Minus(event->settle_seq, settle_seq)));
    out.Varint(static_cast<std::int64_t>(event->own_model.size()));
    out.Varint(static_cast<std::int64_t>(event->record.size()));
    settle_seq = event->settle_seq;
    records.append(event->own_model).append(event->record);
  }
  head.assign(bytes.data(), out.at());
}

Result<void> DecodeNumbers(std::int64_t first_event, std::string_view head,
                           std::vector<std::int64_t>& into) {
  RG_TRY(Head opened, Open(first_event, head));
  return ReadNumbers(first_event, opened, [&](std::int64_t number) { into.push_back(number); });
}

Result<void> DecodeHead(std::int64_t first_event, std::string_view head,
                        std::vector<BlockEvent>& into) {
  return Decode(first_event, head, std::nullopt, into);
}

Result<void> DecodeBlock(std::int64_t first_event, std::string_view head, std::string_view records,
                         std::vector<BlockEvent>& into) {
  return Decode(first_event, head, records, into);
}

}  // namespace rg::store::sql
