-- Notes which handles stand on one record, each pair once.
--
-- For:     joining what belongs to one person (queries/model/identity.sql).
-- Params:  $import_id integer, the import that shows it
-- Reads:   person
-- Writes:  exports.handle_pair

insert into exports.handle_pair (handle_no, other_handle_no, import_id)
with pair as (

    select
        id_handle_no as handle_no,
        card_handle_no as other_handle_no
    from person
    union distinct
    select
        id_handle_no as handle_no,
        email_handle_no as other_handle_no
    from person
    union distinct
    select
        id_handle_no as handle_no,
        phone_handle_no as other_handle_no
    from person
    union distinct
    select
        card_handle_no as handle_no,
        email_handle_no as other_handle_no
    from person
    union distinct
    select
        card_handle_no as handle_no,
        phone_handle_no as other_handle_no
    from person
    union distinct
    select
        email_handle_no as handle_no,
        phone_handle_no as other_handle_no
    from person

)

select
    handle_no,
    other_handle_no,
    $import_id as import_id
from pair
where handle_no is not null and other_handle_no is not null
