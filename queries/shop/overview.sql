-- What there is.
--
-- Question: What data does this shop have, and from when to when?
-- Grain:    one row
-- Columns:  shop_name label or null, what the shop is called
--           first_trading_on date or null, the first day with sales or visits
--           last_trading_on date or null, the last
--           next_trading_on date or null, the next day on which it is usually open
--           open_day_count integer, days on which it was open
--           visit_count integer, visits, walk-ins among them
--           customer_count integer, customers who came
--           named_customer_count integer, of those, whose name we know
--           receipt_line_count integer, lines of receipts
--           appointment_count integer, appointments
--           response_count integer, answers to questions
--           currency label or null, the currency's ISO code
--           time_zone label or null, the time zone's IANA name
-- Staff:    yes
-- Link:     yes
-- Personal: none
-- Reads:    facts.shop, facts.visit, facts.customer, facts.response, facts.open_ahead,
--           exports.receipt_line, exports.appointment, desk.setting
-- Source:   house definition (docs/decisions.md, "As of is the last trading day")

with setting as (

    select
        max(case when name = 'shop_name' then value end) as shop_name,
        max(case when name = 'currency' then value end) as currency,
        max(case when name = 'time_zone' then value end) as time_zone
    from desk.setting

),

customers as (

    select
        count(*) as customer_count,
        count(case when is_named then 1 end) as named_customer_count
    from facts.customer
    where visit_count > 0

),

ahead as (

    select min(day_on) as next_trading_on
    from facts.open_ahead((select shop.last_trading_on from facts.shop as shop))

)

select
    setting.shop_name,
    shop.first_trading_on,
    shop.last_trading_on,
    case when shop.last_trading_on is not null then ahead.next_trading_on end as next_trading_on,
    shop.open_day_count,
    (select count(*) from facts.visit) as visit_count,
    customers.customer_count,
    customers.named_customer_count,
    (
        select count(*)
        from exports.receipt_line as line
        where line.is_current
    ) as receipt_line_count,
    (
        select count(*)
        from exports.appointment as appointment
        where appointment.is_current
    ) as appointment_count,
    (select count(*) from facts.response) as response_count,
    setting.currency,
    setting.time_zone
from facts.shop as shop
cross join setting
cross join ahead
cross join customers
