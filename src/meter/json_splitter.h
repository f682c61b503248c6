#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace rg::meter {

// Cuts one JSON array into its items as its bytes pass: Gemini's stream when it is not asked for
// events. What SseSplitter is to events (http/sse.h).
//
//   [{"a":1}        the first piece: an item with what stands before it
//   ,{"b":2}        the next
//   ]               left over, in tail()
//
// The pieces it hands out, and then tail(), are the stream's bytes in order and complete.
//
// Threads   None of its own; one splitter per stream.
// Errors    A piece beyond kPieceMax ends the splitting: Feed returns false then and ever after.
class JsonSplitter {
 public:
  static constexpr std::size_t kPieceMax = 4 * 1024 * 1024;

  // Calls on_piece(std::string_view raw) for each item that ends in `bytes`. The view is valid only
  // during the call.
  template <class F>
  [[nodiscard]] bool Feed(std::string_view bytes, F&& on_piece) {
    for (std::size_t size = FindEnd(bytes); size != kNoEnd; size = FindEnd(bytes)) {
      if (tail_.empty()) {
        on_piece(bytes.substr(0, size));
      } else {
        tail_.append(bytes.data(), size);
        on_piece(std::string_view(tail_));
        tail_.clear();
      }
      bytes.remove_prefix(size);
    }
    if (tail_.size() + bytes.size() > kPieceMax) failed_ = true;
    if (!failed_) tail_.append(bytes);
    return !failed_;
  }

  std::string_view tail() const { return tail_; }

 private:
  static constexpr std::size_t kNoEnd = static_cast<std::size_t>(-1);

  // How many of `bytes` belong to the item at hand if it ends in them, else kNoEnd.
  std::size_t FindEnd(std::string_view bytes);

  std::string tail_;
  int depth_ = 0;  // of objects and of the arrays inside them; the outermost array does not count
  bool in_string_ = false;
  bool escaped_ = false;
  bool failed_ = false;
};

}  // namespace rg::meter
