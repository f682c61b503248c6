#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "core/usage.h"

namespace rg::meter {

// One event of a Responses stream, as far as anyone here looks at it. Views into the event; values
// are as written: strings in quotes, "" when absent.
struct ResponsesEvent {
  std::string_view type;  // without quotes
  std::string_view response, item, part, item_id;
  std::string_view delta;  // without quotes
  std::int64_t output_index = 0;
  std::int64_t part_index = 0;  // content_index or summary_index
  std::int64_t sequence_number = 0;
};

// The output of a Responses stream so far. Its last event repeats all of it, so an ending of ours
// has to know it.
//
//   item:  added ---- deltas of its parts, or of its arguments ---- done
//
// Memory    At most kKeptMax bytes. Beyond that the output is given up: the ending is still well
//           formed, but its response has an empty output and open items stay open.
class ResponsesOutput {
 public:
  static constexpr std::size_t kKeptMax = 512 * 1024;

  void Follow(const ResponsesEvent& event);

  // The events that close what is open and then the response, numbered after the last one seen.
  std::string Ending(const Usage& usage) const;

 private:
  struct Part {
    std::string raw;   // as added or, once done, as done
    std::string text;  // of its deltas, escaped as they came
    bool done = false;
  };
  struct Item {
    std::string raw;
    std::string text;  // of deltas that belong to no part: arguments, code, input
    std::map<std::int64_t, Part> parts;
    bool summary = false;  // its parts are a reasoning summary, not content
    bool done = false;
  };

  static std::string ItemSoFar(const Item& item);
  // Counts the bytes about to be kept; false once there are too many.
  bool Room(std::size_t bytes, std::size_t overhead);
  void FollowDelta(const ResponsesEvent& event);
  void ClosePart(std::string& out, std::int64_t& sequence, std::int64_t item_index,
                 const Item& item, std::int64_t part_index, const Part& part) const;
  void CloseItem(std::string& out, std::int64_t& sequence, std::int64_t index,
                 const Item& item) const;

  std::string response_;  // as the first event described it
  std::map<std::int64_t, Item> items_;
  std::int64_t last_sequence_ = -1;
  std::size_t kept_ = 0;
  bool given_up_ = false;
};

}  // namespace rg::meter
