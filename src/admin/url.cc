#include "admin/url.h"

#include <algorithm>

#include "core/percent.h"

namespace rg::admin {
namespace {

std::optional<std::string> DecodeFormText(std::string_view text) {
  std::string spaced{text};
  for (char& c : spaced) {
    if (c == '+') c = ' ';
  }
  return DecodeText(spaced);
}

}  // namespace

std::optional<std::string> DecodeText(std::string_view text) {
  auto decoded = PercentDecode(text);
  const auto is_control = [](unsigned char c) { return c < 0x20 || c == 0x7f; };
  if (decoded && std::any_of(decoded->begin(), decoded->end(), is_control)) return std::nullopt;
  return decoded;
}

std::optional<std::vector<std::pair<std::string, std::string>>> ParseQuery(std::string_view query) {
  std::vector<std::pair<std::string, std::string>> pairs;
  while (!query.empty()) {
    const std::size_t end = query.find('&');
    const std::string_view pair = query.substr(0, end);
    query = end == std::string_view::npos ? std::string_view{} : query.substr(end + 1);
    if (pair.empty()) continue;
    const std::size_t equals = pair.find('=');
    const auto name = DecodeFormText(pair.substr(0, equals));
    const auto value = DecodeFormText(equals == std::string_view::npos ? std::string_view{}
                                                                       : pair.substr(equals + 1));
    if (!name || !value) return std::nullopt;
    pairs.emplace_back(*name, *value);
  }
  return pairs;
}

}  // namespace rg::admin
