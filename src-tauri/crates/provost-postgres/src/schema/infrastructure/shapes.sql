-- Of which shapes are the values of a column that keeps passwords? Table and column are put in; only counts leave the server.
select shaped.shape, pg_catalog.count(*) as times
from (
    select
        case
            when kept.value is null or kept.value in ('', '!', '!!', '*', '*0', '*1', 'x', 'NULL', 'null') then 'none'
            -- Django's mark of an account that nobody signs in to, and a lock before a hash.
            when kept.value ~ '^!' then 'none'
            when bare.value ~ '^(bcrypt(_sha256)?\$)?\$2[abxy]?\$[0-9]{2}\$[./A-Za-z0-9]{53}$' then 'bcrypt'
            when bare.value ~* '^(argon2)?\$argon2(id|i|d)\$' or bare.value ~ '^argon2(id|i|d)?\$' then 'argon2'
            when bare.value ~ '^(\$scrypt\$|\$7\$|\$y\$|\$gy\$|scrypt[:$])' then 'scrypt'
            when bare.value ~ '^(\$pbkdf2[-_$]|pbkdf2[_:]|SCRAM-SHA-(1|256|512)\$)' then 'pbkdf2'
            when bare.value ~ '^AQAAAA[A-Za-z0-9+/]{50,}={0,2}$' then 'pbkdf2'
            when bare.value ~ '^\$[56]\$.+\$[./A-Za-z0-9]{43,}$' then 'sha-crypt'
            when bare.value ~ '^(\$1\$|\$apr1\$|\$P\$|\$H\$|\$md5[,$])' then 'md5-crypt'
            when bare.value ~ '^(0x|\\x)?([0-9A-Fa-f]{32}|[0-9A-Fa-f]{40})$' then 'digest'
            when bare.value ~ '^(md5[0-9a-f]{32}|\*[0-9A-F]{40}|(md5|sha1|unsalted_md5|unsalted_sha1)\$.*)$' then 'digest'
            when kept.value ~* '^\{(md5|smd5|sha|ssha)\}' then 'digest'
            when bare.value ~ '^(0x|\\x)?([0-9A-Fa-f]{56}|[0-9A-Fa-f]{64}|[0-9A-Fa-f]{96}|[0-9A-Fa-f]{128})$'
                or kept.value ~* '^\{s?sha(224|256|384|512)\}'
                or bare.value ~ '^sha(224|256|384|512)\$' then 'long digest'
            when kept.value ~* '^\{(noop|plain|cleartext)\}' then 'clear'
            when bare.value ~ '^[^[:space:]]{40,}$' then 'opaque'
            else 'clear'
        end as shape
    from
        (select chosen_column::pg_catalog.text as value from chosen_table limit 100000) as kept
        cross join lateral (
            -- Spring and LDAP write the name of the form before the value.
            select pg_catalog.regexp_replace(kept.value, '^\{[A-Za-z0-9@._-]{1,30}\}', '') as value
        ) as bare
) as shaped
group by shaped.shape
