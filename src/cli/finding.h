#pragma once

#include <cstdint>
#include <string>

namespace rg::cli {

// What one look at the installation found.
struct Finding {
  enum class Verdict : std::uint8_t { kFine, kWarning, kFault };
  std::string what;  // "data folder"
  Verdict verdict = Verdict::kFine;
  std::string detail;  // what was found
  std::string remedy;  // what to do; "" when fine
};

}  // namespace rg::cli
