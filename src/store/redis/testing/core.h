#pragma once

#include "store/redis/loop.h"

namespace rg::store::redis::testing {

// As each core of the gateway has one.
using Core = Loop;

}  // namespace rg::store::redis::testing
