//! Changes of whole tables, of partitions and of views.

use super::{Dice, World, both, column, first, schema, table};

pub(super) fn any(dice: &mut Dice, world: &World) -> Option<String> {
    match dice.below(5) {
        0 | 1 => of_table(dice, world),
        2 => new(dice, world),
        3 => partition(dice, world),
        _ => view(dice, world),
    }
}

fn of_table(dice: &mut Dice, world: &World) -> Option<String> {
    let table = table(dice, world)?;
    let clause = match dice.below(16) {
        0 => return Some(format!("drop table {table}")),
        1 => return Some(format!("drop table {table} cascade")),
        2 | 3 => format!("rename to {}", dice.name("moved")),
        4 => format!("set schema {}", schema(dice, world)?),
        5 => "set unlogged".to_owned(),
        6 => "set logged".to_owned(),
        7 => format!("set (fillfactor = {})", 50 + dice.below(40)),
        8 => "reset (fillfactor)".to_owned(),
        9 => "enable row level security".to_owned(),
        10 => "disable row level security".to_owned(),
        11 => format!("{} row level security", dice.word(&["force", "no force"])),
        12 => format!(
            "replica identity {}",
            dice.word(&["full", "nothing", "default"])
        ),
        13 => format!("owner to {}", dice.word(&["mut_app", "mut_ro"])),
        14 => format!("inherit {}", self::table(dice, world)?),
        _ => format!("no inherit {}", self::table(dice, world)?),
    };
    Some(format!("alter table {table} {clause}"))
}

fn new(dice: &mut Dice, world: &World) -> Option<String> {
    let name = format!("{}.{}", schema(dice, world)?, dice.name("t"));
    let other = table(dice, world)?;
    let (other_column, _) = column(dice, world, other)?;
    let parts = match dice.below(9) {
        0 => "(id int primary key, body text not null default '', at timestamptz default now())".to_owned(),
        1 => format!("(id bigserial primary key, r {other})"),
        2 => format!("(like {other} including all)"),
        3 => format!("(id int, o int references {other} ({other_column}) on delete set null)"),
        4 => "(id int, at date, primary key (id, at)) partition by range (at)".to_owned(),
        5 => "(k text collate \"C\", n int default h.twice(1)) partition by list (k)".to_owned(),
        6 => "(id int, b text) partition by hash (id)".to_owned(),
        7 => format!("(extra int) inherits ({other})"),
        _ => "(a h.mood, b h.pos, c app.email, d h.pair, e h.span, f int generated always as identity, unique nulls not distinct (a, b))".to_owned(),
    };
    let sort = dice.word(&["", "", "", "unlogged"]);
    Some(format!("create {sort} table {name} {parts}"))
}

fn partition(dice: &mut Dice, world: &World) -> Option<String> {
    let (whole, key) = both(dice, world, &["partitioned"])?;
    let name = format!("{}.{}", schema(dice, world)?, dice.name("part"));
    let bound = match (dice.below(3), key.split(' ').next().unwrap_or_default()) {
        (0, "RANGE" | "LIST") => "default".to_owned(),
        (_, "RANGE") => {
            let year = 2020 + dice.below(14);
            format!("for values from ('{year}-01-01') to ('{}-01-01')", year + 1)
        }
        (_, "LIST") => format!("for values in ('{}')", dice.name("v")),
        (_, "HASH") => format!("for values with (modulus 4, remainder {})", dice.below(4)),
        _ => "default".to_owned(),
    };
    match dice.below(4) {
        0 => {
            let parts: Vec<&[String]> = world.all(&["table", "partitioned"]);
            let parts: Vec<&&[String]> = parts
                .iter()
                .filter(|one| one.get(1).is_some_and(|word| word == "partition"))
                .collect();
            let part = &dice.of(&parts)?[0];
            Some(format!("alter table {whole} detach partition {part}"))
        }
        1 => Some(format!(
            "alter table {whole} attach partition {} {bound}",
            table(dice, world)?
        )),
        2 => Some(format!(
            "create table {name} partition of {whole} {bound} partition by list ({})",
            column(dice, world, whole)?.0
        )),
        _ => Some(format!("create table {name} partition of {whole} {bound}")),
    }
}

fn view(dice: &mut Dice, world: &World) -> Option<String> {
    let view = first(dice, world, &["view", "matview"])?;
    let of = first(dice, world, &["table", "partitioned", "view", "matview"])?;
    let (name, _) = column(dice, world, of)?;
    let new = format!("{}.{}", schema(dice, world)?, dice.name("v"));
    Some(match dice.below(14) {
        0 => format!("drop view {view} cascade"),
        1 => format!("drop materialized view {view} cascade"),
        2 => format!("alter view {view} rename to {}", dice.name("seen")),
        3 => format!("alter view {view} set (security_invoker = true)"),
        4 => format!("alter view {view} set (security_barrier = true)"),
        5 => format!(
            "alter view {view} rename column {} to {}",
            column(dice, world, view)?.0,
            dice.name("shown")
        ),
        6 => format!(
            "alter view {view} alter column {} set default '1'",
            column(dice, world, view)?.0
        ),
        7 => format!(
            "create materialized view {new} as select {name}, count(*) as n from {of} group by 1"
        ),
        8 => format!("create materialized view {new} as select {name} from {of} with no data"),
        9 => format!("create view {new} as select * from {of} where {name} is not null"),
        10 => format!(
            "create view {new} with (security_barrier) as select o, o.{name} as one from {of} o"
        ),
        11 => format!(
            "create recursive view {new} (n) as values (1) union all select n + 1 from {new_own} where n < 9",
            new_own = new.split('.').next_back()?
        ),
        12 => format!(
            "create view {new} as select a.{name}, row_number() over (order by a.{name}) from {of} a left join {of} b using ({name})"
        ),
        _ => format!("comment on view {view} is 'a view'"),
    })
}
