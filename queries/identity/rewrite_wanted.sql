-- Says that the data file is to be written anew.
--
-- For:     regulars/store/backups/rewrite.py: their words are on the file's pages still.
-- Params:  $name text, the setting
-- Writes:  desk.setting

insert or replace into desk.setting (name, value)
values ($name, 'yes')
