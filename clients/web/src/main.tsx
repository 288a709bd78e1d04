import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import "antd/dist/reset.css";
import dayjs from "dayjs";
import "dayjs/locale/vi";
import { createTransport } from "./api/transport";
import { Providers } from "./app/App";
import { makeRouter } from "./app/routes";
import { SessionEnd } from "./app/session";
import "./styles/base.css";
import "./styles/print.css";

// The locale of Ant Design's calendars.
dayjs.locale("vi");

const end = new SessionEnd();
const transport = createTransport(() => end.set(true));
const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");
createRoot(root).render(
  <StrictMode>
    <Providers transport={transport} end={end}>
      <RouterProvider router={makeRouter()} />
    </Providers>
  </StrictMode>,
);
