-- Takes back: embeddings and what makes them. The extension stays, for others may use it.

drop table governance.ai_embeddings;
drop table governance.ai_embedding_models;
