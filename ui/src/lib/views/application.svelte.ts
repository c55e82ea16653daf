import { createContext } from "svelte";

import { auditAddress } from "$lib/audit/addresses";
import { AuditDesk } from "$lib/audit/audits.svelte";
import { FORMAT_WORDS } from "$lib/audit/words";
import { comparisonAddress } from "$lib/comparison/addresses";
import { ComparisonDesk } from "$lib/comparison/comparisons.svelte";
import { FORMAT_WORDS as COMPARISON_FORMATS } from "$lib/comparison/words";
import { Connections } from "$lib/connections/connections.svelte";
import { driftAddress } from "$lib/drift/look";
import { DriftDesk } from "$lib/drift/drift.svelte";
import type { Backend } from "$lib/ipc/backend";
import type {
  CardFormat,
  ComparisonFormat,
  ConnectionEntry,
  DrawnPlot,
  Exported,
  Format,
  ModelReportFormat,
  PictureFormat,
  Place,
  Profile,
  ProfileId,
} from "$lib/ipc/bindings";
import { asFailure } from "$lib/ipc/failure";
import { overviewAddress } from "$lib/overview/addresses";
import { metricsAddress, OWN_ZONE } from "$lib/metrics/look";
import { MetricsDesk } from "$lib/metrics/metrics.svelte";
import { MigrationsDesk } from "$lib/migrations/migrations.svelte";
import { modelsAddress } from "$lib/models/filters";
import { ModelsDesk } from "$lib/models/models.svelte";
import { OverviewDesk } from "$lib/overview/overviews.svelte";
import { PLOT_FORMATS, type PlotDesk } from "$lib/plots/desk";
import { Sample } from "$lib/sample/sample.svelte";
import { type Asked, schemaAddress, type SchemaTab, schemaTabAddress } from "$lib/schema/addresses";
import { SchemaDesk } from "$lib/schema/schemas.svelte";
import { DIRECTION_WORDS } from "$lib/schema/words";
import { Desks } from "$lib/shared/desks";
import { Jobs } from "$lib/shared/jobs.svelte";
import { PICTURE_FORMATS } from "$lib/shared/pictures";
import { formatPlace, Router } from "$lib/shared/router.svelte";
import { Theme } from "$lib/shared/theme.svelte";
import { Toasts } from "$lib/shared/toasts.svelte";
import { counted, formatBytes } from "$lib/shared/wording";

import { routeOf } from "./routes";

/** What all screens share: the domains' states and the window's own. */
export class Application {
  readonly router = new Router();
  readonly theme = new Theme();
  readonly toasts = new Toasts();
  readonly jobs = new Jobs();
  readonly connections: Connections;
  readonly audits: Desks<AuditDesk>;
  readonly overviews: Desks<OverviewDesk>;
  readonly schemas: Desks<SchemaDesk>;
  readonly migrations: Desks<MigrationsDesk>;
  readonly comparisons: Desks<ComparisonDesk>;
  readonly models: Desks<ModelsDesk>;
  readonly metrics: Desks<MetricsDesk>;
  readonly drifts: Desks<DriftDesk>;
  readonly sample: Sample;
  /** Draws plots again, and saves them. */
  readonly plots: PlotDesk = {
    redraw: (plotId, frame, range) => this.#redrawn(this.backend.redrawPlot(plotId, frame, range)),
    save: (...plot) => void this.#savePlot(...plot),
  };
  route = $derived(routeOf(this.router.place));
  exporting = $state(false);
  /** Whether the person is asked if the sample is to be removed. */
  removing = $state(false);

  constructor(readonly backend: Backend) {
    this.connections = new Connections(backend);
    this.audits = new Desks((id) => new AuditDesk(id, backend, this.jobs));
    this.overviews = new Desks((id) => new OverviewDesk(id, backend));
    this.schemas = new Desks((id) => new SchemaDesk(id, backend, this.jobs));
    this.migrations = new Desks((id) => new MigrationsDesk(id, backend));
    this.comparisons = new Desks((id) => new ComparisonDesk(id, backend, this.jobs));
    this.models = new Desks((id) => new ModelsDesk(id, backend));
    this.metrics = new Desks((id) => new MetricsDesk(id, backend, this.jobs));
    this.drifts = new Desks((id) => new DriftDesk(id, backend, this.jobs));
    this.sample = new Sample(backend, this.jobs);
  }

  /** The address of the current connection's audit. */
  get auditHref(): string {
    const { current } = this.connections;
    return current === null ? formatPlace(["audit"]) : auditAddress(current.profile.id);
  }

  /** The address of the current connection's overview. */
  get overviewHref(): string {
    const { current } = this.connections;
    return current === null ? formatPlace(["overview"]) : overviewAddress(current.profile.id);
  }

  /** The address of the current connection's schema. */
  get schemaHref(): string {
    return this.schemaTabHref("packs");
  }

