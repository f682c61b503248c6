#include <array>
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <string>

#include "pipeline/pipeline_fixture.h"

// How often the steady path asks for memory. Time is not measured in tests; this is what of it can
// be, because the count is the same on every machine.
//
// malloc is counted, not operator new: Asio takes the memory of its operations from aligned_alloc.

namespace {

constinit thread_local std::uint64_t allocations = 0;

}  // namespace

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define RG_MALLOC_IS_COUNTED 0
#else
#define RG_MALLOC_IS_COUNTED 1
extern "C" {

void* __libc_malloc(std::size_t bytes);
void* __libc_calloc(std::size_t count, std::size_t bytes);
void* __libc_realloc(void* old, std::size_t bytes);
void* __libc_memalign(std::size_t alignment, std::size_t bytes);

void* malloc(std::size_t bytes) noexcept {
  ++allocations;
  return __libc_malloc(bytes);
}
void* calloc(std::size_t count, std::size_t bytes) noexcept {
  ++allocations;
  return __libc_calloc(count, bytes);
}
void* realloc(void* old, std::size_t bytes) noexcept {
  ++allocations;
  return __libc_realloc(old, bytes);
}
void* aligned_alloc(std::size_t alignment, std::size_t bytes) noexcept {
  ++allocations;
  return __libc_memalign(alignment, bytes);
}

}  // extern "C"
#endif

namespace rg::pipeline {
namespace {

// What the steady path may allocate. These numbers only ever go down: lower them when the test
// prints less.
constexpr double kPerCallMax = 1.1;
constexpr double kPerEventMax = 0.1;

// One end of a connection that allocates nothing itself.
class Wire {
 public:
  explicit Wire(int descriptor) : descriptor_(descriptor) {}
  Wire(const Wire&) = delete;
  Wire& operator=(const Wire&) = delete;
  ~Wire() { ::close(descriptor_); }

  void Send(std::string_view bytes) const {
    ASSERT_EQ(::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL),
              static_cast<ssize_t>(bytes.size()));
  }
  // Whether what has been received since the last Forget ends so.
  bool EndsWith(std::string_view end) {
    const ssize_t got =
        ::recv(descriptor_, buffer_.data() + size_, buffer_.size() - size_, MSG_DONTWAIT);
    if (got > 0) size_ += static_cast<std::size_t>(got);
    return std::string_view(buffer_.data(), size_).ends_with(end);
  }
  void Forget() { size_ = 0; }

 private:
  int descriptor_;
  std::array<char, 16 * 1024> buffer_;
  std::size_t size_ = 0;
};

class AllocationsTest : public PipelineTest {
 protected:
  AllocationsTest() {
    AddRule(1'000'000).algorithm = limit::Algorithm::kTokenBucket;
    AddBudget(Money::Dollars(1'000));
    Configure();
  }

  // Turns the loop until `done`, without allocating as a std::function might, and without waiting:
  // what happens by the clock, such as the journal's fdatasync, would be counted to the calls.
  template <class Done>
  void Turn(Done done) {
    const auto give_up = std::chrono::steady_clock::now() + http::testing::Loop::kPatience;
    while (!done()) {
      ASSERT_LT(std::chrono::steady_clock::now(), give_up) << "the bytes never came";
      loop_.io.restart();
      loop_.io.poll_one();
    }
  }

  // What `step` allocates on average once it has been done often enough to be warm.
  template <class Step>
  static double PerStep(int warm, int measured, Step step) {
    for (int i = 0; i < warm; ++i) step();
    const std::uint64_t before = allocations;
    for (int i = 0; i < measured; ++i) step();
    return static_cast<double>(allocations - before) / measured;
  }
};

TEST_F(AllocationsTest, ACallOnWarmConnectionsStaysWithinItsAllowance) {
  if (!RG_MALLOC_IS_COUNTED) GTEST_SKIP() << "a sanitizer has malloc";
  const std::string request = Chat();
  const std::string answer = ChatAnswer();
  const std::string_view asked = std::string_view(request).substr(request.find("\r\n\r\n") + 4);
  const std::string_view answered = std::string_view(answer).substr(answer.find("\r\n\r\n") + 4);
  Wire client(Connect().Release());
  client.Send(request);
  Wire provider(provider_.Accept().Release());
  Turn([&] { return provider.EndsWith(asked); });
  provider.Send(answer);
  Turn([&] { return client.EndsWith(answered); });

  const double per_call = PerStep(64, 256, [&] {
    client.Forget();
    provider.Forget();
    client.Send(request);
    Turn([&] { return provider.EndsWith(asked); });
    provider.Send(answer);
    Turn([&] { return client.EndsWith(answered); });
  });

  std::cout << "heap allocations per call: " << per_call << "\n";
  EXPECT_LE(per_call, kPerCallMax);
  EXPECT_TRUE(Quiet());
  EXPECT_EQ(Events().size(), 1u + 64 + 256) << "not every call was a whole one";
}

TEST_F(AllocationsTest, AnEventOfAStreamStaysWithinItsAllowance) {
  if (!RG_MALLOC_IS_COUNTED) GTEST_SKIP() << "a sanitizer has malloc";
  const std::string event = ChatDelta("hello");
  const std::string chunk = Chunk(event);
  const std::string request = ChatStream(R"("stream_options":{"include_usage":true},)");
  Wire client(Connect().Release());
  client.Send(request);
  Wire provider(provider_.Accept().Release());
  Turn([&] { return provider.EndsWith("}]}"); });
  provider.Send(kStreamHead);

  const double per_event = PerStep(64, 256, [&] {
    client.Forget();
    provider.Send(chunk);
    Turn([&] { return client.EndsWith(chunk); });
  });

  std::cout << "heap allocations per event of a stream: " << per_event << "\n";
  EXPECT_LE(per_event, kPerEventMax);
  client.Forget();
  provider.Send(Chunk(ChatUsage()) + Chunk(kDone) + "0\r\n\r\n");
  Turn([&] { return client.EndsWith("0\r\n\r\n"); });
  ExpectEnded(Outcome::kOk);
}

TEST_F(AllocationsTest, WhatIsAllocatedIsCounted) {
  if (!RG_MALLOC_IS_COUNTED) GTEST_SKIP() << "a sanitizer has malloc";

  const double per_step = PerStep(0, 10, [] {
    const auto number = std::make_unique<int>(1);
    const std::string text(100, 'x');
    ASSERT_NE(text.size(), static_cast<std::size_t>(*number));
  });

  EXPECT_EQ(per_step, 2);
}

}  // namespace
}  // namespace rg::pipeline
