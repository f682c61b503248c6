#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace rg::http {

inline constexpr std::size_t kSseLineMax = 1024 * 1024;
inline constexpr std::size_t kSseEventMax = 4 * 1024 * 1024;

// Cuts a stream of server-sent events into events as its bytes pass.
//
//   data: {"a":1}\n\n          one event: its bytes with the blank line that ends it
//   : ping\n\n                 a comment is an event without fields
//   \n                         a blank line with nothing before it is an event of its own
//
// The events it hands out, and then tail(), are the stream's bytes in order and complete. Lines end
// in LF, CRLF or CR, also when the two bytes arrive apart. An event that lies whole in one read is
// not copied; the start of one that does not is kept until its end arrives.
//
// Threads   None of its own; one splitter per stream.
// Errors    A line beyond kSseLineMax or an event beyond kSseEventMax ends the splitting: Feed
//           returns false then and ever after. The events before it have been handed out.
class SseSplitter {
 public:
  // Calls on_event(std::string_view raw) for each event that ends in `bytes`. The view is valid
  // only during the call.
  template <class F>
  [[nodiscard]] bool Feed(std::string_view bytes, F&& on_event) {
    for (std::size_t size = FindEnd(bytes); size != kNoEnd; size = FindEnd(bytes)) {
      if (tail_.empty()) {
        on_event(bytes.substr(0, size));
      } else {
        tail_.append(bytes.data(), size);
        on_event(std::string_view(tail_));
        ForgetTail();
      }
      bytes.remove_prefix(size);
    }
    return Keep(bytes);
  }

  // The bytes of an event whose end has not arrived; what a stream that was cut leaves over.
  std::string_view tail() const { return tail_; }

 private:
  static constexpr std::size_t kNoEnd = static_cast<std::size_t>(-1);
  enum class LineEnd : std::uint8_t { kNone, kLf, kCr };

  // How many of `bytes` belong to the event at hand if it ends in them, else kNoEnd. Zero is
  // possible: the byte after a CR was awaited and is no LF.
  std::size_t FindEnd(std::string_view bytes);
  std::size_t EndEvent(std::size_t size);
  bool Keep(std::string_view bytes);
  void ForgetTail();

  std::string tail_;
  std::size_t line_ = 0;           // length of the line at hand
  LineEnd last_ = LineEnd::kNone;  // how the line before it in this event ended
  bool after_cr_ = false;          // a LF now belongs to the line before
  bool blank_ = false;             // that line was blank, so the event ends here
  bool failed_ = false;
};

// What one event says. Views into `raw`, or into the buffer given when there are several data
// lines.
struct SseFields {
  std::string_view event;  // "" when it is not named
  std::string_view data;   // the data lines, joined by LF
  bool has_data = false;   // an event without data is not dispatched by a client
};

// `buffer` is only touched when data lines have to be joined.
SseFields ParseSseEvent(std::string_view raw, std::string& buffer);

}  // namespace rg::http
