import type { DriftAsked, DriftRunPage, Profile, ProfileId } from "$lib/ipc/bindings";
import { metricsAddress } from "$lib/metrics/look";
import type { ImportDraft } from "$lib/metrics/metrics.svelte";
import { counted } from "$lib/shared/wording";

import type { Application } from "./application.svelte";

/** Imports a file of metrics and tells of its end those who look at something else. */
export async function importMetrics(
  app: Application,
  { id, name }: Profile,
  draft: ImportDraft,
): Promise<void> {
  const desk = app.metrics.desk(id);
  const done = await desk.import(draft, name);
  if (app.route.screen === "metrics" && app.route.id === id) return;
  if (done !== null) {
    app.toasts.show(
      done.refusedCount === 0 ? "good" : "warn",
      `${counted(done.landed, "value")} imported into ${name}`,
      { action: { label: "Show", run: () => app.router.go(metricsAddress(id)) } },
    );
  } else if (desk.importFailure !== null) app.tell("No metrics were imported", desk.importFailure);
}

/** Looks for drift and tells of its end those who look at something else; where it is kept. */
export async function lookForDrift(
  app: Application,
  { id, name }: Profile,
  asked: DriftAsked,
): Promise<DriftRunPage | null> {
  const desk = app.drifts.desk(id);
  const done = await desk.compare(asked, name);
  if (done?.page) app.models.desk(id).outdate();
  if (app.route.screen === "drift" && app.route.id === id) return done?.page ?? null;
  if (done !== null) app.done(`${name} was compared`, null);
  else if (desk.failure !== null) app.tell("Nothing was compared", desk.failure);
  return null;
}

/** Says what was done about drift; rejects with a failure. */
export async function resolveDrift(
  app: Application,
  id: ProfileId,
  drift: string[],
  action: string,
): Promise<void> {
  await app.drifts.desk(id).resolve(drift, action);
  app.models.desk(id).outdate();
  app.done(
    drift.length === 1 ? "The drift is resolved" : `${counted(drift.length, "finding")} resolved`,
    null,
  );
}
