-- Drifting off, in figures.
--
-- Question: How many are slipping, how many have lapsed, what is at stake, who came back?
-- Grain:    one row
-- Params:   $as_of date, the period's last day; people are judged at its end
--           $from_on date, the period's first day
--           $location text, home place, or null for all
--           $staff text, usual colleague, or null for all
-- Reads:    facts.standing_on, facts.rhythm, facts.visit, facts.customer_month,
--           facts.customer, facts.shop
-- Source:   unlikely: of those slipping at past month-ends, the share that stayed away for 13 weeks,
--           with Wilson's interval, times the slipping now
--
-- People with at least 4 visits. Lapsed counts those whose last visit lies in the period or in the
-- 26 weeks before its end. Spend at stake is 26 weeks at the person's own rate over the 26 weeks up
-- to the last visit.

with person as (

    select
        standing.customer_id,
        standing.status,
        standing.last_visited_on
    from facts.standing_on($as_of) as standing
    inner join facts.rhythm as rhythm on standing.customer_id = rhythm.customer_id
    where
        standing.visit_count >= 4
        and standing.status in ('slipping', 'lapsed')
        and ($location::varchar is null or standing.home_location = $location)
        and ($staff::varchar is null or rhythm.usual_staff = $staff)
        and standing.last_visited_on >= least($from_on::date, $as_of::date - 182)

),

worth as (

    select
        person.customer_id,
        person.status,
        sum(visit.spend) as spend_at_stake
    from person
    inner join facts.visit as visit
        on
            person.customer_id = visit.customer_id
            and visit.visited_on <= person.last_visited_on
            and visit.visited_on > person.last_visited_on - 182
    group by person.customer_id, person.status

),

before_person as (

    select count(*) as slipping_before_count
    from facts.standing_on($from_on::date - 1) as standing
    inner join facts.rhythm as rhythm on standing.customer_id = rhythm.customer_id
    where
        standing.status = 'slipping'
        and ($location::varchar is null or standing.home_location = $location)
        and ($staff::varchar is null or rhythm.usual_staff = $staff)

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

flagged as (

    select
        count(*) as flagged_count,
        count(case
            when visit.next_visited_on is null or visit.next_visited_on > month.as_of_on + 91 then 1
        end) as stayed_away_count
    from facts.customer_month as month
    inner join facts.visit as visit
        on month.customer_id = visit.customer_id and month.last_visited_on = visit.visited_on
    where month.status = 'slipping' and month.as_of_on <= $as_of::date - 91

),

counted as (

    select
        count(case when status = 'slipping' then 1 end) as slipping_count,
        count(case when status = 'lapsed' then 1 end) as lapsed_count,
        coalesce(sum(case when status = 'slipping' then spend_at_stake end), 0)
            as slipping_spend_at_stake,
        coalesce(sum(case when status = 'lapsed' then spend_at_stake end), 0)
            as lapsed_spend_at_stake
    from worth

)

select
    counted.slipping_count,
    counted.lapsed_count,
    counted.slipping_spend_at_stake::double as slipping_spend_at_stake,
    counted.lapsed_spend_at_stake::double as lapsed_spend_at_stake,
    before_person.slipping_before_count,
    returned.returned_count,
    round(
        counted.slipping_count
        * flagged.stayed_away_count
        / nullif(flagged.flagged_count, 0)::double
    )::integer as unlikely_count,
    floor(
        counted.slipping_count * wilson_low(flagged.stayed_away_count, flagged.flagged_count)
    )::integer as unlikely_low,
    ceil(
        counted.slipping_count * wilson_high(flagged.stayed_away_count, flagged.flagged_count)
    )::integer as unlikely_high
from counted
cross join before_person
cross join returned
cross join flagged
