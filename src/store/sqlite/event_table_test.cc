#include <algorithm>
#include <functional>
#include <limits>
#include <set>

#include "store/sql/event_blocks.h"
#include "store/sql/event_id.h"
#include "store/sqlite/events_test.h"

namespace rg::store::sqlite {
namespace {

using journal::sample::Call;
using sql::EventBlocks;
using sql::Value;
using std::chrono::microseconds;
using testing::HasSubstr;

class EventTableTest : public EventsTest {
 protected:
  // A batch of calls that opened at these times after the start.
  Result<void> Ship(const std::vector<microseconds>& opened) {
    std::vector<std::unique_ptr<Call>> calls;
    std::vector<const journal::Event*> events;
    for (const microseconds after : opened) {
      journal::Event& event = calls.emplace_back(std::make_unique<Call>(1))->event;
      event.opened = start_ + after;
      event.request = ids_.New<RequestId>(event.opened);
      event.status = static_cast<int>(ids_.Random() % 600);
      events.push_back(&event);
      numbers_.insert(sql::EventIdOf(event.opened, event.request));
    }
    RG_TRY(const sql::BatchReport report, Batch(events));
    EXPECT_EQ(report.events, opened.size());
    return {};
  }
  microseconds Within(std::uint64_t micros) {
    return microseconds{static_cast<std::int64_t>(ids_.Random() % micros)};
  }
  // A batch a second, of so many calls a second, most of which take a second, and one
  // in a hundred up to ten minutes.
  Result<void> ShipSeconds(int seconds, int calls) {
    for (int second = 0; second < seconds; ++second) {
      std::vector<microseconds> opened;
      for (int i = 0; i < calls; ++i) {
        const auto took = ids_.Random() % 100 == 0 ? Within(600'000'000) : Within(1'000'000);
        opened.push_back(std::chrono::seconds{second + 600} - took);
      }
      RG_CHECK(Ship(opened));
    }
    return {};
  }

  std::vector<std::int64_t> Numbers(const std::string& sql,
                                    const std::vector<Value>& parameters = {}) {
    std::vector<std::int64_t> numbers;
    for (const sql::Row& row : Query(sql, parameters)) numbers.push_back(row.Int(0));
    return numbers;
  }
  std::vector<std::int64_t> Expected(std::int64_t from, std::int64_t to) {
    return {numbers_.lower_bound(from), numbers_.upper_bound(to)};
  }
  std::size_t Across(std::int64_t number) {
    return EventBlocks(*connection_).Across(number, EventBlocks::Columns::kHead)->size();
  }

