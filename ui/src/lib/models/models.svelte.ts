import type { Backend } from "$lib/ipc/backend";
import type {
  ActingPeople,
  CardRead,
  DatasetUseDraft,
  Deployment,
  DeploymentDraft,
  FoundAgents,
  FoundDatasets,
  FoundVersions,
  ModelCard,
  ModelList,
  ModelPage,
  ModelVersion,
  ProfileId,
  Stage,
  VersionDraft,
  VersionMetrics,
} from "$lib/ipc/bindings";
import { OWN_ZONE } from "$lib/metrics/look";
import { Reading } from "$lib/shared/reading.svelte";

/** The models of one connection, and who acts on them. */
export class ModelsDesk {
  readonly list: Reading<ModelList>;
  readonly people: Reading<ActingPeople>;
  /** The line on which the person left the table. */
  cursor = $state(0);
  /** Whether something is being changed. */
  changing = $state(false);
  #pages = new Map<string, Reading<ModelPage>>();
  #cards = new Map<string, Reading<ModelCard>>();
  #metrics = new Map<string, Reading<VersionMetrics>>();
  #backend: Backend;

  constructor(
    readonly id: ProfileId,
    backend: Backend,
  ) {
    this.#backend = backend;
    this.list = new Reading(() => backend.listModels(id));
    this.people = new Reading(() => backend.actingPerson(id));
  }

  /** A version's page. */
  page(model: string): Reading<ModelPage> {
    const page = this.#pages.get(model) ?? new Reading(() => this.#backend.showModel(this.id, model));
    this.#pages.set(model, page);
    return page;
  }

  /** A version's card. */
  card(model: string): Reading<ModelCard> {
    const card = this.#cards.get(model) ?? new Reading(() => this.#backend.modelCard(this.id, model));
    this.#cards.set(model, card);
    return card;
  }

  /** A version's metrics side by side, as the person's own clock has their days. */
  metrics(model: string): Reading<VersionMetrics> {
    const frame = { width: 960, height: 160 };
    const read = () => this.#backend.versionMetrics(this.id, model, OWN_ZONE, frame);
    const metrics = this.#metrics.get(model) ?? new Reading(read);
    this.#metrics.set(model, metrics);
    return metrics;
  }

  /** Reads a card in that the person chooses; none when the dialog was closed. Rejects with a failure. */
  async readCard(model: string): Promise<CardRead | null> {
    let read: CardRead | null = null;
    await this.#change(async () => {
      read = await this.#backend.importCard(this.id, model);
    });
    return read;
  }

  /** Asks for another stage of a version; rejects with a failure. */
  request(model: string, to: Stage, reason: string): Promise<void> {
    return this.#change(() => this.#backend.requestStage(this.id, model, to, reason));
  }

  /** Decides on a request; rejects with a failure. */
  decide(request: string, approve: boolean, reason: string): Promise<void> {
    return this.#change(() => this.#backend.decideStage(this.id, request, approve, reason));
  }

  /** Takes a request back; rejects with a failure. */
  withdraw(request: string): Promise<void> {
    return this.#change(() => this.#backend.withdrawStage(this.id, request));
  }

  /** Registers a version; its id. Rejects with a failure. */
  async register(draft: VersionDraft): Promise<string> {
    let model = "";
    await this.#change(async () => {
      model = (await this.#backend.registerVersion(this.id, draft)).version.id;
    });
    return model;
  }

  /** Changes what was entered of a version; rejects with a failure. */
  edit({ id, updatedAt }: ModelVersion, draft: VersionDraft): Promise<void> {
    return this.#change(() => this.#backend.changeVersion(this.id, id, updatedAt, draft));
  }

  /** Gives a version an alias; rejects with a failure. */
  setAlias(model: string, alias: string): Promise<void> {
    return this.#change(() => this.#backend.setAlias(this.id, model, alias));
  }

  /** Takes an alias away from a version; rejects with a failure. */
  removeAlias(model: string, alias: string): Promise<void> {
    return this.#change(() => this.#backend.removeAlias(this.id, model, alias));
  }

  /** Says that a version runs somewhere; rejects with a failure. */
  deploy(model: string, draft: DeploymentDraft): Promise<void> {
    return this.#change(() => this.#backend.deployVersion(this.id, model, draft));
  }

  /** Changes a deployment; rejects with a failure. */
  changeDeployment({ id, updatedAt }: Deployment, draft: DeploymentDraft): Promise<void> {
    return this.#change(() => this.#backend.changeDeployment(this.id, id, updatedAt, draft));
  }

  /** Says that a version was made from data; rejects with a failure. */
  addUse(model: string, draft: DatasetUseDraft): Promise<void> {
    return this.#change(() => this.#backend.addDatasetUse(this.id, model, draft));
  }

  /** Takes that back; rejects with a failure. */
  removeUse(use: string): Promise<void> {
    return this.#change(() => this.#backend.removeDatasetUse(this.id, use));
  }

  /** The versions that have these words in their names. */
  findVersions(words: string): Promise<FoundVersions> {
    return this.#backend.findVersions(this.id, words);
  }

  /** The agents that can use a version and have these words in their names. */
  findAgents(model: string, words: string): Promise<FoundAgents> {
    return this.#backend.findAgents(this.id, model, words);
  }

  /** The versions of datasets that have these words in their names. */
  findDatasets(model: string, words: string): Promise<FoundDatasets> {
    return this.#backend.findDatasets(this.id, model, words);
  }

  /** Says for whom the connection acts; rejects with a failure. */
  act(person: string | null): Promise<void> {
    return this.#change(() => this.#backend.chooseActingPerson(this.id, person));
  }

  /** Says whether somebody else has to decide; rejects with a failure. */
  setFourEyes(on: boolean): Promise<void> {
    return this.#change(() => this.#backend.setFourEyes(this.id, on));
  }

  /** Says that the tables have changed. */
  outdate(): void {
    this.list.outdate();
    this.people.outdate();
    const all = [this.#pages, this.#cards, this.#metrics].flatMap((kept) => [...kept.values()]);
    for (const one of all) one.outdate();
  }

  async #change(change: () => Promise<unknown>): Promise<void> {
    this.changing = true;
    try {
      await change();
    } finally {
      this.changing = false;
      // Also what was refused may have been so because others were faster.
      this.outdate();
    }
  }
}
