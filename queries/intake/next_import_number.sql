-- Counts one more import, and says its number.
--
-- For:     naming an import. One that was taken back leaves its number free for nobody: rows may
--          have stayed with others.
-- Writes:  exports.import_number

update exports.import_number
set last_no = last_no + 1
returning last_no
