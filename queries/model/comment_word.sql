-- How many comments of a day hold a word.
--
-- Builds: facts.comment_word
-- Grain:  responded_on, location, staff, word; location and staff may be missing
-- Reads:  facts.response
-- Source: house definition (docs/decisions.md, "Comments are heard once")

create or replace table facts.comment_word as

with said as (

    select
        response_number,
        min(responded_on) as responded_on,
        max(location) as location,
        max(staff) as staff,
        list_distinct(said_words(max(comment))) as words
    from facts.response
    group by response_number
    having max(comment) is not null

),

spoken as (

    select
        responded_on,
        location,
        staff,
        unnest(words) as word
    from said

)

select
    responded_on,
    location,
    staff,
    word,
    count(*) as comment_count
from spoken
group by responded_on, location, staff, word
