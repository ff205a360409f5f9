-- Why rows were rejected.
--
-- Question: For which reasons were rows of an import rejected, and what does one look like?
-- Grain:    example_row_number; rows that were rejected for the same reason
-- Params:   $import_id integer, the import
-- Columns:  code code, why it was of no use: fewer_cells, more_cells, misplaced_quote,
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
--           cell text or null, what stands there, where the words are about it
--           detail label or null, what else the words need
--           earlier_reason text or null, why, as a version before 0.2 said it
--           row_count integer, how many rows
--           example_row_number integer, the first of them
--           example_text text, that row as it stands in the file
-- Staff:    no
-- Link:     yes
-- Personal: column_name text, cell text, earlier_reason text, example_text contact
-- Reads:    exports.rejected_row
-- Source:   house definition

select
    code,
    column_name,
    counted_cell(code, cell) as cell,
    detail,
    -- Without the value that was in the way.
    regexp_replace(reason, ': (".*"|the cell is empty)$', '') as earlier_reason,
    count(*) as row_count,
    min(row_number) as example_row_number,
    min_by(row_text, row_number) as example_text
from exports.rejected_row
where import_id = $import_id
group by
    code, column_name, counted_cell(code, cell), detail,
    regexp_replace(reason, ': (".*"|the cell is empty)$', '')
order by row_count desc, code, column_name, counted_cell(code, cell), detail, earlier_reason
