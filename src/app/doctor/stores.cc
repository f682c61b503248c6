#include "app/doctor/stores.h"

#include <array>
#include <iterator>

#include "app/doctor/clickhouse.h"
#include "app/doctor/database.h"
#include "app/doctor/kafka.h"
#include "app/doctor/redis.h"

namespace rg::app {

std::vector<cli::Finding> ExamineStores(const config::Settings& settings) {
  std::vector<cli::Finding> findings = ExamineDatabase(settings);
  for (std::vector<cli::Finding>& more : std::array{
           ExamineRedis(settings.redis), ExamineKafka(settings), ExamineClickHouse(settings)}) {
    std::move(more.begin(), more.end(), std::back_inserter(findings));
  }
  return findings;
}

}  // namespace rg::app
