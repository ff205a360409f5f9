-- Counts the first import.
--
-- For:     naming an import.
-- Writes:  exports.import_number

insert into exports.import_number (last_no)
values (1)
