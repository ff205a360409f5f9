-- A new customer id beside an erased contact is the erased person's.
--
-- For:     keeping nothing that a file says of somebody who was erased. Step by step: ids by their
--          contacts, people by their ids, contacts by their people.
-- Params:  $vendor text, whose customer ids these are
-- Reads:   person_handle, erased, exports.handle
-- Writes:  erased

insert into erased (kind, handle, handle_no)
select
    $vendor as kind,
    person_handle.vendor_customer_id as handle,
    min(erased.handle_no) as handle_no
from person_handle
inner join erased
    on person_handle.kind = erased.kind and person_handle.handle = erased.handle
anti join exports.handle as known
    on known.kind = $vendor and person_handle.vendor_customer_id = known.handle
where not is_no_id(person_handle.vendor_customer_id)
group by person_handle.vendor_customer_id
