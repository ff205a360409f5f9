-- Everybody on some rows once, as written, and their contacts as they are compared.
--
-- For:     recognising people.
-- Reads:   person_written, phone_number
-- Makes:   table person_text

create or replace temp table person_text as
with carded as (

    select
        *,
        upper(regexp_replace(card, '[^0-9A-Za-z]', '', 'g')) as card_text
    from person_written

)

select
    carded.vendor_customer_id,
    carded.email,
    carded.phone,
    carded.card,
    carded.customer_name,
    carded.clean_email,
    phone_number.clean_phone,
    -- Cards are printed in groups, and read with and without the gaps.
    case
        when
            carded.card is not null
            and regexp_full_match(carded.card_text, '.*[0-9].*')
            and length(carded.card_text) > 2
            then carded.card_text
    end as clean_card,
    null::bigint as erased_handle_no
from carded
left join phone_number on carded.phone_digits = phone_number.phone_digits
