import { fireEvent } from "@testing-library/svelte";
import { afterEach, expect, test, vi } from "vitest";

import { hearSingleKeys, isPlain, keyWords, listen } from "./shortcuts";

let deaf: (() => void) | undefined;

afterEach(() => {
  deaf?.();
  document.body.replaceChildren();
});

function listening(keys: string) {
  const run = vi.fn();
  deaf = listen([{ keys, words: "Do it", group: "Do", run }]);
  return run;
}

test("a single key does its work, but not while somebody types", async () => {
  const run = listening("r");
  await fireEvent.keyDown(document.body, { key: "r", code: "KeyR" });
  expect(run).toHaveBeenCalledTimes(1);

  const input = document.createElement("input");
  document.body.append(input);
  await fireEvent.keyDown(input, { key: "r", code: "KeyR" });
  expect(run).toHaveBeenCalledTimes(1);
});

test("single keys can be turned off, those with Ctrl cannot", async () => {
  hearSingleKeys(false);
  const single = listening("r");
  await fireEvent.keyDown(document.body, { key: "r", code: "KeyR" });
  expect(single).not.toHaveBeenCalled();
  deaf?.();
  const control = listening("Control+k");
  await fireEvent.keyDown(document.body, { key: "k", code: "KeyK", ctrlKey: true });
  expect(control).toHaveBeenCalledTimes(1);
});

test("a sign is heard with Shift and, on keyboards that have it so, without", async () => {
  const run = listening("Shift+?");
  await fireEvent.keyDown(document.body, { key: "?", code: "Slash", shiftKey: true });
  await fireEvent.keyDown(document.body, { key: "?", code: "KeyQ" });
  expect(run).toHaveBeenCalledTimes(2);
});

test("keys are printed as on the keyboard", () => {
  expect(keyWords("$mod+k", false)).toEqual(["Ctrl", "K"]);
  expect(keyWords("$mod+k", true)).toEqual(["⌘", "K"]);
  expect(keyWords("g a", false)).toEqual(["G", "A"]);
  expect(keyWords("Shift+?", false)).toEqual(["?"]);
  expect(isPlain("Shift+?")).toBe(true);
  expect(isPlain("$mod+k")).toBe(false);
});
