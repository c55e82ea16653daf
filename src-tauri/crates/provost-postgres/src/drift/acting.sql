-- For whom does this transaction act, as the database tells it?
select governance.current_user_id() as person
