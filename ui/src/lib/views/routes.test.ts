import { expect, test } from "vitest";

import { auditAddress, checkAddress } from "$lib/audit/addresses";
import { driftAddress, runAddress } from "$lib/drift/look";
import { metricsAddress } from "$lib/metrics/look";
import { figureAddress, overviewAddress } from "$lib/overview/addresses";
import { schemaAddress, schemaTabAddress } from "$lib/schema/addresses";
import { parsePlace } from "$lib/shared/router.svelte";

import { CONNECTIONS, editAddress, NEW_CONNECTION, type Route, routeOf } from "./routes";

const at = (address: string) => routeOf(parsePlace(address));

test.each<[string, Route]>([
  ["", { screen: "overview", id: null }],
  ["#/", { screen: "overview", id: null }],
  ["#/overview", { screen: "overview", id: null }],
  [overviewAddress("x"), { screen: "overview", id: "x" }],
  [figureAddress("x", "open-drift"), { screen: "figure", id: "x", figure: "open-drift" }],
  ["#/overview/x/y/z", { screen: "unknown", path: "overview/x/y/z" }],
  ["#/schema", { screen: "schema", id: null }],
  [schemaAddress("x"), { screen: "schema", id: "x" }],
  ["#/schema/x?change=apply&packs=ai", { screen: "schema", id: "x" }],
  [schemaTabAddress("x", "packs"), { screen: "schema", id: "x" }],
  [schemaTabAddress("x", "compare"), { screen: "comparison", id: "x" }],
  [schemaTabAddress("x", "migrations"), { screen: "migrations", id: "x" }],
  ["#/schema/x/compare/y", { screen: "unknown", path: "schema/x/compare/y" }],
  ["#/schema/x/ai", { screen: "unknown", path: "schema/x/ai" }],
  ["#/metrics", { screen: "metrics", id: null }],
  [metricsAddress("x", { part: "costs" }), { screen: "metrics", id: "x" }],
  ["#/metrics/x/y", { screen: "unknown", path: "metrics/x/y" }],
  ["#/drift", { screen: "drift", id: null }],
  [driftAddress("x", { part: "runs" }), { screen: "drift", id: "x" }],
  [runAddress("x", "y", "amount"), { screen: "drift-run", id: "x", run: "y" }],
  ["#/drift/x/y/z", { screen: "unknown", path: "drift/x/y/z" }],
  [CONNECTIONS, { screen: "connections" }],
  [NEW_CONNECTION, { screen: "connection", id: null }],
  [editAddress("x"), { screen: "connection", id: "x" }],
  ["#/audit", { screen: "audit", id: null }],
  [auditAddress("x", "findings", { text: "a/b" }), { screen: "audit", id: "x" }],
  [checkAddress("x", "rls.disabled"), { screen: "rule", id: "x", rule: "rls.disabled", finding: 0 }],
  [checkAddress("x", "rls.disabled", 2), { screen: "rule", id: "x", rule: "rls.disabled", finding: 2 }],
  ["#/audit/x/r?finding=-4", { screen: "rule", id: "x", rule: "r", finding: 0 }],
  ["#/audit/x/r/s", { screen: "unknown", path: "audit/x/r/s" }],
  ["#/connections/x", { screen: "unknown", path: "connections/x" }],
  ["#/kitchen", { screen: "unknown", path: "kitchen" }],
])("%s", (address, route) => {
  expect(at(address)).toEqual(route);
});
