-- The company's own tables.

create schema sample_company;

-- Ids and chances come from the seed and a word alone, so that the same seed makes the same company. They leave with the
-- last script.
create function sample_company.tenant() returns uuid
language sql immutable parallel safe
return '5a3b1e00-c0de-4000-8000-000000000001'::uuid;

create function sample_company.pick_id(word text) returns uuid
language sql stable parallel safe
return pg_catalog.md5(pg_catalog.current_setting('provost.sample_seed') || ' ' || word)::uuid;

create function sample_company.chance(word text) returns double precision
language sql stable parallel safe
return ((pg_catalog.hashtextextended(word, pg_catalog.current_setting('provost.sample_seed')::bigint) >> 11)
        & 9007199254740991)::double precision / 9007199254740992;

create function sample_company.noise(word text) returns double precision
language sql stable parallel safe
return 2 * (sample_company.chance(word || ' 1') + sample_company.chance(word || ' 2')
            + sample_company.chance(word || ' 3') - 1.5);

create function sample_company.ago(days double precision) returns timestamptz
language sql stable parallel safe
return pg_catalog.timezone('UTC', pg_catalog.current_setting('provost.sample_day')::timestamp)
       - pg_catalog.make_interval(secs => pg_catalog.trunc((days * 86400)::numeric)::double precision);

