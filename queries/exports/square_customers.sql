-- Square customer directory.
--
-- Kind:      customers
-- Vendor:    square
-- Signature: Square Customer ID, Creation Source, First Visit, Email Subscription Status
-- Needs:     Square Customer ID, First Name, Last Name
-- May have:  Email Address, Phone Number, Nickname, Company Name
-- Fields:    customer_id = Square Customer ID, customer_name = First Name + Last Name,
--            email = Email Address, phone = Phone Number
-- Grain:     one row of the file, one customer profile
-- Quirks:    Phone numbers carry a leading apostrophe. Custom attributes append columns. People in
--            the file who never gave a name have only an id.

select
    row_number,
    "Square Customer ID" as vendor_customer_id,
    coalesce(
        nullif(trim(concat_ws(' ', trim("First Name"), trim("Last Name"))), ''),
        "Nickname",
        "Company Name"
    ) as customer_name,
    "Email Address" as email,
    "Phone Number" as phone,
    null::varchar as currency,
    null::varchar as time_zone,
    concat_ws('|', "Square Customer ID", "Email Address", "Phone Number") as content,
    case
        when coalesce("Square Customer ID", "Email Address", "Phone Number") is null
            then 'There is no customer id, e-mail or phone: nobody can be recognised by this row'
    end as reason
from export_file
