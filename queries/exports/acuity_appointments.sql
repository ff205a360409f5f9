-- Acuity appointments.
--
-- Kind:      visits
-- Vendor:    acuity
-- Signature: Calendar, Appointment Price, Certificate Code, Date Scheduled
-- Needs:     Start Time, Type, Appointment ID
-- May have:  End Time, Timezone, First Name, Last Name, Phone, Email, Calendar, Appointment Price,
--            Date Scheduled, Label, Canceled
-- Fields:    date = Start Time, receipt_id = Appointment ID, customer_name = First Name + Last Name,
--            email = Email, phone = Phone, item = Type, net = Appointment Price, staff = Calendar,
--            status = Label
-- Grain:     one row of the file, one appointment
-- Quirks:    Times read December 2, 2020 9:00 am in the zone of the Timezone column. Date Scheduled
--            is the day of booking. Phones carry a leading apostrophe. Cancelled appointments are
--            there only when asked for.

with read_row as (

    select
        *,
        try_strptime("Start Time", ['%B %-d, %Y %-I:%M %p', '%Y-%m-%d %H:%M']) as starts_at,
        try_strptime("End Time", ['%B %-d, %Y %-I:%M %p', '%Y-%m-%d %H:%M']) as ends_at
    from export_file

)

select
    row_number,
    "Appointment ID" as appointment_id,
    zone_time(starts_at, "Timezone", $time_zone) as starts_at,
    zone_time(ends_at, "Timezone", $time_zone) as ends_at,
    try_cast("Date Scheduled" as date) as booked_on,
    null::varchar as vendor_customer_id,
    nullif(trim(concat_ws(' ', trim("First Name"), trim("Last Name"))), '') as customer_name,
    "Email" as email,
    "Phone" as phone,
    "Type" as service,
    read_money("Appointment Price") as price,
    case
        when lower(coalesce("Canceled", 'no')) in ('yes', 'true') then 'cancelled'
        when regexp_matches(lower(coalesce("Label", '')), 'no.?show') then 'no_show'
        else 'booked'
    end as status,
    "Calendar" as staff,
    null::varchar as location,
    null::varchar as currency,
    "Timezone" as time_zone,
    concat_ws('|', "Appointment ID") as content,
    case
        when starts_at is null
            then format('Start Time cannot be read: "{}"', coalesce("Start Time", ''))
        when "Appointment ID" is null then 'The Appointment ID is missing'
    end as reason
from read_row
