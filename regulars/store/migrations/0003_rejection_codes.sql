-- Why a row was rejected is a code, a column and a cell; rows that were rejected before keep their words.

alter table exports.rejected_row alter column reason drop not null;
alter table exports.rejected_row add column code text default 'earlier';
alter table exports.rejected_row alter column code drop default;
alter table exports.rejected_row alter column code set not null;
alter table exports.rejected_row add column column_name text;
alter table exports.rejected_row add column cell text;
alter table exports.rejected_row add column detail text;
