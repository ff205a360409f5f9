-- Visits: one customer on one trading day, or one receipt of a walk-in.
--
-- Builds: facts.visit
-- Grain:  customer_id, visited_on (recognised); receipt (walk-ins: customer_id is null)
-- Reads:  facts.sold_line, exports.appointment, facts.identity, facts.trading_day, facts.rule
-- Source: house definition (docs/decisions.md, "The last visit carries the state")
--
-- A refund on a later day is taken off the visit before it; a walk-in's cannot be matched.
-- Each visit carries what was known of the rhythm when it happened, so that a person's state on any
-- day is read from one row: the visit with visited_on <= day < next_visited_on.
-- gap_days leaves closures out. cadence_days is the median of the last 12 gaps, from 3 gaps on;
-- spread_days the median of how far the last 12 gaps were from the cadence of their time.
-- patience_before_days is how long the absence before this visit could last without saying anything.
-- log_gaps is the sum of the logarithms of all gaps up to this visit, mean_spend the mean up to it.
-- regular_until: up to that day this visit is one of as many as the shop's rule asks, whatever comes after;
-- regular_since: the visit at which that began and has not been interrupted since.

create or replace table facts.visit as

with sale as (

    select
        line.customer_id,
        line.sold_at::date as visited_on,
        case when line.customer_id is null then line.vendor || line.receipt_id end as receipt,
        min(line.sold_at) as visited_at,
        sum(line.net) as spend,
        count(case when not line.is_refund then 1 end) as line_count,
        min_by(line.staff, line.sold_at) as staff,
        min_by(line.location, line.sold_at) as location
    from facts.sold_line as line
    group by
        line.customer_id,
        line.sold_at::date,
        case when line.customer_id is null then line.vendor || line.receipt_id end

),

attended as (

    select
        identity.customer_id,
        appointment.starts_at::date as visited_on,
        case
            when identity.customer_id is null
                then appointment.vendor || coalesce(
                    appointment.appointment_id, key_text(appointment.row_key)
                )
        end as receipt,
        -- A day without a time of day stands at midnight.
        coalesce(
            min(appointment.starts_at) filter (where appointment.starts_at::time != time '00:00'),
            min(appointment.starts_at)
        ) as visited_at,
        sum(coalesce(appointment.price, 0)) as spend,
        count(*) as line_count,
        min_by(appointment.staff, appointment.starts_at) as staff,
        min_by(appointment.location, appointment.starts_at) as location
    from exports.appointment as appointment
    left join facts.identity as identity on appointment.handle_no = identity.handle_no
    where
        appointment.is_current
        and appointment.status = 'booked'
        and appointment.starts_at::date <= (
            select max(trading_day.trading_on)
            from facts.trading_day as trading_day
        )
    group by
        identity.customer_id,
        appointment.starts_at::date,
        case
            when identity.customer_id is null
                then appointment.vendor || coalesce(
                    appointment.appointment_id, key_text(appointment.row_key)
                )
        end

),

arrival as (

    select
        *,
        false as has_appointment
    from sale
    where line_count > 0
    union all
    select
        *,
        true as has_appointment
    from attended

),

day_visit as (

    select
        customer_id,
        visited_on,
        coalesce(
            min(visited_at) filter (where visited_at::time != time '00:00'),
            min(visited_at)
        ) as visited_at,
        -- A receipt of two thirds of the price or more paid for the appointment; a smaller one is
        -- for something else.
        coalesce(
            case
                when
                    3 * sum(case when not has_appointment then spend end)
                    >= 2 * sum(case when has_appointment then spend end)
                    then sum(case when not has_appointment then spend end)
            end,
            sum(spend)
        )::decimal(18, 2) as spend,
        sum(line_count)::integer as line_count,
        min_by(staff, visited_at) as staff,
        min_by(location, visited_at) as location,
        max(has_appointment) as has_appointment
    from arrival
    where customer_id is not null
    group by customer_id, visited_on

),

