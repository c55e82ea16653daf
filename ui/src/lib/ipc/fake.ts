import type { Backend } from "./backend";
import type {
  AuditProgress,
  AuditView,
  ConnectionEntry,
  Failure,
  KeyringState,
  Profile,
  ProfileId,
  SecretChange,
  SecretPlace,
} from "./bindings";
import { believableAudit } from "./fake/audit";
import {
  believableConnections,
  believableReport,
  believableServices,
  splitUrl,
  unreachable,
  UNREACHABLE,
} from "./fake/connections";

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
export class FakeBackend implements Backend {
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

  constructor(options: FakeOptions = {}) {
    this.#entries = options.connections ?? believableConnections();
    this.#keyring = options.keyring ?? { state: "available" };
    this.#pace = options.pace ?? 0;
    this.#times = options.times ?? 1;
    this.failures = options.failures ?? {};
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
