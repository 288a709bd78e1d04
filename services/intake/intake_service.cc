#include "services/intake/intake_service.h"

#include <algorithm>

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
#include "services/intake/secret_keeper.h"

namespace donthu::intake {
namespace {

// As many as an officer looks at while a citizen waits.
constexpr size_t kHintsMax = 5;

// Those who handle denunciations, or bring them in for one who does (L-TC Đ.9, 56). At a counter a
// denunciation is handed in and then seen no more.
bool HandlesWithheld(const Principal& principal) {
  const auto& roles = principal.roles;
  return std::any_of(roles.begin(), roles.end(), [](options::v1::Role role) {
    return role == options::v1::ROLE_CASE_OFFICER || role == options::v1::ROLE_HEAD ||
           role == options::v1::ROLE_INSPECTORATE || role == options::v1::ROLE_SYSTEM;
  });
}

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
  IntakeService(const Environment& environment, std::unique_ptr<SecretKeeper> keeper)
      : clock_(environment.clock),
        keeper_(std::move(keeper)),
        rules_(environment.rules),
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
    ASSIGN_OR_RETURN(const Sight sight, SightOf(call));
    ASSIGN_OR_RETURN(const auto hints, Hints(*registration, sight.withheld));
    RETURN_IF_ERROR(KeepSecret(request, &*registration));
    // Taken from what may be stored: a fingerprint of the whole letter could confirm a guess at who
    // denounced.
    const std::string fingerprint = db::FingerprintOf(registration->petition);
    return store_.Register(*registration, request.request_id(), fingerprint, receipt_prefix_, hints,
                           call.principal);
  }

  // The author goes into the vault before anything else is stored.
  absl::Status KeepSecret(const v1::RegisterPetitionRequest& request, Registration* registration) {
    if (keeper_ == nullptr && request.withhold_identity() && !Denounces(request)) {
      return InvalidField("withhold_identity", "needs a vault, and none is set up",
                          "Hệ thống chưa có kho mật để giữ thông tin người gửi.");
    }
    if (keeper_ == nullptr || !registration->identity_withheld) return absl::OkStatus();
    ASSIGN_OR_RETURN(const int64_t id, store_.ReserveId());
    ASSIGN_OR_RETURN(const auto entry, keeper_->Deposit(request, id));
    registration->reserved_id = entry.petition_id();
    registration->vault_reference = entry.reference();
    return absl::OkStatus();
  }

  // Whatever agencies lie below, withheld authors concern the officer's own agency only.
  absl::StatusOr<Sight> SightOf(const rpc::Call& call) {
    const Principal& principal = call.principal;
    if (!HandlesWithheld(principal)) return Sight{call.reach, Reach::Only({})};
    const bool system =
        std::count(principal.roles.begin(), principal.roles.end(), options::v1::ROLE_SYSTEM) > 0;
    if (system) return Sight{call.reach, call.reach};
    ASSIGN_OR_RETURN(const auto reference, reference_.Get());
    return Sight{call.reach,
                 Reach::Only(reference->WithPredecessors({principal.agency}, clock_.Today()))};
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
    ASSIGN_OR_RETURN(const Sight sight, SightOf(call));
    return store_.Get(request, sight);
  }

  absl::StatusOr<v1::ListPetitionsResponse> List(const rpc::Call& call,
                                                 const v1::ListPetitionsRequest& request) {
    ASSIGN_OR_RETURN(const auto before, PageStart(request));
    ASSIGN_OR_RETURN(Sight sight, SightOf(call));
    if (!request.agency_code().empty()) {
      std::vector<std::string> agencies = {request.agency_code()};
      if (request.with_subordinates()) {
        ASSIGN_OR_RETURN(const auto reference, reference_.Get());
        agencies = reference->Tree(request.agency_code());
        std::erase_if(agencies, [&](const auto& a) { return !call.reach.Includes(a); });
      }
      sight.open = Reach::Only(std::move(agencies));
    }
    const int size = page::Size(request.page_size());
    ASSIGN_OR_RETURN(auto petitions, store_.List(request, sight, before, size));
    return ToPage(request, std::move(petitions), size);
  }

  absl::StatusOr<v1::ListPetitionsResponse> Search(const rpc::Call& call,
                                                   const v1::SearchPetitionsRequest& request) {
    ASSIGN_OR_RETURN(const auto before, PageStart(request));
    ASSIGN_OR_RETURN(const Sight sight, SightOf(call));
    const int size = page::Size(request.page_size());
    const std::string exact = absl::AsciiStrToLower(absl::StripAsciiWhitespace(request.query()));
    ASSIGN_OR_RETURN(auto petitions,
                     store_.Search(text::Fold(request.query()), exact, sight, before, size));
    return ToPage(request, std::move(petitions), size);
  }

  const Clock& clock_;
  // None where state secrets are not held.
  const std::unique_ptr<SecretKeeper> keeper_;
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
  ASSIGN_OR_RETURN(auto keeper, SecretKeeper::Create(environment.config));
  return std::make_unique<IntakeService>(environment, std::move(keeper));
}

}  // namespace donthu::intake
