// What crosses between the window and Rust: the very names and shapes that the Rust types have once written as JSON.

/** Names a profile, also where its secret is kept: a UUID. */
export type ProfileId = string;

/** What is checked of a server's certificate. */
export type TlsMode = "verify-full" | "verify-ca" | "off";

/** What a database is for. */
export type Environment = "development" | "testing" | "production";

/** How the line to the server is protected. */
export type Tls = {
  mode: TlsMode;
  /** A file of PEM certificates; when given these are the only roots that are trusted. */
  rootCertificate: string | null;
  clientCertificate: string | null;
  clientKey: string | null;
  /** Whether somebody typed that they accept a line without TLS to another machine. */
  acceptsPlainText: boolean;
};

/** How to reach one database; never its password. */
export type Profile = {
  id: ProfileId;
  name: string;
  /** A host name, an address, or the folder of a Unix socket (beginning with `/`). */
  host: string;
  port: number;
  database: string;
  user: string;
  tls: Tls;
  environment: Environment;
  readOnly: boolean;
  governanceSchema: string;
};

/** Where a password is kept: in the keyring, in memory until Provost ends, or nowhere. */
export type SecretPlace = "keyring" | "session" | "none";

/** What happens to a connection's password when the connection is saved or tried. */
export type SecretChange = "keep" | "clear" | { set: string; place: SecretPlace };

/** What the operating system's keyring answers. */
export type KeyringState =
  | { state: "available" }
  | { state: "locked" }
  /** The system's prompt is on the screen and not yet answered. */
  | { state: "waiting" }
  | { state: "absent"; reason: string };

/** One connection of the list. */
export type ConnectionEntry = {
  profile: Profile;
  /** The local workspace, which nobody edits or deletes. */
  builtIn: boolean;
  secret: SecretPlace;
};

/** All connections, the built-in one first. */
export type ConnectionList = {
  connections: ConnectionEntry[];
  keyring: KeyringState;
  /** The file that holds the profiles. */
  file: string;
};

/** A profile that was read from a URL or from `pg_service.conf` and is not saved. */
export type ConnectionDraft = {
  /** The name of the service, when it came from `pg_service.conf`. */
  service: string | null;
  profile: Profile;
  /** Whether Rust holds a password for it. */
  passwordHeld: boolean;
  /** What could not be taken over as it was written, one sentence each. */
  notes: string[];
};

/** What saving a connection did. */
export type SavedConnection = {
  connection: ConnectionEntry;
  /** What else the person must know: that the keyring did not take the password, for one. */
  notice: string | null;
};

/** The protection of one line. */
export type TlsFacts = { version: string; cipher: string };

/** What trying a connection told. */
export type ConnectionReport = {
  serverVersion: string;
  serverVersionNumber: number;
  role: string;
  database: string;
  tls: TlsFacts | null;
  /** Milliseconds to connect and log in, in tenths. */
  connectTenths: number;
  /** Milliseconds of one round trip (the median of five), in tenths. */
  roundTripTenths: number;
  standby: boolean;
  pooler: string | null;
  superuser: boolean;
  bypassesRowSecurity: boolean;
  monitors: boolean;
  pgvector: string | null;
  pgvectorAvailable: boolean;
  governanceSchema: boolean;
};

/** How much a finding matters. */
export type Severity = "info" | "low" | "medium" | "high" | "critical";

/** The ten sections that are scored. */
export type Section =
  | "core_schema_design"
  | "vector_database"
  | "ai_model_management"
  | "performance_optimization"
  | "security_and_compliance"
  | "data_management"
  | "analytics_and_metrics"
  | "error_handling"
  | "testing"
  | "documentation";

/** The area of a database that a rule looks at. */
export type Area =
  | "access"
  | "row_security"
  | "authentication"
  | "logging"
  | "functions"
  | "integrity"
  | "performance"
  | "extensions"
  | "privacy"
  | "operations"
  | "governance";

/** One named fact of a finding. */
export type Fact = { name: string; value: string };

