-- Everybody on the rows, with the number of the handle by which they are known best.
--
-- For:     saying whose each row is; handle_no is null for somebody who cannot be recognised.
-- Params:  $vendor text, whose customer ids these are
-- Reads:   person_text, exports.handle
-- Makes:   table person

create or replace temp table person as
select
    person_text.vendor_customer_id,
    person_text.email,
    person_text.phone,
    person_text.card,
    person_text.customer_name,
    person_text.clean_email,
    person_text.clean_phone,
    by_id.handle_no as id_handle_no,
    by_card.handle_no as card_handle_no,
    by_email.handle_no as email_handle_no,
    by_phone.handle_no as phone_handle_no,
    coalesce(
        person_text.erased_handle_no,
        by_id.handle_no,
        by_card.handle_no,
        by_email.handle_no,
        by_phone.handle_no
    ) as handle_no
from person_text
left join exports.handle as by_id
    on by_id.kind = $vendor and person_text.clean_id = by_id.handle
left join exports.handle as by_card
    on by_card.kind = 'card' and person_text.clean_card = by_card.handle
left join exports.handle as by_email
    on by_email.kind = 'email' and person_text.clean_email = by_email.handle
left join exports.handle as by_phone
    on by_phone.kind = 'phone' and person_text.clean_phone = by_phone.handle
