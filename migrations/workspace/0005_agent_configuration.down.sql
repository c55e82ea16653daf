-- Takes back: how agents are set, and the processors that they run on.

drop table governance.agent_configuration;
drop table governance.gpu_resource;
