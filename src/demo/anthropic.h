#pragma once

#include <string_view>

#include <boost/json/object.hpp>

#include "demo/reply.h"

namespace rg::demo {

// One function per endpoint of Anthropic's API. `request` is the parsed body.
Reply Message(const boost::json::object& request, const Setting& setting);
Reply CountMessageTokens(const boost::json::object& request, const Setting& setting);
Reply AnthropicModels();
Reply AnthropicModel(std::string_view name);

// {"type": "error", "error": {"type", "message"}, "request_id"}
Reply AnthropicRefusal(const Refusal& refusal, std::string_view request_id = "req_demo");

}  // namespace rg::demo
