#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/fwd.hpp>

#include "auth/hasher.h"
#include "config/fields.h"
#include "core/crypto.h"
#include "core/id.h"
#include "core/secret.h"
#include "core/time.h"
#include "resource/rejection.h"

namespace rg::resource {

// What is known of every resource, whatever it is.
struct Header {
  Uuid id;
  WorkspaceId workspace;  // nil for workspaces and for what the operator sets for all of them
  std::int64_t version = 1;
  TimePoint created;
  TimePoint updated;
};

// Something else that a resource names. By id, or by name where the id is nil.
struct Reference {
  std::string pointer;  // where it is named
  std::string_view kind;
  Uuid id;
  std::string name;
};

// What a kind may need to make a new one.
struct Making {
  const Header& header;
  std::string_view actor;
  Entropy& entropy;
  const auth::KeyHasher& hasher;
};

// One kind of resource: its struct, declared with config::Fields, and what is particular about it.
// The rest (storing, checking, listing, changing, auditing) is the same for all and is written
// once, in Registry. A new kind is one file and one row in kAllKinds.
struct Kind {
  std::string_view name;    // "key"
  std::string_view plural;  // "keys"
  const config::Table& (*table)() = nullptr;
  std::shared_ptr<void> (*make)() = nullptr;

  // The name that must be unique in its workspace, and the member that a conflict is blamed on.
  std::string (*unique_name)(const void* body) = nullptr;
  std::string_view unique_pointer;

  // Copies what the header says to where the struct keeps it.
  void (*bind)(void* body, const Header& header) = nullptr;

  // Optional: fills members that follow from others into the input of a create.
  void (*complete)(boost::json::object& input) = nullptr;
  // Optional: makes what we make ourselves. A secret that is answered is shown once, to the
  // creator.
  std::optional<Secret> (*prepare)(void* body, const Making& making) = nullptr;
  // Optional: what must exist in the same workspace.
  std::vector<Reference> (*references)(const void* body) = nullptr;
};

// A resource with its contents.
struct Document {
  const Kind* kind = nullptr;
  Header header;
  std::shared_ptr<void> body;

  template <class T>
  T& As() const {
    return *static_cast<T*>(body.get());
  }
};

// The fields every Kind of struct T has in common.
template <class T>
Kind KindOf(std::string_view name, std::string_view plural) {
  Kind kind;
  kind.name = name;
  kind.plural = plural;
  kind.table = &config::TableOf<T>;
  kind.make = []() -> std::shared_ptr<void> { return std::make_shared<T>(); };
  return kind;
}

const Kind& WorkspaceKind();
const Kind& ProjectKind();
const Kind& ApiKind();
const Kind& KeyKind();
const Kind& LimitKind();
const Kind& BudgetKind();
const Kind& PriceKind();

// All of them, those that others refer to first.
std::span<const Kind* const> AllKinds();
// Null when there is none of that name.
const Kind* FindKind(std::string_view name);

}  // namespace rg::resource
