import { Alert, Button } from "antd";
import { explain } from "@/api/errors";

interface Props {
  // What a call failed with; nothing is shown without.
  error: unknown;
  // A command that was refused is an error; a part of the page that could not be loaded only a warning.
  type?: "error" | "warning";
  // Offers to try again.
  onRetry?: () => void;
  retryText?: string;
}

// A failure as a sentence that says what to do next.
export function Problem({ error, type = "error", onRetry, retryText = "Thử lại" }: Props) {
  if (error === null || error === undefined) return null;
  return (
    <Alert
      type={type}
      showIcon
      role="alert"
      title={explain(error).text}
      action={onRetry && <Button onClick={onRetry}>{retryText}</Button>}
    />
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
