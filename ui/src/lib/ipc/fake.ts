import type { Backend, SchemaChange } from "./backend";
import type {
  Adopt,
  AuditProgress,
  AuditView,
  ChosenKind,
  ComparisonFormat,
  ConnectionEntry,
  Direction,
  ExpectedChoice,
  Failure,
  KeyringState,
  ObjectId,
  Options,
  Pack,
  Place,
  Profile,
  ProfileId,
  ReportSources,
  SampleProgress,
  SavedSources,
  SchemaProgress,
  SecretChange,
  SecretPlace,
} from "./bindings";
import { believableAudit } from "./fake/audit";
import { FakeComparisons } from "./fake/comparison";
import {
  believableConnections,
  believableReport,
  believableServices,
  splitUrl,
  unreachable,
  UNREACHABLE,
} from "./fake/connections";
import { believableDatabases } from "./fake/databases";
import type { FakeDifferences } from "./fake/differences";
import { FakeGovernance } from "./fake/governance";
import { believableView, CHOSEN, type FakeMigrations, recordedView } from "./fake/migrations";
import { DriftCommands, type FakeDrift } from "./fake/drift";
import type { FakeMetrics } from "./fake/metrics";
import { type FakeModels, FakeRegistry } from "./fake/registry";
import type { FakeSchema } from "./fake/schema";

/** How a fake behaves. */
export type FakeOptions = {
  connections?: ConnectionEntry[];
  keyring?: KeyringState;
  /** Milliseconds that a step takes. */
  pace?: number;
  /** How often the findings of a believable audit are repeated. */
  times?: number;
  /** Which profiles have been audited already. */
  audited?: ProfileId[];
  /** What the databases hold of the governance tables, by profile; the believable ones where none is named. */
  databases?: Record<ProfileId, FakeSchema>;
  /** The folders of migrations that can be chosen, and which were. */
  migrations?: Partial<FakeMigrations>;
  /** How the registry of models is. */
  models?: FakeModels;
  /** What was measured. */
  metrics?: FakeMetrics;
  /** What drifted. */
  drift?: FakeDrift;
  /** What a comparison finds. */
  differences?: FakeDifferences;
  /** What was chosen in an earlier run for comparisons and reports, by profile. */
  saved?: Record<ProfileId, SavedSources>;
  /** Which profiles have been compared already, with a folder of migrations. */
  compared?: ProfileId[];
  /** A command named here rejects with its failure until it is taken out. */
  failures?: Partial<Record<keyof Backend, Failure>>;
};

const STEPS = [
  "Roles and settings",
  "Schemas and tables",
  "Columns",
  "Indexes",
  "Functions",
  "Grants",
  "Rules",
];

/** Answers as Rust does, from memory: for unit tests and for a browser without Rust. */
export class FakeBackend extends DriftCommands implements Backend {
  readonly failures: Partial<Record<keyof Backend, Failure>>;
  /** What was asked, in order: `command:argument`. */
  readonly asked: string[] = [];
  #entries: ConnectionEntry[];
  #keyring: KeyringState;
  #pace: number;
  #times: number;
  #audits = new Map<ProfileId, AuditView>();
  #cancelled = new Set<string>();
  #held = new Set<ProfileId>();
  #governance: FakeGovernance;
  #migrations: FakeMigrations;
  #comparisons: FakeComparisons;
  protected readonly models: FakeRegistry;

  constructor(options: FakeOptions = {}) {
    super(options.metrics ?? {}, options.drift ?? {});
    this.#entries = options.connections ?? believableConnections();
    this.#keyring = options.keyring ?? { state: "available" };
    this.#pace = options.pace ?? 0;
    this.#times = options.times ?? 1;
    this.failures = options.failures ?? {};
    this.#migrations = { ...CHOSEN, saved: {}, ...options.migrations };
    const work = (operation: string) => this.step(operation);
    this.#governance = new FakeGovernance({ ...believableDatabases(), ...options.databases }, work);
    this.models = new FakeRegistry(options.models ?? {});
    this.#comparisons = new FakeComparisons(options.differences ?? {}, options.saved ?? {}, work);
    for (const id of options.compared ?? []) {
      const choice = { kind: "sql", path: "/home/ines/src/workflow/migrations" } as const;
      this.#comparisons.keep(this.#entry(id).profile, choice, { schemas: [], owners: false });
    }
    for (const id of options.audited ?? [])
      this.#audits.set(id, believableAudit(this.#entry(id).profile, this.#times));
  }

