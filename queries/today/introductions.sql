-- Whom to introduce.
--
-- Question: Which regulars who are likely in has a colleague on shift never served?
-- Grain:    staff, customer_id
-- Params:   $as_of date, the last trading day; nothing after it is used
--           $day date, the day ahead
--           $location text, one place, or null for all
--           $staff text, their usual colleague, or null for all
-- Columns:  staff text, a colleague on shift
--           customer_id id, who
--           customer_name text, what they are called, "Guest" and a number where no export says
--           visit_chance double, chance of a visit on the day, 0 to 1
--           visit_count integer, visits up to that day
--           usual_staff text or null, who serves them mostly
-- Staff:    yes
-- Link:     no
-- Personal: staff colleague, customer_name name, usual_staff colleague
-- Reads:    facts.expected_on, facts.visit, facts.staff, facts.booked_ahead
-- Source:   house definition (docs/decisions.md, "There is no roster")
--
-- On shift is who served somebody on at least 2 of the last 4 such weekdays, or has a booking that day.
-- Named are regulars and who came 10 times or more, likelier in than 3 of 10.

with likely as (

    select
        customer_id,
        customer_name,
        visit_chance,
        visit_count,
        usual_staff
    from facts.expected_on($as_of, $day, $location, $staff)
    where visit_chance >= 0.3 and (is_regular or visit_count >= 10)

),

on_shift as (

    select staff
    from facts.visit
    where
        staff is not null
        and weekday = isodow($day::date)
        and visited_on <= $as_of::date
        and visited_on > $as_of::date - 28
        and ($location::varchar is null or location = $location)
    group by staff
    having count(distinct visited_on) >= 2
    union
    select staff
    from facts.booked_ahead($as_of)
    where
        starts_on = $day::date
        and staff is not null
        and ($location::varchar is null or location = $location)

),

still_there as (

    select on_shift.staff
    from on_shift
    left join facts.staff as staff on on_shift.staff = staff.staff
    where not coalesce(staff.has_left, false)

),

served as (

    select distinct
        visit.customer_id,
        visit.staff
    from facts.visit as visit
    semi join likely on visit.customer_id = likely.customer_id
    where visit.visited_on <= $as_of::date and visit.staff is not null

),

-- Where nobody noted who serves, nobody can be said never to have.
ever_served as (

    select distinct customer_id
    from served

)

select
    still_there.staff,
    likely.customer_id,
    likely.customer_name,
    likely.visit_chance,
    likely.visit_count,
    likely.usual_staff
from likely
inner join ever_served on likely.customer_id = ever_served.customer_id
cross join still_there
anti join served
    on likely.customer_id = served.customer_id and still_there.staff = served.staff
order by
    still_there.staff, likely.visit_chance desc, likely.customer_name, likely.customer_id
