#pragma once

#include <fstream>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json.hpp>

#include "http/shared_file.h"

// For tests: the requests of http11/cases.json, good and bad.
namespace rg::http {

// One request of the file, and what its authors ask for.
struct Http11Case {
  std::string id;
  std::string expect;
  std::string status;  // "StatusCodeRange.Exact(400)" or ""
  std::vector<std::string> steps;
  std::string bytes;  // all steps, one after the other
};

inline std::string Latin1(std::string_view utf8) {
  std::string bytes;
  for (std::size_t at = 0; at < utf8.size(); ++at) {
    const auto lead = static_cast<unsigned char>(utf8[at]);
    const bool pair = lead >= 0xc0 && at + 1 < utf8.size();
    bytes.push_back(pair ? static_cast<char>((lead & 3) << 6 | (utf8[++at] & 0x3f)) : utf8[at]);
  }
  return bytes;
}

inline std::string WithHost(std::string bytes) {
  constexpr std::string_view kMark = "@@HOST@@";
  constexpr std::string_view kHost = "gateway.test:3001";
  for (std::size_t at = bytes.find(kMark); at != std::string::npos; at = bytes.find(kMark, at)) {
    bytes.replace(at, kMark.size(), kHost);
  }
  return bytes;
}

inline std::string TextOf(const boost::json::value& value) {
  return value.is_string() ? std::string(value.as_string()) : std::string();
}

inline std::optional<std::vector<Http11Case>> ReadHttp11Cases() {
  std::ifstream file(SharedFile("http11/cases.json"));
  if (!file) return std::nullopt;
  std::stringstream text;
  text << file.rdbuf();
  std::vector<Http11Case> cases;
  const boost::json::value document = boost::json::parse(text.str());
  for (const boost::json::value& value : document.at("cases").as_array()) {
    Http11Case read{
        TextOf(value.at("id")), TextOf(value.at("expect")), TextOf(value.at("status")), {}, {}};
    for (const boost::json::value& step : value.at("steps").as_array()) {
      read.steps.push_back(WithHost(Latin1(TextOf(step))));
      read.bytes += read.steps.back();
    }
    cases.push_back(std::move(read));
  }
  return cases;
}

}  // namespace rg::http
