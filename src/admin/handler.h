#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "admin/endpoint.h"
#include "admin/token.h"
#include "core/crypto.h"
#include "core/log.h"
#include "http/exchange.h"
#include "resource/registry.h"

namespace rg::admin {

// Serves an Api over HTTP: the same steps for every endpoint, in this order.
//
//   host      a name we answer to: stops DNS rebinding                 403
//   role      the bearer token, unless the endpoint is for anyone      401
//   route     which endpoint                                           404 / 405
//   origin    writes from a web page must come from our own            403
//   body      read only now, and bounded                               413
//   workspace the one in the path; an absent one is as any absent      404
//   query     typed as declared, all faults at once                    422
//   body      JSON, an object                                          400 / 422
//   run       the endpoint
//
// A request without a valid token learns nothing: not even whether a path exists.
//
// A database may keep an endpoint waiting, and whether the program is alive must be answered all
// the same. So endpoints that wait run aside, from the workspace on.
//
// Threads   The loop's, and whichever `aside` uses.
class Handler final : public http::Handler {
 public:
  static constexpr std::size_t kBodyBytesMax = 1 << 20;

  struct Options {
    std::vector<std::string> allowed_hosts;  // besides "localhost" and bare addresses; without port
    // Runs a job on another thread, where it may wait; empty: here.
    std::function<void(std::function<void()>)> aside = {};
  };

  // Without a registry, no path of the Api names a workspace.
  Handler(const Api& api, const resource::Registry* registry, const Secret& token, Options options,
          Log& log)
      : api_(api), registry_(registry), token_(token), options_(std::move(options)), log_(log) {}

  Async<void> Handle(http::Exchange& exchange) override;

 private:
  resource::Checked<const Endpoint*> Open(const http::RequestHead& head,
                                          const Api::Match& match) const;
  Result<void> CheckHost(const http::RequestHead& head) const;
  Result<void> CheckOrigin(const http::RequestHead& head) const;
  Result<void> Authorise(const http::RequestHead& head, const Api::Match& match) const;
  Async<resource::Checked<Reply>> Run(http::Exchange& exchange, const Endpoint& endpoint,
                                      const Api::Match& match, std::string_view body) const;
  resource::Checked<Reply> Serve(const http::RequestHead& head, const Endpoint& endpoint,
                                 const Api::Match& match, std::string_view body) const;
  resource::Checked<void> ReadConditions(const http::RequestHead& head, const Endpoint& endpoint,
                                         Request& request) const;
  resource::Checked<void> ReadInput(const http::RequestHead& head, const Endpoint& endpoint,
                                    std::string_view body, Request& request) const;

  const Api& api_;
  const resource::Registry* registry_;
  TokenCheck token_;
  Options options_;
  Log& log_;
};

}  // namespace rg::admin
