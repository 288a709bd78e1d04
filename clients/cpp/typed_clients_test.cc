// Each typed method calls the proto method of its name; a slip of the pen aborts here.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "clients/cpp/directory_client.h"
#include "clients/cpp/identity_client.h"
#include "clients/cpp/inspectorate_client.h"
#include "clients/cpp/intake_client.h"
#include "clients/cpp/law_client.h"
#include "clients/cpp/ledger_client.h"
#include "clients/cpp/resolution_client.h"
#include "clients/cpp/routing_client.h"
#include "clients/cpp/vault_client.h"

namespace donthu::client {
namespace {

using ::testing::UnorderedElementsAreArray;

// Remembers the methods called, and checks that the messages are theirs.
class RecordingConnection : public Connection {
 public:
  absl::Status Call(const google::protobuf::MethodDescriptor& method,
                    const google::protobuf::Message& request,
                    google::protobuf::Message* response) override {
    EXPECT_EQ(request.GetDescriptor(), method.input_type());
    EXPECT_EQ(response->GetDescriptor(), method.output_type());
    called.push_back(method.name());
    return absl::OkStatus();
  }
  std::unique_ptr<MessageReader> Read(const google::protobuf::MethodDescriptor& method,
                                      const google::protobuf::Message& request) override {
    EXPECT_EQ(request.GetDescriptor(), method.input_type());
    EXPECT_TRUE(method.server_streaming());
    called.push_back(method.name());
    return nullptr;
  }
  std::vector<EndpointHealth> Health() override { return {}; }

