-- Drops the company's own tables, and all that stands on them.
drop schema if exists sample_company cascade
