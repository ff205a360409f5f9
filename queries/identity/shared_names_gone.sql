-- Their name stands beside no contact that they shared.
--
-- For:     forgetting them.
-- Reads:   shared_contact, their_name
-- Writes:  exports.handle_name

delete from exports.handle_name
where
    handle_no in (select shared_contact.handle_no from shared_contact)
    and name_key(customer_name) in (select their_name.name_key from their_name)
