-- How many familiar faces.
--
-- Question: How many recognised customers are likely in on a day, and how many are usual?
-- Grain:    one row
-- Params:   $as_of date, the last trading day; nothing after it is used
--           $day date, the day ahead
--           $location text, one place, or null for all
--           $staff text, their usual colleague, or null for all
-- Columns:  expected_count integer, recognised people expected, the sum of their chances
--           expected_low integer, lower end of the 95 % interval
--           expected_high integer, upper end of the 95 % interval
--           usual_count double or null, recognised people on the last four such weekdays, the mean
--           candidate_count integer, people with a chance of 1 in 20 or more
--           is_unsettled boolean, the chances rest on a usual shop's weights: this shop's own days gave
--               none that hold
-- Staff:    yes
-- Link:     yes
-- Personal: none
-- Reads:    facts.expected_on, facts.visit, facts.trading_day, facts.day_weight
-- Source:   sum of independent chances; interval mean +- 1.96 sd of a Poisson binomial
--
-- usual_count is the mean of recognised visitors on the last four such weekdays; with a colleague, of
-- those among them who are booked with that one or mostly served by.

with likely as (

    select
        customer_id,
        visit_chance
    from facts.expected_on($as_of, $day, $location, $staff)

),

figure as (

    select
        count(case when visit_chance >= 0.05 then 1 end) as candidate_count,
        sum(visit_chance) as expected,
        sqrt(sum(visit_chance * (1 - visit_chance))) as deviation
    from likely

),

last_four as (

    select trading_on
    from facts.trading_day
    where is_open and trading_on <= $as_of::date and weekday = isodow($day::date)
    order by trading_on desc
    limit 4

),

seen as (

    select
        last_four.trading_on,
        count(
            case
                when $staff::varchar is null or likely.customer_id is not null
                    then visit.customer_id
            end
        ) as visitor_count
    from last_four
    left join facts.visit as visit
        on
            last_four.trading_on = visit.visited_on
            and ($location::varchar is null or visit.location = $location)
    left join likely on visit.customer_id = likely.customer_id
    group by last_four.trading_on

)

select
    coalesce(round(figure.expected), 0)::integer as expected_count,
    coalesce(greatest(0, floor(figure.expected - 1.96 * figure.deviation)), 0)::integer
        as expected_low,
    coalesce(ceil(figure.expected + 1.96 * figure.deviation), 0)::integer as expected_high,
    (select avg(seen.visitor_count) from seen) as usual_count,
    figure.candidate_count,
    (
        select coalesce(bool_or(day_weight.is_unsettled), false)
        from facts.day_weight as day_weight
        where day_weight.is_next = ($day::date - $as_of::date <= 3)
    ) as is_unsettled
from figure
