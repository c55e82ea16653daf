import type {
  ActingPeople,
  Actor,
  Deployment,
  DriftLine,
  Hindrance,
  ModelCard,
  ModelEvent,
  ModelPage,
  ModelVersion,
  Person,
  RiskClass,
  Severity,
  Stage,
  StageRequest,
  VersionDraft,
} from "../bindings";
import { lineageOf, switchesOf } from "./belongings";

type Fact = ModelVersion["tags"][number];
type Part = Hindrance["part"];

/** The tenant of the fake. */
const TENANT = "00000000-0000-4000-a000-000000000001";
/** When the fake was read. */
export const NOW = "2026-11-22T09:30:00Z";

/** A name as long as the column takes without looking like one that somebody chose. */
export const LONG_MODEL = "claims-triage-of-the-european-motor-department-with-photographs";

const id = (kind: number, n: number) =>
  `00000000-0000-4000-8${kind.toString().padStart(3, "0")}-${n.toString(16).padStart(12, "0")}`;

/** A person of the fake. */
function actor(n: number, name: string, admin = false): Actor {
  const email = `${name.toLowerCase().replaceAll(" ", ".")}@northwind.example`;
  return { id: id(1, n), subjectKey: id(2, n), name, email, tenant: TENANT, tenantName: "Northwind", admin };
}

/** The people of the fake; the first one is the administrator. */
export const ACTORS: Actor[] = [
  actor(1, "Amara Okafor", true),
  actor(2, "Ines Duarte"),
  actor(3, "Jonas Weber"),
  actor(4, "Wei Zhang"),
];

/** The same person as rows name one. */
export function personOf({ id, subjectKey, name }: Actor): Person {
  return { id, subjectKey, name };
}

const fact = (name: string, value: string | number): Fact => ({
  name,
  value: String(value),
  number: typeof value === "number" ? value : null,
});

/** How a fake version differs from the usual one. */
type Draft = {
  name: string;
  version: string;
  stage: Stage;
  kind?: string;
  provider?: string;
  owner?: number | null;
  risk?: RiskClass | null;
  aliases?: string[];
  running?: number;
  drift?: Severity[];
  evaluated?: boolean;
  made?: boolean;
};

const DRAFTS: Draft[] = [
  { name: "claims-triage", version: "3.1.0", stage: "testing", risk: "high", aliases: ["challenger"] },
  {
    name: "claims-triage",
    version: "3.0.2",
    stage: "production",
    risk: "high",
    aliases: ["champion"],
    running: 2,
    drift: ["medium"],
  },
  { name: "claims-triage", version: "2.4.0", stage: "deprecated", risk: "high", drift: ["high", "low"] },
  {
    name: "support-assistant",
    version: "2026-10",
    stage: "production",
    kind: "llm",
    provider: "Anthropic",
    running: 3,
  },
  {
    name: "support-assistant",
    version: "2026-11",
    stage: "development",
    kind: "llm",
    provider: "Anthropic",
    owner: null,
    risk: null,
    evaluated: false,
    made: false,
  },
  {
    name: "document-embedding",
    version: "1",
    stage: "production",
    kind: "embedding",
    provider: "OpenAI",
    risk: "minimal",
    running: 1,
  },
  {
    name: "fraud-score",
    version: "7",
    stage: "testing",
    kind: "anomaly_detection",
    drift: ["critical"],
    owner: 3,
  },
  {
    name: LONG_MODEL,
    version: "0.9.0-rc.4+build.20261119",
    stage: "development",
    kind: "vision",
    risk: "unacceptable",
  },
];

function factsOf(draft: Draft): Pick<ModelVersion, "capabilities" | "evaluation" | "tags"> {
  const better = draft.version.startsWith("3.1") ? 0.02 : 0;
  return {
    capabilities: [fact("languages", "en, de, pt"), fact("context_tokens", 128_000)],
    evaluation:
      draft.evaluated === false
        ? []
        : [
            fact("accuracy", 0.912 + better),
            fact("f1.macro", 0.887 + better),
            fact("latency_p95_ms", 412),
            fact("dataset", "claims-2026-q3"),
          ],
    tags: [fact("team", "claims"), fact("cost_centre", "4711")],
  };
}

