-- Late against their own rhythm.
--
-- Question: Who is away longer than they ever are, why do we say so, and what happened last?
-- Grain:    customer_id; people with an own rhythm
-- Params:   $as_of date, the period's last day; people are judged at its end
--           $from_on date, the period's first day; lapsed people whose last visit lies before it and
--               before the last 26 weeks are left out
--           $location text, home place, or null for all
--           $staff text, usual colleague, or null for all
-- Columns:  customer_id id, who
--           customer_name text, what they are called, "Guest" and a number where no export says
--           status code, where they stand: new, one_timer, returning, regular, slipping or lapsed
--           band code, how late they are: slipping, likely lapsed, lapsed or booked
--           p_return double or null, chance of a visit within horizon_days, 0 to 1; null where the
--               shop's past is too short to learn from
--           booked_on date or null, day of the next booking
--           horizon_days integer or null, days within which a return counts; null on a day without an
--               outlook, and where the shop's past is too short
--           last_visited_on date, day of the last visit
--           days_since_last integer, days from the last visit to that day
--           closed_days integer, closed days among days_since_last
--           cadence_days double or null, days usually between two visits
--           spread_days double or null, by how many days that usually varies
--           overdue_ratio double, how long they are away, in patiences: cadence and twice the spread
--           visit_count integer, visits up to that day
--           spend_at_stake double, what they spent in the 26 weeks up to the last visit, in the
--               shop's currency
--           value_at_risk double, what they would spend in 26 weeks if they still come, times the
--               chance that they do not; where unknown, spend_at_stake
--           last_score integer or null, the last score they gave
--           last_score_metric code or null, the kind of that score: nps, csat, stars or ces
--           last_comment text or null, what they wrote with it
--           named text or null, colleagues whom that names
--           last_answered_on date or null, day of that answer
--           last_staff text or null, who served at the last visit
--           usual_item label or null, what they have most often, of the last 20 visits
--           usual_item_gone boolean, whether the shop has not sold it since
--           usual_staff text or null, who served most of the last year's visits
--           usual_staff_left boolean, whether that colleague has left
--           email text or null, e-mail
--           phone text or null, phone, with the country's code
-- Staff:    no
-- Link:     yes
-- Personal: customer_name name, last_comment text, named name, last_staff colleague,
--           usual_staff colleague, email contact, phone contact
-- Reads:    facts.outlook_on, facts.rhythm, facts.visit, facts.response, facts.staff,
--           facts.customer, facts.sold_line, facts.visit_item, facts.comment_colleague
-- Source:   house definition (docs/decisions.md, "A band never contradicts a status")
--
-- Who was erased is not here. Closed days are taken off the absence. Who is late and booked ahead has the band "booked" and stands
-- last. At risk is facts.outlook's value_at_risk; on days without an outlook what they spent in the 26
-- weeks up to the last visit. An item is gone if it was sold 20 times or more in a year, and
-- not once since the person's last visit nor in the last two weeks.

with person as (

    select
        late.*,
        rhythm.usual_item,
        rhythm.usual_staff
    from facts.outlook_on($as_of) as late
    inner join facts.rhythm as rhythm on late.customer_id = rhythm.customer_id
    where
        late.is_late
        and not late.is_erased
        and ($location::varchar is null or late.home_location = $location)
        and ($staff::varchar is null or rhythm.usual_staff = $staff)
        and late.last_visited_on >= least($from_on::date, $as_of::date - 182)

),

worth as (

    select
        person.customer_id,
        sum(visit.spend) as spend_at_stake
    from person
    inner join facts.visit as visit
        on
            person.customer_id = visit.customer_id
            and visit.visited_on <= person.last_visited_on
            and visit.visited_on > person.last_visited_on - 182
    group by person.customer_id

),

answer as (

    select
        customer_id,
        response_number,
        responded_on,
        metric,
        score,
        comment,
        row_number() over (
            partition by customer_id
            order by responded_on desc, (metric = 'nps') desc, score
        ) as recency
    from facts.response
    where customer_id is not null and responded_on <= $as_of::date

),

colleague as (

    select
        mention.response_number,
        string_agg(mention.called, ', ' order by mention.called) as named
    from facts.comment_colleague as mention
    semi join answer on mention.response_number = answer.response_number
    group by mention.response_number

),

sold as (

    select
        item,
        sold_at::date as sold_on,
        true as is_at_till
    from facts.sold_line
    where
        not is_refund
        and sold_at::date <= $as_of::date
        and sold_at::date > $as_of::date - 364
    union all
    select
        item,
        visited_on as sold_on,
        false as is_at_till
    from facts.visit_item
    where visited_on <= $as_of::date and visited_on > $as_of::date - 364

),

item as (

    select
        item,
        max(sold_on) as last_sold_on
    from sold
    group by item
    having
        greatest(
            count(case when is_at_till then 1 end), count(case when not is_at_till then 1 end)
        ) >= 20

)

select
    person.customer_id,
    person.customer_name,
    person.status,
    coalesce(person.band, 'booked') as band,
    person.p_return,
    person.booked_on,
    person.horizon_days,
    person.last_visited_on,
    person.days_since_last::integer as days_since_last,
    person.closed_days::integer as closed_days,
    person.cadence_days,
    person.spread_days,
    person.overdue_ratio,
    person.visit_count,
    worth.spend_at_stake::double as spend_at_stake,
    coalesce(person.value_at_risk, worth.spend_at_stake)::double as value_at_risk,
    answer.score as last_score,
    answer.metric as last_score_metric,
    answer.comment as last_comment,
    colleague.named,
    answer.responded_on as last_answered_on,
    person.last_staff,
    person.usual_item,
    coalesce(
        item.last_sold_on <= person.last_visited_on and item.last_sold_on < $as_of::date - 14, false
    ) as usual_item_gone,
    person.usual_staff,
    coalesce(staff.has_left and staff.last_served_on <= $as_of::date, false) as usual_staff_left,
    customer.email,
    customer.phone
from person
inner join facts.customer as customer on person.customer_id = customer.customer_id
left join worth on person.customer_id = worth.customer_id
left join answer on person.customer_id = answer.customer_id and answer.recency = 1
left join colleague on answer.response_number = colleague.response_number
left join item on person.usual_item = item.item
left join facts.staff as staff on person.usual_staff = staff.staff
order by
    case person.band
        when 'slipping' then 1
        when 'likely lapsed' then 1
        when 'lapsed' then 2
        else 3
    end,
    coalesce(person.value_at_risk, worth.spend_at_stake) desc,
    person.customer_name
