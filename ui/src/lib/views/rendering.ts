import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";

import App from "../../App.svelte";
import { FakeBackend, type FakeOptions } from "../ipc/fake";

/** The window on a fake, at an address; for tests. */
export async function openWindow(address = "", options: FakeOptions = {}) {
  location.hash = address;
  const backend = new FakeBackend(options);
  const { container } = render(App, { props: { backend } });
  await screen.findByText("Version 0.1.0");
  return { backend, container, user: userEvent.setup() };
}

/** Goes to an address as a person does who types it. */
export async function visit(address: string): Promise<void> {
  location.hash = address;
  await new Promise((resolve) => setTimeout(resolve, 20));
}

/** The first of what has a name for tests, once it is there. */
export async function firstOf(testid: string): Promise<HTMLElement> {
  const [first] = await screen.findAllByTestId(testid);
  if (first === undefined) throw new Error(`There is no ${testid}.`);
  return first;
}
