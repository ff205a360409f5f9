-- Their profiles.
--
-- Question: What do the directories say of this customer?
-- Grain:    import_id, row_number
-- Params:   $customer_id text, the customer
-- Columns:  import_id integer, the import
--           file_name label, the file
--           row_number integer, the row in the file
--           is_current boolean, whether the figures are made of this version
--           vendor label, whose export it was
--           customer_name text or null, the name in the directory
--           email text or null, e-mail
--           phone text or null, phone
--           may_email boolean or null, whether they agreed to e-mails
--           may_text boolean or null, whether they agreed to text messages
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
