import { useState } from "react";
import { explain } from "@/api/errors";
import { newRequestId } from "@/api/request_id";

// The id of a command, and what to tell when it failed. After a broken line the id stays, for the second sending must change
// nothing; what was refused was not recorded, and with other content it is another request.
export function useRequestId(): [string, (error: unknown) => void] {
  const [requestId, renew] = useState(newRequestId);
  return [
    requestId,
    (error) => {
      if (!explain(error).retryable) renew(newRequestId());
    },
  ];
}
