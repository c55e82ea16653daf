import type { Pack } from "../bindings";

/** A migration of the fake: its title and the tables that it makes. */
export type FakeMigration = { name: string; title: string; tables: string[]; needs: string[] };

/** A pack of the fake. */
export type FakePack = { pack: Pack; title: string; purpose: string; migrations: FakeMigration[] };

const made = (name: string, title: string, tables: string[], needs: string[] = []): FakeMigration => ({
  name,
  title,
  tables,
  needs,
});

/** The packs in order, a few migrations each. */
export const FAKE_PACKS: FakePack[] = [
  {
    pack: "identity",
    title: "Identity",
    purpose: "Tenants and people, and the function that says who asks. Every other pack rests on it.",
    migrations: [
      made("who_asks", "Tenants, and the functions that say who asks.", ["tenants", "tenant_members"]),
      made("users", "People, with their roles and status.", ["users"]),
    ],
  },
  {
    pack: "ai",
    title: "AI",
    purpose: "Agents with their memories and workflows, models, deployments, embeddings and a cache.",
    migrations: [
      made(
        "agents",
        "Agents, their memories and workflows.",
        ["ai_agents", "agent_memories", "agent_workflows"],
        ["identity/0002"],
      ),
      made("models", "Models, their versions and where they run.", ["ai_models", "ai_model_deployments"]),
      made("embeddings", "Embeddings of more than one dimension.", ["ai_embeddings", "ai_data_cache"]),
    ],
  },
  {
    pack: "governance",
    title: "Governance",
    purpose:
      "Lineage, quality, privacy levels, consent with its history, metrics, drift, encryption, access and compliance.",
    migrations: [
      made("lineage", "Where data comes from.", ["ai_data_lineage", "ai_data_quality"], ["ai/0002"]),
      made("consent", "Consent and its history, which is never rewritten.", [
        "ai_data_privacy",
        "ai_data_consent",
        "ai_data_consent_events",
      ]),
      made("metrics", "Metrics, drift, access and compliance.", [
        "ai_performance_metrics",
        "ai_model_drift",
        "ai_data_encryption",
        "ai_access_log",
        "ai_compliance",
      ]),
    ],
  },
  {
    pack: "training",
    title: "Training",
    purpose: "Training data with versions, hashes and licences, a feature store, and what AI costs.",
    migrations: [
      made(
        "datasets",
        "Training data, versioned and hashed.",
        ["datasets", "dataset_versions"],
        ["ai/0002", "governance/0002"],
      ),
      made("features", "A feature store.", ["features", "feature_values"]),
      made("costs", "What AI costs.", ["ai_costs"]),
    ],
  },
  {
    pack: "security",
    title: "Security",
    purpose:
      "Second factors, devices, sessions, tokens, audit logs, violations, assessments and investigations.",
    migrations: [
      made(
        "factors",
        "Second factors and devices.",
        ["registered_devices", "user_two_factor_auth", "passkey_credentials", "two_factor_challenges"],
        ["identity/0002"],
      ),
      made("logs", "Audit logs, violations and investigations.", [
        "audit_log",
        "security_violations",
        "data_access_log",
        "forensic_investigation",
      ]),
    ],
  },
  {
    pack: "workspace",
    title: "Workspace",
    purpose: "Calendars, documents, tasks, conversations, agent configuration and GPU resources.",
    migrations: [
      made(
        "work",
        "Calendars, documents and tasks.",
        ["calendars", "events", "documents", "tasks", "chat_history"],
        ["identity/0002", "ai/0001"],
      ),
    ],
  },
];

/** `pack/0001` of the migration at an index. */
export function migrationId(pack: Pack, index: number): string {
  return `${pack}/${String(index + 1).padStart(4, "0")}`;
}
