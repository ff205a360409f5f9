-- Shopify customers.
--
-- Kind:      customers
-- Vendor:    shopify
-- Signature: Accepts Email Marketing, Total Spent, Total Orders, Tax Exempt
-- Needs:     First Name, Last Name, Email
-- May have:  Customer ID, Phone, Default Address Phone, Default Address Company, Company,
--            Accepts Email Marketing, Accepts Marketing, Accepts SMS Marketing
-- Fields:    customer_id = Customer ID, customer_name = First Name + Last Name, email = Email,
--            phone = Phone, may_email = Accepts Email Marketing, may_text = Accepts SMS Marketing
-- Grain:     one row of the file, one customer
-- Quirks:    Customer ID and phones carry a leading apostrophe. Older files have no Customer ID and
--            name the address Company, Address1 and so on. The phone of the default address stands
--            in where Phone is empty. Metafields append columns. Accepts
--            Marketing is the older name of Accepts Email Marketing.

with read_row as (

    select
        row_number,
        plain_id("Customer ID") as customer_id,
        coalesce(
            nullif(trim(concat_ws(' ', trim("First Name"), trim("Last Name"))), ''),
            "Default Address Company",
            "Company"
        ) as customer_name,
        email_of("Email") as email,
        coalesce(phone_of("Phone"), phone_of("Default Address Phone")) as phone,
        null::varchar as card,
        consent_of(coalesce("Accepts Email Marketing", "Accepts Marketing")) as may_email,
        consent_of("Accepts SMS Marketing") as may_text
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
            then rejection('nobody_by_customer_id', null)
    end as reason
from read_row
