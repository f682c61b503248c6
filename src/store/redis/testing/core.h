#pragma once

#include "http/loop_thread.h"

namespace rg::store::redis::testing {

// As each core of the gateway has one.
using Core = http::LoopThread;

}  // namespace rg::store::redis::testing