  async listConnections() {
    await this.#begin("listConnections");
    return {
      connections: structuredClone(this.#entries),
      keyring: this.#keyring,
      file: "/home/ines/.config/provost/connections.toml",
    };
  }

  async saveConnection(profile: Profile, secret: SecretChange) {
    await this.#begin("saveConnection", profile.name);
    const taken = this.#entries.some(
      (entry) =>
        entry.profile.id !== profile.id && entry.profile.name.toLowerCase() === profile.name.toLowerCase(),
    );
    if (taken) {
      const message = `There is already a connection named "${profile.name}".`;
      throw { ...fail("bad-input", message, "Mend the fields."), problems: [{ field: "name", message }] };
    }
    const old = this.#entries.find((entry) => entry.profile.id === profile.id);
    const place = this.#placeAfter(old?.secret ?? "none", profile.id, secret);
    const entry = { profile: structuredClone(profile), builtIn: false, secret: place };
    if (old === undefined) this.#entries.push(entry);
    else this.#entries = this.#entries.map((other) => (other === old ? entry : other));
    this.#held.delete(profile.id);
    const notice =
      secret === "keep" && place === "session" && old === undefined
        ? "The password is kept for this session only, in memory. The keyring is locked."
        : null;
    return { connection: entry, notice };
  }

  async deleteConnection(id: ProfileId) {
    await this.#begin("deleteConnection", id);
    this.#entries = this.#entries.filter((entry) => entry.profile.id !== id);
    return null;
  }

  async testConnection(profile: Profile, secret: SecretChange) {
    await this.#begin("testConnection", `${profile.name}:${typeof secret === "string" ? secret : "set"}`);
    await this.#wait();
    if (profile.id === UNREACHABLE) throw unreachable(profile);
    return believableReport(profile);
  }

  async readConnectionUrl(url: string) {
    await this.#begin("readConnectionUrl");
    const draft = splitUrl(url);
    if (draft.passwordHeld) this.#held.add(draft.profile.id);
    return draft;
  }

  async listServices() {
    await this.#begin("listServices");
    return believableServices();
  }

