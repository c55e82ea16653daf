//! The local workspace: a private server with a demonstration database, started when it is first asked for.

use provost_core::connections::{Profile, ProfileId};
use provost_postgres::demonstration;
use provost_postgres::server::{LocalServer, SOCKET_PORT, ServerPlaces};
use uuid::Uuid;

use crate::environment::Environment;
use crate::error::AppError;

/// The profile of the local workspace. It is not in the connections file and cannot be changed.
pub const WORKSPACE: ProfileId =
    ProfileId(Uuid::from_u128(0x7072_6f76_6f73_7400_8000_0000_0000_0001));

/// A lease on the local server, and the way to its demonstration database.
#[derive(Debug)]
pub struct Workspace {
    server: LocalServer,
    profile: Profile,
}

impl Workspace {
    /// Starts the local server, or takes a lease on one that runs, and makes the demonstration where it is missing.
    pub async fn start(environment: &Environment) -> Result<Self, AppError> {
        let server = LocalServer::start(places(environment), None).await?;
        demonstration::prepare(&server).await?;
        let profile = demonstration::profile(server.places(), server.port(), WORKSPACE);
        Ok(Self { server, profile })
    }

    /// What a list shows while the server does not run: a server that cannot start hides no other connection.
    #[must_use]
    pub fn resting_profile(environment: &Environment) -> Profile {
        demonstration::profile(&places(environment), SOCKET_PORT, WORKSPACE)
    }

    /// How to reach the demonstration.
    #[must_use]
    pub fn profile(&self) -> &Profile {
        &self.profile
    }

    /// How the superuser of the private server reaches it, for installing packs and loading the sample company: the role of
    /// [`Workspace::profile`] only looks.
    #[must_use]
    pub fn administrator(&self) -> Profile {
        demonstration::administrator(self.server.places(), self.server.port(), WORKSPACE)
    }

    /// Gives the lease back; when it was the last one, returns once the server has ended.
    pub async fn stop(self) {
        self.server.stop().await;
    }
}

fn places(environment: &Environment) -> ServerPlaces {
    ServerPlaces::new(
        &environment.postgres,
        &environment.program,
        &environment.data_folder.join("workspace"),
        &environment.runtime_folder,
    )
}
