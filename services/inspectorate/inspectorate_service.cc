#include "services/inspectorate/inspectorate_service.h"

#include <atomic>

#include "services/base/access/access.h"
#include "services/base/ledger/follower.h"
#include "services/base/page/page.h"
#include "services/base/reference/reference.h"
#include "services/base/status/status.h"
#include "services/inspectorate/form_book.h"
#include "services/inspectorate/inspectorate_store.h"
#include "services/inspectorate/overviews.h"
#include "services/inspectorate/question.h"
#include "services/inspectorate/report.h"
#include "services/inspectorate/workbook.h"

namespace donthu::inspectorate {
namespace {

// How long a report waits for the projector; it polls every 20 ms.
constexpr absl::Duration kCatchUp = absl::Seconds(5);

// `moves` counts how often the position was found elsewhere, whichever process moved it.
ledger::Follower::Options ProjectorOptions(const Environment& environment, InspectorateStore& store,
                                           std::atomic<uint64_t>& moves) {
  ledger::Follower::Options options;
  options.name = "inspectorate.projector";
  options.dsn = environment.dsn;
  options.position = [&store, &moves,
                      last = ledger::Cursor()]() mutable -> absl::StatusOr<ledger::Cursor> {
    ASSIGN_OR_RETURN(const auto cursor, store.Cursor());
    if (!(cursor == last)) ++moves;
    last = cursor;
    return cursor;
  };
  options.apply = [&store](const ledger::Cursor& from,
                           const std::vector<ledger::TailedEvent>& events) {
    return store.Project(from, events).status();
  };
  return options;
}

class InspectorateService : public Service {
 public:
  InspectorateService(const Environment& environment, FormBook forms)
      : forms_(std::move(forms)),
        store_(environment.pool),
        reference_(environment.pool),
        methods_("donthu.inspectorate.v1.InspectorateService"),
        overviews_(environment, store_, reference_, moves_),
        projector_(ProjectorOptions(environment, store_, moves_), environment.metrics) {
    using rpc::Call;
    methods_.Unary<v1::GetReportRequest, v1::Report>(
        "GetReport", [this](const Call& c, const auto& r) { return GetReport(c, r); });
    methods_.Unary<v1::ListFigureRequest, v1::ListFigureResponse>(
        "ListFigure", [this](const Call& c, const auto& r) { return ListFigure(c, r); });
    methods_.Unary<v1::ExportReportRequest, v1::ExportReportResponse>(
        "ExportReport", [this](const Call& c, const auto& r) { return ExportReport(c, r); });
    methods_.Unary<v1::GetOverviewRequest, v1::Overview>(
        "GetOverview", [this](const Call& c, const auto& r) -> absl::StatusOr<v1::Overview> {
          RETURN_IF_ERROR(projector_.CatchUp(kCatchUp));
          return overviews_.Get(c, r);
        });
    methods_.Unary<v1::ListOverviewRequest, v1::ListOverviewResponse>(
        "ListOverview",
        [this](const Call& c, const auto& r) -> absl::StatusOr<v1::ListOverviewResponse> {
          RETURN_IF_ERROR(projector_.CatchUp(kCatchUp));
          return overviews_.List(c, r);
        });
    methods_.ServerStream<v1::WatchOverviewRequest, v1::WatchOverviewResponse>(
        "WatchOverview", [this](const Call& c, const auto& r) { return overviews_.Watch(c, r); });
  }

  std::vector<const rpc::MethodTable*> tables() const override { return {&methods_}; }

 private:
  // What the methods on forms work on.
  struct FormQuestion : Question {
    const v1::Form* form;
  };

  template <typename Request>
  absl::StatusOr<FormQuestion> Understand(const rpc::Call& call, const Request& request) {
    ASSIGN_OR_RETURN(const auto* form, forms_.Find(request.form(), request.circular()));
    ASSIGN_OR_RETURN(Question question, QuestionOf(call.reach, request, reference_));
    // A report counts everything acknowledged before it was asked for.
    RETURN_IF_ERROR(projector_.CatchUp(kCatchUp));
    return FormQuestion{std::move(question), form};
  }

