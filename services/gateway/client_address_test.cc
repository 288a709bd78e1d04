#include "services/gateway/client_address.h"

#include <gtest/gtest.h>

namespace donthu::gateway {
namespace {

const std::vector<std::string> kProxies = {"127.0.0.1", "10.0.0.9"};

TEST(ClientAddress, WithoutATrustedProxy_IsThePeers) {
  EXPECT_EQ(ClientAddress("203.0.113.7", "198.51.100.1", {}), "203.0.113.7");
  EXPECT_EQ(ClientAddress("203.0.113.7", "198.51.100.1", kProxies), "203.0.113.7");
}

TEST(ClientAddress, BehindTrustedProxies_IsTheNearestThatIsNotOne) {
  EXPECT_EQ(ClientAddress("127.0.0.1", "203.0.113.7", kProxies), "203.0.113.7");
  EXPECT_EQ(ClientAddress("127.0.0.1", "203.0.113.7, 10.0.0.9", kProxies), "203.0.113.7");
  EXPECT_EQ(ClientAddress("127.0.0.1", " 2001:db8::1 ", kProxies), "2001:db8::1");
  EXPECT_EQ(ClientAddress("127.0.0.1", "", kProxies), "127.0.0.1");
}

TEST(ClientAddress, WhatTheSenderClaimsHimself_IsNotBelieved) {
  EXPECT_EQ(ClientAddress("127.0.0.1", "1.2.3.4, 203.0.113.7", kProxies), "203.0.113.7");
  EXPECT_EQ(ClientAddress("127.0.0.1", "1.2.3.4, rubbish, 10.0.0.9", kProxies), "10.0.0.9");
  EXPECT_EQ(ClientAddress("127.0.0.1", ",,,", kProxies), "127.0.0.1");
}

TEST(AddressKey, TellsSubscribersApart) {
  EXPECT_NE(AddressKey("203.0.113.7"), AddressKey("203.0.113.8"));
  EXPECT_NE(AddressKey("2001:db8:0:1::1"), AddressKey("2001:db8:0:2::1"));
  EXPECT_NE(AddressKey("::ffff:203.0.113.7"), AddressKey("::ffff:203.0.113.8"));
  EXPECT_EQ(AddressKey("2001:db8:0:1::1"), AddressKey("2001:db8:0:1:ffff::2"));
}

}  // namespace
}  // namespace donthu::gateway
