-- Their receipts.
--
-- Question: Which lines of which receipts are this customer's?
-- Grain:    import_id, row_number
-- Params:   $customer_id text, the customer
-- Columns:  import_id integer, the import
--           file_name label, the file
--           row_number integer, the row in the file
--           is_current boolean, whether the figures are made of this version
--           vendor label, whose export it was
--           receipt_id id, the receipt
--           sold_at timestamp, when it was sold, on the shop's clock
--           customer_name text or null, the name on the receipt
--           item label or null, the item
--           category label or null, its category
--           quantity decimal, how many
--           gross decimal or null, before discounts, in the shop's currency
--           discount decimal or null, what was taken off
--           net decimal, what was paid for it
--           tax decimal or null, tax
--           tip decimal or null, tip
--           is_refund boolean, whether it was handed back
--           staff text or null, who served
--           location label or null, where
--           channel label or null, through what it was sold
-- Staff:    no
-- Link:     no
-- Personal: customer_name name, staff colleague
-- Reads:    exports.receipt_line, exports.import, facts.identity
-- Source:   house definition (docs/decisions.md, "Erasing a person keeps the books")
--
-- Every version that is held: is_current says which of them the figures are made of.

select
    kept.import_id,
    import.file_name,
    kept.row_number,
    kept.is_current,
    kept.vendor,
    kept.receipt_id,
    kept.sold_at,
    kept.customer_name,
    kept.item,
    kept.category,
    kept.quantity,
    kept.gross,
    kept.discount,
    kept.net,
    kept.tax,
    kept.tip,
    kept.is_refund,
    kept.staff,
    kept.location,
    kept.channel
from exports.receipt_line as kept
inner join facts.identity as identity on kept.handle_no = identity.handle_no
left join exports.import as import on kept.import_id = import.import_id
where identity.customer_id = $customer_id
order by kept.import_id, kept.row_number
