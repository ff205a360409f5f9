-- Drifting off, in figures.
--
-- Question: How many are slipping, how many have lapsed, what is at risk, who came back?
-- Grain:    one row
-- Params:   $as_of date, the period's last day; people are judged at its end
--           $from_on date, the period's first day
--           $location text, home place, or null for all
--           $staff text, usual colleague, or null for all
-- Columns:  slipping_count integer, people who are slipping
--           likely_count integer, people who have likely lapsed
--           lapsed_count integer, people who have lapsed
--           booked_count integer, people who would be late, but are booked
--           late_value_at_risk double, at risk with those slipping or likely lapsed, in the shop's
--               currency
--           lapsed_value_at_risk double, at risk with those lapsed, in the shop's currency
--           before_on date or null, the earlier day compared with; null where none had an outlook
--           late_before_count integer or null, people slipping or likely lapsed then
--           returned_count integer, people who came back in the period from an absence long enough
--               to be late
--           horizon_days integer or null, days within which a return counts; null without an outlook
--           unlikely_count integer or null, of those late now, how many will stay away if it goes as
--               before
--           unlikely_low integer or null, lower end of its 95 % interval
--           unlikely_high integer or null, upper end of its 95 % interval
-- Staff:    no
-- Link:     yes
-- Personal: none
-- Reads:    facts.outlook_on, facts.standing_on, facts.rhythm, facts.visit, facts.outlook_month,
--           facts.outlook, facts.customer, facts.shop
-- Source:   unlikely: of those slipping or likely lapsed at past month-ends, the share that stayed
--           away for the outlook's horizon, with Wilson's interval, times those now
--
-- People with an own rhythm; who is booked ahead is counted apart. Lapsed counts those whose last visit
-- lies in the period or in the 26 weeks before its end. At risk: as in lapsed/overdue. late_before_count
-- were slipping or likely lapsed at the end of before_on, judged as now: where an outlook divides them,
-- the last month-end before the period that had one too, else the day before the period.

with person as (

    select
        late.customer_id,
        coalesce(late.band, 'booked') as band,
        late.last_visited_on,
        late.p_return,
        late.value_at_risk
    from facts.outlook_on($as_of) as late
    inner join facts.rhythm as rhythm on late.customer_id = rhythm.customer_id
    where
        late.is_late
        and ($location::varchar is null or late.home_location = $location)
        and ($staff::varchar is null or rhythm.usual_staff = $staff)
        and late.last_visited_on >= least($from_on::date, $as_of::date - 182)

),

worth as (

    select
        person.customer_id,
        person.band,
        coalesce(person.value_at_risk, sum(visit.spend)::double) as value_at_risk
    from person
    inner join facts.visit as visit
        on
            person.customer_id = visit.customer_id
            and visit.visited_on <= person.last_visited_on
            and visit.visited_on > person.last_visited_on - 182
    group by person.customer_id, person.band, person.value_at_risk

),

slipping_before as (

    select count(*) as late_count
    from facts.standing_on($from_on::date - 1) as standing
    inner join facts.rhythm as rhythm on standing.customer_id = rhythm.customer_id
    where
        standing.status = 'slipping'
        and ($location::varchar is null or standing.home_location = $location)
        and ($staff::varchar is null or rhythm.usual_staff = $staff)

),

month_end_before as (

    select max(as_of_on) as as_of_on
    from facts.outlook_month
    where as_of_on < $from_on::date and p_return is not null

),

late_at_month_end as (

    select count(*) as late_count
    from month_end_before
    inner join facts.outlook_month as month
        on
            month_end_before.as_of_on = month.as_of_on
            and month.band in ('slipping', 'likely lapsed')
    inner join facts.customer as customer on month.customer_id = customer.customer_id
    inner join facts.rhythm as rhythm on month.customer_id = rhythm.customer_id
    where
        ($location::varchar is null or customer.home_location = $location)
        and ($staff::varchar is null or rhythm.usual_staff = $staff)

),

before as (

    select
        case when is_learnt.now then month_end_before.as_of_on else $from_on::date - 1 end
            as before_on,
        case
            when not is_learnt.now then slipping_before.late_count
            when month_end_before.as_of_on is not null then late_at_month_end.late_count
        end as late_before_count
    from (select count(p_return) > 0 as now from person) as is_learnt
    cross join slipping_before
    cross join month_end_before
    cross join late_at_month_end

),

returned as (

    select count(distinct visit.customer_id) as returned_count
    from facts.visit as visit
    inner join facts.customer as customer on visit.customer_id = customer.customer_id
    inner join facts.rhythm as rhythm on visit.customer_id = rhythm.customer_id
    cross join facts.shop as shop
    where
        visit.visited_on between $from_on::date and $as_of::date
        and visit.gap_days > shop.slipping_ratio * visit.patience_before_days
        and ($location::varchar is null or customer.home_location = $location)
        and ($staff::varchar is null or rhythm.usual_staff = $staff)

),

horizon as (

    select max(horizon_days) as horizon_days
    from facts.outlook

),

flagged as (

    select
        max(horizon.horizon_days) as horizon_days,
        count(month.customer_id) as flagged_count,
        count(case
            when
                month.returned_on is null
                or month.returned_on > month.as_of_on + horizon.horizon_days
                then month.customer_id
        end) as stayed_away_count
    from horizon
    left join facts.outlook_month as month
        on
            month.band in ('slipping', 'likely lapsed')
            and month.as_of_on <= $as_of::date - horizon.horizon_days

),

counted as (

    select
        count(case when band = 'slipping' then 1 end) as slipping_count,
        count(case when band = 'likely lapsed' then 1 end) as likely_count,
        count(case when band = 'lapsed' then 1 end) as lapsed_count,
        count(case when band = 'booked' then 1 end) as booked_count,
        coalesce(
            sum(case when band in ('slipping', 'likely lapsed') then value_at_risk end), 0
        ) as late_value_at_risk,
        coalesce(sum(case when band = 'lapsed' then value_at_risk end), 0) as lapsed_value_at_risk
    from worth

)

select
    counted.slipping_count,
    counted.likely_count,
    counted.lapsed_count,
    counted.booked_count,
    counted.late_value_at_risk,
    counted.lapsed_value_at_risk,
    before.before_on,
    before.late_before_count,
    returned.returned_count,
    flagged.horizon_days,
    round(
        (counted.slipping_count + counted.likely_count)
        * flagged.stayed_away_count
        / nullif(flagged.flagged_count, 0)::double
    )::integer as unlikely_count,
    floor(
        (counted.slipping_count + counted.likely_count)
        * wilson_low(flagged.stayed_away_count, flagged.flagged_count)
    )::integer as unlikely_low,
    ceil(
        (counted.slipping_count + counted.likely_count)
        * wilson_high(flagged.stayed_away_count, flagged.flagged_count)
    )::integer as unlikely_high
from counted
cross join before
cross join returned
cross join flagged
