// An officer who may not know of a denunciation can't tell a system that holds it from one that
// does not: two systems, alike but for the denunciation, are asked everything, and answer the same.
// How long the answers take is said, for a person to compare: a test that judged it would fail on a
// busy machine.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <iostream>
#include <set>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "clients/cpp/request_id.h"
#include "services/base/clock/clock.h"
#include "tests/integration/sample_request.h"
#include "tests/support/clients.h"
#include "tests/support/matchers.h"

namespace donthu::testing {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::MethodDescriptor;
using ::testing::ElementsAre;

constexpr char kOffice[] = "QB-450-UBND";
constexpr char kLetter[] =
    "Tố cáo Chủ tịch UBND thành phố Đồng Hới nhận tiền của dự án kè Nhật Lệ.";

// What differs between any two systems: times of day, and the places of events, which other
// transactions move too.
const std::set<std::string> kOfTheMoment = {
    "cursor", "hash", "previous_hash", "recorded_at", "registered_at", "sent_at", "ledger_cursor"};

// What tells how much there is, without saying of what (docs/access.md), and the figures that these
// roles answer for.
const std::set<std::string> kHowMuch = {"Verify", "ListSeals", "GetConsistencyProof"};
const std::set<std::string> kFigures = {"GetReport",     "ListFigure",   "GetOverview",
                                        "WatchOverview", "ListOverview", "ExportReport"};

// Of petitions, cases, referrals: open ones are counted from 1, guarded ones from far off.
constexpr int64_t kNumbers[] = {1, 2, 3, 4, 1'000'000'000'000, 1'000'000'000'001};

void ForgetTheMoment(Message* message) {
  std::vector<const FieldDescriptor*> fields;
  const auto* reflection = message->GetReflection();
  reflection->ListFields(*message, &fields);
  for (const auto* field : fields) {
    if (kOfTheMoment.count(field->name()) > 0) {
      reflection->ClearField(message, field);
    } else if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE || field->is_map()) {
      continue;
    } else if (field->is_repeated()) {
      for (int i = 0; i < reflection->FieldSize(*message, field); ++i) {
        ForgetTheMoment(reflection->MutableRepeatedMessage(message, field, i));
      }
    } else {
      ForgetTheMoment(reflection->MutableMessage(message, field));
    }
  }
}

// Puts this number wherever the request names a petition, a case, a referral, …, and this text
// where it searches.
void Aim(int64_t number, const std::string& text, Message* request) {
  const auto* type = request->GetDescriptor();
  const auto* reflection = request->GetReflection();
  for (int i = 0; i < type->field_count(); ++i) {
    const auto* field = type->field(i);
    if (field->is_repeated()) continue;
    const bool set = reflection->HasField(*request, field);
    if (field->cpp_type() == FieldDescriptor::CPPTYPE_INT64 &&
        (set || field->real_containing_oneof() != nullptr)) {
      reflection->SetInt64(request, field, number);
    } else if (field->name() == "query") {
      reflection->SetString(request, field, text);
    } else if (set && field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
      Aim(number, text, reflection->MutableMessage(request, field));
    }
  }
}

std::vector<const MethodDescriptor*> Methods() {
  std::vector<const MethodDescriptor*> methods;
  const auto* pool = google::protobuf::DescriptorPool::generated_pool();
  for (const char* name :
       {"intake.v1.IntakeService", "routing.v1.RoutingService", "resolution.v1.ResolutionService",
        "inspectorate.v1.InspectorateService", "ledger.v1.LedgerService"}) {
    const auto* service = pool->FindServiceByName(std::string("donthu.") + name);
    for (int i = 0; i < service->method_count(); ++i) methods.push_back(service->method(i));
  }
  return methods;
}

class World {
 public:
  explicit World(bool with_denunciation) {
    Register(SomePetition());
    if (with_denunciation) Denounce();
    auto second = SomePetition();
    second.set_title("Khiếu nại về bồi thường");
    second.set_body("Giá đất tính sai, kè Nhật Lệ lấn vào vườn nhà tôi.");
    const auto id = Register(second);
    Accept(id);
    // Until the case is open.
    resolution::v1::GetCaseRequest get;
    get.set_petition_id(id);
    EXPECT_THAT(system_.resolution.GetCase(get), Succeeds());
  }

