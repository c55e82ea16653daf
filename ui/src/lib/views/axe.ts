import axe from "axe-core";
import { expect, test } from "vitest";

import { openWindow } from "./rendering";

/** Whoever clicks and types. */
export type User = Awaited<ReturnType<typeof openWindow>>["user"];

/** A state of a screen. */
export type Situation = {
  name: string;
  address: string;
  options?: Parameters<typeof openWindow>[1];
  /** What is on the screen once it is ready. */
  ready: () => Promise<unknown>;
  act?: (user: User) => Promise<unknown>;
};

/** Declares a test for each situation: axe-core has nothing to say of it. */
export function findNothing(situations: Situation[]): void {
  test.each(situations)("axe finds nothing: $name", async ({ address, options, ready, act }) => {
    const { user } = await openWindow(address, options);
    await ready();
    await act?.(user);
    await new Promise((resolve) => setTimeout(resolve, 30));
    const { violations, passes } = await axe.run(document.body, {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
      rules: {
        // Nothing is painted here: contrast is computed in tokens.test.ts and seen by axe in the real window.
        "color-contrast": { enabled: false },
      },
    });
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join("\n")}`)).toEqual(
      [],
    );
    expect(passes.length).toBeGreaterThan(10);
  });
}
