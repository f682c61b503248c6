#include "route/request_body.h"

#include <gtest/gtest.h>

#include "route/content_reader.h"
#include "route/padded_body.h"

namespace rg::route {
namespace {

constexpr auto kChat = Dialect::kOpenAiChat;
constexpr auto kResponses = Dialect::kOpenAiResponses;
constexpr auto kMessages = Dialect::kAnthropicMessages;

// Keeps the bytes alive that the facts point into.
struct Reading {
  Reading(Dialect dialect, std::string_view text)
      : body(text), facts(ReadRequest(dialect, body.view(), body.memory())) {}
  const RequestFacts* operator->() const { return &facts.value(); }

  PaddedBody body;
  Result<RequestFacts> facts;
};

std::string Refusal(Dialect dialect, std::string_view text) {
  const Reading reading(dialect, text);
  return reading.facts ? "" : reading.facts.error().detail;
}
std::string Field(Dialect dialect, std::string_view text) {
  const Reading reading(dialect, text);
  return reading.facts ? "(accepted)" : reading.facts.error().field;
}
std::string Chat(std::string_view members) {
  return R"({"model":"gpt-4o","messages":[{"role":"user","content":"hi"}])" +
         (members.empty() ? "" : "," + std::string(members)) + "}";
}

TEST(RequestBodyTest, TheFactsOfAChatRequestAreFound) {
  const Reading facts(kChat, Chat(R"("stream":true,"stream_options":{"include_usage":true},
      "max_completion_tokens":100,"n":3,"service_tier":"flex","user":"u-7")"));

  EXPECT_EQ(facts->model, "gpt-4o");
  EXPECT_TRUE(facts->stream);
  EXPECT_TRUE(facts->wants_usage);
  EXPECT_EQ(facts->output_tokens, 100);
  EXPECT_EQ(facts->output_limit_name, "max_completion_tokens");
  EXPECT_EQ(facts->choices, 3);
  EXPECT_EQ(facts->service_tier, "flex");
  EXPECT_EQ(facts->end_user, "u-7");
  EXPECT_EQ(facts->text_bytes, static_cast<std::int64_t>(facts.body.view().size()));
  EXPECT_FALSE(facts->unbounded);
  EXPECT_EQ(facts.body.view().substr(facts->output_limit.at, facts->output_limit.size), "100");
  EXPECT_EQ(facts.body.view().substr(facts->include_usage.at, facts->include_usage.size), "true");
}

TEST(RequestBodyTest, TheFactsOfAMessagesRequestAreFound) {
  const Reading facts(kMessages, R"({"max_tokens":1024,"metadata":{"user_id":"u-9"},
      "system":[{"type":"text","text":"s","cache_control":{"type":"ephemeral","ttl":"1h"}}],
      "messages":[{"role":"user","content":"hi"}],"model":"claude-sonnet-4-5","stream":false})");

  EXPECT_EQ(facts->model, "claude-sonnet-4-5");
  EXPECT_EQ(facts->output_tokens, 1'024);
  EXPECT_EQ(facts->end_user, "u-9");
  EXPECT_TRUE(facts->may_write_cache);
  EXPECT_TRUE(facts->may_write_cache_1h);
  EXPECT_FALSE(facts->stream);
}

TEST(RequestBodyTest, CacheControlIsSeenWhereverItMayStand) {
  for (
      const char* body :
      {R"({"model":"m","max_tokens":1,"cache_control":{"type":"ephemeral"},"messages":[]})",
       R"({"model":"m","messages":[{"role":"user","content":[{"type":"text","text":"x","cache_control":{"type":"ephemeral"}}]}]})",
       R"({"model":"m","messages":[{"role":"user","content":[{"type":"tool_result","content":[{"type":"text","text":"x","cache_control":{"type":"ephemeral"}}]}]}]})",
       R"({"model":"m","messages":[],"tools":[{"name":"t","cache_control":{"type":"ephemeral","ttl":"5m"}}]})",
       R"({"model":"m","messages":[],"system":[{"type":"text","text":"x","cache\u005fcontrol":{"type":"ephemeral"}}]})"}) {
    const Reading facts(kMessages, body);
    EXPECT_TRUE(facts->may_write_cache) << body;
    EXPECT_FALSE(facts->may_write_cache_1h) << body;
  }
}

TEST(RequestBodyTest, AKeyThatMattersAppearsOnce) {
  for (const char* twice : {R"("model":"gpt-4")", R"("messages":[])"}) {
    EXPECT_NE(Refusal(kChat, Chat(twice)).find("appears twice"), std::string::npos) << twice;
  }
  for (const char* member :
       {R"("stream":true)", R"("n":1)", R"("max_tokens":5)", R"("max_completion_tokens":5)",
        R"("stream_options":{})", R"("service_tier":"flex")", R"("tools":[])", R"("user":"u")"}) {
    const std::string twice = std::string(member) + "," + member;
    EXPECT_EQ(Refusal(kChat, Chat(member)), "") << member;
    EXPECT_NE(Refusal(kChat, Chat(twice)).find("appears twice"), std::string::npos) << twice;
  }
  EXPECT_EQ(Field(kChat, Chat(R"("stream_options":{"include_usage":true,"include_usage":false})")),
            "stream_options.include_usage");
  EXPECT_EQ(Field(kResponses, R"({"model":"m","input":"a","input":"b"})"), "input");
}

TEST(RequestBodyTest, AKeySpelledWithEscapesIsTheSameKey) {
  EXPECT_EQ(Field(kChat, Chat(R"("mod\u0065l":"gpt-4")")), "model");
  EXPECT_EQ(Field(kChat, Chat(R"("n":1,"\u006e":2)")), "n");
  EXPECT_EQ(Reading(kChat, R"({"mod\u0065l":"gpt\u002d4o","messages":[]})")->model, "gpt-4o");
}

TEST(RequestBodyTest, AKeyInAnotherCaseIsRefused) {
  // Servers written in Go would take it for the real one.
  EXPECT_EQ(Field(kChat, Chat(R"("Model":"gpt-4")")), "Model");
  EXPECT_EQ(Field(kChat, Chat(R"("MAX_TOKENS":1)")), "MAX_TOKENS");
}

TEST(RequestBodyTest, KeysInsideToolArgumentsDoNotMatter) {
  EXPECT_EQ(Refusal(kMessages, R"({"model":"m","messages":[{"role":"assistant","content":
      [{"type":"tool_use","id":"t","name":"f","input":{"model":1,"model":2,"Model":3,"source":{"a":1}}}]}]})"),
            "");
}