  const TimePoint start_{std::chrono::seconds{1'800'000'000}};
  IdSource ids_{7};
  std::set<std::int64_t> numbers_;
};

// Of batches that overlap, of one or many events, late and not.
TEST_F(EventTableTest, EveryRangeIsReadInOrderEitherWay) {
  Transact([&]() -> Result<void> {
    for (int batch = 0; batch < 150; ++batch) {
      std::vector<microseconds> opened(batch % 10 == 0 ? 400 : 1 + ids_.Random() % 5);
      for (microseconds& after : opened) {
        after = batch * std::chrono::seconds{1} +
                (ids_.Random() % 8 == 0 ? Within(60'000'000) : Within(1'000'000));
      }
      RG_CHECK(Ship(opened));
    }
    return {};
  });
  const std::int64_t first = *numbers_.begin();
  const std::int64_t all = *numbers_.rbegin() - first;
  for (int i = 0; i < 100; ++i) {
    const std::int64_t from = first + Within(static_cast<std::uint64_t>(all)).count();
    const std::int64_t to = i % 3 == 0 ? from + 1'000'000'000 : first + Within(all).count();
    std::vector<std::int64_t> expected = from <= to ? Expected(from, to) : decltype(expected){};
    const std::string where = "SELECT event_id FROM events WHERE event_id >= ? AND event_id <= ? ";

    EXPECT_EQ(Numbers(where + "ORDER BY event_id", {from, to}), expected);
    std::ranges::reverse(expected);
    EXPECT_EQ(Numbers(where + "ORDER BY event_id DESC", {from, to}), expected);
    expected.resize(std::min<std::size_t>(expected.size(), 7));
    EXPECT_EQ(Numbers(where + "ORDER BY event_id DESC LIMIT 7", {from, to}), expected);
  }
}

TEST_F(EventTableTest, AnyConditionIsAnsweredAsOfATable) {
  Transact([&] { return Ship({microseconds{10}, microseconds{20}, microseconds{30}}); });
  const std::vector<std::int64_t> all = Expected(0, *numbers_.rbegin());
  const auto where = [&](const std::string& condition, const std::vector<Value>& values) {
    return Numbers("SELECT event_id FROM events WHERE " + condition + " ORDER BY event_id", values);
  };
  using testing::ElementsAre;

  EXPECT_THAT(where("event_id = ?", {all[1]}), ElementsAre(all[1]));
  EXPECT_THAT(where("event_id = ? AND event_id > ?", {all[1], all[1]}), ElementsAre());
  EXPECT_THAT(where("event_id > ? AND event_id < ?", {all[0], all[2]}), ElementsAre(all[1]));
  EXPECT_THAT(where("event_id > ? AND event_id >= ?", {all[0], all[2]}), ElementsAre(all[2]));
  EXPECT_THAT(where("event_id IN (?, ?)", {all[0], all[2]}), ElementsAre(all[0], all[2]));
  EXPECT_THAT(where("event_id < 1e30 AND event_id > ?", {all[0]}), ElementsAre(all[1], all[2]));
  EXPECT_THAT(where("event_id > ?", {std::monostate{}}), ElementsAre());
  EXPECT_THAT(where("event_id < ?", {std::string("text")}), ElementsAre(all[0], all[1], all[2]));
  EXPECT_THAT(where("rowid = ?", {all[1]}), ElementsAre(all[1]));
  EXPECT_THAT(where("event_id <= ?", {std::numeric_limits<std::int64_t>::max()}),
              ElementsAre(all[0], all[1], all[2]));
  EXPECT_THAT(where("event_id >= ?", {std::numeric_limits<std::int64_t>::max()}), ElementsAre());
}

TEST_F(EventTableTest, EventsCanBeJoinedWithThemselves) {
  Transact([&] { return ShipSeconds(3, 200); });

  EXPECT_EQ(Number("SELECT COUNT(*) FROM events AS a JOIN events AS b "
                   "ON a.event_id = b.event_id AND a.record = b.record AND a.status = b.status"),
            600);
}

TEST_F(EventTableTest, EventsCannotBeWrittenButThroughBlocks) {
  EXPECT_FALSE(connection_->Execute("DELETE FROM events", {}));
}

// What a search for one number reads stays little, however late events come.
TEST_F(EventTableTest, LateEventsDoNotMakeBlocksWide) {
  Transact([&] { return ShipSeconds(900, 130); });

  for (const std::int64_t second : {500, 700, 900}) {
    EXPECT_LT(Across(sql::FirstEventId(start_ + std::chrono::seconds{second})), 150u) << second;
  }
}

TEST_F(EventTableTest, AFewEventsASecondBecomeFullBlocks) {
  Transact([&]() -> Result<void> {
    for (int second = 0; second < 2'000; ++second) {
      const microseconds after = std::chrono::seconds{second};
      RG_CHECK(Ship({after, after + Within(1'000'000)}));
    }
    return {};
  });

  EXPECT_LE(Number("SELECT COUNT(*) FROM event_blocks"), 2 * 2'000 / 128 + 1 + 127);
}

TEST_F(EventTableTest, NoBlockIsWrittenThatIsTooLong) {
  std::vector<std::unique_ptr<Call>> calls;
  std::vector<const journal::Event*> events;
  const std::string traceparent(2'000, 'x');
  for (std::uint64_t i = 1; i <= 300; ++i) {
    calls.push_back(std::make_unique<Call>(i));
    // Texts that differ are stored with each.
    calls.back()->event.error_detail = std::string_view(traceparent).substr(i);
    events.push_back(&calls.back()->event);
  }
  Add(events);

  EXPECT_LT(Number("SELECT MAX(LENGTH(records)) FROM event_blocks"), (64 << 10) + 3'000);
  EXPECT_EQ(Number("SELECT COUNT(*) FROM events"), 300);
}

TEST_F(EventTableTest, EventsAtTheEndsOfTimeAreKept) {
  std::vector<std::unique_ptr<Call>> calls;
  std::vector<const journal::Event*> events;
  for (const TimePoint opened : {TimePoint::min(), TimePoint{}, start_, TimePoint::max()}) {
    calls.push_back(std::make_unique<Call>(calls.size() + 1));
    calls.back()->event.opened = opened;
    events.push_back(&calls.back()->event);
  }

  EXPECT_EQ(Add(events).events, 4u);
  EXPECT_EQ(Add(events).duplicates, 4u);

  const auto numbers = Numbers("SELECT event_id FROM events ORDER BY event_id");
  ASSERT_EQ(numbers.size(), 4u);
  EXPECT_TRUE(std::ranges::is_sorted(numbers));
  for (const std::int64_t number : numbers) {
    EXPECT_EQ(Numbers("SELECT event_id FROM events WHERE event_id = ?", {number}).size(), 1u);
  }
}

TEST_F(EventTableTest, ADamagedBlockIsNamed) {
  Transact([&] { return Ship({microseconds{10}}); });
  ASSERT_TRUE(connection_->Execute("UPDATE event_blocks SET records = x''", {}));
  EXPECT_TRUE(connection_->Query("SELECT event_id FROM events", {})) << "its records are not read";

  const Result<sql::Rows> rows = connection_->Query("SELECT record FROM events", {});

  ASSERT_FALSE(rows);
  EXPECT_THAT(rows.error().detail,
              HasSubstr("block of events " + std::to_string(*numbers_.begin()) + " is damaged"));
}

// They are finalized when there are too many, but none that runs.
TEST_F(EventTableTest, AStatementThatReadsEventsOutlivesTheOthers) {
  Transact([&] { return ShipSeconds(2, 300); });
  const std::vector<std::int64_t> expected(numbers_.begin(), numbers_.end());
  for (int i = 0; i < 300; ++i) {
    const std::string sql =
        "SELECT event_id FROM events WHERE event_id > " + std::to_string(i) + " ORDER BY event_id";
    ASSERT_EQ(Numbers(sql), expected);
  }
}

}  // namespace
}  // namespace rg::store::sqlite
