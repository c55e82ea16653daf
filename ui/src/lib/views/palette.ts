import Activity from "@lucide/svelte/icons/activity";
import Blocks from "@lucide/svelte/icons/blocks";
import Boxes from "@lucide/svelte/icons/boxes";
import ChartNoAxesColumn from "@lucide/svelte/icons/chart-no-axes-column";
import Coins from "@lucide/svelte/icons/coins";
import Database from "@lucide/svelte/icons/database";
import Eraser from "@lucide/svelte/icons/eraser";
import FileDown from "@lucide/svelte/icons/file-down";
import FlaskConical from "@lucide/svelte/icons/flask-conical";
import LayoutDashboard from "@lucide/svelte/icons/layout-dashboard";
import GitBranch from "@lucide/svelte/icons/git-branch";
import ListFilter from "@lucide/svelte/icons/list-filter";
import GitCompareArrows from "@lucide/svelte/icons/git-compare-arrows";
import Hash from "@lucide/svelte/icons/hash";
import Play from "@lucide/svelte/icons/play";
import Plus from "@lucide/svelte/icons/plus";
import ScrollText from "@lucide/svelte/icons/scroll-text";
import ShieldCheck from "@lucide/svelte/icons/shield-check";
import SquareKanban from "@lucide/svelte/icons/square-kanban";
import SunMoon from "@lucide/svelte/icons/sun-moon";
import Undo2 from "@lucide/svelte/icons/undo-2";

import { auditAddress, checkAddress } from "$lib/audit/addresses";
import { FORMAT_WORDS } from "$lib/audit/words";
import { comparisonAddress } from "$lib/comparison/addresses";
import { driftAddress } from "$lib/drift/look";
import type { Format, Profile } from "$lib/ipc/bindings";
import { metricsAddress } from "$lib/metrics/look";
import { modelAddress } from "$lib/models/addresses";
import { modelsAddress } from "$lib/models/filters";
import { figureAddress, overviewAddress } from "$lib/overview/addresses";
import { schemaAddress, schemaTabAddress } from "$lib/schema/addresses";
import type { PaletteEntry } from "$lib/shared/Palette.svelte";

import type { Application } from "./application.svelte";
import { CONNECTIONS, NEW_CONNECTION } from "./routes";

/** Everything that the palette offers now. */
export function paletteEntries(app: Application): PaletteEntry[] {
  const go = (address: string) => () => app.router.go(address);
  const { current, entries } = app.connections;
  return [
    ...(current === null ? [] : governanceEntries(app, current.profile)),
    { id: "connections", group: "Go to", words: "Connections", icon: Database, run: go(CONNECTIONS) },
    ...(current === null ? [] : auditEntries(app, current.profile)),
    ...(current === null ? [] : comparisonEntries(app, current.profile)),
    ...sampleEntries(app),
    { id: "new", group: "Do", words: "Add a connection", icon: Plus, run: go(NEW_CONNECTION) },
    ...entries.map(({ profile }): PaletteEntry => ({
      id: `connection ${profile.id}`,
      group: "Connections",
      words: profile.name,
      detail: profile.environment,
      icon: ShieldCheck,
      run: () => app.open(profile.id),
    })),
    ...(["system", "light", "dark"] as const).map((choice): PaletteEntry => ({
      id: `theme ${choice}`,
      group: "Window",
      words: `Look: ${choice}`,
      icon: SunMoon,
      run: () => app.theme.choose(choice),
    })),
    ...(current === null ? [] : figureEntries(app, current.profile.id)),
    ...(current === null ? [] : modelEntries(app, current.profile.id)),
    ...(current === null ? [] : ruleEntries(app, current.profile.id)),
  ];
}

function governanceEntries(app: Application, { id, name }: { id: string; name: string }): PaletteEntry[] {
  const entry = (key: string, words: string, icon: PaletteEntry["icon"], address: string): PaletteEntry => ({
    id: key,
    group: "Go to",
    words,
    detail: name,
    icon,
    run: () => app.router.go(address),
  });
  return [
    entry("overview", "Overview", LayoutDashboard, overviewAddress(id)),
    entry("schema", "Schema", Blocks, schemaAddress(id)),
    entry("compare", "Compare the schema", GitCompareArrows, schemaTabAddress(id, "compare")),
    entry("models", "Models", Boxes, modelsAddress(id)),
    entry("stage board", "Stage board of the models", SquareKanban, modelsAddress(id, { part: "board" })),
    entry("metrics", "Metrics", ChartNoAxesColumn, metricsAddress(id)),
    entry("costs", "Costs of the models", Coins, metricsAddress(id, { part: "costs" })),
    entry("drift", "Drift", Activity, driftAddress(id)),
    entry("migrations", "Migrations", GitBranch, schemaTabAddress(id, "migrations")),
  ];
}

