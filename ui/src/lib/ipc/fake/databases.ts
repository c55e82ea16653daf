import type { Pack } from "../bindings";
import { LOCAL_WORKSPACE, PRODUCTION } from "./connections";
import type { FakeSchema } from "./schema";

/** All packs. */
export const ALL_PACKS: Pack[] = ["identity", "ai", "governance", "training", "security", "workspace"];

/** Words of the notice that a role does not see every tenant. */
export const RESTRICTED =
  "The role auditor may not read every tenant: it sees the rows of its own tenant only. USAGE on the type governance.every_tenant_reader gives the right to read every tenant.";

/** A database without anything of ours. */
export const FRESH: FakeSchema = { installed: [], rows: "none", restricted: null };

/** What the databases of the believable connections hold. */
export function believableDatabases(): Record<string, FakeSchema> {
  return {
    [LOCAL_WORKSPACE]: { ...FRESH },
    [PRODUCTION]: { installed: [...ALL_PACKS], rows: "own", restricted: null },
    "00000000-0000-4000-8000-000000000003": {
      installed: ["identity", "ai"],
      rows: "own",
      restricted: RESTRICTED,
      obstacles: [
        {
          kind: "pooler",
          message:
            "PgBouncer 1.24 stands between: locks and settings of a session are not the session's own.",
          hint: "Make a connection that goes to the server itself, usually on port 5432.",
        },
        {
          kind: "standby",
          message: "This server only follows another one and cannot be written to.",
          hint: "Connect to the primary.",
        },
      ],
    },
    "00000000-0000-4000-8000-000000000004": { ...FRESH, foreign: "fitting", withoutVector: true },
  };
}
