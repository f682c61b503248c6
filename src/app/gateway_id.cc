#include "app/gateway_id.h"

#include <algorithm>

#include "core/crypto.h"

namespace rg::app {

Uuid GatewayIdOf(const Secret& admin_token) {
  const auto digest = Sha256("rateguard gateway " + admin_token.Reveal());
  Uuid id;
  std::copy_n(digest.begin(), id.bytes.size(), id.bytes.begin());
  return id;
}

}  // namespace rg::app
