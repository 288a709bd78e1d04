#include "services/base/duplicates/draft.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace donthu {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

const absl::CivilDay kToday(2024, 3, 4);

personal::NumberKeys Keys() {
  return *personal::NumberKeys::Create(*crypto::Key::Create(std::string(32, 'k')), std::nullopt);
}

intake::v1::PetitionDraft Typed(law::v1::PetitionKind kind) {
  intake::v1::PetitionDraft draft;
  draft.set_kind(kind);
  draft.set_title("Đơn của Trần Văn Mẫu về thửa đất số 12");
  draft.set_body(
      "Tôi là Trần Văn Mẫu, số điện thoại 0912345678, không đồng ý việc thu hồi thửa 12.");
  auto* person = draft.add_petitioners();
  person->set_full_name("Trần Văn Mẫu");
  person->set_birth_year(1970);
  person->set_address("thôn Trung, xã Hóa Thanh");
  person->set_id_number("044070001234");
  person->set_representative(true);
  return draft;
}

TEST(ReadDraft, OpenLetter_KeepsPersonAndText) {
  const auto draft = ReadDraft(Typed(law::v1::PETITION_KIND_COMPLAINT), kToday, Keys());
  ASSERT_TRUE(draft.ok());
  EXPECT_FALSE(draft->identity_withheld);
  EXPECT_THAT(draft->petition.title(), HasSubstr("Trần Văn Mẫu"));
  EXPECT_EQ(draft->duplicates.facts.name, "tran van mau");
  EXPECT_EQ(draft->duplicates.facts.birth_year, 1970);
  EXPECT_EQ(draft->duplicates.facts.id_number_hash,
            Keys().Hash(personal::NumberKind::kId, "044070001234"));
  EXPECT_EQ(draft->received_on, kToday);
  EXPECT_EQ(draft->representatives, 1);
}

TEST(ReadDraft, WithheldAuthor_LeavesNoTrace) {
  auto mixed = Typed(law::v1::PETITION_KIND_COMPLAINT);
  mixed.add_mixed_kinds(law::v1::PETITION_KIND_DENUNCIATION);
  auto asked = Typed(law::v1::PETITION_KIND_COMPLAINT);
  asked.set_withhold_identity(true);
  for (const auto& typed : {Typed(law::v1::PETITION_KIND_DENUNCIATION), mixed, asked}) {
    const auto draft = ReadDraft(typed, kToday, Keys());
    ASSERT_TRUE(draft.ok());
    EXPECT_TRUE(draft->identity_withheld);
    EXPECT_TRUE(draft->duplicates.identity_withheld);
    EXPECT_TRUE(draft->names_author);
    EXPECT_TRUE(draft->gives_address);
    EXPECT_EQ(draft->representatives, 1);
    EXPECT_THAT(draft->duplicates.facts.name, IsEmpty());
    EXPECT_THAT(draft->duplicates.facts.id_number_hash, IsEmpty());
    const std::string kept = draft->petition.Utf8DebugString();
    for (const char* trace : {"Mẫu", "0912345678", "1970", "044070001234", "Trung"}) {
      EXPECT_THAT(kept, Not(HasSubstr(trace)));
    }
  }
}

TEST(ReadDraft, NothingTyped_LooksForNothing) {
  const auto draft = ReadDraft(intake::v1::PetitionDraft(), kToday, Keys());
  ASSERT_TRUE(draft.ok());
  EXPECT_THAT(draft->duplicates.band_keys, IsEmpty());
  EXPECT_FALSE(draft->names_author);
}

TEST(ReadDraft, DayThatDoesNotExist_IsRefused) {
  auto typed = Typed(law::v1::PETITION_KIND_COMPLAINT);
  typed.mutable_received_on()->set_year(2024);
  typed.mutable_received_on()->set_month(2);
  typed.mutable_received_on()->set_day(30);
  EXPECT_FALSE(ReadDraft(typed, kToday, Keys()).ok());
  typed.clear_received_on();
  typed.mutable_decision_on()->set_year(2024);
  EXPECT_FALSE(ReadDraft(typed, kToday, Keys()).ok());
}

}  // namespace
}  // namespace donthu
