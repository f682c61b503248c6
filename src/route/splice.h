#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <boost/container/small_vector.hpp>

#include "route/request_body.h"

namespace rg::route {

// One change to the original bytes: `remove` bytes at `at` give way to `insert`.
struct Splice {
  std::size_t at = 0;
  std::size_t remove = 0;
  std::string insert;
};

// Makes a stream carry its usage: adds or sets stream_options.include_usage.
void AskForUsage(const RequestFacts& facts, std::vector<Splice>& splices);

// Sets the member that limits the output, or adds it. Done again, it replaces what it did before.
void LimitOutput(const RequestFacts& facts, std::int64_t tokens, std::vector<Splice>& splices);

// The patched body as pieces to be written one after the other; they point into `body` and
// `splices`, which are put in order and do not overlap. Returns the total size.
using BodyPieces = boost::container::small_vector<std::string_view, 7>;
std::size_t Pieces(std::string_view body, std::vector<Splice>& splices, BodyPieces& pieces);

}  // namespace rg::route
