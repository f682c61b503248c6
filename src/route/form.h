#pragma once

#include <cstdint>
#include <string_view>

#include "core/result.h"

namespace rg::route {

// What routing needs of a multipart/form-data request (uploads of pictures and sound). Views of the
// body.
struct FormFacts {
  std::string_view model;
  bool stream = false;
  std::int64_t choices = 1;     // n
  std::int64_t images = 0;      // parts that are pictures
  std::int64_t text_bytes = 0;  // of all fields that are not files
  std::string_view end_user;
};

// Reads the parts' names and the few values above; files are passed over. kInvalidRequest when the
// boundary is missing or longer than RFC 2046 allows, the form is cut, the model is missing, or a
// field that matters appears twice.
Result<FormFacts> ReadForm(std::string_view content_type, std::string_view body);

}  // namespace rg::route
