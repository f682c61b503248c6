#include "cli/field_flags.h"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

namespace rg::cli {
namespace {

using config::Mode;

struct Part {
  std::vector<std::string> models;
  std::int64_t most = 0;
};
void Describe(config::Fields<Part>& f) {
  f.Name("Part", "A part.");
  f.Add("models", &Part::models).Because("Patterns.");
  f.Add("most", &Part::most).Because("At most.");
}

struct Thing {
  std::string name;
  std::string kind;
  bool hard = true;
  Money amount;
  Secret credential;
  std::int64_t version = 0;
  Part part;
  std::vector<Part> parts;
};
void Describe(config::Fields<Thing>& f) {
  f.Name("Thing", "A thing.");
  f.Add("name", &Thing::name).Required().Because("Its name.");
  f.Add("kind", &Thing::kind).Immutable().Because("Which sort.");
  f.Add("hard", &Thing::hard).Because("Whether.");
  f.Add("amount", &Thing::amount).Because("Dollars.");
  f.Add("credential", &Thing::credential).Because("Secret.");
  f.Add("version", &Thing::version).ReadOnly().Because("Ours.");
  f.Add("part", &Thing::part).Because("A part.");
  f.Add("parts", &Thing::parts).Because("Parts.");
}

std::vector<std::string> Names(Mode mode) {
  std::vector<std::string> names;
  for (const FieldFlag& field : FieldFlags(config::TableOf<Thing>(), mode))
    names.push_back(field.flag.name);
  return names;
}

Outcome<boost::json::object> Body(std::vector<std::string> words) {
  const std::vector<FieldFlag> fields = FieldFlags(config::TableOf<Thing>(), Mode::kCreate);
  std::vector<Flag> flags;
  for (const FieldFlag& field : fields) flags.push_back(field.flag);
  return FromFlags(*Arguments::Parse(words, flags), fields,
                   [](const SecretSource& source, const FieldFlag&) -> Outcome<Secret> {
                     return Secret("secret of " + source.name);
                   });
}

TEST(FieldFlags, EveryMemberThatMayBeGivenIsAFlag) {
  EXPECT_EQ(Names(Mode::kCreate),
            (std::vector<std::string>{"name", "kind", "hard", "amount", "credential-file",
                                      "credential-env", "part-models", "part-most", "parts"}));
}

TEST(FieldFlags, WhatNeverChangesIsNoFlagOfAnUpdate) {
  const std::vector<std::string> names = Names(Mode::kUpdate);
  EXPECT_EQ(std::count(names.begin(), names.end(), "kind"), 0);
}

TEST(FieldFlags, ValuesBecomeJsonOfTheirType) {
  EXPECT_EQ(boost::json::serialize(*Body({"--name", "12", "--hard", "false", "--amount", "12.50",
                                          "--part-most", "3", "--part-models", "a,b"})),
            R"({"name":"12","hard":false,"amount":"12.50","part":{"most":3,"models":["a","b"]}})");
}

TEST(FieldFlags, AListMayBeGivenInSeveralFlags) {
  EXPECT_EQ(boost::json::serialize(*Body({"--part-models", "a", "--part-models", "b"})),
            R"({"part":{"models":["a","b"]}})");
}

TEST(FieldFlags, NullTakesAValueBackToItsDefault) {
  EXPECT_EQ(boost::json::serialize(*Body({"--amount", "null"})), R"({"amount":null})");
}

TEST(FieldFlags, AListOfObjectsIsGivenAsJson) {
  EXPECT_EQ(boost::json::serialize(*Body({"--parts", R"([{"most":1}])"})),
            R"({"parts":[{"most":1}]})");
  EXPECT_FALSE(Body({"--parts", "[{"}));
}

TEST(FieldFlags, ASecretComesFromWhereTheFlagSays) {
  EXPECT_EQ(boost::json::serialize(*Body({"--credential-env", "KEY"})),
            R"({"credential":"secret of KEY"})");
}

}  // namespace
}  // namespace rg::cli
