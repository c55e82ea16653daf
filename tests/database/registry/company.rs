//! Databases with the two tenants of `fixtures/registry/company.sql`, and the people who act in them.

use provost_app::Opened;
use provost_core::connections::Profile;
use provost_core::registry::{ModelPage, RefusalKind, Stage, StageRequest};
use provost_postgres::Database;
use provost_postgres::registry::{self, Asked, Decided, RegistryError};
use provost_tests::company::Company;
use provost_tests::local::Version;
use uuid::Uuid;

/// The two tenants, their people and their models.
pub(crate) const ROWS: &str = include_str!("../../fixtures/registry/company.sql");

/// A database with all packs, the rows of the fixture, and the role `clerk`.
pub(crate) async fn filled(place: (Version, &'static str)) -> Company {
    Company::filled(place, ROWS).await
}

/// Connections on which somebody acts.
pub(crate) trait Desks {
    /// A connection of a role.
    fn desk(&self, role: &str, person: &str) -> Desk;

    /// One of the superuser, whom no policy binds.
    fn office(&self, person: &str) -> Desk;
}

impl Desks for Company {
    fn desk(&self, role: &str, person: &str) -> Desk {
        let Opened { database, profile } = self.opened(role);
        Desk {
            database,
            profile,
            person: (!person.is_empty()).then(|| known(person)),
        }
    }

    fn office(&self, person: &str) -> Desk {
        self.desk(self.server.user(), person)
    }
}

/// A connection and the person who acts on it.
pub(crate) struct Desk {
    pub(crate) database: Database,
    pub(crate) profile: Profile,
    pub(crate) person: Option<Uuid>,
}

impl Desk {
    pub(crate) async fn show(&self, version: &str) -> Result<ModelPage, RegistryError> {
        let Self {
            database,
            profile,
            person,
        } = self;
        registry::show(database, profile, *person, known(version)).await
    }

    pub(crate) async fn ask(&self, version: &str, to: Stage) -> Result<ModelPage, RegistryError> {
        let asked = Asked {
            model: known(version),
            to,
            reason: "it is better".to_owned(),
        };
        let Self {
            database,
            profile,
            person,
        } = self;
        registry::request_stage(database, profile, *person, &asked).await
    }

    pub(crate) async fn decide(
        &self,
        request: Uuid,
        approve: bool,
    ) -> Result<ModelPage, RegistryError> {
        let decided = Decided {
            request,
            approve,
            reason: "looked at it".to_owned(),
        };
        let Self {
            database,
            profile,
            person,
        } = self;
        registry::decide_stage(database, profile, *person, &decided).await
    }

    pub(crate) async fn withdraw(&self, request: Uuid) -> Result<ModelPage, RegistryError> {
        let Self {
            database,
            profile,
            person,
        } = self;
        registry::withdraw_stage(database, profile, *person, request).await
    }

    pub(crate) async fn alias(
        &self,
        version: &str,
        alias: &str,
    ) -> Result<ModelPage, RegistryError> {
        let Self {
            database,
            profile,
            person,
        } = self;
        registry::set_alias(database, profile, *person, known(version), alias).await
    }

    pub(crate) async fn four_eyes(&self, on: bool) -> Result<Option<bool>, RegistryError> {
        let Self {
            database,
            profile,
            person,
        } = self;
        let people = registry::set_four_eyes(database, profile, *person, on).await?;
        Ok(people.four_eyes)
    }
}

/// The ids that the fixture gives: `md5(name)::uuid`, of versions with the letter of the tenant before.
pub(crate) fn known(name: &str) -> Uuid {
    Uuid::from_u128(match name {
        "Ada" => 0x1a38_2809_b7c0_3f68_6e12_dd15_677c_5497,
        "Ben" => 0x092f_2ba9_f39f_bc28_76e6_4d12_cd66_2f72,
        "Cleo" => 0x6e1d_ef9b_fa26_3279_30ba_900d_46f8_c9b3,
        "Dora" => 0xaffa_5249_3639_11dd_655e_5a7c_facb_49e6,
        "Eve" => 0xd3f7_91f5_9cbe_ff0e_c06a_fb94_bb23_e772,
        "Finn" => 0x5ae7_a60e_2b23_49c8_bae7_dbb6_7a39_4c90,
        "a fit" => 0xe31d_108c_7154_b75c_9556_cf34_e48b_1a24,
        "a unowned" => 0x02bf_3689_6c75_28a8_0fff_a95c_729a_61ed,
        "a unevaluated" => 0x0b65_e1cb_5713_ecd6_0dab_2bae_9585_0b4c,
        "a unmade" => 0x990b_7600_6b07_e4ec_c1e3_a1c6_ad2c_c5fe,
        "a drifting" => 0x9e78_d583_f7b6_e0a7_32db_eaac_700a_c387,
        "a slightly" => 0x8b34_e104_a85f_9083_c6b1_99d5_b6c3_4775,
        "a rival" => 0x0b72_cc84_cc48_dabc_11d0_b465_0562_d2d0,
        "a live" => 0x788f_ae4b_7376_6f17_58d9_ea80_b62d_fff9,
        "a new" => 0xf482_f996_4833_531e_6576_88d8_1b9c_1f58,
        "a old" => 0x33b7_a156_566a_e908_e258_0445_32a6_cb65,
        "b fit" => 0x2c54_a1f5_654e_7184_7639_7dca_4ac0_b11e,
        other => panic!("the fixture has no {other}"),
    })
}

/// The request that waits on a page.
pub(crate) fn waiting(page: &ModelPage) -> &StageRequest {
    page.waiting().unwrap()
}

/// The rules that refused.
pub(crate) fn kinds<T: std::fmt::Debug>(outcome: Result<T, RegistryError>) -> Vec<RefusalKind> {
    match outcome {
        Err(RegistryError::Refused(refusals)) => {
            refusals.iter().map(|refusal| refusal.kind).collect()
        }
        other => panic!("not refused: {other:?}"),
    }
}
