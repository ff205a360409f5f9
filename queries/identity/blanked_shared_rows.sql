-- What a row of a shared contact says of them is blanked, where it stands under their name.
--
-- For:     forgetting them: the contact is others', too.
-- Names:   ${table} a table of exports with people on its rows
--          ${column} what is blanked; customer_name last
-- Reads:   shared_contact, their_name
-- Writes:  exports.${table}

update exports.${table}
set ${column} = null
where
    handle_no in (select shared_contact.handle_no from shared_contact)
    and name_key(customer_name) in (select their_name.name_key from their_name)
