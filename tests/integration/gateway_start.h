// A gateway in the test's own process.
#pragma once

#include <gtest/gtest.h>

#include <memory>

#include "absl/strings/str_format.h"
#include "services/base/config/config.h"
#include "services/gateway/server.h"
#include "services/gateway/settings.h"

namespace donthu::testing {

// Before services at this port of loopback; `more` is textproto of a GatewayConfig.
inline std::unique_ptr<gateway::Server> StartGateway(int services_port, const std::string& more,
                                                     const Clock& clock) {
  config::v1::GatewayConfig config, further;
  config.set_listen("127.0.0.1:0");
  config.mutable_upstream()->set_endpoint(absl::StrFormat("127.0.0.1:%d", services_port));
  EXPECT_TRUE(config::ParseText(more, "gateway", &further).ok());
  config.MergeFrom(further);
  auto settings = gateway::SettingsOf(config, "");
  EXPECT_TRUE(settings.ok()) << settings.status();
  auto server = gateway::Server::Start(*std::move(settings), clock);
  EXPECT_TRUE(server.ok()) << server.status();
  return *std::move(server);
}

}  // namespace donthu::testing
