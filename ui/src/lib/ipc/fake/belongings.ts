import type {
  DatasetUse,
  DatasetUseDraft,
  Deployment,
  DeploymentDraft,
  FourEyesSwitch,
  FoundAgents,
  FoundDatasets,
  FoundVersions,
  LineageEdge,
  ModelPage,
} from "../bindings";

const NOW = "2026-11-22T09:30:00Z";

const id = (kind: number, n: number) =>
  `00000000-0000-4000-9${kind.toString().padStart(3, "0")}-${n.toString(16).padStart(12, "0")}`;

/** The edges that lead to a fake version: its run, the version before it, a table, and what its run read. */
export function lineageOf(n: number): LineageEdge[] {
  const edge = (at: number, more: Partial<LineageEdge>): LineageEdge => ({
    id: id(1, n * 10 + at),
    direct: true,
    sourceTable: "model_training_runs",
    sourceRecord: id(2, n * 10 + at),
    source: null,
    sourceModel: null,
    targetTable: "ai_models",
    targetRecord: id(3, n),
    kind: "training",
    details: [{ name: "job", value: "nightly", number: null }],
    hash: "0f7c2b1d",
    madeAt: `2026-05-31T0${3 - (at % 3)}:00:00Z`,
    ...more,
  });
  return [
    edge(0, { source: "training of the motor claims" }),
    edge(1, {
      sourceTable: "ai_models",
      source: "claims-triage 2.4.0",
      sourceModel: "00000000-0000-4000-8003-000000000002",
    }),
    edge(2, { sourceTable: "warehouse.claims", sourceRecord: null, kind: "export" }),
    edge(3, {
      direct: false,
      sourceTable: "training_dataset_versions",
      source: "claims-history 2026-05",
      targetTable: "model_training_runs",
      kind: "processing",
    }),
  ];
}

/** How four eyes came to be as they are. */
export function switchesOf(on: boolean): FourEyesSwitch[] {
  const actor = { id: id(4, 1), subjectKey: id(5, 1), name: "Amara Okafor" };
  const off = { before: true, on: false, actor, role: "registry_app", happenedAt: "2026-06-02T08:00:00Z" };
  const back = { ...off, before: false, on: true, happenedAt: "2026-06-02T08:05:00Z" };
  return on ? [back, off] : [{ ...off, happenedAt: NOW }, back, off];
}

const AGENTS = ["Claims intake", "Fraud desk", "Document desk"].map((name, n) => ({
  id: id(6, n),
  name,
  status: n === 2 ? "retired" : "active",
}));

const DATASETS = [
  {
    dataset: "claims-history",
    version: "2026-05",
    rows: 1_204_551,
    splits: ["test", "train"],
    withdrawn: null,
  },
  {
    dataset: "claims-history",
    version: "2026-04",
    rows: 1_180_204,
    splits: [],
    withdrawn: "A consent ended.",
  },
  { dataset: "photographs-of-damage", version: "7", rows: 84_003, splits: ["train"], withdrawn: null },
].map((line, n) => ({ id: id(7, n), ...line }));

const finds = (typed: string, told: string) =>
  typed
    .toLowerCase()
    .split(/\s+/)
    .every((word) => told.toLowerCase().includes(word));

/** The agents whose names hold what was typed. */
export function foundAgents(typed: string): FoundAgents {
  const lines = AGENTS.filter(({ name }) => finds(typed, name));
  return { lines, total: lines.length, hindrance: null };
}

/** The versions of datasets whose names hold what was typed. */
export function foundDatasets(typed: string): FoundDatasets {
  const lines = DATASETS.filter(({ dataset, version }) => finds(typed, `${dataset} ${version}`));
  return { schema: "provost.datasets/1", lines, total: lines.length, hindrance: null };
}

/** The versions whose names hold what was typed. */
export function foundVersions(pages: ModelPage[], typed: string): FoundVersions {
  const all = pages.filter(({ version }) => finds(typed, `${version.name} ${version.version}`));
  const lines = all.slice(0, 50).map(({ version: { id, name, version, stage, tenant } }) => ({
    id,
    name,
    version,
    stage,
    tenant,
  }));
  return { lines, total: all.length, hindrance: null };
}

/** A deployment as a draft says, over how it was. */
export function deployed(draft: DeploymentDraft, before: Deployment | null, count: number): Deployment {
  const configurationText = draft.configuration ?? before?.configurationText ?? "{}";
  const configuration = Object.entries(JSON.parse(configurationText) as Record<string, string>);
  return {
    id: before?.id ?? id(8, count),
    agentId: draft.agent,
    agent:
      AGENTS.find((agent) => agent.id === draft.agent)?.name ??
      (draft.agent === before?.agentId ? (before?.agent ?? null) : null),
    status: draft.status,
    errorMessage: draft.errorMessage,
    configuration: configuration.map(([name, value]) => ({ name, value, number: null })),
    configurationText,
    measured: before?.measured ?? [],
    deployedBy: before?.deployedBy ?? null,
    deployedAt: draft.deployedAt ?? before?.deployedAt ?? NOW,
    lastUsedAt: draft.lastUsedAt ?? before?.lastUsedAt ?? null,
    updatedAt: NOW,
  };
}

/** A use of a dataset as a draft says. */
export function used(draft: DatasetUseDraft, count: number): DatasetUse {
  const found = DATASETS.find((one) => one.id === draft.datasetVersion);
  return {
    id: id(9, count),
    datasetId: id(10, count),
    versionId: draft.datasetVersion,
    dataset: found?.dataset ?? "unknown",
    version: found?.version ?? "?",
    usedFor: draft.usedFor,
    split: draft.split,
    rows: draft.rows,
    usedAt: draft.usedAt,
  };
}
