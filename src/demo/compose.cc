#include "demo/compose.h"

#include <algorithm>
#include <array>
#include <limits>

#include <boost/json/serialize.hpp>

#include "demo/schema.h"
#include "demo/tokens.h"

namespace rg::demo {
namespace {

constexpr std::int64_t kWordsAskedMax = 20'000;
constexpr std::int64_t kReasoningStep = 64;

constexpr std::array<std::string_view, 12> kSubjects = {
    "The gateway",  "A careful budget", "Every request",   "The ledger",
    "Your team",    "A short prompt",   "The cache",       "This answer",
    "A good limit", "The provider",     "Each new window", "An honest meter"};
constexpr std::array<std::string_view, 12> kVerbs = {
    "keeps",    "explains", "measures", "protects", "remembers", "settles",
    "balances", "follows",  "shows",    "saves",    "describes", "counts"};
constexpr std::array<std::string_view, 12> kObjects = {
    "the cost of a call", "what was really used", "a quiet evening",   "the whole month",
    "every single token", "the plan you made",    "a stream of words", "the difference",
    "what comes next",    "a clear record",       "the last cent",     "its own promises"};
constexpr std::array<std::string_view, 10> kEndings = {
    "before it leaves", "without any surprise", "as it happens",     "one step at a time",
    "from end to end",  "in plain sight",       "while others wait", "by the end of the day",
    "for good reason",  "and says so"};

template <std::size_t N>
std::string_view Pick(std::uint64_t& state, const std::array<std::string_view, N>& from) {
  return from[Draw(state) % N];
}

// "in 40 words", "Write 200 words about": the number in front of the first "word".
std::optional<std::int64_t> WordsAskedFor(std::string_view text) {
  for (std::size_t at = text.find(" word"); at != std::string_view::npos;
       at = text.find(" word", at + 1)) {
    std::size_t start = at;
    while (start > 0 && text[start - 1] >= '0' && text[start - 1] <= '9') --start;
    if (start == at || at - start > 6) continue;
    const std::int64_t words = std::stoll(std::string(text.substr(start, at - start)));
    return std::clamp<std::int64_t>(words, 1, kWordsAskedMax);
  }
  return std::nullopt;
}

std::string FreeText(const Ask& ask, std::uint64_t& state) {
  constexpr std::string_view kEcho = "Reply exactly: ";
  const std::size_t echo = ask.last_text.find(kEcho);
  if (echo != std::string::npos) return ask.last_text.substr(echo + kEcho.size());
  const auto asked = WordsAskedFor(ask.last_text);
  return Prose(state, asked.value_or(12 + static_cast<std::int64_t>(Draw(state) % 60)));
}

// Left to itself a model calls a tool when the user speaks of what the tool is named after.
bool SpeaksOf(std::string_view text, std::string_view tool_name) {
  constexpr std::size_t kTellingLetters = 4;
  std::size_t start = 0;
  while (start <= tool_name.size()) {
    const std::size_t end = std::min(tool_name.find_first_of("_-", start), tool_name.size());
    const std::string_view word = tool_name.substr(start, end - start);
    if (word.size() >= kTellingLetters && text.find(word) != std::string_view::npos) return true;
    start = end + 1;
  }
  return false;
}

const Tool* ToolToCall(const Ask& ask, std::uint64_t& state) {
  if (ask.tools.empty() || ask.tool_use == ToolUse::kNever) return nullptr;
  if (ask.tool_use == ToolUse::kForced) {
    if (ask.forced_tool.empty()) return &ask.tools[Draw(state) % ask.tools.size()];
    for (const Tool& tool : ask.tools) {
      if (tool.name == ask.forced_tool) return &tool;
    }
    return nullptr;
  }
  if (ask.answers_tool) return nullptr;
  for (const Tool& tool : ask.tools) {
    if (SpeaksOf(ask.last_text, tool.name)) return &tool;
  }
  return nullptr;
}

std::int64_t Think(const Ask& ask, std::uint64_t& state, Answer& answer) {
  if (ask.thinking_tokens_max > 0) {
    answer.thinking = Prose(state, 20 + static_cast<std::int64_t>(Draw(state) % 60));
    answer.thinking = TakeTokens(answer.thinking, ask.thinking_tokens_max);
    return CountTokens(answer.thinking);
  }
  if (ask.model->thinks == Thinks::kNo) return 0;
  return kReasoningStep * ask.effort * (1 + static_cast<std::int64_t>(Draw(state) % 4));
}

void CutAtStop(const Ask& ask, Answer& answer) {
  std::size_t first = std::string::npos;
  for (const std::string& stop : ask.stops) {
    const std::size_t at = stop.empty() ? std::string::npos : answer.text.find(stop);
    if (at >= first) continue;
    first = at;
    answer.stop_sequence = stop;
  }
  if (first == std::string::npos) return;
  answer.text.resize(first);
  answer.ending = Ending::kStopSequence;
}

// A limit that cuts a call leaves half of its arguments, as it does at the real providers.
void CutAtLimit(const Ask& ask, Answer& answer) {
  std::int64_t left = ask.output_tokens_max.value_or(std::numeric_limits<std::int64_t>::max());
  left = std::min(left, ask.model->output_tokens_max);
  if (answer.OutputTokens() <= left) return;

  answer.ending = Ending::kLength;
  answer.stop_sequence.clear();
  answer.thinking_tokens = std::min(answer.thinking_tokens, left);
  answer.thinking = TakeTokens(answer.thinking, answer.thinking_tokens);
  left -= answer.thinking_tokens;
  answer.visible_tokens = left;
  answer.text = TakeTokens(answer.text, left);
  if (answer.call) answer.call->arguments = TakeTokens(answer.call->arguments, left);
}

}  // namespace

Answer Compose(const Ask& ask, std::int64_t choice) {
  std::uint64_t state =
      Hash(ask.model->name, ask.prompt.hash()) + static_cast<std::uint64_t>(choice);
  Answer answer;
  answer.thinking_tokens = Think(ask, state, answer);

  if (const Tool* tool = ToolToCall(ask, state)) {
    answer.call = ToolCall{tool->name, boost::json::serialize(Instance(tool->parameters, state))};
    answer.ending = Ending::kToolCall;
    answer.visible_tokens = CountTokens(answer.call->arguments);
  } else {
    answer.text =
        ask.schema ? boost::json::serialize(Instance(*ask.schema, state)) : FreeText(ask, state);
    if (!ask.schema) CutAtStop(ask, answer);
    answer.visible_tokens = CountTokens(answer.text);
  }
  CutAtLimit(ask, answer);
  return answer;
}

std::string Prose(std::uint64_t& state, std::int64_t words) {
  std::string text;
  std::int64_t written = 0;
  while (written < words) {
    std::string sentence(Pick(state, kSubjects));
    sentence.append(" ").append(Pick(state, kVerbs));
    sentence.append(" ").append(Pick(state, kObjects));
    sentence.append(" ").append(Pick(state, kEndings));
    std::size_t end = 0;
    for (; end < sentence.size() && written < words; ++written) {
      end = std::min(sentence.find(' ', end + 1), sentence.size());
    }
    if (!text.empty()) text += ' ';
    text.append(sentence, 0, end).append(".");
  }
  return text;
}

std::string RandomText(std::uint64_t& state, std::size_t length) {
  constexpr std::string_view kAlphabet =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  std::string text(length, ' ');
  for (char& c : text) c = kAlphabet[Draw(state) % kAlphabet.size()];
  return text;
}

}  // namespace rg::demo
