-- What people say they felt.
--
-- Question: Which feelings do people write of, and how many of those who write?
-- Grain:    feeling
-- Params:   $as_of date, the period's last day
--           $from_on date, the period's first day
--           $location text, place of the visit it is about, or null for all
--           $staff text, who served on that visit, or null for all
-- Columns:  feeling code, what they felt: welcomed, recognised, cared for, delighted, grateful,
--               relaxed, ignored, rushed, let down, angry, unsafe or cheated
--           comment_count integer, comments that tell of it
--           written_count integer, comments in all
--           comment_rate double, the share of these
--           low double, lower end of the 95 % interval
--           high double, upper end of the 95 % interval
-- Staff:    no
-- Link:     yes
-- Personal: none
-- Reads:    facts.comment, facts.comment_feeling
-- Source:   Wilson (1927) for the share of all comments

with written as (

    select count(*) as written_count
    from facts.comment
    where
        responded_on between $from_on::date and $as_of::date
        and ($location::varchar is null or location = $location)
        and ($staff::varchar is null or staff = $staff)

),

felt as (

    select
        feeling,
        count(*) as comment_count
    from facts.comment_feeling
    where
        responded_on between $from_on::date and $as_of::date
        and ($location::varchar is null or location = $location)
        and ($staff::varchar is null or staff = $staff)
    group by feeling

)

select
    felt.feeling,
    felt.comment_count,
    written.written_count,
    felt.comment_count / written.written_count as comment_rate,
    wilson_low(felt.comment_count, written.written_count) as low,
    wilson_high(felt.comment_count, written.written_count) as high
from felt
cross join written
order by felt.comment_count desc, felt.feeling
