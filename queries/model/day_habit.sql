-- What speaks for a visit on a given day, judged at the end of an earlier one.
--
-- Builds: facts.day_habit
-- Grain:  customer_id; who came in the last 26 weeks, or 4 of the shop's usual gaps if that is longer
-- Reads:  facts.visit, facts.trading_day, facts.customer, facts.booking, facts.shop
-- Source: house definition (docs/decisions.md, "A day ahead, learnt from the shop's own days")
--
-- The columns from often_logit to unbooked_log are what facts.day_weight has weights for. All counts
-- are of the last 26 weeks; the first visit of all is not counted, because everybody has one.
-- often: the share of open days with a visit. lately, this_week: the visits of the last 8 weeks and of
-- the last week beside what often promises. weekday, half_year: those of the last 13 and 26 such
-- weekdays beside it, the 13 each week 0.9 of the one after; steady: how far their share is above one
-- half. one_week_ago, two_weeks_ago: was here then. late: days since the last visit by the cadence, or by what often promises; late_square its
-- square; overdue: how far it is beyond twice. due: near the cadence, in spreads. once: one visit only.
-- unbooked: the share of a year's visits not booked by so many days before.

create or replace macro facts.day_habit(as_of, on_day, at_location) as table

with open_day as (

    select
        trading_on,
        weekday,
        as_of::date - trading_on as days_ago,
        row_number() over (order by trading_on desc) as days_back,
        case
            when weekday = isodow(on_day::date)
                then row_number() over (partition by weekday order by trading_on desc)
        end as weeks_back
    from facts.trading_day
    where is_open and trading_on <= as_of::date and trading_on > as_of::date - 182

),

closed as (

    select coalesce(max(closed_days), 0) as closed_days
    from facts.trading_day
    where trading_on <= as_of::date

),

today as (

    select
        closed.closed_days,
        as_of::date - greatest(
            182, (4 * coalesce(shop.usual_gap_days, 0))::integer
        ) as seen_from_on
    from facts.shop as shop
    cross join closed

),

-- What a person first seen on a day has had the chance to come to.
opened_since as (

    select
        day.trading_on as first_on,
        count(*) as day_count,
        count(case when later.days_ago < 56 then 1 end) as lately_count,
        count(case when later.days_ago < 7 then 1 end) as this_week_count,
        count(later.weeks_back) as half_year_count,
        count(case when later.weeks_back <= 13 then 1 end) as weekday_count,
        coalesce(
            sum(case when later.weeks_back <= 13 then pow(0.9, later.weeks_back - 1) end), 0
        ) as weekday_weight
    from open_day as day
    inner join open_day as later on day.trading_on <= later.trading_on
    group by day.trading_on

),

whole as (

    select min(first_on) as first_on
    from opened_since

),

last_visit as (

    select
        visit.customer_id,
        visit.visited_on,
        visit.visit_number,
        visit.cadence_days,
        visit.spread_days,
        greatest(
            1,
            (on_day::date - visit.visited_on) - (today.closed_days - visit.closed_days)
        ) as away_days
    from facts.visit as visit
    cross join today
    where
        visit.customer_id is not null
        and visit.visited_on <= as_of::date
        and visit.visited_on > today.seen_from_on
        and (visit.next_visited_on is null or visit.next_visited_on > as_of::date)

),

came as (

    select
        visit.customer_id,
        count(case when visit.visit_number > 1 then 1 end) as visit_count,
        count(case when visit.visit_number > 1 and open_day.days_ago < 56 then 1 end)
            as lately_count,
        count(case when visit.visit_number > 1 and open_day.days_ago < 7 then 1 end)
            as this_week_count,
        count(open_day.weeks_back) as half_year_count,
        count(
            case
                when
                    open_day.weeks_back <= 13
                    and (at_location is null or visit.location = at_location)
                    then 1
            end
        ) as weekday_count,
        coalesce(
            sum(case when open_day.weeks_back <= 13 then pow(0.9, open_day.weeks_back - 1) end), 0
        ) as weekday_weight,
        count(case when open_day.weeks_back = 1 then 1 end) as one_week_ago,
        count(case when open_day.weeks_back = 2 then 1 end) as two_weeks_ago,
        sum(
            case when at_location is null or visit.location = at_location then 1.0 else 0.0 end
            * case when open_day.weeks_back is not null then 3 else 1 end
        ) / sum(case when open_day.weeks_back is not null then 3 else 1 end) as place_share
    from facts.visit as visit
    inner join open_day on visit.visited_on = open_day.trading_on
    where visit.customer_id is not null and visit.visited_on > as_of::date - 182
    group by visit.customer_id

),

