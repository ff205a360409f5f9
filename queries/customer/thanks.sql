-- How one customer was thanked.
--
-- Question: When were they thanked, for what, and by whom?
-- Grain:    thanks_no
-- Params:   $customer_id text, the customer
-- Columns:  thanks_no integer, the entry's number
--           occasion code, for what: for coming back, round number of visits, birthday, kind words
--               or making good
--           notes text, what was said or given, may be empty
--           thanked_at timestamp, when they were thanked, UTC
--           thanked_by text, who thanked
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
