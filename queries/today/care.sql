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
--           kind code, why: complaint, poor, slipping, new_face or milestone
--           reason text, what there is to know, as a sentence
--           named text or null, colleagues whom the comment names
--           happened_on date or null, day of what it is about
--           visit_chance double, chance of a visit on the day, 0 to 1
--           priority integer, 1 first
-- Staff:    yes
-- Link:     yes
-- Personal: customer_name name, reason text, named name
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

),

open_case as (

    select
        customer_id,
        happened_on,
        said,
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
        likely.customer_name,
        colleague.named,
        case
            when likely.last_visited_on > open_case.happened_on or open_case.status = 'contacted'
                then 'poor'
            else 'complaint'
        end as kind,
        concat(
            'On ' || strftime(open_case.happened_on, '%-d %B') || ': '
            || coalesce(open_case.said, 'something went wrong'),
            ': "' || open_case.comment || '"',
            case when regexp_matches(open_case.comment, '[.!?…]$') then ' ' else '. ' end,
            case
                when open_case.status = 'contacted'
                    then coalesce(open_case.owner, 'Somebody') || ' has been in touch'
                when open_case.owner is not null then open_case.owner || ' has it in hand'
                else 'Nobody has it in hand yet'
            end,
            case
                when likely.last_visited_on > open_case.happened_on
                    then '. Has been back since; ask how it was'
            end
        ) as reason,
        open_case.happened_on,
        likely.visit_chance,
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
    customer_id,
    customer_name,
    kind,
    reason,
    named,
    happened_on,
    visit_chance,
    priority
from everyone
order by priority, visit_chance desc, customer_name
