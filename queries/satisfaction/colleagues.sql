-- Colleagues whom people name.
--
-- Question: Which colleagues do people name in comments, and how do these comments sound?
-- Grain:    colleague
-- Params:   $as_of date, the period's last day
--           $from_on date, the period's first day
--           $location text, place of the visit it is about, or null for all
--           $staff text, who served on that visit, or null for all
-- Columns:  colleague text, who
--           comment_count integer, comments that name them
--           good_count integer, of those, that sound good
--           bad_count integer, of those, that sound bad
--           good_rate double or null, share of good among good and bad
--           low double or null, lower end of its 95 % interval
--           high double or null, upper end of its 95 % interval
--           last_named_on date, day of the last of them
-- Staff:    no
-- Link:     named
-- Personal: colleague colleague
-- Reads:    facts.comment_colleague
-- Source:   Hutto & Gilbert (2014): VADER's compound from 0.05 is good, to -0.05 bad; Wilson (1927)
--           for the share that is good among those that are good or bad
--
-- In the order of their names: it is no ranking.

with counted as (

    select
        colleague,
        count(*) as comment_count,
        count(*) filter (polarity >= 0.05) as good_count,
        count(*) filter (polarity <= -0.05) as bad_count,
        max(responded_on) as last_named_on
    from facts.comment_colleague
    where
        responded_on between $from_on::date and $as_of::date
        and ($location::varchar is null or location = $location)
        and ($staff::varchar is null or staff = $staff)
    group by colleague

)

select
    colleague,
    comment_count,
    good_count,
    bad_count,
    good_count / nullif(good_count + bad_count, 0) as good_rate,
    wilson_low(good_count, good_count + bad_count) as low,
    wilson_high(good_count, good_count + bad_count) as high,
    last_named_on
from counted
order by colleague
