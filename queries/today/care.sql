-- Who needs care.
--
-- Question: Among those who may come, who left unhappy, is slipping, is new, or reaches a milestone?
-- Grain:    customer_id, kind
-- Params:   $as_of date, the last trading day; nothing after it is used
--           $day date, the day ahead
--           $location text, one place, or null for all
--           $staff text, their usual colleague, or null for all
-- Columns:  customer_id id, who
--           customer_name text, what they are called, "Guest" and a number where no export says
--           kind code, why: complaint, poor, slipping, third_visit, first_visit, milestone or
--               anniversary
--           low_scores list of label or null, the bad scores, as "csat speed 2": the kind of score,
--               what it is about and the score
--           is_angry boolean, whether the words were angry
--           comment text or null, what they wrote with it
--           case_status code or null, how far the answer to it is: open or contacted
--           owner text or null, who has it in hand
--           has_been_back boolean or null, whether they were here since
--           cadence_days double or null, days usually between two visits
--           spread_days double or null, by how many days that usually varies
--           days_since_last integer or null, days from the last visit to as_of
--           visit_count integer, visits up to that day
--           first_visited_on date or null, day of the first visit
--           booked_service label or null, for what they are booked
--           booked_staff text or null, with whom
--           anniversary_years integer or null, years since the first visit
--           named text or null, colleagues whom the comment names
--           happened_on date or null, day of what it is about
--           visit_chance double, chance of a visit on the day, 0 to 1
--           priority integer, 1 first
-- Staff:    yes
-- Link:     yes
-- Personal: customer_name name, comment text, owner name, booked_staff colleague, named name
-- Reads:    facts.expected_on, facts.rhythm, facts.customer, facts.follow_up, facts.response,
--           facts.comment_colleague
-- Source:   docs/decisions.md, "A case is opened by the data and written by people"; regulars whose
--           usual day it is are named when they are slipping, however unlikely they have become
--
-- Who left unhappy has an open case, of several the latest; resolving it takes them off. It is a
-- "complaint" until somebody was in touch or they came back: then it is "poor", because nobody has
-- heard since how it was. The third visit, a first one that is booked, a round number and a year since
-- the first visit are named too. named: the colleagues in what was written, for who may not see names.

with likely as (

    select
        likely.*,
        rhythm.usual_weekday,
        customer.home_location
    from facts.expected_on($as_of, $day, $location, $staff) as likely
    left join facts.rhythm as rhythm on likely.customer_id = rhythm.customer_id
    inner join facts.customer as customer on likely.customer_id = customer.customer_id
    where not likely.is_erased

),

open_case as (

    select
        customer_id,
        happened_on,
        low_scores,
        is_angry,
        comment,
        status,
        owner
    from facts.follow_up($as_of)
    where is_open and customer_id is not null and happened_on <= $as_of::date
    qualify
        row_number() over (
            partition by customer_id
            order by happened_on desc, goodness, case_key
        ) = 1

),

colleague as (

    select
        response.customer_id,
        response.responded_on,
        string_agg(distinct mention.called, ', ' order by mention.called) as named
    from facts.comment_colleague as mention
    inner join facts.response as response on mention.response_number = response.response_number
    inner join open_case
        on
            response.customer_id = open_case.customer_id
            and response.responded_on = open_case.happened_on
    group by response.customer_id, response.responded_on

),

complaint as (

    select
        likely.customer_id,
        colleague.named,
        case
            when likely.last_visited_on > open_case.happened_on or open_case.status = 'contacted'
                then 'poor'
            else 'complaint'
        end as kind,
        open_case.low_scores,
        open_case.is_angry,
        open_case.comment,
        open_case.status as case_status,
        open_case.owner,
        likely.last_visited_on > open_case.happened_on as has_been_back,
        open_case.happened_on,
        case
            when likely.last_visited_on > open_case.happened_on or open_case.status = 'contacted'
                then 3
            else 1
        end as priority
    from likely
    inner join open_case on likely.customer_id = open_case.customer_id
    left join colleague
        on
            open_case.customer_id = colleague.customer_id
            and open_case.happened_on = colleague.responded_on
    where likely.visit_chance >= 0.05

),

slipping as (

    select
        customer_id,
        'slipping' as kind,
        last_visited_on as happened_on,
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
        'milestone' as kind,
        last_visited_on as happened_on,
        5 as priority
    from likely
    where visit_chance >= 0.2 and visit_count + 1 in (10, 25, 50, 100, 150, 200, 250, 300, 400, 500)

),

-- The first visit after the day itself, for a month.
anniversary as (

    select
        customer_id,
        'anniversary' as kind,
        year($day::date) - year(first_visited_on) as anniversary_years,
        last_visited_on as happened_on,
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
        'third_visit' as kind,
        last_visited_on as happened_on,
        4 as priority
    from likely
    where visit_count = 2 and visit_chance >= 0.05
    union all
    select
        customer_id,
        'first_visit' as kind,
        booked_at::date as happened_on,
        4 as priority
    from likely
    where visit_count = 0

),

everyone as (

    select * from complaint
    union all by name
    select * from slipping
    union all by name
    select * from new_face
    union all by name
    select * from milestone
    union all by name
    select * from anniversary

)

select
    likely.customer_id,
    likely.customer_name,
    everyone.kind,
    string_split(everyone.low_scores, ',') as low_scores,
    coalesce(everyone.is_angry, false) as is_angry,
    everyone.comment,
    everyone.case_status,
    everyone.owner,
    everyone.has_been_back,
    likely.cadence_days,
    likely.spread_days,
    likely.days_since_last::integer as days_since_last,
    likely.visit_count,
    likely.first_visited_on,
    likely.booked_service,
    likely.booked_staff,
    everyone.anniversary_years::integer as anniversary_years,
    everyone.named,
    everyone.happened_on,
    likely.visit_chance,
    everyone.priority
from everyone
inner join likely on everyone.customer_id = likely.customer_id
order by everyone.priority, likely.visit_chance desc, likely.customer_name
