-- Who writes about a theme, or of a feeling.
--
-- Question: Which comments are about this theme or tell of this feeling, and what do they think?
-- Grain:    response_number
-- Params:   $as_of date, the period's last day
--           $from_on date, the period's first day
--           $location text, place of the visit it is about, or null for all
--           $staff text, who served on that visit, or null for all
--           $text text, the theme or the feeling
-- Columns:  response_number integer, the answer's number, until the next import
--           polarity integer, what is thought of the theme, or how the comment of a feeling sounds,
--               -1, 0 or 1
-- Staff:    no
-- Link:     yes
-- Personal: none
-- Reads:    facts.comment_theme, facts.comment_feeling, facts.comment
-- Source:   house definition (docs/decisions.md, "Comments are heard once")
--
-- polarity: what is thought of the theme, -1, 0 or 1; beside a feeling, how the whole sounds.

with heard as (

    select
        response_number,
        responded_on,
        location,
        staff,
        polarity::integer as polarity
    from facts.comment_theme
    where theme = $text

    union all

    select
        felt.response_number,
        felt.responded_on,
        felt.location,
        felt.staff,
        case
            when comment.polarity >= 0.05 then 1
            when comment.polarity <= -0.05 then -1
            else 0
        end as polarity
    from facts.comment_feeling as felt
    inner join facts.comment as comment on felt.response_number = comment.response_number
    where felt.feeling = $text

)

select
    response_number,
    polarity
from heard
where
    responded_on between $from_on::date and $as_of::date
    and ($location::varchar is null or location = $location)
    and ($staff::varchar is null or staff = $staff)
order by response_number desc