/** One thing that is not as it should be. */
export type Finding = {
  subject: string;
  statement: string;
  severity: Severity;
  facts: Fact[];
  fixSql: string | null;
};

/** One of the six answers, with its particulars. */
export type Answer =
  | { status: "pass" }
  | { status: "fail"; findings: Finding[] }
  | { status: "not_determinable"; reason: string }
  | { status: "not_applicable"; reason: string }
  | { status: "manual"; question: string }
  | { status: "stale"; reason: string };

/** One of the six answers, without its particulars. */
export type Status = "pass" | "fail" | "not_determinable" | "not_applicable" | "manual" | "stale";

/** One rule's answer with the facts that a reader needs to check it. */
export type RuleResult = {
  rule: string;
  title: string;
  section: Section;
  area: Area;
  severity: Severity;
  meaning: string;
  reason: string;
  action: string;
  references: string[];
  answer: Answer;
  evidenceSql: string;
  examined: number;
  evidenceSha256: string;
};

/** Points earned of points possible, with what was counted and what was left out. */
export type Score = {
  earned: number;
  possible: number;
  percent: number | null;
  passed: number;
  failed: number;
  notDeterminable: number;
  notApplicable: number;
  manual: number;
  stale: number;
};

/** The score of one section. */
export type SectionScore = { section: Section; title: string; score: Score };

/** How soon something is due. */
export type Urgency = "now" | "this_month" | "next_quarter";

/** One thing to do: what mends the findings of one rule. */
export type Action = {
  urgency: Urgency;
  rule: string;
  title: string;
  severity: Severity;
  findings: number;
  withSql: number;
};

/** The conclusion of an audit. */
export type Verdict = { grade: string; recommendation: string; grounds: string[] };

/** The database that an audit judged, and how it was read. */
export type Subject = {
  database: string;
  serverVersion: string;
  role: string;
  takenAt: string;
  tables: number;
  columns: number;
  functions: number;
  catalogSha256: string;
  /** What the role could not see, in words. */
  hidden: string[];
};

/** What judging one catalog gave. */
export type Audit = {
  schema: string;
  subject: Subject;
  results: RuleResult[];
  sections: SectionScore[];
  overall: Score;
  actions: Action[];
  verdict: Verdict;
};

/** One chart, drawn for both themes. */
export type ThemedChart = { title: string; description: string; light: string; dark: string };

/** The pictures of an audit. */
export type AuditCharts = { sections: ThemedChart; severities: ThemedChart };

/** An audit as the window shows it. */
export type AuditView = {
  auditId: string;
  profileName: string;
  environment: Environment | null;
  audit: Audit;
  charts: AuditCharts;
};

/** How far an audit is. */
export type AuditProgress = { step: string; done: number; total: number };

/** The forms in which an audit is exported. */
export type ReportFormat = "pdf" | "html" | "json" | "sarif" | "junit";

/** Where an export goes. */
export type Place = "reports-folder" | "choose";

/** A file that was written. */
export type Exported = { path: string; folder: string; bytes: number };

/** What the application knows of itself. */
export type ApplicationInfo = {
  version: string;
  reportsFolder: string;
  configFile: string;
  localServer: string;
};

/** Why something could not be done, as far as the window acts on it. */
export type FailureKind =
  | "bad-input"
  | "not-found"
  | "unreachable"
  | "tls"
  | "authentication"
  | "permission"
  | "keyring-locked"
  | "keyring-absent"
  | "cancelled"
  | "timeout"
  | "storage"
  | "server"
  | "internal";

/** A field of the profile that a problem is about. */
export type Field =
  | "name"
  | "host"
  | "port"
  | "database"
  | "user"
  | "tlsMode"
  | "rootCertificate"
  | "clientCertificate"
  | "clientKey"
  | "governanceSchema";

/** Why a profile cannot be used as it is. */
export type Problem = { field: Field; message: string };

/** What the window is told when a command fails. */
export type Failure = {
  kind: FailureKind;
  message: string;
  hint: string | null;
  sqlstate: string | null;
  /** What is wrong with which field of what was sent. */
  problems: Problem[];
};
