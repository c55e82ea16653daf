-- Takes back: what AI costs, and what it may cost.

drop view governance.ai_budget_spending;
drop table governance.ai_budgets;
drop table governance.ai_costs;
