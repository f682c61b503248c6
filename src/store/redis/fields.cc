#include "store/redis/fields.h"

#include <algorithm>
#include <span>

#include "core/crypto.h"
#include "store/redis/pack.h"

namespace rg::store::redis {
namespace {

std::string_view Head(const Digest& digest, std::size_t size) {
  return {reinterpret_cast<const char*>(digest.data()), size};
}

// Of a window's counter the length is part of what it is: its state cannot be read under another.
bool IsCut(limit::Algorithm algorithm) {
  return algorithm == limit::Algorithm::kSlidingWindow ||
         algorithm == limit::Algorithm::kFixedWindow;
}

TimePoint Instant(std::int64_t nanos) { return TimePoint{Duration{nanos}}; }

}  // namespace

std::string KeyOf(std::string_view prefix, WorkspaceId workspace) {
  std::string key(prefix);
  key += ":{";
  AppendTo(key, workspace);
  return key += '}';
}

std::string SharedKey(std::string_view prefix) { return std::string(prefix) + ":{shared}"; }

std::string HoldField(RequestId request) { return std::string("h").append(BytesOf(request)); }

std::string SliceField(const Uuid& slice) { return std::string("s").append(BytesOf(slice)); }

std::optional<RequestId> RequestOf(std::string_view hold_field) {
  RequestId request;
  if (hold_field.size() != 17 || hold_field[0] != 'h') return {};
  std::copy_n(hold_field.begin() + 1, 16, request.bytes.begin());
  return request;
}

std::string CounterField(const limit::Rule& rule, const limit::Terms& terms,
                         const CallFacts& call) {
  const limit::ScopeValue value = limit::ScopeValueOf(rule, call);
  Packer field;
  field.Bytes(limit::IsOpenEnded(rule.scope) ? "o" : "c");
  field.Byte(static_cast<std::uint8_t>(rule.algorithm)).Bytes(BytesOf(rule.id));
  if (value.text.empty()) {
    field.Bytes(BytesOf(value.id));
  } else {
    field.Bytes(Head(Sha256(value.text), 16));
  }
  return field.Wide(IsCut(rule.algorithm) ? terms.window.count() : 0).Take();
}

std::string AccountStem(const budget::Budget& budget) {
  std::string about;
  for (const std::string_view part :
       {budget::kScopeNames[static_cast<std::size_t>(budget.scope)],
        std::string_view(budget.subject),
        budget::kPeriodNames[static_cast<std::size_t>(budget.period)],
        std::string_view(budget.time_zone),
        budget::kWeekdayNames[static_cast<std::size_t>(budget.week_start)]}) {
    about.append(part).push_back('\0');
  }
  return Packer().Bytes("b").Bytes(BytesOf(budget.id)).Bytes(Head(Sha256(about), 8)).Take();
}

std::string AccountField(std::string_view stem, TimePoint period_start) {
  return Packer().Bytes(stem).Wide(period_start.time_since_epoch().count()).Take();
}

bool ReadCounter(std::string_view value, std::span<std::int64_t> words) {
  std::fill(words.begin(), words.end(), 0);
  if (value.empty()) return true;
  constexpr std::size_t kTerms = 24;  // amount, window, charges awaiting correction
  if (value.size() != words.size() * 8 + kTerms) return false;
  std::memcpy(words.data(), value.data() + kTerms, words.size() * 8);
  return true;
}

std::optional<budget::Account> ReadAccount(std::string_view value) {
  Unpacker bytes(value);
  budget::Account account;
  account.crossed_percent = bytes.Short();
  account.ready = bytes.Byte() == 1;
  account.from_seq = static_cast<std::uint64_t>(bytes.Wide());
  bytes.Bytes(24);  // amount, revision, the period's end
  account.settled = Money::Nanos(bytes.Wide());
  account.held = Money::Nanos(bytes.Wide());
  account.open_holds = bytes.Count();
  if (!bytes.ok()) return {};
  return account;
}

std::optional<Meta> ReadMeta(std::string_view value) {
  Unpacker bytes(value);
  Meta meta;
  meta.epoch = static_cast<std::uint64_t>(bytes.Wide());
  meta.seq = static_cast<std::uint64_t>(bytes.Number());
  meta.open_holds = bytes.Number();
  if (!bytes.ok()) return {};
  return meta;
}

std::optional<StoredHold> ReadHold(std::string_view value) {
  Unpacker bytes(value);
  StoredHold hold;
  hold.amount = Money::Nanos(bytes.Number());
  hold.lease_until = Instant(bytes.Wide());
  hold.opened = Instant(bytes.Wide());
  hold.open = bytes.Byte() == 0;
  if (!bytes.ok()) return {};
  return hold;
}

}  // namespace rg::store::redis
