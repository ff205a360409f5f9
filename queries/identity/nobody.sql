-- The nameless person's handle.
--
-- For:     what was sold to somebody who was erased.
-- Params:  $nobody integer, its number
--          $no_import integer, so that no import that is taken back takes it along
-- Writes:  exports.handle

insert into exports.handle (handle_no, kind, handle, import_id)
values ($nobody, 'erased', $nobody::varchar, $no_import)