-- Each column is name:type:level; a dash stands for one that nobody has given a level yet. id and created_at go without
-- saying.
create table sample_company.plan (position int primary key, name text not null, says text not null, columns text not null);
insert into sample_company.plan values
  (1, 'policy_holders', 'People and firms who hold a policy.',
    'customer_number:text:i first_name:text:c last_name:text:c birth_date:date:r email:text:c phone:text:c street:text:c '
    'city:text:i postal_code:text:c country:text:p national_id:text:r marketing_opt_in:boolean:i'),
  (2, 'household_members', 'Who lives with a policy holder.',
    'policy_holder_id:uuid:i first_name:text:c last_name:text:c birth_date:date:r relationship:text:c is_minor:boolean:c'),
  (3, 'policies', 'Contracts of insurance.',
    'policy_number:text:i policy_holder_id:uuid:i product_code:text:p status:text:i start_date:date:i end_date:date:i '
    'annual_premium:numeric:c sum_insured:numeric:c deductible:numeric:i broker_id:uuid:i'),
  (4, 'policy_coverages', 'What a policy covers.',
    'policy_id:uuid:i coverage_code:text:p limit_amount:numeric:c deductible:numeric:i starts_on:date:i ends_on:date:i'),
  (5, 'insured_vehicles', 'Vehicles under a policy.',
    'policy_id:uuid:i plate:text:c vin:text:c make:text:p model:text:p first_registration:date:i mileage:integer:i '
    'garage_postal_code:text:c'),
  (6, 'insured_buildings', 'Buildings under a policy.',
    'policy_id:uuid:i street:text:c postal_code:text:c built_year:integer:p floor_area:numeric:i roof_type:text:p '
    'flood_zone:text:p alarm_code:text:r'),
  (7, 'insured_persons', 'People whose health or life is insured.',
    'policy_id:uuid:i first_name:text:c last_name:text:c birth_date:date:r sex:text:r smoker:boolean:r occupation:text:c '
    'height_cm:integer:r weight_kg:integer:r'),
  (8, 'beneficiaries', 'Who receives the sum of a life policy.',
    'policy_id:uuid:i full_name:text:c birth_date:date:r share_percent:numeric:c iban:text:r'),
  (9, 'claims', 'Losses that were reported.',
    'claim_number:text:i policy_id:uuid:i reported_on:date:i loss_date:date:i loss_type:text:i description:text:c '
    'status:text:i estimated_amount:numeric:c paid_amount:numeric:c handler_id:uuid:i fraud_score:numeric:c'),
  (10, 'claim_parties', 'People on either side of a claim.',
    'claim_id:uuid:i full_name:text:c party_role:text:i phone:text:c email:text:c statement:text:r'),
  (11, 'claim_documents', 'Letters, photographs and reports of a claim.',
    'claim_id:uuid:i file_name:text:i media_type:text:p content_hash:text:i page_count:integer:i extracted_text:text:r '
    'language:text:-'),
  (12, 'claim_photos', 'Pictures of damage.',
    'claim_id:uuid:i file_name:text:i content_hash:text:i taken_at:timestamptz:c latitude:numeric:r longitude:numeric:r '
    'damage_label:text:i'),
  (13, 'claim_payments', 'What was paid on a claim.',
    'claim_id:uuid:i payee_name:text:c iban:text:r amount:numeric:c currency:text:p paid_on:date:i approved_by:uuid:i'),
  (14, 'claim_reserves', 'Money kept back for open claims.',
    'claim_id:uuid:i amount:numeric:c reason:text:i set_on:date:i set_by:uuid:i'),
  (15, 'claim_notes', 'What handlers wrote down.',
    'claim_id:uuid:i author_id:uuid:i note:text:r visibility:text:i sentiment:numeric:-'),
  (16, 'medical_reports', 'Reports of doctors on insured people.',
    'insured_person_id:uuid:r diagnosis_code:text:r diagnosis:text:r treatment:text:r physician:text:r report_date:date:r '
    'severity:integer:r'),
  (17, 'prescriptions', 'Medicines that were refunded.',
    'insured_person_id:uuid:r substance:text:r dose:text:r quantity:integer:r cost:numeric:r dispensed_on:date:r pharmacy:text:c'),
  (18, 'hospital_stays', 'Stays that were refunded.',
    'insured_person_id:uuid:r hospital:text:c admitted_on:date:r discharged_on:date:r diagnosis_group:text:r cost:numeric:r'),
  (19, 'health_questionnaires', 'What people said of their health before a contract.',
    'insured_person_id:uuid:r answers:jsonb:r signed_on:date:c bmi:numeric:r chronic_condition:boolean:r questionnaire_version:text:i'),
  (20, 'premium_invoices', 'What policy holders owe.',
    'policy_id:uuid:i invoice_number:text:i amount:numeric:c due_on:date:i paid_on:date:i reminder_level:integer:i'),
  (21, 'bank_accounts', 'Where premiums are drawn from.',
    'policy_holder_id:uuid:i iban:text:r bic:text:c holder_name:text:c mandate_reference:text:r mandate_signed_on:date:c'),
  (22, 'card_payments', 'Payments by card.',
    'invoice_id:uuid:i card_token:text:r last_four:text:c amount:numeric:c authorised_at:timestamptz:i result:text:i'),
  (23, 'credit_checks', 'What credit bureaus answered.',
    'policy_holder_id:uuid:c bureau:text:i score:integer:r checked_on:date:c reference:text:c'),
  (24, 'quotes', 'Offers that were made.',
    'quote_number:text:i product_code:text:p premium:numeric:i valid_until:date:i channel:text:i accepted:boolean:i '
    'visitor_id:text:c comparison_site:text:-'),
  (25, 'quote_answers', 'Answers that a quote rests on.',
    'quote_id:uuid:i question:text:p answer:text:c answered_at:timestamptz:i confidence:numeric:-'),
  (26, 'brokers', 'Firms that sell our policies.',
    'name:text:p licence_number:text:p email:text:i phone:text:i commission_rate:numeric:c city:text:p'),
  (27, 'broker_commissions', 'What brokers earn.',
    'broker_id:uuid:i policy_id:uuid:i amount:numeric:c period:text:i paid_on:date:i'),
  (28, 'products', 'What is sold.',
    'product_code:text:p name:text:p line_of_business:text:p tariff_version:text:i active:boolean:p'),
  (29, 'tariffs', 'Prices by risk.',
    'product_code:text:p risk_class:text:i base_rate:numeric:i loading:numeric:i valid_from:date:i valid_to:date:i'),
  (30, 'employees', 'Who works here.',
    'employee_number:text:i first_name:text:i last_name:text:i work_email:text:i department:text:i job_title:text:p '
    'hired_on:date:c salary:numeric:r iban:text:r'),
  (31, 'employee_absences', 'Days away.',
    'employee_id:uuid:c kind:text:r first_day:date:c last_day:date:c doctor_note:boolean:r'),
  (32, 'call_recordings', 'Calls with the service centre.',
    'policy_holder_id:uuid:c agent_id:uuid:i started_at:timestamptz:i duration_seconds:integer:i transcript:text:r '
    'audio_hash:text:c emotion_score:numeric:-'),
  (33, 'chat_messages', 'Messages to the assistant on the web.',
    'conversation_id:uuid:i sender:text:c message:text:r sent_at:timestamptz:i intent:text:i topic:text:- model_version:text:-'),
  (34, 'emails_received', 'Letters by e-mail.',
    'sender:text:c subject:text:c body:text:r received_at:timestamptz:i routed_to:text:i attachment_count:integer:-'),
  (35, 'complaints', 'What people were unhappy with.',
    'policy_holder_id:uuid:c category:text:i description:text:r opened_on:date:i closed_on:date:i outcome:text:c'),
  (36, 'satisfaction_surveys', 'What people said when asked.',
    'policy_holder_id:uuid:c score:integer:i comment:text:c answered_on:date:i wave:text:-'),
  (37, 'web_sessions', 'Visits to the customer portal.',
    'visitor_id:text:c ip_address:inet:c user_agent:text:i landing_page:text:i started_at:timestamptz:i '
    'page_views:integer:- referrer:text:- device_class:text:-'),
  (38, 'portal_logins', 'Sign-ins to the customer portal.',
    'policy_holder_id:uuid:c ip_address:inet:c succeeded:boolean:i logged_in_at:timestamptz:i method:text:-'),
  (39, 'telematics_trips', 'Journeys of cars that report how they are driven.',
    'vehicle_id:uuid:c started_at:timestamptz:c distance_km:numeric:c harsh_braking:integer:c start_latitude:numeric:r '
    'start_longitude:numeric:r night_share:numeric:- weather:text:-'),
  (40, 'telematics_scores', 'How safely somebody drives.',
    'vehicle_id:uuid:c month:date:i score:numeric:c trips:integer:i model_version:text:- percentile:numeric:-'),
  (41, 'weather_events', 'Storms and floods.',
    'kind:text:p region:text:p happened_on:date:p wind_speed:numeric:p rainfall_mm:numeric:p source:text:- expected_loss:numeric:-'),
  (42, 'fraud_cases', 'Investigations into claims.',
    'claim_id:uuid:c opened_on:date:c suspicion:text:r investigator_id:uuid:c result:text:r reported_to_police:boolean:r '
    'network_id:text:- alert_source:text:-'),
  (43, 'reinsurance_treaties', 'Risk that others carry.',
    'reinsurer:text:c treaty_type:text:i retention:numeric:c limit_amount:numeric:c valid_from:date:i valid_to:date:i '
    'rating:text:- layer:integer:-'),
  (44, 'model_scores', 'What models said of a case.',
    'claim_id:uuid:i model_name:text:i model_version:text:i score:numeric:c explanation:jsonb:c scored_at:timestamptz:i '
    'threshold:numeric:- overridden:boolean:- reviewer_id:uuid:-'),
  (45, 'vendor_contracts', 'What we buy.',
    'vendor:text:i service:text:i annual_cost:numeric:c signed_on:date:i ends_on:date:i processes_personal_data:boolean:i '
    'owner:text:- region:text:-');

