#include "demo/provider.h"

#include <fstream>
#include <set>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "http/testing/memory_exchange.h"

namespace rg::demo {
namespace {

namespace json = boost::json;
using http::testing::MemoryExchange;
using http::testing::MemoryRequest;

class ProviderTest : public ::testing::Test {
 protected:
  MemoryExchange Send(MemoryRequest request) {
    MemoryExchange exchange(std::move(request));
    exchange.Run(provider_);
    return exchange;
  }
  MemoryExchange Post(std::string path, const json::value& body,
                      std::vector<std::pair<std::string, std::string>> more = {}) {
    more.emplace_back("Authorization", "Bearer sk-demo");
    more.emplace_back("anthropic-version", "2023-06-01");
    return Send({.method = "POST",
                 .target = std::move(path),
                 .headers = std::move(more),
                 .body = json::serialize(body)});
  }
  json::object Answer(std::string path, const json::value& body) {
    const MemoryExchange exchange = Post(std::move(path), body);
    EXPECT_EQ(exchange.status(), 200) << exchange.body();
    return json::parse(exchange.body()).as_object();
  }
  json::object Chat(json::object more, std::string prompt = "Hello") {
    return Answer("/v1/chat/completions", ChatBody(std::move(more), std::move(prompt)));
  }
  static json::object ChatBody(json::object more, std::string prompt = "Hello") {
    json::object body = {{"model", "gpt-4o"},
                         {"messages", {{{"role", "user"}, {"content", prompt}}}}};
    for (const auto& field : more) body.insert_or_assign(field.key(), field.value());
    return body;
  }
  static json::object MessageBody(json::object more, std::string prompt = "Hello") {
    json::object body = {{"model", "claude-sonnet-4-5"},
                         {"max_tokens", 1000},
                         {"messages", {{{"role", "user"}, {"content", prompt}}}}};
    for (const auto& field : more) body.insert_or_assign(field.key(), field.value());
    return body;
  }
  // The JSON of every `data:` line that holds some.
  static std::vector<json::object> Events(const MemoryExchange& exchange) {
    std::vector<json::object> events;
    std::istringstream lines(exchange.body());
    for (std::string line; std::getline(lines, line);) {
      if (line.starts_with("data: {")) events.push_back(json::parse(line.substr(6)).as_object());
    }
    return events;
  }
  static std::string Text(const json::object& chat) {
    return std::string(chat.at("choices").at(0).at("message").at("content").as_string());
  }

