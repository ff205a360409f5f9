-- Calendly events.
--
-- Kind:      visits
-- Vendor:    calendly
-- Signature: Invitee Name, Invitee Email, Event Type Name, Start Date & Time
-- Needs:     Invitee Email, Event Type Name, Start Date & Time
-- May have:  User Name, Invitee Name, Invitee First Name, Invitee Last Name, Text Reminder Number,
--            End Date & Time, Location, Event Created Date & Time, Canceled, Event Price,
--            Payment Currency, Marked as No-Show, Event UUID, Invitee UUID
-- Fields:    date = Start Date & Time, receipt_id = Event UUID, customer_name = Invitee Name,
--            email = Invitee Email, phone = Text Reminder Number, item = Event Type Name,
--            net = Event Price, status = Canceled, staff = User Name, location = Location
-- Grain:     one row of the file, one invitee of one event
-- Quirks:    Times are on the user's clock, not on that of Invitee Time Zone. What was moved to
--            another time is there twice, the first time canceled. Whoever did not come is told by
--            Marked as No-Show. Guests (Guest Email(s)) are no customers of their own. Location is
--            kept where it is a place, not a link or a number to call. Question and Response columns
--            widen the file, and the order of the columns differs. Invitee accepted marketing
--            emails is not used.

with read_row as (

    select
        row_number,
        coalesce(trim("Event UUID"), trim("Invitee UUID")) as event_id,
        trim("Invitee UUID") as invitee_id,
        "Start Date & Time" as start_text,
        read_at("Start Date & Time", $day_first, null, $time_zone) as starts_at,
        read_moment("End Date & Time", $day_first)
        - read_moment("Start Date & Time", $day_first) as lasting,
        read_moment("Event Created Date & Time", $day_first)::date as booked_on,
        coalesce(
            person_name("Invitee Name"),
            nullif(trim(concat_ws(' ', trim("Invitee First Name"), trim("Invitee Last Name"))), '')
        ) as customer_name,
        "Invitee Email" as email,
        "Text Reminder Number" as phone,
        "Event Type Name" as service,
        read_amount("Event Price", $decimal_mark) as price,
        case
            when is_ticked("Canceled") then 'cancelled'
            when is_ticked("Marked as No-Show") then 'no_show'
            else 'booked'
        end as status,
        "User Name" as staff,
        case
            when
                not regexp_matches(
                    "Location",
                    '://|^www\.|^[+(\d][\d\s().+-]{6,}$|\b(zoom|teams|meet|webex|skype)\b',
                    'i'
                )
                then "Location"
        end as location,
        coalesce(upper(trim("Payment Currency")), currency_of("Event Price")) as currency
    from export_file

)

select
    row_number,
    event_id as appointment_id,
    starts_at,
    starts_at + lasting as ends_at,
    booked_on,
    null::varchar as vendor_customer_id,
    customer_name,
    email,
    phone,
    null::varchar as card,
    service,
    price,
    status,
    staff,
    location,
    currency,
    null::varchar as time_zone,
    coalesce(
        invitee_id,
        concat_ws('|', coalesce(event_id, concat_ws('|', starts_at, service)), lower(trim(email)))
    ) as row_id,
    case
        when starts_at is null
            then unusable_cell('unreadable_cell', 'Start Date & Time', start_text)
    end as reason
from read_row
