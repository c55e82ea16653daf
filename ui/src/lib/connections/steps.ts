import type { ConnectionReport, Failure, Profile } from "$lib/ipc/bindings";
import { formatTenths } from "$lib/shared/wording";

/** Makes a role that sees what an audit needs and can change nothing. */
export const AUDITOR_SCRIPT = `create role auditor login password 'choose one' connection limit 5;
grant pg_monitor to auditor;
grant select on pg_hba_file_rules to auditor;
grant execute on function pg_hba_file_rules() to auditor;
`;

/** One line of what trying a connection told. */
export type Step = {
  name: string;
  /** `warn` works, but should be known; `skipped` was never reached. */
  state: "good" | "warn" | "plain" | "bad" | "skipped";
  words: string;
};

/** What a connection that answered told. */
export function stepsOfReport(profile: Profile, report: ConnectionReport): Step[] {
  const rights = rightsOf(report);
  return [
    { name: "Network", state: "good", words: `Reached ${profile.host}, port ${profile.port}` },
    report.tls === null
      ? { name: "TLS", state: "plain", words: "None: the line is not protected" }
      : { name: "TLS", state: "good", words: `${report.tls.version}, ${report.tls.cipher}` },
    { name: "Login", state: "good", words: `As ${report.role} to ${report.database}` },
    { name: "Server", state: "good", words: `PostgreSQL ${report.serverVersion}` },
    {
      name: "Latency",
      state: "plain",
      words: `${formatTenths(report.roundTripTenths)} a round trip, ${formatTenths(report.connectTenths)} to connect`,
    },
    {
      name: "Standby",
      state: "plain",
      words: report.standby ? "Yes: a hot standby, which only reads" : "No: a primary",
    },
    { name: "Pooler", state: "plain", words: report.pooler ?? "None" },
    rights,
    {
      name: "pgvector",
      state: "plain",
      words:
        report.pgvector !== null
          ? `Installed, ${report.pgvector}`
          : report.pgvectorAvailable
            ? "Not installed; the server could install it"
            : "Not installed, and not on the server",
    },
    {
      name: "Governance",
      state: "plain",
      words: report.governanceSchema
        ? `Schema ${profile.governanceSchema} is there`
        : `No schema ${profile.governanceSchema} yet`,
    },
  ];
}

function rightsOf(report: ConnectionReport): Step {
  if (report.superuser) {
    return {
      name: "Rights",
      state: "warn",
      words: "Superuser: read-only is no sandbox for one. Use a restricted role.",
    };
  }
  const parts = [
    report.monitors ? "pg_monitor" : "no pg_monitor: some checks cannot be answered",
    report.bypassesRowSecurity ? "row-level security does not bind it" : "row-level security binds it",
  ];
  const warn = report.bypassesRowSecurity || !report.monitors;
  return { name: "Rights", state: warn ? "warn" : "good", words: parts.join("; ") };
}

/** How far a connection came that was refused. */
export function stepsOfFailure(profile: Profile, failure: Failure): Step[] {
  const order = ["Network", "TLS", "Login", "Rights"];
  const place: Partial<Record<Failure["kind"], number>> = {
    unreachable: 0,
    timeout: 0,
    tls: 1,
    authentication: 2,
    permission: 3,
  };
  const stopped = place[failure.kind];
  if (stopped === undefined) return [];
  const passed = ["Reached", profile.tls.mode === "off" ? "Not asked for" : "Agreed", "Accepted"];
  return order.map((name, index) => {
    if (index < stopped) return { name, state: "good", words: passed[index] ?? "" };
    if (index === stopped) return { name, state: "bad", words: "Stopped here" };
    return { name, state: "skipped", words: "Not reached" };
  });
}
