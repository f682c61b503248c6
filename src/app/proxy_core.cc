#include "app/proxy_core.h"

#include <pthread.h>

#include <boost/asio/post.hpp>

#include "app/process/priority.h"
#include "http/uring.h"
#include "pipeline/book.h"

namespace rg::app {
namespace {

constexpr Duration kHearWithin = std::chrono::milliseconds{500};

bool AskGate(const void* gate, const boost::asio::ip::tcp::endpoint& address) {
  return static_cast<const upstream::AddressGate*>(gate)->Allows(address);
}

}  // namespace

ProxyCore::ProxyCore(const SharedParts& shared, http::ServerOptions server,
                     pipeline::Options options)
    : ticker_(io_, shared.clock),
      upstreams_(io_, ticker_, {&shared.upstream_tls, &AskGate, &shared.gate}, {}),
      shared_(shared),
      server_options_(std::move(server)),
      options_(options) {}

Result<std::unique_ptr<ProxyCore>> ProxyCore::Make(
    const SharedParts& shared, journal::JournalOptions journal, http::ServerOptions server,
    pipeline::Options options, std::shared_ptr<const pipeline::Snapshot> first) {
  std::unique_ptr<ProxyCore> made(new ProxyCore(shared, std::move(server), options));
  RG_TRY(made->journal_,
         journal::Journal::Open(made->io_.get_executor(), std::move(journal), shared.clock));
  admission::Counters* counters = &shared.counters;
  if (shared.fleet != nullptr) {
    made->redis_ = shared.fleet->MakeCore(made->io_, made->ticker_);
    counters = &made->redis_->fleet();
  }
  made->core_.reset(new pipeline::Core{.io = made->io_,
                                       .ticker = made->ticker_,
                                       .clock = shared.clock,
                                       .hasher = shared.hasher,
                                       .counters = *counters,
                                       .upstreams = made->upstreams_,
                                       .journal = *made->journal_,
                                       .telemetry = made->telemetry_,
                                       .log = shared.log,
                                       .faults = shared.faults,
                                       .snapshot_is_current = shared.snapshot_is_current,
                                       .ids = IdSource::FromEntropy(),
                                       .options = options,
                                       .snapshot = std::move(first)});
  if (made->redis_ != nullptr) {
    made->redis_->leased().OnCrossed(
        [core = made->core_.get()](WorkspaceId workspace, const auto& crossings) {
          pipeline::RecordCrossings(*core, workspace, crossings);
        });
  }
  made->pipeline_ = std::make_unique<pipeline::Pipeline>(*made->core_);
  made->server_ = std::make_unique<http::Server>(made->io_, made->ticker_, made->server_options_,
                                                 *made->pipeline_);
  return made;
}

ProxyCore::~ProxyCore() { Stop(); }

void ProxyCore::Run() {
  ticker_.Start();
  thread_ = std::thread([this] {
    pthread_setname_np(pthread_self(), "rg-core");
    RunAtOnce();
    UseEngine();
    io_.run();
  });
}

// Here, because a ring takes entries only from the thread that made it.
void ProxyCore::UseEngine() {
  if (shared_.engine == config::Engine::kEpoll || http::Uring::Enable(io_)) return;
  const bool asked_for = shared_.engine == config::Engine::kIoUring;
  shared_.log.Write(asked_for ? LogLevel::kWarning : LogLevel::kDebug, "engine",
                    "the kernel allows no io_uring here: calls are received through epoll");
}

void ProxyCore::Post(std::function<void()> task) { boost::asio::post(io_, std::move(task)); }

void ProxyCore::Do(const std::function<void()>& task) {
  std::promise<void> done;
  Post([&] {
    task();
    done.set_value();
  });
  done.get_future().wait();
}

Async<void> ProxyCore::Tell(const std::function<Async<bool>()>& work, std::promise<bool>& done) {
  const bool outcome = co_await work();
  done.set_value(outcome);
}

bool ProxyCore::Wait(const std::function<Async<bool>()>& work) {
  std::promise<bool> done;
  Post([&] { rg::Start(Tell(work, done)); });
  return done.get_future().get();
}

Result<void> ProxyCore::HearRedis(const std::vector<WorkspaceId>& workspaces) {
  if (Wait([&] { return redis_->redis().Hear(workspaces, kHearWithin); })) return {};
  return Fail(Errc::kUnavailable, "a core has no answer from Redis");
}

bool ProxyCore::SurrenderSlices(WorkspaceId workspace, TimePoint until) {
  return Wait([&] { return redis_->leased().Surrender(workspace, shared_.clock.Now(), until); });
}

void ProxyCore::SurrenderSlices() {
  if (redis_ == nullptr) return;
  // What Redis does not answer now, the next start of this gateway tells it.
  Wait([&] { return redis_->leased().SurrenderAll(shared_.clock.Now()); });
}

void ProxyCore::ForgiveTheGone() {
  Post([this] {
    redis_->redis().ForgiveDuesOutside(
        [this](WorkspaceId id) { return core_->snapshot->workspaces.contains(id); });
  });
}

void ProxyCore::Use(std::shared_ptr<const pipeline::Snapshot> snapshot) {
  Post([this, next = std::move(snapshot)]() mutable { core_->snapshot = std::move(next); });
}

void ProxyCore::Stop() {
  if (!thread_.joinable()) return;
  work_.reset();
  Post([this] {
    server_->BeginDrain();
    server_->CutAll();
    if (redis_ != nullptr) redis_->Close();
    ticker_.Stop();
    io_.stop();
  });
  thread_.join();
}

}  // namespace rg::app
