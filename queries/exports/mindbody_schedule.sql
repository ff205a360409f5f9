-- Mindbody schedule at a glance, or attendance.
--
-- Kind:      visits
-- Vendor:    mindbody
-- Signature: Scheduled Online, Yellow Alert, Unpaid Appointment, Staff Alert
-- Needs:     Client, Date, Start time
-- May have:  Client ID, Description, Status, Staff, End time
-- Fields:    date = Date, time = Start time, customer_id = Client ID, customer_name = Client,
--            item = Description, staff = Staff, status = Status
-- Grain:     one row of the file, one client in one class or appointment
-- Quirks:    Client reads Last, First. Status is Signed in for whoever came, Late Cancel or Absent
--            for whoever did not. There is no id of the appointment, so one that was moved to
--            another time is a new one. There are no prices and no contacts.

with clocked as (

    select
        *,
        day_and_time("Date", "Start time") as start_text,
        day_and_time("Date", "End time") as end_text
    from export_file

),

read_row as (

    select
        row_number,
        replace(plain_id("Client ID"), ',', '') as client_id,
        start_text,
        read_at(start_text, $day_first, null, $time_zone) as starts_at,
        case
            when "End time" is not null
                then read_moment(end_text, $day_first) - read_moment(start_text, $day_first)
        end as lasting,
        person_name("Client") as customer_name,
        "Description" as service,
        visit_status("Status") as status,
        is_waiting("Status") as is_waiting,
        "Staff" as staff
    from clocked

)

select
    row_number,
    null::varchar as appointment_id,
    starts_at,
    starts_at
    + case when lasting < interval 0 hour then lasting + interval 1 day else lasting end as ends_at,
    null::date as booked_on,
    client_id as vendor_customer_id,
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
    concat_ws('|', starts_at, coalesce(client_id, customer_name), service) as row_id,
    case
        when is_waiting then rejection('waiting', null)
        when starts_at is null
            then unusable_cell('unreadable_cell', 'Date and Start time', start_text)
    end as reason
from read_row
