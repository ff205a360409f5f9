-- One customer.
--
-- Question: Who is this, what is their rhythm and their usual, and where do they stand?
-- Grain:    customer_id; one row, or none
-- Params:   $customer_id text, the customer
--           $as_of date, the day at whose end they are judged
-- Reads:    facts.standing_on, facts.rhythm, facts.visit, facts.customer, facts.booked_ahead
-- Source:   house definition (docs/metrics.md, "status"); regularity k: Wheat & Morrison (1990)

with half_year as (

    select
        customer_id,
        count(*) as visit_count,
        sum(spend) as spend
    from facts.visit
    where
        customer_id = $customer_id
        and visited_on <= $as_of::date
        and visited_on > $as_of::date - 182
    group by customer_id

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
            coalesce(usual_days.words, 'About ' || clock_time(rhythm.usual_minute)),
            case
                when rhythm.usual_item_count >= 0.5 * rhythm.usual_visit_count
                    then rhythm.usual_item
            end
        ),
        case
            when rhythm.usual_staff_count >= 0.5 * rhythm.usual_staff_visit_count
                then 'mostly served by ' || rhythm.usual_staff
        end,
        'every ' || pace(standing.cadence_days) || give_or_take(standing.spread_days),
        case
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
    standing.visit_count,
    coalesce(half_year.visit_count, 0) as visit_count_26w,
    customer.spend::double as spend,
    coalesce(half_year.spend, 0)::double as spend_26w,
    (customer.spend / nullif(customer.visit_count, 0))::double as spend_per_visit,
    standing.cadence_days,
    standing.spread_days,
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
left join next_booking on standing.customer_id = next_booking.customer_id
left join half_year on standing.customer_id = half_year.customer_id
where standing.customer_id = $customer_id
