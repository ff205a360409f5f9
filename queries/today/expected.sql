-- Who is likely in.
--
-- Question: Which customers are likely in on a day, when, and what do they usually have?
-- Grain:    customer_id; people with a chance of at least 1 in 20
-- Params:   $as_of date, the last trading day; nothing after it is used
--           $day date, the day ahead
--           $location text, one place, or null for all
--           $staff text, their usual colleague, or null for all
-- Columns:  customer_id id, who
--           customer_name text, what they are called, "Guest" and a number where no export says
--           visit_chance double, chance of a visit on the day, 0 to 1
--           usual_at label or null, the booking's time, or the usual one, as 08:05
--           usual_hour integer or null, the hour of that, 0 to 23
--           usual_item label or null, what they have most often, of the last 20 visits
--           usual_item_count integer or null, on how many of the last usual_visit_count visits
--           usual_visit_count integer or null, how many visits the usual is counted over, at most 20
--           usual_staff text or null, who served most of the last year's visits
--           usual_staff_count integer or null, how many of those visits that colleague served
--           usual_staff_visit_count integer or null, of how many visits
--           staff_left_on date or null, that colleague's last day, for one who left
--           is_booked boolean, whether they are booked
--           booked_service label or null, for what
--           booked_staff text or null, with whom
--           weekday integer, the day's weekday, 1 is Monday
--           weekday_hit_count integer, such weekdays on which they came
--           weekday_count integer, of how many
--           cadence_days double or null, days usually between two visits
--           days_since_last integer or null, days from the last visit to as_of
--           first_visited_on date or null, day of the first visit
--           last_visited_on date or null, day of the last visit
--           visit_count integer, visits up to that day
--           status code, where they stand: new, one_timer, returning, regular, slipping or lapsed
-- Staff:    yes
-- Link:     yes
-- Personal: customer_name name, usual_staff colleague, booked_staff colleague
-- Reads:    facts.expected_on, facts.rhythm, facts.visit
-- Source:   house definition (docs/decisions.md, "A day ahead, learnt from the shop's own days" and
--           "A booking says it")
--
-- usual_at is the time of the booking where there is one. usual_staff is of the last year;
-- staff_left_on is the last day of one who left.

with likely as (

    select *
    from facts.expected_on($as_of, $day, $location, $staff)
    where visit_chance >= 0.05 and not is_erased

),

weekday_time as (

    select
        visit.customer_id,
        median(hour(visit.visited_at) * 60 + minute(visit.visited_at)) as minute_of_day
    from facts.visit as visit
    inner join likely on visit.customer_id = likely.customer_id
    where
        visit.weekday = isodow($day::date)
        and visit.visited_on <= $as_of::date
        and visit.visited_on > $as_of::date - 182
    group by visit.customer_id

)

select
    likely.customer_id,
    likely.customer_name,
    likely.visit_chance,
    clock_time(
        coalesce(
            hour(likely.booked_at) * 60 + minute(likely.booked_at),
            weekday_time.minute_of_day,
            rhythm.usual_minute
        )
    ) as usual_at,
    floor(
        coalesce(
            hour(likely.booked_at) * 60 + minute(likely.booked_at),
            weekday_time.minute_of_day,
            rhythm.usual_minute
        ) / 60
    )::integer as usual_hour,
    rhythm.usual_item,
    rhythm.usual_item_count,
    rhythm.usual_visit_count,
    likely.usual_staff,
    likely.usual_staff_count,
    likely.usual_staff_visit_count,
    likely.staff_left_on,
    likely.booked_at is not null as is_booked,
    likely.booked_service,
    likely.booked_staff,
    isodow($day::date)::integer as weekday,
    likely.weekday_hit_count,
    likely.weekday_count,
    likely.cadence_days,
    likely.days_since_last::integer as days_since_last,
    likely.first_visited_on,
    likely.last_visited_on,
    likely.visit_count,
    likely.status
from likely
left join facts.rhythm as rhythm on likely.customer_id = rhythm.customer_id
left join weekday_time on likely.customer_id = weekday_time.customer_id
order by likely.visit_chance desc, likely.customer_name, likely.customer_id
