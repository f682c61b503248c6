#include "http/uring_buffers.h"

#include <liburing.h>

namespace rg::http {
namespace {

constexpr std::size_t kPage = 4096;  // the kernel's, which is what both have to begin on

unsigned short BufferOf(const io_uring_cqe& entry) {
  return static_cast<unsigned short>(entry.flags >> IORING_CQE_BUFFER_SHIFT);
}

}  // namespace

std::unique_ptr<ReceiveBuffers> ReceiveBuffers::Make(io_uring& ring) {
  static_assert((kMany & (kMany - 1)) == 0);
  std::unique_ptr<ReceiveBuffers> buffers(new ReceiveBuffers);
  const std::size_t list = (kMany * sizeof(io_uring_buf) + kPage - 1) / kPage * kPage;
  buffers->shared_.reset(static_cast<io_uring_buf_ring*>(std::aligned_alloc(kPage, list)));
  buffers->bytes_.reset(static_cast<char*>(std::aligned_alloc(kPage, kMany * kBytes)));
  if (buffers->shared_ == nullptr || buffers->bytes_ == nullptr) return nullptr;
  io_uring_buf_reg what{};
  what.ring_addr = reinterpret_cast<std::uintptr_t>(buffers->shared_.get());
  what.ring_entries = kMany;
  what.bgid = kGroup;
  if (io_uring_register_buf_ring(&ring, &what, 0) != 0) return nullptr;
  io_uring_buf_ring_init(buffers->shared_.get());
  for (unsigned short i = 0; i < kMany; ++i) buffers->Add(i);
  return buffers;
}

std::span<const char> ReceiveBuffers::Filled(const io_uring_cqe& entry) const {
  if ((entry.flags & IORING_CQE_F_BUFFER) == 0 || entry.res <= 0) return {};
  return {bytes_.get() + BufferOf(entry) * kBytes, static_cast<std::size_t>(entry.res)};
}

void ReceiveBuffers::GiveBack(const io_uring_cqe& entry) {
  if ((entry.flags & IORING_CQE_F_BUFFER) != 0) Add(BufferOf(entry));
}

void ReceiveBuffers::Add(unsigned short buffer) {
  io_uring_buf_ring_add(shared_.get(), bytes_.get() + buffer * kBytes, kBytes, buffer,
                        io_uring_buf_ring_mask(kMany), 0);
  io_uring_buf_ring_advance(shared_.get(), 1);
}

}  // namespace rg::http
