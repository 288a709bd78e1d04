// ID numbers and phones of petitioners lie sealed: they are planted, looked for in everything that
// is kept or said, found again by their hashes, moved, and sealed anew under another key.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "absl/strings/escaping.h"
#include "absl/strings/str_format.h"
#include "clients/cpp/request_id.h"
#include "services/base/access/access.h"
#include "services/intake/intake_store.h"
#include "tests/support/clients.h"
#include "tests/support/matchers.h"

namespace donthu::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr char kCard[] = "044166007531";
constexpr char kPhone[] = "0946 803 517";
constexpr char kPhoneDigits[] = "0946803517";
constexpr char kOpenName[] = "Trần Văn Mẫu";

intake::v1::RegisterPetitionRequest WithNumbers() {
  auto request = SomePetition();
  request.mutable_petitioners(0)->set_id_number(kCard);
  request.mutable_petitioners(0)->set_phone(kPhone);
  return request;
}

intake::v1::SearchPetitionsRequest Query(const std::string& query) {
  intake::v1::SearchPetitionsRequest request;
  request.set_query(query);
  return request;
}

intake::v1::FindPetitionersRequest ByNumber(const std::string& number) {
  intake::v1::FindPetitionersRequest request;
  request.set_id_number(number);
  return request;
}

intake::v1::GetPetitionRequest ById(int64_t id) {
  intake::v1::GetPetitionRequest request;
  request.set_id(id);
  return request;
}

// What of the numbers is in `haystack`, also in other clothes; empty when nothing is.
std::string FoundIn(const std::string& haystack) {
  std::string found;
  for (const std::string number : {kCard, kPhone, kPhoneDigits, "946803517"}) {
    const auto look = [&](const char* clothes, const std::string& needle) {
      if (haystack.find(needle) != std::string::npos) found += clothes + number + "; ";
    };
    look("", number);
    look("hexadecimal ", absl::BytesToHexString(number));
    // Whole groups of three bytes, so that it does not matter what follows.
    look("base64 ", absl::Base64Escape(number.substr(0, number.size() / 3 * 3)));
    // Without a key, a hash of so few digits is as good as the number.
    look("hash of ", Sha256Hex(number));
  }
  return found;
}

std::string Output(const std::string& command) {
  std::string output;
  FILE* pipe = popen((command + " 2>&1").c_str(), "r");
  char buffer[65536];
  while (const size_t n = fread(buffer, 1, sizeof(buffer), pipe)) output.append(buffer, n);
  EXPECT_EQ(pclose(pipe), 0) << command;
  return output;
}

std::string Bytes(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << in.rdbuf();
  return bytes.str();
}

// Everything that looks numbers up, what succeeds and what fails; what was said in failing.
std::string Live(Stack& stack) {
  Caller caller(stack);
  const auto registered = caller.intake.RegisterPetition(WithNumbers());
  EXPECT_THAT(registered, Succeeds());
  EXPECT_THAT(caller.intake.RegisterPetition(WithNumbers()), Succeeds());
  for (const std::string query : {kCard, kPhone, kPhoneDigits}) {
    EXPECT_EQ(caller.intake.SearchPetitions(Query(query))->petitions_size(), 2) << query;
  }
  EXPECT_EQ(caller.intake.FindPetitioners(ByNumber(kCard))->petitioners_size(), 1);
  intake::v1::FindDuplicatesRequest draft;
  draft.set_agency_code("QB-450-UBND");
  const auto typed = WithNumbers();
  draft.mutable_draft()->set_title(typed.title());
  draft.mutable_draft()->set_body(typed.body());
  *draft.mutable_draft()->mutable_petitioners() = typed.petitioners();
  EXPECT_GT(caller.intake.FindDuplicates(draft)->duplicates_size(), 0);
  Caller head(stack, kDistrict);
  intake::v1::GetPersonalDataRequest asked;
  asked.set_agency_code("QB-450-UBND");
  asked.set_request_number("12/YC");
  *asked.mutable_requested_on() = Day(2024, 4, 1);
  asked.set_id_number(kCard);
  EXPECT_EQ(head.intake.GetPersonalData(asked)->records_size(), 2);
  auto bad = WithNumbers();
  bad.set_agency_code("QB-NOWHERE");
  auto reused = WithNumbers();
  EXPECT_THAT(caller.intake.RegisterPetition(reused), Succeeds());
  reused.set_title("Khác");
  std::string errors;
  for (const auto& request : {bad, reused}) {
    const auto refused = caller.intake.RegisterPetition(request);
    EXPECT_FALSE(refused.ok());
    errors += refused.status().ToString() + DetailOf(refused.status()).DebugString();
  }
  return errors;
}

