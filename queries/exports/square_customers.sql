-- Square customer directory.
--
-- Kind:      customers
-- Vendor:    square
-- Signature: Square Customer ID, Creation Source, First Visit, Email Subscription Status
-- Needs:     First Name, Last Name
-- May have:  Square Customer ID, Email Address, Phone Number, Nickname, Company Name,
--            Email Subscription Status
-- Fields:    customer_id = Square Customer ID, customer_name = First Name + Last Name,
--            email = Email Address, phone = Phone Number, may_email = Email Subscription Status
-- Grain:     one row of the file, one customer profile
-- Quirks:    Phone numbers carry a leading apostrophe. Custom attributes append columns, and the
--            order of the columns differs. People in the file who never gave a name have only an
--            id. Nothing says who may be written to by text message.

with read_row as (

    select
        row_number,
        plain_id("Square Customer ID") as customer_id,
        coalesce(
            nullif(trim(concat_ws(' ', trim("First Name"), trim("Last Name"))), ''),
            "Nickname",
            "Company Name"
        ) as customer_name,
        email_of("Email Address") as email,
        phone_of("Phone Number") as phone,
        null::varchar as card,
        consent_of("Email Subscription Status") as may_email,
        null::boolean as may_text
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
    coalesce(customer_id, card, lower(email), phone) as row_id,
    case
        when coalesce(customer_id, email, phone, card) is null
            then rejection('nobody_by_customer_id', null)
    end as reason
from read_row