-- Money handed back on a day without a visit belongs to the visit before.
refund_day as (

    select
        sale.customer_id,
        sale.visited_on as refunded_on,
        max(day_visit.visited_on) as visited_on,
        max(sale.spend) as spend
    from sale
    inner join day_visit
        on sale.customer_id = day_visit.customer_id and day_visit.visited_on < sale.visited_on
    where sale.line_count = 0 and sale.customer_id is not null
    group by sale.customer_id, sale.visited_on

),

refund as (

    select
        customer_id,
        visited_on,
        sum(spend) as spend
    from refund_day
    group by customer_id, visited_on

),

stepped as (

    select
        day_visit.customer_id,
        day_visit.visited_on,
        day_visit.visited_at,
        (day_visit.spend + coalesce(refund.spend, 0))::decimal(18, 2) as spend,
        day_visit.line_count,
        day_visit.staff,
        day_visit.location,
        day_visit.has_appointment,
        trading_day.closed_days,
        row_number() over in_order as visit_number,
        lag(day_visit.visited_on) over in_order as previous_visited_on,
        lead(day_visit.visited_on) over in_order as next_visited_on,
        (day_visit.visited_on - lag(day_visit.visited_on) over in_order)
        - (trading_day.closed_days - lag(trading_day.closed_days) over in_order) as gap_days,
        lag(day_visit.visited_on, rule.visits - 1) over in_order
        + (7 * rule.weeks - 1) as regular_until
    from day_visit
    inner join facts.trading_day as trading_day on day_visit.visited_on = trading_day.trading_on
    cross join facts.rule as rule
    left join refund
        on
            day_visit.customer_id = refund.customer_id
            and day_visit.visited_on = refund.visited_on
    window in_order as (partition by day_visit.customer_id order by day_visit.visited_on)

),

paced as (

    select
        *,
        case
            when visit_number > 3
                then median(gap_days) over (
                    partition by customer_id
                    order by visited_on
                    rows between 11 preceding and current row
                )
        end as cadence_days,
        coalesce(sum(ln(gap_days)) over so_far, 0) as log_gaps,
        avg(spend) over so_far as mean_spend,
        regular_until >= visited_on
        and coalesce(
            lag(regular_until) over (partition by customer_id order by visited_on) < visited_on - 1,
            true
        ) as is_start
    from stepped
    window so_far as (partition by customer_id order by visited_on)

),

spread as (

    select
        *,
        case
            when visit_number > 3
                then median(abs(gap_days - cadence_days)) over (
                    partition by customer_id
                    order by visited_on
                    rows between 11 preceding and current row
                )
        end as spread_days,
        max(case when is_start then visited_on end) over (
            partition by customer_id order by visited_on
        ) as regular_since
    from paced

)

select
    customer_id,
    visited_on,
    visited_at,
    isodow(visited_on)::utinyint as weekday,
    hour(visited_at)::utinyint as hour,
    location,
    staff,
    spend,
    line_count,
    has_appointment,
    visit_number::integer as visit_number,
    previous_visited_on,
    next_visited_on,
    gap_days::integer as gap_days,
    cadence_days::double as cadence_days,
    spread_days::double as spread_days,
    patience(
        lag(cadence_days) over (partition by customer_id order by visited_on),
        lag(spread_days) over (partition by customer_id order by visited_on)
    ) as patience_before_days,
    closed_days,
    log_gaps::double as log_gaps,
    mean_spend::double as mean_spend,
    regular_until,
    case when regular_until >= visited_on then regular_since end as regular_since
from spread
union all
select
    null as customer_id,
    visited_on,
    visited_at,
    isodow(visited_on)::utinyint as weekday,
    hour(visited_at)::utinyint as hour,
    location,
    staff,
    spend::decimal(18, 2) as spend,
    line_count::integer as line_count,
    has_appointment,
    null as visit_number,
    null as previous_visited_on,
    null as next_visited_on,
    null as gap_days,
    null as cadence_days,
    null as spread_days,
    null as patience_before_days,
    null as closed_days,
    null as log_gaps,
    null as mean_spend,
    null as regular_until,
    null as regular_since
from arrival
where customer_id is null
