#pragma once

#include <exception>

#include "auth/recent_keys.h"
#include "http/exchange.h"
#include "pipeline/core.h"
#include "pipeline/visit.h"

namespace rg::pipeline {

// The life of a request. Start reading here.
//
//   socket - http - Pipeline::Handle
//     auth.Identify        who is calling                                            401 / 403
//     route.Choose         which API, credential, model; the most the call can use   404 / 400
//     quote                the most it can cost
//     admission.Admit      every matching limit and budget, in one atomic step       429 / 402
//     hold record          in the journal before the call leaves
//     upstream.Forward     dial, send; bytes stream to the client                    502 / 504
//     meter                reads usage out of the bytes as they pass
//     ledger.Settle        books the true price, releases the rest of the hold
//     journal.Append       exactly one event per call, served or refused
//
// Threads   One per core, used by that core's thread only.
class Pipeline final : public http::Handler {
 public:
  explicit Pipeline(Core& core) : core_(core), recent_keys_(core.hasher) {}

  Async<void> Handle(http::Exchange& exchange) override;

 private:
  Async<Result<void>> Run(Visit& visit);
  Result<void> Identify(Visit& visit);
  Result<void> ChooseRoute(Visit& visit);
  Async<void> Refuse(Visit& visit, const Error& error);
  void Report(const Visit& visit, const std::exception& fault);

  Core& core_;
  auth::RecentKeys recent_keys_;
};

}  // namespace rg::pipeline