  ManualClock clock_;
  Provider provider_{clock_};
};

std::string Words(int count) { return "Write " + std::to_string(count) + " words about budgets."; }
std::string LongPrompt() {
  std::string text = "Reply exactly: done";
  for (int i = 0; i < 1500; ++i) text.insert(0, "word ");
  return text;
}

TEST_F(ProviderTest, TheSameRequestHasTheSameAnswer) {
  const json::object first = Chat({}, "What is a ledger?");
  const json::object second = Chat({}, "What is a ledger?");

  EXPECT_EQ(first, second);
  EXPECT_NE(Text(first), Text(Chat({}, "What is a limit?")));
}

TEST_F(ProviderTest, UsageAddsUp) {
  const json::object usage = Chat({{"n", 3}}).at("usage").as_object();

  EXPECT_EQ(usage.at("total_tokens").as_int64(),
            usage.at("prompt_tokens").as_int64() + usage.at("completion_tokens").as_int64());
}

TEST_F(ProviderTest, APromptIsNeverMoreTokensThanItHasBytes) {
  for (const std::string prompt : {"a", "!!!!", "\xF0\x9F\x98\x80", "1234567", "x y z"}) {
    const json::object body =
        ChatBody({{"tools",
                   {{{"type", "function"},
                     {"function", {{"name", "f"}, {"parameters", {{"minimum", 0.1}}}}}}}}},
                 prompt);
    const json::object chat = Answer("/v1/chat/completions", body);

    EXPECT_LE(chat.at("usage").at("prompt_tokens").as_int64(),
              static_cast<std::int64_t>(json::serialize(body).size()));
  }
}

TEST_F(ProviderTest, AWordCountAskedForIsWritten) {
  const std::string text = Text(Chat({}, Words(40)));

  EXPECT_EQ(std::count(text.begin(), text.end(), ' '), 39) << text;
}

TEST_F(ProviderTest, ATokenLimitCutsTheSameTextShort) {
  const std::string whole = Text(Chat({}, Words(40)));
  const json::object cut = Chat({{"max_tokens", 10}}, Words(40));

  EXPECT_TRUE(whole.starts_with(Text(cut)));
  EXPECT_EQ(cut.at("choices").at(0).at("finish_reason").as_string(), "length");
  EXPECT_EQ(cut.at("usage").at("completion_tokens").as_int64(), 10);
}

TEST_F(ProviderTest, AStopSequenceEndsTheTextBeforeIt) {
  const json::object chat = Chat({{"stop", "three"}}, "Reply exactly: one two three four");

  EXPECT_EQ(Text(chat), "one two ");
  EXPECT_EQ(chat.at("choices").at(0).at("finish_reason").as_string(), "stop");
}

TEST_F(ProviderTest, ReasoningIsCountedInsideTheCompletionAndCanSpendAllOfIt) {
  const json::object whole = Chat({{"model", "o3-mini"}});
  const json::object cut = Chat({{"model", "o3-mini"}, {"max_completion_tokens", 5}});

  EXPECT_GT(whole.at("usage").at("completion_tokens_details").at("reasoning_tokens").as_int64(), 0);
  EXPECT_GT(whole.at("usage").at("completion_tokens").as_int64(),
            whole.at("usage").at("completion_tokens_details").at("reasoning_tokens").as_int64());
  EXPECT_EQ(Text(cut), "");
  EXPECT_EQ(cut.at("usage").at("completion_tokens").as_int64(), 5);
}

TEST_F(ProviderTest, ARepeatedPrefixIsCachedInStepsOnceItIsLongEnough) {
  const auto cached = [](const json::object& chat) {
    return chat.at("usage").at("prompt_tokens_details").at("cached_tokens").as_int64();
  };
  EXPECT_EQ(cached(Chat({}, LongPrompt())), 0);
  EXPECT_EQ(cached(Chat({}, "Hello")), 0);

  const std::int64_t again = cached(Chat({}, LongPrompt() + " or so"));

  EXPECT_GE(again, 1024);
  EXPECT_EQ(again % 128, 0);
}

TEST_F(ProviderTest, AForcedToolIsCalledWithArgumentsOfItsSchema) {
  const json::value tools = json::parse(R"([{"type":"function","function":{"name":"get_weather",
      "parameters":{"type":"object","required":["city","days"],"properties":{
        "city":{"type":"string"},"days":{"type":"integer","minimum":1,"maximum":3},
        "unit":{"enum":["C","F"]}}}}}])");
  const json::object chat = Chat({{"tools", tools}, {"tool_choice", "required"}});

  const json::object choice = chat.at("choices").at(0).as_object();
  const json::value arguments = json::parse(
      choice.at("message").at("tool_calls").at(0).at("function").at("arguments").as_string());
  EXPECT_EQ(choice.at("finish_reason").as_string(), "tool_calls");
  EXPECT_TRUE(choice.at("message").at("content").is_null());
  EXPECT_TRUE(arguments.at("city").is_string());
  EXPECT_GE(arguments.at("days").as_int64(), 1);
  EXPECT_LE(arguments.at("days").as_int64(), 3);
}

TEST_F(ProviderTest, LeftToItselfItCallsTheToolTheUserSpeaksOfAndAnswersItsResult) {
  const json::value tools =
      json::parse(R"([{"type":"function","function":{"name":"get_weather","parameters":{}}}])");
  const json::object asked = Chat({{"tools", tools}}, "What is the weather in Lisbon?");
  const json::object answered =
      Chat({{"tools", tools},
            {"messages", json::parse(R"([{"role":"user","content":"What is the weather?"},
               {"role":"assistant","content":null,"tool_calls":[{"id":"c","type":"function","function":{"name":"get_weather","arguments":"{}"}}]},
               {"role":"tool","tool_call_id":"c","content":"sunny"}])")}});

  EXPECT_EQ(asked.at("choices").at(0).at("finish_reason").as_string(), "tool_calls");
  EXPECT_EQ(answered.at("choices").at(0).at("finish_reason").as_string(), "stop");
}

TEST_F(ProviderTest, AStructuredAnswerSatisfiesItsSchema) {
  const json::value format =
      json::parse(R"({"type":"json_schema","json_schema":{"name":"t","schema":
      {"type":"object","required":["name","tags","nested","maybe"],"properties":{
        "name":{"type":"string","minLength":12},"tags":{"type":"array","minItems":2,"items":{"enum":["a","b"]}},
        "nested":{"$ref":"#/$defs/n"},"maybe":{"type":["number","null"]}},
       "$defs":{"n":{"type":"object","properties":{"child":{"anyOf":[{"$ref":"#/$defs/n"},{"type":"null"}]}}}}}}})");
  const json::value made = json::parse(Text(Chat({{"response_format", format}})));

  EXPECT_GE(made.at("name").as_string().size(), 12u);
  EXPECT_GE(made.at("tags").as_array().size(), 2u);
  EXPECT_TRUE(made.at("nested").is_object());
}

