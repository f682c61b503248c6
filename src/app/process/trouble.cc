#include "app/process/trouble.h"

namespace rg::app {

void Trouble::Look(bool there, std::string_view why) {
  if (there == there_) return;
  there_ = there;
  if (!there) return log_.Write(LogLevel::kInfo, words_.over_event, words_.over);
  if (why.empty()) return log_.Write(words_.level, words_.event, words_.what);
  log_.Write(words_.level, words_.event, words_.what, {{"why", why}});
}

}  // namespace rg::app
