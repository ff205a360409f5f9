-- Takes an erased contact from whoever else it stands beside.
--
-- For:     remembering no contact of somebody who was erased.
-- Params:  $kind text, email, phone or card
-- Names:   ${column} the column of these contacts
-- Reads:   erased
-- Writes:  person_text

update person_text
set ${column} = null
from erased
where erased.kind = $kind and person_text.${column} = erased.handle
