-- What the nameless person is called.
--
-- For:     screens.
-- Params:  $nobody integer, the handle's number
--          $name text, what it is called
--          $no_import integer, so that no import that is taken back takes it along
-- Writes:  exports.handle_name

insert into exports.handle_name (handle_no, customer_name, import_id)
values ($nobody, $name, $no_import)
