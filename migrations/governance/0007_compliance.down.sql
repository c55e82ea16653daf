-- Takes back: what laws and standards ask for, and how far it is met.

drop table governance.ai_compliance;
