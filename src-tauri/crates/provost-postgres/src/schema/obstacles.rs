//! What stands in the way of any change: the profile, the line, the server, the rights.

use provost_core::catalog::quote_identifier;
use provost_core::connections::Profile;
use provost_core::schema::{Direction, Obstacle, ObstacleKind};

use super::survey::Survey;

/// The oldest server that the packs can be used on, as `server_version_num`.
const OLDEST_SERVER: i32 = 150_000;

/// What stands in the way of any change, the most general first.
pub(super) fn of_surroundings(
    profile: &Profile,
    pooler: Option<&str>,
    survey: &Survey,
    direction: Direction,
) -> Vec<Obstacle> {
    let surroundings = &survey.surroundings;
    let mut obstacles = Vec::new();
    let mut add = |kind, message: String, hint: String| {
        obstacles.push(Obstacle {
            kind,
            message,
            hint,
        });
    };
    if profile.read_only {
        add(
            ObstacleKind::ReadOnlyProfile,
            "The profile is read-only.".to_owned(),
            "Allow writing in the profile first.".to_owned(),
        );
    }
    if let Some(pooler) = pooler {
        add(
            ObstacleKind::Pooler,
            format!("Between Provost and the server stands {pooler}. Locks and settings of a session are not the session's own behind it."),
            "Use the server's own host and port in the profile, or make a second profile for changes.".to_owned(),
        );
    }
    if surroundings.standby {
        add(
            ObstacleKind::Standby,
            "The server is a standby: it follows another one and cannot be written to.".to_owned(),
            "Connect to the primary server.".to_owned(),
        );
    }
    if surroundings.server_version_number < OLDEST_SERVER {
        add(
            ObstacleKind::OldServer,
            format!(
                "The server is PostgreSQL {}, and the packs need version 15 or newer.",
                surroundings.server_version
            ),
            "Upgrade the server; audits work on the old one.".to_owned(),
        );
    }
    if let Some((message, hint)) = missing_right(survey, &profile.governance_schema, direction) {
        add(ObstacleKind::Permission, message, hint);
    }
    obstacles
}

/// The right that the role lacks, and the statement that gives it.
fn missing_right(survey: &Survey, schema: &str, direction: Direction) -> Option<(String, String)> {
    let surroundings = &survey.surroundings;
    let role = quote_identifier(&surroundings.role);
    let place = quote_identifier(schema);
    let database = quote_identifier(&surroundings.database);
    let give = |statement: String| format!("Have it given: {statement};");
    if let Some(owner) = survey.owner.as_ref().filter(|owner| !owner.own) {
        let owning = quote_identifier(&owner.name);
        if !owner.member {
            return Some((
                format!(
                    "The packs in the schema {place} belong to the role {owning}, and {role} is no member of it."
                ),
                give(format!("grant {owning} to {role}")),
            ));
        }
        if direction == Direction::Apply && !owner.may_create {
            return Some((
                format!(
                    "The role {owning}, to which the packs belong, may not make objects in the schema {place}."
                ),
                give(format!("grant usage, create on schema {place} to {owning}")),
            ));
        }
        return None;
    }
    if surroundings.superuser {
        return None;
    }
    if !surroundings.schema_exists {
        return (!surroundings.may_create_schema).then(|| {
            (
                format!("The schema {place} is not there, and the role {role} may not make one in the database {database}."),
                give(format!("grant create on database {database} to {role}")),
            )
        });
    }
    if direction == Direction::Apply && !(surroundings.may_use && surroundings.may_create) {
        return Some((
            format!("The role {role} may not make objects in the schema {place}."),
            give(format!("grant usage, create on schema {place} to {role}")),
        ));
    }
    if direction == Direction::Apply && survey.owner.is_none() && surroundings.may_not_ask_auth {
        return Some((
            format!(
                "The database has auth.uid(), which says who asks, and the role {role} may not call it."
            ),
            give(format!(
                "grant usage on schema auth to {role}; grant execute on function auth.uid() to {role}"
            )),
        ));
    }
    None
}

#[cfg(test)]
mod tests {
    use provost_core::connections::{Environment, ProfileId, Tls};

    use super::*;
    use crate::schema::survey::{Extension, Surroundings};

    #[test]
    fn an_old_server_is_told_with_its_version() {
        let profile = Profile {
            id: ProfileId(uuid::Uuid::nil()),
            name: "Old".to_owned(),
            host: "db.example".to_owned(),
            port: 5432,
            database: "shop".to_owned(),
            user: "clerk".to_owned(),
            tls: Tls::default(),
            environment: Environment::Testing,
            read_only: false,
            governance_schema: "governance".to_owned(),
        };
        let survey = Survey {
            surroundings: Surroundings {
                server_version: "14.18".to_owned(),
                server_version_number: 140_018,
                database: "shop".to_owned(),
                role: "clerk".to_owned(),
                standby: false,
                superuser: true,
                may_create_schema: true,
                schema_exists: false,
                schema_is_ours: false,
                may_use: false,
                may_create: false,
                may_not_ask_auth: false,
            },
            owner: None,
            histories: std::collections::BTreeMap::new(),
            vector: Extension {
                version: None,
                schema: None,
                offered: None,
                may_create: false,
            },
        };
        let found = of_surroundings(&profile, None, &survey, Direction::Apply);
        assert_eq!(found.len(), 1, "{found:?}");
        let first = found.first().unwrap();
        assert_eq!(first.kind, ObstacleKind::OldServer);
        assert!(first.message.contains("14.18"), "{}", first.message);
    }
}
