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
//   host      a name we answer to: stops DNS rebinding                        421
//   route     which endpoint                                                  404 / 405
//   role      the bearer token, unless the endpoint is for anyone             401 / 403
//   origin    writes from a web page must come from our own                   403
//   query     typed as declared, all faults at once                           422
//   body      bounded, JSON, as declared                                      413 / 415 / 422
//   workspace the one in the path; an absent one is as any absent thing       404
//   run       the endpoint
//
// A request without a valid token learns nothing: not even whether a path exists below /api/v1.
//
// Threads   One.
class Handler final : public http::Handler {
 public:
  static constexpr std::size_t kBodyBytesMax = 1 << 20;

  struct Options {
    std::vector<std::string> allowed_hosts;  // besides loopback; without port
  };

  Handler(const Api& api, const resource::Registry& registry, const Secret& token, Options options,
          Log& log)
      : api_(api),
        registry_(registry),
        token_(token),
        options_(std::move(options)),
        log_(log) {}

  Async<void> Handle(http::Exchange& exchange) override;

 private:
  resource::Checked<Reply> Serve(const http::RequestHead& head, std::string_view body);
  Result<void> CheckHost(const http::RequestHead& head) const;
  Result<void> CheckOrigin(const http::RequestHead& head) const;
  Result<const Endpoint*> Authorise(const http::RequestHead& head, const Api::Match& match) const;
  resource::Checked<Request> Read(const http::RequestHead& head, const Endpoint& endpoint,
                                  std::string_view query, std::string_view body) const;
  resource::Checked<void> ReadBody(const http::RequestHead& head, const Endpoint& endpoint,
                                   std::string_view body, Request& request) const;

  const Api& api_;
  const resource::Registry& registry_;
  TokenCheck token_;
  Options options_;
  Log& log_;
};

}  // namespace rg::admin
