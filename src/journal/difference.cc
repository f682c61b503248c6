#include "journal/difference.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <utility>

#include "journal/fields.h"

namespace rg::journal {
namespace {

// Number 0, type kFixed.
constexpr char kMark = static_cast<char>(FieldType::kFixed);
constexpr std::size_t kHeadBytes = 1 + 8;

std::uint64_t BitOf(int number) { return std::uint64_t{1} << number; }

// The fields of one number at the start of `payload`, which is not empty; nothing when it does not
// start with a field.
std::string_view FirstRun(std::string_view payload) {
  const int number = NumberOf(payload);
  FieldReader in(payload);
  std::size_t size = 0;
  do {
    const std::string_view field = in.Skip();
    if (field.empty()) return {};
    size += field.size();
  } while (size < payload.size() && NumberOf(payload.substr(size)) == number);
  return payload.substr(0, size);
}

// How many bytes both begin with.
std::size_t CommonBytes(std::string_view a, std::string_view b) {
  const std::size_t most = std::min(a.size(), b.size());
  std::size_t same = 0;
  const auto differ = [&](std::size_t at) {
    std::uint64_t left = 0;
    std::uint64_t right = 0;
    std::memcpy(&left, a.data() + at, 8);
    std::memcpy(&right, b.data() + at, 8);
    return left ^ right;
  };
  // Four words a step while they are alike, which most of a record is.
  while (same + 32 <= most &&
         (differ(same) | differ(same + 8) | differ(same + 16) | differ(same + 24)) == 0) {
    same += 32;
  }
  for (; same + 8 <= most; same += 8) {
    const std::uint64_t bits = differ(same);
    if (bits != 0) return same + static_cast<std::size_t>(std::countr_zero(bits)) / 8;
  }
  while (same < most && a[same] == b[same]) ++same;
  return same;
}

}  // namespace

Sample::Sample(std::string payload) : payload_(std::move(payload)) {
  std::uint64_t before = 0;
  for (std::string_view rest = payload_; !rest.empty();) {
    const std::string_view run = FirstRun(rest);
    const int number = NumberOf(rest);
    std::uint8_t& behind = behind_[static_cast<std::size_t>(number)];
    if (run.empty() || behind != 0) break;  // what comes here is no part of the sample
    const std::size_t begin = payload_.size() - rest.size();
    runs_.push_back({begin, begin + run.size(), number, before});
    before |= BitOf(number);
    behind = static_cast<std::uint8_t>(runs_.size());
    rest.remove_prefix(run.size());
  }
  const std::size_t end = runs_.empty() ? 0 : runs_.back().end;
  runs_.push_back({end, payload_.size() + 1, 0, before});
}

void Sample::AppendDifference(std::string& out, std::string_view payload) const {
  // Put together apart: a string would be filled with zeros first, or asked for room field by
  // field.
  std::array<char, 4096> few;
  if (kHeadBytes + payload.size() <= few.size()) {
    out.append(few.data(), WriteDifference(few.data(), payload));
    return;
  }
  std::string many(kHeadBytes + payload.size(), '\0');
  many.resize(WriteDifference(many.data(), payload));
  out += many;
}

// Into as many bytes as the head and the payload have; returns how many it has written.
//
// Walks through both side by side. What is the same is not even read, many fields at a time: the
// bytes of a field say where it ends.
std::size_t Sample::WriteDifference(char* const begin, std::string_view payload) const {
  char* end = begin + kHeadBytes;
  *begin = kMark;
  std::uint64_t as_here = 0;
  std::uint64_t seen = 0;
  auto here = runs_.begin();
  for (std::string_view rest = payload; !rest.empty();) {
    const auto last = Same(here, rest);
    as_here |= here->before ^ last->before;
    here = last;
    if (rest.empty()) break;

    const int number = NumberOf(rest);
    const std::string_view run = FirstRun(rest);
    if (run.empty() || ((seen | as_here) & BitOf(number)) != 0) {
      // No fields, or not in the order that they are written in: stored as they are.
      end = begin + kHeadBytes + payload.copy(begin + kHeadBytes, payload.size());
      as_here = 0;
      break;
    }
    seen |= BitOf(number);
    end += run.copy(end, run.size());
    rest.remove_prefix(run.size());
    here = std::max(here, runs_.begin() + behind_[static_cast<std::size_t>(number)]);
  }
  std::memcpy(begin + 1, &as_here, sizeof as_here);
  return static_cast<std::size_t>(end - begin);
}

// The run behind those from `here` on that `rest` begins with, which are taken off it.
Sample::Runs::const_iterator Sample::Same(Runs::const_iterator here, std::string_view& rest) const {
  const std::size_t begin = here->begin;
  const std::size_t common = CommonBytes(rest, std::string_view(payload_).substr(begin));
  auto end = here;
  while (end->end - begin <= common) ++end;
  // Of the last one's number, the payload may have more.
  const std::size_t size = end->begin - begin;
  if (end != here && size < rest.size() && NumberOf(rest.substr(size)) == (end - 1)->number) --end;
  rest.remove_prefix(end->begin - begin);
  return end;
}

std::string Sample::Restore(std::string_view difference) const {
  if (difference.size() < kHeadBytes || difference[0] != kMark) return std::string(difference);
  std::uint64_t as_here = 0;
  std::memcpy(&as_here, difference.data() + 1, sizeof as_here);
  std::string payload;
  for (const Run& run : runs_) {
    if ((as_here & BitOf(run.number)) == 0 || run.end > payload_.size()) continue;
    payload.append(payload_, run.begin, run.end - run.begin);
  }
  return payload.append(difference.substr(kHeadBytes));
}

}  // namespace rg::journal
