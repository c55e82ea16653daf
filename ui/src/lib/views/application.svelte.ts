import { createContext } from "svelte";

import { auditAddress } from "$lib/audit/addresses";
import { Audits } from "$lib/audit/audits.svelte";
import { FORMAT_WORDS } from "$lib/audit/words";
import { Connections } from "$lib/connections/connections.svelte";
import type { Backend } from "$lib/ipc/backend";
import type { ConnectionEntry, Format, Place, Profile, ProfileId } from "$lib/ipc/bindings";
import { asFailure } from "$lib/ipc/failure";
import { Jobs } from "$lib/shared/jobs.svelte";
import { formatPlace, Router } from "$lib/shared/router.svelte";
import { Theme } from "$lib/shared/theme.svelte";
import { Toasts } from "$lib/shared/toasts.svelte";
import { formatBytes } from "$lib/shared/wording";

import { routeOf } from "./routes";

/** What all screens share: the domains' states and the window's own. */
export class Application {
  readonly router = new Router();
  readonly theme = new Theme();
  readonly toasts = new Toasts();
  readonly jobs = new Jobs();
  readonly connections: Connections;
  readonly audits: Audits;
  route = $derived(routeOf(this.router.place));
  exporting = $state(false);

  constructor(readonly backend: Backend) {
    this.connections = new Connections(backend);
    this.audits = new Audits(backend, this.jobs);
  }

  /** The address of the current connection's audit. */
  get auditHref(): string {
    const { current } = this.connections;
    return current === null ? formatPlace(["audit"]) : auditAddress(current.profile.id);
  }

  /** Makes a connection the current one and shows its audit. */
  open(id: ProfileId): void {
    this.connections.choose(id);
    this.router.go(auditAddress(id));
  }

  /** Runs an audit of the current connection and shows it. */
  auditCurrent(): void {
    const { current } = this.connections;
    if (current === null) return;
    this.open(current.profile.id);
    void this.audit(current.profile);
  }

  /** Runs an audit and tells of its end those who look at something else. */
  async audit({ id, name }: Profile): Promise<void> {
    const desk = this.audits.desk(id);
    const done = await desk.run(name);
    if (this.route.screen === "audit" && this.route.id === id) return;
    const show = {
      label: "Show",
      run: () => this.router.go(desk.job?.address ?? ""),
    };
    if (done) this.toasts.show("good", `${name} is audited`, { action: show });
    else if (desk.failure !== null) {
      this.toasts.show("bad", `The audit of ${name} failed`, { detail: desk.failure.message, action: show });
    }
  }

  /** Writes an audit to a file and says where it is. */
  async export(auditId: string, format: Format, place: Place): Promise<void> {
    const { name } = FORMAT_WORDS[format];
    this.exporting = true;
    try {
      const exported = await this.audits.export(auditId, format, place);
      if (exported === null) return;
      this.toasts.show("good", `${name} written, ${formatBytes(exported.bytes)}`, {
        detail: exported.path,
        action: { label: "Show in folder", run: () => void this.show(exported.path) },
      });
    } catch (error) {
      this.tell(`The ${name} was not written`, error);
    } finally {
      this.exporting = false;
    }
  }

  /** Deletes a connection and all that is remembered of it; rejects with a failure. */
  async remove({ profile }: ConnectionEntry): Promise<void> {
    const notice = await this.connections.remove(profile.id);
    this.audits.forget(profile.id);
    this.done(`${profile.name} is deleted`, notice);
  }

  /** Says that something was done, and what else must be known of it: that stays until it is closed. */
  done(title: string, notice: string | null): void {
    this.toasts.show(notice === null ? "good" : "warn", title, { detail: notice });
  }

  /** Says that something failed. */
  tell(title: string, error: unknown): void {
    const { message, hint } = asFailure(error);
    this.toasts.show("bad", title, { detail: hint === null ? message : `${message} ${hint}` });
  }

  async show(path: string): Promise<void> {
    try {
      await this.audits.show(path);
    } catch (error) {
      this.tell("The folder was not opened", error);
    }
  }
}

export const [useApplication, provideApplication] = createContext<Application>();
