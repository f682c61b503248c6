#include "app/doctor/kafka.h"

#include <algorithm>
#include <optional>
#include <string>

#include "app/stores/topic.h"
#include "config/json.h"
#include "journal/position_file.h"
#include "journal/record.h"
#include "journal/segment.h"

namespace rg::app {
namespace {

using cli::Finding;
using Verdict = Finding::Verdict;

constexpr char kWhat[] = "kafka";
constexpr Duration kPatience = std::chrono::seconds{5};
constexpr std::int64_t kDayMillis = std::int64_t{24} * 3600 * 1000;
// A gateway that keeps up is behind by what it has not sent for a second or two.
constexpr std::int64_t kBehindBytes = std::int64_t{8} << 20;

std::string Mebibytes(std::int64_t bytes) { return std::to_string(bytes >> 20) + " MiB"; }

// Adds what is wrong to a list of findings.
class Judge {
 public:
  explicit Judge(std::vector<Finding>& findings) : findings_(findings) {}

  void Warn(bool wrong, std::string detail, std::string remedy) {
    Add(wrong, Verdict::kWarning, std::move(detail), std::move(remedy));
  }
  void Blame(bool wrong, std::string detail, std::string remedy) {
    Add(wrong, Verdict::kFault, std::move(detail), std::move(remedy));
  }

 private:
  void Add(bool wrong, Verdict verdict, std::string detail, std::string remedy) {
    if (wrong) findings_.push_back({kWhat, verdict, std::move(detail), std::move(remedy)});
  }
  std::vector<Finding>& findings_;
};

void JudgeTopics(const config::EventsSettings& wanted, const store::kafka::Examination& found,
                 Judge judge) {
  const store::kafka::Topic& events = found.events;
  judge.Blame(!events.exists, "the topic is not there", "rateguard migrate");
  judge.Warn(!found.dead_letters.exists, "the topic for dead letters is not there",
             "rateguard migrate");
  if (!events.exists) return;
  const std::string partitions = std::to_string(events.partitions) + " partitions";
  judge.Warn(events.partitions < wanted.partitions,
             "the topic has " + partitions + ", events.partitions wants " +
                 std::to_string(wanted.partitions),
             "rateguard migrate");
  judge.Blame(events.leaderless > 0,
              std::to_string(events.leaderless) + " of " + partitions +
                  " can not be written to: their brokers are away",
              "bring the brokers back");
  judge.Warn(events.short_of_copies > 0,
             "of " + std::to_string(events.short_of_copies) + " of " + partitions +
                 " a replica lags behind or is away",
             "bring the brokers back");
  judge.Blame(events.compacted, "the topic is compacted: it keeps one event of each workspace",
              "set its cleanup.policy to delete");
  judge.Blame(events.message_bytes_max < static_cast<std::int64_t>(journal::kRecordBytesMax),
              "the topic takes messages of " + std::to_string(events.message_bytes_max) +
                  " bytes at most; an event can have " + std::to_string(journal::kRecordBytesMax),
              "raise its max.message.bytes");
  judge.Warn(events.retention_millis >= 0 && events.retention_millis < kDayMillis,
             "the topic forgets events after less than a day", "raise its retention.ms");
  judge.Warn(found.brokers > 1 && events.replicas < 2,
             "each event is on one broker only: losing it loses events",
             "give the topic more replicas; events.replicas is for new ones");
  judge.Warn(events.replicas > 2 && events.in_sync_min < 2,
             "an event counts as stored when one broker has it",
             "set the topic's min.insync.replicas to 2");
}

}  // namespace

std::vector<Finding> JudgeKafka(const std::string& where, const config::EventsSettings& wanted,
                                const Result<store::kafka::Examination>& found,
                                const Backlog& backlog) {
  std::vector<Finding> findings;
  Judge judge(findings);
  if (!found) {
    judge.Blame(true, where + ": " + found.error().detail,
                "check events.kafka, the brokers and the network; events wait in the journal");
  } else {
    const std::int32_t brokers = found->brokers;
    findings.push_back(
        {kWhat, Verdict::kFine,
         where + " answers, " + std::to_string(brokers) + (brokers == 1 ? " broker" : " brokers"),
         ""});
    JudgeTopics(wanted, *found, judge);
  }
  judge.Warn(backlog.bytes > kBehindBytes,
             Mebibytes(backlog.bytes) +
                 " of this gateway's journal wait for Kafka, the oldest for " +
                 config::FormatDuration(std::chrono::floor<std::chrono::seconds>(backlog.age)),
             "at journal.quota_bytes, calls that cost money are refused");
  return findings;
}

Backlog BacklogOf(const std::filesystem::path& journal, const std::filesystem::path& positions,
                  TimePoint now) {
  Backlog backlog;
  const auto files = journal::ListSegments(journal);
  if (!files) return backlog;
  for (const journal::SegmentFile& file : *files) {
    const auto known = journal::LoadPosition(positions / ("core-" + std::to_string(file.core)));
    const journal::Position from = known.value_or(journal::Position{file.core, 0, 0});
    if (file.sequence < from.sequence) continue;
    const std::int64_t done =
        file.sequence == from.sequence ? static_cast<std::int64_t>(from.offset) : 0;
    if (file.bytes <= done) continue;
    backlog.bytes += file.bytes - done;
    // Sequences are dates.
    const TimePoint begun = FromMicros(static_cast<std::int64_t>(file.sequence));
    backlog.age = std::max(backlog.age, now - begun);
  }
  return backlog;
}

std::vector<Finding> ExamineKafka(const config::Settings& settings) {
  if (settings.events.kafka.empty()) return {};
  const auto address = TopicOf(settings.events);
  if (!address) {
    return {{kWhat, Verdict::kFault, "events.kafka " + address.error().detail, "docs/kafka.md"}};
  }
  const std::filesystem::path folder = settings.data_folder;
  return JudgeKafka(Describe(*address), settings.events, store::kafka::Examine(*address, kPatience),
                    BacklogOf(folder / "journal", folder / "kafka", SystemClock().Now()));
}

}  // namespace rg::app
