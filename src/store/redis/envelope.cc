#include "store/redis/envelope.h"

namespace rg::store::redis {

void PackTime(Packer& packed, const ScriptTime& time) {
  constexpr std::int64_t kSecond = 1'000'000'000;
  const std::int64_t nanos = time.now.time_since_epoch().count();
  packed.Number(time.of_server ? -1 : nanos / kSecond).Number(time.of_server ? 0 : nanos % kSecond);
}

std::optional<Head> ReadHead(Reply::Item answer) {
  Unpacker bytes(answer[0].text());
  Head head;
  head.status = bytes.Byte();
  head.now = TimePoint{Duration{bytes.Wide()}};
  head.writes = static_cast<std::uint64_t>(bytes.Number());
  if (!bytes.ok()) return {};
  head.meta = ReadMeta(bytes.rest());
  return head;
}

}  // namespace rg::store::redis