-- Thirty rows each, of values that go by the name and the type of the column; a thousand of what models said.
do $do$
declare
  entry record;
  definitions text;
  names text;
  makers text;
begin
  for entry in select * from sample_company.plan order by position loop
    -- The older systems say of each row which of them it came from.
    entry.columns := entry.columns || case when entry.position <= 30 then ' source_system:text:i' else '' end;
    update sample_company.plan set columns = entry.columns where position = entry.position;
    select pg_catalog.string_agg(pg_catalog.format('%I %s', part[1], part[2]), ', ' order by place),
           pg_catalog.string_agg(pg_catalog.format('%I', part[1]), ', ' order by place),
           pg_catalog.string_agg(case
             when part[1] ~ 'email|^sender$' then '''person'' || (n * 7 % 400) || ''@example.org'''
             when part[1] ~ 'phone' then '''+49 30 5550'' || pg_catalog.lpad((n * 13 % 1000)::text, 3, ''0'')'
             when part[1] = 'first_name' then
               '(array[''Ada'', ''Bela'', ''Cleo'', ''Dario'', ''Elin'', ''Finn'', ''Greta'', ''Hugo'', ''Ines'', ''Jonas''])[n % 10 + 1]'
             when part[1] = 'last_name' then
               '(array[''Muster'', ''Beispiel'', ''Sample'', ''Specimen'', ''Exempel'', ''Voorbeeld'', ''Prueba''])[n % 7 + 1]'
             when part[1] ~ '(full|holder|payee)_name|physician' then '''Person '' || (n * 7 % 400)'
             when part[1] = 'iban' then '''XX00 0000 0000 '' || pg_catalog.lpad((n * 997 % 10000)::text, 4, ''0'')'
             when part[2] = 'uuid' then pg_catalog.format('sample_company.pick_id(%L || n * 11 %% 30)', pg_catalog.regexp_replace(
               pg_catalog.regexp_replace(part[1], '_id$', 's'), 'ys$', 'ies') || ' ')
             when part[1] = 'model_name' then
               '(array[''claims-triage'', ''fraud-detector'', ''damage-assessor'', ''reserve-forecaster''])[n % 4 + 1]'
             when part[1] = 'model_version' then '(array[''2.1.0'', ''2.0.0'', ''1.0.0'', ''1.1.0''])[n % 4 + 1]'
             when part[1] = 'birth_date' then 'sample_company.ago(7000 + n * 613)::date'
             when part[1] = 'country' then '(array[''NO'', ''SE'', ''DK'', ''DE'', ''NL''])[n % 5 + 1]'
             when part[1] = 'currency' then '''EUR'''
             when part[2] = 'date' then 'sample_company.ago(1 + n % 30 * 12.1)::date'
             when part[2] = 'timestamptz' then 'sample_company.ago(1 + n * 12.1 % 300)'
             when part[2] = 'numeric' then pg_catalog.format('pg_catalog.round((sample_company.chance(''%s '' || n) * 1000)::numeric, 2)',
               entry.name || part[1])
             when part[2] = 'integer' then pg_catalog.format('(sample_company.chance(''%s '' || n) * 100)::int',
               entry.name || part[1])
             when part[2] = 'boolean' then pg_catalog.format('sample_company.chance(''%s '' || n) < 0.3', entry.name || part[1])
             when part[2] = 'jsonb' then 'pg_catalog.jsonb_build_object(''sample'', n)'
             when part[2] = 'inet' then '(''192.0.2.'' || (n * 7 % 250 + 1))::inet'
             else pg_catalog.format('''%s '' || n', pg_catalog.replace(part[1], '_', ' '))
           end, ', ' order by place)
    into definitions, names, makers
    from pg_catalog.string_to_table(entry.columns, ' ') with ordinality as word (text, place),
         pg_catalog.string_to_array(word.text, ':') as part;
    execute pg_catalog.format('create table sample_company.%I (id uuid primary key, %s, created_at timestamptz not null)',
                              entry.name, definitions);
    execute pg_catalog.format('comment on table sample_company.%I is %L', entry.name, entry.says || ' Sample data.');
    execute pg_catalog.format('alter table sample_company.%I enable row level security', entry.name);
    execute pg_catalog.format('insert into sample_company.%I (id, %s, created_at)
      select sample_company.pick_id(%L || n), %s, sample_company.ago(20 + n %% 30 * 11.5) from pg_catalog.generate_series(0, %s) as n',
      entry.name, names, entry.name || ' ', makers, case entry.name when 'model_scores' then 999 else 29 end);
  end loop;
end
$do$;
