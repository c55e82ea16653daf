import Database from "@lucide/svelte/icons/database";
import FileDown from "@lucide/svelte/icons/file-down";
import ListFilter from "@lucide/svelte/icons/list-filter";
import Play from "@lucide/svelte/icons/play";
import Plus from "@lucide/svelte/icons/plus";
import ScrollText from "@lucide/svelte/icons/scroll-text";
import ShieldCheck from "@lucide/svelte/icons/shield-check";
import SunMoon from "@lucide/svelte/icons/sun-moon";

import { auditAddress, checkAddress } from "$lib/audit/addresses";
import { FORMAT_WORDS } from "$lib/audit/words";
import type { Format } from "$lib/ipc/bindings";
import type { PaletteEntry } from "$lib/shared/Palette.svelte";

import type { Application } from "./application.svelte";
import { CONNECTIONS, NEW_CONNECTION } from "./routes";

/** Everything that the palette offers now. */
export function paletteEntries(app: Application): PaletteEntry[] {
  const go = (address: string) => () => app.router.go(address);
  const { current, entries } = app.connections;
  return [
    { id: "connections", group: "Go to", words: "Connections", icon: Database, run: go(CONNECTIONS) },
    ...(current === null ? [] : auditEntries(app, current.profile)),
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
    ...(current === null ? [] : ruleEntries(app, current.profile.id)),
  ];
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
