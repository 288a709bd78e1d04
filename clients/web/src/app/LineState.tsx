import { useSyncExternalStore } from "react";

function subscribe(listener: () => void) {
  window.addEventListener("online", listener);
  window.addEventListener("offline", listener);
  return () => {
    window.removeEventListener("online", listener);
    window.removeEventListener("offline", listener);
  };
}

// True while the machine has a network at all; that the server answers is another matter.
export function useOnline(): boolean {
  return useSyncExternalStore(subscribe, () => navigator.onLine);
}

export function LineState() {
  const online = useOnline();
  return (
    <span role="status" className="line-state">
      {online ? "" : "Mất mạng: vẫn nhập được, sẽ gửi khi có mạng"}
    </span>
  );
}
