#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <boost/container/small_vector.hpp>

namespace rg::store::redis {

// What a Redis server answered to one command: a value, or a tree of them (RESP2).
//
// Owns its bytes, so that it may be kept while the connection goes on reading.
class Reply {
 public:
  enum class Kind : std::uint8_t { kStatus, kError, kInteger, kText, kNull, kArray };

 private:
  struct Node {
    Kind kind = Kind::kNull;
    std::int64_t number = 0;      // of an integer; how many elements of an array
    std::uint32_t text_from = 0;  // in bytes_
    std::uint32_t text_size = 0;
    std::uint32_t end = 1;  // the node after this one and all it contains
  };

 public:
  // One value of the tree; a view into the reply.
  class Item {
   public:
    Kind kind() const { return node().kind; }
    bool Is(Kind kind) const { return node().kind == kind; }
    // Of a status, an error ("MOVED 3999 127.0.0.1:6381") or a text; "" for the others.
    std::string_view text() const;
    // Of an integer; 0 for the others.
    std::int64_t integer() const { return Is(Kind::kInteger) ? node().number : 0; }
    // How many elements an array has; 0 for the others.
    std::size_t size() const;
    // The element of an array; a null when there is none. Costs what lies before it.
    Item operator[](std::size_t index) const;

    class Iterator {
     public:
      Iterator(const Reply& reply, std::size_t at) : reply_(&reply), at_(at) {}
      Item operator*() const { return {*reply_, at_}; }
      Iterator& operator++() {
        at_ = reply_->nodes_[at_].end;
        return *this;
      }
      bool operator==(const Iterator&) const = default;

     private:
      const Reply* reply_;
      std::size_t at_;
    };
    Iterator begin() const { return {*reply_, size() == 0 ? end_at() : at_ + 1}; }
    Iterator end() const { return {*reply_, end_at()}; }

   private:
    friend class Reply;
    friend class Iterator;
    Item(const Reply& reply, std::size_t at) : reply_(&reply), at_(at) {}

    const Node& node() const { return reply_->nodes_[at_]; }
    std::size_t end_at() const { return node().end; }

    const Reply* reply_;
    std::size_t at_;
  };

  // A reply that was never read is a null.
  Item root() const { return {*this, 0}; }

 private:
  friend class ReplyParser;
  boost::container::small_vector<Node, 16> nodes_{Node{}};
  std::string bytes_;
};

// The elements of an array one after the other; reply[i] for each would begin anew each time.
class Elements {
 public:
  // From the one after the first `skipped`.
  explicit Elements(Reply::Item array, std::size_t skipped = 0)
      : at_(array.begin()), end_(array.end()) {
    for (; skipped > 0 && !done(); --skipped) ++at_;
  }

  bool done() const { return at_ == end_; }
  // The text of the next one; "" when there is none.
  std::string_view Next() {
    if (done()) return {};
    const std::string_view text = (*at_).text();
    ++at_;
    return text;
  }

 private:
  Reply::Item::Iterator at_;
  Reply::Item::Iterator end_;
};

// Reads replies out of the bytes of a connection, wherever they were cut.
//
//   Feed(bytes) -> kNeedMore | kDone: Take() the reply, then feed what was not consumed
//
// Whatever a server sends, memory stays within the limits below, and a reply is read or refused,
// never repaired: after kFault nothing on the connection can be told apart any more.
//
// Threads   One at a time.
class ReplyParser {
 public:
  static constexpr std::size_t kBytesMax = 16 << 20;  // of the texts of one reply
  static constexpr std::size_t kNodesMax = 1 << 20;
  static constexpr std::size_t kDepthMax = 8;
  static constexpr std::size_t kLineMax = 64 << 10;  // a status or an error

  enum class State : std::uint8_t { kNeedMore, kDone, kFault };
  struct Step {
    std::size_t consumed = 0;
    State state = State::kNeedMore;
  };

  ReplyParser();
  Step Feed(std::string_view bytes);
  // The reply that Feed has completed; the parser begins with the next.
  Reply Take();

 private:
  State OnLine(std::string_view line);
  State OnArray(std::int64_t count);
  State OnText(std::int64_t size);
  State Add(Reply::Kind kind, std::int64_t number);
  State AddLine(Reply::Kind kind, std::string_view text);
  State Complete();
  std::size_t TakeText(std::string_view bytes, State& state);

  Reply reply_;
  std::string line_;              // begun, and not ended yet
  std::size_t text_missing_ = 0;  // of the text at hand
  std::size_t tail_missing_ = 0;  // of the line end behind it
  struct Open {
    std::uint32_t node = 0;
    std::int64_t missing = 0;
  };
  boost::container::small_vector<Open, kDepthMax> open_;  // arrays that lack elements
};

}  // namespace rg::store::redis
