import { expect, test, vi } from "vitest";

import { FakeBackend } from "../ipc/fake";
import { Application } from "./application.svelte";
import { shortcutsOf } from "./keys";

test("no key does two things", () => {
  const app = new Application(new FakeBackend());
  const shortcuts = shortcutsOf(app, { palette: vi.fn(), sheet: vi.fn() });
  app.router.stop();
  const keys = shortcuts.map((shortcut) => shortcut.keys);
  expect(new Set(keys).size).toBe(keys.length);
  for (const { words } of shortcuts) expect(words).not.toBe("");
});
