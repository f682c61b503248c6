// A segment on disk, in a state no writer left it in. The input is a script: each line is either a
// record of ours or damage between two. Every record of ours must be read, and nothing else.

#include <filesystem>
#include <fstream>
#include <unistd.h>

#include "fuzz.h"
#include "journal/reader.h"
#include "journal/recovery.h"
#include "journal/sample.h"

namespace rg::fuzz {
namespace {

namespace fs = std::filesystem;

// One folder per process, emptied for each input. In memory where there is such a place.
const fs::path& Folder() {
  static const fs::path folder = [] {
    const fs::path base = fs::exists("/dev/shm") ? "/dev/shm" : fs::temp_directory_path();
    return base / ("rg-fuzz-segment-" + std::to_string(::getpid()));
  }();
  return folder;
}

struct Segment {
  std::string bytes;
  std::vector<RequestId> requests;
};

// 'r' and a digit: a call's record; anything else: the line itself, as damage. The salt follows
// from the whole input, so that damage which happens to be a record cannot be aimed for.
Segment Build(std::string_view script) {
  const auto salt = static_cast<std::uint32_t>(std::hash<std::string_view>{}(script));
  Segment segment;
  segment.bytes = journal::Encode({.core = 0,
                                   .sequence = 1,
                                   .created = TimePoint{std::chrono::seconds{1'800'000'000}},
                                   .salt = salt});
  while (!script.empty()) {
    const std::string_view line = script.substr(0, script.find('\n'));
    script.remove_prefix(std::min(script.size(), line.size() + 1));
    if (!line.starts_with('r')) {
      segment.bytes.append(line);
      continue;
    }
    const journal::sample::Call call(segment.requests.size() + 1);
    journal::AppendRecord(segment.bytes, call.event, salt);
    segment.requests.push_back(call.event.request);
  }
  return segment;
}

void Read(const Segment& segment) {
  journal::Reader reader(Folder(), {});
  std::size_t found = 0;
  while (true) {
    const Result<std::optional<journal::Entry>> entry = reader.Next();
    Require(bool(entry), "damage is not an error");
    if (!*entry) break;
    Require(found < segment.requests.size() &&
                journal::RequestOf((*entry)->payload) == segment.requests[found],
            "only records that were written are read, in their order");
    ++found;
  }
  Require(found == segment.requests.size(), "every undamaged record is read");
  Require(reader.stats().records == found, "every record is counted once");
  Require(reader.stats().unquarantined == 0, "damage is kept for people to look at");
}

}  // namespace

void Try(std::string_view input) {
  const Segment segment = Build(input);
  fs::remove_all(Folder());
  fs::create_directories(Folder());
  std::ofstream(journal::SegmentPath(Folder(), 0, 1), std::ios::binary) << segment.bytes;

  Read(segment);
  const Result<journal::RecoveryReport> report =
      journal::Recover(Folder(), {}, {}, TimePoint{std::chrono::seconds{1'800'000'100}}, 1);
  Require(report && report->records == segment.requests.size() && report->unseen == 0,
          "recovery reads what the reader reads, and every call has its end");
  fs::remove_all(Folder());
}

}  // namespace rg::fuzz
