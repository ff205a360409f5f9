-- Rejected rows.
--
-- Question: Which rows of an import were rejected?
-- Grain:    row_number
-- Params:   $import_id integer, the import
-- Columns:  row_number integer, the row in the file
--           code code, why it was of no use: fewer_cells, more_cells, misplaced_quote,
--             row_too_long, cell_too_long, no_text, unreadable_row, total_or_note, id_missing,
--             order_number_missing, order_amount_missing, item_amount_missing, nobody,
--             nobody_by_customer_id, nobody_by_client_id, nobody_by_username,
--             nobody_on_first_visit, nothing_answered, empty_review, unreadable_cell,
--             unreadable_day, unreadable_date, unreadable_time, unreadable_date_and_time,
--             unreadable_timestamp, unreadable_amount, quantity_no_number, no_number, no_amount,
--             no_money, no_score, score_outside, rounded_id, neither_sale_nor_line,
--             sale_cancelled_or_unpaid, sale_voided_or_unfinished, order_cancelled,
--             order_cancelled_or_unpaid, order_cancelled_or_voided, order_voided,
--             receipt_cancelled, transaction_cancelled_or_failed, item_voided,
--             payment_voided_or_denied, payment_of_counted_lines, sum_of_counted_lines, waiting or
--             earlier
--           column_name text or null, the column that it is about
--           cell text or null, what stands there
--           detail label or null, what else the words need
--           earlier_reason text or null, why, as a version before 0.2 said it
--           row_text text, the row as it stands in the file
-- Staff:    no
-- Link:     no
-- Personal: column_name text, cell text, earlier_reason text, row_text contact
-- Reads:    exports.rejected_row
-- Source:   house definition

select
    row_number,
    code,
    column_name,
    cell,
    detail,
    reason as earlier_reason,
    row_text
from exports.rejected_row
where import_id = $import_id
order by row_number
