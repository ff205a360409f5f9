-- Where people are happier, and where less.
--
-- Question: Which colleague, place, day, hour, product or kind of visitor do better or worse answers
--           come from?
-- Grain:    metric, touchpoint, dimension, member
-- Params:   $as_of date, the period's last day
--           $from_on date, the period's first day
--           $location text, place of the visit it is about, or null for all
--           $staff text, who served on that visit, or null for all
-- Columns:  metric code, the kind of score: nps, csat, stars or ces
--           touchpoint code, what it is about: overall, greeting, speed, cleanliness, price,
--               booking, coffee, product, place or other
--           dimension code, by what answers are divided: staff, location, category, visitor, weekday
--               or hour
--           member text, which of them: a colleague, a place, a category, a kind of visitor, a
--               weekday or an hour
--           n integer, answers
--           raw_value double, their score on its own scale
--           value double, that score, pulled to the mean of all by how few they are
--           low double, lower end of its 95 % interval
--           high double, upper end of its 95 % interval
--           all_value double, the mean of all members
--           verdict code, beside the mean: better, worse, no clear difference or nothing to compare
--               with
-- Staff:    no
-- Link:     yes
-- Personal: member colleague
-- Reads:    facts.response, facts.answer_context
-- Source:   empirical Bayes: shrunk towards the mean of all (Morris 1983, J. Am. Stat. Assoc. 78,
--           47-55), spread between members by DerSimonian & Laird (1986)
--
-- value, low and high are on the score's own scale. Under 5 answers nothing is shown. Members are in
-- the order of their names: a verdict is given only where the interval leaves out the mean of all.

with answer as (

    select
        response.metric,
        response.touchpoint,
        goodness_of(response.metric, response.score) as goodness,
        response.staff,
        response.location,
        context.category,
        context.visitor,
        context.weekday,
        context.hour
    from facts.response as response
    left join facts.answer_context as context on response.row_key = context.row_key
    where
        response.score is not null
        and response.responded_on between $from_on::date and $as_of::date
        and ($location::varchar is null or response.location = $location)
        and ($staff::varchar is null or response.staff = $staff)

),

member as (

    select
        metric,
        touchpoint,
        case
            when grouping(staff) = 0 then 'staff'
            when grouping(location) = 0 then 'location'
            when grouping(category) = 0 then 'category'
            when grouping(visitor) = 0 then 'visitor'
            when grouping(weekday) = 0 then 'weekday'
            else 'hour'
        end as dimension,
        coalesce(staff, location, category, visitor, weekday::varchar, hour::varchar) as member,
        count(*) as n,
        avg(goodness) as mean,
        sum(goodness) as goodness,
        sum(goodness * goodness) as goodness_square
    from answer
    group by grouping sets (
        (metric, touchpoint, staff),
        (metric, touchpoint, location),
        (metric, touchpoint, category),
        (metric, touchpoint, visitor),
        (metric, touchpoint, weekday),
        (metric, touchpoint, hour)
    )

),

shown as (

    select *
    from member
    where member is not null and n >= 5

),

family as (

    select
        metric,
        touchpoint,
        dimension,
        count(*) as member_count,
        sum(goodness) / sum(n) as grand_mean,
        -- What answers differ by within a member, at least what five answers could hide.
        greatest(
            (sum(goodness_square) - sum(goodness * goodness / n))
            / greatest(1, sum(n) - count(*)), 0.01
        ) as variance,
        sum(n)::double as n,
        sum(n * n)::double as n_square
    from shown
    group by metric, touchpoint, dimension

),

spread as (

    select
        family.metric,
        family.touchpoint,
        family.dimension,
        family.member_count,
        family.grand_mean,
        family.variance,
        greatest(0, (
            sum(shown.n * pow(shown.mean - family.grand_mean, 2))
            - (family.member_count - 1) * family.variance
        ) / nullif(family.n - family.n_square / family.n, 0)) as between_variance
    from family
    inner join shown
        on
            family.metric = shown.metric
            and family.touchpoint = shown.touchpoint
            and family.dimension = shown.dimension
    group by
        family.metric, family.touchpoint, family.dimension, family.member_count,
        family.grand_mean, family.variance, family.n, family.n_square

),

weighed as (

    select
        shown.*,
        spread.grand_mean,
        spread.member_count,
        spread.variance / shown.n as error,
        -- How far a member is pulled to the mean of all; half of what is known of two or three.
        (greatest(spread.member_count - 3, 0) + 0.5) / (greatest(spread.member_count - 3, 0) + 1.0)
        * (spread.variance / shown.n)
        / (spread.variance / shown.n + coalesce(spread.between_variance, 0)) as pull
    from shown
    inner join spread
        on
            shown.metric = spread.metric
            and shown.touchpoint = spread.touchpoint
            and shown.dimension = spread.dimension

),

estimated as (

    select
        *,
        (1 - pull) * mean + pull * grand_mean as estimate,
        1.96 * sqrt(
            error * (1 - pull * (member_count - 1) / member_count)
            + 2.0 / greatest(1, member_count - 3) * pow(pull * (mean - grand_mean), 2)
        ) as margin
    from weighed

)

select
    metric,
    touchpoint,
    dimension,
    member,
    n,
    score_of(metric, mean) as raw_value,
    score_of(metric, estimate) as value,
    score_of(metric, greatest(0, estimate - margin)) as low,
    score_of(metric, least(1, estimate + margin)) as high,
    score_of(metric, grand_mean) as all_value,
    case
        when member_count < 2 then 'nothing to compare with'
        when estimate - margin > grand_mean then 'better'
        when estimate + margin < grand_mean then 'worse'
        else 'no clear difference'
    end as verdict
from estimated
order by
    metric, touchpoint, dimension,
    case when dimension in ('hour', 'weekday') then member::integer end, member