TEST_F(ProviderTest, AStreamSaysWhatThePlainAnswerSays) {
  const json::object plain = Chat({}, Words(20));
  const MemoryExchange stream =
      Post("/v1/chat/completions",
           ChatBody({{"stream", true}, {"stream_options", {{"include_usage", true}}}}, Words(20)));

  std::string text;
  json::value usage;
  for (const json::object& event : Events(stream)) {
    usage = event.at("usage");
    if (event.at("choices").as_array().empty()) continue;
    const json::object& delta = event.at("choices").at(0).at("delta").as_object();
    if (delta.contains("content")) text += delta.at("content").as_string();
  }
  EXPECT_EQ(text, Text(plain));
  EXPECT_EQ(usage, plain.at("usage"));
  EXPECT_TRUE(stream.body().ends_with("data: [DONE]\n\n"));
  EXPECT_EQ(stream.HeaderOf("content-type"), "text/event-stream; charset=utf-8");
}

TEST_F(ProviderTest, AStreamNobodyAskedUsageOfHasNone) {
  const MemoryExchange stream = Post("/v1/chat/completions", ChatBody({{"stream", true}}));

  EXPECT_EQ(stream.body().find("usage"), std::string::npos);
}

TEST_F(ProviderTest, AStreamedToolCallAddsUpToItsArguments) {
  const json::value tools = json::parse(
      R"([{"type":"function","function":{"name":"f","parameters":{"properties":{"city":{"type":"string"}}}}}])");
  const MemoryExchange stream =
      Post("/v1/chat/completions",
           ChatBody({{"tools", tools}, {"tool_choice", "required"}, {"stream", true}}));

  std::string arguments;
  for (const json::object& event : Events(stream)) {
    const json::object& delta = event.at("choices").at(0).at("delta").as_object();
    if (!delta.contains("tool_calls")) continue;
    arguments += delta.at("tool_calls").at(0).at("function").at("arguments").as_string();
  }
  EXPECT_TRUE(json::parse(arguments).at("city").is_string());
}

TEST_F(ProviderTest, ResponsesStreamEndsWithTheWholeResponse) {
  const json::object body = {{"model", "gpt-5-mini"}, {"input", Words(12)}, {"stream", false}};
  json::object streamed = body;
  streamed["stream"] = true;

  const json::object plain = Answer("/v1/responses", body);
  const std::vector<json::object> events = Events(Post("/v1/responses", streamed));

  EXPECT_EQ(events.front().at("type").as_string(), "response.created");
  EXPECT_EQ(events.back().at("type").as_string(), "response.completed");
  EXPECT_EQ(events.back().at("response"), plain);
  for (std::size_t i = 0; i < events.size(); ++i) {
    EXPECT_EQ(events[i].at("sequence_number").to_number<std::size_t>(), i);
  }
  EXPECT_GT(plain.at("usage").at("output_tokens_details").at("reasoning_tokens").as_int64(), 0);
}

TEST_F(ProviderTest, AResponseCutByItsLimitIsIncomplete) {
  const json::object cut = Answer(
      "/v1/responses", {{"model", "gpt-4o"}, {"input", Words(100)}, {"max_output_tokens", 16}});

  EXPECT_EQ(cut.at("status").as_string(), "incomplete");
  EXPECT_EQ(cut.at("incomplete_details").at("reason").as_string(), "max_output_tokens");
  EXPECT_EQ(cut.at("usage").at("output_tokens").as_int64(), 16);
}

TEST_F(ProviderTest, EmbeddingsAreUnitVectorsOfTheSizeAskedFor) {
  const json::object answer =
      Answer("/v1/embeddings",
             {{"model", "text-embedding-3-small"}, {"input", {"one", "two"}}, {"dimensions", 64}});

  const json::array& vector = answer.at("data").at(1).at("embedding").as_array();
  double squares = 0;
  for (const json::value& v : vector) squares += v.to_number<double>() * v.to_number<double>();
  EXPECT_EQ(vector.size(), 64u);
  EXPECT_NEAR(squares, 1.0, 1e-5);
  EXPECT_EQ(answer.at("usage").at("total_tokens").as_int64(), 2);
}

TEST_F(ProviderTest, EmbeddingsInBase64AreFourBytesADimension) {
  const json::object answer = Answer(
      "/v1/embeddings",
      {{"model", "text-embedding-3-small"}, {"input", "one"}, {"encoding_format", "base64"}});

  EXPECT_EQ(answer.at("data").at(0).at("embedding").as_string().size(), 1536u * 4 / 3 * 4);
}

