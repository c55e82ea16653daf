import type { Failure } from "./bindings";
import { FakeBackend, type FakeOptions } from "./fake";
import { believableConnections, LOCAL_WORKSPACE, PRODUCTION } from "./fake/connections";
import { ALL_PACKS, FRESH, RESTRICTED } from "./fake/databases";
import {
  CHAT,
  CHAT_FOLDER,
  CHOSEN,
  type FakeFolder,
  longFolder,
  RECORDED_HEAD,
  UNREADABLE,
  UNRECORDED,
} from "./fake/migrations";
import type { FakeSchema } from "./fake/schema";

const STORAGE: Failure = {
  kind: "storage",
  message: "connections.toml could not be read: line 14, column 3: expected a quoted string.",
  hint: "Mend the line in an editor, or move the file away to begin anew. Nothing was changed.",
  sqlstate: null,
  problems: [],
};

const READING: Failure = {
  kind: "server",
  message: "The overview could not be read: permission denied for schema governance.",
  hint: "Grant the role USAGE on the schema and SELECT on its tables; the documentation has the SQL.",
  sqlstate: "42501",
  problems: [],
};

/** The local workspace with these tables, and nothing else changed. */
const local = (tables: Partial<FakeSchema>): FakeOptions => ({
  databases: { [LOCAL_WORKSPACE]: { ...FRESH, ...tables } },
  pace: 20,
});
/** The local workspace with a folder of migrations that was chosen before. */
const migrations = (folder: FakeFolder | Failure): FakeOptions => ({
  migrations: { ...CHOSEN, folders: { [CHAT_FOLDER]: folder } },
  pace: 20,
});
const full: Partial<FakeSchema> = { installed: [...ALL_PACKS], rows: "sample" };

/** Situations that a browser can be put in by `?fake=name`, to look at every state of every screen. */
const SITUATIONS: Record<string, FakeOptions> = {
  filled: { ...local(full), audited: [LOCAL_WORKSPACE, PRODUCTION], compared: [PRODUCTION] },
  fresh: { connections: believableConnections().slice(0, 1), pace: 20 },
  empty: { connections: [], pace: 20 },
  locked: { keyring: { state: "locked" }, pace: 20 },
  absent: {
    keyring: {
      state: "absent",
      reason:
        "No Secret Service answers on the session bus. Install and start GNOME Keyring or KWallet. Until then a password can be kept for this session, in memory only.",
    },
    pace: 20,
  },
  slow: { pace: 4_000 },
  same: { compared: [PRODUCTION], differences: { found: "none" }, pace: 20 },
  noise: { compared: [PRODUCTION], differences: { found: "noise" }, pace: 20 },
  long: { compared: [PRODUCTION], differences: { long: true }, pace: 20 },
  many: { audited: [PRODUCTION], times: 40, pace: 20 },
  broken: { failures: { listConnections: STORAGE }, pace: 20 },
  hollow: local({ installed: [...ALL_PACKS] }),
  restricted: local({ ...full, rows: "own", restricted: RESTRICTED }),
  missing: local({ ...full, installed: ["identity", "ai"] }),
  thousands: {
    ...local({ ...full, behind: 10_000 }),
    compared: [PRODUCTION],
    differences: { times: 500 },
  },
  doubtful: local({ ...full, doubtful: true }),
  foreign: local({ foreign: "other" }),
  migrations: migrations(CHAT),
  "migrations-hidden": migrations({ ...CHAT, hidden: true }),
  "migrations-unstamped": migrations({ ...CHAT, current: null }),
  "migrations-recorded": local(full),
  "migrations-head": { ...local(full), migrations: { recorded: RECORDED_HEAD } },
  "migrations-none": { ...local(full), migrations: { recorded: UNRECORDED } },
  "migrations-unreadable": { ...local(full), migrations: { recorded: UNREADABLE } },
  "migrations-thousands": migrations(longFolder(10_000)),
  models: { ...local(full), models: { acting: 1, waiting: true } },
  "models-nobody": { ...local(full), models: { waiting: true } },
  "models-blind": {
    ...local(full),
    models: { blind: ["drift", "aliases", "deployments", "events"], restricted: RESTRICTED },
  },
  "models-thousands": { ...local(full), models: { times: 1_250, acting: 2 } },
  "metrics-blind": {
    ...local(full),
    metrics: { hindered: "The role provost_reader may not read governance.ai_performance_metrics." },
  },
  "metrics-many": { ...local(full), metrics: { versions: 4, import: "bad" }, models: { acting: 2 } },
  "drift-thousands": { ...local(full), drift: { more: 10_000 }, models: { acting: 2 } },
  denied: { failures: { readOverview: READING, schemaStatus: READING, compareSchema: READING }, pace: 20 },
};

/** The fake for a situation; the filled one when there is none of that name. */
export function fakeFor(name: string | null): FakeBackend {
  return new FakeBackend(SITUATIONS[name ?? "filled"] ?? SITUATIONS["filled"]);
}
