import type { Failure } from "./bindings";
import { FakeBackend, type FakeOptions } from "./fake";
import { believableConnections, LOCAL_WORKSPACE, PRODUCTION } from "./fake/connections";

const STORAGE: Failure = {
  kind: "storage",
  message: "connections.toml could not be read: line 14, column 3: expected a quoted string.",
  hint: "Mend the line in an editor, or move the file away to begin anew. Nothing was changed.",
  sqlstate: null,
  problems: [],
};

/** Situations that a browser can be put in by `?fake=name`, to look at every state of every screen. */
const SITUATIONS: Record<string, FakeOptions> = {
  filled: { audited: [LOCAL_WORKSPACE, PRODUCTION], pace: 20 },
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
  many: { audited: [PRODUCTION], times: 40, pace: 20 },
  broken: { failures: { listConnections: STORAGE }, pace: 20 },
};

/** The fake for a situation; the filled one when there is none of that name. */
export function fakeFor(name: string | null): FakeBackend {
  return new FakeBackend(SITUATIONS[name ?? "filled"] ?? SITUATIONS["filled"]);
}
