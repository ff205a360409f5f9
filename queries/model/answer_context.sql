-- What was going on at the visit that an answer is about.
--
-- Builds: facts.answer_context
-- Grain:  row_key
-- Reads:  facts.response, facts.visit, facts.sold_line
-- Source: house definition (docs/decisions.md, "An answer is about the visit before it")
--
-- Answers whose visit is known only. category: what most was spent on at that visit. visitor: on their
-- first visit, a regular on that day, or neither.

create or replace table facts.answer_context as

with about as (

    select
        row_key,
        max(customer_id) as customer_id,
        max(visited_on) as visited_on
    from facts.response
    where visited_on is not null
    group by row_key

),

spent as (

    select
        about.row_key,
        line.category,
        sum(line.net) as net
    from about
    inner join facts.sold_line as line
        on about.customer_id = line.customer_id and about.visited_on = line.sold_at::date
    where not line.is_refund and line.category is not null
    group by about.row_key, line.category

),

main_category as (

    select
        row_key,
        category,
        row_number() over (partition by row_key order by net desc, category) as place
    from spent

)

select
    about.row_key,
    about.customer_id,
    visit.weekday::integer as weekday,
    visit.hour::integer as hour,
    main_category.category,
    case
        when visit.visit_number = 1 then 'first visit'
        when visit.regular_until >= visit.visited_on then 'regulars'
        else 'in between'
    end as visitor
from about
inner join facts.visit as visit
    on about.customer_id = visit.customer_id and about.visited_on = visit.visited_on
left join main_category on about.row_key = main_category.row_key and main_category.place = 1
