-- How one customer was thanked.
--
-- Question: When were they thanked, for what, and by whom?
-- Grain:    thanks_no
-- Params:   $customer_id text, the customer
-- Staff:    yes
-- Link:     no
-- Personal: notes text, thanked_by colleague
-- Reads:    desk.thanks, facts.identity
-- Source:   what staff wrote down

select
    thanks.thanks_no,
    thanks.occasion,
    thanks.words as notes,
    thanks.thanked_at,
    thanks.thanked_by
from desk.thanks as thanks
inner join facts.identity as identity on thanks.handle_no = identity.handle_no
where identity.customer_id = $customer_id and thanks.undone_at is null
order by thanks.thanked_at desc, thanks.thanks_no desc
