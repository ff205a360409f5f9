-- What to remember of them.
--
-- Question: Of those who may come, which have an allergy or something that they like or dislike?
-- Grain:    customer_id
-- Params:   $as_of date, the last trading day; nothing after it is used
--           $day date, the day ahead
--           $location text, one place, or null for all
--           $staff text, their usual colleague, or null for all
-- Columns:  customer_id id, who
--           customer_name text, what they are called, "Guest" and a number where no export says
--           visit_chance double, chance of a visit on the day, 0 to 1
--           allergies list of text or null, allergies noted on the card, newest first
--           notes list of text or null, the other notes, newest first
--           note_kinds list of code or null, what each of them is: note, likes or dislikes
-- Staff:    yes
-- Link:     no
-- Personal: customer_name name, allergies text, notes text
-- Reads:    facts.expected_on, facts.identity, desk.note
-- Source:   what staff wrote down on the customer's card
--
-- allergies come whole; the other notes newest first.

with likely as (

    select
        customer_id,
        customer_name,
        visit_chance
    from facts.expected_on($as_of, $day, $location, $staff)
    where visit_chance >= 0.05

),

note as (

    select
        identity.customer_id,
        note.kind,
        note.words,
        note.written_at,
        note.note_no
    from desk.note as note
    inner join facts.identity as identity on note.handle_no = identity.handle_no
    where note.removed_at is null

),

told as (

    select
        customer_id,
        list(words order by written_at desc, note_no desc)
        filter (where kind = 'allergy') as allergies,
        list(words order by written_at desc, note_no desc)
        filter (where kind != 'allergy') as notes,
        list(kind order by written_at desc, note_no desc)
        filter (where kind != 'allergy') as note_kinds
    from note
    group by customer_id

)

select
    likely.customer_id,
    likely.customer_name,
    likely.visit_chance,
    told.allergies,
    told.notes,
    told.note_kinds
from likely
inner join told on likely.customer_id = told.customer_id
order by told.allergies is null, likely.visit_chance desc, likely.customer_name, likely.customer_id
