-- Takes back: the calendars of people, and what stands in them.

drop table governance.events;
drop table governance.calendars;
