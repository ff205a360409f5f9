-- Phones that phonenumbers has read.
--
-- For:     recognising people by their phone.
-- Params:  $digits list, as they are written
--          $phones list, as they are compared, in the same order
-- Writes:  phone_number

insert into phone_number (phone_digits, clean_phone)
select
    unnest($digits) as phone_digits,
    unnest($phones) as clean_phone
