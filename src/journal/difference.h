#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace rg::journal {

class FieldWriter;

// For keeping many records that are alike: of each, the words that are not as in a sample of them.
//
//   sample       | call A | openai | gpt-4o | 200 | cost 7 |
//   payload      | call B | openai | gpt-4o | 200 | cost 9 |
//   difference   mark | size | where they begin to lie apart | which words are other | those words
//
// Words are of four bytes, and a payload as long as its sample is compared with it as it lies. If
// it is longer or shorter, some field is: each is laid beside the next one of its number in the
// sample then, begin to begin, and the difference says where that moved.
class Sample {
 public:
  // Of no record: nothing is as in it.
  Sample() : Sample(std::string_view()) {}
  explicit Sample(std::string_view payload) { Take(payload); }

  // Is of this payload from now on.
  void Take(std::string_view payload);

  // Appends what is kept of `payload`, which is at most kRecordBytesMax long.
  void AppendDifference(std::string& out, std::string_view payload) const;

  // The payload again. What is no difference is a payload that was kept whole, and comes back as it
  // is; of damaged bytes, nothing comes back. Reads differences of the first form as well, of which
  // fields come back in another order: those of the sample first.
  std::string Restore(std::string_view difference) const;

 private:
  std::string_view sample() const { return std::string_view(padded_).substr(0, size_); }
  FieldWriter LayBeside(std::string_view payload, char* reference, FieldWriter moves) const;
  std::string RestoreFields(std::string_view difference) const;

  std::string padded_;               // the payload, with zeros behind
  std::size_t size_ = 0;             // of the payload
  std::vector<std::size_t> fields_;  // where each begins, and where the last one ends
};

// Appends the payload that `difference` is of; false when it is damaged or none of this sample.
bool AppendRestored(std::string& out, std::string_view sample, std::string_view difference);

}  // namespace rg::journal
