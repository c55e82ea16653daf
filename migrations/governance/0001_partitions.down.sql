-- Takes back: partitions by month for the tables that only grow.

drop function governance.keep_partitions(integer);
drop function governance.drop_partitions(regclass, date);
drop function governance.make_partitions(regclass, date, date);
drop function governance.make_month(regclass, timestamptz, timestamptz);
drop function governance.move_from_default(regclass, regclass, timestamptz, timestamptz);
drop function governance.guard_partition(regclass, regclass);
drop function governance.partition_bounds(regclass);
drop function governance.check_partitioned(regclass);
