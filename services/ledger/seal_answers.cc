#include "services/ledger/seal_answers.h"

#include <string>

#include "services/base/page/page.h"
#include "services/base/status/status.h"
#include "services/ledger/ledger_proto.h"
#include "services/ledger/record_reader.h"

namespace donthu::ledger {
namespace {

constexpr int kRecordsMax = 500;

absl::StatusOr<std::vector<Hash>> HashesOf(const std::vector<Range>& ranges, SealStore& store) {
  std::vector<Hash> hashes;
  for (const Range& range : ranges) {
    ASSIGN_OR_RETURN(const Hash hash, store.HashOfRange(range));
    hashes.push_back(hash);
  }
  return hashes;
}

class ExportStream : public rpc::Stream {
 public:
  ExportStream(RecordStore& store, const Extent& extent) : reader_(store, extent) {}

  bool Ready() override { return true; }

  absl::StatusOr<Step> Next(google::protobuf::Message* message) override {
    const db::ViewScope everything(db::View::Everything());
    if (ended_) return Step::kEnd;
    auto* response = static_cast<v1::ExportResponse*>(message);
    while (!ended_ && response->records_size() < kRecordsMax) {
      ASSIGN_OR_RETURN(const auto record, reader_.Next());
      if (record) {
        std::holds_alternative<Row>(*record) ? ++rows_ : ++seals_;
        *response->add_records() = ToProto(*record);
      } else {
        auto* end = response->add_records()->mutable_end();
        end->set_rows(rows_);
        end->set_seals(seals_);
        ended_ = true;
      }
    }
    return Step::kSent;
  }

 private:
  RecordReader reader_;
  int64_t rows_ = 0;
  int64_t seals_ = 0;
  bool ended_ = false;
};

}  // namespace

absl::StatusOr<v1::VerifyResponse> SealAnswers::Verify(const v1::VerifyRequest& request) {
  std::optional<Seal> known;
  if (request.has_known_seal()) known = FromProto(request.known_seal());
  // Nothing is told but how much there is, and what of it does not hold.
  const db::ViewScope everything(db::View::Everything());
  ASSIGN_OR_RETURN(const Extent extent, records_.Now());
  RecordReader reader(records_, extent);
  Audit audit(first_key_, std::move(known));
  while (true) {
    ASSIGN_OR_RETURN(const auto record, reader.Next());
    if (!record) break;
    audit.Take(*record);
  }
  v1::VerifyResponse response = ToProto(audit.Finish());
  if (first_key_) response.set_first_key_id(ToHex(first_key_->id()));
  return response;
}

absl::StatusOr<v1::ListSealsResponse> SealAnswers::List(const v1::ListSealsRequest& request) {
  ASSIGN_OR_RETURN(const auto key, page::Key(request, request.page_token(), "n"));
  const uint64_t after = key.empty() ? 0 : std::stoull(key[0]);
  const int size = page::Size(request.page_size());
  ASSIGN_OR_RETURN(const auto seals, seals_.SealsFrom(after + 1, size + 1));
  v1::ListSealsResponse response;
  for (const Seal& seal : seals) {
    if (response.seals_size() == size) {
      const auto& last = response.seals(size - 1);
      response.set_next_page_token(page::Token(request, {std::to_string(last.number())}));
      break;
    }
    *response.add_seals() = ToProto(seal);
  }
  return response;
}

absl::StatusOr<Seal> SealAnswers::SealFor(const SealedLeaf& leaf, int64_t asked) {
  const auto number = static_cast<uint64_t>(asked);
  ASSIGN_OR_RETURN(const auto seal,
                   asked == 0 ? seals_.SealCovering(leaf.position) : seals_.SealAt(number));
  if (seal && seal->size > leaf.position) return *seal;
  return NotFound("seal over this event", "Không có niêm phong này cho sự kiện.");
}

absl::StatusOr<v1::GetInclusionProofResponse> SealAnswers::Inclusion(
    const v1::GetInclusionProofRequest& request) {
  ASSIGN_OR_RETURN(const auto found, seals_.LeafOfEvent(request.subject(), request.ordinal()));
  ASSIGN_OR_RETURN(const auto seen, ledger_.Seen({request.subject()}));
  if (!found || seen.empty()) {
    return NotFound("sealed event", "Không có sự kiện này, hoặc sự kiện chưa được niêm phong.");
  }
  const SealedLeaf& leaf = found->leaf;
  ASSIGN_OR_RETURN(const Seal seal, SealFor(leaf, request.seal_number()));
  ASSIGN_OR_RETURN(const auto path, HashesOf(InclusionPath(leaf.position, seal.size), seals_));
  ASSIGN_OR_RETURN(const auto event, seals_.EventAt(found->place));
  v1::GetInclusionProofResponse response;
  if (event) *response.mutable_event() = ToProto(*event);
  response.set_xact(static_cast<int64_t>(found->place.xact));
  response.set_seq(found->place.seq);
  response.set_leaf(ToHex(leaf.hash));
  response.set_index(static_cast<int64_t>(leaf.position));
  for (const Hash& hash : path) response.add_path(ToHex(hash));
  *response.mutable_seal() = ToProto(seal);
  return response;
}

absl::StatusOr<v1::GetConsistencyProofResponse> SealAnswers::Consistency(
    const v1::GetConsistencyProofRequest& request) {
  ASSIGN_OR_RETURN(const auto last, seals_.LastSeal());
  const uint64_t sealed = last ? last->size : 0;
  const auto from = static_cast<uint64_t>(request.from_size());
  const uint64_t to = request.to_size() == 0 ? sealed : static_cast<uint64_t>(request.to_size());
  if (to > sealed) {
    return InvalidField("to_size", "more than are sealed", "Nhiều hơn số sự kiện đã niêm phong.");
  }
  if (from > to) {
    return InvalidField("from_size", "more than to_size", "Lớn hơn số sự kiện về sau.");
  }
  ASSIGN_OR_RETURN(const Hash from_root, seals_.HashOfRange({0, from}));
  ASSIGN_OR_RETURN(const Hash to_root, seals_.HashOfRange({0, to}));
  ASSIGN_OR_RETURN(const auto path, HashesOf(ConsistencyPath(from, to), seals_));
  v1::GetConsistencyProofResponse response;
  response.set_from_size(static_cast<int64_t>(from));
  response.set_to_size(static_cast<int64_t>(to));
  response.set_from_root(ToHex(from_root));
  response.set_to_root(ToHex(to_root));
  for (const Hash& hash : path) response.add_path(ToHex(hash));
  return response;
}

absl::StatusOr<std::unique_ptr<rpc::Stream>> SealAnswers::Export() {
  const db::ViewScope everything(db::View::Everything());
  ASSIGN_OR_RETURN(const Extent extent, records_.Now());
  return std::make_unique<ExportStream>(records_, extent);
}

}  // namespace donthu::ledger
