-- WooCommerce customers (Analytics).
--
-- Kind:      customers
-- Vendor:    woocommerce
-- Signature: Last Active, Sign Up, AOV, Total Spend
-- Needs:     Name, Email
-- May have:  Username, Billing Phone, Shipping Phone
-- Fields:    customer_id = Username, customer_name = Name, email = Email, phone = Billing Phone
-- Grain:     one row of the file, one customer
-- Quirks:    Guests have no Username. A Username of digits alone is not taken for an id, as order
--            exports number people otherwise. Phones are there in recent files only. The labels are
--            in the language of the shop: files in another language are read like an export that
--            nobody knows.

with read_row as (

    select
        row_number,
        case
            when not regexp_full_match(trim("Username"), '\d*') then lower(trim("Username"))
        end as customer_id,
        person_name("Name") as customer_name,
        email_of("Email") as email,
        coalesce(phone_of("Billing Phone"), phone_of("Shipping Phone")) as phone,
        null::varchar as card
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
            then rejection('nobody_by_username', null)
    end as reason
from read_row
