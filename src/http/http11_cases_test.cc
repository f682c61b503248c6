#include "http/http11_cases.h"

#include <optional>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "http/transcript.h"

namespace rg::http {
namespace {

// What the codec makes of a case for which the file does not simply ask for a 400. Every other case
// is judged by the file: the status it names, or 400 where it allows both 400 and success.
struct Row {
  std::string_view id;
  std::string_view transcript;
  std::string_view live;  // what only a running server can show; "" when the codec is all there is
};

constexpr Row kRows[] = {
    // The file allows a 400, but what is asked is an ordinary request of an ordinary client.
    {"SMUG-EXPECT-100-CL", "POST / [hello] ", "100 before the body is read"},
    {"SMUG-EXPECT-100-CL-DESYNC", "POST / [hello] GET / [] ", "two answers, in order"},
    {"COMP-ABSOLUTE-FORM", "GET / [] ", ""},
    {"COMP-CHUNKED-EXTENSION", "POST / [hello] ", ""},

    // Refused with another status than 400, or with one of several that are allowed.
    {"SMUG-TE-XCHUNKED", "400 ", ""},
    {"SMUG-TE-IDENTITY", "400 ", ""},
    {"SMUG-CLTE-DESYNC", "400 ", "the connection closes"},
    {"SMUG-TECL-DESYNC", "400 ", "the connection closes"},
    {"SMUG-GET-CL-PREFIX-DESYNC", "400 ", "the connection closes"},
    {"SMUG-GET-CL-BODY-DESYNC", "400 ", "the connection closes"},
    {"SMUG-OPTIONS-CL-BODY-DESYNC", "400 ", "the connection closes"},
    {"SMUG-CHUNK-INVALID-SIZE-DESYNC", "POST / 400 ", "the connection closes"},
    {"SMUG-CL0-BODY-POISON", "POST / [] 501 ", "the connection closes after the second answer"},
    {"MAL-LONG-URL", "414 ", ""},
    {"MAL-LONG-HEADER-VALUE", "431 ", ""},
    {"MAL-LONG-HEADER-NAME", "431 ", ""},
    {"MAL-LONG-METHOD", "400 ", ""},
    {"MAL-WHITESPACE-ONLY-LINE", "400 ", ""},
    {"MAL-H2-PREFACE", "505 ", ""},
    {"RFC9112-2.3-INVALID-VERSION", "505 ", ""},
    {"RFC9112-2.3-HTTP09-REQUEST", "400 ", ""},
    {"COMP-UNKNOWN-TE-501", "501 ", ""},
    {"COMP-METHOD-CONNECT", "501 ", ""},
    {"COMP-METHOD-TRACE", "501 ", ""},
    {"COMP-TRACE-SENSITIVE", "501 ", ""},
    {"COMP-UNKNOWN-METHOD", "501 ", ""},
    {"COMP-EXPECT-UNKNOWN", "417 ", ""},
    {"NORM-UNDERSCORE-CL", "400 ", ""},
    {"NORM-SP-BEFORE-COLON-CL", "400 ", ""},
    {"NORM-TAB-IN-NAME", "400 ", ""},
    {"NORM-CASE-TE", "400 ", ""},
    {"NORM-UNDERSCORE-TE", "400 ", ""},

    // Nothing wrong so far: what ends the wait is a deadline.
    {"MAL-INCOMPLETE-REQUEST", "... ", "closed by the head deadline"},
    {"MAL-POST-CL-HUGE-NO-BODY", "POST / ... ", "413 or the body deadline"},
    {"COMP-POST-CL-UNDERSEND", "POST / ... ", "closed by the body deadline"},
    {"COMP-CHUNKED-NO-FINAL", "POST / ... ", "closed by the body deadline"},

    // Accepted; the answer is what matters.
    {"SMUG-PIPELINE-SAFE", "GET / [] GET / [] ", "two answers, in order"},
    {"COMP-BASELINE", "GET / [] ", "an answer"},
    {"COMP-OPTIONS-STAR", "OPTIONS * [] ", "an answer"},
    {"COMP-POST-CL-BODY", "POST / [hello] ", "the body reaches the handler"},
    {"COMP-POST-CL-ZERO", "POST / [] ", "an answer"},
    {"COMP-POST-NO-CL-NO-TE", "POST / [] ", "an answer"},
    {"COMP-CHUNKED-BODY", "POST / [hello] ", "the body reaches the handler"},
    {"COMP-CHUNKED-MULTI", "POST / [hello world] ", "the body reaches the handler"},
    {"COMP-CHUNKED-EMPTY", "POST / [] ", "an answer"},
    {"COMP-CHUNKED-TRAILER-VALID", "POST / [hello] ", "the body reaches the handler"},
    {"COMP-CHUNKED-HEX-UPPERCASE", "POST / [helloworld] ", "the body reaches the handler"},
    {"COMP-RANGE-POST", "POST / [hello] ", "the range is ignored"},
    {"COMP-RANGE-INVALID", "GET / [] ", "the range is ignored"},
    {"COMP-ACCEPT-NONSENSE", "GET / [] ", "an answer"},
    {"COMP-POST-UNSUPPORTED-CT", "POST / [hello] ", "an answer"},
    {"COMP-UPGRADE-POST", "POST / [] ", "the answer is not 101"},
    {"COMP-UPGRADE-MISSING-CONN", "GET / [] ", "the answer is not 101"},
    {"COMP-UPGRADE-UNKNOWN", "GET / [] ", "the answer is not 101"},
    {"COMP-UPGRADE-INVALID-VER", "GET / [] ", "the answer is not 101"},
    {"COMP-UPGRADE-HTTP10", "GET / [] closed ", "the answer is not 101"},
    {"COMP-CONNECTION-CLOSE", "GET / [] closed ", "the connection closes"},
    {"COMP-HTTP10-DEFAULT-CLOSE", "GET / [] closed ", "the connection closes"},
    {"COMP-HTTP12-VERSION", "GET / [] ", "an answer in HTTP/1.1"},
    {"COMP-HEAD-NO-BODY", "HEAD / [] ", "the answer has no body"},
    {"COMP-405-ALLOW", "DELETE / [] ", "405 with Allow"},
    {"COMP-DATE-HEADER", "GET / [] ", "the answer has Date"},
    {"COMP-DATE-FORMAT", "GET / [] ", "the answer has Date"},
    {"COMP-NO-1XX-HTTP10", "POST / [hello] closed ", "no 100"},
    {"COMP-NO-CL-IN-204", "OPTIONS / [] ", "no Content-Length in a 204"},
    {"COMP-OPTIONS-ALLOW", "OPTIONS / [] ", "the answer has Allow"},
    {"COMP-CONTENT-TYPE", "GET / [] ", "the answer has Content-Type"},
};

const Row* FindRow(std::string_view id) {
  for (const Row& row : kRows) {
    if (row.id == id) return &row;
  }
  return nullptr;
}

// What the transcript must be, or must end in when the body is what is wrong. "" when nobody says.
std::string Wanted(const Http11Case& judged) {
  if (judged.status.ends_with("Exact(400)")) return "400 ";
  const bool success = judged.expect.find("2xx") != std::string::npos ||
                       judged.expect.find("200") != std::string::npos;
  return success && judged.expect.find("400") != std::string::npos ? "400 " : "";
}

// Every test reads the same file; without it there is nothing to judge.
class Http11Cases : public testing::Test {
 protected:
  void SetUp() override {
    std::optional<std::vector<Http11Case>> cases = ReadHttp11Cases();
    if (!cases) GTEST_SKIP() << "no http11/cases.json; set RG_SHARED to the folder that holds it";
    cases_ = *std::move(cases);
  }
  std::vector<Http11Case> cases_;
};

TEST_F(Http11Cases, AreAllJudgedAsTheFileAsks) {
  for (const Http11Case& judged : cases_) {
    Transcript transcript;
    transcript.Feed(judged.bytes);

    const std::string text = transcript.text();
    if (const Row* row = FindRow(judged.id)) {
      const std::string_view shown = text.size() > 4096 ? "a long target" : std::string_view(text);
      EXPECT_EQ(shown, row->transcript) << judged.id << ": " << judged.expect;
    } else if (judged.id == "COMP-LONG-URL-OK") {
      EXPECT_TRUE(text.ends_with(" [] ")) << judged.id;
    } else {
      ASSERT_NE(Wanted(judged), "") << judged.id << " has no row: " << judged.expect;
      EXPECT_TRUE(text.ends_with(Wanted(judged))) << judged.id << " gave " << text;
      EXPECT_NE(transcript.reason(), "") << judged.id;
    }
  }
}

TEST_F(Http11Cases, NoRowIsLeftOverFromACaseThatIsGone) {
  std::set<std::string_view> ids;
  for (const Http11Case& judged : cases_) ids.insert(judged.id);

  for (const Row& row : kRows) EXPECT_TRUE(ids.contains(row.id)) << row.id;
}

TEST_F(Http11Cases, AreJudgedTheSameHoweverTheirBytesAreCut) {
  std::mt19937_64 random(20261123);
  for (const Http11Case& judged : cases_) {
    const std::string whole = TranscriptOf({judged.bytes});
    for (int round = 0; round < 8; ++round) {
      ASSERT_EQ(TranscriptOf(RandomPieces(judged.bytes, random)), whole) << judged.id;
    }
  }
}

TEST_F(Http11Cases, AreJudgedTheSameCutInTwoAnywhere) {
  constexpr std::size_t kShort = 400;  // cutting the 100 KB ones everywhere shows nothing more
  for (const Http11Case& judged : cases_) {
    if (judged.bytes.size() > kShort) continue;
    const std::string_view bytes = judged.bytes;
    const std::string whole = TranscriptOf({bytes});
    for (std::size_t cut = 1; cut < bytes.size(); ++cut) {
      ASSERT_EQ(TranscriptOf({bytes.substr(0, cut), bytes.substr(cut)}), whole)
          << judged.id << " cut at " << cut;
    }
  }
}

}  // namespace
}  // namespace rg::http