  /** The address of the current connection's models. */
  get modelsHref(): string {
    const { current } = this.connections;
    return current === null ? formatPlace(["models"]) : modelsAddress(current.profile.id);
  }

  /** The address of the current connection's metrics. */
  get metricsHref(): string {
    const { current } = this.connections;
    return current === null ? formatPlace(["metrics"]) : metricsAddress(current.profile.id);
  }

  /** The address of the drift of the current connection's models. */
  get driftHref(): string {
    const { current } = this.connections;
    return current === null ? formatPlace(["drift"]) : driftAddress(current.profile.id);
  }

  /** The address of one part of the current connection's schema. */
  schemaTabHref(tab: SchemaTab): string {
    const { current } = this.connections;
    return current === null ? formatPlace(["schema"]) : schemaTabAddress(current.profile.id, tab);
  }

  /** The organisations of a connection whose rows are synthetic, as far as it is known. */
  samplesOf({ profile, builtIn }: ConnectionEntry): string[] {
    const desk = this.overviews.desk(profile.id);
    return desk.value === null && builtIn ? this.sample.companies : desk.samples;
  }

  /** Makes a connection the current one and shows of it what is shown of the present one. */
  open(id: ProfileId): void {
    this.connections.choose(id);
    const { screen } = this.route;
    if (screen === "audit" || screen === "rule") this.router.go(auditAddress(id));
    else if (screen === "schema") this.router.go(schemaAddress(id));
    else if (screen === "comparison") this.router.go(schemaTabAddress(id, "compare"));
    else if (screen === "migrations") this.router.go(schemaTabAddress(id, "migrations"));
    else if (screen === "models" || screen === "model" || screen === "model-comparison")
      this.router.go(modelsAddress(id));
    else if (screen === "metrics") this.router.go(metricsAddress(id));
    else if (screen === "drift" || screen === "drift-run") this.router.go(driftAddress(id));
    else this.router.go(overviewAddress(id));
  }

  /** Forgets what was read over a connection that is another one now. */
  forget(id: ProfileId): void {
    this.overviews.forget(id);
    this.schemas.forget(id);
    this.comparisons.forget(id);
    this.migrations.forget(id);
    this.models.forget(id);
    this.metrics.forget(id);
    this.drifts.forget(id);
  }

  /** Runs an audit of the current connection and shows it. */
  auditCurrent(): void {
    const { current } = this.connections;
    if (current === null) return;
    this.router.go(auditAddress(current.profile.id));
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

  /** Fills the local workspace with the sample company and shows it to those who look. */
  async loadSample(): Promise<void> {
    const entry = this.#workspace;
    if (entry === null) return;
    const done = await this.sample.load(overviewAddress(entry.profile.id));
    await this.#sampled(entry, done, "The sample workspace is loaded");
  }

  /** The sample companies of the local workspace. */
  get workspaceSamples(): string[] {
    return this.#workspace === null ? [] : this.samplesOf(this.#workspace);
  }

  /** Takes the sample company out of the local workspace. */
  async removeSample(): Promise<void> {
    const entry = this.#workspace;
    if (entry === null) return;
    const done = await this.sample.remove(overviewAddress(entry.profile.id));
    await this.#sampled(entry, done, "The sample data are removed");
  }

  /** Changes the governance schema and tells of its end those who look at something else. */
  async changeSchema(
    { id, name }: Profile,
    asked: Asked,
    given: { dropRows: boolean; confirmed: boolean },
  ): Promise<void> {
    const desk = this.schemas.desk(id);
    const done = await desk.change(asked, given, name);
    if (done) {
      this.overviews.desk(id).outdate();
      this.#outdate(id);
    }
    const here = this.route.screen === "schema" && this.route.id === id;
    if (here) {
      // The plan has been carried out: the packs as they are now take its place.
      if (done) this.router.go(schemaAddress(id), { replace: true });
      return;
    }
    const show = { label: "Show", run: () => this.router.go(schemaAddress(id)) };
    if (done) {
      const count = counted(desk.applied?.steps.length ?? 0, "migration");
      this.toasts.show("good", `${name}: ${count} ${DIRECTION_WORDS[asked.direction].done}`, {
        action: show,
      });
    } else if (desk.changeFailure !== null) {
      this.toasts.show("bad", `The schema of ${name} is as it was`, {
        detail: desk.changeFailure.message,
        action: show,
      });
    }
  }

  /** Writes an audit to a file and says where it is. */
  async export(auditId: string, format: Format, place: Place): Promise<void> {
    const { name } = FORMAT_WORDS[format];
    this.exporting = true;
    try {
      this.#written(name, await this.backend.exportAudit(auditId, format, place));
    } catch (error) {
      this.tell(`The ${name} was not written`, error);
    } finally {
      this.exporting = false;
    }
  }

  /** Writes a picture to a file and says where it is. */
  async exportPicture(pictureId: string, format: PictureFormat, place: Place): Promise<void> {
    const { name } = PICTURE_FORMATS[format];
    try {
      this.#written(name, await this.backend.exportPicture(pictureId, format, place));
    } catch (error) {
      this.tell(`The ${name} was not written`, error);
    }
  }

  /** Writes the card of a model's version to a file and says where it is. */
  exportCard(id: ProfileId, model: string, format: CardFormat, place: Place): Promise<void> {
    return this.#exported("Model card", this.backend.exportCard(id, model, format, place));
  }

  /** Writes the report of a model's version to a file and says where it is; its days are those of the person's own clock. */
  exportModelReport(id: ProfileId, model: string, format: ModelReportFormat, place: Place): Promise<void> {
    const written = this.backend.exportModelReport(id, model, OWN_ZONE, format, place);
    return this.#exported("Model report", written);
  }

  async #exported(name: string, written: Promise<Exported | null>): Promise<void> {
    this.exporting = true;
    try {
      this.#written(name, await written);
    } catch (error) {
      this.tell(`The ${name.toLowerCase()} was not written`, error);
    } finally {
      this.exporting = false;
    }
  }

