-- Takes back: what keeps credentials their person's own.

drop function governance.user_being_reset();
drop function governance.refuse_exchange();
