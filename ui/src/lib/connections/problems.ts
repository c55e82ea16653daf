import type { Field, Profile } from "$lib/ipc/bindings";

/** The places of the form that a problem can stand at: the profile's fields and the password. */
export type FormPlace = Field | "password";

/** What is wrong, a sentence a place. */
export type Problems = Partial<Record<FormPlace, string>>;

/** What a person types to accept a line without TLS to another machine. */
export const PLAIN_TEXT_WORDS = "plain text";

/** The most characters of a connection's name. */
const LONGEST_NAME = 63;

/** The most bytes of a name in PostgreSQL, which cuts off the rest. */
const LONGEST_IDENTIFIER = 63;

/** Whether a host is this machine: a socket folder, `localhost`, or a loopback address. */
export function isLocalHost(host: string): boolean {
  const bare = host.replace(/^\[/, "").replace(/\]$/, "");
  return (
    host.startsWith("/") ||
    host.toLowerCase() === "localhost" ||
    bare === "::1" ||
    /^127(\.\d{1,3}){3}$/.test(bare)
  );
}

/** Finds what is wrong with a profile before it is sent; Rust has the last word. */
export function problemsOf(profile: Profile, otherNames: string[]): Problems {
  const problems: Problems = {};
  const say = (field: Field, wrong: boolean, words: string) => {
    if (wrong) problems[field] ??= words;
  };
  nameProblems(profile, otherNames, say);
  hostProblems(profile, say);
  for (const field of ["database", "user", "governanceSchema"] as const) {
    say(field, profile[field] === "", EMPTY[field]);
    say(field, byteLength(profile[field]) > LONGEST_IDENTIFIER, "PostgreSQL allows at most 63 bytes here.");
  }
  say("governanceSchema", profile.governanceSchema.startsWith("pg_"), "Names with pg_ belong to PostgreSQL.");
  tlsProblems(profile, say);
  return problems;
}

/**
 * Whether a changed profile would send its password somewhere else than before. Then it must be entered again:
 * whoever can change a profile must not be able to send its password to a server of their own.
 */
export function goesElsewhere(before: Profile, after: Profile): boolean {
  const strength = { off: 0, "verify-ca": 1, "verify-full": 2 };
  return (
    before.host.toLowerCase() !== after.host.toLowerCase() ||
    before.port !== after.port ||
    before.user !== after.user ||
    strength[after.tls.mode] < strength[before.tls.mode]
  );
}

type Say = (field: Field, wrong: boolean, words: string) => void;

const EMPTY = {
  database: "Enter the database.",
  user: "Enter the role that logs in.",
  governanceSchema: "Enter a schema; “governance” is usual.",
};

function nameProblems({ name }: Profile, otherNames: string[], say: Say): void {
  const taken = otherNames.some((other) => other.trim().toLowerCase() === name.toLowerCase());
  say("name", name === "", "Give it a name, such as “Claims production”.");
  say("name", [...name].length > LONGEST_NAME, `A name has at most ${LONGEST_NAME} characters.`);
  say("name", taken, "Another connection has this name.");
}

function hostProblems({ host, port }: Profile, say: Say): void {
  const isSocket = host.startsWith("/");
  say("host", host === "", "Enter a host name, an address, or the folder of a socket.");
  say("host", host.startsWith("["), "Write an IPv6 address without brackets.");
  say("host", !isSocket && /[\s/@?#"'\\,]/.test(host), "A host has no spaces, commas, slashes or quotes.");
  const isPort = Number.isInteger(port) && port >= 1 && port <= 65_535;
  say("port", !isPort, "A port is a whole number from 1 to 65535.");
}

function tlsProblems({ host, tls }: Profile, say: Say): void {
  say(
    "tlsMode",
    tls.mode !== "off" && host.startsWith("/"),
    "A socket stays on this machine and has no TLS: choose Off.",
  );
  say(
    "tlsMode",
    tls.mode === "off" && !isLocalHost(host) && !tls.acceptsPlainText,
    `Choose verify-full, or type “${PLAIN_TEXT_WORDS}” to accept a line that others can read.`,
  );
  say(
    "rootCertificate",
    tls.mode === "verify-ca" && tls.rootCertificate === null,
    "verify-ca trusts a private root alone: enter its file.",
  );
  const { clientCertificate: certificate, clientKey: key } = tls;
  say("clientKey", certificate !== null && key === null, "A client certificate needs its key.");
  say("clientCertificate", certificate === null && key !== null, "A client key needs its certificate.");
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}
