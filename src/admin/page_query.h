#pragma once

#include <optional>
#include <string>

#include "config/fields.h"
#include "core/id.h"

namespace rg::admin {

// The parameters of every list. Lists that can be filtered derive from it.
struct PageQuery {
  std::int64_t limit = 50;
  std::string cursor;
};

template <class Q>
void DescribePage(config::Fields<Q>& f) {
  f.Add("limit", &Q::limit).AtLeast(1).AtMost(1000).Because("At most so many.");
  f.Add("cursor", &Q::cursor).AtMost(200).Because("next_cursor of the page before.");
}
inline void Describe(config::Fields<PageQuery>& f) { DescribePage(f); }

}  // namespace rg::admin
