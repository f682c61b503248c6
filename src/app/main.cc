#include <cstring>
#include "app/serve.h"
int main(int argc, char** argv) {
  rg::config::Sources sources;
  for (int i = 2; i + 1 < argc; i += 2) sources.flags.push_back({argv[i] + 2, argv[i + 1]});
  sources.environment = rg::config::ProcessEnvironment();
  sources.read = rg::config::ReadFile;
  rg::config::Loaded loaded = rg::config::Load(sources);
  for (auto& f : loaded.faults) fprintf(stderr, "%s\n", rg::config::Print(f).c_str());
  if (argc > 1 && !strcmp(argv[1], "demo")) return rg::app::Demo({loaded, 1, 30, false});
  return rg::app::Serve({loaded, ""});
}
