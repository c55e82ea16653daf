-- What AI costs, and what it may cost.

create table governance.ai_costs (
  id uuid primary key default pg_catalog.gen_random_uuid(),
  tenant_id uuid not null default governance.current_tenant_id(),
  model_id uuid,
  deployment_id uuid,
  agent_id uuid,
  training_run_id uuid,
  cost_centre text,
  category text not null,
  provider text,
  period_start timestamptz not null,
  period_end timestamptz not null,
  amount numeric not null,
  currency text not null,
  request_count bigint,
  input_tokens bigint,
  output_tokens bigint,
  cache_read_tokens bigint,
  cache_write_tokens bigint,
  quantity numeric,
  quantity_unit text,
  source text not null,
  source_reference text,
  details jsonb not null default '{}',
  created_at timestamptz not null default pg_catalog.now(),
  updated_at timestamptz not null default pg_catalog.now(),
  constraint ai_costs_tenant_fk foreign key (tenant_id) references governance.tenants (id) on delete restrict,
  constraint ai_costs_source_unique unique (tenant_id, source, source_reference),
  constraint ai_costs_model_fk foreign key (tenant_id, model_id)
    references governance.ai_models (tenant_id, id) on delete set null (model_id),
  constraint ai_costs_deployment_fk foreign key (tenant_id, deployment_id)
    references governance.ai_model_deployments (tenant_id, id) on delete set null (deployment_id),
  constraint ai_costs_agent_fk foreign key (tenant_id, agent_id)
    references governance.ai_agents (tenant_id, id) on delete set null (agent_id),
  constraint ai_costs_run_fk foreign key (tenant_id, training_run_id)
    references governance.model_training_runs (tenant_id, id) on delete set null (training_run_id),
  constraint ai_costs_cost_centre_not_blank check (pg_catalog.btrim(cost_centre) <> ''),
  constraint ai_costs_category_known check (
    category in ('inference', 'training', 'fine_tuning', 'embedding', 'evaluation', 'hosting', 'storage',
    'labelling', 'licence', 'other')),
  constraint ai_costs_provider_not_blank check (pg_catalog.btrim(provider) <> ''),
  constraint ai_costs_ends_after_start check (period_end > period_start),
  constraint ai_costs_amount_is_finite check (amount not in ('NaN', 'Infinity', '-Infinity')),
  constraint ai_costs_currency_format check (currency ~ '^[A-Z]{3}$'),
  constraint ai_costs_request_count_not_negative check (request_count >= 0),
  constraint ai_costs_input_tokens_not_negative check (input_tokens >= 0),
  constraint ai_costs_output_tokens_not_negative check (output_tokens >= 0),
  constraint ai_costs_cache_read_tokens_not_negative check (cache_read_tokens >= 0),
  constraint ai_costs_cache_write_tokens_not_negative check (cache_write_tokens >= 0),
  constraint ai_costs_quantity_not_negative check (quantity >= 0 and quantity not in ('NaN', 'Infinity')),
  constraint ai_costs_quantity_has_unit check ((quantity is null) = (quantity_unit is null)),
  constraint ai_costs_quantity_unit_not_blank check (pg_catalog.btrim(quantity_unit) <> ''),
  constraint ai_costs_source_known check (source in ('invoice', 'provider', 'measured', 'estimated')),
  constraint ai_costs_source_reference_not_blank check (pg_catalog.btrim(source_reference) <> ''),
  constraint ai_costs_details_is_object check (pg_catalog.jsonb_typeof(details) = 'object')
);
create index ai_costs_period_start on governance.ai_costs (tenant_id, period_start);
create index ai_costs_model_id on governance.ai_costs (tenant_id, model_id, period_start);
create index ai_costs_deployment_id on governance.ai_costs (tenant_id, deployment_id, period_start);
create index ai_costs_agent_id on governance.ai_costs (tenant_id, agent_id, period_start);
create index ai_costs_training_run_id on governance.ai_costs (tenant_id, training_run_id);

comment on table governance.ai_costs is
  'What AI cost: one row for each thing, period and source. An import brings the same line of an invoice again without counting it twice. Seed 000 misses it and would keep costs as metrics of DECIMAL(10,4), which makes 0.0000 of the price of a token.';
comment on column governance.ai_costs.id is 'Its identity.';
comment on column governance.ai_costs.tenant_id is 'To whom it belongs.';
comment on column governance.ai_costs.model_id is 'For which model version; what was spent stays when it is deleted.';
comment on column governance.ai_costs.deployment_id is 'For which deployment; what was spent stays when it is deleted.';
comment on column governance.ai_costs.agent_id is 'For which agent; what was spent stays when it is deleted.';
comment on column governance.ai_costs.training_run_id is
  'For which training run; what was spent stays when it is deleted.';