  // Everything that the caller asked and was answered.
  std::vector<std::string> Ask(const std::string& token, const std::set<std::string>& but) {
    const Caller caller(stack_, token);
    std::vector<std::string> transcript;
    for (const auto* method : Methods()) {
      if (but.count(method->name()) > 0) continue;
      for (const int64_t number : kNumbers) {
        for (const char* agency : {kOffice, "QB-UBND"}) {
          const auto request = SampleRequest(*method, agency);
          Aim(number, "kè Nhật Lệ", request.get());
          transcript.push_back(absl::StrCat(method->name(), " ", number, " ", agency, ": ",
                                            Answer(*caller.connection, *method, *request)));
        }
      }
    }
    return transcript;
  }

  Stack& stack() { return stack_; }

  // The next petition registered by this caller, with the words of the denunciation.
  std::string RegisterLike(const std::string& token) {
    auto request = SomePetition();
    request.set_body(kLetter);
    const auto answer = Caller(stack_, token).intake.RegisterPetition(request);
    return WithoutReceiptNumbers(answer.ok() ? answer->DebugString() : answer.status().ToString());
  }

 private:
  int64_t Register(const intake::v1::RegisterPetitionRequest& request) {
    const auto registered = system_.intake.RegisterPetition(request);
    EXPECT_THAT(registered, Succeeds());
    return registered->petition_id();
  }

  void Accept(int64_t id) {
    routing::v1::DisposeRequest request;
    request.set_request_id(client::NewRequestId());
    request.set_petition_id(id);
    request.set_agency_code(kOffice);
    request.set_etag("0");
    request.set_disposal(law::v1::DISPOSAL_ACCEPT);
    *request.mutable_disposed_on() = Day(2024, 3, 6);
    request.set_kind(law::v1::PETITION_KIND_COMPLAINT);
    request.set_eligible(true);
    request.set_competent(true);
    request.set_prior_status(law::v1::PRIOR_STATUS_NOT_SETTLED);
    request.set_case_type(law::v1::CASE_TYPE_COMPLAINT_FIRST);
    EXPECT_THAT(system_.routing.Dispose(request), Succeeds());
  }

  // Against the head of the office, and the same against somebody in it, whom the office settles.
  void Denounce() {
    for (const bool settled : {false, true}) {
      auto request = SomePetition();
      request.set_kind(law::v1::PETITION_KIND_DENUNCIATION);
      request.clear_decision_on();
      request.set_title("Đơn tố cáo");
      request.set_body(settled ? "Tố cáo cán bộ địa chính thu tiền dự án kè Nhật Lệ." : kLetter);
      const int64_t id = Register(request);
      routing::v1::DisposeRequest disposal;
      disposal.set_request_id(client::NewRequestId());
      disposal.set_petition_id(id);
      disposal.set_agency_code(kOffice);
      disposal.set_etag("0");
      disposal.set_disposal(settled ? law::v1::DISPOSAL_ACCEPT : law::v1::DISPOSAL_TRANSFER);
      *disposal.mutable_disposed_on() = Day(2024, 3, 6);
      disposal.set_kind(law::v1::PETITION_KIND_DENUNCIATION);
      disposal.set_eligible(true);
      disposal.set_competent(settled);
      disposal.set_prior_status(law::v1::PRIOR_STATUS_NOT_SETTLED);
      if (settled) disposal.set_case_type(law::v1::CASE_TYPE_DENUNCIATION);
      if (!settled) disposal.set_to_agency_code("QB-UBND");
      EXPECT_THAT(system_.routing.Dispose(disposal), Succeeds());
      resolution::v1::GetCaseRequest get;
      get.set_petition_id(id);
      if (!settled) continue;
      EXPECT_THAT(system_.resolution.GetCase(get), Succeeds());
    }
    DenounceAtReception();
  }

  // Told to an officer, without a letter.
  void DenounceAtReception() {
    intake::v1::RecordVisitRequest visit;
    visit.set_request_id(client::NewRequestId());
    visit.set_agency_code(kOffice);
    *visit.mutable_received_on() = Day(2024, 3, 4);
    visit.set_session(intake::v1::RECEPTION_SESSION_REGULAR);
    visit.set_anonymous(true);
    visit.set_people(1);
    visit.set_kind(law::v1::PETITION_KIND_DENUNCIATION);
    visit.set_subject_code("TN03");
    visit.set_summary(kLetter);
    visit.set_outcome(intake::v1::VISIT_OUTCOME_RECORDED);
    EXPECT_THAT(system_.intake.RecordVisit(visit), Succeeds());
  }