TEST(RequestBodyTest, WrongTypesAreNamedByField) {
  for (const char* value :
       {"0", "-1", "1.5", "\"5\"", "true", "[1]", "99999999999999999999", "1e3"}) {
    EXPECT_EQ(Refusal(kChat, Chat("\"max_tokens\":" + std::string(value))),
              "max_tokens must be a positive integer.")
        << value;
  }
  EXPECT_EQ(Refusal(kChat, Chat(R"("n":0)")), "n must be a positive integer.");
  EXPECT_EQ(Refusal(kChat, Chat(R"("stream":"yes")")), "stream must be true or false.");
  EXPECT_EQ(Refusal(kChat, Chat(R"("stream_options":[])")), "stream_options must be an object.");
  EXPECT_EQ(Refusal(kChat, Chat(R"("stream_options":{"include_usage":1})")),
            "stream_options.include_usage must be true or false.");
  EXPECT_EQ(Refusal(kChat, R"({"model":7,"messages":[]})"), "model must be a string.");
  EXPECT_EQ(Refusal(kChat, R"({"model":"m","messages":"hi"})"),
            "messages must be an array of messages.");
  EXPECT_EQ(Refusal(kResponses, R"({"model":"m","input":{}})"),
            "input must be a string or an array.");
  EXPECT_EQ(Refusal(kChat, Chat(R"("user":5)")), "user must be a string.");
}

