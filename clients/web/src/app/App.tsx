import { TransportProvider } from "@connectrpc/connect-query";
import type { Transport } from "@connectrpc/connect";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { App as AntApp, ConfigProvider } from "antd";
import viVN from "antd/locale/vi_VN";
import { type ReactNode, useState } from "react";
import { isLineBroken } from "@/api/errors";
import { type SessionEnd, SessionProvider } from "./session";
import { ShortcutProvider } from "./shortcuts";
import { theme } from "./theme";

export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // A broken line is tried again; what the services refuse stays refused.
        retry: (count, error) => count < 2 && isLineBroken(error),
        staleTime: 15_000,
        refetchOnWindowFocus: true,
        networkMode: "always",
      },
      mutations: { networkMode: "always" },
    },
  });
}

// What every screen may rely on: the services, the session, messages, shortcuts, the look. Tests wrap screens in it too.
export function Providers({
  transport,
  end,
  children,
}: {
  transport: Transport;
  end: SessionEnd;
  children: ReactNode;
}) {
  const [queries] = useState(makeQueryClient);
  return (
    <TransportProvider transport={transport}>
      <QueryClientProvider client={queries}>
        <ConfigProvider locale={viVN} theme={theme} wave={{ disabled: true }}>
          <AntApp message={{ maxCount: 3 }}>
            <SessionProvider end={end}>
              <ShortcutProvider>{children}</ShortcutProvider>
            </SessionProvider>
          </AntApp>
        </ConfigProvider>
      </QueryClientProvider>
    </TransportProvider>
  );
}
