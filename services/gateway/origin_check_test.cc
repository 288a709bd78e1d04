#include "services/gateway/origin_check.h"

#include <gtest/gtest.h>

#include "services/base/status/status.h"

namespace donthu::gateway {
namespace {

constexpr char kHost[] = "donthu.quangbinh.gov.vn";

TEST(CheckOrigin, OurOwnPage_Passes) {
  EXPECT_TRUE(CheckOrigin({"same-origin", "", kHost, true}).ok());
  EXPECT_TRUE(CheckOrigin({"", "https://donthu.quangbinh.gov.vn", kHost, true}).ok());
  EXPECT_TRUE(CheckOrigin({"", "https://DonThu.quangbinh.gov.vn", kHost, true}).ok());
  EXPECT_TRUE(CheckOrigin({"", "http://localhost:8480", "localhost:8480", true}).ok());
}

TEST(CheckOrigin, ProgramWithoutCookie_Passes) {
  EXPECT_TRUE(CheckOrigin({"", "", kHost, false}).ok());
}

TEST(CheckOrigin, AnotherSite_IsRefused) {
  const RequestOrigin foreign[] = {
      {"cross-site", "", kHost, true},
      {"same-site", "", kHost, true},
      {"none", "", kHost, true},
      {"cross-site", "", kHost, false},
      {"SAME-ORIGIN", "", kHost, true},
      {"", "https://evil.example", kHost, true},
      {"", "https://evil.example", kHost, false},
      {"", "null", kHost, true},
      {"", "null", kHost, false},
      {"", "", kHost, true},
      {"", "https://donthu.quangbinh.gov.vn.evil.example", kHost, true},
      {"", "https://donthu.quangbinh.gov.vn:8443", kHost, true},
      {"", "ftp://donthu.quangbinh.gov.vn", kHost, true},
      {"", kHost, kHost, true},
      {"", "https://", kHost, true},
      // A browser's word on the site counts, whatever Origin says.
      {"cross-site", "https://donthu.quangbinh.gov.vn", kHost, true},
  };
  for (const auto& request : foreign) {
    const absl::Status status = CheckOrigin(request);
    EXPECT_EQ(status.code(), absl::StatusCode::kPermissionDenied)
        << request.sec_fetch_site << " " << request.origin;
    EXPECT_EQ(ReasonOf(status), common::v1::NOT_ALLOWED);
  }
}

}  // namespace
}  // namespace donthu::gateway
