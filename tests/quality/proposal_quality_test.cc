// The proposals for the sample petitions against the answers that their author expects.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>

#include "absl/strings/match.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_replace.h"
#include "services/base/text/fold.h"
#include "tests/quality/answers.h"
#include "tests/quality/markdown.h"
#include "tests/quality/service.h"
#include "tests/quality/variants.h"

namespace donthu::quality {
namespace {

using law::v1::CaseType;
using law::v1::Disposal;

// From here on a proposal counts as a clear one; below it the officer is told to look closely.
constexpr int kClear = 70;

// The disposal that each expected handling stands for.
const std::map<std::string, Disposal> kDisposals = {
    {"thu_ly_khieu_nai", law::v1::DISPOSAL_ACCEPT},
    {"thu_ly_to_cao", law::v1::DISPOSAL_ACCEPT},
    {"xu_ly_kien_nghi_phan_anh", law::v1::DISPOSAL_ACCEPT},
    {"hoa_giai_tai_xa", law::v1::DISPOSAL_ACCEPT},
    {"huong_dan_dung_tham_quyen", law::v1::DISPOSAL_GUIDE},
    {"huong_dan_tach_don", law::v1::DISPOSAL_GUIDE},
    {"huong_dan_khoi_kien", law::v1::DISPOSAL_GUIDE},
    {"huong_dan_hoa_giai_tai_xa", law::v1::DISPOSAL_GUIDE},
    {"de_nghi_lam_ro", law::v1::DISPOSAL_GUIDE},
    {"chuyen_to_cao", law::v1::DISPOSAL_TRANSFER},
    {"chuyen_kien_nghi_phan_anh", law::v1::DISPOSAL_TRANSFER},
    {"chuyen_kiem_tra", law::v1::DISPOSAL_TRANSFER},
    {"khong_thu_ly_het_thoi_hieu", law::v1::DISPOSAL_REFUSE},
    {"don_trung", law::v1::DISPOSAL_JOIN},
    {"luu_don", law::v1::DISPOSAL_FILE},
    {"luu_don_hoac_bo_sung", law::v1::DISPOSAL_FILE},
    {"tham_khao_quan_ly", law::v1::DISPOSAL_FILE}};

bool Opens(Disposal disposal) {
  return disposal == law::v1::DISPOSAL_ACCEPT || disposal == law::v1::DISPOSAL_REFUSE;
}

// The sample does not name case types; they follow from kind, round and the words of the title.
CaseType ExpectedCaseType(const Outcome& outcome, const Answer& answer) {
  if (!Opens(kDisposals.at(answer.handling))) return law::v1::CASE_TYPE_UNSPECIFIED;
  if (answer.handling == "hoa_giai_tai_xa") return law::v1::CASE_TYPE_LAND_MEDIATION;
  const auto& request = outcome.request;
  switch (request.kind()) {
    case law::v1::PETITION_KIND_COMPLAINT:
      if (absl::StrContains(text::Fold(request.title()), "ky luat")) {
        return law::v1::CASE_TYPE_COMPLAINT_DISCIPLINARY;
      }
      return request.second_complaint() ? law::v1::CASE_TYPE_COMPLAINT_SECOND
                                        : law::v1::CASE_TYPE_COMPLAINT_FIRST;
    case law::v1::PETITION_KIND_DENUNCIATION:
      return law::v1::CASE_TYPE_DENUNCIATION;
    default:
      return law::v1::CASE_TYPE_RECOMMENDATION;
  }
}

struct Judged {
  const Outcome& outcome;
  const Answer& answer;

