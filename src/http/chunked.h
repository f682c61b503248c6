#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "http/parse.h"

namespace rg::http {

inline constexpr std::size_t kChunkLineMax = 256;
inline constexpr std::size_t kTrailersMax = 8 * 1024;

// Takes the chunked coding off a body as its bytes pass, without copying them.
//
//   5;ext=1\r\n  hello\r\n  0\r\n  X-Checksum: 1\r\n  \r\n
//   size line    body       last   trailers           end
//
// Extensions and trailers are checked and forgotten: a trailer is never merged into the head, and
// one that would change framing, routing or identity is a fault. The verdict and the body do not
// depend on how the input is cut.
//
// Threads   None of its own; one decoder per body.
class ChunkedDecoder {
 public:
  struct Step {
    Parsed::State state = Parsed::State::kNeedMore;
    std::size_t consumed = 0;  // bytes of the input that are dealt with
    std::string_view body;     // inside the input; may come with any state
    ParseFault fault;
  };

  // Returns at the latest before a second run of body bytes, so kNeedMore with consumed < in.size()
  // means: call again with the rest.
  Step Feed(std::string_view in);

  // Bytes that the chunk being read still announces.
  std::uint64_t announced() const { return place_ == Place::kBody ? left_ : 0; }

  // Makes it ready for the next body.
  void Reset() { *this = ChunkedDecoder(); }

 private:
  enum class Place : std::uint8_t {
    kSize,      // first digit of a size
    kSizeMore,  // further digits, `;` or the line's end
    kExtName,   // first character of an extension's name
    kExtNameMore,
    kExtValue,  // first character after `=`
    kExtToken,
    kExtQuoted,
    kExtEscaped,  // after a backslash inside quotes
    kExtEnd,      // after the closing quote
    kSizeLf,
    kBody,
    kBodyCr,
    kBodyLf,
    kTrailer,  // start of a line after the last chunk
    kTrailerName,
    kTrailerValue,
    kTrailerLf,
    kEndLf,
    kDone,
    kFault,
  };

  const ParseFault* Take(char c);
  const ParseFault* TakeSize(char c);
  const ParseFault* TakeExtension(char c);
  const ParseFault* TakeTrailer(char c);
  const ParseFault* EndSizeLine();

  Place place_ = Place::kSize;
  std::uint64_t left_ = 0;       // of the chunk being read
  std::uint32_t line_ = 0;       // characters of the size line so far
  std::uint32_t trailers_ = 0;   // bytes of trailers so far
  std::uint32_t name_size_ = 0;  // of the trailer's name; may exceed what name_ keeps
  std::array<char, 32> name_{};  // longer than any name that is refused
  ParseFault fault_;
};

// What goes before the bytes of one chunk, "1a2b\r\n"; after them goes kChunkEnd. `size` must not
// be zero, because that would end the body.
using ChunkHeaderBuffer = std::array<char, 18>;
std::string_view ChunkHeader(std::uint64_t size, ChunkHeaderBuffer& buffer);
inline constexpr std::string_view kChunkEnd = "\r\n";
inline constexpr std::string_view kLastChunk = "0\r\n\r\n";

}  // namespace rg::http
