-- Overdue against their own rhythm.
--
-- Question: Who is away longer than they ever are, why do we say so, and what happened last?
-- Grain:    customer_id; people with at least 4 visits
-- Params:   $as_of date, the period's last day; people are judged at its end
--           $from_on date, the period's first day; lapsed people whose last visit lies before it and
--               before the last 26 weeks are left out
--           $location text, home place, or null for all
--           $staff text, usual colleague, or null for all
-- Reads:    facts.standing_on, facts.rhythm, facts.visit, facts.response, facts.staff,
--           facts.customer, facts.booked_ahead
-- Source:   house definition (docs/decisions.md, "Late is measured against the shop's own past")
--
-- Closed days are taken off the absence. Spend at stake is 26 weeks at the person's own rate over
-- the 26 weeks up to the last visit.

with person as (

    select
        standing.*,
        rhythm.usual_item,
        rhythm.usual_staff
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
        sum(visit.spend) as spend_at_stake
    from person
    inner join facts.visit as visit
        on
            person.customer_id = visit.customer_id
            and visit.visited_on <= person.last_visited_on
            and visit.visited_on > person.last_visited_on - 182
    group by person.customer_id

),

next_booking as (

    select
        customer_id,
        min(starts_on) as starts_on
    from facts.booked_ahead($as_of)
    group by customer_id

),

answer as (

    select
        customer_id,
        responded_on,
        metric,
        score,
        comment,
        row_number() over (
            partition by customer_id
            order by responded_on desc, (metric = 'nps') desc, score
        ) as recency
    from facts.response
    where customer_id is not null and responded_on <= $as_of::date

)

select
    person.customer_id,
    person.customer_name,
    person.status,
    person.last_visited_on,
    person.days_since_last::integer as days_since_last,
    person.closed_days::integer as closed_days,
    person.cadence_days,
    person.spread_days,
    person.overdue_ratio,
    person.visit_count,
    worth.spend_at_stake::double as spend_at_stake,
    format(
        'Usually every {}{}; last here {} days ago',
        pace(person.cadence_days), give_or_take(person.spread_days), person.days_since_last
    )
    || case
        when person.closed_days > 0 then format(' ({} of them closed)', person.closed_days)
        else ''
    end
    || case
        when next_booking.starts_on is not null
            then format('; booked for {}', say_day(next_booking.starts_on))
        else ''
    end as why,
    answer.score as last_score,
    answer.metric as last_score_metric,
    answer.comment as last_comment,
    answer.responded_on as last_answered_on,
    person.last_staff,
    person.usual_item,
    person.usual_staff,
    coalesce(staff.has_left and staff.last_served_on <= $as_of::date, false) as usual_staff_left,
    customer.email,
    customer.phone
from person
inner join facts.customer as customer on person.customer_id = customer.customer_id
left join next_booking on person.customer_id = next_booking.customer_id
left join worth on person.customer_id = worth.customer_id
left join answer on person.customer_id = answer.customer_id and answer.recency = 1
left join facts.staff as staff on person.usual_staff = staff.staff
order by person.status desc, worth.spend_at_stake desc, person.customer_name
