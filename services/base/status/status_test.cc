#include "services/base/status/status.h"

#include <gtest/gtest.h>

namespace donthu {
namespace {

TEST(Failure, CarriesReasonTextsAndMetadata) {
  const absl::Status status =
      Failure(absl::StatusCode::kAborted, common::v1::STALE_ETAG, "etag is not current")
          .Vi("Tải lại rồi thử lại.")
          .With("etag", "7");
  EXPECT_EQ(status.code(), absl::StatusCode::kAborted);
  EXPECT_EQ(std::string(status.message()), "etag is not current");
  EXPECT_EQ(ReasonOf(status), common::v1::STALE_ETAG);
  EXPECT_EQ(DetailOf(status).message_vi(), "Tải lại rồi thử lại.");
  EXPECT_EQ(DetailOf(status).metadata().at("etag"), "7");
}

TEST(Failure, ExplanationTravelsWhole) {
  law::v1::Derivation why;
  why.add_steps_vi("Ngày thực hiện trước ngày nhận đơn.");
  why.add_rules()->set_citation("L-KN Đ.27");
  const absl::Status status =
      Failure(absl::StatusCode::kFailedPrecondition, common::v1::ACT_NOT_LAWFUL, "no").Because(why);
  EXPECT_EQ(DetailOf(status).explanation().SerializeAsString(), why.SerializeAsString());
}

TEST(Failure, ExplanationTooLargeForTrailersKeepsWhatDecidedAndSaysThatItWasCut) {
  law::v1::Derivation why;
  for (int i = 0; i < 100; ++i) why.add_facts()->set_name_vi(std::string(90, 'f'));
  for (int i = 0; i < 30; ++i) why.add_rules()->set_citation(std::string(90, 'r'));
  for (int i = 0; i < 50; ++i) why.add_steps_vi(std::string(90, 's'));
  why.add_steps_vi("Điều quyết định.");
  const auto cut =
      DetailOf(Failure(absl::StatusCode::kFailedPrecondition, common::v1::ACT_NOT_LAWFUL, "no")
                   .Because(why))
          .explanation();
  EXPECT_LE(cut.ByteSizeLong(), 3000U);
  EXPECT_EQ(cut.rules_size(), 1);
  ASSERT_GE(cut.steps_vi_size(), 2);
  EXPECT_EQ(cut.steps_vi(cut.steps_vi_size() - 2), "Điều quyết định.");
  EXPECT_NE(cut.steps_vi(cut.steps_vi_size() - 1).find("lược bớt"), std::string::npos);
}

TEST(Failure, BecomesAStatusOr) {
  const absl::StatusOr<int> value = NotFound("petition", "Không có đơn này.");
  EXPECT_EQ(value.status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(std::string(value.status().message()), "petition not found");
  EXPECT_EQ(ReasonOf(value.status()), common::v1::NOT_FOUND);
}

TEST(InvalidField, NamesTheField) {
  const absl::Status status = InvalidField("title", "is blank", "Chưa nhập.");
  const auto detail = DetailOf(status);
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(std::string(status.message()), "title: is blank");
  ASSERT_EQ(detail.field_violations_size(), 1);
  EXPECT_EQ(detail.field_violations(0).field(), "title");
  EXPECT_EQ(detail.field_violations(0).description(), "is blank");
  EXPECT_EQ(detail.field_violations(0).description_vi(), "Chưa nhập.");
  EXPECT_EQ(detail.message_vi(), "Chưa nhập.");
}

TEST(DetailOf, StatusWithoutDetail_IsEmpty) {
  EXPECT_EQ(ReasonOf(absl::OkStatus()), common::v1::ERROR_REASON_UNSPECIFIED);
  EXPECT_EQ(ReasonOf(absl::InternalError("x")), common::v1::ERROR_REASON_UNSPECIFIED);
}

// Two unwrappings in one function, one of them of something that can only be moved.
absl::StatusOr<int> Sum(absl::StatusOr<int> a, absl::StatusOr<std::unique_ptr<int>> b) {
  RETURN_IF_ERROR(a.status());
  ASSIGN_OR_RETURN(const int first, a);
  ASSIGN_OR_RETURN(const auto second, std::move(b));
  return first + *second;
}

TEST(Macros, PassOnTheFirstFailure) {
  EXPECT_EQ(*Sum(1, std::make_unique<int>(2)), 3);
  EXPECT_EQ(Sum(absl::AbortedError("a"), std::make_unique<int>(2)).status(),
            absl::AbortedError("a"));
  EXPECT_EQ(Sum(1, absl::AbortedError("b")).status(), absl::AbortedError("b"));
}

}  // namespace
}  // namespace donthu