TEST_F(ProviderTest, AMessageStreamSaysWhatThePlainMessageSays) {
  const json::object plain = Answer("/v1/messages", MessageBody({}, Words(15)));
  const std::vector<json::object> events =
      Events(Post("/v1/messages", MessageBody({{"stream", true}}, Words(15))));

  std::string text;
  for (const json::object& event : events) {
    if (event.at("type").as_string() == "content_block_delta")
      text += event.at("delta").at("text").as_string();
  }
  const json::object& ended = events[events.size() - 2];
  EXPECT_EQ(events.front().at("type").as_string(), "message_start");
  EXPECT_EQ(events.back().at("type").as_string(), "message_stop");
  EXPECT_EQ(text, plain.at("content").at(0).at("text").as_string());
  EXPECT_EQ(ended.at("usage").at("output_tokens"), plain.at("usage").at("output_tokens"));
}

TEST_F(ProviderTest, AMarkedPrefixIsWrittenToTheCacheOnceAndReadAfterwards) {
  const json::object marked =
      MessageBody({{"system",
                    {{{"type", "text"},
                      {"text", LongPrompt()},
                      {"cache_control", {{"type", "ephemeral"}, {"ttl", "1h"}}}}}}});
  const json::value first = Answer("/v1/messages", marked).at("usage");
  const json::value second = Answer("/v1/messages", marked).at("usage");

  const std::int64_t written =
      first.at("cache_creation").at("ephemeral_1h_input_tokens").as_int64();
  EXPECT_GE(written, 1024);
  EXPECT_EQ(first.at("cache_read_input_tokens").as_int64(), 0);
  EXPECT_EQ(second.at("cache_read_input_tokens").as_int64(), written);
  EXPECT_EQ(second.at("cache_creation_input_tokens").as_int64(), 0);
  EXPECT_EQ(second.at("input_tokens"), first.at("input_tokens"));
}

TEST_F(ProviderTest, AMessagesInputIsWhatCountTokensSays) {
  json::object count = MessageBody({});
  count.erase("max_tokens");

  EXPECT_EQ(Answer("/v1/messages/count_tokens", count).at("input_tokens"),
            Answer("/v1/messages", MessageBody({})).at("usage").at("input_tokens"));
}

TEST_F(ProviderTest, ThinkingIsShownAndCounted) {
  const json::object message = Answer(
      "/v1/messages", MessageBody({{"max_tokens", 4000},
                                   {"thinking", {{"type", "enabled"}, {"budget_tokens", 1024}}}}));

  EXPECT_EQ(message.at("content").at(0).at("type").as_string(), "thinking");
  EXPECT_GT(message.at("usage").at("output_tokens_details").at("thinking_tokens").as_int64(), 0);
}

TEST_F(ProviderTest, ACallerWithoutACredentialIsRefusedInItsDialect) {
  const MemoryExchange openai =
      Send({.method = "POST", .target = "/v1/chat/completions", .headers = {}, .body = "{}"});
  const MemoryExchange anthropic =
      Send({.method = "POST", .target = "/v1/messages", .headers = {}, .body = "{}"});

  EXPECT_EQ(openai.status(), 401);
  EXPECT_EQ(json::parse(openai.body()).at("error").at("type").as_string(), "invalid_request_error");
  EXPECT_EQ(anthropic.status(), 401);
  EXPECT_EQ(json::parse(anthropic.body()).at("error").at("type").as_string(),
            "authentication_error");
}

TEST_F(ProviderTest, BadRequestsAreRefusedNamingTheParameter) {
  struct Case {
    json::object body;
    int status;
    std::string_view param;
  };
  const std::vector<Case> cases = {
      {ChatBody({{"model", nullptr}}), 400, ""},
      {ChatBody({{"model", "gpt-none"}}), 404, ""},
      {ChatBody({{"model", "text-embedding-3-small"}}), 403, "model"},
      {ChatBody({{"messages", json::array()}}), 400, "messages"},
      {ChatBody({{"messages", {{{"role", "wizard"}, {"content", "x"}}}}}), 400, "messages[0].role"},
      {ChatBody({{"messages", {{{"role", "user"}, {"content", 5}}}}}), 400, "messages[0].content"},
      {ChatBody({{"n", 0}}), 400, "n"},
      {ChatBody({{"max_tokens", "ten"}}), 400, "max_tokens"},
      {ChatBody({{"model", "o3"}, {"max_tokens", 5}}), 400, "max_tokens"},
      {ChatBody({{"stop", json::array()}}), 400, "stop"},
      {ChatBody({{"stream_options", {{"include_usage", true}}}}), 400, "stream_options"},
  };
  for (const Case& bad : cases) {
    const MemoryExchange answer = Post("/v1/chat/completions", bad.body);

    const json::value error = json::parse(answer.body()).at("error");
    EXPECT_EQ(answer.status(), bad.status) << answer.body();
    EXPECT_EQ(error.at("param").is_null() ? "" : std::string(error.at("param").as_string()),
              bad.param)
        << answer.body();
  }
}