TEST(RequestBodyTest, NullStandsForAbsent) {
  const Reading facts(kChat, Chat(R"("max_tokens":null,"stream":null,"n":null,"user":null,
      "stream_options":null,"service_tier":null,"tools":null)"));
  EXPECT_EQ(facts->output_tokens, std::nullopt);
  EXPECT_EQ(facts->choices, 1);
  EXPECT_TRUE(facts->stream_options_null);
  EXPECT_EQ(facts->output_limit_name, "max_tokens");
}

TEST(RequestBodyTest, OneOfTwoOutputLimitsMayBeNull) {
  EXPECT_EQ(Reading(kChat, Chat(R"("max_tokens":null,"max_completion_tokens":9)"))->output_tokens,
            9);
  EXPECT_EQ(Reading(kChat, Chat(R"("max_completion_tokens":9,"max_tokens":null)"))->output_tokens,
            9);
  EXPECT_NE(Refusal(kChat, Chat(R"("max_completion_tokens":9,"max_tokens":8)")).find("Send one"),
            std::string::npos);
}

TEST(RequestBodyTest, AMissingModelIsNamed) {
  EXPECT_EQ(Field(kChat, R"({"messages":[]})"), "model");
  EXPECT_EQ(Field(kMessages, R"({"model":"","messages":[]})"), "model");
}

TEST(RequestBodyTest, WhatIsNotOneJsonObjectIsRefused) {
  for (const char* body :
       {"", "[]", "\"x\"", "null", "{", "{}x", "{\"model\":\"m\"} {}", "model=gpt"}) {
    EXPECT_NE(Refusal(kChat, body), "") << body;
  }
  EXPECT_NE(Refusal(kChat, Chat(R"("x":tru)")).find("at byte"), std::string::npos);
  EXPECT_NE(Refusal(kChat, Chat("\"x\":\"\xff\"")).find("UTF-8"), std::string::npos);
}

TEST(RequestBodyTest, EveryTruncationIsRefused) {
  const std::string body =
      Chat(R"("stream":true,"tools":[{"type":"function","function":{"name":"f"}}],
      "metadata":{"a":[1,2.5e3,null]},"max_tokens":10)");
  for (std::size_t size = 0; size < body.size(); ++size) {
    EXPECT_NE(Refusal(kChat, body.substr(0, size)), "") << size;
  }
  EXPECT_EQ(Refusal(kChat, body), "");
}

std::string WithPart(const std::string& part) {
  return R"({"model":"gpt-4o","messages":[{"role":"user","content":[{"type":"text","text":"what is it?"},)" +
         part + "]}]}";
}

TEST(RequestBodyTest, APictureIsCountedAsOneAndNotByItsBytes) {
  const std::string pixels(3'000'000, 'A');
  const Reading facts(
      kChat, WithPart(R"({"type":"image_url","image_url":{"url":"data:image/png;base64,)" + pixels +
                      R"("}})"));
  EXPECT_EQ(facts->images, 1);
  EXPECT_LT(facts->text_bytes, 300);
  EXPECT_FALSE(facts->unbounded);
}

TEST(RequestBodyTest, APictureWithEscapedSlashesIsAPicture) {
  const Reading facts(
      kChat,
      WithPart(
          R"({"type":"image_url","image_url":{"url":"data:image\/png;base64,AA\/\/","detail":"low"}})"));
  EXPECT_EQ(facts->images, 1);
  EXPECT_EQ(facts->images_low_detail, 1);
}

TEST(RequestBodyTest, PicturesAreFoundInEveryDialect) {
  EXPECT_EQ(
      Reading(kChat, WithPart(R"({"image_url":{"url":"https://x/y.png"},"type":"image_url"})"))
          ->images,
      1);
  EXPECT_EQ(Reading(kResponses, R"({"model":"m","input":[{"role":"user","content":[
      {"type":"input_image","image_url":"https://x/y.png"},{"type":"input_image","file_id":"f"},
      {"type":"input_image","image_url":"data:image/jpeg;base64,AAAA"}]},
      {"type":"computer_call_output","output":{"type":"computer_screenshot","image_url":"data:image/png;base64,AAAA"}}]})")
                ->images,
            4);
  EXPECT_EQ(Reading(kMessages, R"({"model":"m","messages":[{"role":"user","content":[
      {"type":"image","source":{"type":"base64","media_type":"image/png","data":"AAAA"}},
      {"source":{"type":"url","url":"https://x/y.png"},"type":"image"},
      {"type":"tool_result","content":[{"type":"image","source":{"type":"file","file_id":"f"}}]}]}]})")
                ->images,
            3);
}

