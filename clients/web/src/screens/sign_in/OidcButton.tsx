import { useMutation, useQuery } from "@connectrpc/connect-query";
import { Button, Divider } from "antd";
import { Problem } from "@/app/Problem";
import { IdentityService } from "@/gen/donthu/identity/v1/identity_service_pb";
import { keepAttempt } from "./oidc_attempt";

// What stands on the button of the sign-on through the issuer; empty where there is none, or before that is known.
export function useOidcLabel(): string {
  const methods = useQuery(
    IdentityService.method.getSignInMethods,
    {},
    { staleTime: Infinity, retry: false },
  );
  return methods.data?.oidcLabelVi ?? "";
}

// Leaves for the issuer's page; OidcReturnScreen is where the browser comes back.
export function OidcButton() {
  const label = useOidcLabel();
  const begin = useMutation(IdentityService.method.beginOidc, {
    onSuccess: ({ authorizationUrl, browserSecret }) => {
      const { pathname, search } = window.location;
      keepAttempt(sessionStorage, authorizationUrl, browserSecret, pathname + search);
      window.location.assign(authorizationUrl);
    },
  });
  if (label === "") return null;
  return (
    <>
      <Divider plain>hoặc</Divider>
      <Problem error={begin.error} />
      <Button
        block
        loading={begin.isPending || begin.isSuccess}
        onClick={() => {
          begin.mutate({});
        }}
      >
        {label}
      </Button>
    </>
  );
}
