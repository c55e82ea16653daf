import type {
  Actor,
  Failure,
  Hindrance,
  ModelList,
  ModelPage,
  Refusal,
  RefusalKind,
  Stage,
  VersionComparison,
  VersionDraft,
  VersionLine,
} from "../bindings";
import {
  ACTORS,
  believablePages,
  believablePeople,
  changed,
  hindrance,
  NOW,
  personOf,
  registeredPage,
  waitingRequest,
} from "./models";

/** How the fake registry of a connection is. */
export type FakeModels = {
  /** How often the models are repeated. */
  times?: number;
  /** Who acts at first; nobody unless one is named. */
  acting?: number;
  fourEyes?: boolean;
  /** Whether a request waits already. */
  waiting?: boolean;
  /** What the role may not read. */
  blind?: Hindrance["part"][];
  restricted?: string;
};

const STAGES: Stage[] = ["development", "testing", "production", "deprecated"];
const WAYS: Record<Stage, Stage[]> = {
  development: ["testing", "deprecated"],
  testing: ["development", "production", "deprecated"],
  production: ["testing", "deprecated"],
  deprecated: ["testing"],
};
const SEVERITIES = ["info", "low", "medium", "high", "critical"];

const refuse = (kind: RefusalKind, message: string, remedy: string): Refusal => ({ kind, message, remedy });
const NOBODY = refuse(
  "nobody-acts",
  "Nobody is named as the one who acts.",
  "Say who acts over this connection, then ask again.",
);

const NO_ADMIN = refuse("no-right", "That is for administrators.", "Let one act.");

function refused(refusals: Refusal[]): Failure {
  return {
    kind: "bad-input",
    message: refusals.map(({ message }) => message).join(" "),
    hint: refusals.map(({ remedy }) => remedy).join(" "),
    sqlstate: null,
    problems: [],
  };
}

/** A registry in memory that refuses what the real one refuses. */
export class FakeRegistry {
  #pages: ModelPage[];
  #acting: Actor | null;
  #fourEyes: boolean;
  #count = 0;

  constructor(readonly of: FakeModels) {
    this.#pages = believablePages(of.times ?? 1);
    this.#acting = of.acting === undefined ? null : (ACTORS[of.acting - 1] ?? null);
    this.#fourEyes = of.fourEyes ?? true;
    const [first] = this.#pages;
    if (of.waiting === true && first !== undefined) first.requests = [waitingRequest(first.version.id)];
  }

  list(state: "none" | "empty" | "filled"): ModelList {
    const blind = state === "none" ? ["models" as const] : (this.of.blind ?? []);
    const versions = state === "filled" ? this.#pages.map((page) => this.#line(page)) : [];
    versions.sort((a, b) => a.name.localeCompare(b.name) || b.version.localeCompare(a.version));
    return {
      schema: "provost.models/1",
      versions,
      total: versions.length,
      samples: versions.length === 0 ? [] : ["Northwind"],
      restricted: this.of.restricted ?? null,
      hindrances: blind.map(hindrance),
    };
  }

