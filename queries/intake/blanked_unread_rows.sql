-- Of a rejected row that holds an erased e-mail, number and code stay.
--
-- For:     what could not be read as a row at all: it has no columns, so that its e-mails are found
--          by their look.
-- Params:  $import_id integer, the import
--          $erased_text text, what stands there instead
--          $inner_key blob, of keyed_hash()
--          $outer_key blob, of keyed_hash()
-- Reads:   desk.erased_handle
-- Writes:  exports.rejected_row

update exports.rejected_row as refused
set
    row_text = $erased_text,
    cell = null
where
    refused.import_id = $import_id
    and exists (
        select 1
        from (
            select
                unnest(
                    regexp_extract_all(lower(refused.row_text), '[^\s,;|"<>]+@[^\s,;|"<>]+')
                ) as email
        ) as found
        inner join desk.erased_handle as gone
            on keyed_hash('email|' || found.email, $inner_key, $outer_key) = gone.handle_hash
    )