  static std::string Answer(client::Connection& connection, const MethodDescriptor& method,
                            const Message& request) {
    const auto* prototype =
        google::protobuf::MessageFactory::generated_factory()->GetPrototype(method.output_type());
    const std::unique_ptr<Message> response(prototype->New());
    absl::Status status;
    if (method.server_streaming()) {
      const auto reader = connection.Read(method, request);
      status = reader->Next(response.get()).status();
      reader->Cancel();
    } else {
      status = connection.Call(method, request, response.get());
    }
    ForgetTheMoment(response.get());
    return WithoutReceiptNumbers(status.ok() ? response->DebugString() : status.ToString());
  }

  const FixedClock clock_{absl::FromCivil(absl::CivilHour(2024, 11, 20, 8), VietnamTime())};
  Stack stack_{{.clock = &clock_}};
  Caller system_{stack_};
};

// The answers that differ.
std::vector<std::string> Differences(const std::vector<std::string>& with,
                                     const std::vector<std::string>& without) {
  std::vector<std::string> differences;
  EXPECT_EQ(with.size(), without.size());
  for (size_t i = 0; i < std::min(with.size(), without.size()); ++i) {
    if (with[i] != without[i]) differences.push_back("WITH " + with[i] + "\nBUT " + without[i]);
  }
  return differences;
}

double Median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

class OracleTest : public ::testing::Test {
 protected:
  // Asks both systems in turn: the answers are the same, and how long they take is said.
  template <typename Ask>
  void CompareTimes(const char* what, Ask ask) {
    const Caller there(with_.stack(), kCaseOfficer);
    const Caller not_there(without_.stack(), kCaseOfficer);
    const auto timed = [&](const Caller& caller, std::vector<double>* took) {
      const auto begin = std::chrono::steady_clock::now();
      const std::string answer = ask(caller);
      took->push_back(
          std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - begin)
              .count());
      return answer;
    };
    std::vector<double> with, without;
    for (int i = 0; i < 201; ++i) {
      const std::string answer = timed(there, &with);
      EXPECT_EQ(answer, timed(not_there, &without));
    }
    std::cout << what << ": median " << Median(with) << " µs with the denunciation, "
              << Median(without) << " µs without, ratio " << Median(with) / Median(without) << "\n";
  }

  World with_{true};
  World without_{false};
};

TEST_F(OracleTest, DesksAndOfficers_CantTell) {
  for (const char* token : {kClerk, kCaseOfficer, kCommune, kOutsider}) {
    EXPECT_THAT(Differences(with_.Ask(token, {}), without_.Ask(token, {})), ElementsAre()) << token;
    EXPECT_EQ(with_.RegisterLike(token), without_.RegisterLike(token));
  }
  // That much is answered which could betray it.
  const auto answers = with_.Ask(kCaseOfficer, {});
  EXPECT_GE(std::count_if(answers.begin(), answers.end(),
                          [](const auto& answer) { return absl::StrContains(answer, "H46."); }),
            20);
}

TEST_F(OracleTest, InspectorsAndAuditors_CantTellButByFiguresAndTheSizeOfTheLedger) {
  auto but = kFigures;
  but.insert(kHowMuch.begin(), kHowMuch.end());
  for (const char* token : {kInspector, kAuditor}) {
    EXPECT_THAT(Differences(with_.Ask(token, but), without_.Ask(token, but)), ElementsAre())
        << token;
  }
}

TEST_F(OracleTest, HowLongAnswersTake_IsSaid) {
  CompareTimes("GetPetition", [](const Caller& caller) {
    intake::v1::GetPetitionRequest get;
    get.set_id(kNumbers[4]);
    return caller.intake.GetPetition(get).status().ToString();
  });
  CompareTimes("SearchPetitions", [](const Caller& caller) {
    intake::v1::SearchPetitionsRequest search;
    search.set_query("nhận tiền của dự án");
    const auto found = caller.intake.SearchPetitions(search);
    return found.ok() ? std::to_string(found->petitions_size()) : found.status().ToString();
  });
}

// That the test can see anything at all.
TEST_F(OracleTest, WhoMayKnow_CanTell) {
  EXPECT_THAT(Differences(with_.Ask(kChairman, {}), without_.Ask(kChairman, {})),
              ::testing::Not(ElementsAre()));
}

}  // namespace
}  // namespace donthu::testing
