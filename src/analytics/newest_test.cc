#include <algorithm>
#include <functional>
#include <vector>

#include "analytics/books_test.h"
#include "analytics/events.h"
#include "store/sql/rollups.h"

namespace rg::analytics {
namespace {

using journal::Outcome;
using journal::sample::Call;
using journal::sample::IdOf;

class NewestTest : public BooksTest {
 protected:
  struct Stored {
    TimePoint opened;
    RequestId request;
    KeyId key;
    int status = 200;
  };

  // A call of the key at the time.
  void Add(TimePoint opened, std::uint64_t key, Outcome outcome = Outcome::kOk, int status = 200) {
    Call call(1);
    call.event.opened = opened;
    call.event.request = ids_.New<RequestId>(opened);
    call.event.call.key = KeyId{IdOf(key)};
    call.event.outcome = outcome;
    call.event.status = status;
    records_ += Record(call.event);
    stored_.push_back({opened, call.event.request, call.event.call.key, status});
  }
  void Ship() {
    Segment(++sequence_, std::exchange(records_, {}));
    ASSERT_TRUE(Ingest(*connection_, {.folder = journal()}).Drain());
  }

  // All pages of so many, one behind the other.
  std::vector<RequestId> List(EventQuery query) {
    query.workspace = workspace_;
    std::vector<RequestId> listed;
    do {
      const Result<EventPage> page = ListEvents(*connection_, query);
      EXPECT_TRUE(page) << page.error().detail;
      if (!page) break;
      EXPECT_LE(page->events.size(), static_cast<std::size_t>(query.limit));
      for (const StoredEvent& event : page->events) listed.push_back(event.event().request);
      query.cursor = page->next;
    } while (!query.cursor.empty() && listed.size() <= stored_.size());
    return listed;
  }

  std::vector<RequestId> Expected(const std::function<bool(const Stored&)>& belongs) {
    std::vector<Stored> kept;
    std::ranges::copy_if(stored_, std::back_inserter(kept), belongs);
    std::ranges::sort(kept, std::greater{}, &Stored::opened);
    std::vector<RequestId> requests;
    for (const Stored& one : kept) requests.push_back(one.request);
    return requests;
  }

  const TimePoint start_{std::chrono::seconds{1'800'000'000}};
  IdSource ids_{17};
  std::vector<Stored> stored_;
  std::string records_;
  std::uint64_t sequence_ = 0;
};

TEST_F(NewestTest, ARareCallIsFoundHoweverManyAreBetween) {
  for (int window = 0; window < 300; ++window) {
    const TimePoint opened = start_ + window * store::sql::kWindow;
    Add(opened, 1);
    if (window % 100 == 7) Add(opened + std::chrono::minutes{3}, 2, Outcome::kIdleTimeout, 504);
  }
  Ship();
  const auto rare = Expected([](const Stored& one) { return one.status == 504; });
  ASSERT_EQ(rare.size(), 3u);

  EventQuery by_key;
  by_key.key = KeyId{IdOf(2)};
  EventQuery by_outcome;
  by_outcome.outcome = Outcome::kIdleTimeout;
  EventQuery by_status;
  by_status.status = 504;

  for (EventQuery query : {by_key, by_outcome, by_status}) {
    EXPECT_EQ(List(query), rare);
    query.limit = 1;
    EXPECT_EQ(List(query), rare) << "page by page";
  }
}

// Of many calls at random times, in the order they happened to end in.
TEST_F(NewestTest, EveryListIsWhatLookingThroughAllWouldFind) {
  constexpr std::uint64_t kMicros = std::uint64_t{50} * 3600 * 1'000'000;
  for (int i = 0; i < 400; ++i) {
    const std::chrono::microseconds after{static_cast<std::int64_t>(ids_.Random() % kMicros)};
    const bool failed = ids_.Random() % 10 == 0;
    Add(start_ + after, ids_.Random() % 4, failed ? Outcome::kIdleTimeout : Outcome::kOk,
        failed ? 504 : 200);
    if (i % 90 == 89) Ship();
  }
  Ship();

  for (const std::int64_t limit : {1, 7, 50, 1000}) {
    EventQuery query;
    query.limit = limit;
    EXPECT_EQ(List(query), Expected([](const Stored&) { return true; }));
    query.key = KeyId{IdOf(3)};
    EXPECT_EQ(List(query), Expected([](const Stored& one) { return one.key == KeyId{IdOf(3)}; }));
    query.status = 504;
    EXPECT_EQ(List(query), Expected([](const Stored& one) {
                return one.key == KeyId{IdOf(3)} && one.status == 504;
              }));
    query.key.reset();
    query.range = {start_ + std::chrono::minutes{100}, start_ + std::chrono::minutes{2345}};
    EXPECT_EQ(List(query), Expected([&](const Stored& one) {
                return one.status == 504 && query.range.from <= one.opened &&
                       one.opened < query.range.to;
              }));
  }
}

TEST_F(NewestTest, OfNoEventsAndOfTheEndsOfTimeTheListIsEmpty) {
  EventQuery query;
  EXPECT_TRUE(List(query).empty());
  Add(start_, 1);
  Ship();

  query.range = {TimePoint::min(), start_};
  EXPECT_TRUE(List(query).empty());
  query.range = {start_ + std::chrono::nanoseconds{1000}, TimePoint::max()};
  EXPECT_TRUE(List(query).empty());
  query.range = {TimePoint::min(), TimePoint::max()};
  EXPECT_EQ(List(query).size(), 1u);
  for (const char* cursor : {"e-9223372036854775808", "e0"}) {
    query.workspace = workspace_;
    query.cursor = cursor;
    EXPECT_TRUE(ListEvents(*connection_, query)->events.empty());
  }
}

}  // namespace
}  // namespace rg::analytics
