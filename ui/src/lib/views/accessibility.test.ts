import axe from "axe-core";
import { screen } from "@testing-library/svelte";
import { expect, test } from "vitest";

import type { FakeOptions } from "../ipc/fake";
import { PRODUCTION, UNREACHABLE } from "../ipc/fake/connections";
import { openWindow } from "./rendering";

type User = Awaited<ReturnType<typeof openWindow>>["user"];
type Situation = {
  name: string;
  address: string;
  options?: FakeOptions;
  /** What is on the screen once it is ready. */
  ready: () => Promise<unknown>;
  act?: (user: User) => Promise<unknown>;
};

const audited = { audited: [PRODUCTION] };
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
    name: "overview",
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
  { name: "nowhere", address: "#/kitchen", ready: heading("Nothing is here") },
];

test.each(SITUATIONS)("axe finds nothing: $name", async ({ address, options, ready, act }) => {
  const { user } = await openWindow(address, options);
  await ready();
  await act?.(user);
  await new Promise((resolve) => setTimeout(resolve, 30));
  const { violations, passes } = await axe.run(document.body, {
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    rules: {
      // Nothing is painted here: contrast is computed in tokens.test.ts and seen by axe in the real window.
      "color-contrast": { enabled: false },
    },
  });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join("\n")}`)).toEqual([]);
  expect(passes.length).toBeGreaterThan(10);
});
