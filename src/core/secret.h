#pragma once

#include <ostream>
#include <string>
#include <utility>

namespace rg {

// Text that must never be seen: it prints as ****, compares in constant time, and is wiped on
// destruction. Reveal() is the one way out; search for it to find every use.
class Secret {
 public:
  Secret() = default;
  explicit Secret(std::string value) : value_(std::move(value)) {}
  Secret(const Secret&) = default;
  Secret(Secret&& other) noexcept;
  Secret& operator=(const Secret& other);
  Secret& operator=(Secret&& other) noexcept;
  ~Secret() { Wipe(); }

  const std::string& Reveal() const { return value_; }
  bool empty() const { return value_.empty(); }
  bool operator==(const Secret& other) const;

 private:
  void Wipe();

  std::string value_;
};

inline std::ostream& operator<<(std::ostream& out, const Secret&) { return out << "****"; }

}  // namespace rg
