#include "services/inspectorate/inspectorate_service.h"

#include "services/base/access/access.h"
#include "services/base/ledger/follower.h"
#include "services/base/page/page.h"
#include "services/base/reference/reference.h"
#include "services/base/status/status.h"
#include "services/inspectorate/form_book.h"
#include "services/inspectorate/inspectorate_store.h"
#include "services/inspectorate/report.h"
#include "services/law/date.h"

namespace donthu::inspectorate {
namespace {

// How long a report waits for the projector; it polls every 20 ms.
constexpr absl::Duration kCatchUp = absl::Seconds(5);

ledger::Follower::Options ProjectorOptions(const Environment& environment,
                                           InspectorateStore& store) {
  ledger::Follower::Options options;
  options.name = "inspectorate.projector";
  options.dsn = environment.dsn;
  options.position = [&store] { return store.Cursor(); };
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
        projector_(ProjectorOptions(environment, store_), environment.metrics) {
    using rpc::Call;
    methods_.Unary<v1::GetReportRequest, v1::Report>(
        "GetReport", [this](const Call& c, const auto& r) { return GetReport(c, r); });
    methods_.Unary<v1::ListFigureRequest, v1::ListFigureResponse>(
        "ListFigure", [this](const Call& c, const auto& r) { return ListFigure(c, r); });
  }

  std::vector<const rpc::MethodTable*> tables() const override { return {&methods_}; }

 private:
  // What both methods work on.
  struct Question {
    const v1::Form* form;
    Period period;
    std::shared_ptr<const Reference> reference;
    std::vector<std::string> agencies;
  };

  template <typename Request>
  absl::StatusOr<Question> Understand(const rpc::Call& call, const Request& request) {
    Question question;
    ASSIGN_OR_RETURN(question.form, forms_.Find(request.form(), request.circular()));
    ASSIGN_OR_RETURN(question.period.from, law::ToDay(request.from()));
    ASSIGN_OR_RETURN(question.period.to, law::ToDay(request.to()));
    if (question.period.to < question.period.from) {
      return InvalidField("to", "lies before from", "Ngày cuối kỳ trước ngày đầu kỳ.");
    }
    ASSIGN_OR_RETURN(question.reference, reference_.Get());
    if (question.reference->Agency(request.agency_code()) == nullptr) {
      return InvalidField("agency_code", "names no agency", "Không có cơ quan này.");
    }
    question.agencies = {request.agency_code()};
    if (!request.own_only()) {
      question.agencies = question.reference->Tree(request.agency_code());
      std::erase_if(question.agencies,
                    [&](const auto& agency) { return !call.reach.Includes(agency); });
    }
    // A report counts everything acknowledged before it was asked for.
    RETURN_IF_ERROR(projector_.CatchUp(kCatchUp));
    return question;
  }

  absl::StatusOr<v1::Report> GetReport(const rpc::Call& call, const v1::GetReportRequest& request) {
    ASSIGN_OR_RETURN(const Question question, Understand(call, request));
    ASSIGN_OR_RETURN(const auto cursor, store_.Cursor());
    ASSIGN_OR_RETURN(v1::Report report, FillIn(*question.form, question.agencies, question.period,
                                               *question.reference, store_));
    report.set_agency_code(request.agency_code());
    *report.mutable_from() = request.from();
    *report.mutable_to() = request.to();
    report.set_ledger_cursor(cursor.Format());
    return report;
  }

  absl::StatusOr<v1::ListFigureResponse> ListFigure(const rpc::Call& call,
                                                    const v1::ListFigureRequest& request) {
    ASSIGN_OR_RETURN(const auto key, page::Key(request, request.page_token(), "it"));
    ASSIGN_OR_RETURN(const Question question, Understand(call, request));
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
    for (auto& item : items) *response.add_items() = std::move(item);
    if (more) {
      const auto& last = response.items(size - 1);
      response.set_next_page_token(
          page::Token(request, {std::to_string(last.petition_id()), last.agency_code()}));
    }
    return response;
  }

  absl::StatusOr<std::vector<v1::FigureItem>> ItemsOf(const Question& question,
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
  ledger::Follower projector_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<Service>> NewInspectorateService(const Environment& environment) {
  ASSIGN_OR_RETURN(FormBook forms, FormBook::Load(environment.config.forms_directory()));
  return std::make_unique<InspectorateService>(environment, std::move(forms));
}

}  // namespace donthu::inspectorate
