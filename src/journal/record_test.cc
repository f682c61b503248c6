#include "journal/record.h"

#include <random>

#include <gtest/gtest.h>

#include "journal/crc32c.h"
#include "journal/fields.h"
#include "journal/sample.h"

namespace rg::journal {
namespace {

constexpr std::uint32_t kSalt = 0x5eed;

std::string RecordOf(const Event& event, std::uint32_t salt = kSalt) {
  std::string record;
  AppendRecord(record, event, salt);
  return record;
}

// What is known of a call before it leaves: all that a hold has.
void ExpectCall(const Event& got, const Event& put) {
  EXPECT_EQ(got.request, put.request);
  EXPECT_EQ(got.opened, put.opened);
  EXPECT_EQ(got.call.workspace, put.call.workspace);
  EXPECT_EQ(got.call.project, put.call.project);
  EXPECT_EQ(got.call.key, put.call.key);
  EXPECT_EQ(got.call.api, put.call.api);
  EXPECT_EQ(got.call.api_slug, put.call.api_slug);
  EXPECT_EQ(got.call.model, put.call.model);
  EXPECT_EQ(got.call.method, put.call.method);
  EXPECT_EQ(got.call.endpoint, put.call.endpoint);
  EXPECT_EQ(got.call.client_ip, put.call.client_ip);
  EXPECT_EQ(got.call.end_user, put.call.end_user);
  EXPECT_TRUE(std::ranges::equal(got.call.tags, put.call.tags));
  EXPECT_EQ(got.call.stream, put.call.stream);
  EXPECT_EQ(got.dialect, put.dialect);
  EXPECT_EQ(got.traceparent, put.traceparent);
  EXPECT_EQ(got.hold, put.hold);
  EXPECT_EQ(got.request_bytes, put.request_bytes);
}

TEST(Crc32c, KnowsThePublishedValues) {
  EXPECT_EQ(Crc32c("123456789"), 0xe3069283u);
  EXPECT_EQ(Crc32c(std::string(32, '\0')), 0x8a9136aau);
  EXPECT_EQ(Crc32c("6789", Crc32c("12345")), 0xe3069283u);
}

TEST(Crc32c, IsTheSameByInstructionAndByTable) {
  std::string bytes;
  for (int size = 0; size < 200; ++size) {
    EXPECT_EQ(Crc32c(bytes, 7), Crc32cByTable(bytes, 7)) << size;
    bytes.push_back(static_cast<char>(size * 31));
  }
}

TEST(Record, GivesBackEveryFieldOfAnEvent) {
  const sample::Call call;
  const std::string record = RecordOf(call.event);
  const std::optional<Frame> frame = ReadFrame(record, kSalt);
  ASSERT_TRUE(frame);
  Decoded decoded;

  ASSERT_TRUE(DecodeEvent(frame->payload, decoded));

  const Event& got = decoded.event;
  const Event& put = call.event;
  EXPECT_EQ(frame->kind, RecordKind::kEvent);
  EXPECT_EQ(frame->bytes, record.size());
  ExpectCall(got, put);
  EXPECT_EQ(got.outcome, put.outcome);
  EXPECT_EQ(got.status, put.status);
  EXPECT_EQ(got.upstream_status, put.upstream_status);
  EXPECT_EQ(got.attempts, put.attempts);
  EXPECT_EQ(got.served_model, put.served_model);
  EXPECT_EQ(got.service_tier, put.service_tier);
  EXPECT_EQ(got.usage, put.usage);
  EXPECT_EQ(got.cost, put.cost);
  EXPECT_TRUE(got.priced);
  EXPECT_FALSE(got.estimated);
  EXPECT_EQ(got.price_version, put.price_version);
  EXPECT_TRUE(std::ranges::equal(got.lines, put.lines));
  ASSERT_EQ(got.verdicts.size(), 2u);
  for (std::size_t i = 0; i < 2; ++i) {
    EXPECT_EQ(got.verdicts[i].kind, put.verdicts[i].kind);
    EXPECT_EQ(got.verdicts[i].said, put.verdicts[i].said);
    EXPECT_EQ(got.verdicts[i].id, put.verdicts[i].id);
    EXPECT_EQ(got.verdicts[i].name, put.verdicts[i].name);
    EXPECT_EQ(got.verdicts[i].unit, put.verdicts[i].unit);
    EXPECT_EQ(got.verdicts[i].limit, put.verdicts[i].limit);
    EXPECT_EQ(got.verdicts[i].before, put.verdicts[i].before);
    EXPECT_EQ(got.verdicts[i].after, put.verdicts[i].after);
    EXPECT_EQ(got.verdicts[i].resets_at, put.verdicts[i].resets_at);
  }
  EXPECT_EQ(got.settle_seq, put.settle_seq);
  EXPECT_EQ(got.response_bytes, put.response_bytes);
  EXPECT_EQ(got.gateway_time, put.gateway_time);
  EXPECT_EQ(got.first_byte_time, put.first_byte_time);
  EXPECT_EQ(got.total_time, put.total_time);
}

TEST(Record, ReadWithoutItsListsSaysTheSameOfTheCall) {
  const sample::Call call;
  const std::string record = RecordOf(call.event);
  Decoded whole;
  Decoded decoded;
  ASSERT_TRUE(DecodeEvent(ReadFrame(record, kSalt)->payload, whole));

  ASSERT_TRUE(DecodeEvent(ReadFrame(record, kSalt)->payload, decoded, Lists::kSkip));

  EXPECT_TRUE(decoded.event.lines.empty());
  EXPECT_TRUE(decoded.event.verdicts.empty());
  decoded.event.lines = whole.lines;
  decoded.event.verdicts = whole.verdicts;
  EXPECT_EQ(RecordOf(decoded.event), record);
}

TEST(Record, OfAHoldSaysWhoCallsWhatForAndTheMostItCanCost) {
  const sample::Call call;
  const Event put = call.Hold();
  const std::string record = RecordOf(put);
  const std::optional<Frame> frame = ReadFrame(record, kSalt);
  ASSERT_TRUE(frame);
  Decoded decoded;

  ASSERT_TRUE(DecodeEvent(frame->payload, decoded));

  EXPECT_EQ(frame->kind, RecordKind::kHold);
  EXPECT_EQ(RequestOf(frame->payload), put.request);
  EXPECT_EQ(decoded.event.outcome, Outcome::kOpen);
  ExpectCall(decoded.event, put);
  EXPECT_TRUE(decoded.event.verdicts.empty());
}

TEST(Record, KeepsWhyACallWasRefused) {
  sample::Call call;
  call.event.outcome = Outcome::kRefusedBudget;
  call.event.error_code = "budget_exhausted";
  call.event.error_detail = "the budget 'monthly' is spent";
  call.event.priced = false;
  call.event.unpriced_reason = "no price for it";
  call.event.estimated = true;
  call.event.cost = Money::Nanos(-5);
  Decoded decoded;

  ASSERT_TRUE(DecodeEvent(ReadFrame(RecordOf(call.event), kSalt)->payload, decoded));

  EXPECT_EQ(decoded.event.outcome, Outcome::kRefusedBudget);
  EXPECT_FALSE(decoded.event.priced);
  EXPECT_TRUE(decoded.event.estimated);
  EXPECT_EQ(decoded.event.cost, Money::Nanos(-5));
}

TEST(Record, GivesBackAThreshold) {
  const ThresholdCrossed crossed{WorkspaceId{sample::IdOf(1)},
                                 BudgetId{sample::IdOf(2)},
                                 TimePoint{std::chrono::seconds{9}},
                                 TimePoint{std::chrono::seconds{8}},
                                 75,
                                 Money::Dollars(3),
                                 Money::Dollars(4)};
  std::string record;
  AppendRecord(record, crossed, kSalt);
  const std::optional<Frame> frame = ReadFrame(record, kSalt);
  ASSERT_TRUE(frame);

  const Result<ThresholdCrossed> got = DecodeThreshold(frame->payload);

  ASSERT_TRUE(got);
  EXPECT_EQ(frame->kind, RecordKind::kThreshold);
  EXPECT_EQ(got->workspace, crossed.workspace);
  EXPECT_EQ(got->budget, crossed.budget);
  EXPECT_EQ(got->at, crossed.at);
  EXPECT_EQ(got->period_start, crossed.period_start);
  EXPECT_EQ(got->percent, 75);
  EXPECT_EQ(got->spent, crossed.spent);
  EXPECT_EQ(got->amount, crossed.amount);
}

TEST(Record, OfTheLongestEventFitsItsLimit) {
  sample::Call call;
  const std::string endless(100'000, 'x');
  const std::vector<std::string> tags(1000, endless);
  const std::vector<CostLine> lines(1000, {UsageClass::kUnits, -1, -1});
  const std::vector<Verdict> verdicts(
      1000, {Verdict::Kind::kBudget, Verdict::Said::kUnasked, sample::IdOf(1), endless, endless, -1,
             -1, -1, Duration{-1}, TimePoint{Duration{-1}}});
  Event& event = call.event;
  event.call.tags = tags;
  event.lines = lines;
  event.verdicts = verdicts;
  for (std::string_view* text :
       {&event.call.api_slug, &event.call.model, &event.call.method, &event.call.endpoint,
        &event.call.client_ip, &event.call.end_user, &event.error_code, &event.error_detail,
        &event.served_model, &event.service_tier, &event.traceparent, &event.unpriced_reason,
        &event.price_version}) {
    *text = endless;
  }
  for (std::int64_t& count : event.usage.counts) count = -1;

  const std::string record = RecordOf(event);

  EXPECT_LE(record.size(), kRecordBytesMax);
  ASSERT_TRUE(ReadFrame(record, kSalt));
  Decoded decoded;
  ASSERT_TRUE(DecodeEvent(ReadFrame(record, kSalt)->payload, decoded));
  EXPECT_EQ(decoded.event.call.model.size(), kShortTextMax);
  EXPECT_TRUE(decoded.event.call.model.ends_with("x…"));
  EXPECT_EQ(decoded.event.verdicts.size(), kListMax);
}

TEST(Record, CutsTextBetweenCharacters) {
  sample::Call call;
  std::string umlauts;
  while (umlauts.size() < 2 * kShortTextMax) umlauts += "ü";
  call.event.call.model = umlauts;
  const std::string record = RecordOf(call.event);
  Decoded decoded;

  ASSERT_TRUE(DecodeEvent(ReadFrame(record, kSalt)->payload, decoded));

  EXPECT_TRUE(decoded.event.call.model.ends_with("ü…"));
}

TEST(Record, OfANewerBinaryIsReadWithoutItsNewFields) {
  const sample::Call call;
  std::string payload;
  AppendPayload(payload, call.event);
  std::array<char, 64> unknown{};
  FieldWriter fields(unknown.data());
  fields.Int(60, 17);
  fields.Text(61, "from the future", 32);
  fields.Id(62, sample::IdOf(4));
  fields.Time(63, TimePoint{Duration{5}});
  payload.append(unknown.data(), static_cast<std::size_t>(fields.at() - unknown.data()));
  Decoded decoded;

  ASSERT_TRUE(DecodeEvent(payload, decoded));

  EXPECT_EQ(decoded.event.call.model, call.event.call.model);
  EXPECT_EQ(decoded.event.total_time, call.event.total_time);
}

TEST(Record, WithAnyBitFlippedIsNoRecord) {
  std::string record = RecordOf(sample::Call().event);
  for (std::size_t bit = 0; bit < record.size() * 8; ++bit) {
    record[bit / 8] ^= static_cast<char>(1 << bit % 8);
    EXPECT_FALSE(ReadFrame(record, kSalt)) << "bit " << bit;
    record[bit / 8] ^= static_cast<char>(1 << bit % 8);
  }
}

TEST(Record, SentAsTextByAClientIsNoRecordOfTheSegment) {
  sample::Call call;
  const std::string forged = RecordOf(sample::Call(2).event, kSalt + 1);
  call.event.error_detail = forged;
  std::string record = RecordOf(call.event);
  record[20] ^= 1;

  EXPECT_EQ(FindFrame(record, kSalt), std::string::npos);
}

TEST(Record, OfRandomBytesNeverReadsBeyondThem) {
  std::mt19937 random(17);
  std::string payload;
  AppendPayload(payload, sample::Call().event);
  Decoded decoded;
  for (int round = 0; round < 20'000; ++round) {
    std::string bytes = payload.substr(0, random() % (payload.size() + 1));
    for (int i = 0; i < 4 && !bytes.empty(); ++i) {
      bytes[random() % bytes.size()] = static_cast<char>(random());
    }
    // On the heap and of exact size, so that the address sanitizer sees one byte too many.
    const std::vector<char> exact(bytes.begin(), bytes.end());
    (void)DecodeEvent({exact.data(), exact.size()}, decoded);
    (void)DecodeThreshold({exact.data(), exact.size()});
  }
}

TEST(Outcome, HasAName) {
  for (std::size_t i = 0; i < kOutcomes; ++i) {
    const auto outcome = static_cast<Outcome>(i);
    EXPECT_EQ(ParseOutcome(ToString(outcome)), outcome);
  }
  EXPECT_EQ(ParseOutcome("who knows"), Outcome::kInternalError);
}

}  // namespace
}  // namespace rg::journal