TEST(PersonalNumbers, PlantedNumbers_LieNowhereInTheClear) {
  PrivatePostgres postgres(true);
  ::testing::internal::CaptureStderr();
  std::string dump, errors;
  {
    Stack stack({.postgres = &postgres});
    errors = Live(stack);
    dump = Output("/usr/lib/postgresql/15/bin/pg_dump -d '" +
                  postgres.Dsn(stack.database(), "donthu_owner") + "'");
  }
  const std::string logs = ::testing::internal::GetCapturedStderr();
  EXPECT_THAT(dump, HasSubstr(kOpenName)) << "what is not sealed is found";
  EXPECT_THAT(dump, HasSubstr("intake.PersonalDataGiven"));
  EXPECT_EQ(FoundIn(dump), "");
  EXPECT_EQ(FoundIn(errors), "");
  EXPECT_EQ(FoundIn(logs), "");
  EXPECT_EQ(FoundIn(Bytes(postgres.directory() + "/pg/log")), "");
  postgres.Stop();
  bool open_name = false;
  for (const auto& file :
       std::filesystem::recursive_directory_iterator(postgres.directory() + "/pg/data")) {
    if (!file.is_regular_file()) continue;
    const std::string bytes = Bytes(file.path());
    open_name |= bytes.find(kOpenName) != std::string::npos &&
                 file.path().string().find("pg_wal") != std::string::npos;
    EXPECT_EQ(FoundIn(bytes), "") << file.path();
  }
  EXPECT_TRUE(open_name) << "the write-ahead log was read";
  postgres.Start();
}

class PersonalNumbersTest : public ::testing::Test {
 protected:
  int64_t Register(const intake::v1::RegisterPetitionRequest& request) {
    const auto answer = system_.intake.RegisterPetition(request);
    EXPECT_THAT(answer, Succeeds());
    return answer.ok() ? answer->petition_id() : 0;
  }
  void Owner(const char* name, const char* sql) {
    ASSERT_TRUE(stack_.owner().Run({name, sql, true}, db::Params()).ok()) << name;
  }

  // The services over the same database with other keys; 64 times that digit. '\0' = none.
  absl::StatusOr<std::unique_ptr<RunningProcess>> StartWith(char current, char former) {
    const std::string directory = stack_.postgres().directory();
    auto config = ConfigFor(stack_.postgres(), stack_.database(), WritePrincipals(directory));
    config.set_personal_data_key_file(KeyFile(current));
    if (former != '\0') config.set_former_personal_data_key_file(KeyFile(former));
    return RunningProcess::Start(config, AllServices(), clock_);
  }
  std::string KeyFile(char digit) {
    const std::string path =
        absl::StrFormat("%s/personal-%c.key", stack_.postgres().directory(), digit);
    std::ofstream(path) << std::string(64, digit);
    chmod(path.c_str(), 0600);
    return path;
  }
  static std::unique_ptr<client::Connection> ConnectTo(const RunningProcess& process) {
    client::ConnectionOptions options;
    options.endpoint = absl::StrFormat("127.0.0.1:%d", process.port());
    options.token = kSystem;
    return *client::MakeConnection(options);
  }

  SystemClock clock_;
  Stack stack_;
  Caller system_{stack_};
};

TEST_F(PersonalNumbersTest, AreFoundHoweverTheyAreWritten_AndShownAsWritten) {
  const int64_t id = Register(WithNumbers());
  for (const char* query : {"0946803517", "0946.803.517", "+84 946 803 517", "0084946803517",
                            "84946803517", kCard, "044 166 007 531"}) {
    const auto found = system_.intake.SearchPetitions(Query(query));
    ASSERT_THAT(found, Succeeds());
    ASSERT_EQ(found->petitions_size(), 1) << query;
    EXPECT_EQ(found->petitions(0).id(), id);
  }
  // A phone is no ID number, and a part of a number is no number.
  EXPECT_EQ(system_.intake.FindPetitioners(ByNumber(kPhoneDigits))->petitioners_size(), 0);
  EXPECT_EQ(system_.intake.SearchPetitions(Query("0441660075"))->petitions_size(), 0);
  const auto petition = system_.intake.GetPetition(ById(id));
  EXPECT_EQ(petition->petitioners(0).id_number(), kCard);
  EXPECT_EQ(petition->petitioners(0).phone(), kPhone);
}

TEST_F(PersonalNumbersTest, SearchByNumber_StaysWithinReach) {
  Register(WithNumbers());
  Caller commune(stack_, kCommune);
  EXPECT_EQ(commune.intake.SearchPetitions(Query(kCard))->petitions_size(), 0);
  EXPECT_EQ(Caller(stack_, kDistrict).intake.SearchPetitions(Query(kCard))->petitions_size(), 1);
}

