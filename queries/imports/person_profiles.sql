-- Their profiles.
--
-- Question: What do the directories say of this customer?
-- Grain:    import_id, row_number
-- Params:   $customer_id text, the customer
-- Staff:    no
-- Link:     no
-- Personal: customer_name name, email contact, phone contact
-- Reads:    exports.customer_record, exports.import, facts.identity
-- Source:   house definition (docs/decisions.md, "Erasing a person keeps the books")
--
-- Every version that is held: is_current says which of them the figures are made of.

select
    kept.import_id,
    import.file_name,
    kept.row_number,
    kept.is_current,
    kept.vendor,
    kept.customer_name,
    kept.email,
    kept.phone,
    kept.may_email,
    kept.may_text
from exports.customer_record as kept
inner join facts.identity as identity on kept.handle_no = identity.handle_no
left join exports.import as import on kept.import_id = import.import_id
where identity.customer_id = $customer_id
order by kept.import_id, kept.row_number
