-- What is written on rows that say whose they are, and are nobody's all the same.
--
-- For:     the report: stand-ins, numbers that are none, contacts that cannot be read.
-- Reads:   usable_row, person

select
    coalesce(
        person.customer_name, person.vendor_customer_id, person.card, person.email, person.phone
    ) as written,
    count(*) as row_count
from usable_row
inner join person
    on
        usable_row.vendor_customer_id is not distinct from person.vendor_customer_id
        and usable_row.email is not distinct from person.email
        and usable_row.phone is not distinct from person.phone
        and usable_row.card is not distinct from person.card
        and usable_row.customer_name is not distinct from person.customer_name
where person.handle_no is null
group by written
order by row_count desc, written
