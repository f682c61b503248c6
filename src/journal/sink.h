#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "core/id.h"
#include "core/time.h"
#include "journal/record.h"
#include "journal/segment.h"

namespace rg::journal {

// A record on its way out of the journal, with what lets a receiver tell that it has it already.
struct Shipment {
  RecordKind kind = RecordKind::kEvent;
  WorkspaceId workspace;  // nil: of a call by nobody known
  Uuid subject;           // the request; of a threshold, the budget; nil: it could not be read
  TimePoint at;           // when the call was opened or the threshold passed
  Position end;           // where the record ends
  std::string_view payload;
};

// How a record travels.
enum class Way : std::uint8_t {
  kTogether,  // with others, in batches
  kAlone,     // so that it cannot be refused for another's sake
  kAside,     // to where people look at what nobody takes
};

struct Receipt {
  enum class Fate : std::uint8_t {
    kTaken,    // kept for good: it is not needed here any more
    kRefused,  // for what it is
    kFailed,   // for another reason; it may be there all the same
  };
  std::uint64_t ticket = 0;
  Fate fate = Fate::kTaken;
  std::string_view why;
  std::string_view payload;
};

// What takes records away for good, some time after they were given to it and in any order.
//
// Threads   One.
class Sink {
 public:
  using Tell = std::function<void(const Receipt&)>;

  virtual ~Sink() = default;

  // Takes a copy; false when there is no room now. `why`: what others said of a record that goes
  // aside.
  virtual bool Send(std::uint64_t ticket, const Shipment& shipment, Way way,
                    std::string_view why) = 0;
  // Waits until there is something to tell.
  virtual void Await(Duration at_most, const Tell& tell) = 0;
  // What is wrong with the way there, as far as it is known; "" when nothing is.
  virtual std::string trouble() const = 0;
};

}  // namespace rg::journal
