#include "services/intake/intake_service.h"

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "donthu/intake/v1/intake_service.pb.h"
#include "services/base/access/access.h"
#include "services/base/db/request.h"
#include "services/base/duplicates/duplicates.h"
#include "services/base/page/page.h"
#include "services/base/reference/reference.h"
#include "services/base/status/status.h"
#include "services/base/text/fold.h"
#include "services/intake/intake_store.h"
#include "services/intake/registration.h"

namespace donthu::intake {
namespace {

// As many as an officer looks at while a citizen waits.
constexpr size_t kHintsMax = 5;

// Pages of latest-first lists end at (received_on, id).
template <typename Request>
absl::StatusOr<std::optional<Before>> PageStart(const Request& request) {
  ASSIGN_OR_RETURN(const auto key, page::Key(request, request.page_token(), "di"));
  if (key.empty()) return std::optional<Before>();
  Before before{};
  absl::ParseCivilTime(key[0], &before.received_on);
  before.id = std::stoll(key[1]);
  return std::optional<Before>(before);
}

template <typename Request>
v1::ListPetitionsResponse ToPage(const Request& request, std::vector<v1::Petition> petitions,
                                 int size) {
  v1::ListPetitionsResponse response;
  const bool more = petitions.size() > static_cast<size_t>(size);
  if (more) petitions.resize(size);
  for (auto& petition : petitions) *response.add_petitions() = std::move(petition);
  if (more) {
    const auto& last = response.petitions(size - 1);
    const auto& date = last.received_on();
    const absl::CivilDay day(date.year(), date.month(), date.day());
    response.set_next_page_token(
        page::Token(request, {absl::FormatCivilTime(day), std::to_string(last.id())}));
  }
  return response;
}

class IntakeService : public Service {
 public:
  explicit IntakeService(const Environment& environment)
      : rules_(environment.rules),
        receipt_prefix_(environment.config.receipt_prefix()),
        registering_(
            {environment.dsn, environment.workers, absl::Seconds(5), db::kOnePlanPerStatement}),
        store_(environment.pool, registering_),
        reference_(environment.pool),
        methods_("donthu.intake.v1.IntakeService") {
    using rpc::Call;
    methods_.Unary<v1::RegisterPetitionRequest, v1::RegisterPetitionResponse>(
        "RegisterPetition", [this](const Call& call, const auto& r) { return Register(call, r); });
    methods_.Unary<v1::GetPetitionRequest, v1::Petition>(
        "GetPetition", [this](const Call& call, const auto& r) { return Get(call, r); });
    methods_.Unary<v1::ListPetitionsRequest, v1::ListPetitionsResponse>(
        "ListPetitions", [this](const Call& call, const auto& r) { return List(call, r); });
    methods_.Unary<v1::SearchPetitionsRequest, v1::ListPetitionsResponse>(
        "SearchPetitions", [this](const Call& call, const auto& r) { return Search(call, r); });
  }

  std::vector<const rpc::MethodTable*> tables() const override { return {&methods_}; }

 private:
  absl::StatusOr<v1::RegisterPetitionResponse> Register(
      const rpc::Call& call, const v1::RegisterPetitionRequest& request) {
    ASSIGN_OR_RETURN(const auto reference, reference_.Get());
    auto registration = Prepare(request, *reference, rules_);
    if (!registration.ok()) return registration.status();
    ASSIGN_OR_RETURN(const auto hints, Hints(*registration, call.reach));
    // Taken from what may be stored: a fingerprint of the whole letter could confirm a guess at who
    // denounced.
    const std::string fingerprint = db::FingerprintOf(registration->petition);
    return store_.Register(*registration, request.request_id(), fingerprint, receipt_prefix_, hints,
                           call.principal);
  }

  absl::StatusOr<std::vector<v1::DuplicateHint>> Hints(const Registration& registration,
                                                       const Reach& reach) {
    const auto& petition = registration.petition;
    DuplicateQuery query;
    query.band_keys = registration.band_keys;
    query.identity_withheld = registration.identity_withheld;
    query.facts.fingerprint = registration.fingerprint;
    query.facts.subject_code = petition.subject_code();
    query.facts.commune_key = petition.area_key();
    query.facts.decision_on = registration.decision_on;
    query.facts.received_on = registration.received_on;
    if (!petition.petitioners().empty()) {
      const auto& first = petition.petitioners(0);
      query.facts.name = text::Fold(first.full_name());
      query.facts.birth_year = first.birth_year();
      if (!first.id_number().empty()) query.facts.id_number_hash = Sha256Hex(first.id_number());
    }
    return FindDuplicates(registering_, query, reach, kHintsMax);
  }

  absl::StatusOr<v1::Petition> Get(const rpc::Call& call, const v1::GetPetitionRequest& request) {
    if (request.key_case() == v1::GetPetitionRequest::KEY_NOT_SET) {
      return InvalidField("id", "id or code is required", "Chưa nhập số đơn hoặc mã biên nhận.");
    }
    return store_.Get(request, call.reach);
  }

  absl::StatusOr<v1::ListPetitionsResponse> List(const rpc::Call& call,
                                                 const v1::ListPetitionsRequest& request) {
    ASSIGN_OR_RETURN(const auto before, PageStart(request));
    Reach reach = call.reach;
    if (!request.agency_code().empty()) {
      std::vector<std::string> agencies = {request.agency_code()};
      if (request.with_subordinates()) {
        ASSIGN_OR_RETURN(const auto reference, reference_.Get());
        agencies = reference->Tree(request.agency_code());
        std::erase_if(agencies, [&](const auto& a) { return !call.reach.Includes(a); });
      }
      reach = Reach::Only(std::move(agencies));
    }
    const int size = page::Size(request.page_size());
    ASSIGN_OR_RETURN(auto petitions, store_.List(request, reach, before, size));
    return ToPage(request, std::move(petitions), size);
  }

  absl::StatusOr<v1::ListPetitionsResponse> Search(const rpc::Call& call,
                                                   const v1::SearchPetitionsRequest& request) {
    ASSIGN_OR_RETURN(const auto before, PageStart(request));
    const int size = page::Size(request.page_size());
    const std::string exact = absl::AsciiStrToLower(absl::StripAsciiWhitespace(request.query()));
    ASSIGN_OR_RETURN(auto petitions,
                     store_.Search(text::Fold(request.query()), exact, call.reach, before, size));
    return ToPage(request, std::move(petitions), size);
  }

  const law::RuleBook& rules_;
  const std::string receipt_prefix_;
  db::Pool registering_;
  IntakeStore store_;
  ReferenceCache reference_;
  rpc::MethodTable methods_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<Service>> NewIntakeService(const Environment& environment) {
  if (environment.config.receipt_prefix().empty()) {
    return absl::InvalidArgumentError("config: receipt_prefix is needed by intake");
  }
  return std::make_unique<IntakeService>(environment);
}

}  // namespace donthu::intake