TEST(RequestBodyTest, ABrokenPictureIsNamed) {
  EXPECT_EQ(
      Field(kChat,
            WithPart(R"({"type":"image_url","image_url":{"url":"data:image/png;base64,!!!"}})")),
      "messages[0].content[1].image_url.url");
  EXPECT_EQ(
      Field(kChat, WithPart(R"({"type":"image_url","image_url":{"url":"data:image/png,AAAA"}})")),
      "messages[0].content[1].image_url.url");
  EXPECT_EQ(Field(kMessages, R"({"model":"m","messages":[{"role":"user","content":[{"type":"image",
      "source":{"type":"base64","media_type":"image/png","data":"data:image/png;base64,AAAA"}}]}]})"),
            "messages[0].content[0].source.data");
}

TEST(RequestBodyTest, ASecondSourceOrUrlIsRefused) {
  EXPECT_NE(Refusal(kChat, WithPart(R"({"type":"text","type":"image_url"})")).find("twice"),
            std::string::npos);
  EXPECT_NE(Refusal(kChat, WithPart(R"({"type":"image_url","image_url":{"url":"a","url":"b"}})"))
                .find("twice"),
            std::string::npos);
}

TEST(RequestBodyTest, Base64IsCheckedWhole) {
  for (const char* good : {"AA==", "AAA=", "AAAA", "AA", "AAA", "+/+/"})
    EXPECT_TRUE(IsBase64(good)) << good;
  for (const char* bad :
       {"", "A", "A===", "====", "AA=", "AAAA=", "AA=A", "A-_A", "AA\nA", "AAAAA"}) {
    EXPECT_FALSE(IsBase64(bad)) << bad;
  }
}

std::string_view Why(const Reading& reading) { return reading->unbounded.what; }

TEST(RequestBodyTest, WhatTheBytesDoNotBoundIsNamed) {
  const Reading by_id(kChat, WithPart(R"({"type":"file","file":{"file_id":"f"}})"));
  EXPECT_EQ(by_id->unbounded.field, "messages[0].content[1].file.file_id");
  EXPECT_TRUE(by_id->unbounded.by_input_size);
  const Reading pdf(
      kChat,
      WithPart(R"({"type":"file","file":{"file_data":"data:application/pdf;base64,AAAA"}})"));
  EXPECT_TRUE(pdf->unbounded.by_input_size);
  const Reading text(
      kChat, WithPart(R"({"type":"file","file":{"file_data":"data:text/plain;base64,AAAA"}})"));
  EXPECT_FALSE(text->unbounded);
  const Reading url(
      kResponses,
      R"({"model":"m","input":[{"content":[{"type":"input_file","file_url":"https://x"}]}]})");
  EXPECT_EQ(url->unbounded.field, "input[0].content[0].file_url");
  const Reading document(kMessages, R"({"model":"m","messages":[{"role":"user","content":[
      {"type":"document","source":{"type":"url","url":"https://x"}}]}]})");
  EXPECT_EQ(document->unbounded.field, "messages[0].content[0].source");
}

TEST(RequestBodyTest, AHostedToolIsBoundedByItsUsesOrNotAtAll) {
  const Reading bounded(
      kResponses,
      R"({"tools":[{"type":"web_search"}],"model":"m","input":"x","max_tool_calls":4})");
  EXPECT_FALSE(bounded->unbounded);
  EXPECT_EQ(bounded->searches, 4);
  EXPECT_EQ(bounded->hidden_inputs, 4);
  const Reading open(
      kResponses,
      R"({"tools":[{"type":"function"},{"type":"web_search"}],"model":"m","input":"x"})");
  EXPECT_EQ(Why(open), "the tool web_search");
  EXPECT_EQ(open->unbounded.field, "tools[1]");
  EXPECT_EQ(open->unbounded.remedy, "max_tool_calls");
  const Reading anthropic(
      kMessages,
      R"({"model":"m","messages":[],"tools":[{"type":"web_search_20250305","name":"web_search","max_uses":5}]})");
  EXPECT_FALSE(anthropic->unbounded);
  EXPECT_EQ(anthropic->searches, 5);
  const Reading no_uses(
      kMessages,
      R"({"model":"m","messages":[],"tools":[{"type":"web_search_20250305","name":"web_search"}]})");
  EXPECT_EQ(no_uses->unbounded.remedy, "max_uses");
  const Reading code(
      kResponses,
      R"({"tools":[{"type":"code_interpreter"}],"model":"m","input":"x","max_tool_calls":4})");
  EXPECT_EQ(Why(code), "the tool code_interpreter");
}

