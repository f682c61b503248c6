#include "journal/difference.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "journal/fields.h"
#include "journal/record.h"

namespace rg::journal {
namespace {

// A difference begins with a field of number 0, which no payload has.
//
//   mark 1 | varint: bytes of the payload | moves | which words are other | those words
//   move:  varint: bytes of the payload since the last move, and one | varint: place in the sample
//   after the last one, a zero; of each 64 bytes of the payload, the first included, 16 bits
//
// The first form was of whole fields: a bit for each number whose fields are to be taken from the
// sample, in eight bytes, and the other fields.
constexpr char kMark = static_cast<char>(FieldType::kVarint);
constexpr char kFieldsMark = static_cast<char>(FieldType::kFixed);
constexpr std::size_t kFieldsHeadBytes = 1 + 8;

constexpr std::size_t kWord = 4;
constexpr std::size_t kChunk = 16 * kWord;
using Bits = std::uint16_t;            // for each word of a chunk
constexpr std::size_t kVarintMax = 3;  // of sizes and places, which are below 2^21

constexpr std::size_t Chunks(std::size_t bytes) { return (bytes + kChunk - 1) / kChunk; }

constexpr std::size_t kMovesMax = 64;
constexpr std::size_t kDifferenceMax = 1 + kVarintMax + kMovesMax * 2 * kVarintMax + 1 +
                                       Chunks(kRecordBytesMax) * (kChunk + sizeof(Bits));

// Which words of two chunks differ.
std::uint32_t OtherWords(const char* a, const char* b) {
#ifdef __SSE2__
  const auto same = [&](std::size_t at) {
    return _mm_cmpeq_epi32(_mm_loadu_si128(reinterpret_cast<const __m128i*>(a + at)),
                           _mm_loadu_si128(reinterpret_cast<const __m128i*>(b + at)));
  };
  const __m128i first = _mm_packs_epi32(same(0), same(16));
  const __m128i second = _mm_packs_epi32(same(32), same(48));
  return static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_packs_epi16(first, second))) ^ 0xffff;
#else
  std::uint32_t other = 0;
  for (std::size_t i = 0; i < kChunk / kWord; ++i) {
    const bool same = std::memcmp(a + i * kWord, b + i * kWord, kWord) == 0;
    other |= static_cast<std::uint32_t>(!same) << i;
  }
  return other;
#endif
}

// Writes which words of `payload` are other than those of `reference`, which goes on to the end of
// its last chunk, and those words. Returns the end.
char* PutOther(char* out, std::string_view payload, const char* reference) {
  char* bits = out;
  out += Chunks(payload.size()) * sizeof(Bits);
  std::array<char, kChunk> last{};
  for (std::size_t at = 0; at < payload.size(); at += kChunk) {
    const char* chunk = payload.data() + at;
    if (payload.size() - at < kChunk) {
      payload.copy(last.data(), kChunk, at);
      chunk = last.data();
    }
    std::uint32_t other = OtherWords(chunk, reference + at);
    std::memcpy(bits, &other, sizeof(Bits));
    bits += sizeof(Bits);
    for (; other != 0; other &= other - 1) {
      std::memcpy(out, chunk + static_cast<std::size_t>(std::countr_zero(other)) * kWord, kWord);
      out += kWord;
    }
  }
  return out;
}

// Puts the words of a difference where they were other; false when there are not as many.
bool TakeOther(std::string_view bits, std::string_view words, char* payload) {
  for (; !bits.empty(); bits.remove_prefix(sizeof(Bits)), payload += kChunk) {
    Bits chunk = 0;
    std::memcpy(&chunk, bits.data(), sizeof chunk);
    for (std::uint32_t other = chunk; other != 0; other &= other - 1) {
      if (words.size() < kWord) return false;
      std::memcpy(payload + static_cast<std::size_t>(std::countr_zero(other)) * kWord, words.data(),
                  kWord);
      words.remove_prefix(kWord);
    }
  }
  return words.empty();
}

// Whether the first field is of the number, and if it is one of bytes of the size, that it has at
// `there`. Of another type, that may be wrong, and the rest be laid where less of it is alike.
bool BeginAlike(std::string_view payload, const char* there) {
  return payload.size() >= 3 && std::memcmp(payload.data(), there, 3) == 0;
}

// What lies at `place` of the sample, and zeros behind its end.
void Lay(std::string_view sample, std::size_t place, char* to, std::size_t size) {
  const std::size_t there = sample.copy(to, size, std::min(place, sample.size()));
  if (there < size) std::memset(to + there, 0, size - there);
}

}  // namespace

void Sample::Take(std::string_view payload) {
  size_ = payload.size();
  padded_.assign(payload).append(kChunk, '\0');
  fields_.assign(1, 0);
  for (FieldReader in(payload); !in.done();) {
    const std::string_view field = in.Skip();
    if (field.empty()) break;  // what comes here is no field
    fields_.push_back(fields_.back() + field.size());
  }
}