  show(model: string): ModelPage {
    const page = this.#page(model);
    const { version } = page;
    const blind = new Set(this.of.blind ?? []);
    const siblings = this.#pages
      .filter((other) => other !== page && other.version.name === version.name)
      .map((other) => ({
        id: other.version.id,
        version: other.version.version,
        stage: other.version.stage,
        aliases: other.version.aliases ?? [],
      }));
    const requests = page.requests.map((request) => {
      if (request.decision !== null) return request;
      const own = request.requestedBy?.id === this.#acting?.id;
      const rejecting =
        this.#acting === null
          ? [NOBODY]
          : own && this.#fourEyes
            ? [refuse("same-person", "Whoever asked may not decide.", "Let somebody else decide.")]
            : [];
      const withdrawing = own
        ? []
        : [refuse("no-right", "Somebody else asked for it.", "Let whoever asked withdraw it, or reject it.")];
      return {
        ...request,
        rejecting,
        withdrawing,
        approving: [...rejecting, ...this.#against(page, request.to, true)],
      };
    });
    return structuredClone({
      ...page,
      version: { ...version, aliases: blind.has("aliases") ? null : version.aliases },
      siblings,
      deployments: blind.has("deployments") ? [] : page.deployments,
      openDrift: blind.has("drift") ? [] : page.openDrift,
      events: blind.has("events") ? [] : page.events,
      requests,
      ways: STAGES.filter((to) => to !== version.stage).map((to) => ({
        to,
        refusals: this.#against(page, to),
      })),
      asking: this.#asking(page),
      sourcing: this.#acting === null ? [NOBODY] : this.#acting.admin ? [] : [NO_ADMIN],
      fourEyes: this.#fourEyes,
      hindrances: [...blind].map(hindrance),
    });
  }

  compare(a: string, b: string): VersionComparison {
    const [one, other] = [this.#page(a).version, this.#page(b).version];
    const fields = (
      [
        ["Model", "name"],
        ["Version", "version"],
        ["Stage", "stage"],
        ["Risk class", "riskClass"],
        ["Licence", "licence"],
        ["Intended use", "intendedUse"],
      ] as const
    ).map(([field, key]) => ({ field, a: one[key], b: other[key], differs: one[key] !== other[key] }));
    const numbers = (of: typeof one) => new Map(of.evaluation.map(({ name, number }) => [name, number]));
    const [left, right] = [numbers(one), numbers(other)];
    const metrics = [...new Set([...left.keys(), ...right.keys()])]
      .map((metric) => ({ metric, a: left.get(metric) ?? null, b: right.get(metric) ?? null }))
      .filter(({ a, b }) => a !== null || b !== null)
      .map(({ metric, a, b }) => {
        const difference = a === null || b === null ? null : b - a;
        const relative = difference === null || a === null || a === 0 ? null : difference / Math.abs(a);
        return { metric, a, b, difference, relative, differs: difference !== 0 };
      });
    const side = ({ id, name, version, stage }: typeof one) => ({ id, name, version, stage });
    return {
      schema: "provost.model-comparison/1",
      a: side(one),
      b: side(other),
      fields,
      metrics,
      details: [{ field: "Tag team", a: "claims", b: "claims", differs: false }],
      differences: [...fields, ...metrics].filter(({ differs }) => differs).length,
    };
  }

  request(model: string, to: Stage, reason: string): string {
    const page = this.#page(model);
    this.#refuse([...this.#asking(page), ...this.#against(page, to)]);
    this.#count += 1;
    page.requests.unshift({
      ...waitingRequest(model),
      id: `request-${this.#count}`,
      from: page.version.stage,
      to,
      reason,
      requestedBy: this.#acting === null ? null : personOf(this.#acting),
      requestedAt: NOW,
    });
    this.#happened(page, "stage_requested", `${to} was asked for: ${reason}`);
    return model;
  }

  register(draft: VersionDraft): string {
    if (this.#acting === null) this.#refuse([NOBODY]);
    const owner = draft.owner ?? this.#acting?.id ?? null;
    const page = registeredPage({ ...draft, owner }, this.#pages.length + 1);
    this.#pages.push(page);
    return page.version.id;
  }

  change(model: string, seenAt: string, draft: VersionDraft): string {
    const page = this.#page(model);
    this.#refuse(this.#asking(page));
    if (seenAt !== page.version.updatedAt)
      this.#refuse([refuse("changed", "Somebody else changed it meanwhile.", "Look at it anew.")]);
    page.version = { ...page.version, ...changed(draft), updatedAt: NOW };
    this.#happened(page, "changed", "Changed.");
    return model;
  }

  decide(request: string, approve: boolean, reason: string): string {
    const page = this.#asked(request);
    const open = this.show(page.version.id).requests.find(({ id }) => id === request);
    this.#refuse((approve ? open?.approving : open?.rejecting) ?? []);
    page.requests = page.requests.map((one) =>
      one.id === request
        ? {
            ...one,
            decision: approve ? "approved" : "rejected",
            decidedBy: this.#acting === null ? null : personOf(this.#acting),
            decidedAt: NOW,
            decisionReason: reason,
          }
        : one,
    );
    if (open !== undefined && approve) page.version = { ...page.version, stage: open.to };
    this.#happened(page, approve ? "stage_approved" : "stage_rejected", `${open?.to ?? ""}: ${reason}`);
    return page.version.id;
  }

  withdraw(request: string): string {
    const page = this.#asked(request);
    page.requests = page.requests.map((one) =>
      one.id === request ? { ...one, decision: "withdrawn" } : one,
    );
    this.#happened(page, "stage_withdrawn", "The request was withdrawn.");
    return page.version.id;
  }

  setAlias(model: string, alias: string): string {
    const page = this.#page(model);
    this.#refuse(this.#asking(page));
    if (!/^[\w-][\w.-]*$/.test(alias))
      this.#refuse([
        refuse("bad-alias", "An alias is made of letters, digits, dots and dashes.", "Choose another."),
      ]);
    const holders = this.#pages.filter(
      ({ version }) => version.name === page.version.name && version.aliases?.includes(alias),
    );
    for (const { version } of holders) this.removeAlias(version.id, alias);
    page.version = { ...page.version, aliases: [...(page.version.aliases ?? []), alias].sort() };
    this.#happened(page, "alias_set", `Got the alias ${alias}.`);
    return model;
  }

  removeAlias(model: string, alias: string): void {
    const page = this.#page(model);
    page.version = { ...page.version, aliases: (page.version.aliases ?? []).filter((own) => own !== alias) };
    this.#happened(page, "alias_removed", `Lost the alias ${alias}.`);
  }

  people() {
    return believablePeople(this.#acting, this.#fourEyes);
  }

  /** Every version. */
  pages(): ModelPage[] {
    return this.#pages;
  }

  /** Changes what belongs to a version, which is an event. */
  alter(model: string, kind: string, change: (page: ModelPage) => Partial<ModelPage>): ModelPage {
    const page = this.#page(model);
    this.#refuse(this.#asking(page));
    Object.assign(page, change(page));
    this.#happened(page, kind, "Something that belongs to it changed.");
    return this.show(model);
  }

  act(person: string | null): void {
    this.#acting = ACTORS.find(({ id }) => id === person) ?? null;
  }

  setFourEyes(on: boolean): void {
    if (this.#acting?.admin !== true)
      this.#refuse([refuse("no-right", "Only an administrator changes this.", "Let one act.")]);
    this.#fourEyes = on;
  }

  #line({ version, deployments, openDrift, requests }: ModelPage): VersionLine {
    const { id, name, modelType, provider, stage, owner, riskClass, aliases, createdAt, updatedAt } = version;
    const blind = new Set(this.of.blind ?? []);
    const count = (status: string) =>
      blind.has("deployments") ? null : deployments.filter((one) => one.status === status).length;
    const worst = openDrift
      .map(({ severity }) => severity)
      .sort((a, b) => SEVERITIES.indexOf(b) - SEVERITIES.indexOf(a));
    return {
      id,
      name,
      version: version.version,
      modelType,
      provider,
      stage,
      owner,
      riskClass,
      aliases: blind.has("aliases") ? null : aliases,
      activeDeployments: count("active"),
      deploymentsInError: count("error"),
      openDrift: blind.has("drift") ? null : (worst[0] ?? null),
      waiting: requests.find(({ decision }) => decision === null)?.to ?? null,
      lastUsedAt: deployments[0]?.lastUsedAt ?? null,
      createdAt,
      updatedAt,
      tenant: version.tenant,
      sample: version.sample,
    };
  }

  #asking({ version }: ModelPage): Refusal[] {
    if (this.#acting === null) return [NOBODY];
    if (this.#acting.admin || version.owner?.id === this.#acting.id) return [];
    const message = `${this.#acting.name} is neither the owner nor an administrator.`;
    return [refuse("no-right", message, "Let the owner or an administrator ask.")];
  }

  #against(page: ModelPage, to: Stage, deciding = false): Refusal[] {
    const { version, openDrift, datasets, requests } = page;
    if (!WAYS[version.stage].includes(to)) {
      const message = `There is no way from ${version.stage} to ${to}.`;
      return [refuse("no-such-way", message, "Go by way of testing.")];
    }
    const waits = !deciding && requests.some(({ decision }) => decision === null);
    const bad = openDrift.filter(({ severity }) => severity === "high" || severity === "critical");
    const blind = new Set(this.of.blind ?? []);
    const rules: [boolean, Refusal][] = [
      [waits, refuse("request-waits", "A request waits already.", "Decide on it or withdraw it first.")],
      [
        to === "production" && version.owner === null,
        refuse("no-owner", "Nobody answers for the version.", "Name an owner."),
      ],
      [
        to === "production" && version.evaluation.length === 0,
        refuse("no-evaluation", "It has no results of an evaluation.", "Evaluate it and record the results."),
      ],
      [
        to === "production" && datasets.length === 0,
        refuse(
          "no-lineage",
          "Nothing says what it was made from.",
          "Record its datasets or its training run.",
        ),
      ],
      [
        to === "production" && (bad.length > 0 || blind.has("drift")),
        refuse(
          "open-drift",
          blind.has("drift")
            ? "Its drift cannot be read."
            : `Drift of severity ${bad[0]?.severity ?? ""} is open.`,
          "Resolve it, or have the right to read it.",
        ),
      ],
    ];
    return rules.filter(([holds]) => holds).map(([, refusal]) => refusal);
  }

  #happened(page: ModelPage, kind: string, message: string): void {
    this.#count += 1;
    const actor = this.#acting === null ? null : personOf(this.#acting);
    const event = { id: `event-${this.#count}`, kind, message, actor, role: "registry_app", happenedAt: NOW };
    page.events = [{ ...event, details: [] }, ...page.events];
  }

  #refuse(refusals: Refusal[]): void {
    if (refusals.length > 0) throw refused(refusals);
  }

  #page(model: string): ModelPage {
    const page = this.#pages.find(({ version }) => version.id === model);
    if (page === undefined)
      throw { ...refused([]), kind: "not-found", message: "This version is not there any more." };
    return page;
  }

  #asked(request: string): ModelPage {
    const page = this.#pages.find(({ requests }) => requests.some(({ id }) => id === request));
    if (page === undefined)
      throw { ...refused([]), kind: "not-found", message: "This request is not there any more." };
    return page;
  }
}