function versionOf(draft: Draft, n: number): ModelVersion {
  const owner = draft.owner === null ? null : (ACTORS[(draft.owner ?? 2) - 1] ?? null);
  return {
    id: id(3, n),
    tenantId: TENANT,
    tenant: "Northwind",
    sample: true,
    name: draft.name,
    version: draft.version,
    description: "Says which claims a person should look at first, and why.",
    modelType: draft.kind ?? "classification",
    provider: draft.provider ?? "in-house",
    providerModelId: `northwind/${draft.name}`,
    owner: owner === null ? null : personOf(owner),
    riskClass: draft.risk === undefined ? "limited" : draft.risk,
    intendedUse: "Ordering the work of the people who decide on claims. It decides nothing itself.",
    limitations: "It has seen no claims from outside the European Union, and none before 2021.",
    licence: "Proprietary",
    ...factsOf(draft),
    trainingDataHash:
      draft.made === false ? null : "9f2c1c7b5d0e4a8896f1a7d3c2b1e0f4a5968778695a4b3c2d1e0f9a8b7c6d5e",
    stage: draft.stage,
    aliases: draft.aliases ?? [],
    createdAt: "2026-06-02T08:00:00Z",
    updatedAt: "2026-11-18T14:21:00Z",
  };
}

function deploymentsOf(draft: Draft, n: number): Deployment[] {
  return Array.from({ length: draft.running ?? 0 }, (_, at): Deployment => ({
    id: id(4, n * 10 + at),
    agentId: id(5, at),
    agent: ["Claims desk", "Night batch", "Partner portal"][at] ?? null,
    status: at === 2 ? "error" : "active",
    errorMessage: at === 2 ? "The endpoint answers with 503 since 02:14." : null,
    configuration: [fact("region", "eu-west-1"), fact("replicas", 2)],
    configurationText: '{"region": "eu-west-1", "replicas": 2}',
    measured: [fact("requests_per_day", 18_400)],
    deployedBy: ACTORS[2] === undefined ? null : personOf(ACTORS[2]),
    deployedAt: "2026-09-01T06:00:00Z",
    lastUsedAt: "2026-11-22T09:12:00Z",
    updatedAt: "2026-11-22T09:12:00Z",
  }));
}

function driftOf(draft: Draft, n: number): DriftLine[] {
  return (draft.drift ?? []).map((severity, at) => ({
    id: id(6, n * 10 + at),
    run: at === 0 ? "00000000-0000-4000-8020-000000000000" : null,
    kind: at === 0 ? "data" : "performance",
    severity,
    feature: at === 0 ? "vehicle_age" : null,
    detectedAt: "2026-11-15T03:00:00Z",
  }));
}

function eventsOf(draft: Draft, n: number): ModelEvent[] {
  const event = (at: number, kind: string, message: string, happenedAt: string): ModelEvent => ({
    id: id(7, n * 100 + at),
    kind,
    message,
    actor: ACTORS[1] === undefined ? null : personOf(ACTORS[1]),
    role: "registry_app",
    happenedAt,
    details: kind === "changed" ? [fact("licence.from", "none"), fact("licence.to", "Proprietary")] : [],
  });
  const all = [
    ...(draft.running === undefined
      ? []
      : [event(2, "deployed", "Was deployed, active.", "2026-09-01T06:00:00Z")]),
    event(1, "changed", "Changed: licence.", "2026-06-20T10:00:00Z"),
    event(0, "registered", "Registered in development.", "2026-06-02T08:00:00Z"),
  ];
  return draft.stage === "development"
    ? all
    : [event(3, "stage_changed", `Went from development to ${draft.stage}.`, "2026-08-11T09:00:00Z"), ...all];
}

/** The page of a draft, without what follows from the rest. */
function pageOf(draft: Draft, n: number): ModelPage {
  const made = draft.made !== false;
  return {
    schema: "provost.model/1",
    takenAt: NOW,
    version: versionOf(draft, n),
    siblings: [],
    deployments: deploymentsOf(draft, n),
    datasets: made
      ? [
          {
            id: id(8, n + 100),
            datasetId: id(8, 1),
            versionId: id(8, 2),
            dataset: "claims-history",
            version: "2026-05",
            usedFor: "training",
            split: "train",
            rows: 1_204_551,
            usedAt: "2026-05-30T18:00:00Z",
          },
        ]
      : [],
    runs: made
      ? [
          {
            id: id(9, n),
            name: `${draft.name} ${draft.version}`,
            kind: "training",
            status: "succeeded",
            baseModel: null,
            parameters: [fact("learning_rate", 0.0003)],
            metrics: [fact("val_loss", 0.231), fact("epochs", 12)],
            startedAt: "2026-05-30T18:00:00Z",
            finishedAt: "2026-05-31T02:40:00Z",
          },
        ]
      : [],
    lineageEdges: made ? 3 : 0,
    lineage: made ? lineageOf(n) : [],
    openDrift: driftOf(draft, n),
    requests: [],
    events: eventsOf(draft, n),
    ways: [],
    asking: [],
    sourcing: [],
    fourEyes: true,
    hindrances: [],
  };
}

