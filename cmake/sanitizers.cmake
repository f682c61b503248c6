# RG_SANITIZE builds everything with one of the sanitizers, for `script/test --asan` and `--tsan`:
#
#   address   AddressSanitizer with leaks, and UndefinedBehaviorSanitizer
#   thread    ThreadSanitizer
#   fuzzer    both of the first and libFuzzer's instrumentation; test/fuzz/ needs it, and clang
#
# Debian's own libraries stay as they are, so what happens only inside them is not seen.
set(RG_SANITIZE "" CACHE STRING "address, thread or fuzzer; empty for none")
set_property(CACHE RG_SANITIZE PROPERTY STRINGS "" address thread fuzzer)
if(NOT RG_SANITIZE)
  return()
endif()

if(RG_SANITIZE STREQUAL "address")
  set(flags -fsanitize=address,undefined)
elseif(RG_SANITIZE STREQUAL "thread")
  # Asio orders some of its memory by fences, which GCC's ThreadSanitizer says it does not model.
  set(flags -fsanitize=thread -Wno-tsan)
elseif(RG_SANITIZE STREQUAL "fuzzer")
  # Clang 14 reads a coroutine's frame for a function's type: no check of those.
  set(flags -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize=function)
else()
  message(FATAL_ERROR "RG_SANITIZE is address, thread or fuzzer, not ${RG_SANITIZE}")
endif()

# A finding ends the program: one that only prints would pass for green. -O1 keeps its stack legible.
# The library's own assertions see what lies inside an allocation but outside a string or vector.
add_compile_options(${flags} -fno-sanitize-recover=all -O1)
add_compile_definitions(_GLIBCXX_ASSERTIONS)
add_link_options(${flags})
if(RG_SANITIZE STREQUAL "thread")
  add_library(rg_c11_threads OBJECT "${PROJECT_SOURCE_DIR}/test/sanitizer/c11_threads.cc")
  link_libraries($<TARGET_OBJECTS:rg_c11_threads>)
endif()
