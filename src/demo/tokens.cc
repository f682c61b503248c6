#include "demo/tokens.h"

namespace rg::demo {
namespace {

constexpr std::size_t kLettersMax = 6;
constexpr std::size_t kDigitsMax = 3;

bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsContinuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

std::size_t Run(std::string_view text, std::size_t from, std::size_t length_max, bool (*in)(char)) {
  std::size_t end = from;
  while (end < text.size() && end - from < length_max && in(text[end])) ++end;
  return end;
}

}  // namespace

std::size_t FirstToken(std::string_view text) {
  const std::size_t start = text.size() > 1 && text[0] == ' ' ? 1 : 0;
  if (IsLetter(text[start])) return Run(text, start, kLettersMax, IsLetter);
  if (IsDigit(text[start])) return Run(text, start, kDigitsMax, IsDigit);
  std::size_t end = start + 1;
  while (end < text.size() && IsContinuation(text[end])) ++end;
  return end;
}

std::int64_t CountTokens(std::string_view text) {
  std::int64_t count = 0;
  for (; !text.empty(); ++count) text.remove_prefix(FirstToken(text));
  return count;
}

std::string_view TakeTokens(std::string_view text, std::int64_t tokens) {
  std::size_t end = 0;
  for (; tokens > 0 && end < text.size(); --tokens) end += FirstToken(text.substr(end));
  return text.substr(0, end);
}

}  // namespace rg::demo
