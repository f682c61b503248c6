#pragma once

#include <string>
#include <string_view>

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

// Answers of which each line is a JSON value: for programs that read many rows one by one.
namespace rg::admin {

inline constexpr std::string_view kJsonLines = "application/x-ndjson";

inline void AppendLines(const boost::json::array& rows, std::string& text) {
  for (const boost::json::value& row : rows)
    text.append(boost::json::serialize(row)).push_back('\n');
}

}  // namespace rg::admin