  /** Compares a schema and tells of its end those who look at something else. */
  async compare({ id, name }: Profile): Promise<void> {
    const desk = this.comparisons.desk(id);
    const done = await desk.compare(name);
    if (this.route.screen === "comparison" && this.route.id === id) return;
    const show = { label: "Show", run: () => this.router.go(comparisonAddress(id)) };
    if (done) this.toasts.show("good", `The schema of ${name} is compared`, { action: show });
    else if (desk.failure !== null) {
      const detail = desk.failure.message;
      this.toasts.show("bad", `The schema of ${name} could not be compared`, { detail, action: show });
    }
  }

  /** Writes the comparison of a connection to a file and says where it is. */
  async exportComparison({ id, name }: Profile, format: ComparisonFormat, place: Place): Promise<void> {
    const desk = this.comparisons.desk(id);
    if (desk.view === null) return;
    const words = COMPARISON_FORMATS[format].name.replace("…", "");
    this.exporting = true;
    const ended = await desk.export(desk.view, name, format, place, (failure) =>
      this.tell("It could not be cancelled", failure),
    );
    this.exporting = false;
    if (ended.state === "done") this.#written(words, ended.value);
    else if (ended.state === "failed") this.tell(`The ${words} was not written`, ended.failure);
  }

  /** Deletes a connection and all that is remembered of it; rejects with a failure. */
  async remove({ profile }: ConnectionEntry): Promise<void> {
    const notice = await this.connections.remove(profile.id);
    this.audits.forget(profile.id);
    this.forget(profile.id);
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

  /** Opens the folder of a file that was exported. */
  async show(path: string): Promise<void> {
    try {
      await this.backend.showExported(path);
    } catch (error) {
      this.tell("The folder was not opened", error);
    }
  }

  /** Says where a file was written; nothing when the person closed the dialog. */
  async #redrawn(asked: Promise<DrawnPlot>): Promise<DrawnPlot | null> {
    try {
      return await asked;
    } catch (error) {
      this.tell("The plot could not be drawn", error);
      return null;
    }
  }

  async #savePlot(...[plotId, frame, range, format, place]: Parameters<PlotDesk["save"]>): Promise<void> {
    const { name } = PLOT_FORMATS[format];
    try {
      this.#written(name, await this.backend.savePlot(plotId, frame, range, format, place));
    } catch (error) {
      this.tell(`The ${name} was not written`, error);
    }
  }

  #written(name: string, exported: Exported | null): void {
    if (exported === null) return;
    this.toasts.show("good", `${name} written, ${formatBytes(exported.bytes)}`, {
      detail: exported.path,
      action: { label: "Show in folder", run: () => void this.show(exported.path) },
    });
  }

  /** The connection that Provost brought along. */
  get #workspace(): ConnectionEntry | null {
    return this.connections.entries.find(({ builtIn }) => builtIn) ?? null;
  }

  /** Says that the tables of models have changed. */
  #outdate(id: ProfileId): void {
    this.models.desk(id).outdate();
    this.metrics.desk(id).outdate();
    this.drifts.desk(id).outdate();
  }

  /** Reads anew what the sample has changed. */
  async #sampled({ profile }: ConnectionEntry, done: boolean, words: string): Promise<void> {
    this.schemas.desk(profile.id).status.outdate();
    this.#outdate(profile.id);
    // At once and wherever the person is: what is marked as sample data depends on it.
    await this.overviews.desk(profile.id).refresh();
    const here = this.route.screen === "overview" && this.connections.current?.profile.id === profile.id;
    if (done) {
      const show = { label: "Show", run: () => this.router.go(overviewAddress(profile.id)) };
      this.toasts.show("good", words, { action: here ? null : show });
    } else if (!here && this.sample.failure !== null) {
      this.tell("The sample workspace is as it was", this.sample.failure);
    }
  }
}

export const [useApplication, provideApplication] = createContext<Application>();
