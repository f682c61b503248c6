#pragma once

#include <string>
#include <string_view>

namespace rg::cli {

// What stands in a data folder; the server makes all of it (app/stores/data_folder.h).
inline constexpr std::string_view kAdminTokenFile = "admin-token";
inline constexpr std::string_view kVaultKeyFile = "vault-key";
inline constexpr std::string_view kDatabaseFile = "rateguard.db";
inline constexpr std::string_view kJournalFolder = "journal";

// Where `rateguard demo` keeps its data: beside the real one.
inline std::string DemoFolderOf(const std::string& data_folder) { return data_folder + "-demo"; }

inline std::string InFolder(const std::string& folder, std::string_view name) {
  return folder + "/" + std::string(name);
}

}  // namespace rg::cli
