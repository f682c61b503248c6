#pragma once

#include <string>
#include <string_view>

#include <boost/json/object.hpp>

#include "demo/compose.h"
#include "demo/reply.h"

namespace rg::demo {

// One function per endpoint of OpenAI's API. `request` is the parsed body.
Reply ChatCompletion(const boost::json::object& request, const Setting& setting);
Reply Response(const boost::json::object& request, const Setting& setting);
Reply Embeddings(const boost::json::object& request, const Setting& setting);
Reply OpenAiModels();
Reply OpenAiModel(std::string_view name);

// {"error": {"message", "type", "param", "code"}}
Reply OpenAiRefusal(const Refusal& refusal);

// What the endpoints share.
Accepted<const Model*> OpenAiModelOf(const boost::json::object& request, Makes makes);
// `holder` is where Chat keeps a tool's name and parameters ("function"); "" for Responses.
Accepted<void> ReadTools(const boost::json::object& request, std::string_view holder, Ask& ask);
Accepted<void> ReadEffort(std::string_view effort, std::string_view param, Ask& ask);
std::string_view ServedTier(const Ask& ask);
// The filler that hides the length of a token from who watches an encrypted stream.
std::string Obfuscation(std::uint64_t& state);

}  // namespace rg::demo
