#include "route/splice.h"

#include <random>

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "route/padded_body.h"

namespace rg::route {
namespace {

namespace json = boost::json;

enum class Change { kUsage, kLimit, kBoth };

std::string Patched(Dialect dialect, const std::string& text, Change change) {
  PaddedBody body(text);
  const auto facts = ReadRequest(dialect, body.view(), body.memory());
  EXPECT_TRUE(facts) << text << "\n" << (facts ? "" : facts.error().detail);
  if (!facts) return text;
  std::vector<Splice> splices;
  if (change != Change::kLimit) AskForUsage(*facts, splices);
  if (change != Change::kUsage) LimitOutput(*facts, 77, splices);
  BodyPieces pieces;
  const std::size_t total = Pieces(body.view(), splices, pieces);
  std::string out;
  for (const std::string_view piece : pieces) {
    EXPECT_FALSE(piece.empty());
    out += piece;
  }
  EXPECT_EQ(out.size(), total);
  return out;
}

TEST(SpliceTest, OnlyTheBytesOfTheChangeAreTouched) {
  EXPECT_EQ(Patched(Dialect::kOpenAiChat, R"({ "model":"m", "stream":true })", Change::kUsage),
            R"({ "stream_options":{"include_usage":true},"model":"m", "stream":true })");
  EXPECT_EQ(
      Patched(Dialect::kAnthropicMessages, R"({"model":"m","max_tokens" : 4096})", Change::kLimit),
      R"({"model":"m","max_tokens" : 77})");
  EXPECT_EQ(Patched(Dialect::kOpenAiResponses, R"({"model":"m","input":"x"})", Change::kLimit),
            R"({"max_output_tokens":77,"model":"m","input":"x"})");
  EXPECT_EQ(Patched(Dialect::kOpenAiChat,
                    R"({"model":"m","stream_options":{"include_usage": true}})", Change::kUsage),
            R"({"model":"m","stream_options":{"include_usage": true}})");
}

// Writes a value with random white space, member order and spelling of strings.
class Scribbler {
 public:
  explicit Scribbler(unsigned seed) : random_(seed) {}

  std::string Write(const json::value& value) {
    if (value.is_object()) return WriteObject(value.as_object());
    if (value.is_array()) return WriteArray(value.as_array());
    if (value.is_string()) return WriteString(value.as_string());
    return json::serialize(value);
  }
  json::value Request() {
    json::object request{{"model", "gpt-4o"}};
    request["messages"] =
        json::array{json::object{{"role", "user"}, {"content", "\"}{[,:\\\u00e9\n"}}};
    switch (Roll(6)) {
      case 0:
        request["stream_options"] = nullptr;
        break;
      case 1:
        request["stream_options"] = json::object{};
        break;
      case 2:
        request["stream_options"] = json::object{{"include_usage", false}};
        break;
      case 3:
        request["stream_options"] = json::object{{"include_usage", true}};
        break;
      case 4:
        request["stream_options"] = json::object{{"include_obfuscation", true}};
        break;
      default:
        break;
    }
    switch (Roll(4)) {
      case 0:
        request["max_tokens"] = 4'096;
        break;
      case 1:
        request["max_completion_tokens"] = 1;
        break;
      case 2:
        request["max_tokens"] = nullptr;
        break;
      default:
        break;
    }
    if (Roll(2) == 0) request["stream"] = true;
    if (Roll(2) == 0) request["temperature"] = 0.5;
    if (Roll(3) == 0) request["tools"] = json::array{json::object{{"type", "function"}}};
    return request;
  }

 private:
  unsigned Roll(unsigned sides) { return static_cast<unsigned>(random_() % sides); }
  std::string Space() {
    std::string space;
    while (Roll(3) == 0) space += " \n\t\r"[Roll(4)];
    return space;
  }
  std::string WriteString(std::string_view text) {
    if (Roll(3) != 0) return json::serialize(json::string(text));
    std::string out = "\"";
    for (const char c : text) {
      const auto byte = static_cast<unsigned char>(c);
      std::array<char, 8> escape{};
      std::snprintf(escape.data(), escape.size(), "\\u%04x", byte);
      const bool plain = byte >= 0x80 || (Roll(2) == 0 && byte >= 0x20 && c != '"' && c != '\\');
      out += plain ? std::string(1, c) : std::string(escape.data());
    }
    return out + "\"";
  }
  std::string WriteObject(const json::object& object) {
    std::vector<std::string> members;
    for (const auto& [key, value] : object) {
      members.push_back(Space() + WriteString(key) + Space() + ":" + Space() + Write(value) +
                        Space());
    }
    std::shuffle(members.begin(), members.end(), random_);
    return Join(members, '{', '}');
  }
  std::string WriteArray(const json::array& array) {
    std::vector<std::string> elements;
    for (const auto& value : array) elements.push_back(Space() + Write(value) + Space());
    return Join(elements, '[', ']');
  }
  std::string Join(const std::vector<std::string>& parts, char open, char close) {
    std::string out(1, open);
    if (parts.empty()) out += Space();
    for (std::size_t i = 0; i < parts.size(); ++i) out += (i == 0 ? "" : ",") + parts[i];
    return out + close;
  }

  std::mt19937 random_;
};

json::object WithChange(json::object request, Change change) {
  if (change != Change::kLimit) {
    json::value& options = request["stream_options"];
    if (!options.is_object()) options = json::object{};
    options.as_object()["include_usage"] = true;
  }
  if (change != Change::kUsage) {
    const char* name = request.contains("max_tokens") ? "max_tokens" : "max_completion_tokens";
    request[name] = 77;
  }
  return request;
}

TEST(SpliceTest, ThePatchedRequestIsTheOriginalPlusTheChange) {
  Scribbler scribbler(11);
  for (int round = 0; round < 6'000; ++round) {
    const json::value request = scribbler.Request();
    const std::string text = scribbler.Write(request);
    const auto change = static_cast<Change>(round % 3);

    const std::string patched = Patched(Dialect::kOpenAiChat, text, change);

    ASSERT_EQ(json::parse(patched), WithChange(request.as_object(), change)) << text << "\n"
                                                                             << patched;
  }
}

TEST(SpliceTest, ASecondClampReplacesTheFirst) {
  for (const char* text : {R"({"model":"m","max_tokens":9})", R"({"model":"m"})"}) {
    PaddedBody body(text);
    const auto facts = ReadRequest(Dialect::kOpenAiChat, body.view(), body.memory());
    std::vector<Splice> splices;
    AskForUsage(*facts, splices);
    LimitOutput(*facts, 5, splices);
    LimitOutput(*facts, 4, splices);
    ASSERT_EQ(splices.size(), 2);
    EXPECT_TRUE(splices.back().insert.find('4') != std::string::npos);
  }
}

TEST(SpliceTest, APatchedRequestIsReadAsWhatWasAsked) {
  PaddedBody body(Patched(Dialect::kOpenAiChat, R"({"model":"m","stream":true})", Change::kBoth));
  const auto facts = ReadRequest(Dialect::kOpenAiChat, body.view(), body.memory());

  ASSERT_TRUE(facts);
  EXPECT_TRUE(facts->wants_usage);
  EXPECT_EQ(facts->output_tokens, 77);
}

}  // namespace
}  // namespace rg::route