  absl::StatusOr<v1::Report> GetReport(const rpc::Call& call, const v1::GetReportRequest& request) {
    ASSIGN_OR_RETURN(const FormQuestion question, Understand(call, request));
    ASSIGN_OR_RETURN(const auto cursor, store_.Cursor());
    ASSIGN_OR_RETURN(v1::Report report, FillIn(*question.form, question.agencies, question.period,
                                               *question.reference, store_));
    report.set_agency_code(request.agency_code());
    *report.mutable_from() = request.from();
    *report.mutable_to() = request.to();
    report.set_ledger_cursor(cursor.Format());
    ASSIGN_OR_RETURN(const auto seal, store_.LastSeal(cursor));
    if (seal) *report.mutable_seal() = *seal;
    return report;
  }

  absl::StatusOr<v1::ExportReportResponse> ExportReport(const rpc::Call& call,
                                                        const v1::ExportReportRequest& request) {
    const auto& asked = request.report();
    ASSIGN_OR_RETURN(v1::Report report, GetReport(call, asked));
    ASSIGN_OR_RETURN(const auto* form, forms_.Find(asked.form(), asked.circular()));
    ASSIGN_OR_RETURN(const auto reference, reference_.Get());
    const auto* agency = reference->Agency(asked.agency_code());
    v1::ExportReportResponse response;
    response.set_file_name(WorkbookName(report));
    response.set_content_type(kWorkbookType);
    ASSIGN_OR_RETURN(
        *response.mutable_content(),
        WorkbookOf(*form, report, agency == nullptr ? asked.agency_code() : agency->name()));
    *response.mutable_report() = std::move(report);
    return response;
  }

  absl::StatusOr<v1::ListFigureResponse> ListFigure(const rpc::Call& call,
                                                    const v1::ListFigureRequest& request) {
    ASSIGN_OR_RETURN(const auto key, page::Key(request, request.page_token(), "it"));
    ASSIGN_OR_RETURN(const FormQuestion question, Understand(call, request));
    const auto* column = FindColumn(*question.form, request.column());
    if (column == nullptr) {
      return InvalidField("column", "is not a column of the form", "Biểu không có cột này.");
    }
    InspectorateStore::Position after{0, ""};
    if (!key.empty()) after = {std::stoll(key[0]), key[1]};
    const int size = page::Size(request.page_size());
    ASSIGN_OR_RETURN(auto items, ItemsOf(question, *column, after, size));
    v1::ListFigureResponse response;
    const bool more = items.size() > static_cast<size_t>(size);
    if (more) items.resize(size);
    if (more) {
      const auto& last = items[size - 1];
      response.set_next_page_token(
          page::Token(request, {std::to_string(last.petition_id()), last.agency_code()}));
    }
    for (auto& item : items) {
      if (item.hidden()) item.clear_petition_id();
      *response.add_items() = std::move(item);
    }
    return response;
  }

  absl::StatusOr<std::vector<v1::FigureItem>> ItemsOf(const FormQuestion& question,
                                                      const v1::Column& column,
                                                      const InspectorateStore::Position& after,
                                                      int size) {
    if (column.has_replies()) {
      return store_.ListReplies(question.agencies, question.period, after, size);
    }
    ASSIGN_OR_RETURN(const auto groups, store_.Groups(question.agencies, question.period));
    return store_.List(question.agencies, question.period,
                       SignaturesOf(*question.form, column, groups), after, size);
  }

  const FormBook forms_;
  InspectorateStore store_;
  ReferenceCache reference_;
  rpc::MethodTable methods_;
  std::atomic<uint64_t> moves_{0};
  Overviews overviews_;
  ledger::Follower projector_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<Service>> NewInspectorateService(const Environment& environment) {
  ASSIGN_OR_RETURN(FormBook forms, FormBook::Load(environment.config.forms_directory()));
  return std::make_unique<InspectorateService>(environment, std::move(forms));
}

}  // namespace donthu::inspectorate
