-- One customer.
--
-- Question: Who is this, what is their rhythm and their usual, and where do they stand?
-- Grain:    customer_id; one row, or none
-- Params:   $customer_id text, the customer
--           $as_of date, the day at whose end they are judged
-- Columns:  customer_id id, who
--           customer_name text, what they are called, "Guest" and a number where no export says
--           status code, where they stand: new, one_timer, returning, regular, slipping or lapsed
--           regular_since date or null, day of the visit since which they meet the rule without
--               interruption
--           first_visited_on date, day of the first visit
--           last_visited_on date, day of the last visit
--           days_since_last integer, days from the last visit to that day
--           elapsed_days integer, days since the last visit, the shop's closed days left out
--           visit_count integer, visits up to that day
--           recent_visit_count integer, visits in the last rule_weeks
--           rule_weeks integer, how many weeks the shop's rule of a regular looks back
--           spend double, all they spent, in the shop's currency
--           recent_spend double, what they spent in the last rule_weeks, in the shop's currency
--           spend_per_visit double, mean spend, in the shop's currency
--           cadence_days double or null, days usually between two visits, from 4 visits on
--           spread_days double or null, by how many days that usually varies
--           visits_a_week integer or null, by the mean of the last twelve gaps
--           regularity double or null, k of Wheat and Morrison, 1 for as it comes, more for
--               steadier, at most 20; null under 7 visits
--           steadiness code, how steadily they come: clockwork, steady, as it comes or unknown
--           habit_weekdays list of integer or null, the weekdays on which they usually come, 1 is
--               Monday
--           habit_times list of label or null, the usual time on each, as 08:05; the same where
--               these lie within 45 minutes
--           usual_weekday integer, the weekday of most of the last 20 visits, 1 is Monday
--           usual_weekday_count integer, on how many of them
--           usual_at label, the usual time, as 08:05
--           usual_item label or null, what they have most often, of the last 20 visits
--           usual_item_count integer or null, on how many of the last usual_visit_count visits
--           usual_staff text or null, who served most of the last year's visits among the last 20
--           usual_staff_count integer or null, how many of those visits that colleague served
--           usual_staff_visit_count integer or null, of how many visits
--           usual_visit_count integer or null, how many visits the usual is counted over, at most 20
--           home_location label or null, where they mostly come, of the last year
--           booked_on date or null, day of the next booking
--           booked_at label or null, its time, as 08:05
--           booked_staff text or null, with whom
--           email text or null, e-mail
--           phone text or null, phone, with the country's code
-- Staff:    yes
-- Link:     yes
-- Personal: customer_name name, usual_staff colleague, booked_staff colleague, email contact,
--           phone contact
-- Reads:    facts.standing_on, facts.rhythm, facts.visit, facts.customer, facts.booked_ahead,
--           facts.rule
-- Source:   house definition (docs/metrics.md, "status"); regularity k: Wheat & Morrison (1990)
--
-- recent_visit_count and recent_spend are of as many weeks as the shop's rule of a regular looks back.
-- visits_a_week is for a cadence under four days: Thursday, Friday and Saturday are three times a week and
-- not every day. A habit is a weekday with a quarter of the last 20 visits, and three of them.

with lately as (

    select
        visit.customer_id,
        count(*) as visit_count,
        sum(visit.spend) as spend
    from facts.visit as visit
    cross join facts.rule as rule
    where
        visit.customer_id = $customer_id
        and visit.visited_on <= $as_of::date
        and visit.visited_on > $as_of::date - 7 * rule.weeks
    group by visit.customer_id

),

recent as (

    select
        customer_id,
        weekday,
        hour(visited_at) * 60 + minute(visited_at) as minute_of_day
    from facts.visit
    where customer_id = $customer_id and visited_on <= $as_of::date
    qualify row_number() over (order by visited_on desc) <= 20

),

weekday_habit as (

    select
        customer_id,
        weekday,
        count(*) as visit_count,
        median(minute_of_day) as minute_of_day
    from recent
    group by customer_id, weekday
    qualify count(*) >= 3 and count(*) >= 0.25 * sum(count(*)) over ()

),

habit as (

    select
        customer_id,
        list(weekday order by weekday) as weekdays,
        case
            -- Times that lie close together are one.
            when max(minute_of_day) - min(minute_of_day) <= 45
                then list_transform(
                    list(weekday order by weekday), lambda day: clock_time(median(minute_of_day))
                )
            else list(clock_time(minute_of_day) order by weekday)
        end as times
    from weekday_habit
    group by customer_id

),

lately_weekly as (

    select
        customer_id,
        round(7 / avg(gap_days))::integer as visits_a_week
    from (
        select
            customer_id,
            gap_days
        from facts.visit
        where
            customer_id = $customer_id
            and visited_on <= $as_of::date
            and gap_days is not null
        order by visited_on desc
        limit 12
    ) as gap
    group by customer_id

),

next_booking as (

    select
        customer_id,
        min(starts_at) as starts_at,
        min_by(staff, starts_at) as staff
    from facts.booked_ahead($as_of)
    where customer_id = $customer_id
    group by customer_id

)

select
    standing.customer_id,
    standing.customer_name,
    standing.status,
    standing.regular_since,
    standing.first_visited_on,
    standing.last_visited_on,
    standing.days_since_last::integer as days_since_last,
    standing.elapsed_days::integer as elapsed_days,
    standing.visit_count,
    coalesce(lately.visit_count, 0) as recent_visit_count,
    rule.weeks as rule_weeks,
    customer.spend::double as spend,
    coalesce(lately.spend, 0)::double as recent_spend,
    (customer.spend / nullif(customer.visit_count, 0))::double as spend_per_visit,
    standing.cadence_days,
    standing.spread_days,
    lately_weekly.visits_a_week,
    rhythm.regularity,
    steadiness_of(rhythm.regularity) as steadiness,
    habit.weekdays as habit_weekdays,
    habit.times as habit_times,
    rhythm.usual_weekday,
    rhythm.usual_weekday_count,
    clock_time(rhythm.usual_minute) as usual_at,
    rhythm.usual_item,
    rhythm.usual_item_count,
    rhythm.usual_staff,
    rhythm.usual_staff_count,
    rhythm.usual_staff_visit_count,
    rhythm.usual_visit_count,
    standing.home_location,
    next_booking.starts_at::date as booked_on,
    clock_time(hour(next_booking.starts_at) * 60 + minute(next_booking.starts_at)) as booked_at,
    next_booking.staff as booked_staff,
    customer.email,
    customer.phone
from facts.standing_on($as_of) as standing
inner join facts.customer as customer on standing.customer_id = customer.customer_id
inner join facts.rhythm as rhythm on standing.customer_id = rhythm.customer_id
left join habit on standing.customer_id = habit.customer_id
left join lately_weekly on standing.customer_id = lately_weekly.customer_id
left join next_booking on standing.customer_id = next_booking.customer_id
left join lately on standing.customer_id = lately.customer_id
cross join facts.rule as rule
where standing.customer_id = $customer_id
