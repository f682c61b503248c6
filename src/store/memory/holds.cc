#include "store/memory/holds.h"

namespace rg::store::memory {
namespace {

std::uint64_t HashOf(RequestId request) {
  std::uint64_t high = 0;
  std::uint64_t low = 0;
  __builtin_memcpy(&high, request.bytes.data(), 8);
  __builtin_memcpy(&low, request.bytes.data() + 8, 8);
  return Mix(high, low);
}

}  // namespace

std::uint32_t Holds::PlaceOf(RequestId request) const {
  return places_.Find(HashOf(request),
                      [&](std::uint32_t place) { return holds_[place].request == request; });
}

Hold* Holds::Find(RequestId request) {
  const std::uint32_t place = PlaceOf(request);
  return place == Places::kNone ? nullptr : &holds_[place];
}

Hold& Holds::Open(RequestId request) {
  const std::uint32_t place = holds_.Take();
  Hold& hold = holds_[place];
  hold.request = request;
  hold.in_use = true;
  hold.expired = false;
  hold.accounts.clear();
  hold.estimates.clear();
  places_.Insert(HashOf(request), place);
  return hold;
}

void Holds::Close(Hold& hold) {
  const std::uint32_t place = PlaceOf(hold.request);
  places_.Erase(HashOf(hold.request), place);
  hold.in_use = false;
  holds_.Give(place);
}

}  // namespace rg::store::memory
