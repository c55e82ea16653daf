import { configure } from "@testing-library/svelte";
import { afterEach, beforeEach } from "vitest";

// What is waited for may take a while where several things are built at once.
configure({ asyncUtilTimeout: 5_000 });

beforeEach(() => {
  localStorage.clear();
  location.hash = "";
});

afterEach(() => {
  // What bits-ui put beside the screen, such as the lock of the page's scrolling while a dialog was open.
  document.body.removeAttribute("style");
});
