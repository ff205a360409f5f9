-- Who was late at past month-ends, how likely their return was called then, and when they came.
--
-- Builds: facts.outlook_month
-- Grain:  customer_id, month_on
-- Reads:  facts.customer_month, facts.visit, facts.shop, facts.outlook
-- Source: docs/decisions.md, "A band never contradicts a status"; outlook_then is written by
--         regulars/facts/outlook/scoring.py from what was known at each month-end
--
-- At most 24 months, the one that is not over among them. People with an own rhythm; who was booked
-- ahead is not late. Without p_return the past was too short then, and the band is the status.

create or replace table facts.outlook_month as

with late as (

    select
        month.customer_id,
        month.month_on,
        month.as_of_on,
        month.status,
        month.last_visited_on,
        visit.cadence_days,
        visit.next_visited_on
    from facts.customer_month as month
    cross join facts.shop as shop
    inner join facts.visit as visit
        on month.customer_id = visit.customer_id and month.last_visited_on = visit.visited_on
    where
        month.status in ('slipping', 'lapsed')
        and visit.cadence_days is not null
        and month.as_of_on > shop.last_trading_on - 731

),

judged as (

    select
        late.*,
        coalesce(outlook.p_return, outlook_then.p_return) as p_return
    from late
    left join outlook_then
        on
            late.customer_id = 'C' || outlook_then.customer_no::varchar
            and late.as_of_on = outlook_then.as_of_on::date
    left join facts.outlook as outlook
        on
            late.customer_id = outlook.customer_id
            and late.as_of_on = outlook.as_of
            and outlook.method = 'learnt'

)

select
    customer_id,
    month_on,
    as_of_on,
    status,
    band_of(status, cadence_days, p_return) as band,
    p_return,
    last_visited_on,
    next_visited_on as returned_on
from judged
