#pragma once

#include <memory_resource>
#include <string_view>

#include "core/dialect.h"
#include "core/result.h"
#include "route/request_body.h"

namespace rg::route {

// ReadRequest for Gemini's dialects, whose bodies share no word with the others': the model is in
// the path, the limit of the output lies one level down, and every name has two spellings (Google's
// JSON takes maxOutputTokens and max_output_tokens). One that is there twice, in either spelling,
// is refused.
Result<RequestFacts> ReadGeminiRequest(Dialect dialect, std::string_view model,
                                       std::string_view body, std::pmr::memory_resource& memory);

}  // namespace rg::route