void Sample::AppendDifference(std::string& out, std::string_view payload) const {
  if (payload.size() > kRecordBytesMax) {
    out += payload;
    return;
  }
  std::array<char, kDifferenceMax> difference;  // NOLINT: every byte used is written first
  std::array<char, Chunks(kRecordBytesMax) * kChunk> laid;  // NOLINT: the same
  const char* reference = padded_.data();
  difference[0] = kMark;
  FieldWriter head(difference.data() + 1);
  head.Varint(static_cast<std::int64_t>(payload.size()));
  if (payload.size() != size_) {
    head = LayBeside(payload, laid.data(), head);
    reference = laid.data();
  }
  head.Varint(0);
  const char* const end = PutOther(head.at(), payload, reference);
  out.append(difference.data(), static_cast<std::size_t>(end - difference.data()));
}

// Lays the fields of the sample where `payload` has those of their numbers, and writes the moves.
FieldWriter Sample::LayBeside(std::string_view payload, char* laid, FieldWriter moves) const {
  std::size_t begin = 0;  // in the payload, of the last move
  std::size_t place = 0;  // in the sample
  const auto lay = [&](std::size_t end) { Lay(sample(), place, laid + begin, end - begin); };
  auto here = fields_.begin();
  const auto last = fields_.end() - 1;
  std::size_t at = 0;
  for (std::size_t count = 0; at < payload.size() && count < kMovesMax;) {
    auto there = here;
    std::size_t size = 0;
    if (here != last && BeginAlike(payload.substr(at), padded_.data() + *here)) {
      size = here[1] - *here;
    } else {
      size = FieldReader(payload.substr(at)).Skip().size();
      if (size == 0) break;
      while (there != last && padded_[*there] != payload[at]) ++there;
    }
    if (there != last && *there - place != at - begin) {
      lay(at);
      moves.Varint(static_cast<std::int64_t>(at - begin + 1));
      moves.Varint(static_cast<std::int64_t>(*there));
      begin = at;
      place = *there;
      ++count;
    }
    if (there != last) here = there + 1;
    at += size;
  }
  lay(Chunks(payload.size()) * kChunk);
  return moves;
}

bool AppendRestored(std::string& out, std::string_view sample, std::string_view difference) {
  if (difference.empty() || difference[0] != kMark) return false;
  FieldReader in(difference.substr(1));
  std::int64_t size_read = 0;
  if (!in.Varint(size_read)) return false;
  const auto size = static_cast<std::size_t>(size_read);
  if (size > kRecordBytesMax) return false;
  std::array<char, Chunks(kRecordBytesMax) * kChunk> payload;  // NOLINT: as in AppendDifference
  std::size_t begin = 0;
  std::int64_t place = 0;
  const auto lay = [&](std::size_t end) {
    Lay(sample, static_cast<std::size_t>(place), payload.data() + begin, end - begin);
    begin = end;
  };
  for (std::int64_t further = 0;;) {
    if (!in.Varint(further)) return false;
    if (further == 0) break;
    if (static_cast<std::size_t>(further) - 1 > size - begin) return false;
    lay(begin + static_cast<std::size_t>(further) - 1);
    if (!in.Varint(place)) return false;
  }
  lay(size);
  std::string_view bits;
  if (!in.Take(Chunks(size) * sizeof(Bits), bits)) return false;
  if (!TakeOther(bits, in.rest(), payload.data())) return false;
  out.append(payload.data(), size);
  return true;
}

std::string Sample::Restore(std::string_view difference) const {
  if (difference.empty()) return {};
  if (difference[0] == kMark) {
    std::string payload;
    static_cast<void>(AppendRestored(payload, sample(), difference));
    return payload;
  }
  if (difference[0] == kFieldsMark && difference.size() >= kFieldsHeadBytes) {
    return RestoreFields(difference);
  }
  return std::string(difference);
}

std::string Sample::RestoreFields(std::string_view difference) const {
  std::uint64_t as_there = 0;
  std::memcpy(&as_there, difference.data() + 1, sizeof as_there);
  std::string payload;
  std::uint64_t seen = 0;
  int before = 0;
  for (std::size_t i = 0; i + 1 < fields_.size(); ++i) {
    const std::string_view field = sample().substr(fields_[i], fields_[i + 1] - fields_[i]);
    const int number = NumberOf(field);
    const std::uint64_t bit = std::uint64_t{1} << number;
    // A number that comes again behind others was no part of such a sample, nor what follows.
    if (number != before && (seen & bit) != 0) break;
    before = number;
    seen |= bit;
    if ((as_there & bit) != 0) payload += field;
  }
  return payload.append(difference.substr(kFieldsHeadBytes));
}

}  // namespace rg::journal
