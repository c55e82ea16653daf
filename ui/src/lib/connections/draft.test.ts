import { expect, test } from "vitest";

import { blankProfile, Draft } from "./draft.svelte";

const named = () => ({ ...blankProfile(), name: "A", host: "db.example.com", database: "d", user: "u" });

test("nothing is dirty until something is changed, and not after it was saved", () => {
  const draft = new Draft(named(), "none", { state: "available" });
  expect(draft.dirty).toBe(false);
  draft.profile.name = "B";
  expect(draft.dirty).toBe(true);
  draft.settle();
  expect(draft.dirty).toBe(false);
});

test("the password is sent once, to the place that was chosen", () => {
  const draft = new Draft(named(), "none", { state: "available" });
  expect(draft.secret).toBe("keep");
  draft.password = "hunter2";
  expect(draft.secret).toEqual({ set: "hunter2", place: "keyring" });
  draft.settle();
  expect(draft.secret).toBe("keep");
  draft.forget = true;
  expect(draft.secret).toBe("clear");
});

test("without a keyring the password is kept for the session unless somebody says otherwise", () => {
  const draft = new Draft(named(), "none", { state: "absent", reason: "None." });
  draft.password = "hunter2";
  expect(draft.secret).toEqual({ set: "hunter2", place: "session" });
});

test("a URL brings its own id, under which Rust holds the password, and keeps the name that was typed", () => {
  const draft = new Draft(blankProfile(), "none", { state: "available" });
  draft.profile.name = "Mine";
  const found = { ...named(), id: "00000000-0000-4000-8000-0000000000aa", name: "claims on db" };
  draft.adopt({ service: null, profile: found, passwordHeld: true, notes: ["A note."] });
  expect(draft.profile.id).toBe(found.id);
  expect(draft.profile.name).toBe("Mine");
  expect(draft.kept).toBe("held");
  expect(draft.secret).toBe("keep");
  expect(draft.notes).toEqual(["A note."]);
});

test("what is sent is clean: no blanks around it, no empty files, no acceptance that nobody needs", () => {
  const draft = new Draft(named(), "none", null);
  draft.profile.host = "  db.example.com ";
  draft.profile.tls.rootCertificate = "  ";
  draft.profile.tls.acceptsPlainText = true;
  expect(draft.clean.host).toBe("db.example.com");
  expect(draft.clean.tls.rootCertificate).toBeNull();
  expect(draft.clean.tls.acceptsPlainText).toBe(false);
  draft.profile.tls.mode = "off";
  expect(draft.clean.tls.acceptsPlainText).toBe(true);
});

test("a kept password is asked for again when it would go elsewhere", () => {
  const draft = new Draft(named(), "keyring", { state: "available" });
  expect(draft.problems([])).toEqual({});
  draft.profile.host = "evil.example.com";
  expect(Object.keys(draft.problems([]))).toEqual(["password"]);
  draft.password = "hunter2";
  expect(draft.problems([])).toEqual({});
});
