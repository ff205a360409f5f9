-- How the keys of rows are written.

-- A row's key as text: hexadecimal, which is written a thousand times faster than the number.
create or replace macro key_text(row_key) as
    hex(row_key);
