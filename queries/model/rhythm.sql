-- Rhythm: how a customer comes, as of the last visit.
--
-- Builds: facts.rhythm
-- Grain:  customer_id
-- Reads:  facts.visit, facts.visit_item
-- Source: regularity k after Wheat & Morrison (1990), J. Marketing Research 27, 87-93: with gaps
--         t1, t2 in a row and m = t1 / (t1 + t2), var(m) = 1 / (4 (2k + 1)); k = (1 - 4v) / (8v).
--
-- The usual is counted over the last 20 visits: the count and out of how many are both kept, so that
-- a screen can say "7 of the last 10". The usual colleague is counted over those of them that lie in
-- the 365 days before the last visit and name somebody: usual_staff_visit_count. k is given from 6
-- gaps on and capped at 20.

create or replace table facts.rhythm as

with recent as (

    select
        visit.*,
        row_number() over (
            partition by visit.customer_id order by visit.visited_on desc
        ) as recency,
        max(visit.visited_on) over (partition by visit.customer_id) as latest_visited_on
    from facts.visit as visit
    where visit.customer_id is not null

),

latest as (

    select
        customer_id,
        max(case when recency = 1 then visited_on end) as last_visited_on,
        max(case when recency = 1 then visit_number end) as visit_count,
        max(case when recency = 1 then cadence_days end) as cadence_days,
        max(case when recency = 1 then spread_days end) as spread_days,
        count(*) as usual_visit_count,
        median(hour(visited_at) * 60 + minute(visited_at)) as usual_minute
    from recent
    where recency <= 20
    group by customer_id

),

gap_pair as (

    select
        customer_id,
        gap_days / (gap_days + previous_gap_days) as share
    from (
        select
            customer_id,
            gap_days::double as gap_days,
            lag(gap_days) over (partition by customer_id order by visited_on)::double
                as previous_gap_days
        from recent
        where recency <= 20
    ) as neighbour
    where gap_days + previous_gap_days > 0

),

dispersion as (

    select
        customer_id,
        count(*) as pair_count,
        avg((share - 0.5) * (share - 0.5)) as variance
    from gap_pair
    group by customer_id

),

weekday_count as (

    select
        customer_id,
        weekday,
        count(*) as visit_count,
        row_number() over (
            partition by customer_id order by count(*) desc, weekday
        ) as place
    from recent
    where recency <= 20
    group by customer_id, weekday

),

staff_count as (

    select
        customer_id,
        staff,
        count(*) as visit_count,
        sum(count(*)) over (partition by customer_id) as served_count,
        row_number() over (
            partition by customer_id order by count(*) desc, staff
        ) as place
    from recent
    where recency <= 20 and staff is not null and visited_on > latest_visited_on - 365
    group by customer_id, staff

),

item_count as (

    select
        recent.customer_id,
        visit_item.item,
        count(*) as visit_count,
        row_number() over (
            partition by recent.customer_id order by count(*) desc, visit_item.item
        ) as place
    from recent
    inner join facts.visit_item as visit_item
        on
            recent.customer_id = visit_item.customer_id
            and recent.visited_on = visit_item.visited_on
    where recent.recency <= 20
    group by recent.customer_id, visit_item.item

)

select
    latest.customer_id,
    latest.last_visited_on,
    latest.visit_count,
    latest.cadence_days,
    latest.spread_days,
    case
        when dispersion.pair_count >= 5
            then least(
                20.0,
                greatest(0.0, (1 - 4 * dispersion.variance) / (8 * dispersion.variance + 1e-9))
            )
    end as regularity,
    latest.usual_visit_count::integer as usual_visit_count,
    latest.usual_minute::integer as usual_minute,
    weekday_count.weekday as usual_weekday,
    weekday_count.visit_count::integer as usual_weekday_count,
    item_count.item as usual_item,
    item_count.visit_count::integer as usual_item_count,
    staff_count.staff as usual_staff,
    staff_count.visit_count::integer as usual_staff_count,
    staff_count.served_count::integer as usual_staff_visit_count
from latest
left join dispersion on latest.customer_id = dispersion.customer_id
left join weekday_count
    on latest.customer_id = weekday_count.customer_id and weekday_count.place = 1
left join item_count on latest.customer_id = item_count.customer_id and item_count.place = 1
left join staff_count on latest.customer_id = staff_count.customer_id and staff_count.place = 1