booked_before as (

    select
        customer_id,
        count(distinct starts_on) as booked_count
    from facts.booking
    where
        not is_missed
        and starts_on <= as_of::date
        and starts_on > as_of::date - 365
        and starts_on - booked_on >= on_day::date - as_of::date
    group by customer_id

),

unbooked as (

    select
        booked_before.customer_id,
        greatest(0.02, 1 - any_value(booked_before.booked_count) / count(*)) as share
    from booked_before
    inner join facts.visit as visit on booked_before.customer_id = visit.customer_id
    where visit.visited_on <= as_of::date and visit.visited_on > as_of::date - 365
    group by booked_before.customer_id

),

counted as (

    select
        last_visit.*,
        coalesce(opened_since.weekday_count, 0) as chance_count,
        coalesce(came.weekday_count, 0) as hit_count,
        coalesce(came.visit_count, 0) as seen_count,
        coalesce(came.lately_count, 0) as lately_count,
        coalesce(came.this_week_count, 0) as this_week_count,
        coalesce(came.half_year_count, 0) as half_year_count,
        coalesce(came.weekday_weight, 0) as weekday_weight,
        coalesce(came.one_week_ago, 0) as one_week_ago,
        coalesce(came.two_weeks_ago, 0) as two_weeks_ago,
        coalesce(came.place_share, case when at_location is null then 1.0 else 0.0 end)
            as place_share,
        coalesce(opened_since.lately_count, 0) as lately_open,
        coalesce(opened_since.this_week_count, 0) as this_week_open,
        coalesce(opened_since.half_year_count, 0) as half_year_open,
        coalesce(opened_since.weekday_weight, 0) as weekday_open,
        coalesce(unbooked.share, 1.0) as unbooked_share,
        (coalesce(came.visit_count, 0) + 0.4) / (coalesce(opened_since.day_count, 0) + 8) as often
    from last_visit
    inner join facts.customer as customer on last_visit.customer_id = customer.customer_id
    cross join whole
    left join opened_since
        on greatest(customer.first_visited_on, whole.first_on) = opened_since.first_on
    left join came on last_visit.customer_id = came.customer_id
    left join unbooked on last_visit.customer_id = unbooked.customer_id

),

paced as (

    select
        *,
        least(0.97, (weekday_weight + often) / (weekday_open + 1)) as weekday_share,
        -- greatest() of nothing and 1 is 1: without a cadence there must be none.
        greatest(-3.0, least(3.0, ln(away_days / case
            when cadence_days is null then 1 / often
            else greatest(cadence_days, 1.0)
        end))) as late_log
    from counted

)

select
    customer_id,
    visit_number as visit_count,
    hit_count::integer as weekday_hit_count,
    chance_count::integer as weekday_count,
    place_share,
    ln(often / (1 - least(often, 0.97))) as often_logit,
    ln((lately_count + 1) / (often * lately_open + 1)) as lately_log,
    ln((this_week_count + 0.5) / (often * this_week_open + 0.5)) as this_week_log,
    ln((weekday_weight + 0.4) / (often * weekday_open + 0.4)) as weekday_log,
    ln((half_year_count + 0.8) / (often * half_year_open + 0.8)) as half_year_log,
    greatest(0.0, ln(weekday_share / (1 - weekday_share))) as steady_logit,
    one_week_ago::double as one_week_ago,
    two_weeks_ago::double as two_weeks_ago,
    late_log,
    late_log * late_log as late_square,
    greatest(0.0, late_log - ln(2)) as overdue_log,
    case
        when cadence_days is null then 0.0
        else exp(-0.5 * pow((away_days - cadence_days) / (1 + coalesce(spread_days, 1)), 2))
    end as due,
    case when visit_number = 1 then 1.0 else 0.0 end::double as once,
    ln(unbooked_share) as unbooked_log
from paced
