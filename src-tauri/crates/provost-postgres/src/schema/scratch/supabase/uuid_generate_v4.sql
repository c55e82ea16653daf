-- Makes the function of uuid-ossp that old defaults call; the private server does not have that extension.
create function extensions.uuid_generate_v4() returns uuid language sql volatile strict parallel safe
as 'select pg_catalog.gen_random_uuid()'
