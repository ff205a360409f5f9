-- What is alike about two handles.

-- One digit wrong, missing, or swapped with its neighbour.
create or replace macro is_close_phone(phone, other_phone) as
    damerau_levenshtein(phone, other_phone) < 2;

-- A slip or two of the keyboard, or the same mailbox name at another provider; never the mailboxes
-- that every business has.
create or replace macro is_close_email(email, other_email) as
    split_part(email, '@', 1) not in (
        'info', 'office', 'mail', 'email', 'contact', 'hello', 'admin', 'reception', 'booking'
    )
    and (
        damerau_levenshtein(email, other_email) < 3
        or (
            split_part(email, '@', 1) = split_part(other_email, '@', 1)
            and length(split_part(email, '@', 1)) > 3
        )
    );

-- The text, and the text without each of its first letters in turn: two that are one slip apart have
-- one of these in common.
create or replace macro one_letter_less(text, letter_count) as
    [text] || list_transform(
        range(1, cast(letter_count + 1 as bigint)),
        lambda i: left(text, i - 1) || substr(text, i + 1)
    );

-- Whether who is known by it was not erased meanwhile: until the facts are built anew they name them
-- still, and nothing is to be written about them.
create or replace macro is_handle_kept(known_no) as
    known_no in (select kept.handle_no from exports.handle as kept);

-- Whether the text of a row holds what somebody is known by: a name or an e-mail anywhere, a phone
-- by its last nine digits however it is written, anything else as a word of its own.
create or replace macro holds_trace(row_text, kind, handle) as
    (
        contains(lower(row_text), lower(handle))
        and (
            kind in ('email', 'name')
            or regexp_matches(
                row_text,
                '(^|[^0-9A-Za-z])' || regexp_escape(handle) || '($|[^0-9A-Za-z])',
                'i'
            )
        )
    )
    or (
        kind = 'phone'
        and contains(regexp_replace(row_text, '[^0-9]', '', 'g'), right(handle, 9))
    );
