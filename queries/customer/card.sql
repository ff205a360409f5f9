-- One customer.
--
-- Question: Who is this, what is their rhythm and their usual, and where do they stand?
-- Grain:    customer_id; one row, or none
-- Params:   $customer_id text, the customer
--           $as_of date, the day at whose end they are judged
-- Columns:  customer_id id, who
--           customer_name text, what they are called, "Guest" and a number where no export says
--           status code, where they stand: new, one_timer, returning, regular, slipping or lapsed
--           sentence text, when they come, for what, served by whom, and when last, as a sentence
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
--           comes label or null, how often they come, in words; null without a rhythm
--           regularity double or null, k of Wheat and Morrison, 1 for as it comes, more for
--               steadier, at most 20; null under 7 visits
--           regularity_words code, how steadily they come: like clockwork, steady, as it comes or
--               not enough visits to say
--           usual_weekday integer, the weekday of most of the last 20 visits, 1 is Monday
--           usual_weekday_count integer, on how many of them
--           usual_at label, the usual time, as 08:05
--           usual_item label or null, what they have most often, of the last 20 visits
--           usual_item_count integer or null, on how many of the last usual_visit_count visits
--           usual_staff text or null, who served most of the last year's visits among the last 20
--           usual_staff_count integer or null, how many of those visits that colleague served
--           usual_visit_count integer or null, how many visits the usual is counted over, at most 20
--           home_location label or null, where they mostly come, of the last year
--           why text or null, the rhythm and the absence, as a sentence; null without a rhythm
--           email text or null, e-mail
--           phone text or null, phone, with the country's code
-- Staff:    yes
-- Link:     yes
-- Personal: customer_name name, sentence text, usual_staff colleague, why text, email contact,
--           phone contact
-- Reads:    facts.standing_on, facts.rhythm, facts.visit, facts.customer, facts.booked_ahead,
--           facts.rule
-- Source:   house definition (docs/metrics.md, "status"); regularity k: Wheat & Morrison (1990)
--
-- recent_visit_count and recent_spend are of as many weeks as the shop's rule of a regular looks back.
-- comes: how often, by the cadence; under four days by the mean of the last twelve gaps, because Thursday,
-- Friday and Saturday are three times a week and not every day.

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

-- Times that lie close together are said once.
usual_days as (

    select
        customer_id,
        case
            when max(minute_of_day) - min(minute_of_day) <= 45
                then
                    string_agg(weekday_name(weekday) || 's', ' and ' order by weekday)
                    || ' about ' || clock_time(median(minute_of_day))
            else string_agg(
                weekday_name(weekday) || 's about ' || clock_time(minute_of_day),
                ' and ' order by weekday
            )
        end as words
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

pace as (

    select
        standing.customer_id,
        case
            when standing.cadence_days >= 4 then 'every ' || pace(standing.cadence_days)
            when standing.cadence_days is null then null
            when lately_weekly.visits_a_week >= 6 then 'nearly every day'
            when lately_weekly.visits_a_week <= 1 then 'about once a week'
            when lately_weekly.visits_a_week = 2 then 'twice a week'
            else format('{} times a week', lately_weekly.visits_a_week)
        end as comes,
        case when standing.cadence_days >= 4 then give_or_take(standing.spread_days) else '' end
            as give_or_take
    from facts.standing_on($as_of) as standing
    left join lately_weekly on standing.customer_id = lately_weekly.customer_id
    where standing.customer_id = $customer_id

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
    concat_ws(
        '; ',
        concat_ws(
            ', ',
            case
                when standing.visit_count = 1
                    then 'Here once, on ' || say_day(standing.last_visited_on)
                when standing.visit_count < 4
                    then
                        format('Here {} times, last on ', standing.visit_count)
                        || say_day(standing.last_visited_on)
                else coalesce(usual_days.words, 'About ' || clock_time(rhythm.usual_minute))
            end,
            case
                when rhythm.usual_item_count >= 0.5 * rhythm.usual_visit_count
                    then
                        case
                            when standing.visit_count = 1 then 'for '
                            when standing.visit_count < 4 then 'mostly for '
                            else ''
                        end
                        || rhythm.usual_item
            end
        ),
        case
            when rhythm.usual_staff_count >= 0.5 * rhythm.usual_staff_visit_count
                then
                    case when standing.visit_count = 1 then '' else 'mostly ' end
                    || 'served by ' || rhythm.usual_staff
        end,
        pace.comes || pace.give_or_take,
        case
            when standing.visit_count < 4 then null
            when standing.days_since_last = 0 then 'here on the last trading day'
            else
                'last here '
                || counted(standing.days_since_last, 'day')
                || ' before the last trading day'
        end,
        'booked for ' || say_day(next_booking.starts_at::date)
        || ' at ' || clock_time(
            hour(next_booking.starts_at) * 60 + minute(next_booking.starts_at)
        ) || coalesce(' with ' || next_booking.staff, '')
    ) as sentence,
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
    pace.comes,
    rhythm.regularity,
    case
        when rhythm.regularity is null then 'not enough visits to say'
        when rhythm.regularity >= 4 then 'like clockwork'
        when rhythm.regularity >= 1.5 then 'steady'
        else 'as it comes'
    end as regularity_words,
    rhythm.usual_weekday,
    rhythm.usual_weekday_count,
    clock_time(rhythm.usual_minute) as usual_at,
    rhythm.usual_item,
    rhythm.usual_item_count,
    rhythm.usual_staff,
    rhythm.usual_staff_count,
    rhythm.usual_visit_count,
    standing.home_location,
    format(
        'Usually every {}{}; last here {} days ago',
        pace(standing.cadence_days), give_or_take(standing.spread_days), standing.days_since_last)
        as why,
    customer.email,
    customer.phone
from facts.standing_on($as_of) as standing
inner join facts.customer as customer on standing.customer_id = customer.customer_id
inner join facts.rhythm as rhythm on standing.customer_id = rhythm.customer_id
left join usual_days on standing.customer_id = usual_days.customer_id
left join pace on standing.customer_id = pace.customer_id
left join next_booking on standing.customer_id = next_booking.customer_id
left join lately on standing.customer_id = lately.customer_id
cross join facts.rule as rule
where standing.customer_id = $customer_id
