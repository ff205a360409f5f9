-- What comments are about.
--
-- Question: Which themes do people write about, and what do they think of each?
-- Grain:    theme
-- Params:   $as_of date, the period's last day
--           $from_on date, the period's first day
--           $location text, place of the visit it is about, or null for all
--           $staff text, who served on that visit, or null for all
-- Columns:  theme code, about what: product, service, staff, speed, price, place, cleanliness,
--               booking, delivery or recognition
--           comment_count integer, comments that mention it
--           good_count integer, of those, that think well of it
--           bad_count integer, of those, that think ill of it
--           good_rate double or null, share of good among good and bad
--           low double or null, lower end of its 95 % interval
--           high double or null, upper end of its 95 % interval
--           verdict code, what people think: praised, blamed, mixed or too few
-- Staff:    no
-- Link:     yes
-- Personal: none
-- Reads:    facts.comment_theme
-- Source:   Wilson (1927) for the share that is good among those that say good or bad
--
-- verdict: praised or blamed where the whole interval is on that side of one half; too few under 5.

with counted as (

    select
        theme,
        count(*) as comment_count,
        count(*) filter (polarity > 0) as good_count,
        count(*) filter (polarity < 0) as bad_count
    from facts.comment_theme
    where
        responded_on between $from_on::date and $as_of::date
        and ($location::varchar is null or location = $location)
        and ($staff::varchar is null or staff = $staff)
    group by theme

),

judged as (

    select
        theme,
        comment_count,
        good_count,
        bad_count,
        good_count / nullif(good_count + bad_count, 0) as good_rate,
        wilson_low(good_count, good_count + bad_count) as low,
        wilson_high(good_count, good_count + bad_count) as high
    from counted

)

select
    theme,
    comment_count,
    good_count,
    bad_count,
    good_rate,
    low,
    high,
    case
        when good_count + bad_count < 5 then 'too few'
        when low > 0.5 then 'praised'
        when high < 0.5 then 'blamed'
        else 'mixed'
    end as verdict
from judged
order by comment_count desc, theme
