-- What a customer is called, and of which shop and until when all that holds; no row for a stranger.
--
-- For:     telling them what is known.
-- Params:  $customer_id text, the customer
-- Reads:   facts.customer, facts.visit, desk.setting

select
    customer.customer_name,
    (select max(visit.visited_on) from facts.visit as visit) as as_of,
    (
        select setting.value
        from desk.setting as setting
        where setting.name = 'shop_name'
    ) as shop_name,
    (
        select setting.value
        from desk.setting as setting
        where setting.name = 'currency'
    ) as currency
from facts.customer as customer
where customer.customer_id = $customer_id
