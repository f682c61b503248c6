#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include "core/money.h"

namespace rg::cli {

// Looks into an answer of the server without asking at every step whether something is there: what
// is absent reads as "", 0 and no items. Servers may be newer or older than this program.
//
// A view: the answer outlives it.
class JsonReader {
 public:
  explicit JsonReader(const boost::json::value& value) : value_(&value) {}

  JsonReader operator[](std::string_view key) const {
    const boost::json::object* object = value_ ? value_->if_object() : nullptr;
    return JsonReader(object ? object->if_contains(key) : nullptr);
  }
  bool present() const { return value_ && !value_->is_null(); }
  std::string Text() const {
    return value_ && value_->is_string() ? std::string(value_->get_string()) : std::string();
  }
  std::int64_t Count() const {
    if (value_ && value_->is_int64()) return value_->get_int64();
    if (value_ && value_->is_uint64()) return static_cast<std::int64_t>(value_->get_uint64());
    return 0;
  }
  double Number() const { return value_ && value_->is_number() ? value_->to_number<double>() : 0; }
  bool True() const { return value_ && value_->is_bool() && value_->get_bool(); }
  // Of a decimal text of dollars.
  Money Dollars() const {
    const Result<Money> money = ParseDollars(Text());
    return money ? *money : Money();
  }
  const boost::json::array& Items() const {
    static const boost::json::array none;
    return value_ && value_->is_array() ? value_->get_array() : none;
  }
  const boost::json::object& Members() const {
    static const boost::json::object none;
    return value_ && value_->is_object() ? value_->get_object() : none;
  }

 private:
  explicit JsonReader(const boost::json::value* value) : value_(value) {}

  const boost::json::value* value_;
};

}  // namespace rg::cli
