-- Keeps the key of the hashes by which people who were erased are known again.
--
-- For:     the first erasure.
-- Params:  $key text, in hexadecimal
-- Writes:  desk.setting

insert into desk.setting (name, value)
values ('erasure_key', $key)