  bool DisposalRight() const {
    return outcome.proposal.disposal() == kDisposals.at(answer.handling);
  }
  bool CaseTypeRight() const {
    return outcome.proposal.case_type() == ExpectedCaseType(outcome, answer);
  }
  // A proposal to file, join or ask what is meant may leave the agency open.
  bool AgencyRight() const {
    const auto& proposal = outcome.proposal;
    const bool needs_one =
        Opens(proposal.disposal()) || proposal.disposal() == law::v1::DISPOSAL_TRANSFER ||
        (proposal.basis_size() > 0 && proposal.basis(0).rule_id() == "COMPETENT");
    return proposal.agency_code() == answer.agency_code ||
           (!needs_one && proposal.agency_code().empty());
  }
  bool Right() const { return DisposalRight() && CaseTypeRight() && AgencyRight(); }
};

std::string KindOf(const std::map<std::string, std::string>& kinds, const std::string& code) {
  const auto found = kinds.find(code);
  return found == kinds.end() ? "chua_xac_dinh" : found->second;
}

// Handed in at another agency than the competent one; known only where one is.
const char* AddresseeVerdict(const Outcome& outcome) {
  const auto& proposal = outcome.proposal;
  return proposal.competent() || proposal.agency_code().empty() ? "right" : "wrong";
}

void PrintByClass(const std::vector<Judged>& all) {
  const auto agencies = ReadAgencyKinds();
  Confusion disposals, case_types, kinds, addressees;
  std::map<std::string, std::pair<int, int>> handlings;
  for (const auto& [outcome, answer] : all) {
    const Judged judged{outcome, answer};
    const auto& proposal = outcome.proposal;
    disposals.Add(Disposal_Name(kDisposals.at(answer.handling)),
                  Disposal_Name(proposal.disposal()));
    case_types.Add(CaseType_Name(ExpectedCaseType(outcome, answer)),
                   CaseType_Name(proposal.case_type()));
    kinds.Add(answer.agency_kind, KindOf(agencies, proposal.agency_code()));
    addressees.Add(answer.wrong_level ? "wrong" : "right", AddresseeVerdict(outcome));
    auto& [right, whole] = handlings[answer.handling];
    right += judged.Right() ? 1 : 0;
    ++whole;
  }
  disposals.Print("Disposal");
  case_types.Print("Case type");
  kinds.Print("Kind of competent agency");
  addressees.Print("Addressee (level or agency)");
  std::vector<std::vector<std::string>> rows;
  for (const auto& [handling, counts] : handlings) {
    rows.push_back({handling, std::to_string(counts.second), Share(counts.first, counts.second)});
  }
  PrintTable("Disposal, case type and agency all right, by expected handling",
             {"expected handling", "petitions", "right"}, rows);
}

struct Band {
  int from;
  int to;
  int all = 0;
  int right = 0;
};

// Share of right proposals in each band of confidence.
class Calibration {
 public:
  void Add(const std::vector<Judged>& all) {
    for (const auto& judged : all) {
      const int confidence = judged.outcome.proposal.confidence();
      for (Band& band : bands_) {
        if (confidence < band.from || confidence > band.to) continue;
        ++band.all;
        band.right += judged.Right() ? 1 : 0;
      }
    }
  }

  void Print(const std::string& title) const {
    std::vector<std::vector<std::string>> rows;
    for (const Band& band : bands_) {
      rows.push_back({absl::StrFormat("%d to %d", band.from, band.to), std::to_string(band.all),
                      Share(band.right, band.all)});
    }
    PrintTable(title, {"confidence", "proposals", "right"}, rows);
  }

  double ShareRight(bool clear) const {
    int all = 0, right = 0;
    for (const Band& band : bands_) {
      if ((band.from >= kClear) != clear) continue;
      all += band.all;
      right += band.right;
    }
    return all == 0 ? 1 : static_cast<double>(right) / all;
  }

