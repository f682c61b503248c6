#pragma once

#include <cstdlib>
#include <filesystem>
#include <string_view>

// For tests: the folder of facts that lies beside the project.
namespace rg::http {

// Where `name` is, whichever of the project's folders the test runs in. It need not exist.
inline std::filesystem::path SharedFile(std::string_view name) {
  if (const char* const shared = std::getenv("RG_SHARED")) {
    return std::filesystem::path(shared) / name;
  }
  std::filesystem::path folder = std::filesystem::current_path();
  while (folder != folder.root_path() && !std::filesystem::exists(folder / "shared" / name)) {
    folder = folder.parent_path();
  }
  return folder / "shared" / name;
}

}  // namespace rg::http
