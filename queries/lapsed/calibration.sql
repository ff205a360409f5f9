-- What was expected and what came.
--
-- Question: Of those given a chance of about 3 in 10, did 3 in 10 come back?
-- Grain:    method, bin
-- Params:   $as_of date, the period's last day; outcomes after it are not looked at
-- Columns:  method code, who gave the probability, our outlook or the model alone: return_outlook or
--               p_alive
--           bin integer, tenth of the probability, 0 for up to 0.1
--           case_count integer, people at month-ends
--           predicted_count double, returns expected of them
--           returned_count integer, returns seen
--           predicted_rate double, expected share
--           returned_rate double, share seen
--           returned_low double, lower end of its 95 % interval
--           returned_high double, upper end of its 95 % interval
-- Staff:    no
-- Link:     yes
-- Personal: none
-- Reads:    facts.outlook_bin, facts.outlook_score
-- Source:   reliability diagram, Murphy & Winkler (1977); interval: Wilson (1927)
--
-- bin: tenths of the probability, 0 the lowest. The same people stand in several month-ends, so that the
-- intervals are somewhat too narrow.

with known as (

    select
        as_of,
        method
    from facts.outlook_score
    where as_of <= $as_of::date - horizon_days

),

counted as (

    select
        outlook_bin.method,
        outlook_bin.bin,
        sum(outlook_bin.customers)::bigint as case_count,
        sum(outlook_bin.predicted_returns) as predicted_count,
        sum(outlook_bin.actual_returns)::bigint as returned_count
    from facts.outlook_bin as outlook_bin
    inner join known on outlook_bin.as_of = known.as_of and outlook_bin.method = known.method
    group by outlook_bin.method, outlook_bin.bin

)

select
    method,
    bin,
    case_count,
    predicted_count,
    returned_count,
    predicted_count / case_count as predicted_rate,
    returned_count / case_count::double as returned_rate,
    wilson_low(returned_count, case_count) as returned_low,
    wilson_high(returned_count, case_count) as returned_high
from counted
order by method desc, bin
