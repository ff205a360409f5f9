-- How the keys of rows are written.

-- A row's key as text: hexadecimal, which is written a thousand times faster than the number.
create or replace macro key_text(row_key) as
    hex(row_key);

-- The key of one answer on a row, from the row's key; and the row's key, from that of the answer.
create or replace macro answer_key(row_key, question) as
    xor(row_key, md5_number(question));

-- HMAC-SHA256 (RFC 2104) of a text; inner_key and outer_key are the key's two paddings.
create or replace macro keyed_hash(words, inner_key, outer_key) as
    sha256(outer_key::blob || unhex(sha256(inner_key::blob || encode(words))));
