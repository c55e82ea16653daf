-- Which of the organisations that are seen are synthetic sample data?
select tenant.name from governance.tenants as tenant where tenant.is_sample order by 1
