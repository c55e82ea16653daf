import type {
  ConnectionDraft,
  ConnectionEntry,
  ConnectionReport,
  Failure,
  Profile,
  ProfileId,
} from "../bindings";

/** The id of the local workspace in the fake. */
export const LOCAL_WORKSPACE: ProfileId = "00000000-0000-4000-8000-000000000001";
/** The id of the production connection in the fake. */
export const PRODUCTION: ProfileId = "00000000-0000-4000-8000-000000000002";
/** The id of a connection whose server never answers. */
export const UNREACHABLE: ProfileId = "00000000-0000-4000-8000-000000000005";

/** A name of 63 characters, as long as PostgreSQL lets a name be. */
export const LONGEST_NAME = "analytics-warehouse-of-the-european-claims-department-replica-2";

function profile(id: ProfileId, over: Partial<Profile>): Profile {
  return {
    id,
    name: "",
    host: "",
    port: 5432,
    database: "",
    user: "",
    tls: {
      mode: "verify-full",
      rootCertificate: null,
      clientCertificate: null,
      clientKey: null,
      acceptsPlainText: false,
    },
    environment: "development",
    readOnly: true,
    governanceSchema: "governance",
    ...over,
  };
}

/** The connections that the fake begins with, the built-in one first. */
export function believableConnections(): ConnectionEntry[] {
  const plain = {
    mode: "off",
    rootCertificate: null,
    clientCertificate: null,
    clientKey: null,
    acceptsPlainText: false,
  } as const;
  return [
    {
      profile: profile(LOCAL_WORKSPACE, {
        name: "Local workspace (demonstration)",
        host: "/home/ines/.local/share/provost/server",
        database: "provost_demo",
        user: "provost",
        tls: { ...plain },
      }),
      builtIn: true,
      secret: "none",
    },
    {
      profile: profile(PRODUCTION, {
        name: "Claims production (EU)",
        host: "pg-claims-eu.internal.example.com",
        database: "claims",
        user: "auditor",
        environment: "production",
      }),
      builtIn: false,
      secret: "keyring",
    },
    {
      profile: profile("00000000-0000-4000-8000-000000000003", {
        name: LONGEST_NAME,
        host: "an-unusually-long-host-name-for-a-replica.warehouse.eu-central-2.example.com",
        port: 6432,
        database: "warehouse_of_the_european_claims_department_consolidated_2026_q3",
        user: "read_only_reporting_role_of_the_data_protection_office",
        environment: "production",
        readOnly: false,
      }),
      builtIn: false,
      secret: "session",
    },
    {
      profile: profile("00000000-0000-4000-8000-000000000004", {
        name: "MLflow tracking (staging)",
        host: "mlflow-db.staging.example.com",
        database: "mlflow",
        user: "mlflow_reader",
        environment: "testing",
      }),
      builtIn: false,
      secret: "keyring",
    },
    {
      profile: profile(UNREACHABLE, {
        name: "Feature store (old cluster)",
        host: "10.20.4.17",
        database: "features",
        user: "auditor",
        environment: "testing",
      }),
      builtIn: false,
      secret: "none",
    },
  ];
}

/** What a test of a connection tells in the fake. */
export function believableReport(tested: Profile): ConnectionReport {
  const local = tested.host.startsWith("/");
  return {
    serverVersion: local ? "18.6" : "16.14 (Debian 16.14-1.pgdg120+1)",
    serverVersionNumber: local ? 180_006 : 160_014,
    role: tested.user,
    database: tested.database,
    tls: tested.tls.mode === "off" ? null : { version: "TLSv1.3", cipher: "TLS_AES_256_GCM_SHA384" },
    connectTenths: local ? 31 : 487,
    roundTripTenths: local ? 2 : 118,
    standby: tested.name.includes("replica"),
    pooler: tested.port === 6432 ? "PgBouncer 1.24 (transaction pooling)" : null,
    superuser: local,
    bypassesRowSecurity: local,
    monitors: local || tested.environment === "production",
    pgvector: local ? null : "0.8.1",
    pgvectorAvailable: true,
    governanceSchema: false,
  };
}

/** What the unreachable connection answers. */
export function unreachable(tested: Profile): Failure {
  return {
    kind: "unreachable",
    message: `Could not reach ${tested.host} on port ${tested.port}: no answer within 10 seconds.`,
    hint: "Check the host and the port, and that this machine may reach them (VPN, firewall).",
    sqlstate: null,
    problems: [],
  };
}

const held = "00000000-0000-4000-8000-0000000000aa";

/** Splits a URL as Rust does; the password stays behind. */
export function splitUrl(text: string): ConnectionDraft {
  let url: URL;
  try {
    // A special scheme, so that the host is parsed as a host.
    url = new URL(text.trim().replace(/^postgres(ql)?:/, "http:"));
  } catch {
    throw badUrl();
  }
  if (!/^postgres(ql)?:\/\//.test(text.trim())) throw badUrl();
  const mode = url.searchParams.get("sslmode");
  const host = decodeURIComponent(url.hostname);
  const database = decodeURIComponent(url.pathname.slice(1)) || decodeURIComponent(url.username);
  const notes =
    mode !== null && mode !== "verify-full"
      ? [`sslmode=${mode} does not check who answers: verify-full is set instead.`]
      : [];
  return {
    service: null,
    profile: profile(held, {
      name: `${database} on ${host}`,
      host,
      port: url.port === "" ? 5432 : Number(url.port),
      database,
      user: decodeURIComponent(url.username),
    }),
    passwordHeld: url.password !== "",
    notes,
  };
}

function badUrl(): Failure {
  return {
    kind: "bad-input",
    message: "This is not a PostgreSQL URL.",
    hint: "Write it as postgres://user:password@host:5432/database.",
    sqlstate: null,
    problems: [],
  };
}

/** The services of `pg_service.conf` in the fake. */
export function believableServices(): ConnectionDraft[] {
  return [
    {
      service: "claims-replica",
      profile: profile("00000000-0000-4000-8000-0000000000b1", {
        name: "claims-replica",
        host: "pg-claims-replica.internal.example.com",
        database: "claims",
        user: "auditor",
      }),
      passwordHeld: false,
      notes: [],
    },
    {
      service: "mlflow",
      profile: profile("00000000-0000-4000-8000-0000000000b2", {
        name: "mlflow",
        host: "mlflow-db.example.com",
        database: "mlflow",
        user: "mlflow_reader",
      }),
      passwordHeld: true,
      notes: [],
    },
  ];
}
