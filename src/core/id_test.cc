#include "core/id.h"

#include <gtest/gtest.h>

namespace rg {
namespace {

TEST(Uuid, ReadsWhatItPrints) {
  IdSource ids{7};
  const Uuid id = ids.NewUuid(FromMicros(1'700'000'000'000'000));
  EXPECT_EQ(*ParseUuid(ToString(id)), id);
  EXPECT_EQ(ToString(id)[14], '7') << "the version of RFC 9562";
}

TEST(Uuid, LaterOnesSortLater) {
  IdSource ids{7};
  EXPECT_LT(ids.NewUuid(FromMicros(1'000)), ids.NewUuid(FromMicros(2'000)));
}

TEST(Uuid, RefusesWhatIsNotOne) {
  for (const char* text : {"", "0190b5a0", "0190b5a0-0000-7000-8000-00000000000g",
                           "0190b5a0x0000-7000-8000-000000000000"}) {
    EXPECT_FALSE(ParseUuid(text)) << text;
  }
}

}  // namespace
}  // namespace rg
