#include "services/base/access/origin.h"

#include <gtest/gtest.h>

#include "services/base/config/address.h"

namespace donthu {
namespace {

TEST(OriginOf, IsTheAddressWithoutItsPort) {
  EXPECT_EQ(OriginOf("ipv4:192.0.2.7:51234"), "192.0.2.7");
  EXPECT_EQ(OriginOf("unix:/run/x"), "local");
  EXPECT_EQ(OriginOf(""), "local");
}

TEST(OriginOf, AddressesOfOneHousehold_AreOneOrigin) {
  const std::string origin = OriginOf("ipv6:%5B2001:db8:1:2::7%5D:1");
  EXPECT_EQ(origin, OriginOf("ipv6:[2001:db8:1:2:ffff::1]:2"));
  EXPECT_NE(origin, OriginOf("ipv6:[2001:db8:1:3::7]:1"));
}

TEST(IsLocal, ThisMachineOnly) {
  for (const char* peer : {"ipv4:127.0.0.1:1", "ipv6:%5B::1%5D:1", "ipv6:[::1]:1", "unix:/x"}) {
    EXPECT_TRUE(IsLocal(peer)) << peer;
  }
  for (const char* peer : {"", "ipv4:192.0.2.7:1", "ipv4:127.0.0.1", "ipv6:[::2]:1", "127.0.0.1:1",
                           "ipv4:127.example.vn:1", "ipv4:unix:x", "ipv4:localhost:1"}) {
    EXPECT_FALSE(IsLocal(peer)) << peer;
  }
}

TEST(IsLoopback, NamesThatOnlyLookLikeThisMachine_AreNot) {
  for (const char* address :
       {"127.0.0.1:80", "127.9.9.9:0", "localhost:80", "[::1]:80", "unix:x"}) {
    EXPECT_TRUE(config::IsLoopback(address)) << address;
  }
  for (const char* address : {"", "127.0.0.1", "127.example.vn:80", "localhost.example.vn:80",
                              "0.0.0.0:80", "[::]:80", "192.0.2.7:80", "127.0.0.1.vn:1"}) {
    EXPECT_FALSE(config::IsLoopback(address)) << address;
  }
}

TEST(PeerOf, AnAddress_IsAPeer) {
  EXPECT_EQ(OriginOf(*PeerOf("192.0.2.7")), "192.0.2.7");
  EXPECT_EQ(OriginOf(*PeerOf("2001:db8::7")), OriginOf("ipv6:[2001:db8::7]:9"));
  for (const char* nonsense : {"", "x", "192.0.2.7:1", "[::1]", "unix:/x", "192.0.2"}) {
    EXPECT_FALSE(PeerOf(nonsense).has_value()) << nonsense;
  }
}

}  // namespace
}  // namespace donthu
