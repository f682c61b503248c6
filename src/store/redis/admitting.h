#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "admission/counters.h"
#include "core/time.h"
#include "store/redis/command.h"
#include "store/redis/envelope.h"
#include "store/redis/fields.h"
#include "store/redis/plan.h"
#include "store/redis/reply.h"

// What lua/admit.lua is asked and what it answers. The script only decides and charges; what the
// figures are, and the words of a refusal, follow here from the counters it saw, by the same
// functions that decide in process.
namespace rg::store::redis {

enum class AdmitMode : std::uint8_t {
  kAdmit,
  kLook,    // decides, and charges nothing
  kShared,  // the hash is the one of all workspaces
  kSlice,   // for many calls at once; the request is the id of the slice
};

struct AdmitTerms {
  ScriptTime time;
  Duration lease{};
  std::size_t chosen_counters_max = 0;
  std::string_view writer_field;
  Uuid gateway;  // whose slices these are
};

// The field of what is asked for.
std::string FieldOf(RequestId request, AdmitMode mode);

// `rules` are those of the hash that is asked; the shared one has no budgets.
Arguments AskToAdmit(const admission::Ask& ask, Plan& plan, const Indices& rules,
                     const Indices& budgets, AdmitMode mode, const AdmitTerms& terms);

struct Admission {
  enum class Status : std::uint8_t {
    kAdmitted,
    kRefused,
    kRepeated,   // its hold is open already
    kLate,       // its hold has run out
    kCancelled,  // whoever asked has given up on it
    kLost,       // the workspace's counters are gone, or being told anew
    kFits,       // kLook: it would be admitted
  };

  Status status = Status::kLost;
  Head head;
  Reply reply;
};
std::optional<Admission> ReadAdmission(Reply reply);

// The answer to `ask`, from what was seen in the hash of the workspace and, where the call meets
// shared rules, in the shared one. Nullopt: what was seen is not what such hashes hold.
std::optional<admission::Answer> Conclude(const admission::Ask& ask, Plan& plan, const Met& met,
                                          const Admission& own, const Admission* shared);

}  // namespace rg::store::redis
