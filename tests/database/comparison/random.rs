//! Changes that chance makes of a schema in which much hangs together: what the comparison writes takes them back, makes
//! them, and leads from any two of them to each other. It never fails half way, and what it leaves it has said.

mod changes;
mod dice;
mod trial;
mod world;

use dice::Dice;
use trial::{Case, Ground};

use crate::debian;
use crate::way_back::Ending;

/// How many seeds each test tries: as many as a run of all tests has time for.
const SEEDS: u64 = 15;

/// How many seeds are tried on schemas of other people, which are larger.
const REAL_SEEDS: u64 = 8;

/// The schema in which much hangs together.
const MADE: [&str; 2] = [
    include_str!("../../fixtures/catalog/mutations.sql"),
    include_str!("../../fixtures/comparison/rich.sql"),
];

/// The roles that the changes name.
const ROLES: &str = "create role mut_app; create role mut_ro";

/// At most so many changes on one side.
const CHANGES: usize = 8;

/// Which side is changed.
#[derive(Debug, Clone, Copy)]
enum Sides {
    Actual,
    Expected,
    Both,
}

async fn case(ground: &mut Ground, seed: u64, sides: Sides) -> Case {
    let mut dice = Dice::new(seed);
    let mut case = Case::default();
    if !matches!(sides, Sides::Actual) {
        let count = 1 + dice.below(CHANGES);
        case.expected = ground.made_up("should", &mut dice, count).await;
    }
    if !matches!(sides, Sides::Expected) {
        let count = 1 + dice.below(CHANGES);
        case.actual = ground.made_up("is", &mut dice, count).await;
    }
    case
}

async fn try_seeds(scripts: &[&str], sides: Sides, seeds: u64) {
    let mut ground = Ground::of(scripts).await;
    let mut failures = Vec::new();
    let mut impossible = 0;
    for seed in 0..seeds {
        let case = case(&mut ground, seed, sides).await;
        let ending = ground.ending(&case).await;
        if let Ending::Same { cannot } = &ending {
            impossible += u64::from(!cannot.is_empty());
        }
        if !ending.is_good() {
            let (smallest, ending) = ground.shrunk(&case).await;
            failures.push(format!("seed {seed}: {smallest:#?} ends with {ending:#?}"));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert!(
        impossible <= seeds / 2,
        "of {seeds} cases {impossible} hold what cannot be written"
    );
}

#[tokio::test]
async fn changes_are_taken_back() {
    try_seeds(&MADE, Sides::Actual, SEEDS).await;
}

#[tokio::test]
async fn changes_are_made() {
    try_seeds(&MADE, Sides::Expected, SEEDS).await;
}

#[tokio::test]
async fn any_two_changed_copies_lead_to_each_other() {
    try_seeds(&MADE, Sides::Both, SEEDS).await;
}

#[tokio::test]
async fn changed_copies_of_kea_lead_to_each_other() {
    try_seeds(&[ROLES, debian::kea()], Sides::Both, REAL_SEEDS).await;
}

#[tokio::test]
async fn changed_copies_of_pgagent_lead_to_each_other() {
    try_seeds(&[ROLES, &debian::pgagent()], Sides::Both, REAL_SEEDS).await;
}
