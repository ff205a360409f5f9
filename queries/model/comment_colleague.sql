-- Which colleagues a comment names.
--
-- Builds: facts.comment_colleague
-- Grain:  response_number, colleague
-- Reads:  facts.comment
-- Source: docs/decisions.md, "A colleague is named by a name that is theirs alone";
--         regulars/facts/comments/colleagues.py fills it once the comments are there
--
-- called: the words by which the comment names them. polarity: of the comment as a whole. staff: who
-- served, if that is known; it need not be who is named.

create or replace table facts.comment_colleague as

select
    comment.response_number,
    null::varchar as colleague,
    null::varchar as called,
    comment.polarity,
    comment.responded_on,
    comment.staff,
    comment.location
from facts.comment as comment
where comment.response_number is null
