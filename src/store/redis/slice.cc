#include "store/redis/slice.h"

#include <algorithm>
#include <utility>

namespace rg::store::redis {
namespace {

limit::Cost AtLeastNothing(const limit::Cost& cost) {
  return {.money = std::max(cost.money, Money{}),
          .input_tokens = std::max<std::int64_t>(cost.input_tokens, 0),
          .output_tokens = std::max<std::int64_t>(cost.output_tokens, 0),
          .requests = std::max<std::int64_t>(cost.requests, 0)};
}

}  // namespace

void AddTo(limit::Cost& sum, const limit::Cost& cost) {
  sum.money += cost.money;
  sum.input_tokens += cost.input_tokens;
  sum.output_tokens += cost.output_tokens;
  sum.requests += cost.requests;
}

void TakeFrom(limit::Cost& sum, const limit::Cost& cost) {
  sum.money -= cost.money;
  sum.input_tokens -= cost.input_tokens;
  sum.output_tokens -= cost.output_tokens;
  sum.requests -= cost.requests;
}

Slice::Slice(Granted granted, Terms terms)
    : granted_(std::move(granted)), terms_(std::move(terms)) {}

limit::Cost Slice::Left() const {
  limit::Cost left = granted_.amount;
  TakeFrom(left, out_);
  TakeFrom(left, used_);
  return left;
}

bool Slice::Fits(const limit::Cost& most, TimePoint now, bool limits_too) const {
  if (closed_ || now >= granted_.lease_until) return false;
  const limit::Cost left = Left();
  if (left.requests < 1 || (terms_.spends.money && left.money < most.money)) return false;
  if (!limits_too) return true;
  if (now >= granted_.spendable_until) return false;
  return (!terms_.spends.input_tokens || left.input_tokens >= most.input_tokens) &&
         (!terms_.spends.output_tokens || left.output_tokens >= most.output_tokens);
}

std::uint64_t Slice::Take(const limit::Cost& most) {
  const std::uint64_t seq =
      granted_.first_seq + static_cast<std::uint64_t>(out_.requests + used_.requests);
  AddTo(out_, most);
  changed = true;
  return seq;
}

bool Slice::Extend(Money by) {
  if (by > Money{} && (closed_ || Left().money < by)) return false;
  out_.money += by;
  changed = true;
  return true;
}

void Slice::Grow(Money by) {
  granted_.amount.money += by;
  grown_ += by;
  out_.money += by;
  changed = true;
}

void Slice::End(const limit::Cost& most, const limit::Cost& truth, bool books, Money price) {
  TakeFrom(out_, most);
  AddTo(used_, truth);
  if (books) booked_ += price;
  changed = true;
}

void Slice::Close() {
  if (closed_) return;
  closed_ = true;
  // What is left is for others: Redis hears of it at once.
  changed = true;
  reported_at = {};
}

void Slice::Cut() {
  Close();
  cut_ = true;
}

void Slice::Lose() {
  Cut();
  lost_ = true;
}

limit::Cost Slice::Charged() const {
  limit::Cost charged = used_;
  AddTo(charged, out_);
  if (!closed_) AddTo(charged, AtLeastNothing(Left()));
  return AtLeastNothing(charged);
}

Money Slice::Kept() const {
  Money kept = std::max(out_.money, Money{});
  if (!closed_) kept += std::max(Left().money, Money{});
  return kept;
}

}  // namespace rg::store::redis
