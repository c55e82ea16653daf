import type { Backend } from "../backend";
import type { DatasetUseDraft, DeploymentDraft, Profile, ProfileId, Stage, VersionDraft } from "../bindings";
import { deployed, foundAgents, foundDatasets, foundVersions, used } from "./belongings";
import { believableCard } from "./models";
import { drawnPlot } from "./plots";
import type { FakeRegistry } from "./registry";

/** The commands of the registry, as the fake answers them. */
export abstract class RegistryCommands {
  protected abstract readonly models: FakeRegistry;
  /** Whether the tables of models are there, and whether they hold rows. */
  protected abstract holds(profile: Profile): "none" | "empty" | "filled";
  /** The profile of a connection whose server answers. */
  protected abstract reached(command: keyof Backend, id: ProfileId, more?: string): Promise<Profile>;

  async listModels(id: ProfileId) {
    const profile = await this.reached("listModels", id);
    return this.models.list(this.holds(profile));
  }

  async showModel(id: ProfileId, modelId: string) {
    await this.reached("showModel", id, modelId);
    return this.models.show(modelId);
  }

  async compareModels(id: ProfileId, a: string, b: string) {
    await this.reached("compareModels", id, `${a}:${b}`);
    return this.models.compare(a, b);
  }

  async requestStage(id: ProfileId, modelId: string, to: Stage, reason: string) {
    await this.reached("requestStage", id, `${to}:${reason}`);
    return this.models.show(this.models.request(modelId, to, reason));
  }

  async decideStage(id: ProfileId, requestId: string, approve: boolean, reason: string) {
    await this.reached("decideStage", id, `${approve ? "approve" : "reject"}:${reason}`);
    return this.models.show(this.models.decide(requestId, approve, reason));
  }

  async withdrawStage(id: ProfileId, requestId: string) {
    await this.reached("withdrawStage", id, requestId);
    return this.models.show(this.models.withdraw(requestId));
  }

  async setAlias(id: ProfileId, modelId: string, alias: string) {
    await this.reached("setAlias", id, alias);
    return this.models.show(this.models.setAlias(modelId, alias));
  }

  async removeAlias(id: ProfileId, modelId: string, alias: string) {
    await this.reached("removeAlias", id, alias);
    this.models.removeAlias(modelId, alias);
    return this.models.show(modelId);
  }

  async registerVersion(id: ProfileId, draft: VersionDraft) {
    await this.reached("registerVersion", id, `${draft.name}:${draft.version}`);
    return this.models.show(this.models.register(draft));
  }

  async changeVersion(id: ProfileId, modelId: string, seenAt: string, draft: VersionDraft) {
    await this.reached("changeVersion", id, `${draft.name}:${draft.version}`);
    return this.models.show(this.models.change(modelId, seenAt, draft));
  }

  async deployVersion(id: ProfileId, modelId: string, draft: DeploymentDraft) {
    await this.reached("deployVersion", id, `${draft.status}:${draft.configuration ?? ""}`);
    return this.models.alter(modelId, "deployed", ({ deployments }) => ({
      deployments: [deployed(draft, null, deployments.length), ...deployments],
    }));
  }

  async changeDeployment(id: ProfileId, deploymentId: string, seenAt: string, draft: DeploymentDraft) {
    await this.reached("changeDeployment", id, `${draft.status}:${seenAt}`);
    const of = this.models.pages().find((page) => page.deployments.some((one) => one.id === deploymentId));
    return this.models.alter(of?.version.id ?? "", "deployment_changed", ({ deployments }) => ({
      deployments: deployments.map((one) => (one.id === deploymentId ? deployed(draft, one, 0) : one)),
    }));
  }

  async addDatasetUse(id: ProfileId, modelId: string, draft: DatasetUseDraft) {
    await this.reached("addDatasetUse", id, `${draft.usedFor}:${draft.split ?? ""}`);
    return this.models.alter(modelId, "changed", ({ datasets }) => ({
      datasets: [...datasets, used(draft, datasets.length)],
    }));
  }

  async removeDatasetUse(id: ProfileId, useId: string) {
    await this.reached("removeDatasetUse", id, useId);
    const of = this.models.pages().find((page) => page.datasets.some((one) => one.id === useId));
    return this.models.alter(of?.version.id ?? "", "changed", ({ datasets }) => ({
      datasets: datasets.filter((one) => one.id !== useId),
    }));
  }

  async findVersions(id: ProfileId, words: string) {
    await this.reached("findVersions", id, words);
    return foundVersions(this.models.pages(), words);
  }

  async findAgents(id: ProfileId, modelId: string, words: string) {
    await this.reached("findAgents", id, `${modelId}:${words}`);
    return foundAgents(words);
  }

  async findDatasets(id: ProfileId, modelId: string, words: string) {
    await this.reached("findDatasets", id, `${modelId}:${words}`);
    return foundDatasets(words);
  }

  async modelCard(id: ProfileId, modelId: string) {
    await this.reached("modelCard", id, modelId);
    return believableCard(this.models.show(modelId));
  }

  async exportCard(id: ProfileId, modelId: string, format: string, place: string) {
    await this.reached("exportCard", id, `${format}:${place}`);
    const folder = "/home/ines/Documents/Provost";
    return { path: `${folder}/provost-model-card-${modelId.slice(-4)}.${format}`, folder, bytes: 8_192 };
  }

  async importCard(id: ProfileId, modelId: string) {
    await this.reached("importCard", id, modelId);
    return {
      page: this.models.show(modelId),
      notes: ["The card names the licence MIT; Proprietary stays."],
    };
  }

  async versionMetrics(id: ProfileId, modelId: string, zone: string) {
    await this.reached("versionMetrics", id, `${modelId}:${zone}`);
    const measured = this.models.show(modelId).version.evaluation.length > 0;
    return { hindered: null, metrics: measured ? 2 : 0, plot: measured ? drawnPlot() : null };
  }

  async exportModelReport(id: ProfileId, modelId: string, _zone: string, format: string, place: string) {
    await this.reached("exportModelReport", id, `${format}:${place}`);
    const folder = "/home/ines/Documents/Provost";
    return { path: `${folder}/provost-model-${modelId.slice(-4)}.${format}`, folder, bytes: 98_304 };
  }

  async actingPerson(id: ProfileId) {
    await this.reached("actingPerson", id);
    return this.models.people();
  }

  async chooseActingPerson(id: ProfileId, person: string | null) {
    await this.reached("chooseActingPerson", id, person ?? "nobody");
    this.models.act(person);
    return this.models.people();
  }

  async setFourEyes(id: ProfileId, on: boolean) {
    await this.reached("setFourEyes", id, on ? "on" : "off");
    this.models.setFourEyes(on);
    return this.models.people();
  }
}
