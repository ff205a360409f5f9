-- The key of each line of use: two flat whites on one receipt are two lines.
--
-- For:     knowing a line again, in whatever order the file has them. Few ids repeat, so only those
--          are numbered, in the order of what they say.
-- Reads:   id_key, repeated, usable_row
-- Makes:   table row_key

create or replace temp table row_key as
with placed as (

    select
        id_key.row_number,
        id_key.id_key,
        row_number() over (
            partition by id_key.id_key
            order by
                concat_ws(
                    '|',
                    usable_row.receipt_id,
                    usable_row.order_id,
                    usable_row.sold_at,
                    usable_row.customer_name,
                    usable_row.item,
                    usable_row.category,
                    usable_row.quantity,
                    usable_row.gross,
                    usable_row.discount,
                    usable_row.net,
                    usable_row.tax,
                    usable_row.tip,
                    usable_row.is_refund,
                    usable_row.staff,
                    usable_row.location,
                    usable_row.channel
                ),
                id_key.row_number
        ) as place
    from id_key
    semi join repeated on id_key.id_key = repeated.id_key
    inner join usable_row on id_key.row_number = usable_row.row_number

)

select
    id_key.row_number,
    id_key.id_key as row_key
from id_key
anti join repeated on id_key.id_key = repeated.id_key
union all
select
    row_number,
    case when place = 1 then id_key else xor(id_key, md5_number('#' || place)) end as row_key
from placed
