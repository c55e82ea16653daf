import { expect, test } from "vitest";

import { Submitting } from "./submitting.svelte";

function formOf(invalid: boolean): HTMLFormElement {
  const form = document.createElement("form");
  form.innerHTML = `<input id="first" /><input id="second" ${invalid ? 'aria-invalid="true"' : ""} />`;
  document.body.replaceChildren(form);
  return form;
}

test("what is wrong is said once somebody tried, and the first field that is takes the focus", async () => {
  let name = "";
  const submitting = new Submitting<"name">(() => (name === "" ? { name: "Say it." } : {}));
  expect(submitting.problems).toEqual({});
  let sent = 0;
  const send = () => submitting.send(formOf(true), () => Promise.resolve((sent += 1)));
  expect(await send()).toBe(false);
  expect(sent).toBe(0);
  expect(submitting.problems).toEqual({ name: "Say it." });
  expect(document.activeElement?.id).toBe("second");
  name = "claims";
  expect(submitting.problems).toEqual({});
  expect(await send()).toBe(true);
  expect(sent).toBe(1);
});

test("a refusal is kept with what it says of the fields, until it is tried again", async () => {
  const submitting = new Submitting<"host">();
  const failure = {
    kind: "bad-input",
    message: "It is refused.",
    hint: null,
    sqlstate: null,
    problems: [{ field: "host", message: "No such host." }],
  };
  expect(await submitting.send(formOf(false), () => Promise.reject(failure))).toBe(false);
  expect(submitting.failure?.message).toBe("It is refused.");
  expect(submitting.problems).toEqual({ host: "No such host." });
  expect(await submitting.send(formOf(false), () => Promise.resolve())).toBe(true);
  expect(submitting.failure).toBeNull();
  expect(submitting.problems).toEqual({});
});

test("nothing is sent twice at once", async () => {
  const submitting = new Submitting();
  let end = () => {};
  const first = submitting.run(() => new Promise<void>((resolve) => (end = resolve)));
  expect(submitting.busy).toBe(true);
  expect(await submitting.run(() => Promise.resolve())).toBe(false);
  end();
  expect(await first).toBe(true);
  expect(submitting.busy).toBe(false);
});
