-- Takes back: the documents and conversations of people, each with the time for which it may be kept.

drop table governance.chat_history;
drop table governance.documents;
