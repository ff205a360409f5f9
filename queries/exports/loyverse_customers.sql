-- Loyverse customers.
--
-- Kind:      customers
-- Vendor:    loyverse
-- Signature: Customer name, First visit, Total visits, Total spent
-- Needs:     Customer name
-- May have:  Customer ID, Email, Phone, Customer code
-- Fields:    customer_id = Customer ID, customer_name = Customer name, email = Email,
--            phone = Phone, card = Customer code
-- Grain:     one row of the file, one customer
-- Quirks:    Customer code, where it is exported, is the number on the loyalty card. First visit,
--            Last visit and the totals are not used: receipts say it. Columns of the address and of
--            points come and go.

with read_row as (

    select
        row_number,
        plain_id("Customer ID") as customer_id,
        person_name("Customer name") as customer_name,
        email_of("Email") as email,
        phone_of("Phone") as phone,
        plain_id("Customer code") as card
    from export_file

)

select
    row_number,
    customer_id as vendor_customer_id,
    customer_name,
    email,
    phone,
    card,
    null::varchar as currency,
    null::varchar as time_zone,
    coalesce(customer_id, card, lower(email), phone) as row_id,
    case
        when coalesce(customer_id, email, phone, card) is null
            then rejection('nobody', null)
    end as reason
from read_row
