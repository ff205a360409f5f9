-- When a colleague leaves.
--
-- Question: Did the regulars of a colleague who left drift off more than the others did?
-- Grain:    staff; colleagues who have left and had at least 5 regulars
-- Params:   $as_of date, the period's last day
--           $location text, home place, or null for all
-- Columns:  staff text, the colleague who left
--           last_served_on date, that colleague's last day
--           judged_on date, the day on which their regulars are looked at
--           regular_count integer, that colleague's regulars
--           drifted_count integer, of those, slipping or lapsed on judged_on
--           drifted_rate double, the share of these
--           drifted_low double, lower end of its 95 % interval
--           drifted_high double, upper end of its 95 % interval
--           other_regular_count integer, the others' regulars
--           other_drifted_count integer, of those, slipping or lapsed on judged_on
--           other_drifted_rate double or null, the share of these
--           other_low double or null, lower end of its 95 % interval
--           other_high double or null, upper end of its 95 % interval
--           is_clear boolean, whether the intervals do not overlap, this one above
--           spend_at_stake double, what those who drifted spent in the 26 weeks before, in the
--               shop's currency
-- Staff:    no
-- Link:     yes
-- Personal: staff colleague
-- Reads:    facts.staff, facts.visit, facts.customer, facts.trading_day, facts.shop, facts.booking
-- Source:   house definition (docs/decisions.md, "A colleague's regulars"); intervals: Wilson (1927);
--           is_clear: the intervals do not overlap
--
-- Her regulars: regular on her last day and last here within 6 weeks of it, more than half of their
-- visits in the 26 weeks before with her. Drifted: slipping or lapsed 8 weeks later, or on the last day
-- there is, and not booked for a later one. Where people usually come every month or less often, it is 1.5 and 2 of their usual gaps in
-- place of 6 and 8 weeks.

with departure as (

    select
        staff.staff,
        staff.last_served_on,
        greatest(42, 1.5 * shop.usual_gap_days)::integer as recent_days,
        least(
            staff.last_served_on + greatest(56, 2 * shop.usual_gap_days)::integer, $as_of::date
        ) as judged_on
    from facts.staff as staff
    cross join facts.shop as shop
    where staff.has_left and staff.last_served_on <= $as_of::date - 21

),

then_visit as (

    select
        departure.staff,
        visit.customer_id,
        max(visit.visited_on) as last_visited_on,
        max_by(visit.regular_until, visit.visited_on) as regular_until,
        count(*) as visit_count,
        count(case when visit.staff = departure.staff then 1 end) as with_her_count,
        sum(visit.spend) as spend
    from departure
    inner join facts.visit as visit
        on
            visit.visited_on <= departure.last_served_on
            and visit.visited_on > departure.last_served_on - 182
    where visit.customer_id is not null
    group by departure.staff, visit.customer_id

),

regular as (

    select
        then_visit.staff,
        then_visit.customer_id,
        then_visit.spend,
        then_visit.with_her_count > 0.5 * then_visit.visit_count as is_hers
    from then_visit
    inner join departure on then_visit.staff = departure.staff
    inner join facts.customer as customer on then_visit.customer_id = customer.customer_id
    where
        then_visit.regular_until >= departure.last_served_on
        and then_visit.last_visited_on > departure.last_served_on - departure.recent_days
        and ($location::varchar is null or customer.home_location = $location)

),

later_visit as (

    select
        departure.staff,
        visit.customer_id,
        visit.visit_number,
        (departure.judged_on - visit.visited_on)
        - (trading_day.closed_days - visit.closed_days) as elapsed_days,
        visit.cadence_days,
        visit.spread_days
    from departure
    inner join facts.trading_day as trading_day on departure.judged_on = trading_day.trading_on
    inner join facts.visit as visit
        on
            visit.visited_on <= departure.judged_on
            and (visit.next_visited_on is null or visit.next_visited_on > departure.judged_on)
    where visit.customer_id is not null

),

booked as (

    select distinct
        departure.staff,
        booking.customer_id
    from departure
    inner join facts.booking as booking
        on booking.booked_on <= departure.judged_on and booking.starts_on > departure.judged_on
    where not booking.is_missed

),

judged as (

    select
        regular.staff,
        regular.is_hers,
        regular.spend,
        status_of(
            later_visit.visit_number, true, booked.customer_id is not null,
            later_visit.elapsed_days, later_visit.cadence_days, later_visit.spread_days,
            shop.usual_gap_days, shop.slipping_ratio, shop.lapsed_ratio
        ) in ('slipping', 'lapsed') as has_drifted
    from regular
    inner join later_visit
        on regular.staff = later_visit.staff and regular.customer_id = later_visit.customer_id
    left join booked
        on regular.staff = booked.staff and regular.customer_id = booked.customer_id
    cross join facts.shop as shop

),

counted as (

    select
        staff,
        count(case when is_hers then 1 end) as regular_count,
        count(case when is_hers and has_drifted then 1 end) as drifted_count,
        count(case when not is_hers then 1 end) as other_regular_count,
        count(case when not is_hers and has_drifted then 1 end) as other_drifted_count,
        coalesce(sum(case when is_hers and has_drifted then spend end), 0)::double as spend_at_stake
    from judged
    group by staff

)

select
    counted.staff,
    departure.last_served_on,
    departure.judged_on,
    counted.regular_count,
    counted.drifted_count,
    counted.drifted_count / counted.regular_count::double as drifted_rate,
    wilson_low(counted.drifted_count, counted.regular_count) as drifted_low,
    wilson_high(counted.drifted_count, counted.regular_count) as drifted_high,
    counted.other_regular_count,
    counted.other_drifted_count,
    counted.other_drifted_count / nullif(counted.other_regular_count, 0)::double
        as other_drifted_rate,
    wilson_low(counted.other_drifted_count, counted.other_regular_count) as other_low,
    wilson_high(counted.other_drifted_count, counted.other_regular_count) as other_high,
    coalesce(
        wilson_low(counted.drifted_count, counted.regular_count)
        > wilson_high(counted.other_drifted_count, counted.other_regular_count),
        false
    ) as is_clear,
    counted.spend_at_stake
from counted
inner join departure on counted.staff = departure.staff
where counted.regular_count >= 5
order by departure.last_served_on desc, counted.staff
