#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

// For storing many records that are alike: of each, what is not as in a sample of them.
//
//   sample       call A | slug openai | model m | status 200 | cost 7
//   payload      call B | slug openai | model m | status 200 | cost 9
//   difference   as in the sample: slug, model, status | call B | cost 9
//
// A difference is a list of fields like a payload (record.h). Its first one has the number 0, which
// no payload has: a bit for each number whose fields are to be taken from the sample.
namespace rg::journal {

class Sample {
 public:
  // Of no record: nothing is as in it.
  Sample() : Sample(std::string()) {}
  explicit Sample(std::string payload);

  // Appends what is stored of `payload`.
  void AppendDifference(std::string& out, std::string_view payload) const;
  // The payload again: the same fields, those of the sample first. What is no difference is a
  // payload that was stored whole, and comes back as it is.
  std::string Restore(std::string_view difference) const;

 private:
  // The fields of a number, in payload_.
  struct Run {
    std::size_t begin = 0;
    std::size_t end = 0;
    int number = 0;
    std::uint64_t before = 0;  // the numbers of those before it, a bit each
  };
  using Runs = std::vector<Run>;

  std::size_t WriteDifference(char* begin, std::string_view payload) const;
  Runs::const_iterator Same(Runs::const_iterator here, std::string_view& rest) const;

  std::string payload_;
  Runs runs_;                              // as they lie there, and one of nothing at the end
  std::array<std::uint8_t, 64> behind_{};  // by number: the run behind its own, 0 without one
};

}  // namespace rg::journal
