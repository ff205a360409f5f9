-- Of a rejected row that names somebody who was erased, number and code stay.
--
-- For:     keeping nothing that a file says of somebody who was erased.
-- Params:  $import_id integer, the import
--          $erased_text text, what stands there instead
-- Reads:   unusable_row, person_handle, erased
-- Writes:  exports.rejected_row

update exports.rejected_row as refused
set
    row_text = $erased_text,
    cell = null
where
    refused.import_id = $import_id
    and refused.row_number in (
        select unusable_row.row_number
        from unusable_row
        inner join person_handle
            on
                person_handle.vendor_customer_id
                is not distinct from unusable_row.vendor_customer_id
                and unusable_row.email is not distinct from person_handle.email
                and unusable_row.phone is not distinct from person_handle.phone
                and unusable_row.card is not distinct from person_handle.card
                and unusable_row.customer_name is not distinct from person_handle.customer_name
        inner join erased
            on person_handle.kind = erased.kind and person_handle.handle = erased.handle
    )
