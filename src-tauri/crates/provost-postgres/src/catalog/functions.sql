-- Which functions, procedures and aggregates are there that belong to no extension and come with no type?
select
  n.nspname::text as schema,
  p.proname::text as name,
  pg_catalog.pg_get_function_identity_arguments(p.oid) as arguments,
  pg_catalog.pg_get_function_result(p.oid) as returns,
  p.prokind::text as kind,
  l.lanname::text as language,
  l.lanpltrusted as trusted_language,
  pg_catalog.pg_get_userbyid(p.proowner)::text as owner,
  p.prosecdef as security_definer,
  p.proleakproof as leakproof,
  p.proisstrict as strict,
  p.provolatile::text as volatility,
  p.proparallel::text as parallel,
  coalesce(p.proconfig, '{}') as settings,
  case when p.prokind <> 'a' then pg_catalog.pg_get_functiondef(p.oid) else pg_catalog.concat(
    'CREATE AGGREGATE ', pg_catalog.quote_ident(n.nspname), '.', pg_catalog.quote_ident(p.proname),
    '(', pg_catalog.pg_get_function_arguments(p.oid), ') (',
    pg_catalog.concat_ws(', ',
      'SFUNC = ' || a.aggtransfn::pg_catalog.regproc,
      'STYPE = ' || pg_catalog.format_type(a.aggtranstype, null),
      'SSPACE = ' || nullif(a.aggtransspace, 0),
      case when a.aggfinalfn <> 0 then 'FINALFUNC = ' || a.aggfinalfn::pg_catalog.regproc end,
      case when a.aggfinalextra then 'FINALFUNC_EXTRA' end,
      case when a.aggfinalfn <> 0 then 'FINALFUNC_MODIFY = ' || a.aggfinalmodify::text end,
      case when a.aggcombinefn <> 0 then 'COMBINEFUNC = ' || a.aggcombinefn::pg_catalog.regproc end,
      case when a.aggserialfn <> 0 then 'SERIALFUNC = ' || a.aggserialfn::pg_catalog.regproc end,
      case when a.aggdeserialfn <> 0 then 'DESERIALFUNC = ' || a.aggdeserialfn::pg_catalog.regproc end,
      'INITCOND = ' || pg_catalog.quote_literal(a.agginitval),
      case when a.aggmtransfn <> 0 then 'MSFUNC = ' || a.aggmtransfn::pg_catalog.regproc end,
      case when a.aggminvtransfn <> 0 then 'MINVFUNC = ' || a.aggminvtransfn::pg_catalog.regproc end,
      case when a.aggmtranstype <> 0 then 'MSTYPE = ' || pg_catalog.format_type(a.aggmtranstype, null) end,
      'MSSPACE = ' || nullif(a.aggmtransspace, 0),
      case when a.aggmfinalfn <> 0 then 'MFINALFUNC = ' || a.aggmfinalfn::pg_catalog.regproc end,
      case when a.aggmfinalextra then 'MFINALFUNC_EXTRA' end,
      'MINITCOND = ' || pg_catalog.quote_literal(a.aggminitval),
      case when a.aggsortop <> 0 then 'SORTOP = ' || a.aggsortop::pg_catalog.regoperator end,
      case when a.aggkind = 'h' then 'HYPOTHETICAL' end,
      'PARALLEL = ' || p.proparallel::text
    ), ')') end as definition,
  s.description as comment,
  coalesce(p.proacl, pg_catalog.acldefault('f', p.proowner))::text as acl
from pg_catalog.pg_proc p
join pg_catalog.pg_namespace n on n.oid = p.pronamespace
join pg_catalog.pg_language l on l.oid = p.prolang
left join pg_catalog.pg_aggregate a on a.aggfnoid = p.oid
left join pg_catalog.pg_depend d
  on d.objid = p.oid and d.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass and d.deptype in ('e', 'i')
left join pg_catalog.pg_description s
  on s.objoid = p.oid and s.classoid = 'pg_catalog.pg_proc'::pg_catalog.regclass and s.objsubid = 0
where d.objid is null and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
