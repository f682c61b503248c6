# What script/bench measures with. Nothing of it is part of a plain build: `ninja benches` makes it
# all, in a folder of its own.
if(RG_BENCHES)
  add_custom_target(benches)
endif()

function(rg_bench_program target)
  set_target_properties(${target} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bench")
  add_dependencies(benches ${target})
endfunction()

# Load and upstreams: what they count with is tested as everything else is.
set(load "${PROJECT_SOURCE_DIR}/test/bench/load")
add_library(rg_load STATIC EXCLUDE_FROM_ALL "${load}/answer_reader.cc" "${load}/histogram.cc"
            "${load}/open_loop.cc" "${load}/sockets.cc")
if(RG_TESTS)
  add_executable(rg_load_test "${load}/answer_reader_test.cc" "${load}/histogram_test.cc"
                 "${load}/open_loop_test.cc")
  target_link_libraries(rg_load_test PRIVATE rg_load GTest::gtest_main)
endif()
if(RG_BENCHES)
  foreach(program open_loop stream_client stream_upstream)
    add_executable(${program} EXCLUDE_FROM_ALL "${load}/${program}_main.cc")
    target_link_libraries(${program} PRIVATE rg_load)
    rg_bench_program(${program})
  endforeach()
endif()
