#pragma once

#include <cstdint>
#include <initializer_list>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace rg::admin {

// Writes Prometheus text (version 0.0.4). Names follow the convention: rateguard_*, base units,
// _total, _seconds, _bytes, _info. All samples of one name must be written in a row.
class MetricsText {
 public:
  using Labels = std::initializer_list<std::pair<std::string_view, std::string_view>>;

  void Counter(std::string_view name, std::string_view help, Labels labels, std::int64_t value) {
    Sample("counter", name, help, labels, std::to_string(value));
  }
  void Gauge(std::string_view name, std::string_view help, Labels labels, std::int64_t value) {
    Sample("gauge", name, help, labels, std::to_string(value));
  }
  // A counter or gauge of nanoseconds or nano-dollars, written in seconds or dollars.
  void CounterOfNanos(std::string_view name, std::string_view help, Labels labels,
                      std::int64_t nanos);
  void GaugeOfNanos(std::string_view name, std::string_view help, Labels labels,
                    std::int64_t nanos);
  // `bounds` are upper bounds in seconds as they are printed; `counts` has one more than that, not
  // cumulative.
  void Histogram(std::string_view name, std::string_view help, Labels labels,
                 std::span<const double> bounds, std::span<const std::int64_t> counts,
                 std::int64_t sum_nanos);

  std::string Take() { return std::move(text_); }

 private:
  void Head(std::string_view type, std::string_view name, std::string_view help);
  void Sample(std::string_view type, std::string_view name, std::string_view help, Labels labels,
              std::string_view value);
  void Line(std::string_view name, std::string_view suffix, Labels labels, std::string_view extra,
            std::string_view value);

  std::string text_;
  std::string last_name_;
};

}  // namespace rg::admin
