-- Who names a colleague.
--
-- Question: Which comments name this colleague, and how do they sound?
-- Grain:    response_number
-- Params:   $as_of date, the period's last day
--           $from_on date, the period's first day
--           $location text, place of the visit it is about, or null for all
--           $staff text, who served on that visit, or null for all
--           $text text, the colleague
-- Columns:  response_number integer, the answer's number, until the next import
--           polarity integer, how the comment sounds, -1, 0 or 1
-- Staff:    no
-- Link:     named
-- Personal: none
-- Reads:    facts.comment_colleague
-- Source:   Hutto & Gilbert (2014): VADER's compound from 0.05 is good, to -0.05 bad

select
    response_number,
    case when polarity >= 0.05 then 1 when polarity <= -0.05 then -1 else 0 end as polarity
from facts.comment_colleague
where
    responded_on between $from_on::date and $as_of::date
    and ($location::varchar is null or location = $location)
    and ($staff::varchar is null or staff = $staff)
    and colleague = $text
order by response_number desc
