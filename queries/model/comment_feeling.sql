-- Which feelings a comment tells of.
--
-- Builds: facts.comment_feeling
-- Grain:  response_number, feeling
-- Reads:  facts.comment
-- Source: house definition (docs/decisions.md, "Comments are heard once")

create or replace table facts.comment_feeling as

select
    comment.response_number,
    unnest(comment.feelings) as feeling,
    comment.responded_on,
    comment.customer_id,
    comment.staff,
    comment.location
from facts.comment as comment
