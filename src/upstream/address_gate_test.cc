#include "upstream/address_gate.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rg::upstream {
namespace {

using ::testing::HasSubstr;
namespace ip = boost::asio::ip;

bool Public(const std::string& address) { return IsPublic(ip::make_address(address)); }

ip::tcp::endpoint At(const std::string& address, std::uint16_t port = 443) {
  return {ip::make_address(address), port};
}

TEST(IsPublicTest, AddressesOfThisMachineAndItsNetworksAreNot) {
  for (const char* address :
       {"0.0.0.0",         "0.1.2.3",     "10.0.0.1",        "10.255.255.255",  "100.64.0.1",
        "100.127.255.255", "127.0.0.1",   "127.255.255.254", "169.254.0.1",     "169.254.169.254",
        "169.254.170.2",   "172.16.0.1",  "172.31.255.255",  "192.0.0.170",     "192.0.2.1",
        "192.88.99.1",     "192.168.0.1", "192.168.255.255", "198.18.0.1",      "198.19.255.255",
        "198.51.100.7",    "203.0.113.9", "224.0.0.1",       "239.255.255.255", "240.0.0.1",
        "255.255.255.255"}) {
    EXPECT_FALSE(Public(address)) << address;
  }
}

TEST(IsPublicTest, TheirNeighboursAre) {
  for (const char* address :
       {"1.1.1.1", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255",
        "128.0.0.1", "169.253.255.255", "169.255.0.0", "172.15.255.255", "172.32.0.0",
        "191.255.255.255", "192.0.1.0", "192.0.3.0", "192.167.255.255", "192.169.0.0",
        "198.17.255.255", "198.20.0.0", "223.255.255.255"}) {
    EXPECT_TRUE(Public(address)) << address;
  }
}

TEST(IsPublicTest, OfIPv6OnlyGlobalUnicastIs) {
  for (const char* address :
       {"::",      "::1",         "::2",     "100::1",        "fe80::1",      "fe80::1%1",
        "febf::1", "fec0::1",     "fc00::1", "fd00:ec2::254", "fdff:ffff::1", "ff02::1",
        "ff0e::1", "2001:db8::1", "2001::1", "2001:10::1",    "2001:20::1",   "2001:1ff::1",
        "3fff::1", "3fff:fff::1", "4000::1", "5f00::1",       "::7f00:1",     "::10.0.0.1"}) {
    EXPECT_FALSE(Public(address)) << address;
  }
  for (const char* address : {"2001:200::1", "2001:4860:4860::8888", "2606:4700:4700::1111",
                              "2a00:1450:4001:81b::200e", "3ffe::1"}) {
    EXPECT_TRUE(Public(address)) << address;
  }
}

TEST(IsPublicTest, AnIPv4AddressInsideAnIPv6OneIsJudgedAsItself) {
  for (const char* address :
       {"::ffff:127.0.0.1", "::ffff:7f00:1", "::ffff:10.1.2.3", "::ffff:169.254.169.254",
        "::ffff:0.0.0.0", "::ffff:0:127.0.0.1", "64:ff9b::127.0.0.1", "64:ff9b::10.0.0.1",
        "64:ff9b::a9fe:a9fe", "64:ff9b:1::8.8.8.8", "64:ff9b:1::10.0.0.1",
        "64:ff9b:1:a00:1:0:808:808", "2002:7f00:1::", "2002:0a00:0001::1", "2002:c0a8:1::1",
        "2002:a9fe:a9fe::1"}) {
    EXPECT_FALSE(Public(address)) << address;
  }
  for (const char* address : {"::ffff:8.8.8.8", "64:ff9b::8.8.8.8", "2002:0808:0808::1"}) {
    EXPECT_TRUE(Public(address)) << address;
  }
}

TEST(AddressGateTest, WithoutAListLetsOnlyPublicAddressesPass) {
  const AddressGate gate = AddressGate::Parse({}).value();
  EXPECT_TRUE(gate.Allows(At("8.8.8.8")));
  EXPECT_FALSE(gate.Allows(At("127.0.0.1")));
  EXPECT_FALSE(gate.Allows(At("::1")));
}

struct Entry {
  const char* entry;
  std::vector<ip::tcp::endpoint> allowed;
  std::vector<ip::tcp::endpoint> forbidden;
};

TEST(AddressGateTest, AnEntryAllowsWhatItSaysAndNoMore) {
  const std::vector<Entry> entries = {
      {"127.0.0.1",
       {At("127.0.0.1", 80), At("127.0.0.1", 9), At("::ffff:127.0.0.1")},
       {At("127.0.0.2"), At("::1"), At("10.0.0.1")}},
      {"127.0.0.1:9901",
       {At("127.0.0.1", 9901), At("::ffff:127.0.0.1", 9901)},
       {At("127.0.0.1", 9902), At("127.0.0.2", 9901)}},
      {"10.0.0.0/8", {At("10.0.0.0"), At("10.255.255.255")}, {At("172.16.0.1"), At("127.0.0.1")}},
      {"10.1.2.3/8", {At("10.9.9.9")}, {At("192.168.0.1")}},
      {"10.0.0.0/8:443", {At("10.1.1.1", 443)}, {At("10.1.1.1", 80)}},
      {"172.16.0.0/12", {At("172.31.255.255")}, {At("192.168.0.1")}},
      {"192.168.1.0/25", {At("192.168.1.127")}, {At("192.168.1.128")}},
      {"192.168.1.7/32", {At("192.168.1.7")}, {At("192.168.1.6")}},
      {"0.0.0.0/0", {At("10.0.0.1"), At("127.0.0.1"), At("169.254.169.254")}, {At("::1")}},
      {"::1", {At("::1")}, {At("::2"), At("127.0.0.1")}},
      {"[::1]", {At("::1", 5)}, {At("::2")}},
      {"[::1]:80", {At("::1", 80)}, {At("::1", 81)}},
      {"fd00::/8", {At("fd12::1")}, {At("fc00::1"), At("fe80::1")}},
      {"[fd00::/8]:80", {At("fd12::1", 80)}, {At("fd12::1", 81)}},
  };
  for (const Entry& row : entries) {
    const Result<AddressGate> gate = AddressGate::Parse({row.entry});
    ASSERT_TRUE(gate) << row.entry;
    for (const auto& address : row.allowed)
      EXPECT_TRUE(gate->Allows(address)) << row.entry << address;
    for (const auto& address : row.forbidden) {
      EXPECT_FALSE(gate->Allows(address)) << row.entry << address;
    }
  }
}

TEST(AddressGateTest, AnEntryThatMeansNothingIsRefusedByName) {
  for (const char* entry : {"",
                            " ",
                            "localhost",
                            "localhost:80",
                            "10.0.0.0/33",
                            "10.0.0.0/-1",
                            "10.0.0.0/",
                            "10.0.0.0/8x",
                            "10.0.0/8",
                            "10.0.0.1:0",
                            "10.0.0.1:65536",
                            "10.0.0.1:",
                            "10.0.0.1:x",
                            "::1/129",
                            "::/x",
                            "[::1",
                            "[::1]:",
                            "[::1]:0",
                            "[::1]x",
                            "fe80::1/10/10",
                            "1.2.3.4.5",
                            "0x7f.1",
                            "300.0.0.1",
                            "10.0.0.1, 10.0.0.2",
                            "http://10.0.0.1",
                            "*"}) {
    const Result<AddressGate> gate = AddressGate::Parse({"10.0.0.1", entry});
    ASSERT_FALSE(gate) << entry;
    EXPECT_EQ(gate.error().code, Errc::kInvalidRequest);
    EXPECT_THAT(gate.error().detail, HasSubstr("'" + std::string(entry) + "'"));
  }
}

}  // namespace
}  // namespace rg::upstream
