-- Everybody on some rows once, as written, and their handles as they are compared.
--
-- For:     recognising people. A stand-in such as "Walk-in Customer" has no handle, and neither has what
--          is written where there is no number.
-- Reads:   person_written, phone_number
-- Makes:   table person_text

create or replace temp table person_text as
with carded as (

    select
        *,
        not is_stand_in(customer_name) as may_be_somebody,
        upper(regexp_replace(card, '[^0-9A-Za-z]', '', 'g')) as card_text
    from person_written

)

select
    carded.vendor_customer_id,
    carded.email,
    carded.phone,
    carded.card,
    carded.customer_name,
    case
        when carded.may_be_somebody and not is_no_id(carded.vendor_customer_id)
            then carded.vendor_customer_id
    end as clean_id,
    case
        when carded.may_be_somebody and not is_no_email(carded.clean_email) then carded.clean_email
    end as clean_email,
    case
        when carded.may_be_somebody and not is_no_phone(phone_number.clean_phone)
            then phone_number.clean_phone
    end as clean_phone,
    -- Cards are printed in groups, and read with and without the gaps.
    case
        when
            carded.may_be_somebody
            and not is_no_id(carded.card)
            and regexp_full_match(carded.card_text, '.*[0-9].*')
            and length(carded.card_text) > 2
            then carded.card_text
    end as clean_card,
    null::bigint as erased_handle_no
from carded
left join phone_number on carded.phone_digits = phone_number.phone_digits