TEST(RequestBodyTest, ToolsTheApplicationRunsAreBounded) {
  EXPECT_FALSE(
      Reading(kMessages, R"({"model":"m","messages":[],"tools":[{"name":"f","input_schema":{}},
      {"type":"bash_20250124","name":"bash"},{"type":"custom","name":"g"}]})")
          ->unbounded);
  EXPECT_FALSE(
      Reading(kChat, Chat(R"("tools":[{"type":"function","function":{"name":"f"}}])"))->unbounded);
}

TEST(RequestBodyTest, StoredConversationsAreHiddenInput) {
  EXPECT_EQ(
      Reading(kResponses, R"({"model":"m","input":"x","previous_response_id":"r"})")->hidden_inputs,
      1);
  EXPECT_EQ(
      Reading(kResponses, R"({"model":"m","input":"x","conversation":{"id":"c"}})")->hidden_inputs,
      1);
  EXPECT_EQ(Reading(kResponses, R"({"model":"m","input":"x","prompt":{"id":"p"}})")->hidden_inputs,
            1);
  EXPECT_EQ(Reading(kResponses, R"({"model":"m","input":[{"type":"item_reference","id":"i"}]})")
                ->hidden_inputs,
            1);
  EXPECT_EQ(Reading(kResponses, R"({"model":"m","input":"x","previous_response_id":null})")
                ->hidden_inputs,
            0);
  EXPECT_TRUE(Reading(kResponses, R"({"model":"m","input":"x","background":true})")->background);
}

TEST(RequestBodyTest, WhatChangesThePriceIsNotBounded) {
  EXPECT_EQ(Reading(kMessages, R"({"model":"m","messages":[],"speed":"fast"})")->unbounded.field,
            "speed");
  EXPECT_EQ(
      Reading(kMessages, R"({"model":"m","messages":[],"inference_geo":"mars"})")->unbounded.field,
      "inference_geo");
  EXPECT_EQ(Reading(kChat, Chat(R"("models":["dearer"])"))->unbounded.field, "models");
  EXPECT_EQ(Reading(kResponses, R"({"model":"m","input":"x","reasoning":{"mode":"pro"}})")
                ->unbounded.field,
            "reasoning.mode");
  EXPECT_FALSE(
      Reading(kMessages, R"({"model":"m","messages":[],"speed":"standard","mcp_servers":[]})")
          ->unbounded);
}

TEST(RequestBodyTest, APriceNobodyBoundsOutweighsAFileOfUnknownSize) {
  const Reading facts(kResponses,
                      R"({"model":"m","input":[{"content":[{"type":"input_file","file_id":"f"}]}],
      "tools":[{"type":"code_interpreter"}]})");
  EXPECT_EQ(Why(facts), "the tool code_interpreter");
  EXPECT_FALSE(facts->unbounded.by_input_size);
}

TEST(RequestBodyTest, SoundIsBoundedByItsSize) {
  const Reading facts(kChat, WithPart(R"({"type":"input_audio","input_audio":{"data":")" +
                                      std::string(1'600, 'A') + R"(","format":"mp3"}})"));
  EXPECT_EQ(facts->audio_tokens, 76);
  EXPECT_LT(facts->text_bytes, 300);
  EXPECT_EQ(Field(kChat,
                  WithPart(R"({"type":"input_audio","input_audio":{"data":"%%","format":"mp3"}})")),
            "messages[0].content[1].input_audio.data");
}

}  // namespace
}  // namespace rg::route
