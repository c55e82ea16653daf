import type { Shortcut } from "$lib/shared/shortcuts";

import type { Application } from "./application.svelte";
import { CONNECTIONS, NEW_CONNECTION } from "./routes";

/** What the shortcuts open in the window itself. */
export type Openings = { palette: () => void; sheet: () => void };

/** All shortcuts of the window: what is listened to, and what the sheet prints. */
export function shortcutsOf(app: Application, open: Openings): Shortcut[] {
  return [
    { keys: "g o", words: "Overview", group: "Go to", run: () => app.router.go(app.overviewHref) },
    { keys: "g a", words: "Audit", group: "Go to", run: () => app.router.go(app.auditHref) },
    { keys: "g s", words: "Schema", group: "Go to", run: () => app.router.go(app.schemaHref) },
    {
      keys: "g d",
      words: "Compare the schema",
      group: "Go to",
      run: () => app.router.go(app.schemaTabHref("compare")),
    },
    {
      keys: "g m",
      words: "Migrations",
      group: "Go to",
      run: () => app.router.go(app.schemaTabHref("migrations")),
    },
    { keys: "g r", words: "Models", group: "Go to", run: () => app.router.go(app.modelsHref) },
    { keys: "g e", words: "Metrics", group: "Go to", run: () => app.router.go(app.metricsHref) },
    { keys: "g f", words: "Drift", group: "Go to", run: () => app.router.go(app.driftHref) },
    { keys: "g c", words: "Connections", group: "Go to", run: () => app.router.go(CONNECTIONS) },
    { keys: "Alt+ArrowLeft", words: "Back", group: "Go to", run: () => history.back() },
    { keys: "Alt+ArrowRight", words: "Forward", group: "Go to", run: () => history.forward() },
    { keys: "$mod+k", words: "Find and do", group: "Do", run: open.palette },
    { keys: "n", words: "Add a connection", group: "Do", run: () => app.router.go(NEW_CONNECTION) },
    { keys: "r", words: "Run an audit", group: "Do", run: () => app.auditCurrent() },
    { keys: "$mod+f", words: "Search the table", group: "In tables", run: searchTable },
    { keys: "/", words: "Search the table", group: "In tables", run: searchTable },
    { keys: "↑ ↓", words: "Move by rows", group: "In tables", run: null },
    { keys: "Enter", words: "Open the row", group: "In tables", run: null },
    { keys: "Shift+?", words: "This sheet", group: "Window", run: open.sheet },
    { keys: "$mod+Enter", words: "Save a form", group: "Window", run: null },
    { keys: "Esc", words: "Close what is on top", group: "Window", run: null },
    { keys: "$mod+±", words: "Zoom", group: "Window", run: null },
  ];
}

function searchTable() {
  document.querySelector<HTMLInputElement>("main input[type=search]")?.focus();
}
