#include <array>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "http/http11_cases.h"
#include "http/server_fixture.h"
#include "http/transcript.h"

namespace rg::http {
namespace {

using namespace std::chrono_literals;

// What a client received, answer by answer.
struct Received {
  int answers = 0;
  int last_status = 0;
  bool told_to_continue = false;
  bool sized = true;  // each final answer says how long it is
  std::string last_head;
};

Received ReadAnswers(std::string_view bytes) {
  constexpr std::string_view kMark = "HTTP/1.1 ";
  Received received;
  for (std::size_t at = bytes.find(kMark); at != std::string_view::npos;
       at = bytes.find(kMark, at + 1)) {
    const std::string_view digits = bytes.substr(at + kMark.size(), 3);
    if (digits.find_first_not_of("0123456789") != std::string_view::npos) continue;  // in a text
    const int status = std::stoi(std::string(digits));
    if (status == 100) {
      received.told_to_continue = true;
      continue;
    }
    ++received.answers;
    received.last_status = status;
    received.last_head = bytes.substr(at, bytes.find("\r\n\r\n", at) - at + 4);
    received.sized &= received.last_head.find("\r\nContent-Length: ") != std::string::npos;
  }
  return received;
}

// Every case, sent to a running server. Its handler writes down what it sees as Transcript does, so
// that the server has to come to the same verdicts as the codec alone.
class Http11Live : public ServerTest {
 protected:
  void SetUp() override {
    std::optional<std::vector<Http11Case>> cases = ReadHttp11Cases();
    if (!cases) GTEST_SKIP() << "no http11/cases.json; set RG_SHARED to the folder that holds it";
    cases_ = *std::move(cases);
    Do(&Record);
  }

  static Async<void> Record(ServerTest& base, Exchange& exchange) {
    auto& test = static_cast<Http11Live&>(base);
    const RequestHead& head = exchange.head();
    test.seen_ += std::string(head.method) + " " + std::string(head.target) + " ";
    const Result<std::string_view> body = co_await exchange.ReadBody(kBodyMax);
    if (!body) {
      if (body.error().code == Errc::kClientGone) co_return;
      const int status = body.error().code == Errc::kTooLarge ? 413 : 400;
      co_await exchange.Respond(status, {}, body.error().detail);
      co_return;
    }
    test.seen_ += "[" + std::string(*body) + "] ";
    if (!head.keep_alive) test.seen_ += "closed ";
    const std::array<Header, 1> type{Header{"Content-Type", "text/plain"}};
    co_await exchange.Respond(200, type, "fine");
  }

  // Sends the steps, each when the server has done with the one before, and says what came of it in
  // the words of Transcript.
  std::string Meet(const std::vector<std::string>& steps, bool waits) {
    seen_.clear();
    Peer client = Connect();
    for (const std::string& step : steps) client.Send(step);
    std::string got = client.ReadNow();
    received_ = ReadAnswers(got);
    if (received_.last_status >= 400) seen_ += std::to_string(received_.last_status) + " ";
    if (client.Ended()) return seen_;
    const std::string seen = seen_;
    if (seen.ends_with("closed ")) return seen + "but open ";
    if (waits) {
      loop_.Advance(11s);
      return client.Ended() ? seen + "... " : seen + "no deadline ";
    }
    client.Send("GET /last HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    client.ReadToEnd();
    return seen_ == seen + "GET /last [] closed " ? seen : seen_ + "not open ";
  }

  // What has to be true of every answer.
  void Check(const Http11Case& judged) {
    const std::string& head = received_.last_head;
    EXPECT_TRUE(received_.sized) << judged.id;
    const bool dated = head.find("\r\nDate: ") != std::string::npos;
    EXPECT_TRUE(dated || received_.answers == 0) << judged.id;
    if (received_.last_status >= 400) {
      EXPECT_NE(head.find("\r\nConnection: close\r\n"), std::string::npos) << judged.id;
    }
    if (!received_.told_to_continue) return;
    EXPECT_NE(judged.bytes.find("100-continue"), std::string::npos) << judged.id;
    EXPECT_EQ(judged.bytes.find("HTTP/1.0"), std::string::npos) << judged.id;
  }

  std::vector<Http11Case> cases_;
  std::string seen_;
  Received received_;
};

// Where a running server knows more than the codec: this body is announced, and too long.
std::string WantedOf(const Http11Case& judged) {
  if (judged.id == "MAL-POST-CL-HUGE-NO-BODY") return "POST / 413 ";
  return TranscriptOf({judged.bytes});
}

std::string Shortened(const std::string& text) {
  return text.size() <= 300 ? text : text.substr(0, 150) + " ~~~ " + text.substr(text.size() - 150);
}

TEST_F(Http11Live, TheServerJudgesEveryCaseAsTheCodecDoes) {
  for (const Http11Case& judged : cases_) {
    const std::string wanted = WantedOf(judged);
    EXPECT_EQ(Shortened(Meet({judged.bytes}, wanted.ends_with("... "))), Shortened(wanted))
        << judged.id;
    Check(judged);
  }
}

TEST_F(Http11Live, TheServerJudgesEveryCaseTheSameStepByStep) {
  for (const Http11Case& judged : cases_) {
    const std::string wanted = WantedOf(judged);
    EXPECT_EQ(Shortened(Meet(judged.steps, wanted.ends_with("... "))), Shortened(wanted))
        << judged.id;
    Check(judged);
  }
}

}  // namespace
}  // namespace rg::http