TEST_F(PersonalNumbersTest, MovedToAnotherRow_DoesNotOpen_AndThePetitionStaysReadable) {
  const int64_t first = Register(WithNumbers());
  auto other = WithNumbers();
  other.mutable_petitioners(0)->set_id_number("044166000000");
  const int64_t second = Register(other);
  Owner("move",
        "UPDATE intake.petitioner AS a SET sealed_id_number = b.sealed_id_number "
        "FROM intake.petitioner AS b WHERE a.petition_id <> b.petition_id");
  ::testing::internal::CaptureStderr();
  for (const int64_t id : {first, second}) {
    const auto petition = system_.intake.GetPetition(ById(id));
    ASSERT_THAT(petition, Succeeds());
    EXPECT_THAT(petition->petitioners(0).id_number(), IsEmpty());
    EXPECT_EQ(petition->petitioners(0).phone(), kPhone);
  }
  const std::string logs = ::testing::internal::GetCapturedStderr();
  EXPECT_THAT(logs, HasSubstr("sealed_number_does_not_open"));
  EXPECT_EQ(FoundIn(logs), "");
}

TEST_F(PersonalNumbersTest, AnotherKey_SealsAnewAtTheStart_AndThenStandsAlone) {
  const int64_t id = Register(WithNumbers());
  for (int i = 0; i < 3; ++i) Register(SomePetition());
  {
    const auto rotating = StartWith('6', '5');
    ASSERT_TRUE(rotating.ok()) << rotating.status();
  }
  const auto alone = StartWith('6', '\0');
  ASSERT_TRUE(alone.ok()) << alone.status();
  const auto connection = ConnectTo(**alone);
  const client::IntakeClient intake(*connection);
  const auto petition = intake.GetPetition(ById(id));
  ASSERT_THAT(petition, Succeeds());
  EXPECT_EQ(petition->petitioners(0).id_number(), kCard);
  EXPECT_EQ(petition->petitioners(0).phone(), kPhone);
  EXPECT_EQ(intake.SearchPetitions(Query(kPhoneDigits))->petitions_size(), 1);
  EXPECT_EQ(intake.SearchPetitions(Query(kCard))->petitions_size(), 1);
}

TEST_F(PersonalNumbersTest, WrongKey_IsRefusedAtTheStart) {
  EXPECT_TRUE(StartWith('6', '\0').ok()) << "nothing is sealed yet";
  Register(WithNumbers());
  const auto refused = StartWith('6', '\0');
  ASSERT_FALSE(refused.ok());
  EXPECT_THAT(std::string(refused.status().message()), HasSubstr("personal_data_key_file"));
  EXPECT_TRUE(StartWith('5', '\0').ok());
}

TEST_F(PersonalNumbersTest, TheRequestIsKnownAgain_AfterTheKeyHasChanged) {
  const auto request = WithNumbers();
  const auto first = system_.intake.RegisterPetition(request);
  const auto rotated = StartWith('6', '5');
  ASSERT_TRUE(rotated.ok()) << rotated.status();
  const auto connection = ConnectTo(**rotated);
  const auto again = client::IntakeClient(*connection).RegisterPetition(request);
  ASSERT_THAT(again, Succeeds());
  EXPECT_EQ(again->code(), first->code());
}

TEST_F(PersonalNumbersTest, CodeThatIsTaken_IsTriedWithAnother) {
  const db::ViewScope everything(db::View::Everything());
  db::Pool pool(
      {stack_.postgres().Dsn(stack_.database(), "donthu_intake"), 1, absl::Seconds(5), ""});
  const auto keys =
      personal::NumberKeys::Create(*crypto::Key::Create(std::string(32, 'k')), std::nullopt);
  intake::IntakeStore store(pool, pool, *keys);
  intake::Registration registration;
  registration.petition = WithNumbers();
  registration.received_on = absl::CivilDay(2024, 3, 4);
  std::vector<std::string> codes = {"H46.X-240304-3", "H46.X-240304-2", "H46.X-240304-1",
                                    "H46.X-240304-1"};
  const auto next = [&] {
    const std::string code = codes.back();
    if (codes.size() > 1) codes.pop_back();
    return code;
  };
  std::vector<std::string> given;
  for (int i = 0; i < 3; ++i) {
    const auto answer =
        store.Register(registration, client::NewRequestId(), std::string(32, 'f'), next, {}, {});
    ASSERT_THAT(answer, Succeeds());
    given.push_back(answer->code());
    const auto petition =
        store.Get(ById(answer->petition_id()), {Reach::Everything(), Reach::Everything()});
    EXPECT_EQ(petition->petitioners(0).id_number(), kCard) << "sealed under the code it got";
  }
  EXPECT_THAT(given, ElementsAre("H46.X-240304-1", "H46.X-240304-2", "H46.X-240304-3"));
  // Every code is taken: it gives up and has stored nothing.
  EXPECT_THAT(
      store.Register(registration, client::NewRequestId(), std::string(32, 'f'), next, {}, {}),
      FailsWith(absl::StatusCode::kAborted, common::v1::CONCURRENT_CHANGE));
  EXPECT_EQ(CountSql(stack_, "three", "SELECT count(*) FROM intake.request"), 3);
}

}  // namespace
}  // namespace donthu::testing
