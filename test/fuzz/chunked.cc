// A chunked body: the same body, verdict and end wherever the bytes were cut, and what was decoded
// and written again decodes to the same.

#include "http/chunked.h"

#include "fuzz.h"

namespace rg::fuzz {
namespace {

using State = http::Parsed::State;

struct Body {
  State state = State::kNeedMore;
  std::string bytes;
  std::string_view reason;
  std::size_t consumed = 0;
  bool operator==(const Body&) const = default;
};

Body Decode(const std::vector<std::string_view>& pieces) {
  http::ChunkedDecoder decoder;
  Body body;
  for (std::string_view piece : pieces) {
    while (!piece.empty()) {
      const http::ChunkedDecoder::Step step = decoder.Feed(piece);
      Require(step.consumed <= piece.size(), "no more is consumed than there is");
      Require(step.body.empty() ||
                  (step.body.data() >= piece.data() &&
                   step.body.data() + step.body.size() <= piece.data() + step.consumed),
              "the body lies in what was consumed");
      body.bytes.append(step.body);
      body.consumed += step.consumed;
      body.state = step.state;
      body.reason = step.fault.reason;
      if (step.state != State::kNeedMore) return body;
      Require(step.consumed != 0, "every step takes something");
      piece.remove_prefix(step.consumed);
    }
  }
  return body;
}

std::string Encode(std::string_view body) {
  std::string encoded;
  for (const std::string_view piece : Pieces(body)) {
    http::ChunkHeaderBuffer buffer;
    encoded.append(http::ChunkHeader(piece.size(), buffer)).append(piece).append(http::kChunkEnd);
  }
  return encoded.append(http::kLastChunk);
}

}  // namespace

void Try(std::string_view input) {
  const Body whole = Decode({input});
  Body pieces = Decode(Pieces(input));
  // Where in its piece a fault was found is nobody's business: the connection is closed.
  if (whole.state == State::kFault) pieces.consumed = whole.consumed;
  Require(pieces == whole, "a body in pieces reads as in one");

  const std::string encoded = Encode(whole.bytes);
  const Body again = Decode({encoded});
  Require(again.state == State::kDone && again.consumed == encoded.size(),
          "a body that was written can be read");
  Require(again.bytes == whole.bytes, "a body survives being written");
}

}  // namespace rg::fuzz
