#include "core/log.h"

#include <cstdio>

#include "core/json_text.h"

namespace rg {
namespace {

std::string_view NameOf(LogLevel level) {
  switch (level) {
    case LogLevel::kDebug:
      return "debug";
    case LogLevel::kInfo:
      return "info";
    case LogLevel::kWarning:
      return "warning";
    case LogLevel::kError:
      return "error";
  }
  return "info";
}

// For people: one line whatever is in the text, and nothing that a terminal would obey.
void AppendText(std::string& line, std::string_view text) {
  for (const char c : text) {
    const bool control = static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
    line += control ? ' ' : c;
  }
}

void AppendValue(std::string& line, const Log::Field& field, bool quoted) {
  if (const auto* number = std::get_if<std::int64_t>(&field.value)) {
    line += std::to_string(*number);
  } else if (quoted) {
    AppendJsonString(line, std::get<std::string_view>(field.value));
  } else {
    AppendText(line, std::get<std::string_view>(field.value));
  }
}

}  // namespace

void Log::Write(LogLevel level, std::string_view event, std::string_view message,
                std::initializer_list<Field> fields) {
  if (level < least_) return;
  std::string line;
  if (json_) {
    line = R"({"time":")" + ToRfc3339(clock_.Now()) + R"(","level":")";
    line += NameOf(level);
    line += R"(","event":)";
    AppendJsonString(line, event);
    line += R"(,"message":)";
    AppendJsonString(line, message);
    for (const Field& field : fields) {
      line += ',';
      AppendJsonString(line, field.name);
      line += ':';
      AppendValue(line, field, true);
    }
    line += "}\n";
  } else {
    line = ToRfc3339(clock_.Now()).substr(11, 8) + " ";
    line += NameOf(level);
    line += "  ";
    AppendText(line, message);
    for (const Field& field : fields) {
      line += "  ";
      line += field.name;
      line += '=';
      AppendValue(line, field, false);
    }
    line += '\n';
  }
  const std::lock_guard lock(mutex_);
  std::fwrite(line.data(), 1, line.size(), stderr);
}

}  // namespace rg
