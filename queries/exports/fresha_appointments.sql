-- Fresha appointments.
--
-- Kind:      visits
-- Vendor:    fresha
-- Signature: Appointment reference, Scheduled date, Services, Team member
-- Needs:     Appointment reference, Client, Scheduled date
-- May have:  Scheduled time, Team member, Duration, Services, Status
-- Fields:    date = Scheduled date, time = Scheduled time, receipt_id = Appointment reference,
--            customer_name = Client, item = Services, staff = Team member, status = Status
-- Grain:     one row of the file, one appointment
-- Quirks:    The day is written as the workspace has it: 06/07/2024 with the time in a column of
--            its own, 2024-07-06 10:30:00, or 04 Jul 2026, 3:00pm. Duration reads 1h 30m, 90 min or
--            1:30. A client has a name only, and by a name alone nobody is recognised: these visits
--            count as walk-ins' (docs/decisions.md). Walk-in is nobody's name. One reference may stand on
--            several rows, for several services or several days. There are no prices.

with clocked as (

    select
        *,
        day_and_time("Scheduled date", "Scheduled time") as start_text
    from export_file

),

read_row as (

    select
        row_number,
        trim("Appointment reference") as reference,
        "Scheduled date" as day_text,
        read_at(start_text, $day_first, null, $time_zone) as starts_at,
        minutes_of("Duration") as minutes,
        person_name("Client") as customer_name,
        "Services" as service,
        visit_status("Status") as status,
        is_waiting("Status") as is_waiting,
        "Team member" as staff
    from clocked

)

select
    row_number,
    reference as appointment_id,
    starts_at,
    starts_at + to_minutes(minutes) as ends_at,
    null::date as booked_on,
    null::varchar as vendor_customer_id,
    customer_name,
    null::varchar as email,
    null::varchar as phone,
    null::varchar as card,
    service,
    null::decimal(18, 2) as price,
    status,
    staff,
    null::varchar as location,
    null::varchar as currency,
    null::varchar as time_zone,
    concat_ws(
        '|',
        coalesce(reference, concat_ws('|', starts_at, customer_name)),
        service,
        -- The day, only where a reference has several: an appointment that was moved is the same.
        case
            when
                min(starts_at) over (partition by reference, service)
                < max(starts_at) over (partition by reference, service)
                then starts_at
        end
    ) as row_id,
    case
        when is_waiting then rejection('waiting', null)
        when starts_at is null
            then unusable_cell('unreadable_cell', 'Scheduled date', day_text)
    end as reason
from read_row
