-- What each comment says as a whole.
--
-- Builds: facts.comment
-- Grain:  response_number; answers with a comment that was heard
-- Reads:  facts.response, exports.heard_comment
-- Source: Hutto & Gilbert (2014), VADER; docs/decisions.md, "Comments are heard once"
--
-- polarity: -1 to 1; below -0.05 is bad, from 0.05 good. themes and polarities stand side by side.
-- is_angry: it says angry words, and all in all does not sound good: "ridiculously good" is no anger.

create or replace table facts.comment as

with said as (

    select
        response_number,
        row_key,
        min(responded_on) as responded_on,
        max(customer_id) as customer_id,
        max(staff) as staff,
        max(location) as location,
        max(comment) as comment
    from facts.response
    group by response_number, row_key
    having max(comment) is not null

)

select
    said.response_number,
    said.row_key,
    said.responded_on,
    said.customer_id,
    said.staff,
    said.location,
    heard.language,
    heard.polarity,
    heard.themes,
    heard.polarities,
    heard.feelings,
    list_contains(heard.feelings, 'angry') and heard.polarity < 0.05 as is_angry
from said
inner join exports.heard_comment as heard on md5_number_lower(said.comment) = heard.comment_key
