-- Takes back: that the people follow auth.users. Their rows stay.

do $do$
begin
  if pg_catalog.to_regprocedure('governance.follow_auth_user()') is null then
    return;
  end if;
  -- Its trigger goes with it: whoever may make a trigger on somebody else's table may not drop it.
  execute $sql$ drop function governance.follow_auth_user() cascade $sql$;
  execute $sql$ drop function governance.record_auth_user(uuid, jsonb) $sql$;
end
$do$;
