-- Fresha client list.
--
-- Kind:      customers
-- Vendor:    fresha
-- Signature: Apartement Suite, Block Reason, Referral Source, Mobile Number
-- Needs:     Client ID, First Name, Last Name
-- May have:  Full Name, Mobile Number, Telephone, Email, Blocked, Accepts Marketing,
--            Accepts SMS Marketing
-- Fields:    customer_id = Client ID, customer_name = First Name + Last Name, email = Email,
--            phone = Mobile Number, may_email = Accepts Marketing,
--            may_text = Accepts SMS Marketing
-- Grain:     one row of the file, one client
-- Quirks:    The header says Apartement. One file holds 4,999 clients at most, so a long list comes
--            in several. Phones have blanks and sometimes no +. Telephone stands in where Mobile
--            Number is empty. Blocked clients are customers like all others, but nobody
--            may write to them.

with read_row as (

    select
        row_number,
        plain_id("Client ID") as customer_id,
        coalesce(
            nullif(trim(concat_ws(' ', trim("First Name"), trim("Last Name"))), ''),
            person_name("Full Name")
        ) as customer_name,
        email_of("Email") as email,
        coalesce(phone_of("Mobile Number"), phone_of("Telephone")) as phone,
        null::varchar as card,
        not is_ticked("Blocked") and consent_of("Accepts Marketing") as may_email,
        not is_ticked("Blocked") and consent_of("Accepts SMS Marketing") as may_text
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
            then rejection('nobody_by_client_id', null)
    end as reason
from read_row
