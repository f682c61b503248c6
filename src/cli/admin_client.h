#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/value.hpp>

#include "cli/exit_code.h"
#include "cli/http_client.h"
#include "core/secret.h"

namespace rg::cli {

// Speaks to the admin API of a running server. Targets are without "/api/v1".
//
// Errors    A failure says what the server said, every fault on a line of its own, and exits with
//           the code that fits: 69 when nobody answers, 77 when the token is refused.
class AdminClient {
 public:
  // `tokens` are tried in order until the server knows one.
  AdminClient(Url url, std::vector<Secret> tokens, HttpSender send)
      : url_(std::move(url)), tokens_(std::move(tokens)), send_(std::move(send)) {}

  const Url& url() const { return url_; }

  Outcome<boost::json::value> Get(std::string_view target);
  // `body` may be null: the request then has none. `headers` come on top.
  Outcome<boost::json::value> Send(std::string_view method, std::string_view target,
                                   const boost::json::value& body,
                                   std::vector<std::pair<std::string, std::string>> headers = {});
  // The answer as it came, for what is not JSON.
  Outcome<HttpReply> Fetch(std::string_view method, std::string_view target);

  // Every item of a list, page after page; at most `items_max` when it is not zero.
  Outcome<std::vector<boost::json::value>> List(std::string_view target, std::size_t items_max = 0);

 private:
  Outcome<HttpReply> Exchange(HttpRequest request);

  Url url_;
  std::vector<Secret> tokens_;  // not empty
  HttpSender send_;
};

}  // namespace rg::cli
