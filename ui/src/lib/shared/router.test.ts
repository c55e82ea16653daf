import { afterEach, expect, test } from "vitest";

import { formatPlace, parsePlace, Router } from "./router.svelte";

let router: Router | undefined;

afterEach(() => router?.stop());

const moved = () => new Promise((resolve) => setTimeout(resolve, 10));

test("an address and its place are the same thing", () => {
  const address = formatPlace(
    ["audit", "a/b ü", "rls.disabled"],
    new URLSearchParams({ q: "x & y", finding: "3" }),
  );
  const place = parsePlace(address);
  expect(place.path).toEqual(["audit", "a/b ü", "rls.disabled"]);
  expect(Object.fromEntries(place.query)).toEqual({ q: "x & y", finding: "3" });
});

test.each(["", "#", "#/", "#//"])("%j is the start", (hash) => {
  expect(parsePlace(hash).path).toEqual([]);
});

test("a stray percent sign is kept as it is", () => {
  expect(parsePlace("#/audit/50%").path).toEqual(["audit", "50%"]);
});

test("the router follows the address", async () => {
  router = new Router();
  router.go("#/audit/x?view=findings");
  await moved();
  expect(router.place.path).toEqual(["audit", "x"]);
  expect(router.place.query.get("view")).toBe("findings");
});

test("a replaced address is taken over at once", () => {
  router = new Router();
  router.go("#/audit/x?q=1", { replace: true });
  expect(router.place.query.get("q")).toBe("1");
  expect(location.hash).toBe("#/audit/x?q=1");
});

test("a guard that says no keeps the person where they are, and hears where they wanted to go", async () => {
  router = new Router();
  router.go("#/connections/new");
  await moved();
  let asked = "";
  router.guard = (address) => {
    asked = address;
    return false;
  };
  router.go("#/audit");
  await moved();
  expect(asked).toBe("#/audit");
  expect(router.place.path).toEqual(["connections", "new"]);
  expect(location.hash).toBe("#/connections/new");
});
