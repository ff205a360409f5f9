-- Their appointments.
--
-- Question: What did this customer book, and what became of it?
-- Grain:    import_id, row_number
-- Params:   $customer_id text, the customer
-- Columns:  import_id integer, the import
--           file_name label, the file
--           row_number integer, the row in the file
--           is_current boolean, whether the figures are made of this version
--           vendor label, whose export it was
--           appointment_id id or null, the vendor's number
--           starts_at timestamp, when it starts, on the shop's clock
--           ends_at timestamp or null, when it ends, on the shop's clock
--           booked_on date or null, day on which it was booked
--           customer_name text or null, the name on the booking
--           service label or null, for what
--           price decimal or null, its price, in the shop's currency
--           status code, what became of it: booked, came, no_show or cancelled
--           staff text or null, with whom
--           location label or null, where
-- Staff:    no
-- Link:     no
-- Personal: customer_name name, staff colleague
-- Reads:    exports.appointment, exports.import, facts.identity
-- Source:   house definition (docs/decisions.md, "Erasing a person keeps the books")
--
-- Every version that is held: is_current says which of them the figures are made of.

select
    kept.import_id,
    import.file_name,
    kept.row_number,
    kept.is_current,
    kept.vendor,
    kept.appointment_id,
    kept.starts_at,
    kept.ends_at,
    kept.booked_on,
    kept.customer_name,
    kept.service,
    kept.price,
    kept.status,
    kept.staff,
    kept.location
from exports.appointment as kept
inner join facts.identity as identity on kept.handle_no = identity.handle_no
left join exports.import as import on kept.import_id = import.import_id
where identity.customer_id = $customer_id
order by kept.import_id, kept.row_number
