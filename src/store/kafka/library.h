#pragma once

#include <string>

#include "core/result.h"

namespace rg::store::kafka {

// librdkafka.so.1, loaded when it is first asked for: a program without Kafka neither needs it nor
// keeps its libraries in memory.
//
// Threads   Any.
class Library {
 public:
  // Whether it is there, in a version that we know.
  static Result<void> Load();
  // Null when the library is not there.
  static void* Find(const char* name);
  // What it complains of, and what is behind that where it does not know itself.
  static std::string Explain(const char* why);
};

// A function of the library, under its own name: `decltype(&::f) f = Symbol("f");`
struct Symbol {
  explicit Symbol(const char* name) : address(Library::Find(name)) {}
  template <class Function>
  operator Function*() const {
    return reinterpret_cast<Function*>(address);
  }
  void* address;
};

}  // namespace rg::store::kafka
