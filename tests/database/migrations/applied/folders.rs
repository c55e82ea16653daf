//! A folder of each tool, with an order that only the tool has, and with what it runs only on the way back.

/// A folder, and what it makes.
pub(super) struct Sample {
    /// The tool, as it is told.
    pub(super) tool: &'static str,
    /// The files: path and text.
    pub(super) files: &'static [(&'static str, &'static str)],
    /// Everything that is there afterwards: its kind, its name, its columns.
    pub(super) shape: &'static [&'static str],
    /// What is told beside.
    pub(super) told: &'static [&'static str],
}

pub(super) const FOLDERS: &[Sample] = &[
    SQLX,
    FLYWAY,
    GOLANG_MIGRATE,
    DBMATE,
    LIQUIBASE,
    RAILS,
    PRISMA,
    SUPABASE,
    DIESEL,
];

/// By number, not by name; `.down.sql` only on the way back.
const SQLX: Sample = Sample {
    tool: "sqlx",
    files: &[
        ("Cargo.toml", "[package]\nname = \"shop\"\n"),
        (
            "migrations/2_orders.up.sql",
            "create table orders (id bigint primary key, total numeric);",
        ),
        ("migrations/2_orders.down.sql", "drop table orders;"),
        (
            "migrations/10_amount.up.sql",
            "-- no-transaction\nalter table orders rename total to amount;\n\
             create index concurrently orders_amount on orders (amount);",
        ),
        (
            "migrations/10_amount.down.sql",
            "create table went_back (id int);",
        ),
    ],
    shape: &["table public.orders: id, amount"],
    told: &[],
};

/// Versions part by part, then what is repeatable; `U` only on the way back, callbacks never by themselves.
const FLYWAY: Sample = Sample {
    tool: "Flyway",
    files: &[
        (
            "V2__orders.sql",
            "create table orders (id bigint primary key, customer bigint references customers (id));",
        ),
        ("V10__note.sql", "alter table orders add column note text;"),
        (
            "V1.10__mail.sql",
            "alter table customers rename email to mail;",
        ),
        (
            "V1.9__email.sql",
            "alter table customers add column email text;",
        ),
        (
            "V1__customers.sql",
            "create table customers (id bigint primary key);",
        ),
        ("U10__note.sql", "alter table orders drop column note;"),
        (
            "R__notes.sql",
            "create or replace view notes as select id, note from orders;",
        ),
        ("beforeMigrate.sql", "create table called_back (id int);"),
        (
            "notes on the side.sql",
            "create table on_the_side (id int);",
        ),
    ],
    shape: &[
        "table public.customers: id, mail",
        "table public.orders: id, customer, note",
        "view public.notes: id, note",
    ],
    told: &["`notes on the side.sql`"],
};

/// By number; `.down.sql` only on the way back.
const GOLANG_MIGRATE: Sample = Sample {
    tool: "golang-migrate",
    files: &[
        ("go.mod", "module example.com/shop\n"),
        (
            "db/9_create_orders.up.sql",
            "create table orders (id bigint primary key);",
        ),
        ("db/9_create_orders.down.sql", "drop table orders;"),
        (
            "db/10_add_total.up.sql",
            "begin;\nalter table orders add column total numeric;\ncommit;",
        ),
        (
            "db/10_add_total.down.sql",
            "create table went_back (id int);",
        ),
    ],
    shape: &["table public.orders: id, total"],
    told: &[],
};

/// By time; what stands behind `migrate:down` only on the way back.
const DBMATE: Sample = Sample {
    tool: "dbmate",
    files: &[
        (
            "db/migrations/20240102000000_a_total.sql",
            "-- migrate:up transaction:false\ncreate index concurrently orders_id on orders (id);\n\
             alter table orders add column total numeric;\n\n\
             -- migrate:down\nalter table orders drop column total;\n",
        ),
        (
            "db/migrations/20240101000000_b_orders.sql",
            "-- migrate:up\ncreate table orders (id bigint);\n\n-- migrate:down\ndrop table orders;\n\
             create table went_back (id int);\n",
        ),
    ],
    shape: &["table public.orders: id, total"],
    told: &[],
};

/// As the file has them, whatever their names; `rollback` only on the way back, `dbms` only elsewhere. What another
/// language says is told.
const LIQUIBASE: Sample = Sample {
    tool: "Liquibase",
    files: &[
        (
            "changelog/001_shop.sql",
            "--liquibase formatted sql\n\n--changeset ann:10\ncreate table orders (id bigint primary key);\n\
             --rollback drop table orders;\n--rollback create table went_back (id int);\n\n\
             --changeset ann:9 splitStatements:false\n--comment: a function, so the semicolons stay\n\
             create function next_number() returns bigint language plpgsql as $$\nbegin\n  return 1;\nend $$;\n\
             /* liquibase rollback\n drop function next_number();\n*/\n\n\
             --changeset ann:mysql dbms:mysql\ncreate table elsewhere (id int) engine = InnoDB;\n\n\
             --changeset ann:2\nalter table orders add column number bigint default next_number();\n",
        ),
        (
            "changelog/002_views.sql",
            "-- liquibase formatted SQL\n-- changeset ann:numbers runOnChange:true\n\
             create or replace view numbers as select number from orders;\n-- rollback drop view numbers;\n",
        ),
        (
            "changelog/master.yaml",
            "databaseChangeLog:\n  - includeAll:\n      path: changelog\n",
        ),
    ],
    shape: &[
        "table public.orders: id, number",
        "view public.numbers: number",
    ],
    told: &["`changelog/master.yaml` is no SQL"],
};

