#include "services/intake/intake_service.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "donthu/intake/v1/intake_service.pb.h"
#include "services/base/access/access.h"
#include "services/base/access/read_note.h"
#include "services/base/db/request.h"
#include "services/base/duplicates/draft.h"
#include "services/base/duplicates/duplicates.h"
#include "services/base/page/page.h"
#include "services/base/personal/number_keys.h"
#include "services/base/reference/reference.h"
#include "services/base/reference/withheld.h"
#include "services/base/status/status.h"
#include "services/base/text/fold.h"
#include "services/intake/desk_store.h"
#include "services/intake/intake_store.h"
#include "services/intake/personal_data.h"
#include "services/intake/receipt_code.h"
#include "services/intake/receipt_secrets.h"
#include "services/intake/registration.h"
#include "services/intake/reseal.h"
#include "services/intake/secret_keeper.h"
#include "services/intake/status_store.h"
#include "services/intake/visit_desk.h"
#include "services/intake/wrong_secrets.h"
#include "services/law/date.h"

namespace donthu::intake {
namespace {

// As many as an officer looks at while a citizen waits.
constexpr size_t kHintsMax = 5;

constexpr int kPeopleMax = 5;

// The same for a code that nobody has and a secret that is wrong.
Failure NoSuchReceipt() {
  return Failure(absl::StatusCode::kNotFound, common::v1::NOT_FOUND, "no such receipt")
      .Vi("Mã biên nhận hoặc mã bí mật không đúng. Xem lại hai mã in trên giấy biên nhận.");
}

absl::Status TooManyTries(absl::Duration wait) {
  const std::string seconds = std::to_string(absl::ToInt64Seconds(wait) + 1);
  return NoSuchReceipt()
      .With("retry_after_seconds", seconds)
      .Vi("Nhập sai nhiều lần. Xin thử lại sau " + seconds + " giây.");
}

// Pages of latest-first lists end at (received_on, id).
template <typename Request>
absl::StatusOr<std::optional<Before>> PageStart(const Request& request) {
  ASSIGN_OR_RETURN(const auto last, page::DayKey(request, request.page_token()));
  return last ? std::optional<Before>({last->day, last->id}) : std::nullopt;
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
    response.set_next_page_token(page::DayToken(request, {day, last.id()}));
  }
  return response;
}

class IntakeService : public Service {
 public:
  IntakeService(const Environment& environment, std::unique_ptr<SecretKeeper> keeper,
                const crypto::Key& receipt_key, personal::NumberKeys keys)
      : clock_(environment.clock),
        keeper_(std::move(keeper)),
        rules_(environment.rules),
        receipt_prefix_(environment.config.receipt_prefix()),
        marking_(receipt_key),
        secrets_(receipt_key),
        keys_(std::move(keys)),
        registering_(
            {environment.dsn, environment.workers, absl::Seconds(5), db::kOnePlanPerStatement}),
        listing_({environment.dsn, environment.workers, absl::Seconds(5), kPlanForEachCall}),
        store_(listing_, registering_, keys_),
        desk_(environment.pool, keys_),
        statuses_(environment.pool),
        personal_(environment.pool, keys_, environment.clock),
        reference_(environment.pool),
        visits_(environment.pool, reference_, marking_),
        methods_("donthu.intake.v1.IntakeService") {
    using rpc::Call;
    methods_.Unary<v1::RegisterPetitionRequest, v1::RegisterPetitionResponse>(
        "RegisterPetition", [this](const Call& call, const auto& r) { return Register(call, r); });
    methods_.Unary<v1::GetPetitionRequest, v1::Petition>(
        "GetPetition", [this](const Call& call, const auto& r) { return Get(call, r); });
    methods_.Unary<v1::ListPetitionsRequest, v1::ListPetitionsResponse>(
        "ListPetitions", [this](const Call& call, const auto& r) { return List(call, r); });
    methods_.Unary<v1::SearchPetitionsRequest, v1::ListPetitionsResponse>(
        "SearchPetitions", [this](const Call& call, const auto& r) { return SearchFor(call, r); });
    methods_.Unary<v1::FindPetitionersRequest, v1::FindPetitionersResponse>(
        "FindPetitioners", [this](const Call& call, const auto& r) { return People(call, r); });
    methods_.Unary<v1::FindDuplicatesRequest, v1::FindDuplicatesResponse>(
        "FindDuplicates", [this](const Call& call, const auto& r) { return Duplicates(call, r); });
    methods_.Unary<v1::PreviewMaskingRequest, v1::PreviewMaskingResponse>(
        "PreviewMasking",
        [](const Call&, const auto& r) -> absl::StatusOr<v1::PreviewMaskingResponse> {
          return Masked(r);
        });
    methods_.Unary<v1::GetAuthorCustodyRequest, v1::AuthorCustody>(
        "GetAuthorCustody", [this](const Call&, const auto&) { return Custody(); });
    methods_.Unary<v1::GetStatusRequest, v1::PetitionStatus>(
        "GetStatus", [this](const Call& call, const auto& r) { return StatusOf(call, r); });
    methods_.Unary<v1::GetPersonalDataRequest, v1::PersonalData>(
        "GetPersonalData",
        [this](const Call& call, const auto& r) { return personal_.Extract(call, r); });
    methods_.Unary<v1::ListExpiredNumbersRequest, v1::ListExpiredNumbersResponse>(
        "ListExpiredNumbers",
        [this](const Call&, const auto& r) { return personal_.ListExpired(r); });
    methods_.Unary<v1::EraseExpiredNumbersRequest, v1::EraseExpiredNumbersResponse>(
        "EraseExpiredNumbers",
        [this](const Call& call, const auto& r) { return personal_.EraseExpired(call, r); });
    methods_.Unary<v1::RecordVisitRequest, v1::RecordVisitResponse>(
        "RecordVisit", [this](const Call& call, const auto& r) { return visits_.Record(call, r); });
    methods_.Unary<v1::ListVisitsRequest, v1::ListVisitsResponse>(
        "ListVisits", [this](const Call&, const auto& r) { return visits_.List(r); });
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
    // Taken from what may be stored, and under a key: a fingerprint of the whole letter could
    // confirm a guess at who denounced, one without a key a guess at an ID number.
    const std::string fingerprint =
        marking_.Mark(db::FingerprintOf(registration->petition), "request fingerprint");
    const auto new_code = [&] {
      return NewReceiptCode(receipt_prefix_, request.agency_code(), registration->received_on);
    };
    ASSIGN_OR_RETURN(auto response, store_.Register(*registration, request.request_id(),
                                                    fingerprint, new_code, hints, call.principal));
    response.set_receipt_secret(secrets_.For(PrintedCode(response.code())));
    return response;
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

  absl::StatusOr<Sight> SightOf(const rpc::Call& call) {
    ASSIGN_OR_RETURN(const auto reference, reference_.Get());
    return Sight{call.reach, ReachOfWithheld(call.principal, call.reach)};
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
    AddPerson(petition.petitioners(), keys_, &query.facts);
    return FindDuplicates(registering_, query, reach, kHintsMax);
  }

  absl::StatusOr<v1::Petition> Get(const rpc::Call& call, const v1::GetPetitionRequest& request) {
    if (request.key_case() == v1::GetPetitionRequest::KEY_NOT_SET) {
      return InvalidField("id", "id or code is required", "Chưa nhập số đơn hoặc mã biên nhận.");
    }
    ASSIGN_OR_RETURN(const Sight sight, SightOf(call));
    ASSIGN_OR_RETURN(auto petition, store_.Get(request, sight));
    RETURN_IF_ERROR(NoteRead(call.principal, petition));
    return petition;
  }

  // Nothing is answered that was not recorded before.
  absl::Status NoteRead(const Principal& reader, const v1::Petition& petition) {
    ASSIGN_OR_RETURN(const auto reference, reference_.Get());
    const auto own = OwnAgencies(reader, *reference, clock_.Today());
    const bool owns = !own || std::count(own->begin(), own->end(), petition.agency_code()) > 0;
    if (owns && !petition.identity_withheld()) return absl::OkStatus();
    return store_.NoteRead(petition.id(), reader, clock_.Today(), own);
  }

  absl::StatusOr<v1::ListPetitionsResponse> List(const rpc::Call& call,
                                                 const v1::ListPetitionsRequest& request) {
    ASSIGN_OR_RETURN(const auto before, PageStart(request));
    ASSIGN_OR_RETURN(const Sight sight, SightAt(call, request));
    const int size = page::Size(request.page_size());
    ASSIGN_OR_RETURN(auto petitions, store_.List(request, sight, before, size));
    return ToPage(request, std::move(petitions), size);
  }

  // What the caller sees at the agencies that a list or search is narrowed to.
  template <typename Request>
  absl::StatusOr<Sight> SightAt(const rpc::Call& call, const Request& request) {
    ASSIGN_OR_RETURN(Sight sight, SightOf(call));
    if (request.agency_code().empty()) return sight;
    std::vector<std::string> agencies = {request.agency_code()};
    if (request.with_subordinates()) {
      ASSIGN_OR_RETURN(const auto reference, reference_.Get());
      agencies = reference->Tree(request.agency_code());
      std::erase_if(agencies, [&](const auto& a) { return !call.reach.Includes(a); });
    }
    sight.open = Reach::Only(std::move(agencies));
    return sight;
  }

  absl::StatusOr<v1::ListPetitionsResponse> SearchFor(const rpc::Call& call,
                                                      const v1::SearchPetitionsRequest& request) {
    ASSIGN_OR_RETURN(const auto before, PageStart(request));
    ASSIGN_OR_RETURN(const Sight sight, SightAt(call, request));
    Search search;
    search.words = text::Fold(request.query());
    search.exact = absl::AsciiStrToLower(absl::StripAsciiWhitespace(request.query()));
    if (personal::MayBeNumber(request.query())) {
      search.id_number_hash = keys_.Hash(personal::NumberKind::kId, request.query());
      search.phone_hash = keys_.Hash(personal::NumberKind::kPhone, request.query());
    }
    search.kind = request.kind();
    search.state = request.state();
    search.from = absl::CivilDay(law::kYearMin, 1, 1);
    if (request.has_received_from()) {
      ASSIGN_OR_RETURN(search.from, law::ToDay(request.received_from()));
    }
    Before start = before.value_or(kStart);
    if (!before && request.has_received_to()) {
      ASSIGN_OR_RETURN(const auto to, law::ToDay(request.received_to()));
      start = {to + 1, 0};
    }
    const int size = page::Size(request.page_size());
    ASSIGN_OR_RETURN(auto petitions, store_.Find(search, sight, start, size));
    return ToPage(request, std::move(petitions), size);
  }

  absl::StatusOr<v1::FindPetitionersResponse> People(const rpc::Call& call,
                                                     const v1::FindPetitionersRequest& request) {
    if (request.id_number().empty() &&
        (text::Fold(request.full_name()).empty() || request.birth_year() == 0)) {
      return InvalidField("id_number", "or full_name with birth_year is required",
                          "Nhập số giấy tờ, hoặc họ tên và năm sinh.");
    }
    ASSIGN_OR_RETURN(const Sight sight, SightOf(call));
    ASSIGN_OR_RETURN(const auto known, desk_.FindPetitioners(request, sight, kPeopleMax));
    v1::FindPetitionersResponse response;
    for (const auto& one : known) *response.add_petitioners() = one;
    return response;
  }

  absl::StatusOr<v1::FindDuplicatesResponse> Duplicates(const rpc::Call& call,
                                                        const v1::FindDuplicatesRequest& request) {
    ASSIGN_OR_RETURN(const Draft draft, ReadDraft(request.draft(), clock_.Today(), keys_));
    ASSIGN_OR_RETURN(const Sight sight, SightOf(call));
    ASSIGN_OR_RETURN(auto hints,
                     FindDuplicates(registering_, draft.duplicates, sight.withheld, kHintsMax));
    RETURN_IF_ERROR(desk_.Describe(sight, &hints));
    v1::FindDuplicatesResponse response;
    for (const auto& hint : hints) *response.add_duplicates() = hint;
    return response;
  }

  static v1::PreviewMaskingResponse Masked(const v1::PreviewMaskingRequest& request) {
    v1::PreviewMaskingResponse shown;
    shown.set_title(request.title());
    shown.set_body(request.body());
    shown.set_addressee(request.addressee());
    shown.set_external_id(request.external_id());
    shown.set_masked(
        MaskTexts(request.petitioners(), {shown.mutable_title(), shown.mutable_body(),
                                          shown.mutable_addressee(), shown.mutable_external_id()}));
    return shown;
  }

  absl::StatusOr<v1::AuthorCustody> Custody() const {
    v1::AuthorCustody custody;
    custody.set_vault(keeper_ != nullptr);
    return custody;
  }

  // A wrong secret is refused before the database is asked, so that an unknown code takes as long.
  absl::StatusOr<v1::PetitionStatus> StatusOf(const rpc::Call& call,
                                              const v1::GetStatusRequest& request) {
    const std::string code = PrintedCode(request.code());
    const absl::Duration wait = wrong_secrets_.Begin(code, call.peer, clock_.Now());
    if (wait > absl::ZeroDuration()) return TooManyTries(wait);
    if (!secrets_.Fits(code, request.secret())) return NoSuchReceipt();
    wrong_secrets_.Withdraw(code, call.peer);
    const std::string typed(absl::StripAsciiWhitespace(request.code()));
    ASSIGN_OR_RETURN(const auto facts, statuses_.Find(code, typed));
    if (!facts) return NoSuchReceipt();
    ASSIGN_OR_RETURN(const auto reference, reference_.Get());
    return PublicStatus(*facts, *reference);
  }

  const Clock& clock_;
  // None where state secrets are not held.
  const std::unique_ptr<SecretKeeper> keeper_;
  const law::RuleBook& rules_;
  const std::string receipt_prefix_;
  const crypto::Key marking_;
  const ReceiptSecrets secrets_;
  const personal::NumberKeys keys_;
  WrongSecrets wrong_secrets_;
  db::Pool registering_;
  db::Pool listing_;
  IntakeStore store_;
  DeskStore desk_;
  StatusStore statuses_;
  PersonalDataDesk personal_;
  ReferenceCache reference_;
  VisitDesk visits_;
  rpc::MethodTable methods_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<Service>> NewIntakeService(const Environment& environment) {
  if (environment.config.receipt_prefix().empty()) {
    return absl::InvalidArgumentError("config: receipt_prefix is needed by intake");
  }
  if (environment.config.receipt_key_file().empty()) {
    return absl::InvalidArgumentError("config: receipt_key_file is needed by intake");
  }
  ASSIGN_OR_RETURN(const auto receipt_key,
                   crypto::Key::Load(environment.config.receipt_key_file()));
  ASSIGN_OR_RETURN(auto keys, personal::NumberKeys::Load(environment.config));
  RETURN_IF_ERROR(ResealNumbers(environment.pool, keys));
  ASSIGN_OR_RETURN(auto keeper, SecretKeeper::Create(environment.config));
  return std::make_unique<IntakeService>(environment, std::move(keeper), receipt_key,
                                         std::move(keys));
}

}  // namespace donthu::intake