comment on column governance.ai_costs.cost_centre is 'Which part of the organisation pays.';
comment on column governance.ai_costs.category is 'For what kind of work.';
comment on column governance.ai_costs.provider is 'Whom it is paid to.';
comment on column governance.ai_costs.period_start is 'From when on.';
comment on column governance.ai_costs.period_end is 'Until when, that moment left out.';
comment on column governance.ai_costs.amount is
  'What it cost, in the currency, exact and without a limit of digits; below zero for a credit.';
comment on column governance.ai_costs.currency is 'The currency, three letters as in ISO 4217.';
comment on column governance.ai_costs.request_count is 'How many requests were paid.';
comment on column governance.ai_costs.input_tokens is 'How many tokens were read, without those from a cache.';
comment on column governance.ai_costs.output_tokens is 'How many tokens were written.';
comment on column governance.ai_costs.cache_read_tokens is 'How many tokens were read from a cache, which cost less.';
comment on column governance.ai_costs.cache_write_tokens is 'How many tokens were put in a cache, which cost more.';
comment on column governance.ai_costs.quantity is 'How much of anything else was used, such as GPU hours.';
comment on column governance.ai_costs.quantity_unit is 'The unit of that.';
comment on column governance.ai_costs.source is
  'How it is known: an invoice, the provider''s report of use, own measurement, or an estimate.';
comment on column governance.ai_costs.source_reference is
  'The line of the source that it comes from; the same line is imported once.';
comment on column governance.ai_costs.details is 'What else the source says.';
comment on column governance.ai_costs.created_at is 'When the row was made.';
comment on column governance.ai_costs.updated_at is 'When the row was last changed.';

create trigger ai_costs_set_updated_at before update on governance.ai_costs
  for each row execute function governance.set_updated_at();

alter table governance.ai_costs enable row level security;
alter table governance.ai_costs force row level security;
create policy ai_costs_select on governance.ai_costs for select
  using (tenant_id = (select governance.current_tenant_id()) or (select governance.may_read_every_tenant()));
create policy ai_costs_insert on governance.ai_costs for insert
  with check ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()));
create policy ai_costs_update on governance.ai_costs for update
  using ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()))
  with check ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()));
create policy ai_costs_delete on governance.ai_costs for delete
  using ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()));

create table governance.ai_budgets (
  id uuid primary key default pg_catalog.gen_random_uuid(),
  tenant_id uuid not null default governance.current_tenant_id(),
  name text not null,
  model_id uuid,
  agent_id uuid,
  cost_centre text,
  period text not null default 'month',
  amount numeric not null,
  currency text not null,
  warn_at double precision not null default 0.8,
  owner_id uuid,
  valid_from date not null default current_date,
  valid_until date,
  created_at timestamptz not null default pg_catalog.now(),
  updated_at timestamptz not null default pg_catalog.now(),
  constraint ai_budgets_tenant_fk foreign key (tenant_id) references governance.tenants (id) on delete restrict,
  constraint ai_budgets_name_unique unique (tenant_id, name),
  constraint ai_budgets_model_fk foreign key (tenant_id, model_id)
    references governance.ai_models (tenant_id, id) on delete cascade,
  constraint ai_budgets_agent_fk foreign key (tenant_id, agent_id)
    references governance.ai_agents (tenant_id, id) on delete cascade,
  constraint ai_budgets_owner_fk foreign key (tenant_id, owner_id)
    references governance.users (tenant_id, id) on delete set null (owner_id),
  constraint ai_budgets_name_not_blank check (pg_catalog.btrim(name) <> ''),
  constraint ai_budgets_cost_centre_not_blank check (pg_catalog.btrim(cost_centre) <> ''),
  constraint ai_budgets_period_known check (period in ('month', 'quarter', 'year')),
  constraint ai_budgets_has_one_scope check (pg_catalog.num_nonnulls(model_id, agent_id, cost_centre) <= 1),
  constraint ai_budgets_amount_positive check (amount > 0 and amount not in ('NaN', 'Infinity')),
  constraint ai_budgets_currency_format check (currency ~ '^[A-Z]{3}$'),
  constraint ai_budgets_warn_at_in_range check (warn_at > 0 and warn_at <= 1),
  constraint ai_budgets_valid_in_order check (valid_until >= valid_from)
);
create index ai_budgets_model_id on governance.ai_budgets (tenant_id, model_id);
create index ai_budgets_agent_id on governance.ai_budgets (tenant_id, agent_id);
create index ai_budgets_owner_id on governance.ai_budgets (tenant_id, owner_id);

comment on table governance.ai_budgets is
  'What AI may cost in a month, a quarter or a year: in all, for one model version, for one agent or for one part of the organisation.';
