import { useEffect, useRef } from "react";
import { Alert, Button } from "antd";
import { explain } from "@/api/errors";
import { WhyDerivation } from "@/law/WhyDerivation";

interface Props {
  // What a call failed with; nothing is shown without.
  error: unknown;
  // A command that was refused is an error; a part of the page that could not be loaded only a warning.
  type?: "error" | "warning";
  // Offers to try again.
  onRetry?: () => void;
  retryText?: string;
  // Only what the services say: for citizens, to whom our advice to officers means nothing.
  plain?: boolean;
}

// A failure as a sentence that says what to do next. One of a command comes into sight, wherever the hand was.
export function Problem({ error, type = "error", onRetry, retryText = "Thử lại", plain = false }: Props) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (type === "error") box.current?.scrollIntoView({ block: "nearest" });
  }, [error, type]);
  if (error === null || error === undefined) return null;
  const { said, text, why } = explain(error);
  return (
    <div ref={box}>
      <Alert
        type={type}
        showIcon
        role="alert"
        title={plain && said ? said : text}
        description={!plain && why && <WhyDerivation derivation={why} of="bị từ chối" />}
        action={onRetry && <Button onClick={onRetry}>{retryText}</Button>}
      />
    </div>
  );
}

// A page whose subject could not be opened.
export function NotOpened({ title, error, onRetry }: { title: string; error: unknown; onRetry: () => void }) {
  return (
    <div className="page narrow">
      <h1>{title}</h1>
      <Problem type="warning" error={error} onRetry={onRetry} />
    </div>
  );
}
