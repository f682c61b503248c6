# rg_module(<folder> [DEPS <module>...] [LIBS <external>...] [TEST_DEPS <module>...] [PCH <header>...])
#
# One line per folder under src/. The DEPS are the architecture: script/tidy refuses an #include
# that crosses a line not drawn here. Files are found by name, so a new one touches nothing else:
#
#   x.h, x.cc       the module
#   x_test.cc       its tests, one binary per folder
#   x_bench.cc      its micro-benchmarks, one binary per folder, built by `ninja benches` only
#   x_contract.h    tests that every implementation of x.h must pass
function(rg_module name)
  cmake_parse_arguments(ARG "" "" "DEPS;LIBS;TEST_DEPS;PCH" ${ARGN})
  string(REPLACE "/" "_" target "rg_${name}")
  file(GLOB sources CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/src/${name}/*.cc")
  set(tests ${sources})
  set(benches ${sources})
  list(FILTER tests INCLUDE REGEX "_test\\.cc$")
  list(FILTER benches INCLUDE REGEX "_bench\\.cc$")
  list(FILTER sources EXCLUDE REGEX "((_test|_bench)\\.cc|/main\\.cc)$")

  set(kind PUBLIC)
  if(sources)
    add_library(${target} STATIC ${sources})
    if(ARG_PCH)
      target_precompile_headers(${target} PRIVATE ${ARG_PCH})
    endif()
  else()
    add_library(${target} INTERFACE)
    set(kind INTERFACE)
  endif()
  target_include_directories(${target} ${kind} "${PROJECT_SOURCE_DIR}/src")
  foreach(dep IN LISTS ARG_DEPS)
    string(REPLACE "/" "_" dep_target "rg_${dep}")
    target_link_libraries(${target} ${kind} ${dep_target})
  endforeach()
  target_link_libraries(${target} ${kind} ${ARG_LIBS})

  if(tests AND RG_TESTS)
    add_executable(${target}_test ${tests})
    target_link_libraries(${target}_test PRIVATE ${target} GTest::gmock GTest::gtest_main)
    target_precompile_headers(${target}_test PRIVATE <gmock/gmock.h> <gtest/gtest.h> ${ARG_PCH})
    foreach(dep IN LISTS ARG_TEST_DEPS)
      string(REPLACE "/" "_" dep_target "rg_${dep}")
      target_link_libraries(${target}_test PRIVATE ${dep_target})
    endforeach()
    set_property(GLOBAL APPEND PROPERTY RG_TEST_TARGETS ${target}_test)
  endif()
  if(benches AND RG_BENCHES)
    add_executable(${target}_bench EXCLUDE_FROM_ALL ${benches})
    rg_bench_program(${target}_bench)
    target_link_libraries(${target}_bench PRIVATE ${target} benchmark::benchmark_main)
    foreach(dep IN LISTS ARG_TEST_DEPS)
      string(REPLACE "/" "_" dep_target "rg_${dep}")
      target_link_libraries(${target}_bench PRIVATE ${dep_target})
    endforeach()
  endif()
endfunction()

# rg_embed(<folder> <namespace> <file>...)
#
# Makes files of a module part of the program: the text of src/<folder>/lua/admit.lua, say, is then
# the std::string_view <namespace>::k_admit. See embed.cmake.
function(rg_embed name namespace)
  string(REPLACE "/" "_" target "rg_${name}")
  list(TRANSFORM ARGN PREPEND "${PROJECT_SOURCE_DIR}/src/${name}/" OUTPUT_VARIABLE files)
  set(output "${CMAKE_CURRENT_BINARY_DIR}/embedded/${target}.cc")
  add_custom_command(
    OUTPUT "${output}"
    COMMAND ${CMAKE_COMMAND} "-DOUTPUT=${output}" "-DNAMESPACE=${namespace}" "-DFILES=${files}" -P
            "${PROJECT_SOURCE_DIR}/cmake/embed.cmake"
    DEPENDS ${files} "${PROJECT_SOURCE_DIR}/cmake/embed.cmake"
    VERBATIM)
  target_sources(${target} PRIVATE "${output}")
endfunction()
