-- Which themes a comment is about, and what is thought of each.
--
-- Builds: facts.comment_theme
-- Grain:  response_number, theme
-- Reads:  facts.comment
-- Source: house definition (docs/decisions.md, "Staff and speed are service, and cleanliness is place")
--
-- polarity: -1, 0 or 1, what is thought of the theme; the comment as a whole may sound otherwise.

create or replace table facts.comment_theme as

select
    comment.response_number,
    unnest(comment.themes) as theme,
    unnest(comment.polarities) as polarity,
    comment.responded_on,
    comment.customer_id,
    comment.staff,
    comment.location
from facts.comment as comment
