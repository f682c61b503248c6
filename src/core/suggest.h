#pragma once

#include <span>
#include <string>
#include <string_view>

namespace rg {

// The candidate a mistyped word was probably meant to be: at most two letters off (swapped
// neighbours count as one), and at most a third of its length. "" when none is near.
std::string_view Closest(std::string_view word, std::span<const std::string_view> candidates);

// " (did you mean \"port\"?)", or "" when nothing is near: for the end of an error message.
std::string DidYouMean(std::string_view word, std::span<const std::string_view> candidates);

}  // namespace rg
