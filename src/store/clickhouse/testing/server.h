#pragma once

#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <utility>

#include "core/testing/server_process.h"
#include "store/clickhouse/client.h"

namespace rg::store::clickhouse::testing {

// A real clickhouse-server of a test's own. Where RG_CLICKHOUSE_FRONT names a program, that is
// started in its place: `PROGRAM PORT FOLDER`, see test/harness/chdb_front.py.
class Server : public ServerProcess {
 public:
  static constexpr char kPassword[] = "a 'password' of a test";

  Server() : ServerProcess("clickhouse", FreePort()) {
    WriteSettings();
    Start();
  }

  static const char* Front() { return std::getenv("RG_CLICKHOUSE_FRONT"); }
  // A machine without it cannot run these tests.
  static bool Available() { return Front() != nullptr || Has("clickhouse-server"); }

  Address address(const std::string& database = "rateguard") const {
    Address address;
    address.endpoint = {"127.0.0.1", port(), false};
    address.password = Secret(kPassword);
    address.database = database;
    return address;
  }
  std::unique_ptr<Client> Connect(ClientOptions options = {}) const {
    const Address asked = std::move(options.address);
    options.address = address(asked.database);
    options.address.shard = asked.shard;
    options.address.replicated = asked.replicated;
    return std::make_unique<Client>(std::move(options));
  }

  // Again, on the same port, with what is in its folder.
  void Start() {
    constexpr std::chrono::seconds kWithin{60};
    if (Front() != nullptr) return Run({Front(), std::to_string(port()), folder()}, kWithin);
    Run({"clickhouse-server", "--config-file=" + (folder() / "config.xml").string()}, kWithin);
  }

 private:
  void WriteSettings() const {
    const std::string folder = this->folder().string();
    std::filesystem::create_directories(this->folder() / "data" / "tmp");
    std::ofstream(this->folder() / "config.xml")
        << "<yandex><logger><level>warning</level><log>" << folder << "/log</log><errorlog>"
        << folder << "/errors</errorlog></logger><http_port>" << port() << "</http_port><tcp_port>"
        << tcp_port_ << "</tcp_port><listen_host>127.0.0.1</listen_host><path>" << folder
        << "/data/</path><tmp_path>" << folder << "/data/tmp/</tmp_path><users_config>" << folder
        << "/users.xml</users_config><default_profile>default</default_profile>"
           "<default_database>default</default_database><mark_cache_size>67108864</mark_cache_size>"
           "<timezone>Asia/Kathmandu</timezone></yandex>";
    std::ofstream(this->folder() / "users.xml")
        << "<yandex><profiles><default></default></profiles><users><default><password>" << kPassword
        << "</password><networks><ip>127.0.0.1</ip></networks><profile>default</profile>"
           "<quota>default</quota></default></users><quotas><default></default></quotas></yandex>";
  }

  const std::uint16_t tcp_port_ = FreePort();
};

}  // namespace rg::store::clickhouse::testing
