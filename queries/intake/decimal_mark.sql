-- The decimal mark that most of the telling amounts show; no row where none tells.
--
-- For:     reading 1,234 as a thousand, or as a little more than one.
-- Names:   ${columns} the columns of export_row that hold amounts, such as c3, c5
-- Reads:   export_row

with written as (

    select distinct unnest([${columns}]) as amount
    from export_row

),

-- 12,34 and 56,78 tell the same: 99,99.
shape as (

    select
        regexp_replace(amount, '[1-9]', '9', 'g') as digits,
        count(*) as amount_count
    from written
    where regexp_matches(amount, '[.,]')
    group by digits

),

telling as (

    select
        amount_count,
        case
            -- 1.234,56: the last of two kinds.
            when contains(digits, '.') and contains(digits, ',')
                then regexp_extract(digits, '([.,])\d*[^0-9.,]*$', 1)
            -- 1.234.567: thousands, so it is the other.
            when regexp_matches(digits, '[.,]\d\d\d?[.,]\d{3}')
                then if(contains(digits, '.'), ',', '.')
            -- 12,5 and 12,- and 0,125 and 1234,567: no thousands.
            else
                regexp_extract(digits, '(?:^|\D)(?:0|\d{4,})?([.,])\d{3}\D*$|', 1)
                || regexp_extract(digits, '\d([.,])(?:\d\d?|\d{4,}|-{1,2})\D*$', 1)
        end as mark
    from shape
    where read_amount(digits, null) is not null

)

select mark
from telling
where mark in ('.', ',')
group by mark
order by sum(amount_count) desc, mark desc
limit 1
