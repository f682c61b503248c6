# What script/simulate runs: the real counters and leases, in virtual time.
if(RG_TESTS)
  set(sim "${PROJECT_SOURCE_DIR}/test/sim")
  add_executable(rg_lease_simulation "${sim}/gateway.cc" "${sim}/lease_simulation_main.cc" "${sim}/outcome.cc"
                 "${sim}/scene.cc" "${sim}/simulation.cc" "${sim}/workload.cc")
  target_link_libraries(rg_lease_simulation PRIVATE rg_store_redis rg_store_memory)
endif()
