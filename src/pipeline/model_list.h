#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <boost/json/object.hpp>

#include "http/ticker.h"
#include "pipeline/visit.h"
#include "upstream/call.h"

namespace rg::pipeline {

// GET /v1/models: what the key may ask for, over all APIs of its workspace, in the words of the
// client's SDK.
//
//   every API the key may use --asked at once--> its own list --+
//   the names its configuration lists ------------------------- + --> those that a call would be
//                                                                     routed to this API for, and
//                                                                     the key's scopes allow
//
// An API that does not answer within kPatience, or answers with an error, is left out and named in
// X-RateGuard-Unanswered; the names its configuration lists are there all the same. Only where
// nothing at all is known because nobody answered is the call refused.
//
// Threads   Its core's. Every call it makes has ended when Run returns.
class ModelList {
 public:
  static constexpr Duration kPatience = std::chrono::seconds{5};
  // How many APIs are asked at a time.
  static constexpr std::size_t kAtOnce = 8;
  // An answer that is larger is none.
  static constexpr std::size_t kAnswerBytesMax = std::size_t{4} << 20;

  ModelList(Core& core, Visit& visit) : core_(core), visit_(visit) {}
  ModelList(const ModelList&) = delete;
  ModelList& operator=(const ModelList&) = delete;
  ~ModelList() { visit_.exchange.OnClientGone({}); }

  Async<Result<void>> Run();

 private:
  // One API, and what it said.
  struct Source {
    const route::Api* api = nullptr;
    upstream::Call* call = nullptr;  // while it is asked
    std::vector<boost::json::object> models;
    std::string failure = "it was not asked in time";  // why it gave no list; "" when it did
  };

  void FindSources();
  Async<void> AskAll();
  Async<void> AskInTurn();
  Async<void> Ask(Source& source);
  Result<std::string> BuildRequest(const route::Api& api) const;
  Async<Result<std::string>> Fetch(upstream::Call& call, const route::Api& api);
  void Stop();

  std::vector<boost::json::object> Merge() const;
  bool IsListed(const route::Api& api, std::string_view model) const;
  // The model that GET /v1/models/{id} asks for; kNotFound when no API has it.
  Result<std::string> OneOf(const std::vector<boost::json::object>& models) const;
  Result<std::string> Compose() const;
  std::string Unanswered() const;
  Family ClientFamily() const;

  Core& core_;
  Visit& visit_;
  std::vector<Source> sources_;
  std::size_t next_ = 0;     // the first source that nobody has asked yet
  std::size_t running_ = 0;  // how many AskInTurn there are
  bool stopped_ = false;
  http::SteadyTimer* waiting_ = nullptr;  // of AskAll
};

}  // namespace rg::pipeline
