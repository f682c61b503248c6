// C11's threads, mutexes and conditions, which librdkafka has, as those of POSIX. glibc makes them
// by ways that ThreadSanitizer does not see: it dies of threads it does not know, and takes what a
// mutex orders for a race. In glibc the one's objects are laid out as the other's.

#include <cerrno>
#include <cstdint>
#include <memory>
#include <pthread.h>
#include <threads.h>

namespace {

struct Start {
  thrd_start_t run;
  void* argument;
};

void* Run(void* start) {
  const Start work = *std::unique_ptr<Start>(static_cast<Start*>(start));
  return reinterpret_cast<void*>(static_cast<std::intptr_t>(work.run(work.argument)));
}

pthread_mutex_t* Posix(mtx_t* mutex) { return reinterpret_cast<pthread_mutex_t*>(mutex); }
pthread_cond_t* Posix(cnd_t* condition) { return reinterpret_cast<pthread_cond_t*>(condition); }

int C11(int error) {
  switch (error) {
    case 0:
      return thrd_success;
    case EBUSY:
      return thrd_busy;
    case ETIMEDOUT:
      return thrd_timedout;
    default:
      return thrd_error;
  }
}

}  // namespace

extern "C" {

int thrd_create(thrd_t* thread, thrd_start_t run, void* argument) {
  auto start = std::make_unique<Start>(Start{run, argument});
  const int error = pthread_create(thread, nullptr, &Run, start.get());
  if (error == 0) start.release();  // NOLINT: Run has it
  return C11(error);
}
int thrd_join(thrd_t thread, int* result) {
  void* returned = nullptr;
  const int error = pthread_join(thread, &returned);
  if (result != nullptr) *result = static_cast<int>(reinterpret_cast<std::intptr_t>(returned));
  return C11(error);
}

int mtx_init(mtx_t* mutex, int type) {
  pthread_mutexattr_t attributes;
  pthread_mutexattr_init(&attributes);
  const bool recursive = (type & mtx_recursive) != 0;
  pthread_mutexattr_settype(&attributes,
                            recursive ? PTHREAD_MUTEX_RECURSIVE : PTHREAD_MUTEX_NORMAL);
  const int error = pthread_mutex_init(Posix(mutex), &attributes);
  pthread_mutexattr_destroy(&attributes);
  return C11(error);
}
int mtx_lock(mtx_t* mutex) { return C11(pthread_mutex_lock(Posix(mutex))); }
int mtx_trylock(mtx_t* mutex) { return C11(pthread_mutex_trylock(Posix(mutex))); }
int mtx_unlock(mtx_t* mutex) { return C11(pthread_mutex_unlock(Posix(mutex))); }
void mtx_destroy(mtx_t* mutex) { pthread_mutex_destroy(Posix(mutex)); }

int cnd_init(cnd_t* condition) { return C11(pthread_cond_init(Posix(condition), nullptr)); }
int cnd_signal(cnd_t* condition) { return C11(pthread_cond_signal(Posix(condition))); }
int cnd_broadcast(cnd_t* condition) { return C11(pthread_cond_broadcast(Posix(condition))); }
int cnd_wait(cnd_t* condition, mtx_t* mutex) {
  return C11(pthread_cond_wait(Posix(condition), Posix(mutex)));
}
int cnd_timedwait(cnd_t* condition, mtx_t* mutex, const timespec* until) {
  return C11(pthread_cond_timedwait(Posix(condition), Posix(mutex), until));
}
void cnd_destroy(cnd_t* condition) { pthread_cond_destroy(Posix(condition)); }

}  // extern "C"
