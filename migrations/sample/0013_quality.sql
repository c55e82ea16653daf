-- A check of quality for each table and week.

insert into governance.ai_data_quality (id, tenant_id, schema_name, table_name, quality_metrics, quality_score, issues,
  rows_checked, checked_by, checked_at, created_at, updated_at)
select sample_company.pick_id('quality ' || name || week), sample_company.tenant(), 'sample_company', name,
  pg_catalog.jsonb_build_object('completeness', least(1, score + 0.01), 'accuracy', score, 'consistency', least(1, score + 0.005),
    'timeliness', least(1, score + 0.015)),
  score, case when score < 0.9 then '[{"kind": "missing values", "severity": "high"}]'
    when score < 0.95 then '[{"kind": "late rows", "severity": "low"}]' else '[]' end::jsonb,
  30, 'weekly checks', sample_company.ago(week * 7 - 5.9), sample_company.ago(week * 7 - 5.9), sample_company.ago(week * 7 - 5.9)
from sample_company.plan, pg_catalog.generate_series(1, 52) as week,
  -- Letters by e-mail have always been poor; what telematics sends has become so since the summer.
  lateral (select pg_catalog.round(least(1, case name when 'emails_received' then 0.872 when 'web_sessions' then 0.934 else 0.965
    + 0.03 * sample_company.chance('quality ' || name) end
    + 0.006 * sample_company.noise('quality ' || name || week)
    - case when name = 'telematics_trips' and week < 16 then (16 - week) * 0.0065 else 0 end)::numeric, 4)::double precision
      as score) as drawn;
