-- Who answers.
--
-- Question: How many answered, out of how many recognised visitors?
-- Grain:    one row
-- Params:   $as_of date, the period's last day
--           $from_on date, the period's first day
--           $location text, place, or null for all
--           $staff text, who served, or null for all
-- Columns:  response_count integer, questionnaires answered
--           visitor_count integer, recognised people who came
--           response_rate double or null, share of these who answered
--           known_count integer, questionnaires of people we recognise
-- Staff:    no
-- Link:     yes
-- Personal: none
-- Reads:    facts.response, facts.visit
-- Source:   house definition; response_rate is recognised people who answered over recognised
--           people who visited

with answer as (

    select
        count(distinct row_key) as response_count,
        count(distinct case when customer_id is not null then row_key end) as known_count,
        count(distinct customer_id) as answering_count
    from facts.response
    where
        responded_on between $from_on::date and $as_of::date
        and ($location::varchar is null or location = $location)
        and ($staff::varchar is null or staff = $staff)

),

visitor as (

    select count(distinct customer_id) as visitor_count
    from facts.visit
    where
        visited_on between $from_on::date and $as_of::date
        and ($location::varchar is null or location = $location)
        and ($staff::varchar is null or staff = $staff)

)

select
    answer.response_count,
    visitor.visitor_count,
    case
        when visitor.visitor_count > 0
            then least(1.0, answer.answering_count / visitor.visitor_count::double)
    end as response_rate,
    answer.known_count
from answer
cross join visitor
