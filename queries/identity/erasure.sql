-- Keeps that somebody was erased, not whom.
--
-- For:     whoever looks after the data.
-- Params:  $nobody integer, the nameless person's handle
--          $now timestamp, UTC
--          $by text, who erased
-- Writes:  desk.erasure

insert into desk.erasure (handle_no, erased_at, erased_by)
values ($nobody, $now, $by)
