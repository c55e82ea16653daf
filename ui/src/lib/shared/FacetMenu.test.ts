import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { expect, test, vi } from "vitest";

import FacetMenu from "./FacetMenu.svelte";

const options = Array.from({ length: 25 }, (_, n) => ({ value: `m${n}`, words: `model number ${n}` }));

test("a long menu is searched by words, and what is found is chosen", async () => {
  const user = userEvent.setup();
  const change = vi.fn();
  render(FacetMenu, { label: "Model", options, chosen: ["m3"], change });
  await user.click(screen.getByTestId("facet-model"));
  const search = await screen.findByRole("searchbox", { name: "Search model" });
  const { violations } = await axe.run(document.body, {
    rules: { "color-contrast": { enabled: false }, region: { enabled: false } },
  });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join("\n")}`)).toEqual([]);
  await user.type(search, "number 24");
  expect(screen.getAllByRole("checkbox")).toHaveLength(1);
  await user.click(screen.getByRole("checkbox", { name: "model number 24" }));
  expect(change).toHaveBeenCalledWith(["m3", "m24"]);
});
