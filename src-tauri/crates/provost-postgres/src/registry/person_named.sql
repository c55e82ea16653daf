-- Which active people have this e-mail address, name or id ($1)?
select
    person.id
from
    governance.users as person
where
    person.status = 'active'
    and (
        pg_catalog.lower(person.email) = pg_catalog.lower($1)
        or pg_catalog.lower(person.username) = pg_catalog.lower($1)
        or person.id::text = pg_catalog.lower($1)
    )
order by
    person.id
limit 2
