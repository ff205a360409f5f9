-- What an export's text means. Each gives null where the text means nothing.

-- "-0430" -> -270
create or replace macro offset_minutes(offset_text) as
    case
        when regexp_full_match(offset_text, '[+-]\d{4}')
            then (case left(offset_text, 1) when '-' then -1 else 1 end)
                * (60 * try_cast(substr(offset_text, 2, 2) as integer)
                    + try_cast(substr(offset_text, 4, 2) as integer))
    end;

-- A time with a known offset, on the shop's clock; as it stands when either is unknown.
create or replace macro shop_time(clock, offset_in_minutes, shop_zone) as
    case
        when offset_in_minutes is null or shop_zone is null then clock
        else timezone(
            shop_zone, timezone('UTC', clock - to_minutes(cast(offset_in_minutes as integer)))
        )
    end;