/// `structure.sql` holds all versions; a migration beside it that it does not know is told.
const RAILS: Sample = Sample {
    tool: "Rails",
    files: &[
        (
            "db/migrate/20240101000000_create_orders.rb",
            "class CreateOrders < ActiveRecord::Migration[7.1]\n  def change\n    create_table :orders\n  end\nend\n",
        ),
        (
            "db/migrate/20240102000000_add_total.rb",
            "class AddTotal < ActiveRecord::Migration[7.1]\n  def change\n    add_column :orders, :total, :decimal\n  end\nend\n",
        ),
        (
            "db/migrate/20240103000000_add_note.rb",
            "class AddNote < ActiveRecord::Migration[7.1]\n  def change\n    add_column :orders, :note, :text\n  end\nend\n",
        ),
        (
            "db/structure.sql",
            "\\restrict Kq3\nSET statement_timeout = 0;\nSELECT pg_catalog.set_config('search_path', '', false);\n\
             CREATE TABLE public.ar_internal_metadata (key character varying NOT NULL, value character varying);\n\
             CREATE TABLE public.orders (id bigint NOT NULL, total numeric);\n\
             CREATE TABLE public.schema_migrations (version character varying NOT NULL);\n\
             SET search_path TO \"$user\", public;\n\
             INSERT INTO \"schema_migrations\" (version) VALUES\n('20240102000000'),\n('20240101000000');\n\n\
             \\unrestrict Kq3\n",
        ),
    ],
    shape: &[
        "table public.ar_internal_metadata: key, value",
        "table public.orders: id, total",
        "table public.schema_migrations: version",
    ],
    told: &["structure.sql does not know 1 migrations"],
};

/// Folder by folder, by the time in their names; a `down.sql` beside is nobody's.
const PRISMA: Sample = Sample {
    tool: "Prisma",
    files: &[
        (
            "prisma/migrations/migration_lock.toml",
            "provider = \"postgresql\"\n",
        ),
        (
            "prisma/migrations/20240102000000_a total/migration.sql",
            "-- AlterTable\nALTER TABLE \"Order\" ADD COLUMN \"total\" DECIMAL(65,30);\n",
        ),
        (
            "prisma/migrations/20240102000000_a total/down.sql",
            "DROP TABLE \"Order\";\n",
        ),
        (
            "prisma/migrations/20240101000000_init/migration.sql",
            "-- CreateTable\nCREATE TABLE \"Order\" (\n    \"id\" SERIAL NOT NULL,\n\n    CONSTRAINT \"Order_pkey\" PRIMARY KEY (\"id\")\n);\n",
        ),
    ],
    shape: &["table public.Order: id, total"],
    told: &[],
};

/// By time; the seed's rows are no schema.
const SUPABASE: Sample = Sample {
    tool: "Supabase",
    files: &[
        ("supabase/config.toml", "project_id = \"shop\"\n"),
        (
            "supabase/migrations/20240102000000_a_policy.sql",
            "alter table orders enable row level security;\n\
             create policy own on orders for select to authenticated using (owner = current_setting('request.jwt.claim.sub', true)::uuid);\n\
             grant select on orders to anon, authenticated, service_role;\n",
        ),
        (
            "supabase/migrations/20240101000000_b_orders.sql",
            "create table public.orders (id bigint generated always as identity primary key, owner uuid);\n",
        ),
        (
            "supabase/seed.sql",
            "insert into orders (owner) values (gen_random_uuid());\ncreate table of_the_seed (id int);\n",
        ),
    ],
    shape: &["table public.orders: id, owner"],
    told: &[],
};

/// By the version without its dashes; `down.sql` only on the way back.
const DIESEL: Sample = Sample {
    tool: "Diesel",
    files: &[
        (
            "migrations/00000000000000_diesel_initial_setup/up.sql",
            "CREATE OR REPLACE FUNCTION diesel_set_updated_at() RETURNS trigger AS $$\nBEGIN\n    RETURN NEW;\nEND;\n$$ LANGUAGE plpgsql;\n",
        ),
        (
            "migrations/00000000000000_diesel_initial_setup/down.sql",
            "DROP FUNCTION IF EXISTS diesel_set_updated_at();\n",
        ),
        (
            "migrations/2024-02-01-000000_total/up.sql",
            "ALTER TABLE orders ADD COLUMN total NUMERIC;\nCREATE INDEX CONCURRENTLY orders_total ON orders (total);\n",
        ),
        (
            "migrations/2024-02-01-000000_total/down.sql",
            "ALTER TABLE orders DROP COLUMN total;\n",
        ),
        (
            "migrations/2024-02-01-000000_total/metadata.toml",
            "run_in_transaction = false\n",
        ),
        (
            "migrations/20240101000000_orders/up.sql",
            "CREATE TABLE orders (id BIGINT PRIMARY KEY);\n",
        ),
        (
            "migrations/20240101000000_orders/down.sql",
            "DROP TABLE orders;\nCREATE TABLE went_back (id INT);\n",
        ),
    ],
    shape: &["table public.orders: id, total"],
    told: &[],
};
