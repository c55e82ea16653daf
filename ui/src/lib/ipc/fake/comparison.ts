import type {
  ChosenKind,
  ComparisonView,
  ExpectedChoice,
  ExpectedFrom,
  Failure,
  ObjectId,
  Options,
  Profile,
  ProfileId,
  SavedSources,
  SchemaProgress,
} from "../bindings";
import { believableDefinitions, believableReport, type FakeDifferences } from "./differences";
import { TABLES } from "./lines";

const STEPS = [
  "Reading the expected state",
  "Making it in a scratch database",
  "Reading the database",
  "Comparing",
];

const CHOSEN: Record<Exclude<ChosenKind, "migrations">, string[]> = {
  folder: ["/home/ines/src/workflow/migrations"],
  file: ["/home/ines/src/workflow/schema.sql"],
  catalog: ["/home/ines/Documents/Provost/claims-2026-11-01.json"],
  configurations: ["/home/ines/src/workflow/.env", "/home/ines/src/workflow/docker-compose.yml"],
  metrics: ["/home/ines/Downloads/october.csv"],
  rows: ["/home/ines/Downloads/rows-of-october.csv"],
};

/** The comparisons of a fake: made, kept and told. */
export class FakeComparisons {
  /** What was chosen of late, by connection. */
  readonly saved: Record<ProfileId, SavedSources>;
  #kept = new Map<ProfileId, ComparisonView>();

  constructor(
    private readonly found: FakeDifferences,
    saved: Record<ProfileId, SavedSources>,
    private readonly wait: (operation: string) => Promise<void>,
  ) {
    this.saved = saved;
  }

  /** Keeps a comparison as if it had been made. */
  keep(profile: Profile, choice: ExpectedChoice, options: Options): ComparisonView {
    const view: ComparisonView = {
      comparisonId: `${profile.id} ${choice.kind}`,
      profileName: profile.name,
      environment: profile.environment,
      report: believableReport(profile.name, origin(choice, profile), options, this.found),
      tables: this.found.found === "none" ? [] : TABLES,
      notice: null,
    };
    this.#kept.set(profile.id, view);
    return view;
  }

  async compare(
    profile: Profile,
    choice: ExpectedChoice,
    options: Options,
    operation: string,
    progress: (progress: SchemaProgress) => void,
  ): Promise<ComparisonView> {
    await this.#work(STEPS, operation, progress);
    this.saved[profile.id] = { ...this.saved[profile.id], expected: choice };
    return this.keep(profile, choice, options);
  }

  latest(id: ProfileId): ComparisonView | null {
    return this.#kept.get(id) ?? null;
  }

  definitions(comparisonId: string, object: ObjectId) {
    return believableDefinitions(object, this.#view(comparisonId).report);
  }

  /** The paths that a person chooses in the dialog. */
  chosen(kind: Exclude<ChosenKind, "migrations">): string[] {
    return CHOSEN[kind];
  }

  async write(
    comparisonId: string,
    format: string,
    operation: string,
    progress: (progress: SchemaProgress) => void,
  ) {
    this.#view(comparisonId);
    await this.#work(["Reading the server", "Counting rows", "Writing"], operation, progress);
    const folder = "/home/ines/Documents/Provost";
    return { path: `${folder}/schema-${comparisonId.slice(0, 8)}.${format}`, folder, bytes: 91_204 };
  }

  async #work(steps: string[], operation: string, progress: (progress: SchemaProgress) => void) {
    for (const [done, step] of steps.entries()) {
      progress({ step, done, total: steps.length });
      await this.wait(operation);
    }
  }

  #view(comparisonId: string): ComparisonView {
    const view = [...this.#kept.values()].find((one) => one.comparisonId === comparisonId);
    if (view !== undefined) return view;
    const message = "This comparison is not kept any more.";
    throw {
      kind: "not-found",
      message,
      hint: "Compare again.",
      sqlstate: null,
      problems: [],
    } satisfies Failure;
  }
}

function origin(choice: ExpectedChoice, profile: Profile): ExpectedFrom {
  switch (choice.kind) {
    case "sql":
    case "catalog":
      return { kind: choice.kind, name: choice.path };
    case "connection":
      return { kind: "connection", name: "MLflow tracking (staging)" };
    case "packs":
      return { kind: "packs", name: profile.governanceSchema };
  }
}