 private:
  std::vector<Band> bands_ = {{0, 59}, {60, 69}, {70, 79}, {80, 89}, {90, 100}};
};

void PrintDisagreements(const std::vector<Judged>& all) {
  std::vector<std::vector<std::string>> rows;
  for (const auto& judged : all) {
    if (judged.Right()) continue;
    const auto& proposal = judged.outcome.proposal;
    rows.push_back({judged.outcome.request.external_id(), judged.answer.handling,
                    judged.answer.agency_code,
                    Disposal_Name(proposal.disposal()) + ", " + CaseType_Name(proposal.case_type()),
                    proposal.agency_code(), std::to_string(proposal.confidence())});
  }
  PrintTable("Disagreements",
             {"petition", "expected", "agency", "proposed", "agency", "confidence"}, rows);
}

std::vector<Judged> JudgedBy(const std::map<std::string, Answer>& answers,
                             const std::vector<Outcome>& outcomes) {
  std::vector<Judged> all;
  for (const auto& outcome : outcomes) {
    // "SP-2024-0001", whatever follows.
    all.push_back({outcome, answers.at(outcome.request.external_id().substr(0, 12))});
  }
  return all;
}

TEST(SampleProposals, AreRightWhereTheyAreClear) {
  Service service;
  const auto answers = ReadAnswers();
  const auto outcomes = service.Import(ReadPetitions());
  const auto all = JudgedBy(answers, outcomes);
  ASSERT_EQ(all.size(), 300u);
  PrintByClass(all);
  Calibration calibration;
  calibration.Add(all);
  calibration.Print("Confidence, sample");
  PrintDisagreements(all);
  EXPECT_GE(calibration.ShareRight(true), 0.95);
}

// The sample's entries are faultless, so that it can't tell whether a low confidence means
// anything.
TEST(ProposalsOnFaultyEntries, AreLessSureWhereTheyErr) {
  Random random(1);
  Service service;
  const auto answers = ReadAnswers();
  auto petitions = ReadPetitions();
  std::erase_if(petitions, [&](const auto& petition) {
    return !answers.at(petition.at("id")).near_duplicate_of.empty();
  });
  Calibration calibration;
  std::vector<std::vector<std::string>> rows;
  for (const auto& kind : DeskEntries()) {
    std::vector<nlohmann::json> faulty;
    for (const auto& petition : petitions) {
      nlohmann::json other = kind.make(petition, random);
      if (other.is_null()) continue;
      other["id"] = petition.at("id").get<std::string>() + "-" + kind.name;
      faulty.push_back(std::move(other));
    }
    const auto outcomes = service.Import(faulty);
    const auto all = JudgedBy(answers, outcomes);
    int clear = 0, right = 0, clear_right = 0;
    for (const auto& judged : all) {
      const bool is_clear = judged.outcome.proposal.confidence() >= kClear;
      clear += is_clear ? 1 : 0;
      right += judged.Right() ? 1 : 0;
      clear_right += is_clear && judged.Right() ? 1 : 0;
    }
    const int size = static_cast<int>(all.size());
    rows.push_back({kind.name, std::to_string(size), Share(right, size), std::to_string(clear),
                    Share(clear_right, clear), Share(right - clear_right, size - clear)});
    calibration.Add(all);
    service.Forget(0);
  }
  PrintTable("Faulty entries of the desk",
             {"entry", "petitions", "right", "clear", "of these right", "of the others right"},
             rows);
  calibration.Print("Confidence, faulty entries");
  EXPECT_LT(calibration.ShareRight(false), calibration.ShareRight(true));
}

// Ways to name the accused head of a commune (%s) or the commune's committee itself.
constexpr const char* kAccusations[] = {
    "Tôi làm đơn này tố cáo ông T.V.K, Chủ tịch UBND %s, có hành vi bao che",
    "Người bị tố cáo: bà L.T.H, Phó Chủ tịch Ủy ban nhân dân %s",
    "Người bị tố cáo là ông N.B.C, hiện giữ chức Chủ tịch UBND %s",
    "Tôi tố cáo đồng chí Chủ tịch UBND %s đã nhận tiền của những người này",
    "Tố cáo Phó Chủ tịch UBND %s là ông Đ.M.T đứng sau việc làm trên",
    "Tôi tố cáo UBND %s làm trái quy định",
};

// The denunciations that are signed with a name, each with an accusation put in front.
std::vector<nlohmann::json> Accusing(const char* accusation, int number) {
  std::vector<nlohmann::json> accusing;
  for (auto petition : ReadPetitions()) {
    if (petition.at("type") != "tố cáo" || petition.at("is_anonymous") == true) continue;
    std::string commune = petition.at("commune_name").get<std::string>();
    commune = absl::StrReplaceAll(
        commune, {{"Xã ", "xã "}, {"Phường ", "phường "}, {"Thị trấn ", "thị trấn "}});
    const std::string body = petition.at("body").get<std::string>();
    std::string sentence = absl::StrReplaceAll(accusation, {{"%s", commune}});
    petition["body"] = sentence + ". " + body;
    petition["title"] = "Đơn tố cáo";
    petition["id"] =
        absl::StrFormat("%s-accusing-%d", petition.at("id").get<std::string>(), number);
    accusing.push_back(std::move(petition));
  }
  return accusing;
}

TEST(Denunciation, IsNeverProposedToTheCommitteeWhoseHeadItAccuses) {
  Service service;
  int number = 0;
  for (const char* accusation : kAccusations) {
    const auto outcomes = service.Import(Accusing(accusation, ++number));
    ASSERT_FALSE(outcomes.empty());
    int to_the_accused = 0;
    for (const auto& outcome : outcomes) {
      const std::string accused = "QB-" + outcome.request.area_key() + "-UBND";
      to_the_accused += outcome.proposal.agency_code() == accused ||
                                outcome.proposal.transfer_to_agency_code() == accused
                            ? 1
                            : 0;
    }
    EXPECT_EQ(to_the_accused, 0) << accusation << ": of " << outcomes.size();
    service.Forget(0);
  }
}

TEST(SampleProposals, SendNoDenunciationToAnAgencyThatItAccuses) {
  Service service;
  for (const auto& outcome : service.Import(ReadPetitions())) {
    if (outcome.request.kind() != law::v1::PETITION_KIND_DENUNCIATION) continue;
    const std::string title = text::Fold(outcome.request.title());
    const bool accuses_head =
        absl::StrContains(title, "to cao chu tich ubnd xa") ||
        absl::StrContains(text::Fold(outcome.request.body()), "hien giu chuc chu tich ubnd xa") ||
        absl::StrContains(text::Fold(outcome.request.body()), "pho chu tich ubnd xa");
    if (!accuses_head) continue;
    const std::string accused = "QB-" + outcome.request.area_key() + "-UBND";
    EXPECT_NE(outcome.proposal.agency_code(), accused) << outcome.request.external_id();
    EXPECT_NE(outcome.proposal.transfer_to_agency_code(), accused) << outcome.request.external_id();
  }
}

}  // namespace
}  // namespace donthu::quality
