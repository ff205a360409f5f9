-- Receipt lines that hold, and whose they are.
--
-- Builds: facts.sold_line
-- Grain:  row_key
-- Reads:  exports.receipt_line, facts.identity
-- Source: house definition (docs/decisions.md, "A receipt is counted once")
--
-- Of a row that was brought with several values the newest holds; of a receipt that came line by
-- line and as a sum, the lines hold. What only the sum says of it, who bought and who served, the
-- lines borrow.

create or replace view facts.sold_line as

with lent as (

    select
        vendor,
        receipt_id,
        level,
        min(handle_no) as handle_no,
        min(staff) as staff
    from exports.receipt_line
    where not is_current and (handle_no is not null or staff is not null)
    group by vendor, receipt_id, level

),

lender as (

    select
        line.row_key,
        min(lent.handle_no) as handle_no,
        min(lent.staff) as staff
    from lent
    inner join exports.receipt_line as line
        on
            lent.vendor = line.vendor
            and lent.receipt_id = line.receipt_id
            and lent.level != line.level
    where line.is_current
    group by line.row_key

)

select
    line.row_key,
    identity.customer_id,
    line.vendor,
    line.receipt_id,
    line.sold_at,
    line.item,
    line.category,
    line.quantity,
    line.net,
    line.is_refund,
    coalesce(line.staff, lender.staff) as staff,
    line.location
from exports.receipt_line as line
left join lender on line.row_key = lender.row_key
left join facts.identity as identity
    on coalesce(line.handle_no, lender.handle_no) = identity.handle_no
where line.is_current
