#pragma once

// What every implementation of Counters must do:
//
//   INSTANTIATE_TEST_SUITE_P(Memory, CountersContract, testing::Values(&MakeMemoryHarness));
#include "admission/counters_contract_holds.h"
#include "admission/counters_contract_limits.h"
#include "admission/counters_contract_model.h"
#include "admission/counters_contract_money.h"
#include "admission/counters_contract_races.h"
