#include "cli/doctor_checks.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <ostream>
#include <unistd.h>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <sys/stat.h>
#include <sys/statvfs.h>

#include "cli/data_folder.h"
#include "cli/show.h"

namespace rg::cli {
namespace {

namespace fs = std::filesystem;
using Verdict = Finding::Verdict;

constexpr std::int64_t kMiB = 1024 * 1024;
constexpr std::int64_t kDiskFaultBelow = 100 * kMiB;
constexpr std::int64_t kDiskWarningBelow = 1024 * kMiB;
constexpr Duration kSkewWarning = std::chrono::seconds{30};
constexpr mode_t kOthers = 077;

std::string ShowBytes(std::int64_t bytes) {
  if (bytes >= 10 * 1024 * kMiB) return ShowCount(bytes / (1024 * kMiB)) + " GiB";
  return ShowCount(bytes / kMiB) + " MiB";
}

std::string Octal(mode_t mode) {
  std::string text = "0000";
  for (int i = 3; i >= 0; --i, mode >>= 3)
    text[static_cast<std::size_t>(i)] = static_cast<char>('0' + (mode & 7));
  return text;
}

Finding CheckKeyFile(const std::string& folder, std::string_view name) {
  const std::string file = InFolder(folder, name);
  struct stat status {};
  if (::stat(file.c_str(), &status) != 0) {
    return {std::string(name), Verdict::kWarning, "is not there",
            "it is made at the first start of `rateguard serve`"};
  }
  if ((status.st_mode & kOthers) != 0) {
    return {std::string(name), Verdict::kFault,
            "others may read it (mode " + Octal(status.st_mode & 07777) + ")",
            "chmod 600 " + file + ", and replace it if somebody might have"};
  }
  return {std::string(name), Verdict::kFine, "mode " + Octal(status.st_mode & 07777), ""};
}

}  // namespace

std::vector<Finding> CheckSettings(const config::Loaded& loaded) {
  std::vector<Finding> findings;
  for (const config::SettingFault& fault : loaded.faults) {
    findings.push_back(
        {"settings", Verdict::kFault, config::Print(fault), "rateguard config check"});
  }
  if (findings.empty()) {
    findings.push_back({"settings", Verdict::kFine,
                        loaded.file.empty() ? "defaults and environment" : loaded.file, ""});
  }
  return findings;
}

std::vector<Finding> CheckDataFolder(const std::string& folder) {
  struct stat status {};
  if (::stat(folder.c_str(), &status) != 0) {
    return {{"data folder", Verdict::kWarning, folder + " is not there",
             "it is made at the first start of `rateguard serve`"}};
  }
  std::vector<Finding> findings;
  if (!S_ISDIR(status.st_mode) || ::access(folder.c_str(), R_OK | W_OK | X_OK) != 0) {
    findings.push_back({"data folder", Verdict::kFault, folder + " cannot be written by this user",
                        "chown it to the user that runs rateguard"});
  } else if ((status.st_mode & kOthers) != 0) {
    findings.push_back({"data folder", Verdict::kWarning,
                        folder + " is open to others (mode " + Octal(status.st_mode & 07777) + ")",
                        "chmod 700 " + folder});
  } else {
    findings.push_back({"data folder", Verdict::kFine, folder, ""});
  }
  findings.push_back(CheckKeyFile(folder, kAdminTokenFile));
  findings.push_back(CheckKeyFile(folder, kVaultKeyFile));
  return findings;
}

Finding CheckDisk(const std::string& folder) {
  // A folder that is still to be made will be on its parent's disk.
  fs::path at = folder;
  std::error_code failed;
  while (!fs::exists(at, failed) && at.has_relative_path()) at = at.parent_path();
  struct statvfs status {};
  if (::statvfs(at.c_str(), &status) != 0) {
    return {"disk", Verdict::kWarning, at.string() + ": " + std::strerror(errno),
            "look at it with df"};
  }
  const auto free =
      static_cast<std::int64_t>(status.f_bavail) * static_cast<std::int64_t>(status.f_frsize);
  const std::string detail = ShowBytes(free) + " free";
  const std::string remedy = "make room: when it is full, calls that cost money are refused";
  if (free < kDiskFaultBelow) return {"disk", Verdict::kFault, detail, remedy};
  if (free < kDiskWarningBelow) return {"disk", Verdict::kWarning, detail, remedy};
  return {"disk", Verdict::kFine, detail, ""};
}

Finding CheckJournal(const std::string& folder, std::int64_t quota_bytes) {
  const fs::path journal = InFolder(folder, kJournalFolder);
  std::error_code failed;
  std::int64_t bytes = 0;
  std::int64_t quarantined = 0;
  for (fs::recursive_directory_iterator at(journal, failed), end; !failed && at != end;
       at.increment(failed)) {
    if (!at->is_regular_file(failed)) continue;
    const bool damaged = at->path().parent_path().filename() == "quarantine";
    quarantined += damaged ? 1 : 0;
    if (!damaged) bytes += static_cast<std::int64_t>(at->file_size(failed));
  }
  if (quarantined > 0) {
    return {
        "journal", Verdict::kWarning, ShowCount(quarantined) + " damaged records in quarantine",
        "look at " + (journal / "quarantine").string() + "; check the disk; then rateguard audit"};
  }
  const std::string detail = ShowBytes(bytes) + " of " + ShowBytes(quota_bytes);
  if (bytes > quota_bytes / 5 * 4) {
    return {"journal", Verdict::kFault, detail,
            "events are not taken out of it: look at the server's log"};
  }
  return {"journal", Verdict::kFine, detail, ""};
}

Finding CheckClock(TimePoint now, std::string_view date_field, std::string_view host) {
  std::tm parts{};
  const std::string text(date_field);
  const char* end = ::strptime(text.c_str(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
  if (!end)
    return {"clock", Verdict::kWarning, std::string(host) + " does not say what time it is", ""};
  const TimePoint theirs = std::chrono::sys_seconds{std::chrono::seconds{::timegm(&parts)}};
  const Duration skew = now > theirs ? now - theirs : theirs - now;
  const std::string detail = ShowDuration(skew) + " from " + std::string(host) + "'s";
  if (skew <= kSkewWarning) return {"clock", Verdict::kFine, detail, ""};
  return {"clock", Verdict::kWarning, detail, "set it right: budgets begin and end by it"};
}

void PrintFindings(std::ostream& out, const std::vector<Finding>& findings, Color color) {
  std::size_t width = 0;
  for (const Finding& finding : findings) width = std::max(width, WidthOf(finding.what));
  for (const Finding& finding : findings) {
    const std::string mark = finding.verdict == Verdict::kFine      ? Green("ok   ", color)
                             : finding.verdict == Verdict::kWarning ? Yellow("warn ", color)
                                                                    : Red("fault", color);
    out << mark << "  " << finding.what << std::string(width - WidthOf(finding.what) + 2, ' ')
        << finding.detail << '\n';
    if (!finding.remedy.empty()) out << std::string(9 + width, ' ') << finding.remedy << '\n';
  }
}

boost::json::value ToJson(const std::vector<Finding>& findings) {
  constexpr std::array<std::string_view, 3> kNames = {"ok", "warning", "fault"};
  boost::json::array items;
  for (const Finding& finding : findings) {
    items.push_back({{"what", finding.what},
                     {"verdict", kNames[static_cast<std::size_t>(finding.verdict)]},
                     {"detail", finding.detail},
                     {"remedy", finding.remedy}});
  }
  return items;
}

}  // namespace rg::cli
