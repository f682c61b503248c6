#pragma once

#include <string>
#include <string_view>

#include "config/fields.h"

// Declarations in words, for pages that people read.
namespace rg::config {

// "integer", "duration", "list of text".
std::string TypeWords(const Type& type);
// "0 to 65535", "batched, always"; "" when there is nothing to say.
std::string BoundsWords(const Field& field);
// The default as it would be written; "" for none.
std::string DefaultWords(const Field& field, const void* defaults);

// A text as a cell of a Markdown table.
std::string Cell(std::string_view text);

// A Markdown table with a row for each member; nested structs as "scopes.apis". Internal members
// are left out.
std::string FieldsTable(const Table& table);

}  // namespace rg::config