  std::vector<std::string> called;
};

std::vector<std::string> MethodsOf(const std::string& service) {
  const auto* descriptor =
      google::protobuf::DescriptorPool::generated_pool()->FindServiceByName(service);
  std::vector<std::string> names;
  for (int i = 0; i < descriptor->method_count(); ++i) {
    names.push_back(descriptor->method(i)->name());
  }
  return names;
}

TEST(TypedClients, Identity_CoversItsService) {
  RecordingConnection connection;
  const IdentityClient client(connection);
  EXPECT_TRUE(client.SignIn({}).ok());
  EXPECT_TRUE(client.GetSignInMethods({}).ok());
  EXPECT_TRUE(client.BeginOidc({}).ok());
  EXPECT_TRUE(client.FinishOidc({}).ok());
  EXPECT_TRUE(client.WhoAmI({}).ok());
  EXPECT_TRUE(client.ChangePassword({}).ok());
  EXPECT_TRUE(client.EnrolTotp({}).ok());
  EXPECT_TRUE(client.ConfirmTotp({}).ok());
  EXPECT_TRUE(client.SignOut({}).ok());
  EXPECT_TRUE(client.ListSessions({}).ok());
  EXPECT_TRUE(client.RevokeSession({}).ok());
  EXPECT_TRUE(client.ActFor({}).ok());
  EXPECT_TRUE(client.GrantSubstitution({}).ok());
  EXPECT_TRUE(client.RevokeSubstitution({}).ok());
  EXPECT_TRUE(client.CreateAccount({}).ok());
  EXPECT_TRUE(client.ResetPassword({}).ok());
  EXPECT_TRUE(client.DisableAccount({}).ok());
  EXPECT_TRUE(client.RegisterCertificate({}).ok());
  EXPECT_TRUE(client.RevokeCertificate({}).ok());
  EXPECT_TRUE(client.ListCertificates({}).ok());
  EXPECT_THAT(connection.called,
              UnorderedElementsAreArray(MethodsOf("donthu.identity.v1.IdentityService")));
}

TEST(TypedClients, Intake_CoversItsService) {
  RecordingConnection connection;
  const IntakeClient client(connection);
  EXPECT_TRUE(client.RegisterPetition({}).ok());
  EXPECT_TRUE(client.GetPetition({}).ok());
  EXPECT_TRUE(client.ListPetitions({}).ok());
  EXPECT_TRUE(client.SearchPetitions({}).ok());
  EXPECT_TRUE(client.FindPetitioners({}).ok());
  EXPECT_TRUE(client.FindDuplicates({}).ok());
  EXPECT_TRUE(client.PreviewMasking({}).ok());
  EXPECT_TRUE(client.GetAuthorCustody({}).ok());
  EXPECT_TRUE(client.GetStatus({}).ok());
  EXPECT_TRUE(client.GetPersonalData({}).ok());
  EXPECT_TRUE(client.ListExpiredNumbers({}).ok());
  EXPECT_TRUE(client.EraseExpiredNumbers({}).ok());
  EXPECT_TRUE(client.RecordVisit({}).ok());
  EXPECT_TRUE(client.ListVisits({}).ok());
  EXPECT_THAT(connection.called,
              UnorderedElementsAreArray(MethodsOf("donthu.intake.v1.IntakeService")));
}

TEST(TypedClients, Vault_CoversItsService) {
  RecordingConnection connection;
  const VaultClient client(connection);
  EXPECT_TRUE(client.Deposit({}).ok());
  EXPECT_TRUE(client.ListUnregistered({}).ok());
  EXPECT_TRUE(client.ProposeKey({}).ok());
  EXPECT_TRUE(client.ConfirmKey({}).ok());
  EXPECT_TRUE(client.ListKeys({}).ok());
  EXPECT_TRUE(client.ListWrapped({}).ok());
  EXPECT_TRUE(client.Rewrap({}).ok());
  EXPECT_TRUE(client.RequestDisclosure({}).ok());
  EXPECT_TRUE(client.ListDisclosures({}).ok());
  EXPECT_TRUE(client.TakeKey({}).ok());
  EXPECT_TRUE(client.GrantDisclosure({}).ok());
  EXPECT_TRUE(client.RefuseDisclosure({}).ok());
  EXPECT_TRUE(client.OpenDisclosure({}).ok());
  EXPECT_THAT(connection.called,
              UnorderedElementsAreArray(MethodsOf("donthu.vault.v1.VaultService")));
}

TEST(TypedClients, Routing_CoversItsService) {
  RecordingConnection connection;
  const RoutingClient client(connection);
  EXPECT_TRUE(client.ProposeDisposal({}).ok());
  EXPECT_TRUE(client.Dispose({}).ok());
  EXPECT_TRUE(client.GetHandling({}).ok());
  EXPECT_TRUE(client.ListReferrals({}).ok());
  EXPECT_TRUE(client.AcceptReferral({}).ok());
  EXPECT_TRUE(client.ReturnReferral({}).ok());
  EXPECT_TRUE(client.DecideCompetence({}).ok());
  EXPECT_TRUE(client.CountAboveLevel({}).ok());
  EXPECT_TRUE(client.AssignOfficer({}).ok());
  EXPECT_TRUE(client.GetAssignments({}).ok());
  EXPECT_TRUE(client.ListLeftWork({}).ok());
  EXPECT_TRUE(client.ReassignWork({}).ok());
  EXPECT_TRUE(client.ProposeForDraft({}).ok());
  EXPECT_TRUE(client.ListToClassify({}).ok());
  EXPECT_TRUE(client.GetHandlings({}).ok());
  EXPECT_THAT(connection.called,
              UnorderedElementsAreArray(MethodsOf("donthu.routing.v1.RoutingService")));
}

TEST(TypedClients, Resolution_CoversItsService) {
  RecordingConnection connection;
  const ResolutionClient client(connection);
  EXPECT_TRUE(client.RecordAct({}).ok());
  EXPECT_TRUE(client.PreviewActs({}).ok());
  EXPECT_TRUE(client.GetCase({}).ok());
  EXPECT_TRUE(client.ListDue({}).ok());
  EXPECT_TRUE(client.OpenCase({}).ok());
  EXPECT_TRUE(client.ListMovedClocks({}).ok());
  EXPECT_TRUE(client.MakeCommitment({}).ok());
  EXPECT_TRUE(client.RecordCommitmentAct({}).ok());
  EXPECT_TRUE(client.GetCommitment({}).ok());
  EXPECT_TRUE(client.ListCommitments({}).ok());
  EXPECT_THAT(connection.called,
              UnorderedElementsAreArray(MethodsOf("donthu.resolution.v1.ResolutionService")));
}

TEST(TypedClients, Inspectorate_CoversItsService) {
  RecordingConnection connection;
  const InspectorateClient client(connection);
  EXPECT_TRUE(client.GetReport({}).ok());
  EXPECT_TRUE(client.ListFigure({}).ok());
  EXPECT_TRUE(client.ExportReport({}).ok());
  EXPECT_TRUE(client.GetOverview({}).ok());
  EXPECT_TRUE(client.ListOverview({}).ok());
  EXPECT_EQ(client.WatchOverview({}), nullptr);
  EXPECT_THAT(connection.called,
              UnorderedElementsAreArray(MethodsOf("donthu.inspectorate.v1.InspectorateService")));
}

TEST(TypedClients, Ledger_CoversItsService) {
  RecordingConnection connection;
  const LedgerClient client(connection);
  EXPECT_TRUE(client.Verify({}).ok());
  EXPECT_TRUE(client.ListSeals({}).ok());
  EXPECT_TRUE(client.GetInclusionProof({}).ok());
  EXPECT_TRUE(client.GetConsistencyProof({}).ok());
  EXPECT_EQ(client.Export({}), nullptr);
  EXPECT_EQ(client.Watch({}), nullptr);
  EXPECT_THAT(connection.called,
              UnorderedElementsAreArray(MethodsOf("donthu.ledger.v1.LedgerService")));
}

TEST(TypedClients, Directory_CoversItsService) {
  RecordingConnection connection;
  const DirectoryClient client(connection);
  EXPECT_TRUE(client.ImportDirectory({}).ok());
  EXPECT_TRUE(client.GetAgency({}).ok());
  EXPECT_TRUE(client.ListAgencies({}).ok());
  EXPECT_TRUE(client.ListAreas({}).ok());
  EXPECT_TRUE(client.ListSubjectFields({}).ok());
  EXPECT_TRUE(client.ListOfficers({}).ok());
  EXPECT_TRUE(client.ListCalendarDays({}).ok());
  EXPECT_THAT(connection.called,
              UnorderedElementsAreArray(MethodsOf("donthu.directory.v1.DirectoryService")));
}

TEST(TypedClients, Law_CoversItsService) {
  RecordingConnection connection;
  const LawClient client(connection);
  EXPECT_TRUE(client.ComputeDeadline({}).ok());
  EXPECT_TRUE(client.ComputeDeadlines({}).ok());
  EXPECT_TRUE(client.GetWorkflow({}).ok());
  EXPECT_TRUE(client.CheckRules({}).ok());
  EXPECT_THAT(connection.called, UnorderedElementsAreArray(MethodsOf("donthu.law.v1.LawService")));
}

}  // namespace
}  // namespace donthu::client
