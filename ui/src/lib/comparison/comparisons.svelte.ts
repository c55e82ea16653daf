import type { Backend } from "$lib/ipc/backend";
import type {
  ChosenKind,
  ComparisonFormat,
  ComparisonView,
  Definitions,
  Exported,
  Failure,
  ObjectId,
  Place,
  ProfileId,
  ReportSources,
  SavedSources,
} from "$lib/ipc/bindings";
import { asFailure } from "$lib/ipc/failure";
import type { Job, Jobs, Outcome } from "$lib/shared/jobs.svelte";

import { comparisonAddress } from "./addresses";
import { differenceRows } from "./differences";
import { choiceOf, type Draft, draftFrom, EMPTY_DRAFT, optionsOf } from "./draft";

/** The comparison of one connection: what it is to be compared with, the latest result, and the run that makes the next. */
export class ComparisonDesk {
  view = $state.raw<ComparisonView | null>(null);
  /** Whether the latest result and what was chosen for it were asked for, and whether the answer is there. */
  reading = $state<"not yet" | "reading" | "read">("not yet");
  /** Why there is no result, or no newer one. */
  failure = $state.raw<Failure | null>(null);
  /** The run that goes on or went last. */
  job = $state.raw<Job | null>(null);
  draft = $state.raw<Draft>(EMPTY_DRAFT);
  /** What else the reports are to tell of. */
  sources = $state.raw<ReportSources>({ migrations: null, configurations: [] });
  /** Whether another expected state is being chosen while there is a result. */
  choosing = $state(false);
  rows = $derived(this.view === null ? [] : differenceRows(this.view.report.comparison));
  /** The groups of the tree that are folded otherwise than at first. */
  toggled = $state.raw<ReadonlySet<string>>(new Set());
  /** The line of the tree that the keyboard is on. */
  cursor = $state(0);
  #backend: Backend;
  #jobs: Jobs;
  /** The draft that was compared with. */
  #compared = EMPTY_DRAFT;
  #definitions = new Map<string, Promise<Definitions>>();

  constructor(
    readonly id: ProfileId,
    backend: Backend,
    jobs: Jobs,
  ) {
    this.#backend = backend;
    this.#jobs = jobs;
  }

  /** Whether a comparison is made now. */
  get running(): boolean {
    return this.job?.state === "running";
  }

  /** Asks for the latest result and what was chosen the last time, once. */
  async read(): Promise<void> {
    if (this.reading !== "not yet") return;
    this.reading = "reading";
    try {
      const [saved, view] = await Promise.all([
        this.#backend.savedSources(this.id),
        this.#backend.latestComparison(this.id),
      ]);
      this.#remember(saved);
      this.view ??= view;
    } catch (error) {
      this.failure = asFailure(error);
    } finally {
      this.reading = "read";
    }
  }

  /** Compares with what the draft says; says whether there is a new result. */
  async compare(name: string): Promise<boolean> {
    const choice = choiceOf(this.draft);
    if (this.running || choice === null) return false;
    const { job, outcome } = this.#jobs.start({
      title: `Comparing the schema of ${name}`,
      address: comparisonAddress(this.id),
      run: (operation, report) =>
        this.#backend.compareSchema(this.id, choice, optionsOf(this.draft), operation, report),
      cancel: (operation) => this.#backend.cancelOperation(operation),
      refused: (failure) => (this.failure = failure),
    });
    const { draft } = this;
    this.job = job;
    this.failure = null;
    const ended = await outcome;
    if (ended.state === "failed") this.failure = ended.failure;
    if (ended.state !== "done") return false;
    this.view = ended.value;
    this.#compared = draft;
    this.reading = "read";
    this.choosing = false;
    this.toggled = new Set();
    this.cursor = 0;
    this.#definitions.clear();
    return true;
  }

  /** Goes back to the result, and to what it was compared with. */
  back(): void {
    this.choosing = false;
    this.draft = this.#compared;
  }

  /** Folds or unfolds a group. */
  toggle(key: string): void {
    const toggled = new Set(this.toggled);
    if (!toggled.delete(key)) toggled.add(key);
    this.toggled = toggled;
  }

  /** Asks for paths in the dialog of the system; none when it was closed; rejects with a failure. */
  choose(kind: ChosenKind): Promise<string[]> {
    return this.#backend.chooseSource(kind);
  }

  /** How an object is made on both sides; rejects with a failure. */
  definitions(object: ObjectId): Promise<Definitions> {
    if (this.view === null) return Promise.resolve({ expected: null, actual: null });
    const key = JSON.stringify(object);
    const asked = this.#definitions.get(key);
    if (asked !== undefined) return asked;
    const asking = this.#backend.readDefinitions(this.view.comparisonId, object);
    this.#definitions.set(key, asking);
    // What failed can be asked again.
    asking.catch(() => this.#definitions.delete(key));
    return asking;
  }

  /** Writes the comparison to a file as a job; done with null when the person closed the dialog. */
  export(
    { comparisonId }: ComparisonView,
    name: string,
    format: ComparisonFormat,
    place: Place,
    refused: (failure: Failure) => void,
  ): Promise<Outcome<Exported | null>> {
    return this.#jobs.start({
      title: `Writing the comparison of ${name}`,
      address: comparisonAddress(this.id),
      run: (operation, report) =>
        this.#backend.exportComparison(comparisonId, format, this.sources, place, operation, report),
      cancel: (operation) => this.#backend.cancelOperation(operation),
      refused,
    }).outcome;
  }

  #remember(saved: SavedSources): void {
    this.draft = draftFrom(saved);
    this.#compared = this.draft;
    this.sources = { migrations: saved.migrations ?? null, configurations: saved.configurations ?? [] };
  }
}
