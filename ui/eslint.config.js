import svelte from "eslint-plugin-svelte";
import globals from "globals";
import ts from "typescript-eslint";

const tauri = { group: ["@tauri-apps/*"], message: "Only lib/ipc knows Tauri." };
const views = { group: ["**/views/*", "**/App.svelte"], message: "Only App joins the screens." };
const domains = (...names) => ({
  group: names.map((name) => `**/${name}/*`),
  message:
    "A domain does not know another one, and what is shared knows none; the screens in lib/views join them.",
});
const backends = {
  group: ["**/ipc/tauri", "**/ipc/fake", "**/ipc/fake/*", "**/ipc/situations"],
  message: "Take the Backend that is given; only main.ts and tests choose one.",
};
const DOMAINS = ["audit", "comparison", "connections", "migrations", "overview", "sample", "schema"];
const forbid = (...patterns) => ({ "no-restricted-imports": ["error", { patterns }] });

export default ts.config(
  { ignores: ["dist", "node_modules", ".svelte-check", "src/lib/ipc/bindings.ts"] },
  ...ts.configs.strict,
  ...svelte.configs.recommended,
  {
    languageOptions: { globals: { ...globals.browser } },
    rules: {
      "no-undef": "off",
      "no-console": "error",
      eqeqeq: "error",
      "@typescript-eslint/no-non-null-assertion": "error",
      "svelte/no-at-html-tags": "error",
      "no-restricted-syntax": [
        "error",
        {
          selector: "SvelteAttribute[key.name='style']",
          message: "Write a class, or a style: directive for a value that is computed.",
        },
      ],
      // For SvelteKit.
      "svelte/no-navigation-without-resolve": "off",
      // Reports values that never change as well.
      "svelte/prefer-svelte-reactivity": "off",
    },
  },
  {
    files: ["**/*.svelte", "**/*.svelte.ts"],
    languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: [".svelte"] } },
  },
  { files: ["src/**"], rules: forbid(tauri, backends) },
  { files: ["src/lib/ipc/**"], rules: forbid(views, domains(...DOMAINS, "shared")) },
  { files: ["src/lib/shared/**"], rules: forbid(tauri, backends, views, domains(...DOMAINS)) },
  ...DOMAINS.map((domain) => ({
    files: [`src/lib/${domain}/**`],
    rules: forbid(tauri, backends, views, domains(...DOMAINS.filter((other) => other !== domain))),
  })),
  // Tests give the fake to what they try.
  { files: ["src/**/*.test.ts", "src/lib/views/rendering.ts", "src/main.ts"], rules: forbid(tauri) },
);
