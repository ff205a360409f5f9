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
--            is the day of booking. Phones carry a leading apostrophe, and now and then stand in the
--            name. Appointment Price is the price; Amount Paid Online is a deposit and is not used.
--            Cancelled appointments are there only when asked for. A label such as No Show tells
--            who did not come. Questions of the form append columns.

with read_row as (

    select
        row_number,
        trim("Appointment ID") as appointment_id,
        "Start Time" as start_text,
        read_at("Start Time", $day_first, "Timezone", $time_zone) as starts_at,
        read_moment("End Time", $day_first) - read_moment("Start Time", $day_first) as lasting,
        read_moment("Date Scheduled", $day_first)::date as booked_on,
        nullif(trim(concat_ws(' ', trim("First Name"), trim("Last Name"))), '') as full_name,
        coalesce(regexp_full_match(full_name, '[''+\d][\d\s().+-]{6,}'), false) as is_number,
        "Email" as email,
        "Phone" as phone,
        "Type" as service,
        read_amount("Appointment Price", $decimal_mark) as price,
        case
            when is_ticked("Canceled") then 'cancelled' else visit_status("Label")
        end as status,
        "Calendar" as staff,
        currency_of("Appointment Price") as currency,
        "Timezone" as time_zone
    from export_file

)

select
    row_number,
    appointment_id,
    starts_at,
    starts_at + lasting as ends_at,
    booked_on,
    null::varchar as vendor_customer_id,
    case when not is_number then full_name end as customer_name,
    email,
    coalesce(phone, case when is_number then full_name end) as phone,
    null::varchar as card,
    service,
    price,
    status,
    staff,
    null::varchar as location,
    currency,
    time_zone,
    coalesce(
        appointment_id,
        concat_ws('|', starts_at, coalesce(lower(trim(email)), phone, full_name), service)
    ) as row_id,
    case
        when starts_at is null
            then unusable_cell('unreadable_cell', 'Start Time', start_text)
    end as reason
from read_row
