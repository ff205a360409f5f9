-- What to remember of one customer.
--
-- Question: What did we write down about them: allergies first, then newest first?
-- Grain:    note_no
-- Params:   $customer_id text, the customer
-- Columns:  note_no integer, the note's number
--           kind code, what it is: note, allergy, likes or dislikes
--           notes text, the note
--           written_at timestamp, when it was written, UTC
--           written_by text, who wrote it
-- Staff:    yes
-- Link:     no
-- Personal: notes text, written_by colleague
-- Reads:    desk.note, facts.identity
-- Source:   what staff wrote down

select
    note.note_no,
    note.kind,
    note.words as notes,
    note.written_at,
    note.written_by
from desk.note as note
inner join facts.identity as identity on note.handle_no = identity.handle_no
where identity.customer_id = $customer_id and note.removed_at is null
order by note.kind != 'allergy', note.written_at desc, note.note_no desc
