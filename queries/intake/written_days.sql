-- Every different day in numbers of a column, in the file's order.
--
-- For:     finding out which comes first, day or month.
-- Params:  $pattern text, what such a day looks like: first, mark, second, year
-- Names:   ${column} a column of export_row, such as c3
-- Reads:   export_row

-- The time after a day is left aside first: what remains are few different texts.
with written as (

    select
        case
            when regexp_matches(${column}, '^\d\d?[-/.]\d') then left(${column}, 10)
            else ${column}
        end as day_text,
        min(row_number) as row_number
    from export_row
    where ${column} is not null and strpos(${column}, '-') != 5
    group by day_text

),

part as (

    select
        row_number,
        regexp_extract(trim(day_text), $pattern, ['first', 'mark', 'second', 'year']) as part
    from written

),

day_in_numbers as (

    select
        row_number,
        part['first']::integer as first_number,
        part['second']::integer as second_number,
        case
            when length(part['year']) = 4 then part['year']::integer
            when part['year'] < '70' then 2000 + part['year']::integer
            else 1900 + part['year']::integer
        end as year,
        part['mark'] as mark,
        part['first'] || part['mark'] || part['second'] || part['mark'] || part['year'] as example
    from part
    where part['first'] != ''

)

select
    first_number,
    second_number,
    year,
    mark,
    arg_min(example, row_number) as example
from day_in_numbers
group by first_number, second_number, year, mark
order by min(row_number)
