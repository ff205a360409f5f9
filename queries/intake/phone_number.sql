-- Phones that are written with their country already: digits as written, and as they are compared.
--
-- For:     recognising people by their phone; the others are read by phonenumbers.
-- Reads:   person_written
-- Makes:   table phone_number

create or replace temp table phone_number as
select distinct
    phone_digits,
    phone_digits as clean_phone
from person_written
where regexp_full_match(phone_digits, '\+[0-9]{8,15}')
