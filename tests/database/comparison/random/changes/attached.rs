//! Changes of what hangs on a table: constraints, indexes, triggers, policies, rules.

use super::{Dice, ROLES, World, both, column, first, table};

pub(super) fn any(dice: &mut Dice, world: &World) -> Option<String> {
    match dice.below(6) {
        0 | 1 => constraint(dice, world),
        2 | 3 => index(dice, world),
        4 => trigger(dice, world),
        _ => policy(dice, world),
    }
}

fn constraint(dice: &mut Dice, world: &World) -> Option<String> {
    let table = table(dice, world)?;
    let (one, _) = column(dice, world, table)?;
    let (two, _) = column(dice, world, table)?;
    let other = self::table(dice, world)?;
    let (there, _) = column(dice, world, other)?;
    let (of, name) = both(dice, world, &["constraint", "foreign key"])?;
    let late = dice.word(&["", "", "deferrable", "deferrable initially deferred"]);
    let unchecked = dice.word(&["", "", "not valid"]);
    let new = dice.name("k");
    let clause = match dice.below(15) {
        0 => return Some(format!("alter table {of} drop constraint {name}")),
        1 => return Some(format!("alter table {of} drop constraint {name} cascade")),
        2 => {
            return Some(format!(
                "alter table {of} rename constraint {name} to {new}"
            ));
        }
        3 => return Some(format!("alter table {of} validate constraint {name}")),
        4 => return Some(format!("comment on constraint {name} on {of} is 'kept'")),
        5 => {
            let (of, name) = both(dice, world, &["foreign key"])?;
            let how = dice.word(&[
                "deferrable initially deferred",
                "not deferrable",
                "not enforced",
            ]);
            return Some(format!("alter table {of} alter constraint {name} {how}"));
        }
        6 => format!("primary key ({one})"),
        7 => format!("unique ({one}, {two}) {late}"),
        8 => format!("unique nulls not distinct ({two}) include ({one})"),
        9 => format!("check ({one} is not null or {two} is null) {unchecked}"),
        10 => format!(
            "check ({one}::text <> '' and ({two}::text) in ('a', 'b')) no inherit not valid"
        ),
        11 => format!("check (({one})::text = any (array['x', 'y'])) not enforced"),
        12 => format!("exclude using btree ({one} with =) where ({two} is not null)"),
        13 => format!(
            "foreign key ({one}) references {other} ({there}) on delete {} {late} {unchecked}",
            dice.word(&[
                "cascade",
                "set null",
                "restrict",
                "no action",
                "set default"
            ])
        ),
        _ => format!("foreign key ({one}) references {other} {unchecked}"),
    };
    Some(format!("alter table {table} add constraint {new} {clause}"))
}

fn index(dice: &mut Dice, world: &World) -> Option<String> {
    let table = first(dice, world, &["table", "partitioned", "matview"])?;
    let (one, _) = column(dice, world, table)?;
    let (two, _) = column(dice, world, table)?;
    let old = first(dice, world, &["index"])?;
    let new = dice.name("i");
    Some(match dice.below(13) {
        0 | 1 => format!("drop index {old}"),
        2 => format!("alter index {old} rename to {new}"),
        3 => format!(
            "alter index {old} set (fillfactor = {})",
            60 + dice.below(30)
        ),
        4 => format!("comment on index {old} is 'an index'"),
        5 => format!("create index {new} on {table} ({one}, {two} desc nulls last)"),
        6 => format!("create unique index {new} on {table} ({one}) include ({two})"),
        7 => format!("create index {new} on {table} (lower({one}::text)) where {two} is not null"),
        8 => format!("create index {new} on {table} using hash ({one}) with (fillfactor = 55)"),
        9 => format!("create index {new} on {table} using brin ({one})"),
        10 => format!("create index {new} on only {table} (({one} is null), {two})"),
        11 => format!(
            "create unique index {new} on {table} ({one}); alter table {table} replica identity using index {new}"
        ),
        _ => format!(
            "create index {new} on {table} ({one} text_pattern_ops); alter table {table} cluster on {new}"
        ),
    })
}

fn trigger(dice: &mut Dice, world: &World) -> Option<String> {
    let (of, name) = both(dice, world, &["trigger"])?;
    let table = table(dice, world)?;
    let (one, _) = column(dice, world, table)?;
    let function = first(dice, world, &["trigger function"])?;
    let new = dice.name("g");
    Some(match dice.below(12) {
        0 => format!("drop trigger {name} on {of}"),
        1 => format!("alter trigger {name} on {of} rename to {new}"),
        2 => format!("alter table {of} disable trigger {name}"),
        3 => format!("alter table {of} enable always trigger {name}"),
        4 => format!("comment on trigger {name} on {of} is 'fires'"),
        5 => format!(
            "create trigger {new} before update of {one} on {table} for each row when (new.{one} is distinct from old.{one}) execute function {function}"
        ),
        6 => format!(
            "create trigger {new} after delete on {table} referencing old table as gone for each statement execute function {function}"
        ),
        7 => format!(
            "create constraint trigger {new} after insert on {table} deferrable for each row execute function {function}"
        ),
        8 => format!(
            "create trigger {new} after truncate on {table} execute function {function}('x', 'it''s')"
        ),
        9 => format!(
            "create rule {new} as on delete to {table} where (old.{one} is null) do instead nothing"
        ),
        10 => {
            let (of, name) = both(dice, world, &["rule"])?;
            format!("drop rule {name} on {of}")
        }
        _ => format!(
            "create trigger {new} after insert or update on {table} for each row execute function {function}"
        ),
    })
}

fn policy(dice: &mut Dice, world: &World) -> Option<String> {
    let (of, name) = both(dice, world, &["policy"])?;
    let table = table(dice, world)?;
    let (one, _) = column(dice, world, table)?;
    let role = dice.word(&ROLES);
    let new = dice.name("q");
    Some(match dice.below(9) {
        0 => format!("drop policy {name} on {of}"),
        1 => format!("alter policy {name} on {of} rename to {new}"),
        2 => format!("alter policy {name} on {of} to {role}"),
        3 => format!("alter policy {name} on {of} using (h.twice(3) = 6)"),
        4 => format!("comment on policy {name} on {of} is 'whose'"),
        5 => format!(
            "create policy {new} on {table} as restrictive for select to {role} using ({one} is not null)"
        ),
        6 => format!(
            "create policy {new} on {table} for insert with check ({one}::text <> current_user)"
        ),
        7 => format!(
            "create policy {new} on {table} for update to {role}, mut_app using (true) with check (exists (select 1 from h.p where p.id > 0))"
        ),
        _ => format!(
            "create policy {new} on {table} using (({one})::text = current_setting('app.who', true))"
        ),
    })
}
