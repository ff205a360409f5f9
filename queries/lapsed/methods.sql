-- Ways to tell who comes back, side by side.
--
-- Question: At past month-ends, which way of telling who comes back was right most often?
-- Grain:    method
-- Params:   $as_of date, the period's last day; outcomes after it are not looked at
-- Columns:  method code, the way: return_outlook, p_alive, overdue_ratio, fixed_rule or
--               days_since_last
--           month_count integer, month-ends it was tried at
--           first_on date, the first of them
--           last_on date, the last of them
--           horizon_days integer, days within which a return counts
--           customer_count integer, customers at the last of them
--           auc double or null, how often who came back stood above who did not, mean of the
--               month-ends
--           lowest_auc double or null, the lowest of them
--           highest_auc double or null, the highest of them
--           brier double or null, mean squared error of the probabilities, mean of the month-ends;
--               null for a way that gives none
--           predicted_count double or null, returns expected at all of them; null for a way that
--               gives no probabilities
--           returned_count integer, returns seen
-- Staff:    no
-- Link:     yes
-- Personal: none
-- Reads:    facts.outlook_score
-- Source:   AUC: Mann & Whitney (1947); Brier (1950); the same code as "python -m regulars backtest"
--
-- auc: how often somebody who came back stood above somebody who did not, mean of the month-ends. brier:
-- mean squared error of the probabilities. All customers of the shop, all places.

select
    method,
    count(*) as month_count,
    min(as_of) as first_on,
    max(as_of) as last_on,
    max(horizon_days) as horizon_days,
    max_by(customers, as_of) as customer_count,
    avg(auc) as auc,
    min(auc) as lowest_auc,
    max(auc) as highest_auc,
    avg(brier) as brier,
    sum(predicted_returns) as predicted_count,
    sum(actual_returns)::bigint as returned_count
from facts.outlook_score
where as_of <= $as_of::date - horizon_days
group by method
order by case method when 'return_outlook' then 1 when 'p_alive' then 2 else 3 end, method desc