comment on column governance.ai_budgets.id is 'Its identity.';
comment on column governance.ai_budgets.tenant_id is 'To whom it belongs.';
comment on column governance.ai_budgets.name is 'What people call it.';
comment on column governance.ai_budgets.model_id is 'For which model version alone, if so; the budget goes with it.';
comment on column governance.ai_budgets.agent_id is 'For which agent alone, if so; the budget goes with it.';
comment on column governance.ai_budgets.cost_centre is 'For which part of the organisation alone, if so.';
comment on column governance.ai_budgets.period is 'How long it lasts before it begins anew; periods begin in UTC.';
comment on column governance.ai_budgets.amount is 'How much may be spent in a period, in the currency.';
comment on column governance.ai_budgets.currency is
  'The currency, three letters as in ISO 4217; costs in others are not counted.';
comment on column governance.ai_budgets.warn_at is
  'From which share of it on somebody should be told, above 0 up to 1.';
comment on column governance.ai_budgets.owner_id is 'Who answers for it; none when that person was erased.';
comment on column governance.ai_budgets.valid_from is 'From when it holds.';
comment on column governance.ai_budgets.valid_until is 'Until when it holds, that day with it; none is for ever.';
comment on column governance.ai_budgets.created_at is 'When the row was made.';
comment on column governance.ai_budgets.updated_at is 'When the row was last changed.';

create trigger ai_budgets_set_updated_at before update on governance.ai_budgets
  for each row execute function governance.set_updated_at();

alter table governance.ai_budgets enable row level security;
alter table governance.ai_budgets force row level security;
create policy ai_budgets_select on governance.ai_budgets for select
  using (tenant_id = (select governance.current_tenant_id()) or (select governance.may_read_every_tenant()));
create policy ai_budgets_insert on governance.ai_budgets for insert
  with check ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()));
create policy ai_budgets_update on governance.ai_budgets for update
  using ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()))
  with check ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()));
create policy ai_budgets_delete on governance.ai_budgets for delete
  using ((tenant_id = (select governance.current_tenant_id()) and (select governance.is_tenant_admin()))
         or (select governance.may_write_every_tenant()));

create view governance.ai_budget_spending with (security_invoker = true) as
select budget.tenant_id, budget.id as budget_id, budget.name, budget.amount, budget.currency, span.starts_at, span.ends_at,
       spent.amount as spent, spent.amount / budget.amount as share, spent.amount > budget.amount as is_exceeded,
       spent.amount >= budget.amount * budget.warn_at::numeric as is_warned, spent.other_currencies
from governance.ai_budgets as budget
cross join lateral (
  select pg_catalog.date_trunc(budget.period, pg_catalog.now(), 'UTC') as starts_at,
         (pg_catalog.timezone('UTC', pg_catalog.date_trunc(budget.period, pg_catalog.now(), 'UTC'))
          + case budget.period when 'month' then interval '1 month' when 'quarter' then interval '3 months'
                               else interval '1 year' end) at time zone 'UTC' as ends_at,
         pg_catalog.timezone('UTC', pg_catalog.now())::date as today
) as span
cross join lateral (
  select coalesce(pg_catalog.sum(cost.amount) filter (where cost.currency = budget.currency), 0) as amount,
         pg_catalog.count(*) filter (where cost.currency <> budget.currency) as other_currencies
  from governance.ai_costs as cost
  where cost.tenant_id = budget.tenant_id
    and cost.period_start >= span.starts_at and cost.period_start < span.ends_at
    and (budget.model_id is null or cost.model_id = budget.model_id)
    and (budget.agent_id is null or cost.agent_id = budget.agent_id)
    and (budget.cost_centre is null or cost.cost_centre = budget.cost_centre)
) as spent
where budget.valid_from <= span.today and (budget.valid_until is null or budget.valid_until >= span.today);
comment on view governance.ai_budget_spending is
  'How much of each budget that holds is spent in the period of now. A cost belongs to the period in which it begins; costs in other currencies are counted, not converted.';
comment on column governance.ai_budget_spending.tenant_id is 'To whom it belongs.';
comment on column governance.ai_budget_spending.budget_id is 'The budget.';
comment on column governance.ai_budget_spending.name is 'What people call it.';
comment on column governance.ai_budget_spending.amount is 'How much may be spent.';
comment on column governance.ai_budget_spending.currency is 'The currency of both.';
comment on column governance.ai_budget_spending.starts_at is 'When the period began.';
comment on column governance.ai_budget_spending.ends_at is 'When the period ends.';
comment on column governance.ai_budget_spending.spent is 'How much is spent.';
comment on column governance.ai_budget_spending.share is 'Which share of the budget that is; 1 is all of it.';
comment on column governance.ai_budget_spending.is_exceeded is 'Whether more is spent than may be.';
comment on column governance.ai_budget_spending.is_warned is 'Whether somebody should be told.';
comment on column governance.ai_budget_spending.other_currencies is 'How many costs in other currencies were left out.';
