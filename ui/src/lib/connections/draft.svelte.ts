import type { ConnectionDraft, KeyringState, Profile, SecretChange, SecretPlace } from "$lib/ipc/bindings";
import { newId } from "$lib/shared/identity";

import { goesElsewhere, isLocalHost, problemsOf, type Problems } from "./problems";

/** A profile with nothing filled in but what is usual. */
export function blankProfile(id = newId()): Profile {
  return {
    id,
    name: "",
    host: "",
    port: 5432,
    database: "",
    user: "",
    tls: {
      mode: "verify-full",
      rootCertificate: null,
      clientCertificate: null,
      clientKey: null,
      acceptsPlainText: false,
    },
    environment: "development",
    readOnly: true,
    governanceSchema: "governance",
  };
}

/** A connection while it is filled in. */
export class Draft {
  profile = $state<Profile>(blankProfile());
  /** What was typed as the password; it is sent once and never comes back. */
  password = $state("");
  place = $state<SecretPlace>("keyring");
  /** Where the password already is. */
  kept = $state<SecretPlace | "held">("none");
  forget = $state(false);
  notes = $state.raw<string[]>([]);
  #before: Profile;
  #saved = $state("");

  dirty = $derived(this.password !== "" || this.forget || JSON.stringify(this.profile) !== this.#saved);

  constructor(profile: Profile, kept: SecretPlace, keyring: KeyringState | null) {
    this.profile = structuredClone(profile);
    this.kept = kept;
    this.#before = profile;
    this.place = keyring?.state === "available" ? "keyring" : "session";
    this.#saved = JSON.stringify(profile);
  }

  /** Takes over what a URL or a service says; the id changes, for Rust holds the password under it. */
  adopt(draft: ConnectionDraft): void {
    const { name } = this.profile;
    this.profile = {
      ...structuredClone(draft.profile),
      name: name.trim() === "" ? draft.profile.name : name,
    };
    this.kept = draft.passwordHeld ? "held" : "none";
    this.password = "";
    this.notes = draft.notes;
  }

  /** Marks what stands here as saved. */
  settle(): void {
    this.#saved = JSON.stringify(this.profile);
    this.password = "";
    this.forget = false;
  }

  /** What becomes of the secret when this is saved or tried. */
  get secret(): SecretChange {
    if (this.password !== "") return { set: this.password, place: this.place };
    return this.forget ? "clear" : "keep";
  }

  /** The profile as it is sent: blanks around words gone, empty files as none, no acceptance that is not needed. */
  get clean(): Profile {
    const { tls, ...rest } = $state.snapshot(this.profile);
    const host = rest.host.trim();
    const plain = tls.mode === "off";
    return {
      ...rest,
      name: rest.name.trim(),
      host,
      database: rest.database.trim(),
      user: rest.user.trim(),
      governanceSchema: rest.governanceSchema.trim(),
      tls: {
        mode: tls.mode,
        rootCertificate: plain ? null : fileOrNone(tls.rootCertificate),
        clientCertificate: plain ? null : fileOrNone(tls.clientCertificate),
        clientKey: plain ? null : fileOrNone(tls.clientKey),
        acceptsPlainText: plain && !isLocalHost(host) && tls.acceptsPlainText,
      },
    };
  }

  /** What is wrong with it. */
  problems(otherNames: string[]): Problems {
    const profile = this.clean;
    const problems = problemsOf(profile, otherNames);
    const keeps = this.kept === "keyring" || this.kept === "session";
    if (keeps && this.secret === "keep" && goesElsewhere(this.#before, profile)) {
      problems.password =
        "Where it goes has changed: enter the password again, so that it is sent only where you mean it to go.";
    }
    return problems;
  }
}

function fileOrNone(path: string | null): string | null {
  const trimmed = path?.trim() ?? "";
  return trimmed === "" ? null : trimmed;
}
