-- Appointments.
--
-- Kind:      visits
-- Needs:     date
-- May have:  time, customer_id, customer_name, email, phone, card, receipt_id, item, category, net,
--            gross, discount, status, staff, location
-- Grain:     one row of the file, one appointment
-- Quirks:    The status may be said in any of eight languages; one that says nothing of cancelling
--            or staying away is a booking. A time such as 10:30 - 11:15 is the beginning and the
--            end. One id may stand on several rows, for several services, people or days. Without
--            an id an appointment is known by its moment, customer and service.

with clocked as (

    select
        *,
        day_and_time("date", "time") as start_text,
        day_and_time("date", clock_range("time")[2]) as end_text
    from export_file

),

read_row as (

    select
        row_number,
        plain_id("receipt_id") as appointment_id,
        start_text,
        read_at(start_text, $day_first, null, $time_zone) as starts_at,
        case
            when clock_range("time")[2] is not null
                then read_moment(end_text, $day_first) - read_moment(start_text, $day_first)
        end as lasting,
        plain_id("customer_id") as customer_id,
        name_or_stand_in("customer_name", "customer_id", "email", "phone", "card")
            as customer_name,
        "email" as email,
        "phone" as phone,
        plain_id("card") as card,
        coalesce("item", "category") as service,
        coalesce(
            read_amount("net", $decimal_mark),
            read_amount("gross", $decimal_mark)
            - coalesce(abs(read_amount("discount", $decimal_mark)), 0)
        ) as price,
        currency_of(coalesce("net", "gross")) as currency,
        visit_status("status") as status,
        is_waiting("status") as is_waiting,
        "staff" as staff,
        "location" as location
    from clocked

),

known_row as (

    select
        *,
        somebody(customer_name, customer_id, email, phone, card) as customer
    from read_row

)

select
    row_number,
    appointment_id,
    starts_at,
    starts_at
    + case when lasting < interval 0 hour then lasting + interval 1 day else lasting end as ends_at,
    null::date as booked_on,
    customer_id as vendor_customer_id,
    customer_name,
    email,
    phone,
    card,
    service,
    price,
    status,
    staff,
    location,
    currency,
    null::varchar as time_zone,
    case
        when appointment_id is null then concat_ws('|', starts_at, customer, service)
        -- The day and the customer, only where an id has several: what was moved is the same.
        else concat_ws(
            '|',
            appointment_id,
            service,
            case
                when
                    min(starts_at) over (partition by appointment_id, service)
                    < max(starts_at) over (partition by appointment_id, service)
                    then starts_at
            end,
            case
                when
                    min(customer) over (partition by appointment_id, service)
                    < max(customer) over (partition by appointment_id, service)
                    then customer
            end
        )
    end as row_id,
    case
        when is_waiting then rejection('waiting', null)
        when starts_at is null then unusable_cell('unreadable_day', null, start_text)
    end as reason
from known_row
