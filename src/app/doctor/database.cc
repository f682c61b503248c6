#include "app/doctor/database.h"

#include <iterator>
#include <string>
#include <utility>

#include "app/stores/database.h"
#include "config/json.h"

namespace rg::app {
namespace {

using cli::Finding;
using store::postgres::Examination;
using Verdict = Finding::Verdict;

constexpr char kWhat[] = "postgres";
// What the community still mends, as of this program.
constexpr std::int64_t kOldestMajor = 13;
constexpr Duration kSkewMax = std::chrono::seconds{2};

}  // namespace

std::vector<Finding> ExamineDatabase(const config::Settings& settings) {
  if (settings.database.url.empty()) return {};
  const SystemClock clock;
  store::postgres::PostgresOptions options = OptionsOf(settings.database);
  const Result<Examination> found = store::postgres::Examine(options, clock);
  std::vector<Finding> findings = JudgeDatabase(found);
  if (!options.owner_url.empty()) {
    options.url = options.owner_url;
    std::vector<Finding> more =
        JudgeOwner(store::postgres::Examine(options, clock), found ? found->database : "");
    std::move(more.begin(), more.end(), std::back_inserter(findings));
  }
  if (CountsForItself(settings)) {
    findings.push_back({kWhat, Verdict::kWarning,
                        "each process counts limits and budgets for itself: of several, each may "
                        "spend a budget",
                        "let them count in one Redis (redis.url), or set database.processes to "
                        "one where a single process does"});
  }
  return findings;
}

std::vector<Finding> JudgeDatabase(const Result<Examination>& found) {
  if (!found) {
    return {{kWhat, Verdict::kFault, "database.url: " + found.error().detail,
             "correct database.url, or see to the server: known keys work on in running servers, "
             "and no server starts without it"}};
  }
  std::vector<Finding> findings = {
      {kWhat, Verdict::kFine,
       "PostgreSQL " + found->version + ", database " + found->database + " as " + found->login,
       ""}};
  const auto add = [&](bool wrong, Verdict verdict, std::string detail, std::string remedy) {
    if (wrong) findings.push_back({kWhat, verdict, std::move(detail), std::move(remedy)});
  };
  add(found->read_only, Verdict::kFault, "the server is a standby and takes no changes",
      "name the primary, or all of them with target_session_attrs=read-write");
  add(found->encoding != "UTF8", Verdict::kFault, "the database's encoding is " + found->encoding,
      "create it with ENCODING 'UTF8' TEMPLATE template0");
  add(!found->current, Verdict::kWarning, "its tables are not as this version wants them",
      "the next start of a server makes them so, where the user may");
  add(found->exposed, Verdict::kWarning, "the way to it is not encrypted",
      "add sslmode=verify-full to database.url");
  add(found->may_do_all, Verdict::kWarning,
      "the user " + found->login + " may read and change everything on that server",
      "use one that owns nothing, and set database.owner_url: docs/postgres.md");
  add(found->major < kOldestMajor, Verdict::kWarning, "this version gets no more corrections",
      "use PostgreSQL 13 or later");
  add(found->skew > kSkewMax, Verdict::kWarning,
      "its clock is " +
          config::FormatDuration(std::chrono::floor<std::chrono::seconds>(found->skew)) +
          " from ours",
      "set both right: budgets begin and end by ours");
  return findings;
}

std::vector<Finding> JudgeOwner(const Result<Examination>& found, const std::string& database) {
  const std::string setting = "database.owner_url: ";
  if (!found) {
    return {{kWhat, Verdict::kFault, setting + found.error().detail,
             "correct database.owner_url: without it tables can be neither made nor changed"}};
  }
  if (!database.empty() && found->database != database) {
    return {
        {kWhat, Verdict::kFault,
         setting + "leads to the database " + found->database + ", and database.url to " + database,
         "name the same database in both"}};
  }
  if (!found->may_change) {
    return {{kWhat, Verdict::kFault, setting + "the tables are not " + found->login + "'s",
             "name the user who owns them"}};
  }
  std::vector<Finding> findings = {
      {kWhat, Verdict::kFine, setting + found->login + " may make and change the tables", ""}};
  if (found->exposed) {
    findings.push_back({kWhat, Verdict::kWarning, setting + "the way to it is not encrypted",
                        "add sslmode=verify-full to database.owner_url"});
  }
  return findings;
}

}  // namespace rg::app
