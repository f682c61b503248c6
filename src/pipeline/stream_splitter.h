#pragma once

#include <string_view>
#include <utility>

#include "http/sse.h"
#include "meter/json_splitter.h"

namespace rg::pipeline {

// How a streamed answer is cut into the pieces that are metered.
enum class Framing : std::uint8_t {
  kEvents,     // server-sent events
  kJsonArray,  // one JSON array, item by item: Gemini's when it is not asked for events
};

// Either splitter behind one face. See http/sse.h for what they promise.
class StreamSplitter {
 public:
  explicit StreamSplitter(Framing framing = Framing::kEvents) : framing_(framing) {}

  Framing framing() const { return framing_; }

  template <class F>
  [[nodiscard]] bool Feed(std::string_view bytes, F&& on_piece) {
    if (framing_ == Framing::kEvents) return events_.Feed(bytes, std::forward<F>(on_piece));
    return items_.Feed(bytes, std::forward<F>(on_piece));
  }

  std::string_view tail() const {
    return framing_ == Framing::kEvents ? events_.tail() : items_.tail();
  }

 private:
  Framing framing_;
  http::SseSplitter events_;
  meter::JsonSplitter items_;
};

}  // namespace rg::pipeline
