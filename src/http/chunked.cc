#include "http/chunked.h"

#include <algorithm>

#include "http/chars.h"

namespace rg::http {
namespace {

constexpr ParseFault kBadSize{400, "a chunk's size is not a plain hexadecimal number"};
constexpr ParseFault kSizeTooLarge{400, "a chunk's size is larger than any body may be"};
constexpr ParseFault kLineTooLong{400, "a chunk's size line is longer than 256 bytes"};
constexpr ParseFault kBadExtension{400, "a chunk extension is not ';name' or ';name=value'"};
constexpr ParseFault kLineEnd{400, "a chunk's size line does not end in CRLF"};
constexpr ParseFault kDataEnd{400, "a chunk's bytes are not followed by CRLF"};
constexpr ParseFault kBadTrailer{400, "a trailer field is not 'name: value' ended by CRLF"};
constexpr ParseFault kForbiddenTrailer{400, "a trailer field that belongs in the head"};
constexpr ParseFault kTrailersTooLong{431, "the trailer fields are longer than 8 KiB together"};

// What a recipient must not take from a trailer (RFC 9110, section 6.5.1): framing, routing,
// identity, conditions, and how the body is to be read. A sender that puts one there hopes that
// somebody takes it.
constexpr std::array<std::string_view, 34> kHeadOnly = {"age",
                                                        "authorization",
                                                        "cache-control",
                                                        "connection",
                                                        "content-encoding",
                                                        "content-length",
                                                        "content-range",
                                                        "content-type",
                                                        "cookie",
                                                        "date",
                                                        "expect",
                                                        "expires",
                                                        "host",
                                                        "if-match",
                                                        "if-modified-since",
                                                        "if-none-match",
                                                        "if-range",
                                                        "if-unmodified-since",
                                                        "keep-alive",
                                                        "location",
                                                        "max-forwards",
                                                        "pragma",
                                                        "proxy-authenticate",
                                                        "proxy-authorization",
                                                        "proxy-connection",
                                                        "range",
                                                        "retry-after",
                                                        "set-cookie",
                                                        "te",
                                                        "trailer",
                                                        "transfer-encoding",
                                                        "upgrade",
                                                        "vary",
                                                        "www-authenticate"};

bool IsHeadOnly(std::string_view name) {
  return std::ranges::any_of(kHeadOnly,
                             [&](std::string_view known) { return EqualsIgnoreCase(name, known); });
}

}  // namespace

ChunkedDecoder::Step ChunkedDecoder::Feed(std::string_view in) {
  Step step;
  const char* at = in.data();
  const char* const end = at + in.size();
  while (at != end && place_ != Place::kDone && place_ != Place::kFault) {
    if (place_ == Place::kBody) {
      if (!step.body.empty()) break;
      const auto here = static_cast<std::size_t>(end - at);
      step.body = {at, static_cast<std::size_t>(std::min<std::uint64_t>(left_, here))};
      left_ -= step.body.size();
      at += step.body.size();
      if (left_ == 0) place_ = Place::kBodyCr;
      continue;
    }
    if (const ParseFault* fault = Take(*at)) {
      place_ = Place::kFault;
      fault_ = *fault;
      break;
    }
    ++at;
  }
  step.consumed = static_cast<std::size_t>(at - in.data());
  if (place_ == Place::kDone) step.state = Parsed::State::kDone;
  if (place_ == Place::kFault) {
    step.state = Parsed::State::kFault;
    step.fault = fault_;
  }
  return step;
}

const ParseFault* ChunkedDecoder::Take(char c) {
  if (place_ < Place::kExtName) return TakeSize(c);
  if (place_ < Place::kSizeLf) return TakeExtension(c);
  if (place_ >= Place::kTrailer) return TakeTrailer(c);
  if (place_ == Place::kSizeLf) return c == '\n' ? EndSizeLine() : &kLineEnd;
  if (place_ == Place::kBodyCr) {
    place_ = Place::kBodyLf;
    return c == '\r' ? nullptr : &kDataEnd;
  }
  place_ = Place::kSize;
  line_ = 0;
  return c == '\n' ? nullptr : &kDataEnd;
}

const ParseFault* ChunkedDecoder::TakeSize(char c) {
  // The last size that leaves room for one more digit and stays within a signed 64-bit number.
  constexpr std::uint64_t kSizeMax = (std::uint64_t{1} << 59) - 1;
  if (Is(kHexChar, c)) {
    if (++line_ > kChunkLineMax) return &kLineTooLong;
    if (left_ > kSizeMax) return &kSizeTooLarge;
    left_ = left_ * 16 + HexValue(c);
    place_ = Place::kSizeMore;
    return nullptr;
  }
  if (place_ == Place::kSize) return &kBadSize;
  if (c == '\r') {
    place_ = Place::kSizeLf;
    return nullptr;
  }
  if (c != ';') return &kBadSize;
  place_ = Place::kExtName;
  return ++line_ > kChunkLineMax ? &kLineTooLong : nullptr;
}

const ParseFault* ChunkedDecoder::TakeExtension(char c) {
  const bool may_end =
      place_ == Place::kExtNameMore || place_ == Place::kExtToken || place_ == Place::kExtEnd;
  if (may_end && c == '\r') {
    place_ = Place::kSizeLf;
    return nullptr;
  }
  if (++line_ > kChunkLineMax) return &kLineTooLong;
  if (may_end && c == ';') {
    place_ = Place::kExtName;
    return nullptr;
  }
  switch (place_) {
    case Place::kExtName:
      place_ = Place::kExtNameMore;
      return Is(kTokenChar, c) ? nullptr : &kBadExtension;
    case Place::kExtNameMore:
      if (c == '=') {
        place_ = Place::kExtValue;
        return nullptr;
      }
      return Is(kTokenChar, c) ? nullptr : &kBadExtension;
    case Place::kExtValue:
      place_ = c == '"' ? Place::kExtQuoted : Place::kExtToken;
      return c == '"' || Is(kTokenChar, c) ? nullptr : &kBadExtension;
    case Place::kExtToken:
      return Is(kTokenChar, c) ? nullptr : &kBadExtension;
    case Place::kExtQuoted:
      if (c == '"') place_ = Place::kExtEnd;
      if (c == '\\') place_ = Place::kExtEscaped;
      return IsControl(c) ? &kBadExtension : nullptr;
    case Place::kExtEscaped:
      place_ = Place::kExtQuoted;
      return IsControl(c) ? &kBadExtension : nullptr;
    default:
      return &kBadExtension;
  }
}

const ParseFault* ChunkedDecoder::EndSizeLine() {
  place_ = left_ == 0 ? Place::kTrailer : Place::kBody;
  return nullptr;
}

const ParseFault* ChunkedDecoder::TakeTrailer(char c) {
  if (place_ == Place::kEndLf) {
    place_ = Place::kDone;
    return c == '\n' ? nullptr : &kBadTrailer;
  }
  if (place_ == Place::kTrailer && c == '\r') {
    place_ = Place::kEndLf;
    return nullptr;
  }
  if (++trailers_ > kTrailersMax) return &kTrailersTooLong;
  switch (place_) {
    case Place::kTrailer:
      name_size_ = 0;
      place_ = Place::kTrailerName;
      [[fallthrough]];
    case Place::kTrailerName:
      if (c == ':') {
        place_ = Place::kTrailerValue;
        if (name_size_ == 0) return &kBadTrailer;
        return name_size_ <= name_.size() && IsHeadOnly({name_.data(), name_size_})
                   ? &kForbiddenTrailer
                   : nullptr;
      }
      if (!Is(kTokenChar, c)) return &kBadTrailer;
      // An underscore is compared as the hyphen some servers take it for.
      if (name_size_ < name_.size()) name_[name_size_] = c == '_' ? '-' : c;
      ++name_size_;
      return nullptr;
    case Place::kTrailerValue:
      if (c == '\r') place_ = Place::kTrailerLf;
      return c == '\r' || !IsControl(c) ? nullptr : &kBadTrailer;
    default:
      place_ = Place::kTrailer;
      return c == '\n' ? nullptr : &kBadTrailer;
  }
}

std::string_view ChunkHeader(std::uint64_t size, ChunkHeaderBuffer& buffer) {
  std::size_t at = buffer.size();
  buffer[--at] = '\n';
  buffer[--at] = '\r';
  do {
    buffer[--at] = "0123456789abcdef"[size & 15];
    size >>= 4;
  } while (size != 0);
  return {buffer.data() + at, buffer.size() - at};
}

}  // namespace rg::http
