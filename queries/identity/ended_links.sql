-- A card that was shared is not there any more; its title may say whose it was.
--
-- For:     forgetting them.
-- Params:  $customer_id text, the customer
--          $now timestamp, UTC
-- Writes:  desk.link

update desk.link
set
    title = 'A customer''s card',
    revoked_at = coalesce(revoked_at, $now)
where sample = '' and json_extract_string(choices, '$.customer') = $customer_id
