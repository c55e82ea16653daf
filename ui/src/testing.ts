import { afterEach, beforeEach } from "vitest";

beforeEach(() => {
  localStorage.clear();
  location.hash = "";
});

afterEach(() => {
  // What bits-ui put beside the screen, such as the lock of the page's scrolling while a dialog was open.
  document.body.removeAttribute("style");
});
