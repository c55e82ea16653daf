import { screen } from "@testing-library/svelte";

import type { FakeOptions } from "../ipc/fake";
import { LOCAL_WORKSPACE, PRODUCTION, UNREACHABLE } from "../ipc/fake/connections";
import { ALL_PACKS, FRESH } from "../ipc/fake/databases";
import { CHAT, CHAT_FOLDER, CHOSEN, type FakeFolder, longFolder, UNRECORDED } from "../ipc/fake/migrations";
import type { FakeSchema } from "../ipc/fake/schema";
import { findNothing, type Situation, type User } from "./axe";

const audited = { audited: [PRODUCTION] };
const local = (tables: Partial<FakeSchema>): FakeOptions => ({
  databases: { [LOCAL_WORKSPACE]: { ...FRESH, ...tables } },
});
const chain = (folder: FakeFolder): FakeOptions => ({
  migrations: { ...CHOSEN, folders: { [CHAT_FOLDER]: folder } },
});
const filled = local({ installed: ALL_PACKS, rows: "sample" });
const schema = `#/schema/${LOCAL_WORKSPACE}`;
const migrations = `${schema}/migrations`;
const heading = (name: string | RegExp) => () => screen.findByRole("heading", { name });
const click = (name: string) => async (user: User) => user.click(await screen.findByRole("button", { name }));

