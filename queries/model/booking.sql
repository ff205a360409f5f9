-- Bookings of recognised customers, kept, missed or still to come.
--
-- Builds: facts.booking
-- Grain:  customer_id, starts_at, service
-- Reads:  exports.appointment, facts.identity
-- Source: house definition (docs/decisions.md, "A booking says it")
--
-- Cancelled ones are left out. Without a day of booking it counts as booked long before.

create or replace table facts.booking as

select
    identity.customer_id,
    appointment.starts_at::date as starts_on,
    appointment.starts_at,
    coalesce(appointment.booked_on, date '1900-01-01') as booked_on,
    appointment.service,
    appointment.staff,
    appointment.location,
    appointment.status = 'no_show' as is_missed
from exports.appointment as appointment
inner join facts.identity as identity on appointment.handle_no = identity.handle_no
where
    appointment.is_current
    and appointment.status in ('booked', 'no_show')
    and identity.customer_id is not null