TEST_F(ProviderTest, WhatIsNotJsonIsRefused) {
  const MemoryExchange answer = Send({.method = "POST",
                                      .target = "/v1/chat/completions",
                                      .headers = {{"x-api-key", "k"}},
                                      .body = "{\"model\":"});

  EXPECT_EQ(answer.status(), 400);
}

TEST_F(ProviderTest, TroubleComesWhenAskedFor) {
  const MemoryExchange limited = Post("/v1/messages", MessageBody({}), {{"x-demo-fail", "429"}});
  const MemoryExchange cut =
      Post("/v1/chat/completions", ChatBody({{"stream", true}}), {{"x-demo-fail", "cut"}});

  EXPECT_EQ(limited.status(), 429);
  EXPECT_EQ(json::parse(limited.body()).at("error").at("type").as_string(), "rate_limit_error");
  EXPECT_TRUE(cut.aborted());
  EXPECT_EQ(cut.body().find("[DONE]"), std::string::npos);
}

TEST_F(ProviderTest, AClientThatHangsUpEndsItsStream) {
  MemoryExchange exchange({.method = "POST",
                           .target = "/v1/chat/completions",
                           .headers = {{"x-api-key", "k"}, {"x-demo-pace-ms", "1"}},
                           .body = json::serialize(ChatBody({{"stream", true}}, Words(500)))});
  exchange.HangUpAfterWrites(3);

  exchange.Run(provider_);

  EXPECT_EQ(exchange.writes().size(), 3u);
  EXPECT_FALSE(exchange.finished());
}

TEST_F(ProviderTest, EveryModelIsListedForItsMaker) {
  const json::value openai = json::parse(Send({.method = "GET",
                                               .target = "/v1/models",
                                               .headers = {{"Authorization", "Bearer k"}},
                                               .body = {}})
                                             .body());
  const json::value anthropic =
      json::parse(Send({.method = "GET",
                        .target = "/v1/models",
                        .headers = {{"x-api-key", "k"}, {"anthropic-version", "2023-06-01"}},
                        .body = {}})
                      .body());

  EXPECT_EQ(openai.at("object").as_string(), "list");
  EXPECT_TRUE(anthropic.at("data").at(0).at("id").as_string().starts_with("claude-"));
}

// The members of an object and of everything in it, as paths; list items share one.
void Shape(const json::value& value, const std::string& path, std::set<std::string>& out) {
  if (value.is_object()) {
    for (const auto& [key, item] : value.get_object()) {
      out.insert(path + "/" + std::string(key));
      Shape(item, path + "/" + std::string(key), out);
    }
  } else if (value.is_array()) {
    for (const json::value& item : value.get_array()) Shape(item, path + "/*", out);
  }
}

TEST_F(ProviderTest, RecordedChatAnswersHaveNoMemberThatOursLack) {
  const char* root = std::getenv("RG_SHARED");
  std::ifstream file(std::string(root ? root : "../shared") + "/recordings/openai.jsonl");
  if (!file) GTEST_SKIP() << "the recordings are not here: set RG_SHARED to their folder";
  std::set<std::string> ours;
  Shape(Chat({}), "", ours);

  int compared = 0;
  for (std::string line; std::getline(file, line);) {
    const json::value recorded = json::parse(line);
    const std::string request = json::serialize(recorded.at("request"));
    const bool plain =
        recorded.at("path").as_string() == "/v1/chat/completions" &&
        recorded.at("status").as_int64() == 200 && !recorded.at("stream").as_bool() &&
        request.find("\"gpt-4o\"") != std::string::npos &&
        request.find("tools") == std::string::npos && request.find("logprobs") == std::string::npos;
    if (!plain) continue;
    std::set<std::string> theirs;
    Shape(json::parse(recorded.at("response").as_string()), "", theirs);
    for (const std::string& member : theirs) EXPECT_TRUE(ours.contains(member)) << member;
    ++compared;
  }
  EXPECT_GT(compared, 0);
}

}  // namespace
}  // namespace rg::demo
