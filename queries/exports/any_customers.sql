-- A list of customers.
--
-- Kind:      customers
-- Needs:     customer_name
-- May have:  customer_id, email, phone, card, may_email, may_text
-- Grain:     one row of the file, one customer
-- Quirks:    A row needs an id, an e-mail, a phone or a loyalty card: by a name alone nobody is
--            recognised. Bo, Ana is Ana Bo. An apostrophe before an id is a spreadsheet's and is
--            left out.

with read_row as (

    select
        row_number,
        plain_id("customer_id") as customer_id,
        name_or_stand_in("customer_name", "customer_id", "email", "phone", "card")
            as customer_name,
        email_of("email") as email,
        phone_of("phone") as phone,
        plain_id("card") as card,
        consent_of("may_email") as may_email,
        consent_of("may_text") as may_text
    from export_file

)

select
    row_number,
    customer_id as vendor_customer_id,
    customer_name,
    email,
    phone,
    card,
    may_email,
    may_text,
    null::varchar as currency,
    null::varchar as time_zone,
    coalesce(
        customer_id,
        concat_ws(
            '|',
            lower(email),
            phone,
            card,
            -- The name, only where several people share a contact: a renamed one is the same.
            case
                when
                    min(customer_name) over (partition by customer_id, lower(email), phone, card)
                    < max(customer_name) over (partition by customer_id, lower(email), phone, card)
                    then customer_name
            end
        )
    ) as row_id,
    case
        when coalesce(customer_id, email, phone, card) is null
            then rejection('nobody', null)
    end as reason
from read_row
