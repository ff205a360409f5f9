-- Phones that are not written with their country.
--
-- For:     reading them by phonenumbers.
-- Reads:   person_written

select distinct phone_digits
from person_written
where length(phone_digits) >= 6 and not regexp_full_match(phone_digits, '\+[0-9]{8,15}')
