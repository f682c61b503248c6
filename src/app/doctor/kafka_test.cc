#include "app/doctor/kafka.h"

#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "journal/position_file.h"
#include "journal/sample.h"

namespace rg::app {
namespace {

using cli::Finding;
using store::kafka::Examination;
using testing::HasSubstr;
using testing::SizeIs;
using Verdict = Finding::Verdict;

const config::EventsSettings kWanted = [] {
  config::EventsSettings wanted;
  wanted.kafka = Secret("kafka://a");
  wanted.partitions = 12;
  return wanted;
}();

Examination Good() {
  Examination found;
  found.brokers = 3;
  found.events = {.exists = true,
                  .partitions = 12,
                  .replicas = 3,
                  .message_bytes_max = 1'000'000,
                  .retention_millis = 604'800'000,
                  .in_sync_min = 2};
  found.dead_letters = found.events;
  return found;
}

TEST(ExamineKafkaTest, AGoodOneIsOneLine) {
  const auto findings = JudgeKafka("kafka://a:9092/t", kWanted, Good(), {.bytes = 4000});

  ASSERT_THAT(findings, SizeIs(1));
  EXPECT_EQ(findings[0].verdict, Verdict::kFine);
  EXPECT_EQ(findings[0].detail, "kafka://a:9092/t answers, 3 brokers");
}

TEST(ExamineKafkaTest, OneThatDoesNotAnswerIsAFaultAndTheBacklogIsSaid) {
  const auto findings = JudgeKafka("kafka://a:9092/t", kWanted, Fail(Errc::kUnavailable, "refused"),
                                   {.bytes = 20 << 20, .age = std::chrono::minutes{90}});

  ASSERT_THAT(findings, SizeIs(2));
  EXPECT_EQ(findings[0].verdict, Verdict::kFault);
  EXPECT_EQ(findings[1].verdict, Verdict::kWarning);
  EXPECT_THAT(findings[1].detail, HasSubstr("20 MiB"));
  EXPECT_THAT(findings[1].detail, HasSubstr("1h30m"));
}

TEST(ExamineKafkaTest, EverythingWrongIsSaidWithWhatToDo) {
  Examination found = Good();
  found.events = {.exists = true,
                  .partitions = 6,
                  .replicas = 1,
                  .leaderless = 1,
                  .short_of_copies = 2,
                  .message_bytes_max = 1000,
                  .retention_millis = 60'000,
                  .compacted = true};
  found.dead_letters.exists = false;

  const auto findings = JudgeKafka("kafka://a", kWanted, found, {});

  ASSERT_THAT(findings, SizeIs(9));
  for (const Finding& finding : findings) {
    EXPECT_EQ(finding.remedy.empty(), finding.verdict == Verdict::kFine) << finding.detail;
  }
}

TEST(ExamineKafkaTest, TheBacklogIsWhatLiesBehindThePosition) {
  const journal::sample::Folder folder;
  const auto segment = [&](std::uint32_t core, std::uint64_t sequence, std::size_t bytes) {
    std::ofstream(journal::SegmentPath(folder.path(), core, sequence)) << std::string(bytes, 'x');
  };
  const std::uint64_t second = 1'000'000;
  segment(0, 1 * second, 1000);
  segment(0, 2 * second, 1000);
  segment(0, 3 * second, 1000);
  segment(1, 5 * second, 10);
  const auto positions = folder.path() / "kafka";
  std::filesystem::create_directory(positions);
  ASSERT_TRUE(journal::SavePosition(positions / "core-0", {0, 2 * second, 400}));

  const Backlog backlog = BacklogOf(folder.path(), positions, TimePoint{std::chrono::seconds{10}});

  EXPECT_EQ(backlog.bytes, 600 + 1000 + 10);
  EXPECT_EQ(backlog.age, std::chrono::seconds{8});
}

}  // namespace
}  // namespace rg::app
