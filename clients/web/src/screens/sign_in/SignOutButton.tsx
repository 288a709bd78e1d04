import { useMutation } from "@connectrpc/connect-query";
import { Button } from "antd";
import { newRequestId } from "@/api/request_id";
import { useSession } from "@/app/session";
import { EntryStore } from "@/screens/intake/entry_store";
import { IdentityService } from "@/gen/donthu/identity/v1/identity_service_pb";

export function SignOutButton() {
  const { me, leave } = useSession();
  // Without an answer the page is left all the same; the session then ends by itself when its time is over.
  const signOut = useMutation(IdentityService.method.signOut, {
    onSettled: () => {
      if (me) new EntryStore(localStorage, me.officer).forgetWithheldDrafts();
      leave();
    },
  });
  return (
    <Button
      type="text"
      className="sign-out"
      loading={signOut.isPending}
      onClick={() => signOut.mutate({ requestId: newRequestId() })}
    >
      Đăng xuất
    </Button>
  );
}
