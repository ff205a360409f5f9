-- Of people who have become the same, now that their names are gone, one stays.
--
-- For:     joining each row with one person.
-- Writes:  person_text

delete from person_text
where
    rowid not in (
        select min(rowid)
        from person_text
        group by vendor_customer_id, email, phone, card, customer_name
    )
