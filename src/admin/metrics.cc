#include "admin/metrics.h"

#include <array>
#include <charconv>

#include "core/money.h"

namespace rg::admin {
namespace {

std::string PrintBound(double bound) {
  std::array<char, 32> text;
  const auto end = std::to_chars(text.data(), text.data() + text.size(), bound);
  return {text.data(), end.ptr};
}

void AppendEscaped(std::string& out, std::string_view value) {
  for (const char c : value) {
    if (c == '\\' || c == '"') out += '\\';
    if (c == '\n') {
      out += "\\n";
    } else {
      out += c;
    }
  }
}

}  // namespace

void MetricsText::Head(std::string_view type, std::string_view name, std::string_view help) {
  if (last_name_ == name) return;
  last_name_ = name;
  text_.append("# HELP ").append(name).append(" ").append(help).append("\n");
  text_.append("# TYPE ").append(name).append(" ").append(type).append("\n");
}

void MetricsText::Line(std::string_view name, std::string_view suffix, Labels labels,
                       std::string_view extra, std::string_view value) {
  text_.append(name).append(suffix);
  if (labels.size() > 0 || !extra.empty()) {
    char separator = '{';
    for (const auto& [label, content] : labels) {
      text_ += separator;
      separator = ',';
      text_.append(label).append("=\"");
      AppendEscaped(text_, content);
      text_ += '"';
    }
    if (!extra.empty()) {
      text_ += separator;
      text_.append("le=\"").append(extra).append("\"");
    }
    text_ += '}';
  }
  text_.append(" ").append(value).append("\n");
}

void MetricsText::Sample(std::string_view type, std::string_view name, std::string_view help,
                         Labels labels, std::string_view value) {
  Head(type, name, help);
  Line(name, "", labels, "", value);
}

void MetricsText::CounterOfNanos(std::string_view name, std::string_view help, Labels labels,
                                 std::int64_t nanos) {
  Sample("counter", name, help, labels, FormatDecimal(nanos, 9));
}

void MetricsText::GaugeOfNanos(std::string_view name, std::string_view help, Labels labels,
                               std::int64_t nanos) {
  Sample("gauge", name, help, labels, FormatDecimal(nanos, 9));
}

void MetricsText::Histogram(std::string_view name, std::string_view help, Labels labels,
                            std::span<const double> bounds, std::span<const std::int64_t> counts,
                            std::int64_t sum_nanos) {
  Head("histogram", name, help);
  std::int64_t below = 0;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    below += counts[i];
    const std::string bound = i < bounds.size() ? PrintBound(bounds[i]) : "+Inf";
    Line(name, "_bucket", labels, bound, std::to_string(below));
  }
  Line(name, "_sum", labels, "", FormatDecimal(sum_nanos, 9));
  Line(name, "_count", labels, "", std::to_string(below));
}

}  // namespace rg::admin
