#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "admission/counters.h"
#include "core/money.h"
#include "core/result.h"
#include "core/time.h"
#include "store/redis/command.h"
#include "store/redis/envelope.h"
#include "store/redis/plan.h"
#include "store/redis/reply.h"

// What lua/settle.lua, lua/extend.lua and lua/ready.lua are asked and what they answer.
namespace rg::store::redis {

enum class SettleMode : std::uint8_t {
  kSettle,
  kCancel,  // undoes an Admit whose answer was lost, also one that comes after it
  kShared,  // the hash is the one of all workspaces
};

// Whether the price is to be booked though nothing is held: the call was admitted elsewhere, or
// before the counters were lost.
enum class Owed : std::uint8_t { kIfHeld, kAnyway };

struct SettleTerms {
  ScriptTime time;
  std::string_view writer_field;
};

// What settle.lua and install.lua are told of each budget, in its period around `at`.
void PackBudget(Packer& packed, Plan& plan, std::size_t budget, TimePoint at);

Arguments AskToSettle(const struct admission::Settle& settle, Plan& plan, const Indices& budgets,
                      SettleMode mode, Owed owed, const SettleTerms& terms);
// Whether a price was booked, by what the script says it did.
bool IsBooked(const Head& head);
// A settlement that was booked, or one that was not. Nullopt: what came is no answer.
std::optional<admission::Settlement> ReadSettlement(const struct admission::Settle& settle,
                                                    Plan& plan, const Indices& budgets,
                                                    const Head& head, const Reply& reply);

// `field`: of a hold or a slice.
Arguments AskToCancel(std::string_view field, const SettleTerms& terms);

// `held` are the names of the accounts that the call, or the slice, set money aside on.
Arguments AskToExtend(std::string_view field, Money by, Duration lease, const Plan& plan,
                      std::span<const std::string> held, const SettleTerms& terms);
Result<void> ReadExtension(Money by, Plan& plan, std::span<const std::string> held,
                           const Reply& reply);

// The thresholds that a budget has passed between one state of its account and another.
void TellCrossings(const budget::Budget& budget, const budget::Account& before,
                   const budget::Account& after, admission::Crossings& crossings);

}  // namespace rg::store::redis
