#include "config/json.h"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "config/address.h"
#include "config/schema.h"
#include "core/suggest.h"

namespace rg::config {
namespace {

namespace json = boost::json;
using std::chrono::minutes;
using std::chrono::seconds;
using testing::ElementsAre;
using testing::IsEmpty;

enum class Colour : std::uint8_t { kRed, kBlue };

struct Wheel {
  std::int32_t spokes = 24;
  std::string maker;
};
void Describe(Fields<Wheel>& f) {
  f.Add("spokes", &Wheel::spokes).AtLeast(8).AtMost(48);
  f.Add("maker", &Wheel::maker).Required();
}

struct Bicycle {
  std::string name;
  Colour colour = Colour::kRed;
  Money price = Money::Dollars(100);
  Duration warranty = seconds{90};
  std::int64_t bag_bytes = 0;
  std::uint8_t gears = 3;
  bool bell = true;
  std::optional<std::int64_t> weight;
  std::optional<Wheel> spare;
  std::vector<Wheel> wheels;
  std::vector<std::string> tags;
  Secret lock;
  ProjectId owner;
  std::optional<TimePoint> sold_at;
  std::string digest;
  std::string frame;
  std::int64_t sales = 0;
};

void BellNeedsGears(const Bicycle& bicycle, Faults& faults) {
  if (bicycle.bell && bicycle.gears == 1) faults.push_back({"/bell", "needs more than one gear"});
}

void Describe(Fields<Bicycle>& f) {
  f.Name("Bicycle", "Two wheels.");
  f.Add("name", &Bicycle::name).Required().AtLeast(1).AtMost(10).Because("What it is called.");
  f.Add("colour", &Bicycle::colour).OneOf<Colour>({{"red", Colour::kRed}, {"blue", Colour::kBlue}});
  f.Add("price", &Bicycle::price).AtMost(Money::Dollars(1000));
  f.Add("warranty", &Bicycle::warranty).AtMost(minutes{10});
  f.AddBytes("bag_bytes", &Bicycle::bag_bytes);
  f.Add("gears", &Bicycle::gears);
  f.Add("bell", &Bicycle::bell);
  f.Add("weight", &Bicycle::weight).AtLeast(1);
  f.Add("spare", &Bicycle::spare);
  f.Add("wheels", &Bicycle::wheels).AtMost(2);
  f.Add("tags", &Bicycle::tags).Matching(kSlugPattern, &IsSlug, kSlugWords);
  f.Add("lock", &Bicycle::lock).AtLeast(4);
  f.Add("owner", &Bicycle::owner);
  f.Add("sold_at", &Bicycle::sold_at);
  f.Add("digest", &Bicycle::digest).Internal();
  f.Add("frame", &Bicycle::frame).Immutable();
  f.Add("sales", &Bicycle::sales).ReadOnly();
  f.Check<&BellNeedsGears>();
}

Faults ReadInto(Bicycle& bicycle, std::string_view text, Mode mode = Mode::kCreate) {
  return Read(json::parse(text), bicycle, mode);
}

Faults FaultsOf(std::string_view text, Mode mode = Mode::kCreate) {
  Bicycle bicycle;
  return ReadInto(bicycle, text, mode);
}

TEST(Fields, EveryKindIsReadAndWrittenBack) {
  const std::string text =
      R"({"name":"Bip","colour":"blue","price":"12.5","warranty":"1m30s","bag_bytes":2048,)"
      R"("gears":255,"bell":false,"weight":12,"spare":{"spokes":8,"maker":"m"},)"
      R"("wheels":[{"spokes":24,"maker":"a"},{"spokes":48,"maker":"b"}],"tags":["a","b-2"],)"
      R"("lock":"****7890","owner":"0190b5a0-0000-7000-8000-000000000001",)"
      R"("sold_at":"2026-11-23T14:41:02.5Z","frame":"steel","sales":0})";
  json::object input = json::parse(text).as_object();
  input["lock"] = "a-long-secret-567890";
  input.erase("sales");
  Bicycle bicycle;

  EXPECT_THAT(Read(json::value(input), bicycle, Mode::kCreate), IsEmpty());

  EXPECT_EQ(json::serialize(Write(bicycle, View::kPublic)), text);
}

TEST(Fields, AllFaultsAreReportedAtOnceAndWithTheirPlaces) {
  const Faults faults = FaultsOf(
      R"({"colur":"red","colour":"bleu","price":12.5,"warranty":"11m","gears":256,"bell":1,)"
      R"("weight":0,"wheels":[{"spokes":7}],"tags":["ok","Not OK"],"owner":"me","lock":"abc"})");

  EXPECT_THAT(
      faults,
      ElementsAre(
          Fault{"/colur", "is not known here (did you mean \"colour\"?)"},
          Fault{"/colour", "must be one of \"red\", \"blue\" (did you mean \"blue\"?)"},
          Fault{"/price", "must be a decimal number of dollars in quotes, such as \"12.50\""},
          Fault{"/warranty", "must be at most 10m"}, Fault{"/gears", "must be at most 255"},
          Fault{"/bell", "must be true or false"}, Fault{"/weight", "must be at least 1"},
          Fault{"/wheels/0/spokes", "must be at least 8"}, Fault{"/wheels/0/maker", "is required"},
          Fault{"/tags/1", std::string{"must be "} + kSlugWords}, Fault{"/owner", "must be an id"},
          Fault{"/lock", "must have at least 4 characters"}, Fault{"/name", "is required"}));
}

TEST(Fields, RulesBetweenMembersAreAskedOnceTheMembersAreRight) {
  EXPECT_THAT(FaultsOf(R"({"name":"b","gears":1})"),
              ElementsAre(Fault{"/bell", "needs more than one gear"}));
}

TEST(Fields, AnUpdateKeepsWhatItDoesNotNameAndNullRestoresTheDefault) {
  Bicycle bicycle;
  bicycle.name = "Bip";
  bicycle.gears = 21;
  bicycle.spare = Wheel{10, "m"};
  bicycle.lock = Secret{"secret"};

  EXPECT_THAT(ReadInto(bicycle, R"({"price":null,"gears":null,"lock":null,"spare":{"spokes":12}})",
                       Mode::kUpdate),
              IsEmpty());

  EXPECT_EQ(bicycle.name, "Bip");
  EXPECT_EQ(bicycle.gears, 3);
  EXPECT_EQ(bicycle.spare->spokes, 12);
  EXPECT_EQ(bicycle.spare->maker, "m");
  EXPECT_TRUE(bicycle.lock.empty());
}

TEST(Fields, WhatIsFixedReadOnlyOrInternalCannotBeWrittenFromOutside) {
  Bicycle bicycle;
  bicycle.frame = "steel";

  EXPECT_THAT(ReadInto(bicycle, R"({"frame":"carbon","sales":7,"digest":"x"})", Mode::kUpdate),
              ElementsAre(Fault{"/frame", "cannot be changed after creation"},
                          Fault{"/sales", "is set by RateGuard and cannot be written"},
                          Fault{"/digest", "is not known here"}));
}

TEST(Fields, AnImmutableMemberMayBeRepeatedUnchanged) {
  Bicycle bicycle;
  bicycle.frame = "steel";

  EXPECT_THAT(ReadInto(bicycle, R"({"frame":"steel"})", Mode::kUpdate), IsEmpty());
}

TEST(Fields, TheMaskedFormOfASecretIsNotTakenForTheSecret) {
  EXPECT_THAT(FaultsOf(R"({"name":"b","lock":"****1234"})"),
              ElementsAre(testing::Field(&Fault::pointer, "/lock")));
}

TEST(Fields, WhatIsStoredIsSealedCompleteAndReadsBack) {
  Bicycle bicycle;
  bicycle.name = "Bip";
  bicycle.lock = Secret{"secret"};
  bicycle.digest = "d";
  bicycle.sales = 7;

  const json::object stored = Write(bicycle, View::kStored, [](std::string_view at, const Secret&) {
    return "sealed " + std::string{at};
  });
  Bicycle again;
  const Faults faults =
      Read(json::value(stored), again, Mode::kStored,
           [](std::string_view, std::string_view) -> Result<Secret> { return Secret{"secret"}; });

  EXPECT_EQ(stored.at("lock"), "sealed /lock");
  EXPECT_THAT(faults, IsEmpty());
  EXPECT_EQ(again.lock.Reveal(), "secret");
  EXPECT_EQ(again.digest, "d");
  EXPECT_EQ(again.sales, 7);
}

TEST(Fields, ControlCharactersAreRefusedInText) {
  EXPECT_THAT(FaultsOf("{\"name\":\"a\\nb\"}"),
              ElementsAre(Fault{"/name", "must not contain control characters"}));
}

struct Letter {
  std::string text;
};

void Describe(config::Fields<Letter>& f) { f.Add("text", &Letter::text).Lines(); }

TEST(Fields, TextThatMayHaveLinesHasNoOtherControlCharacters) {
  Letter letter;

  EXPECT_THAT(Read(json::value({{"text", "a\nb"}}), letter, Mode::kCreate), IsEmpty());
  EXPECT_EQ(letter.text, "a\nb");
  EXPECT_THAT(Read(json::value({{"text", "a\rb"}}), letter, Mode::kCreate),
              ElementsAre(Fault{"/text", "must not contain control characters"}));
}

TEST(Fields, TheSchemaSaysWhatTheReaderAsks) {
  const json::object schema = Schema<Bicycle>(Mode::kCreate);
  const json::object& properties = schema.at("properties").as_object();

  EXPECT_EQ(json::serialize(schema.at("required")), R"(["name"])");
  EXPECT_EQ(schema.at("additionalProperties"), false);
  EXPECT_FALSE(properties.contains("digest"));
  EXPECT_FALSE(properties.contains("sales"));
  EXPECT_EQ(json::serialize(properties.at("name")),
            R"({"type":"string","minLength":1,"maxLength":10,"description":"What it is called."})");
  EXPECT_EQ(json::serialize(properties.at("colour")),
            R"({"type":"string","enum":["red","blue"],"default":"red"})");
  EXPECT_EQ(json::serialize(properties.at("weight")), R"({"type":["integer","null"],"minimum":1})");
}

TEST(Durations, AreExactAndReadBack) {
  const std::pair<std::int64_t, const char*> cases[] = {{0, "0s"},
                                                        {1, "1ns"},
                                                        {1'500, "1500ns"},
                                                        {2'000, "2us"},
                                                        {250'000'000, "250ms"},
                                                        {1'500'000'000, "1.5s"},
                                                        {60'000'000'000, "1m"},
                                                        {90'000'000'000, "1m30s"},
                                                        {86'400'000'000'000, "24h"},
                                                        {3'600'000'000'001, "1h0.000000001s"}};
  for (const auto& [nanos, text] : cases) {
    EXPECT_EQ(FormatDuration(Duration{nanos}), text);
    EXPECT_EQ(ParseDuration(text).value().count(), nanos) << text;
  }
  EXPECT_EQ(ParseDuration("7d").value(), std::chrono::hours{168});
  for (const char* bad : {"", "60", "s", "-1s", "1x", "1.s.", "0.1ns", "999999999h", "1s "}) {
    EXPECT_FALSE(ParseDuration(bad)) << bad;
  }
}

TEST(Bytes, TakeBinaryUnits) {
  EXPECT_EQ(ParseBytes("10MiB").value(), 10 << 20);
  EXPECT_EQ(ParseBytes("512").value(), 512);
  for (const char* bad : {"", "MiB", "1.5MiB", "10MB", "99999999999GiB"}) {
    EXPECT_FALSE(ParseBytes(bad)) << bad;
  }
}

TEST(Suggest, FindsTheNearestNameAndNothingFarAway) {
  const std::string_view names[] = {"port", "host", "header_timeout"};

  EXPECT_EQ(Closest("prot", names), "port");
  EXPECT_EQ(Closest("headr_timeot", names), "header_timeout");
  EXPECT_EQ(Closest("colour", names), "");
  EXPECT_EQ(Closest("", names), "");
}

TEST(Address, SlugsAndRangesAreStrict) {
  EXPECT_TRUE(IsSlug("a"));
  EXPECT_TRUE(IsSlug("open-ai-2"));
  for (const char* bad : {"", "-a", "a-", "A", "a_b", "a/b", ".."})
    EXPECT_FALSE(IsSlug(bad)) << bad;
  for (const char* good : {"10.0.0.0/8", "::1", "127.0.0.1:80", "[::1]:80"}) {
    EXPECT_TRUE(IsPrivateAllowance(good)) << good;
  }
  for (const char* bad :
       {"", "10.0.0.0/33", "10.0.0.0/8.", "10.0.0.0/", "host", "ollama:11434", "127.0.0.1:0",
        "127.0.0.1:00", "127.0.0.1:70000", "10.0.0.0/-0", "127.0.0.1:", "::1:80x", "a b:1"}) {
    EXPECT_FALSE(IsPrivateAllowance(bad)) << bad;
  }
}

TEST(Address, NoByteHidesTheRest) {
  using namespace std::string_view_literals;

  EXPECT_FALSE(IsListenHost("127.0.0.1\0.example"sv));
  EXPECT_FALSE(IsAddressRange("10.0.0.0\0/8"sv));
}

}  // namespace
}  // namespace rg::config
