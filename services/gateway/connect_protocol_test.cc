#include "services/gateway/connect_protocol.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "absl/strings/escaping.h"
#include "services/base/status/status.h"

namespace donthu::gateway {
namespace {

using nlohmann::json;

TEST(ReadContentType, KnowsTheFour) {
  EXPECT_EQ(ReadContentType("application/json"), (ContentType{false, true}));
  EXPECT_EQ(ReadContentType("application/proto"), (ContentType{false, false}));
  EXPECT_EQ(ReadContentType("application/connect+json"), (ContentType{true, true}));
  EXPECT_EQ(ReadContentType("application/connect+proto"), (ContentType{true, false}));
  EXPECT_EQ(ReadContentType("Application/JSON; charset=UTF-8"), (ContentType{false, true}));
  EXPECT_EQ(ReadContentType("application/json;charset=utf-8"), (ContentType{false, true}));
}

TEST(ReadContentType, WhatAFormCanSend_IsNone) {
  for (const char* type :
       {"", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x",
        "application/json; charset=utf-16", "application/json; x=1", "application/jsonx",
        "application/grpc-web+proto", "text/plain; application/json",
        "application/json, text/plain", ";", " "}) {
    EXPECT_EQ(ReadContentType(type), std::nullopt) << type;
  }
}

TEST(ConnectCodeOf, EveryCodeHasANameAndAnHttpStatus) {
  EXPECT_EQ(ConnectCodeOf(absl::StatusCode::kNotFound).http_status, 404);
  EXPECT_EQ(ConnectCodeOf(absl::StatusCode::kCancelled).name, "canceled");
  EXPECT_EQ(ConnectCodeOf(static_cast<absl::StatusCode>(99)).name, "unknown");
  for (int code = 1; code <= 16; ++code) {
    EXPECT_GE(ConnectCodeOf(static_cast<absl::StatusCode>(code)).http_status, 400) << code;
  }
}

TEST(ErrorJson, CarriesTheDetailInBothForms) {
  const absl::Status status =
      InvalidField("petitioners[1].full_name", "is blank", "Chưa nhập \"họ tên\".");
  const json error = json::parse(ErrorJson(status));
  EXPECT_EQ(error["code"], "invalid_argument");
  EXPECT_EQ(error["message"], "petitioners[1].full_name: is blank");
  ASSERT_EQ(error["details"].size(), 1u);
  EXPECT_EQ(error["details"][0]["type"], "donthu.common.v1.ErrorDetail");
  EXPECT_EQ(error["details"][0]["debug"]["messageVi"], "Chưa nhập \"họ tên\".");
  const std::string value = error["details"][0]["value"];
  EXPECT_EQ(value.find('='), std::string::npos) << "Connect wants no padding";
  std::string bytes;
  ASSERT_TRUE(absl::Base64Unescape(value, &bytes));
  common::v1::ErrorDetail detail;
  ASSERT_TRUE(detail.ParseFromString(bytes));
  EXPECT_EQ(detail.field_violations(0).field(), "petitioners[1].full_name");
}

TEST(ErrorJson, StatusWithoutDetail_HasNone) {
  EXPECT_EQ(ErrorJson(absl::NotFoundError("x \xff")),
            "{\"code\":\"not_found\",\"message\":\"x \xef\xbf\xbd\"}");
}

TEST(Envelope, IsReadAsWritten) {
  for (const size_t size : {0u, 1u, 255u, 256u, 70000u}) {
    const std::string message(size, 'x');
    const std::string envelope = Envelope(0, message);
    const auto read = ReadEnvelope(envelope);
    ASSERT_TRUE(read.ok()) << size;
    EXPECT_EQ(*read, message);
  }
}

TEST(ReadEnvelope, LessOrMoreThanOneMessage_IsRefused) {
  const std::string good = Envelope(0, "ab");
  for (const std::string& body : {
           std::string(),
           good.substr(0, 4),
           good.substr(0, 6),
           good + "c",
           good + good,
           Envelope(1, "ab"),  // compressed
           Envelope(2, "{}"),  // an end, which only a server sends
           Envelope(0x80, "ab"),
           std::string("\0\xff\xff\xff\xff", 5),
           std::string("\0\xff\xff\xff\xff...", 8),
       }) {
    const auto read = ReadEnvelope(body);
    EXPECT_EQ(ReasonOf(read.status()), common::v1::MALFORMED_REQUEST) << absl::CHexEscape(body);
  }
}

TEST(EndOfStream, SaysHowItEnded) {
  EXPECT_EQ(EndOfStream(absl::OkStatus()), std::string("\x02\0\0\0\x02{}", 7));
  const std::string end = EndOfStream(absl::AbortedError("no more"));
  EXPECT_EQ(end[0], 2);
  EXPECT_EQ(json::parse(end.substr(5))["error"]["code"], "aborted");
}

TEST(ReadTimeout, IsCapped) {
  constexpr absl::Duration kMax = absl::Seconds(30);
  EXPECT_EQ(*ReadTimeout("", kMax), kMax);
  EXPECT_EQ(*ReadTimeout("1", kMax), absl::Milliseconds(1));
  EXPECT_EQ(*ReadTimeout("29999", kMax), absl::Milliseconds(29999));
  EXPECT_EQ(*ReadTimeout("9999999999", kMax), kMax);
  for (const char* bad : {"0", "-1", "+1", "1.5", " 1", "1 ", "12345678901", "abc", "1e3", "0x1"}) {
    EXPECT_EQ(ReadTimeout(bad, kMax).status().code(), absl::StatusCode::kInvalidArgument) << bad;
  }
}

}  // namespace
}  // namespace donthu::gateway
