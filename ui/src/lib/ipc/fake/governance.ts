import type { Adopt, Direction, Pack, Profile, ProfileId, SampleState, SchemaProgress } from "../bindings";
import { LOCAL_WORKSPACE } from "./connections";
import { ALL_PACKS, FRESH } from "./databases";
import { believableOverview, believableRows, SAMPLE_COMPANY } from "./overview";
import { believableApplied, believablePlan, believableStatus, type FakeSchema } from "./schema";

/** Waits as long as a step takes; throws when the operation was cancelled. */
type Step = (operation: string) => Promise<void>;

/** The governance tables of the fake databases, which change as they are asked to. */
export class FakeGovernance {
  readonly #databases: Map<ProfileId, FakeSchema>;
  readonly #step: Step;

  constructor(databases: Record<ProfileId, FakeSchema>, step: Step) {
    this.#databases = new Map(Object.entries(databases));
    this.#step = step;
  }

  /** Whether a pack is there, and whether it holds rows. */
  holds(profile: Profile, pack: Pack): "none" | "empty" | "filled" {
    const { installed, rows } = this.#of(profile.id);
    return !installed.includes(pack) ? "none" : rows === "none" ? "empty" : "filled";
  }

  overview(profile: Profile) {
    return believableOverview(profile, this.#of(profile.id));
  }

  rows(profile: Profile, figure: string, offset: number, limit: number) {
    return believableRows(figure, this.#of(profile.id), offset, limit);
  }

  status(profile: Profile) {
    return believableStatus(profile, this.#of(profile.id));
  }

  plan(profile: Profile, direction: Direction, packs: Pack[], adopt: Adopt) {
    return believablePlan(profile, this.#of(profile.id), direction, packs, adopt);
  }

  async change(
    profile: Profile,
    plan: { direction: Direction; packs: Pack[]; adopt: Adopt },
    operation: string,
    progress: (progress: SchemaProgress) => void,
  ) {
    const planned = this.plan(profile, plan.direction, plan.packs, plan.adopt);
    for (const [done, { id, title }] of planned.steps.entries()) {
      progress({ step: `${id}: ${title}`, done, total: planned.steps.length });
      await this.#step(operation);
    }
    const tables = this.#of(profile.id);
    const moved = new Set(planned.steps.map(({ pack }) => pack));
    const installed =
      plan.direction === "apply"
        ? ALL_PACKS.filter((pack) => moved.has(pack) || tables.installed.includes(pack))
        : tables.installed.filter((pack) => !moved.has(pack));
    this.#databases.set(profile.id, { ...tables, installed });
    return believableApplied(planned);
  }

  sample(): SampleState {
    const loaded = this.#of(LOCAL_WORKSPACE).rows === "sample";
    return {
      schema: "provost.sample/1",
      loaded,
      tenant: SAMPLE_COMPANY,
      loadedAt: loaded ? "2026-11-22T06:40:51Z" : null,
      day: loaded ? "2026-11-22" : null,
      seed: loaded ? 1 : null,
      counts: loaded ? [{ table: "ai_data_consent", rows: 20_000 }] : [],
    };
  }

  async fill(operation: string, progress: (progress: SchemaProgress) => void, rows: "sample" | "none") {
    const steps = ["Packs", "People and models", "Metrics of a year", "Lineage", "Consents", "Access log"];
    for (const [done, step] of steps.entries()) {
      progress({ step, done, total: steps.length });
      await this.#step(operation);
    }
    const tables = this.#of(LOCAL_WORKSPACE);
    const installed = rows === "sample" ? [...ALL_PACKS] : tables.installed;
    this.#databases.set(LOCAL_WORKSPACE, { ...tables, installed, rows });
    return this.sample();
  }

  #of(id: ProfileId): FakeSchema {
    return this.#databases.get(id) ?? FRESH;
  }
}
