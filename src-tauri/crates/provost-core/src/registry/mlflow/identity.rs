//! Identities that follow from what something is (RFC 9562, version 5), so that a second import finds what the first made.

use sha1::{Digest, Sha1};
use uuid::{Builder, Uuid};

/// Makes identities of what one tenant has from one backend. They differ between tenants: a key is unique in the whole table,
/// and a tenant must neither hit nor learn of what another imported from the same backend.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Identities {
    /// For what only the backend can name.
    backend: Uuid,
    /// For what has a UUID of MLflow's own.
    tenant: Uuid,
}

impl Identities {
    /// Of a backend's workspace, for a tenant.
    #[must_use]
    pub fn of(url: &str, workspace: &str, tenant: Uuid) -> Self {
        let space = version_5(
            &Uuid::NAMESPACE_URL,
            &[url.as_bytes(), b"#", workspace.as_bytes()],
        );
        Self {
            backend: version_5(&space, &[tenant.as_bytes()]),
            tenant,
        }
    }

    /// Of a version of a model.
    #[must_use]
    pub fn version(&self, name: &str, version: i32) -> Uuid {
        let version = version.to_string();
        version_5(&self.backend, &[name.as_bytes(), b"/", version.as_bytes()])
    }

    /// Of a row for a run.
    #[must_use]
    pub fn run(&self, run: Uuid) -> Uuid {
        version_5(&self.tenant, &[b"mlflow run ", run.as_bytes()])
    }

    /// Of a measured value: what the key of MLflow's own table is made of.
    #[must_use]
    pub fn point(&self, run: Uuid, key: &str, at: i64, step: i64, value: f64) -> Uuid {
        version_5(
            &self.tenant,
            &[
                b"mlflow metric ",
                run.as_bytes(),
                &at.to_be_bytes(),
                &step.to_be_bytes(),
                &value.to_bits().to_be_bytes(),
                key.as_bytes(),
            ],
        )
    }

    /// Of an edge of lineage.
    #[must_use]
    pub fn edge(&self, from: Uuid, to: Uuid, of: &str) -> Uuid {
        version_5(
            &self.backend,
            &[b"edge ", from.as_bytes(), to.as_bytes(), of.as_bytes()],
        )
    }
}

fn version_5(space: &Uuid, name: &[&[u8]]) -> Uuid {
    let mut hash = Sha1::new();
    hash.update(space.as_bytes());
    for part in name {
        hash.update(part);
    }
    let mut first = [0_u8; 16];
    for (to, from) in first.iter_mut().zip(hash.finalize()) {
        *to = from;
    }
    Builder::from_sha1_bytes(first).into_uuid()
}

/// The UUID of 32 hexadecimal digits, which is how MLflow writes its own; none for anything else.
pub(super) fn native(text: &str) -> Option<Uuid> {
    let plain = text.len() == 32 && text.bytes().all(|c| c.is_ascii_hexdigit());
    plain.then(|| Uuid::try_parse(text).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `uuid.uuid5(uuid.NAMESPACE_URL, "postgresql://h:5432/mlflow#default")` and so on, of Python.
    #[test]
    fn identities_are_those_of_version_5() {
        let name = b"postgresql://h:5432/mlflow#default";
        assert_eq!(
            version_5(&Uuid::NAMESPACE_URL, &[name]).to_string(),
            "2eae52e5-5aae-56f3-99a1-c864324b0174"
        );
        let tenant = Uuid::nil();
        let own = Identities::of("postgresql://h:5432/mlflow", "default", tenant);
        let other = Identities::of("postgresql://h:5432/mlflow", "other", tenant);
        assert_ne!(own.version("a", 1), other.version("a", 1));
        assert_eq!(own.run(tenant), other.run(tenant));
        // A name that ends in digits is no other name with a shorter version.
        assert_ne!(own.version("a/1", 1), own.version("a", 11));
    }

    #[test]
    fn only_32_hexadecimal_digits_are_an_identity_of_mlflow() {
        assert!(native("26dd050f2ea24a6980ac7f3f599b1897").is_some());
        for text in [
            "",
            "REDACTED-RUN-ID",
            "26dd050f-2ea2-4a69-80ac-7f3f599b1897",
            "{26dd050f2ea24a6980ac7f3f599b189}",
        ] {
            assert_eq!(native(text), None, "{text}");
        }
    }
}
