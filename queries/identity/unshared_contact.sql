-- The shared contacts that nobody has any more: they were only theirs in the end.
--
-- For:     forgetting them.
-- Reads:   shared_contact, exports.handle_name, exports.customer_record, exports.receipt_line,
--          exports.appointment, exports.response
-- Makes:   table unshared_contact

create or replace temp table unshared_contact as
with used as (

    select handle_no
    from exports.handle_name
    union
    select handle_no
    from exports.customer_record
    union
    select handle_no
    from exports.receipt_line
    union
    select handle_no
    from exports.appointment
    union
    select handle_no
    from exports.response

)

select shared_contact.handle_no
from shared_contact
anti join used on shared_contact.handle_no = used.handle_no