/** A page of a version as somebody registers it. */
export function registeredPage({ owner, ...draft }: VersionDraft, n: number): ModelPage {
  const page = pageOf(
    { name: draft.name, version: draft.version, stage: "development", evaluated: false, made: false },
    n,
  );
  return { ...page, version: { ...page.version, ...changed({ ...draft, owner }), sample: false } };
}

/** What a draft changes of a version. */
export function changed({
  capabilities,
  evaluation,
  tags,
  owner,
  ...rest
}: VersionDraft): Partial<ModelVersion> {
  const facts = (field: "capabilities" | "evaluation" | "tags", text: string | null) =>
    text === null
      ? {}
      : {
          [field]: Object.entries(JSON.parse(text) as Record<string, string | number>).map(([name, value]) =>
            fact(name, value),
          ),
        };
  const found = ACTORS.find(({ id }) => id === owner);
  return {
    ...rest,
    owner: found === undefined ? null : personOf(found),
    ...facts("capabilities", capabilities),
    ...facts("evaluation", evaluation),
    ...facts("tags", tags),
  };
}

/** A card as Rust writes one. */
export function believableCard({ version }: ModelPage): ModelCard {
  const title = `${version.name} ${version.version}`;
  const yaml = `license: other\nlanguage:\n- en\n- de\ntags:\n- ${version.modelType}\n`;
  const rows = version.evaluation.map(({ name, value }) => [name, value]);
  return {
    schema: "provost.model-card/1",
    title,
    yaml,
    markdown: `# ${title}\n`,
    text: `---\n${yaml}---\n# ${title}\n`,
    blocks: [
      { kind: "heading", level: 1, text: title },
      { kind: "paragraph", text: version.description ?? "" },
      { kind: "heading", level: 2, text: "Evaluation" },
      { kind: "table", head: ["Metric", "Value"], rows },
      { kind: "heading", level: 2, text: "Limitations" },
      { kind: "list", items: [version.limitations ?? "None is known."] },
      { kind: "code", text: `provost registry show ${version.name}@${version.version}` },
    ],
  };
}

/** A request that waits for 3.1.0 of the first model. */
export function waitingRequest(model: string): StageRequest {
  return {
    id: id(10, 1),
    modelId: model,
    from: "testing",
    to: "production",
    reason: "Better on every segment of the third quarter, and three weeks without an incident in testing.",
    requestedBy: ACTORS[1] === undefined ? null : personOf(ACTORS[1]),
    requestedAt: "2026-11-20T15:04:00Z",
    decision: null,
    decidedBy: null,
    decidedAt: null,
    decisionReason: null,
    approving: [],
    rejecting: [],
    withdrawing: [],
  };
}

/** The pages of the fake; `times` repeats them under other names. */
export function believablePages(times: number): ModelPage[] {
  const drafts = Array.from({ length: times }, (_, n) =>
    DRAFTS.map((draft) => (n === 0 ? draft : { ...draft, name: `${draft.name}-${n + 1}` })),
  ).flat();
  return drafts.map(pageOf);
}

/** The people of the fake, and who acts. */
export function believablePeople(chosen: Actor | null, fourEyes: boolean): ActingPeople {
  const schema = "provost.acting-people/1";
  const switches = chosen === null ? [] : switchesOf(fourEyes);
  return { schema, people: ACTORS, chosen, fourEyes, switches, switchesHindrance: null, hindrance: null };
}

/** Words of what cannot be read. */
export function hindrance(part: Part): Hindrance {
  return {
    part,
    reason:
      part === "models"
        ? "The table governance.ai_models is not there: the pack AI is not installed."
        : `The role may not read what tells of ${part}. Grant it SELECT on the tables of the pack.`,
  };
}
