#pragma once

#include <array>
#include <string>

namespace rg::store::redis {

// A program that a Redis server runs as one step. Servers keep it under the digest of its text.
struct Script {
  explicit Script(std::string text);

  const std::string source;
  const std::string digest;  // SHA-1, in hexadecimal
};

// What the files in lua/ make together.
struct Scripts {
  static const Scripts& Get();

  const Script admit;
  const Script extend;
  const Script settle;
  const Script sweep;
  const Script install;
  const Script ready;
  const Script report;

  std::array<const Script*, 7> all() const {
    return {&admit, &extend, &settle, &sweep, &install, &ready, &report};
  }
};

}  // namespace rg::store::redis
