#pragma once

#include <cstdint>

#include <boost/json/value.hpp>

namespace rg::demo {

// A value that satisfies a JSON Schema of the shapes models are given: types (also lists of them),
// properties, items, enum, const, anyOf, $ref to the schema's own definitions, and the bounds on
// numbers, strings and lists. Required properties are always there; so are optional ones, down to
// kDepthMax, below which only what is required is filled in.
boost::json::value Instance(const boost::json::value& schema, std::uint64_t& state);

}  // namespace rg::demo
