#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "core/dialect.h"
#include "core/usage.h"
#include "meter/reading.h"

namespace rg::meter {

// What the gateway does with one event of a stream.
enum class StreamAction : std::uint8_t {
  kPass,       // send the bytes as they came
  kDrop,       // send nothing
  kRewritten,  // send `rewritten` instead
};

struct StreamOptions {
  // We asked the provider for usage and the client did not: what that added is taken out again.
  bool strip_usage = false;
  // The client asked for usage itself, so an ending of ours reports it too.
  bool client_asked_usage = false;
};

// What every dialect's stream keeps for whoever meters it. See StreamMeter for the meaning.
struct StreamState {
  Reading reading;
  bool finished = false;
  bool saw_error = false;
  bool input_known = false;
  std::int64_t output_bytes = 0;
  std::int64_t events = 0;
};

// One dialect's stream. Implemented once per dialect family, chosen by StreamMeter.
class StreamReader {
 public:
  virtual ~StreamReader() = default;
  virtual StreamAction Feed(std::string_view raw_event, std::string& rewritten) = 0;
  virtual std::string BrakeEnding(const Usage& usage) const = 0;
  const StreamState& state() const { return state_; }

 protected:
  StreamState state_;
};

// Reads usage out of a server-sent stream as its events pass, and knows how to end it well.
//
//   upstream -- event --> Feed --> pass | drop | rewritten --> client
//                          |
//                          +-- reading(), output_bytes(): what the call has used so far
//
// Nothing of the stream is kept but what an ending needs: names, numbers and open blocks; for
// Responses also the output so far, up to a limit, because its last event repeats it.
//
// Threads   One thread at a time.
// Errors    A malformed event passes unchanged and is named in reading().fault.
class StreamMeter {
 public:
  explicit StreamMeter(Dialect dialect, StreamOptions options = {});
  StreamMeter(StreamMeter&&) noexcept;
  StreamMeter& operator=(StreamMeter&&) noexcept;
  ~StreamMeter();

  // Takes one complete event: its bytes up to and including the blank line that ends it. Fills
  // `rewritten` only when it returns kRewritten.
  StreamAction Feed(std::string_view raw_event, std::string& rewritten);

  // The last value of every field seen so far. `found` once the provider has reported usage.
  const Reading& reading() const { return reader_->state().reading; }
  const std::string& fault() const { return reading().fault; }
  // The event that ends the stream was seen: [DONE], message_stop, response.completed and its kin.
  bool finished() const { return reader_->state().finished; }
  bool saw_error() const { return reader_->state().saw_error; }
  // The provider has already said how many tokens it read (Anthropic says so first).
  bool input_known() const { return reader_->state().input_known; }
  // Bytes of text, reasoning and tool arguments generated so far. Since a token is at least one
  // byte, no fewer than the tokens the client saw.
  std::int64_t output_bytes() const { return reader_->state().output_bytes; }
  std::int64_t events() const { return reader_->state().events; }

  // The events that end the stream here as if the model had reached its token limit: open blocks
  // closed, finish reason "length" or "max_tokens", and `usage` where the dialect reports it.
  // Sent instead of everything still to come.
  std::string BrakeEnding(const Usage& usage) const { return reader_->BrakeEnding(usage); }

 private:
  std::unique_ptr<StreamReader> reader_;
};

}  // namespace rg::meter
