-- Mindbody first visits.
--
-- Kind:      visits
-- Vendor:    mindbody
-- Signature: # Visits since First Visit, Pricing Option, Cross-Regional, Booking Method
-- Needs:     Client ID, Client, First Visit
-- May have:  Email, Phone, Staff, Visit Type, Visit Location
-- Fields:    date = First Visit, customer_id = Client ID, customer_name = Client, email = Email,
--            phone = Phone, item = Visit Type, staff = Staff, location = Visit Location
-- Grain:     one row of the file, one client and the day of the first visit
-- Quirks:    Each client is there once; the visits after the first are only counted, so bring the
--            attendance, too. The first visit is then in both, and counts once: a customer's
--            appointments of one day are one visit. Client reads Last, First.

with read_row as (

    select
        row_number,
        replace(plain_id("Client ID"), ',', '') as client_id,
        "First Visit" as day_text,
        read_at("First Visit", $day_first, null, $time_zone) as starts_at,
        person_name("Client") as customer_name,
        "Email" as email,
        "Phone" as phone,
        "Visit Type" as service,
        "Staff" as staff,
        "Visit Location" as location
    from export_file

)

select
    row_number,
    null::varchar as appointment_id,
    starts_at,
    null::timestamp as ends_at,
    null::date as booked_on,
    client_id as vendor_customer_id,
    customer_name,
    email,
    phone,
    null::varchar as card,
    service,
    null::decimal(18, 2) as price,
    'booked' as status,
    staff,
    location,
    null::varchar as currency,
    null::varchar as time_zone,
    concat_ws(
        '|', 'first visit', coalesce(client_id, lower(trim(email)), phone, customer_name)
    ) as row_id,
    case
        when starts_at is null
            then unusable_cell('unreadable_cell', 'First Visit', day_text)
        when coalesce(client_id, email, phone, customer_name) is null
            then rejection('nobody_on_first_visit', null)
    end as reason
from read_row
