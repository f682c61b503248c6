#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/object.hpp>

#include "core/result.h"
#include "route/api.h"

namespace rg::pipeline {

// The longest name a model may have; a longer one is left out.
inline constexpr std::size_t kModelNameMax = 200;

// The models of an answer to GET /v1/models, of OpenAI's dialect or Anthropic's, as they came; what
// has no usable `id` is left out. kUpstreamFailed when the answer is no such list.
Result<std::vector<boost::json::object>> ReadModels(std::string_view body);

// A model as an API of one family describes it, in the words of another. Within a family it stays
// as it came.
boost::json::object InWordsOf(Family family, boost::json::object model, Family of,
                              std::string_view api_slug);

// A model that only our configuration names.
boost::json::object Unspoken(Family family, std::string_view id, std::string_view api_slug);

std::string_view IdOf(const boost::json::object& model);

// The list as the client's SDK reads it. Anthropic's is in pages: `query` may hold limit (1 to
// 1000, 20 when there is none), after_id and before_id. kInvalidRequest names the parameter that is
// wrong.
Result<std::string> PageOf(Family family, std::span<const boost::json::object> models,
                           std::string_view query);

}  // namespace rg::pipeline
