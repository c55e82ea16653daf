import { expect, test } from "vitest";

import type { Profile, Tls } from "$lib/ipc/bindings";

import { blankProfile } from "./draft.svelte";
import { goesElsewhere, isLocalHost, problemsOf } from "./problems";

function profile(over: Partial<Profile> = {}, tls: Partial<Tls> = {}): Profile {
  const blank = blankProfile();
  return {
    ...blank,
    name: "Claims",
    host: "db.example.com",
    database: "claims",
    user: "auditor",
    ...over,
    tls: { ...blank.tls, ...tls },
  };
}

test("a filled in profile has no problems", () => {
  expect(problemsOf(profile(), ["Other"])).toEqual({});
});

test("a blank one says what is missing, field by field", () => {
  expect(Object.keys(problemsOf(blankProfile(), []))).toEqual(["name", "host", "database", "user"]);
});

test.each<[string, Partial<Profile>]>([
  ["name", { name: "CLAIMS B" }],
  ["name", { name: "n".repeat(64) }],
  ["host", { host: "db.example.com/claims" }],
  ["host", { host: "a,b" }],
  ["host", { host: "[::1]" }],
  ["port", { port: 0 }],
  ["port", { port: 65_536 }],
  ["port", { port: Number.NaN }],
  ["port", { port: 54.32 }],
  ["database", { database: "ü".repeat(32) }],
  ["governanceSchema", { governanceSchema: "pg_governance" }],
])("%s is refused in %j", (field, over) => {
  expect(Object.keys(problemsOf(profile(over), ["Claims B"]))).toEqual([field]);
});

test("63 characters of a name and 63 bytes of a database are allowed", () => {
  expect(problemsOf(profile({ name: "n".repeat(63), database: "d".repeat(63) }), [])).toEqual({});
});

test("verify-ca demands the private root", () => {
  expect(Object.keys(problemsOf(profile({}, { mode: "verify-ca" }), []))).toEqual(["rootCertificate"]);
  expect(problemsOf(profile({}, { mode: "verify-ca", rootCertificate: "/root.pem" }), [])).toEqual({});
});

test("TLS is off for this machine only, unless somebody typed that they accept it", () => {
  expect(Object.keys(problemsOf(profile({}, { mode: "off" }), []))).toEqual(["tlsMode"]);
  expect(problemsOf(profile({}, { mode: "off", acceptsPlainText: true }), [])).toEqual({});
  for (const host of ["/run/postgresql", "localhost", "127.0.0.1", "::1"]) {
    expect(problemsOf(profile({ host }, { mode: "off" }), [])).toEqual({});
  }
  expect(Object.keys(problemsOf(profile({ host: "/run/postgresql" }), []))).toEqual(["tlsMode"]);
});

test("a client certificate and its key come together", () => {
  expect(Object.keys(problemsOf(profile({}, { clientCertificate: "/c.pem" }), []))).toEqual(["clientKey"]);
  expect(Object.keys(problemsOf(profile({}, { clientKey: "/k.pem" }), []))).toEqual(["clientCertificate"]);
});

test.each([
  ["localhost", true],
  ["LOCALHOST", true],
  ["127.8.0.1", true],
  ["::1", true],
  ["/run/postgresql", true],
  ["127.0.0.1.example.com", false],
  ["10.0.0.1", false],
  ["localhost.example.com", false],
])("%s is this machine: %j", (host, local) => {
  expect(isLocalHost(host)).toBe(local);
});

test("a password must be entered again when it would go somewhere else or over a weaker line", () => {
  const before = profile();
  expect(goesElsewhere(before, profile({ name: "New name", database: "other" }))).toBe(false);
  expect(goesElsewhere(before, profile({ host: "DB.example.com" }))).toBe(false);
  expect(goesElsewhere(before, profile({ host: "evil.example.com" }))).toBe(true);
  expect(goesElsewhere(before, profile({ port: 6432 }))).toBe(true);
  expect(goesElsewhere(before, profile({ user: "postgres" }))).toBe(true);
  expect(goesElsewhere(before, profile({}, { mode: "verify-ca" }))).toBe(true);
});
