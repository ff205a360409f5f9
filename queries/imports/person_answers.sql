-- Their answers.
--
-- Question: What did this customer answer and write?
-- Grain:    import_id, row_number, question
-- Params:   $customer_id text, the customer
-- Columns:  import_id integer, the import
--           file_name label, the file
--           row_number integer, the row in the file
--           is_current boolean, whether the figures are made of this version
--           vendor label, whose export it was
--           responded_at timestamp, when it was answered, on the shop's clock
--           customer_name text or null, the name on the answer
--           question label, what was asked
--           touchpoint code, what it is about: overall, greeting, speed, cleanliness, price,
--               booking, coffee, product, place or other
--           metric code, the kind of score: nps, csat, stars or ces
--           score decimal or null, the score as it was given
--           comment text or null, what they wrote
--           staff text or null, who served
--           location label or null, where
-- Staff:    no
-- Link:     no
-- Personal: customer_name name, comment text, staff colleague
-- Reads:    exports.response, exports.import, facts.identity
-- Source:   house definition (docs/decisions.md, "Erasing a person keeps the books")
--
-- Every version that is held: is_current says which of them the figures are made of.

select
    kept.import_id,
    import.file_name,
    kept.row_number,
    kept.is_current,
    kept.vendor,
    kept.responded_at,
    kept.customer_name,
    kept.question,
    kept.touchpoint,
    kept.metric,
    kept.score,
    kept.comment,
    kept.staff,
    kept.location
from exports.response as kept
inner join facts.identity as identity on kept.handle_no = identity.handle_no
left join exports.import as import on kept.import_id = import.import_id
where identity.customer_id = $customer_id
order by kept.import_id, kept.row_number, kept.question
