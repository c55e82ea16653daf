-- What are these people ($1) called?
select person.id, person.subject_key, person.username as name from governance.users as person where person.id = any ($1)
