//! Changes of functions, procedures and aggregates.

use super::{Dice, ROLES, World, column, first, schema};

pub(super) fn any(dice: &mut Dice, world: &World) -> Option<String> {
    if dice.below(2) == 0 {
        return new(dice, world);
    }
    let old = first(dice, world, &["function", "trigger function"])?;
    let routine = first(
        dice,
        world,
        &["function", "trigger function", "procedure", "aggregate"],
    )?;
    Some(match dice.below(16) {
        0 => format!("drop routine {routine}"),
        1 => format!("drop routine {routine} cascade"),
        2 => format!("alter function {old} stable parallel restricted"),
        3 => format!("alter function {old} cost {}", 1 + dice.below(900)),
        4 => format!("alter function {old} security definer set search_path = h, pg_temp"),
        5 => format!("alter function {old} set work_mem = '{}MB'", 1 + dice.below(9)),
        6 => format!("alter function {old} strict"),
        7 => format!("alter function {old} leakproof"),
        8 => format!("alter function {old} reset all"),
        9 => format!("alter routine {routine} rename to {}", dice.name("called")),
        10 => format!("alter routine {routine} set schema {}", schema(dice, world)?),
        11 => format!("alter routine {routine} owner to mut_app"),
        12 => format!("grant execute on routine {routine} to {}", dice.word(&ROLES)),
        13 => format!("revoke execute on routine {routine} from public"),
        14 => "create or replace function h.name_of(a int) returns text language sql stable as $$select 'z'||a$$".to_owned(),
        _ => format!("comment on routine {routine} is 'does'"),
    })
}

fn new(dice: &mut Dice, world: &World) -> Option<String> {
    let name = format!("{}.{}", schema(dice, world)?, dice.name("f"));
    let of = first(dice, world, &["table", "partitioned", "view", "matview"])?;
    let (one, data_type) = column(dice, world, of)?;
    Some(match dice.below(11) {
        0 => format!(
            "create function {name}(a int, b text default 'x') returns int language sql immutable return a + 1"
        ),
        1 => format!(
            "create function {name}() returns setof {of} language sql stable begin atomic select * from {of}; end"
        ),
        2 => format!(
            "create function {name}(r {of}) returns {data_type} language sql stable return r.{one}"
        ),
        3 => format!(
            "create function {name}(out a int, out b h.mood) language plpgsql as $$begin a := 1; end$$"
        ),
        4 => format!(
            "create function {name}() returns trigger language plpgsql set search_path = '' as $$begin return old; end$$"
        ),
        5 => format!(
            "create procedure {name}(a int, inout b {data_type}) language plpgsql as $$begin end$$"
        ),
        6 => format!("create procedure {name}() language sql begin atomic delete from {of}; end"),
        7 => format!("create aggregate {name}(int) (sfunc = int4pl, stype = int)"),
        8 => format!(
            "create function {name}(variadic a anyarray) returns int language sql as $$select 1$$"
        ),
        9 => format!(
            "create or replace function {name}(a {of}) returns table (x int, y {data_type}) language sql as $$select 1, null$$"
        ),
        _ => format!(
            "create function {name}() returns int language sql stable return (select count(*)::int from {of})"
        ),
    })
}
