//! Single changes of a database, made up from what stands in it. Not every one is valid: the server says so, and it is left.

mod attached;
mod columns;
mod rights;
mod routines;
mod standing;
mod tables;

use super::dice::Dice;
use super::world::World;

/// Roles of the base.
const ROLES: [&str; 3] = ["mut_app", "mut_ro", "public"];

/// One change, as SQL.
pub(crate) fn any(dice: &mut Dice, world: &World) -> Option<String> {
    match dice.below(16) {
        0..=3 => columns::any(dice, world),
        4..=6 => tables::any(dice, world),
        7..=9 => attached::any(dice, world),
        10 | 11 => routines::any(dice, world),
        12 | 13 => standing::any(dice, world),
        _ => rights::any(dice, world),
    }
}

/// A table of any sort that holds rows.
fn table<'w>(dice: &mut Dice, world: &'w World) -> Option<&'w str> {
    first(dice, world, &["table", "partitioned"])
}

/// The first name of a thing of these sorts.
fn first<'w>(dice: &mut Dice, world: &'w World, sorts: &[&str]) -> Option<&'w str> {
    dice.of(&world.all(sorts)).map(|one| one[0].as_str())
}

/// The first two names of a thing of these sorts.
fn both<'w>(dice: &mut Dice, world: &'w World, sorts: &[&str]) -> Option<(&'w str, &'w str)> {
    let all = world.all(sorts);
    dice.of(&all)
        .map(|one| (one[0].as_str(), one.get(1).map_or("", String::as_str)))
}

/// A column of a table: its name and its type.
fn column<'w>(dice: &mut Dice, world: &'w World, table: &str) -> Option<(&'w str, &'w str)> {
    let columns = world.columns(table);
    dice.of(&columns)
        .map(|one| (one[1].as_str(), one[2].as_str()))
}

fn schema<'w>(dice: &mut Dice, world: &'w World) -> Option<&'w str> {
    first(dice, world, &["schema"])
}
