#include "tests/benchmark/access_cost.h"

#include <time.h>

#include <cstdlib>
#include <functional>

#include "absl/time/clock.h"
#include "services/base/access/certificate_store.h"
#include "services/base/access/session_store.h"
#include "services/base/access/sight.h"
#include "services/base/certificate/authority.h"
#include "services/base/certificate/certificate.h"
#include "services/base/process/reaches.h"
#include "services/base/reference/reference.h"
#include "services/base/rpc/stack.h"
#include "services/base/rpc/validation.h"

namespace donthu::benchmark {
namespace {

constexpr int kCalls = 20000;
const std::string kOfficer = "tiep-dan.dong-hoi";
constexpr char kPeer[] = "ipv4:127.0.0.1:40000";

void Must(const absl::Status& status) {
  if (!status.ok()) std::abort();
}

int64_t ThreadCpuNanoseconds() {
  timespec used{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
  return used.tv_sec * 1'000'000'000 + used.tv_nsec;
}

double MicrosecondsOf(const std::function<void()>& call) {
  for (int i = 0; i < kCalls / 10; ++i) call();
  const int64_t before = ThreadCpuNanoseconds();
  for (int i = 0; i < kCalls; ++i) call();
  return static_cast<double>(ThreadCpuNanoseconds() - before) / 1000 / kCalls;
}

void OpenSession(db::Pool& owner, const std::string& token) {
  Must(owner
           .Run({"bench_account", R"sql(
             INSERT INTO identity.account (officer, password_hash, must_change, created_at, password_changed_at)
             VALUES ($1, '$argon2id$', false, now(), now()))sql",
                 true},
                db::Params().Text(kOfficer))
           .status());
  Must(owner
           .Run({"bench_session", R"sql(
             INSERT INTO identity.session (token_sha256, officer, device, created_at, last_seen_at, idle_seconds, expires_at)
             VALUES ($1::bytea, $2, '', now(), now(), 1800, now() + interval '1 day'))sql",
                 true},
                db::Params().Bytes(Sha256(token)).Text(kOfficer))
           .status());
}

void RegisterCertificate(db::Pool& owner, const std::string& sha256) {
  Must(owner
           .Run({"bench_certificate", R"sql(
             INSERT INTO identity.certificate (sha256, system, agency_code, methods, names_callers, valid_from, valid_to,
                                               registered_at, registered_by)
             VALUES ($1::bytea, 'bench', 'QB-UBND', '{donthu.intake.v1.IntakeService/*}', false,
                     now() - interval '1 day', now() + interval '1 day', now(), 'bench'))sql",
                 true},
                db::Params().Bytes(sha256))
           .status());
}

// Everything before the handler, as services/base/process wires it.
class Door {
 public:
  explicit Door(db::Pool& pool)
      : sessions_(pool, clock_), certificates_(pool, clock_), cache_(pool) {
    authenticator_.Accept(&sessions_, &certificates_);
    table_.Unary<intake::v1::RegisterPetitionRequest, intake::v1::RegisterPetitionResponse>(
        "RegisterPetition",
        [](const rpc::Call&, const auto&) -> absl::StatusOr<intake::v1::RegisterPetitionResponse> {
          return intake::v1::RegisterPetitionResponse();
        });
  }

  void Pass(const rpc::Incoming& incoming) {
    rpc::Call call;
    intake::v1::RegisterPetitionRequest request;
    Must(stack_.Admit(table_.methods()[0], incoming, &call, &request));
    const auto reference = cache_.Get();
    Must(reference.status());
    const db::ViewScope scope(ViewOf(call.principal, call.reach, **reference, clock_.Today()));
  }

  absl::CivilDay today() const { return clock_.Today(); }

 private:
  const SystemClock clock_;
  SessionStore sessions_;
  CertificateStore certificates_;
  ReferenceCache cache_;
  Reaches reaches_{cache_};
  Authenticator authenticator_ = *Authenticator::Create({});
  rpc::MethodTable table_{"donthu.intake.v1.IntakeService"};
  rpc::Stack stack_{authenticator_,
                    [this](const Principal& principal, options::v1::Scope scope) {
                      return reaches_.Of(principal, scope, clock_.Today());
                    },
                    clock_,
                    {{1e6, 1e6}, {1e6, 1e6}, {1e6, 1e6}}};
};

}  // namespace

AccessCost MeasureAccess(const testing::PrivatePostgres& postgres, const std::string& database,
                         const intake::v1::RegisterPetitionRequest& request) {
  db::Pool owner({postgres.Dsn(database, "donthu_owner"), 1, absl::Seconds(5), ""});
  db::Pool pool({postgres.Dsn(database, "donthu_intake"), 2, absl::Seconds(5), ""});
  const std::string token(64, 'a');
  OpenSession(owner, token);
  const absl::Time now = absl::Now();
  const auto authority = certificate::NewAuthority("bench", now, absl::Hours(48));
  Must(authority.status());
  const auto system = certificate::Issue(*authority, {"bench", {}}, now, absl::Hours(24));
  Must(system.status());
  RegisterCertificate(owner, certificate::FingerprintOf(system->certificate_pem));

  Door door(pool);
  rpc::Incoming incoming{"Bearer " + token, request.SerializeAsString(), absl::InfiniteFuture(),
                         kPeer};
  AccessCost cost{};
  cost.request = MicrosecondsOf([&] {
    intake::v1::RegisterPetitionRequest parsed;
    Must(rpc::ParseRequest(incoming.bytes, &parsed));
    rpc::Normalise(&parsed);
    Must(rpc::Validate(parsed, door.today()));
  });
  cost.session = MicrosecondsOf([&] { door.Pass(incoming); }) - cost.request;
  incoming.authorization.clear();
  cost.certificate = MicrosecondsOf([&] {
                       incoming.certificate_sha256 =
                           certificate::FingerprintOf(system->certificate_pem);
                       door.Pass(incoming);
                     }) -
                     cost.request;
  return cost;
}

}  // namespace donthu::benchmark
