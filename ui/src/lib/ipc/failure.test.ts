import { expect, test } from "vitest";

import type { Failure } from "./bindings";
import { asFailure } from "./failure";

test("what a command rejected with is passed on as it is", () => {
  const failure: Failure = { kind: "tls", message: "No.", hint: null, sqlstate: null, problems: [] };
  expect(asFailure(failure)).toBe(failure);
});

test.each([
  [new Error("boom"), "boom"],
  ["boom", "boom"],
  [{ kind: 3 }, "[object Object]"],
])("%j becomes an internal failure", (thrown, message) => {
  expect(asFailure(thrown)).toMatchObject({ kind: "internal", message, problems: [] });
});
