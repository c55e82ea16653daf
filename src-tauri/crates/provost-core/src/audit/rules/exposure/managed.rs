//! The roles of managed services: their own superusers, which no customer can change, and the roles that stand in
//! for a superuser there.

/// Superusers that belong to the provider: Amazon RDS, Google Cloud SQL and `AlloyDB`, Azure, Supabase, Neon.
const PROVIDER_SUPERUSERS: &[&str] = &[
    "alloydbadmin",
    "azuresu",
    "azure_superuser",
    "cloud_admin",
    "cloudsqladmin",
    "rdsadmin",
    "supabase_admin",
];

/// What a managed service gives its customer in place of a superuser.
const SERVICE_ADMINISTRATORS: &[&str] = &[
    "alloydbsuperuser",
    "azure_pg_admin",
    "cloudsqlsuperuser",
    "neon_superuser",
    "rds_superuser",
];

/// Whether a superuser belongs to the provider of a managed service.
pub(in crate::audit::rules) fn is_provider_superuser(role: &str) -> bool {
    PROVIDER_SUPERUSERS.contains(&role)
}

/// Whether a role stands in for a superuser on a managed service.
pub(in crate::audit::rules) fn is_service_administrator(role: &str) -> bool {
    SERVICE_ADMINISTRATORS.contains(&role)
}
