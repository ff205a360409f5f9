-- Does an answer bring them back?
--
-- Question: How soon was a complaint answered, and who came back, with an answer and without one?
-- Grain:    kind
-- Params:   $as_of date, the period's last day
--           $from_on date, the period's first day
--           $location text, place of the visit it is about, or null for all
-- Columns:  kind code, answered by us or not: answered or unanswered
--           complaint_count integer, complaints in the period
--           judged_count integer, of those, by people we know whose horizon is over
--           recovered_count integer, of those, whose people came or answered again within the
--               horizon
--           recovered_rate double or null, the share of these
--           recovered_low double or null, lower end of its 95 % interval
--           recovered_high double or null, upper end of its 95 % interval
--           median_reply_days double or null, days until the reply, the median
--           is_enough boolean, whether five or more are judged
--           difference double or null, this share less the other kind's
--           difference_low double or null, lower end of its 95 % interval
--           difference_high double or null, upper end of its 95 % interval
-- Staff:    no
-- Link:     no
-- Personal: none
-- Reads:    facts.complaint, facts.follow_up, facts.shop
-- Source:   recovered: Tattle (another visit or survey); intervals: Wilson (1927); of the difference:
--           Newcombe (1998), Statistics in Medicine 17, 873-890, method 10
--
-- kind is answered or unanswered. Only people we know are counted, and only complaints whose horizon
-- is over by the last trading day: both kinds have had the same time. Days run from the complaint.

with waiting as (

    select
        complaint.first_row_key,
        complaint.responded_on,
        complaint.recovered_on is not null as is_recovered,
        complaint.customer_id is not null
        and complaint.judged_on <= shop.last_trading_on as is_judged,
        follow_up.first_reply_on
    from facts.complaint as complaint
    cross join facts.shop as shop
    left join facts.follow_up($as_of) as follow_up
        on complaint.first_row_key = follow_up.first_row_key
    where
        complaint.row_key = complaint.first_row_key
        and complaint.responded_on between $from_on::date and $as_of::date
        and ($location::varchar is null or complaint.location = $location)

),

counted_kind as (

    select
        case when first_reply_on is null then 'unanswered' else 'answered' end as kind,
        count(*) as complaint_count,
        count(*) filter (where is_judged) as judged_count,
        count(*) filter (where is_judged and is_recovered) as recovered_count,
        median(
            case
                when first_reply_on is not null then greatest(first_reply_on - responded_on, 0)
            end
        ) as median_reply_days
    from waiting
    group by case when first_reply_on is null then 'unanswered' else 'answered' end

),

rated as (

    select
        *,
        recovered_count / nullif(judged_count, 0)::double as recovered_rate,
        wilson_low(recovered_count, judged_count) as recovered_low,
        wilson_high(recovered_count, judged_count) as recovered_high
    from counted_kind

)

select
    rated.kind,
    rated.complaint_count,
    rated.judged_count,
    rated.recovered_count,
    rated.recovered_rate,
    rated.recovered_low,
    rated.recovered_high,
    rated.median_reply_days,
    rated.judged_count >= 5 as is_enough,
    rated.recovered_rate - other.recovered_rate as difference,
    rated.recovered_rate - other.recovered_rate - sqrt(
        pow(rated.recovered_rate - rated.recovered_low, 2)
        + pow(other.recovered_high - other.recovered_rate, 2)
    ) as difference_low,
    rated.recovered_rate - other.recovered_rate + sqrt(
        pow(rated.recovered_high - rated.recovered_rate, 2)
        + pow(other.recovered_rate - other.recovered_low, 2)
    ) as difference_high
from rated
left join rated as other on rated.kind != other.kind
order by rated.kind
