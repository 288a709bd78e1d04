// Signing in, sessions, accounts, substitutions. What each method promises and how it fails:
// proto/donthu/identity/v1/identity_service.proto.
#pragma once

#include "clients/cpp/service.h"
#include "donthu/identity/v1/identity_service.pb.h"

namespace donthu::client {

class IdentityClient {
 public:
  explicit IdentityClient(Connection& connection)
      : service_(connection, "donthu.identity.v1.IdentityService") {}

  absl::StatusOr<identity::v1::SignInResponse> SignIn(
      const identity::v1::SignInRequest& request) const {
    return service_.Call<identity::v1::SignInResponse>("SignIn", request);
  }
  absl::StatusOr<identity::v1::SignInMethods> GetSignInMethods(
      const identity::v1::GetSignInMethodsRequest& request) const {
    return service_.Call<identity::v1::SignInMethods>("GetSignInMethods", request);
  }
  absl::StatusOr<identity::v1::BeginOidcResponse> BeginOidc(
      const identity::v1::BeginOidcRequest& request) const {
    return service_.Call<identity::v1::BeginOidcResponse>("BeginOidc", request);
  }
  absl::StatusOr<identity::v1::SignInResponse> FinishOidc(
      const identity::v1::FinishOidcRequest& request) const {
    return service_.Call<identity::v1::SignInResponse>("FinishOidc", request);
  }
  absl::StatusOr<identity::v1::Me> WhoAmI(const identity::v1::WhoAmIRequest& request) const {
    return service_.Call<identity::v1::Me>("WhoAmI", request);
  }
  absl::StatusOr<identity::v1::ChangePasswordResponse> ChangePassword(
      const identity::v1::ChangePasswordRequest& request) const {
    return service_.Call<identity::v1::ChangePasswordResponse>("ChangePassword", request);
  }
  absl::StatusOr<identity::v1::EnrolTotpResponse> EnrolTotp(
      const identity::v1::EnrolTotpRequest& request) const {
    return service_.Call<identity::v1::EnrolTotpResponse>("EnrolTotp", request);
  }
  absl::StatusOr<identity::v1::ConfirmTotpResponse> ConfirmTotp(
      const identity::v1::ConfirmTotpRequest& request) const {
    return service_.Call<identity::v1::ConfirmTotpResponse>("ConfirmTotp", request);
  }
  absl::StatusOr<identity::v1::SignOutResponse> SignOut(
      const identity::v1::SignOutRequest& request) const {
    return service_.Call<identity::v1::SignOutResponse>("SignOut", request);
  }
  absl::StatusOr<identity::v1::ListSessionsResponse> ListSessions(
      const identity::v1::ListSessionsRequest& request) const {
    return service_.Call<identity::v1::ListSessionsResponse>("ListSessions", request);
  }
  absl::StatusOr<identity::v1::RevokeSessionResponse> RevokeSession(
      const identity::v1::RevokeSessionRequest& request) const {
    return service_.Call<identity::v1::RevokeSessionResponse>("RevokeSession", request);
  }
  absl::StatusOr<identity::v1::Me> ActFor(const identity::v1::ActForRequest& request) const {
    return service_.Call<identity::v1::Me>("ActFor", request);
  }
  absl::StatusOr<identity::v1::Substitution> GrantSubstitution(
      const identity::v1::GrantSubstitutionRequest& request) const {
    return service_.Call<identity::v1::Substitution>("GrantSubstitution", request);
  }
  absl::StatusOr<identity::v1::Substitution> RevokeSubstitution(
      const identity::v1::RevokeSubstitutionRequest& request) const {
    return service_.Call<identity::v1::Substitution>("RevokeSubstitution", request);
  }
  absl::StatusOr<identity::v1::OneTimePassword> CreateAccount(
      const identity::v1::CreateAccountRequest& request) const {
    return service_.Call<identity::v1::OneTimePassword>("CreateAccount", request);
  }
  absl::StatusOr<identity::v1::OneTimePassword> ResetPassword(
      const identity::v1::ResetPasswordRequest& request) const {
    return service_.Call<identity::v1::OneTimePassword>("ResetPassword", request);
  }
  absl::StatusOr<identity::v1::DisableAccountResponse> DisableAccount(
      const identity::v1::DisableAccountRequest& request) const {
    return service_.Call<identity::v1::DisableAccountResponse>("DisableAccount", request);
  }

  absl::StatusOr<identity::v1::SystemCertificate> RegisterCertificate(
      const identity::v1::RegisterCertificateRequest& request) const {
    return service_.Call<identity::v1::SystemCertificate>("RegisterCertificate", request);
  }
  absl::StatusOr<identity::v1::SystemCertificate> RevokeCertificate(
      const identity::v1::RevokeCertificateRequest& request) const {
    return service_.Call<identity::v1::SystemCertificate>("RevokeCertificate", request);
  }
  absl::StatusOr<identity::v1::ListCertificatesResponse> ListCertificates(
      const identity::v1::ListCertificatesRequest& request) const {
    return service_.Call<identity::v1::ListCertificatesResponse>("ListCertificates", request);
  }

 private:
  const Service service_;
};

}  // namespace donthu::client