const SITUATIONS: Situation[] = [
  { name: "connections", address: "#/connections", ready: () => screen.findAllByTestId("connection") },
  {
    name: "no connections",
    address: "#/connections",
    options: { connections: [] },
    ready: heading("No connections yet"),
  },
  {
    name: "no keyring",
    address: "#/connections",
    options: { keyring: { state: "absent", reason: "None." } },
    ready: () => screen.findByTestId("keyring-banner"),
  },
  {
    name: "deleting",
    address: "#/connections",
    ready: () => screen.findAllByTestId("connection"),
    act: click("Delete Claims production (EU)"),
  },
  { name: "new connection", address: "#/connections/new", ready: heading("New connection") },
  {
    name: "form with problems",
    address: "#/connections/new",
    ready: heading("New connection"),
    act: click("Save"),
  },
  {
    name: "tested connection",
    address: `#/connections/${PRODUCTION}/edit`,
    ready: heading(/^Edit/),
    act: click("Test"),
  },
  { name: "never audited", address: `#/audit/${PRODUCTION}`, ready: heading("Not audited yet") },
  {
    name: "failed audit",
    address: `#/audit/${UNREACHABLE}`,
    ready: heading("Not audited yet"),
    act: click("Run audit"),
  },
  {
    name: "running audit",
    address: `#/audit/${PRODUCTION}`,
    options: { pace: 60 },
    ready: heading("Not audited yet"),
    act: click("Run audit"),
  },
  {
    name: "audit overview",
    address: `#/audit/${PRODUCTION}`,
    options: audited,
    ready: () => screen.findByTestId("score"),
  },
  {
    name: "findings",
    address: `#/audit/${PRODUCTION}?view=findings`,
    options: audited,
    ready: () => screen.findByRole("grid"),
  },
  {
    name: "checks",
    address: `#/audit/${PRODUCTION}?view=checks`,
    options: audited,
    ready: () => screen.findByRole("grid"),
  },
  {
    name: "finding",
    address: `#/audit/${PRODUCTION}/rls.disabled`,
    options: audited,
    ready: () => screen.findByTestId("finding"),
  },
  {
    name: "palette",
    address: "#/connections",
    ready: () => screen.findAllByTestId("connection"),
    act: click("Find and do"),
  },
  {
    name: "shortcuts",
    address: "#/connections",
    ready: () => screen.findAllByTestId("connection"),
    act: click("Keyboard shortcuts"),
  },
  {
    name: "overview, filled",
    address: "",
    options: filled,
    ready: () => screen.findByTestId("figure-open-drift"),
  },
  { name: "overview, empty", address: "", options: local({}), ready: heading("No governance tables yet") },
  {
    name: "overview, without rows",
    address: "",
    options: local({ installed: ALL_PACKS }),
    ready: () => screen.findByTestId("hollow"),
  },
  {
    name: "overview, restricted and with packs missing",
    address: "#/overview/00000000-0000-4000-8000-000000000003",
    ready: () => screen.findByTestId("restricted"),
  },
  {
    name: "overview, loading",
    address: "",
    options: { ...local({}), pace: 60 },
    ready: () => screen.findByTestId("skeleton"),
  },
  {
    name: "overview, not reached",
    address: `#/overview/${UNREACHABLE}`,
    ready: () => screen.findByRole("alert"),
  },
  {
    name: "loading the sample",
    address: "",
    options: { ...local({}), pace: 40 },
    ready: heading("No governance tables yet"),
    act: click("Load the sample workspace"),
  },
  {
    name: "removing the sample",
    address: "",
    options: filled,
    ready: () => screen.findByTestId("sample-band"),
    act: click("Remove sample data"),
  },
  {
    name: "rows behind a figure",
    address: `#/overview/${LOCAL_WORKSPACE}/open-drift`,
    options: filled,
    ready: () => screen.findByRole("grid"),
  },
  {
    name: "no rows behind a figure",
    address: `#/overview/${LOCAL_WORKSPACE}/open-drift`,
    options: local({ installed: ALL_PACKS }),
    ready: heading("No rows"),
  },
  {
    name: "a row behind a figure",
    address: `#/overview/${LOCAL_WORKSPACE}/open-drift`,
    options: filled,
    ready: () => screen.findByRole("grid"),
    act: async (user) => user.click((await screen.findAllByText("Halvard Mutual Insurance"))[0] as Element),
  },
  { name: "packs", address: schema, options: local({}), ready: () => screen.findByTestId("pack-ai") },
  {
    name: "packs, one doubtful and unfolded",
    address: schema,
    options: local({ installed: ALL_PACKS, rows: "own", doubtful: true }),
    ready: () => screen.findByTestId("pack-ai"),
    act: click("AI"),
  },
  {
    name: "packs behind a pooler",
    address: "#/schema/00000000-0000-4000-8000-000000000003",
    ready: () => screen.findByTestId("obstacles"),
  },
  {
    name: "plan with foreign tables",
    address: `${schema}?change=apply&packs=identity,ai&adopt=yes`,
    options: local({ foreign: "other" }),
    ready: () => screen.findByTestId("plan"),
    act: async (user) => user.click(await screen.findByRole("button", { name: /^identity\/0001/ })),
  },
  {
    name: "confirming a revert",
    address: `#/schema/${PRODUCTION}?change=revert&packs=workspace`,
    ready: () => screen.findByTestId("losses"),
    act: async (user) => user.click(await screen.findByTestId("go")),
  },
  {
    name: "result of a change",
    address: `${schema}?change=apply&packs=identity`,
    options: local({}),
    ready: () => screen.findByTestId("plan"),
    act: async (user) => {
      await user.click(await screen.findByTestId("go"));
      await screen.findByTestId("result");
    },
  },
  {
    name: "never compared",
    address: `#/schema/${PRODUCTION}/compare`,
    ready: () => screen.findByTestId("source"),
    act: async (user) => user.click(await screen.findByRole("radio", { name: /^Another connection/ })),
  },
  {
    name: "comparing",
    address: `#/schema/${PRODUCTION}/compare`,
    options: { pace: 60 },
    ready: () => screen.findByTestId("source"),
    act: async (user) => {
      await user.click(await screen.findByRole("radio", { name: /^Provost’s packs/ }));
      await user.click(await screen.findByTestId("compare"));
      await screen.findByTestId("progress");
    },
  },
  {
    name: "differences",
    address: `#/schema/${PRODUCTION}/compare?noise=yes&object=${encodeURIComponent("changed function public.touch_updated_at()")}`,
    options: { compared: [PRODUCTION] },
    ready: () => screen.findByRole("region", { name: "Definitions on both sides" }),
  },
  {
    name: "no differences",
    address: `#/schema/${PRODUCTION}/compare`,
    options: { compared: [PRODUCTION], differences: { found: "none" } },
    ready: heading("No differences"),
  },
  {
    name: "way back",
    address: `#/schema/${PRODUCTION}/compare?view=script`,
    options: { compared: [PRODUCTION] },
    ready: () => screen.findByTestId("way-back"),
  },
  {
    name: "not compared",
    address: `#/schema/${PRODUCTION}/compare?view=left-out`,
    options: { compared: [PRODUCTION] },
    ready: () => screen.findByTestId("left-out"),
  },
  {
    name: "what a report is to tell",
    address: `#/schema/${PRODUCTION}/compare`,
    options: { compared: [PRODUCTION] },
    ready: () => screen.findByRole("tree"),
    act: async (user) => {
      await user.click(await screen.findByRole("button", { name: "Export" }));
      await user.click(await screen.findByTestId("export-html-reports-folder"));
      await screen.findByTestId("report-dialog");
    },
  },
  {
    name: "migrations, no folder",
    address: migrations,
    ready: () => screen.findByRole("grid", { name: "Recorded migrations" }),
  },
  {
    name: "migrations, no record",
    address: migrations,
    options: { migrations: { recorded: UNRECORDED } },
    ready: heading("No record of migrations"),
  },
  {
    name: "migrations, one opened",
    address: `${migrations}?at=c3d7a3a4d59c`,
    options: chain(CHAT),
    ready: () => screen.findByTestId("migration"),
  },
  {
    name: "migrations, filtered to nothing",
    address: `${migrations}?q=nothing`,
    options: chain(CHAT),
    ready: heading("No migration matches"),
  },
  {
    name: "migrations, picture",
    address: migrations,
    options: chain(CHAT),
    ready: () => screen.findByRole("grid"),
    act: click("Picture…"),
  },
  {
    name: "migrations, defects",
    address: `${migrations}?view=defects`,
    options: chain(CHAT),
    ready: () => screen.findAllByTestId("defect"),
  },
  {
    name: "migrations, way",
    address: `${migrations}?view=way`,
    options: chain(longFolder(40)),
    ready: () => screen.findByTestId("command"),
  },
  {
    name: "migrations, record hidden",
    address: migrations,
    options: chain({ ...CHAT, hidden: true }),
    ready: () => screen.findByTestId("remarks"),
  },
  { name: "nowhere", address: "#/kitchen", ready: heading("Nothing is here") },
];

findNothing(SITUATIONS);
