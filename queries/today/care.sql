-- Who needs care.
--
-- Question: Among those who may come, who left unhappy, is slipping, is new, or reaches a milestone?
-- Grain:    customer_id, kind
-- Params:   $as_of date, the last trading day; nothing after it is used
--           $day date, the day ahead
--           $location text, one place, or null for all
--           $staff text, their usual colleague, or null for all
-- Reads:    facts.expected_on, facts.rhythm, facts.customer, facts.response, facts.identity,
--           desk.contact
-- Source:   a complaint is 6 or less of 10, or 2 or less of 5 (house definition); regulars whose
--           usual day it is are named when they are slipping, however unlikely they have become
--
-- Of the last 60 days. A complaint is open until a later answer is better, somebody got in touch, or
-- they came back: then it is "poor", because nobody has heard since how it was. The third visit, a
-- first one that is booked, a round number and a year since the first visit are named too.

with likely as (

    select
        likely.*,
        rhythm.usual_weekday,
        customer.home_location
    from facts.expected_on($as_of, $day, $location, $staff) as likely
    left join facts.rhythm as rhythm on likely.customer_id = rhythm.customer_id
    inner join facts.customer as customer on likely.customer_id = customer.customer_id

),

answer_day as (

    select
        customer_id,
        responded_on,
        max(case when metric = 'nps' then score end) as nps_score,
        min(case when metric = 'csat' then score end) as lowest_csat,
        min_by(touchpoint, score) filter (where metric = 'csat') as lowest_touchpoint,
        max(comment) as comment
    from facts.response
    where
        customer_id is not null
        and responded_on <= $as_of::date
        and responded_on > $as_of::date - 60
    group by customer_id, responded_on

),

last_answer as (

    select *
    from answer_day
    qualify row_number() over (partition by customer_id order by responded_on desc) = 1

),

in_touch as (

    select
        identity.customer_id,
        max(contact.contacted_at)::date as contacted_on
    from desk.contact as contact
    inner join facts.identity as identity on contact.handle_no = identity.handle_no
    where contact.contacted_at is not null
    group by identity.customer_id

),

complaint as (

    select
        likely.customer_id,
        likely.customer_name,
        case
            when likely.last_visited_on > last_answer.responded_on then 'poor' else 'complaint'
        end as kind,
        'On ' || strftime(last_answer.responded_on, '%-d %B')
        || case
            when last_answer.nps_score <= 6
                then ' gave ' || last_answer.nps_score::varchar || ' of 10'
            else
                ' gave ' || last_answer.lowest_csat::varchar || ' of 5 for '
                || last_answer.lowest_touchpoint
        end
        || coalesce(': "' || last_answer.comment || '"', '')
        || case
            when likely.last_visited_on > last_answer.responded_on
                then '. Has been back since; ask how it was'
            else ''
        end as reason,
        last_answer.responded_on as happened_on,
        likely.visit_chance,
        case when likely.last_visited_on > last_answer.responded_on then 3 else 1 end as priority
    from likely
    inner join last_answer on likely.customer_id = last_answer.customer_id
    left join in_touch on likely.customer_id = in_touch.customer_id
    where
        likely.visit_chance >= 0.05
        and (in_touch.contacted_on is null or in_touch.contacted_on < last_answer.responded_on)
        and (last_answer.nps_score <= 6 or last_answer.lowest_csat <= 2)

),

slipping as (

    select
        customer_id,
        customer_name,
        'slipping' as kind,
        format(
            'Usually every {}{}; last here {} days ago',
            pace(cadence_days), give_or_take(spread_days), days_since_last
        ) as reason,
        last_visited_on as happened_on,
        visit_chance,
        2 as priority
    from likely
    where
        status = 'slipping'
        and is_regular
        and (
            visit_chance >= 0.1
            or (
                usual_weekday = isodow($day::date)
                and ($location::varchar is null or home_location = $location)
            )
        )

),

milestone as (

    select
        customer_id,
        customer_name,
        'milestone' as kind,
        format('The next visit is number {}', visit_count + 1) as reason,
        last_visited_on as happened_on,
        visit_chance,
        5 as priority
    from likely
    where visit_chance >= 0.2 and visit_count + 1 in (10, 25, 50, 100, 150, 200, 250, 300, 400, 500)

),

-- The first visit after the day itself, for a month.
anniversary as (

    select
        customer_id,
        customer_name,
        'milestone' as kind,
        format(
            '{} {} since the first visit, on {}',
            year($day::date) - year(first_visited_on),
            case when year($day::date) - year(first_visited_on) = 1 then 'year' else 'years' end,
            say_day(first_visited_on)
        ) as reason,
        last_visited_on as happened_on,
        visit_chance,
        5 as priority
    from likely
    where
        visit_chance >= 0.2
        and visit_count >= 4
        and visit_count + 1 not in (10, 25, 50, 100, 150, 200, 250, 300, 400, 500)
        and year($day::date) > year(first_visited_on)
        and first_visited_on + to_years((year($day::date) - year(first_visited_on))::integer)
        between last_visited_on + 1 and $day::date
        and first_visited_on + to_years((year($day::date) - year(first_visited_on))::integer)
        > $day::date - 31

),

new_face as (

    select
        customer_id,
        customer_name,
        'new_face' as kind,
        format('Third visit: time to learn the name. First here on {}', say_day(first_visited_on))
            as reason,
        last_visited_on as happened_on,
        visit_chance,
        4 as priority
    from likely
    where visit_count = 2 and visit_chance >= 0.05
    union all
    select
        customer_id,
        customer_name,
        'new_face' as kind,
        'First visit, booked' || coalesce(': ' || booked_service, '')
        || coalesce(' with ' || booked_staff, '') as reason,
        booked_at::date as happened_on,
        visit_chance,
        4 as priority
    from likely
    where visit_count = 0

),

everyone as (

    select * from complaint
    union all
    select * from slipping
    union all
    select * from new_face
    union all
    select * from milestone
    union all
    select * from anniversary

)

select
    customer_id,
    customer_name,
    kind,
    reason,
    happened_on,
    visit_chance,
    priority
from everyone
order by priority, visit_chance desc, customer_name
