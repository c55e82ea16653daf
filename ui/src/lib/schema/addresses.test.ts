import { expect, test } from "vitest";

import { parsePlace } from "$lib/shared/router.svelte";

import { type Asked, askedIn, schemaAddress } from "./addresses";

test("a change is held by the address, whole", () => {
  const asked: Asked = {
    direction: "apply",
    packs: ["identity", "ai"],
    adopt: true,
    tenant: "00000000-0000-4000-8000-000000000009",
  };
  expect(askedIn(parsePlace(schemaAddress("x", asked)).query)).toEqual(asked);
});

test.each([
  ["", null],
  ["change=turn&packs=ai", null],
  ["change=apply&packs=", null],
  ["change=apply&packs=kitchen", null],
  ["change=revert&packs=ai,kitchen", { direction: "revert", packs: ["ai"], adopt: false, tenant: "" }],
])("%s", (query, asked) => {
  expect(askedIn(new URLSearchParams(query))).toEqual(asked);
});
