import { expect, test } from "vitest";

import { compareLines } from "./linediff";

const told = (left: string, right: string) =>
  compareLines(left, right).map(({ state, left: ours, right: theirs }) => [
    state,
    ours?.map(({ text, differs }) => (differs ? `[${text}]` : text)).join("") ?? null,
    theirs?.map(({ text, differs }) => (differs ? `[${text}]` : text)).join("") ?? null,
  ]);

test("lines that both have stand beside each other", () => {
  expect(told("a\nb\nc", "a\nb\nc")).toEqual([
    ["same", "a", "a"],
    ["same", "b", "b"],
    ["same", "c", "c"],
  ]);
});

test("a changed line shows the part that changed", () => {
  expect(
    told("create table t (\n  email varchar(320) not null,\n)", "create table t (\n  email text,\n)"),
  ).toEqual([
    ["same", "create table t (", "create table t ("],
    ["differs", "  email [varchar(320) not null],", "  email [text],"],
    ["same", ")", ")"],
  ]);
});

test("lines of one side only have nothing beside them", () => {
  expect(told("a\nx\ny\nb", "a\nb\nz")).toEqual([
    ["same", "a", "a"],
    ["left", "[x]", null],
    ["left", "[y]", null],
    ["same", "b", "b"],
    ["right", null, "[z]"],
  ]);
});

test("what moved is told once as gone and once as come", () => {
  expect(told("one\ntwo\nthree", "two\nthree\none")).toEqual([
    ["left", "[one]", null],
    ["same", "two", "two"],
    ["same", "three", "three"],
    ["right", null, "[one]"],
  ]);
});

test("nothing is lost, however long the texts are", () => {
  const left = Array.from({ length: 3_000 }, (_, n) => `left ${n}`);
  const right = Array.from({ length: 2_900 }, (_, n) => `right ${n}`);
  const pairs = compareLines(["same", ...left].join("\n"), ["same", ...right].join("\n"));
  const side = (which: "left" | "right") =>
    pairs.flatMap((pair) => (pair[which] === null ? [] : [pair[which].map(({ text }) => text).join("")]));
  expect(side("left")).toEqual(["same", ...left]);
  expect(side("right")).toEqual(["same", ...right]);
});
