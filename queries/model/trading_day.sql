-- Every day from the first sale to the last, open or not.
--
-- Builds: facts.trading_day
-- Grain:  trading_on
-- Reads:  exports.receipt_line, exports.appointment, exports.response
-- Source: house definition (docs/decisions.md, "A closure is a day that is usually open")
--
-- The last trading day is the last day with a sale. A shop that only books has none: its last day is
-- the last appointment up to the day of the last booking, because later ones have not happened yet.
-- Where there are only answers to a survey, a day with an answer counts as open.
-- closed_days counts closures from the first day on, so that a difference of two is a number of days.

create or replace table facts.trading_day as

with last_sale as (

    select max(sold_at)::date as last_on
    from exports.receipt_line
    where is_current and not is_refund

),

last_booking as (

    select max(booked_on) as last_on
    from exports.appointment
    where is_current

),

attended as (

    select appointment.starts_at::date as trading_on
    from exports.appointment as appointment
    cross join last_sale
    cross join last_booking
    where
        appointment.is_current
        and appointment.status = 'booked'
        and appointment.starts_at::date
        <= coalesce(last_sale.last_on, last_booking.last_on, appointment.starts_at::date)
    group by appointment.starts_at::date

),

sold as (

    select
        sold_at::date as trading_on,
        sum(net) as revenue,
        count(distinct case when not is_refund then receipt_id end) as receipt_count
    from exports.receipt_line
    where is_current
    group by sold_at::date

),

answered as (

    select responded_at::date as trading_on
    from exports.response
    where
        is_current
        and not exists (select 1 from sold)
        and not exists (select 1 from attended)
    group by responded_at::date

),

open_day as (

    select trading_on
    from sold
    where receipt_count > 0
    union
    select trading_on
    from attended
    union
    select trading_on
    from answered

),

calendar as (

    select
        unnest(generate_series(min(trading_on), max(trading_on), interval 1 day))::date
            as trading_on
    from open_day

),

marked as (

    select
        calendar.trading_on,
        isodow(calendar.trading_on) as weekday,
        open_day.trading_on is not null as is_open,
        coalesce(sold.receipt_count, 0) as receipt_count,
        coalesce(sold.revenue, 0) as revenue
    from calendar
    left join open_day on calendar.trading_on = open_day.trading_on
    left join sold on calendar.trading_on = sold.trading_on

),

habit as (

    select
        weekday,
        avg(case when is_open then 1.0 else 0.0 end) >= 0.5 as is_usually_open
    from marked
    group by weekday

)

select
    marked.trading_on,
    marked.weekday,
    marked.is_open,
    habit.is_usually_open and not marked.is_open as is_closure,
    sum(case when habit.is_usually_open and not marked.is_open then 1 else 0 end) over (
        order by marked.trading_on
    )::integer as closed_days,
    marked.receipt_count,
    marked.revenue
from marked
inner join habit on marked.weekday = habit.weekday
order by marked.trading_on
