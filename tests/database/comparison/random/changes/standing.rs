//! Changes of what stands by itself: types, sequences, schemas, and what is told of many things at once.

use super::{Dice, World, both, column, first, schema, table};

pub(super) fn any(dice: &mut Dice, world: &World) -> Option<String> {
    match dice.below(4) {
        0 => enumeration(dice, world),
        1 => data_type(dice, world),
        2 => sequence(dice, world),
        _ => other(dice, world),
    }
}

fn enumeration(dice: &mut Dice, world: &World) -> Option<String> {
    let (name, values) = both(dice, world, &["enum"])?;
    let values: Vec<&str> = values.split(',').collect();
    let value = dice.word(&values);
    let new = dice.name("w");
    Some(match dice.below(9) {
        0 | 1 => format!("alter type {name} add value '{new}'"),
        2 => format!("alter type {name} add value '{new}' before {value}"),
        3 => format!("alter type {name} rename value {value} to '{new}'"),
        4 => format!("alter type {name} rename to {}", dice.name("words")),
        5 => format!("drop type {name} cascade"),
        6 => format!("alter type {name} set schema {}", schema(dice, world)?),
        7 => format!("comment on type {name} is 'words'"),
        _ => format!(
            "create type {}.{new} as enum ('one', 'two', 'it''s')",
            schema(dice, world)?
        ),
    })
}

fn data_type(dice: &mut Dice, world: &World) -> Option<String> {
    let domain = first(dice, world, &["domain"])?;
    let composite = first(dice, world, &["type"]).unwrap_or("h.none");
    let new = format!("{}.{}", schema(dice, world)?, dice.name("y"));
    let attribute = dice.name("attribute");
    Some(match dice.below(15) {
        0 => format!(
            "alter domain {domain} add constraint {attribute} check (value is null or value::text <> '')"
        ),
        1 => format!("alter domain {domain} add check (value::text <> 'no') not valid"),
        2 => format!("alter domain {domain} set default '1@1'"),
        3 => format!("alter domain {domain} drop default"),
        4 => format!("alter domain {domain} set not null"),
        5 => format!("alter domain {domain} rename to {}", dice.name("domain")),
        6 => format!("drop domain {domain} cascade"),
        7 => format!(
            "create domain {new} as text collate \"C\" default 'a' not null check (value <> 'b')"
        ),
        8 => format!("create domain {new} as h.pos check (value < 99)"),
        9 => format!("alter type {composite} add attribute {attribute} text cascade"),
        10 => format!(
            "alter type {composite} alter attribute {} type text cascade",
            column(dice, world, composite).map_or("a", |one| one.0)
        ),
        11 => format!("alter type {composite} drop attribute a cascade"),
        12 => format!("create type {new} as (x int, y h.mood[], z text collate \"C\")"),
        13 => format!("create type {new} as range (subtype = text, collation = \"C\")"),
        _ => format!("drop type {composite} cascade"),
    })
}

fn sequence(dice: &mut Dice, world: &World) -> Option<String> {
    let name = first(dice, world, &["sequence"])?;
    let of = table(dice, world)?;
    let (one, _) = column(dice, world, of)?;
    Some(match dice.below(10) {
        0 => format!("alter sequence {name} increment {}", 1 + dice.below(9)),
        1 => format!(
            "alter sequence {name} maxvalue {} cycle",
            9000 + dice.below(900)
        ),
        2 => format!(
            "alter sequence {name} as {}",
            dice.word(&["integer", "smallint", "bigint"])
        ),
        3 => format!("alter sequence {name} cache 20 minvalue -5 start 3"),
        4 => format!("alter sequence {name} owned by {of}.{one}"),
        5 => format!("alter sequence {name} owned by none"),
        6 => format!("drop sequence {name} cascade"),
        7 => format!("alter sequence {name} rename to {}", dice.name("numbers")),
        8 => format!(
            "create sequence {}.{} as smallint increment -1",
            schema(dice, world)?,
            dice.name("s")
        ),
        _ => format!("alter table {of} alter column {one} set default nextval('{name}')"),
    })
}

fn other(dice: &mut Dice, world: &World) -> Option<String> {
    let of = table(dice, world)?;
    let (one, _) = column(dice, world, of)?;
    let (two, _) = column(dice, world, of)?;
    let old = schema(dice, world)?;
    let new = dice.name("n");
    Some(match dice.below(14) {
        0 => format!("create schema {new}; create table {new}.inside (id int)"),
        1 => format!("alter schema {old} rename to \"{new} x\""),
        2 => format!("drop schema {old} cascade"),
        3 => format!("comment on schema {old} is 'a place'"),
        4 => format!("create statistics {old}.{new} (ndistinct, mcv) on {one}, {two} from {of}"),
        5 => format!("create statistics {old}.{new} on ({one}::text || 'x'), {two} from {of}"),
        6 => format!("drop statistics {}", first(dice, world, &["statistics"])?),
        7 => format!("create publication {new} for table {of} ({one}) where ({one} is not null)"),
        8 => {
            format!("create publication {new} for tables in schema {old} with (publish = 'insert')")
        }
        9 => format!(
            "alter publication {} add table {of}",
            first(dice, world, &["publication"])?
        ),
        10 => format!("drop publication {}", first(dice, world, &["publication"])?),
        11 => format!(
            "create server {new} foreign data wrapper fdw1; create foreign table {old}.{new}_f (a int, b text not null) server {new} options (x 'y')"
        ),
        12 => format!(
            "create function {old}.{new}() returns event_trigger language plpgsql as $$begin end$$; create event trigger {new} on sql_drop execute function {old}.{new}()"
        ),
        _ => "drop extension pg_trgm cascade".to_owned(),
    })
}
