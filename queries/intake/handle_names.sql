-- Notes which names stand beside which handles, each once.
--
-- For:     showing a customer's name, and suggesting who may be the same.
-- Params:  $import_id integer, the import that shows it
-- Reads:   person
-- Writes:  exports.handle_name

insert into exports.handle_name (handle_no, customer_name, import_id)
with named as (

    select
        id_handle_no as handle_no,
        trim(customer_name) as customer_name
    from person
    union distinct
    select
        card_handle_no as handle_no,
        trim(customer_name) as customer_name
    from person
    union distinct
    select
        email_handle_no as handle_no,
        trim(customer_name) as customer_name
    from person
    union distinct
    select
        phone_handle_no as handle_no,
        trim(customer_name) as customer_name
    from person

)

select
    handle_no,
    customer_name,
    $import_id as import_id
from named
where handle_no is not null and customer_name != ''
