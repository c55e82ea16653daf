import "@fontsource-variable/inter";
import "./tokens.css";
import "./base.css";
import "./parts.css";

import { mount } from "svelte";

import App from "./App.svelte";
import type { Backend } from "./lib/ipc/backend";

const root = document.getElementById("app");
if (root === null) throw new Error("index.html has no element #app");

const backend = await chooseBackend();
if (backend === null) root.textContent = "This page works inside the Provost window only.";
else mount(App, { target: root, props: { backend } });

/** Rust inside the window; in a browser of somebody who develops, the fake in a situation of their choice. */
async function chooseBackend(): Promise<Backend | null> {
  if ("__TAURI_INTERNALS__" in window) return (await import("./lib/ipc/tauri")).tauri;
  if (!import.meta.env.DEV) return null;
  const { fakeFor } = await import("./lib/ipc/situations");
  return fakeFor(new URLSearchParams(location.search).get("fake"));
}