function sampleEntries(app: Application): PaletteEntry[] {
  const workspace = app.connections.entries.find(({ builtIn }) => builtIn);
  if (workspace === undefined || app.sample.running) return [];
  const detail = workspace.profile.name;
  if (app.workspaceSamples.length === 0) {
    const run = () => void app.loadSample();
    return [
      { id: "sample", group: "Do", words: "Load the sample workspace", detail, icon: FlaskConical, run },
    ];
  }
  const run = () => {
    app.removing = true;
  };
  return [{ id: "sample", group: "Do", words: "Remove the sample data…", detail, icon: Eraser, run }];
}

function figureEntries(app: Application, id: string): PaletteEntry[] {
  const figures = app.overviews.desk(id).value?.overview.figures ?? [];
  return figures
    .filter(({ evidence }) => evidence !== null)
    .map((figure) => ({
      id: `figure ${figure.id}`,
      group: "Figures",
      words: figure.title,
      detail: figure.id,
      icon: Hash,
      run: () => app.router.go(figureAddress(id, figure.id)),
    }));
}

function auditEntries(app: Application, profile: { id: string; name: string }): PaletteEntry[] {
  const { view, running } = app.audits.desk(profile.id);
  const tabs: PaletteEntry[] = (["overview", "findings", "checks"] as const).map((tab) => ({
    id: `audit ${tab}`,
    group: "Go to",
    words: { overview: "Audit", findings: "Findings", checks: "All checks" }[tab],
    detail: profile.name,
    icon: tab === "overview" ? ShieldCheck : ListFilter,
    run: () => app.router.go(auditAddress(profile.id, tab)),
  }));
  const run: PaletteEntry = {
    id: "run",
    group: "Do",
    words: "Run an audit",
    detail: profile.name,
    icon: Play,
    run: () => app.auditCurrent(),
  };
  if (view === null) return [...tabs.slice(0, 1), ...(running ? [] : [run])];
  const exports = (Object.keys(FORMAT_WORDS) as Format[]).map((format): PaletteEntry => ({
    id: `export ${format}`,
    group: "Do",
    words: `Export the audit as ${FORMAT_WORDS[format].name}`,
    icon: FileDown,
    run: () => void app.export(view.auditId, format, "reports-folder"),
  }));
  return [...tabs, ...(running ? [] : [run]), ...exports];
}

function comparisonEntries(app: Application, profile: Profile): PaletteEntry[] {
  const { view, running } = app.comparisons.desk(profile.id);
  if (view === null || running) return [];
  const detail = profile.name;
  const entry = (id: string, words: string, icon: PaletteEntry["icon"], run: () => void): PaletteEntry => ({
    id,
    group: "Do",
    words,
    detail,
    icon,
    run,
  });
  const address = comparisonAddress(profile.id, { part: "script" });
  return [
    entry("compare again", "Compare the schema again", GitCompareArrows, () => {
      app.router.go(comparisonAddress(profile.id));
      void app.compare(profile);
    }),
    entry("way back", "Show the way back", Undo2, () => app.router.go(address)),
    entry("export sql", "Export the way back as SQL", FileDown, () => {
      void app.exportComparison(profile, "sql", "reports-folder");
    }),
  ];
}

/** The most versions that the palette offers: its search looks at each. */
const MOST_MODELS = 1_000;

function modelEntries(app: Application, id: string): PaletteEntry[] {
  const lines = app.models.desk(id).list.value?.versions ?? [];
  return lines.slice(0, MOST_MODELS).map(({ id: model, name, version, stage }) => ({
    id: `model ${model}`,
    group: "Models",
    words: `${name} ${version}`,
    detail: stage,
    icon: Boxes,
    run: () => app.router.go(modelAddress(id, model)),
  }));
}

function ruleEntries(app: Application, id: string): PaletteEntry[] {
  const results = app.audits.desk(id).view?.audit.results ?? [];
  return results.map(({ rule, title }) => ({
    id: `rule ${rule}`,
    group: "Rules",
    words: title,
    detail: rule,
    icon: ScrollText,
    run: () => app.router.go(checkAddress(id, rule)),
  }));
}
