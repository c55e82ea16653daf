//! Changes of owners, privileges and comments.

use super::{Dice, ROLES, World, column, first, schema};

pub(super) fn any(dice: &mut Dice, world: &World) -> Option<String> {
    if dice.below(4) == 0 {
        return owner(dice, world);
    }
    let relation = first(
        dice,
        world,
        &["table", "partitioned", "view", "matview", "foreign"],
    )?;
    let (one, _) = column(dice, world, relation)?;
    let sequence = first(dice, world, &["sequence"])?;
    let data_type = first(dice, world, &["enum", "domain", "type"])?;
    let schema = schema(dice, world)?;
    let role = dice.word(&ROLES);
    let right = dice.word(&[
        "select",
        "insert",
        "update",
        "delete",
        "truncate",
        "references",
        "trigger",
        "all",
    ]);
    let option = dice.word(&["", "", "with grant option"]);
    Some(match dice.below(14) {
        0 | 1 => format!("grant {right} on {relation} to {role} {option}"),
        2 => format!(
            "grant {} ({one}) on {relation} to {role} {option}",
            dice.word(&["select", "update", "insert", "references"])
        ),
        3 => format!("revoke all on {relation} from {role} cascade"),
        4 => format!(
            "grant {} on schema {schema} to {role} {option}",
            dice.word(&["usage", "create", "all"])
        ),
        5 => format!("revoke all on schema {schema} from {role} cascade"),
        6 => format!(
            "grant {} on sequence {sequence} to {role}",
            dice.word(&["usage", "select", "update", "all"])
        ),
        7 => format!("grant usage on type {data_type} to {role}"),
        8 => format!("revoke usage on type {data_type} from public"),
        9 => format!(
            "alter default privileges in schema {schema} grant {} to {role}",
            dice.word(&[
                "select on tables",
                "usage on sequences",
                "execute on functions",
                "usage on types",
                "all on tables"
            ])
        ),
        10 => format!(
            "alter default privileges revoke {} from public",
            dice.word(&["execute on functions", "usage on types"])
        ),
        11 => format!("alter default privileges for role mut_app grant usage on schemas to {role}"),
        12 => format!("comment on sequence {sequence} is 'numbers'"),
        _ => format!("comment on table {relation} is 'about {}'", dice.below(9)),
    })
}

fn owner(dice: &mut Dice, world: &World) -> Option<String> {
    let relation = first(
        dice,
        world,
        &["table", "partitioned", "view", "matview", "foreign"],
    )?;
    let data_type = first(dice, world, &["enum", "domain", "type"])?;
    let schema = schema(dice, world)?;
    let role = dice.word(&["mut_app", "mut_ro"]);
    Some(match dice.below(3) {
        0 => format!("alter table {relation} owner to {role}"),
        1 => format!("alter schema {schema} owner to {role}"),
        _ => format!("alter type {data_type} owner to {role}"),
    })
}
