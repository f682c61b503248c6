#include <algorithm>
#include <cmath>
#include <cstring>

#include <boost/json/array.hpp>
#include <openssl/evp.h>

#include "demo/openai.h"

namespace rg::demo {
namespace {

namespace json = boost::json;

constexpr std::size_t kInputsMax = 2048;

struct Input {
  std::uint64_t hash = 0;
  std::int64_t tokens = 0;
};

Refusal BadInput(std::string_view what) {
  return {.message = "'input' is invalid: " + std::string(what), .param = "input", .code = {}};
}

bool IsTokenList(const json::array& list) {
  return !list.empty() &&
         std::all_of(list.begin(), list.end(), [](const json::value& v) { return v.is_int64(); });
}

Accepted<Input> ReadInput(const json::value& value) {
  if (value.is_string()) {
    const std::string_view text = value.get_string();
    if (text.empty()) return BadInput("an empty string has no embedding.");
    return Input{Hash(text), CountTokens(text)};
  }
  if (value.is_array() && IsTokenList(value.get_array())) {
    return Input{Hash(json::serialize(value)), static_cast<std::int64_t>(value.get_array().size())};
  }
  return BadInput("expected a string, an array of strings, or arrays of token ids.");
}

Accepted<std::vector<Input>> ReadInputs(const json::object& request) {
  const json::value* input = Find(request, "input");
  if (!input) return BadInput("it is missing.");
  std::vector<Input> inputs;
  if (!input->is_array() || IsTokenList(input->get_array())) {
    RG_TRY(const Input one, ReadInput(*input));
    inputs.push_back(one);
    return inputs;
  }
  const json::array& list = input->get_array();
  if (list.empty() || list.size() > kInputsMax)
    return BadInput("expected between 1 and 2048 inputs.");
  for (const json::value& item : list) {
    RG_TRY(const Input one, ReadInput(item));
    inputs.push_back(one);
  }
  return inputs;
}

// A direction drawn from the text's hash, of length one as the real ones are.
std::vector<float> Vector(std::uint64_t state, std::size_t dimensions) {
  std::vector<float> values(dimensions);
  double squares = 0;
  for (float& value : values) {
    value = static_cast<float>(static_cast<double>(Draw(state) >> 11) * 0x1p-52 - 1.0);
    squares += static_cast<double>(value) * value;
  }
  const auto length = static_cast<float>(std::sqrt(squares));
  for (float& value : values) value /= length;
  return values;
}

json::value Encode(const std::vector<float>& values, bool base64) {
  if (!base64) return json::array(values.begin(), values.end());
  const std::size_t bytes = values.size() * sizeof(float);
  std::string raw(bytes, '\0');
  std::memcpy(raw.data(), values.data(), bytes);
  std::string text((bytes + 2) / 3 * 4 + 1, '\0');
  const int length =
      EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                      reinterpret_cast<const unsigned char*>(raw.data()), static_cast<int>(bytes));
  text.resize(static_cast<std::size_t>(length));
  return json::value(text);
}

}  // namespace

Reply Embeddings(const json::object& request, const Setting&) {
  const Accepted<const Model*> model = OpenAiModelOf(request, Makes::kEmbeddings);
  if (!model) return OpenAiRefusal(model.error());
  const Accepted<std::vector<Input>> inputs = ReadInputs(request);
  if (!inputs) return OpenAiRefusal(inputs.error());
  const auto dimensions = IntegerAt(request, "dimensions", 1);
  if (!dimensions) return OpenAiRefusal(dimensions.error());
  const std::int64_t wanted = dimensions->value_or((*model)->dimensions);
  if (wanted > (*model)->dimensions) {
    return OpenAiRefusal({.message = "Invalid value for 'dimensions': this model has at most " +
                                     std::to_string((*model)->dimensions) + ".",
                          .param = "dimensions",
                          .code = {}});
  }

  const bool base64 = StringAt(request, "encoding_format") == "base64";
  json::array data;
  std::int64_t tokens = 0;
  for (const Input& input : *inputs) {
    tokens += input.tokens;
    data.push_back(
        {{"object", "embedding"},
         {"index", data.size()},
         {"embedding", Encode(Vector(input.hash, static_cast<std::size_t>(wanted)), base64)}});
  }
  return JsonReply({{"object", "list"},
                    {"data", std::move(data)},
                    {"model", (*model)->served},
                    {"usage", {{"prompt_tokens", tokens}, {"total_tokens", tokens}}}});
}

}  // namespace rg::demo