  async runAudit(id: ProfileId, operation: string, progress: (progress: AuditProgress) => void) {
    await this.#begin("runAudit", id);
    const { profile } = this.#entry(id);
    if (id === UNREACHABLE) throw unreachable(profile);
    for (const [done, step] of STEPS.entries()) {
      progress({ step, done, total: STEPS.length });
      await this.#wait();
      if (this.#cancelled.delete(operation)) throw fail("cancelled", "The audit was cancelled.", null);
    }
    const view = believableAudit(profile, this.#times);
    this.#audits.set(id, view);
    return view;
  }

  async latestAudit(id: ProfileId) {
    await this.#begin("latestAudit", id);
    return this.#audits.get(id) ?? null;
  }

  async cancelOperation(operation: string) {
    await this.#begin("cancelOperation");
    this.#cancelled.add(operation);
    return null;
  }

  async exportAudit(auditId: string, format: string, place: string) {
    await this.#begin("exportAudit", `${format}:${place}`);
    const ending = { pdf: "pdf", html: "html", json: "json", sarif: "sarif", junit: "xml" }[format] ?? format;
    const folder = "/home/ines/Documents/Provost";
    return { path: `${folder}/audit-${auditId.slice(0, 8)}.${ending}`, folder, bytes: 184_320 };
  }

  async showExported(path: string) {
    await this.#begin("showExported", path);
    return null;
  }

  async applicationInfo() {
    await this.#begin("applicationInfo");
    return {
      version: "0.1.0",
      reportsFolder: "/home/ines/Documents/Provost",
      configFile: "/home/ines/.config/provost/connections.toml",
      localServer: "PostgreSQL 18.6, running",
    };
  }

  async readOverview(id: ProfileId) {
    return this.#governance.overview(await this.reached("readOverview", id));
  }

  async figureRows(id: ProfileId, figure: string, offset: number, limit: number) {
    const profile = await this.reached("figureRows", id, `${figure}:${offset}`);
    return this.#governance.rows(profile, figure, offset, limit);
  }

  async schemaStatus(id: ProfileId) {
    return this.#governance.status(await this.reached("schemaStatus", id));
  }

  async planSchema(id: ProfileId, direction: Direction, packs: Pack[], adopt: Adopt) {
    const profile = await this.reached("planSchema", id, `${direction}:${packs.join("+")}`);
    return this.#governance.plan(profile, direction, packs, adopt);
  }

  async changeSchema(
    id: ProfileId,
    change: SchemaChange,
    operation: string,
    progress: (progress: SchemaProgress) => void,
  ) {
    const { direction, packs, dropRows, confirmed } = change;
    const words = [direction, packs.join("+"), dropRows && "drop", confirmed && "confirmed"].filter(Boolean);
    const profile = await this.reached("changeSchema", id, words.join(":"));
    if (profile.environment === "production" && !confirmed) {
      throw fail("bad-input", "A production database is changed after a confirmation only.", null);
    }
    return this.#governance.change(profile, change, operation, progress);
  }

  async readMigrations(id: ProfileId | null, path: string | null, operation: string) {
    await this.#begin("readMigrations", `${id === null ? "alone" : id}:${path ?? "no folder"}`);
    if (this.#cancelled.delete(operation)) throw fail("cancelled", "The work was cancelled.", null);
    if (path === null) {
      if (id === UNREACHABLE) throw unreachable(this.#entry(id).profile);
      return recordedView(this.#migrations.recorded);
    }
    const folder = this.#migrations.folders[path];
    if (folder === undefined) throw fail("bad-input", `${path} does not exist.`, "Choose another folder.");
    if ("kind" in folder) throw folder;
    if (id === UNREACHABLE) throw unreachable(this.#entry(id).profile);
    return believableView(folder, id === null);
  }

  async savedSources(id: ProfileId) {
    await this.#begin("savedSources", id);
    return { migrations: this.#migrations.saved[id] ?? null, ...this.#comparisons.saved[id] };
  }

  async chooseSource(kind: ChosenKind) {
    await this.#begin("chooseSource", kind);
    const { chosen } = this.#migrations;
    if (kind === "migrations") return chosen === null ? [] : [chosen];
    return this.#comparisons.chosen(kind);
  }

  async compareSchema(
    id: ProfileId,
    expected: ExpectedChoice,
    options: Options,
    operation: string,
    progress: (progress: SchemaProgress) => void,
  ) {
    const profile = await this.reached("compareSchema", id, expected.kind);
    return this.#comparisons.compare(profile, expected, options, operation, progress);
  }

  async latestComparison(id: ProfileId) {
    await this.#begin("latestComparison", id);
    return this.#comparisons.latest(id);
  }

  async readDefinitions(comparisonId: string, object: ObjectId) {
    await this.#begin("readDefinitions", object.name);
    return this.#comparisons.definitions(comparisonId, object);
  }

  async exportComparison(
    comparisonId: string,
    format: ComparisonFormat,
    sources: ReportSources,
    place: Place,
    operation: string,
    progress: (progress: SchemaProgress) => void,
  ) {
    const paths = [sources.migrations, ...sources.configurations].filter(Boolean).join("+");
    await this.#begin("exportComparison", [format, place, paths].filter(Boolean).join(":"));
    return this.#comparisons.write(comparisonId, format, operation, progress);
  }

  async exportPicture(pictureId: string, format: string, place: string) {
    await this.#begin("exportPicture", `${pictureId}:${format}:${place}`);
    const folder = "/home/ines/Documents/Provost";
    return { path: `${folder}/provost-migrations-orders.${format}`, folder, bytes: 61_440 };
  }

  async sampleState() {
    await this.#begin("sampleState");
    return this.#governance.sample();
  }

  async loadSample(operation: string, progress: (progress: SampleProgress) => void) {
    await this.#begin("loadSample");
    return this.#governance.fill(operation, progress, "sample");
  }

  async removeSample(operation: string, progress: (progress: SampleProgress) => void) {
    await this.#begin("removeSample");
    return this.#governance.fill(operation, progress, "none");
  }

  protected holds(profile: Profile) {
    return this.#governance.holds(profile, "ai");
  }

  /** The profile of a connection whose server answers. */
  protected async reached(command: keyof Backend, id: ProfileId, more = ""): Promise<Profile> {
    await this.#begin(command, more === "" ? id : `${id}:${more}`);
    const { profile } = this.#entry(id);
    if (id === UNREACHABLE) throw unreachable(profile);
    return profile;
  }

  protected begun(command: keyof Backend, about: string) {
    return this.#begin(command, about);
  }

  protected async step(operation: string) {
    await this.#wait();
    if (this.#cancelled.delete(operation)) throw fail("cancelled", "The work was cancelled.", null);
  }

  async #begin(command: keyof Backend, about = "") {
    this.asked.push(about === "" ? command : `${command}:${about}`);
    await this.#wait();
    const failure = this.failures[command];
    if (failure !== undefined) throw failure;
  }

  async #wait() {
    await new Promise((resolve) => setTimeout(resolve, this.#pace));
  }

  /** As in Rust: a password that came along goes to the keyring, or stays in memory when that refuses. */
  #placeAfter(old: SecretPlace, id: ProfileId, secret: SecretChange): SecretPlace {
    const available = this.#keyring.state === "available";
    if (secret === "clear") return "none";
    if (secret === "keep") return this.#held.has(id) ? (available ? "keyring" : "session") : old;
    if (secret.place === "keyring" && !available) {
      throw fail(
        "keyring-locked",
        "The keyring is locked.",
        "Unlock it, or keep the password for this session.",
      );
    }
    return secret.place;
  }

  #entry(id: ProfileId): ConnectionEntry {
    const entry = this.#entries.find(({ profile }) => profile.id === id);
    if (entry === undefined) throw fail("not-found", "This connection is gone.", "Choose another one.");
    return entry;
  }
}

function fail(kind: Failure["kind"], message: string, hint: string | null): Failure {
  return { kind, message, hint, sqlstate: null, problems: [] };
}
