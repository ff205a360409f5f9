-- The lines with a quotation mark out of place, and where in the file they are broken.
--
-- For:     seeing that none swallowed the rows after it.
-- Reads:   reject_errors

select
    line,
    min(byte_position) as first_byte,
    max(byte_position) as last_byte,
    count(distinct byte_position) as place_count
from reject_errors
where error_type = 'UNQUOTED VALUE' or trim(csv_line, chr(13) || chr(10)) != ''
group by line
having bool_or(error_type = 'UNQUOTED VALUE')
order by line
