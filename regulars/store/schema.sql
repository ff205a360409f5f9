-- The tables of a new data file: what imports write (exports) and what staff write (desk). facts is
-- built by queries/model/. A file that is there already is changed by migrations/, so every change here
-- needs a step there that makes the same of it.
create schema if not exists exports;
create schema if not exists facts;
create schema if not exists desk;
create schema if not exists file;

-- One row: the number of the last step of migrations/ that this file is past, and the program that
-- brought it there.
create table if not exists file.schema_version (
    number integer not null,
    program text not null
);

create table if not exists exports.import (
    import_id integer primary key,
    file_name text not null,
    format text not null,
    title text not null,
    kind text not null,
    imported_at timestamp not null,
    read_count bigint not null,
    kept_count bigint not null,
    known_count bigint not null,
    rejected_count bigint not null,
    from_on date,
    to_on date,
    currency text,
    time_zone text,
    check (read_count = kept_count + known_count + rejected_count)
);

-- The number of the last import. One that was taken back does not lend its number to another.
create table if not exists exports.import_number (
    last_no integer not null
);

-- Counts every change of what facts are made of; the facts know which of them they have seen.
create table if not exists exports.change (
    change_no bigint not null
);

-- A row of no use. code, column_name, cell and detail say why (regulars/intake/rejections.py has the
-- words); reason is what an earlier version said in words, with the code earlier.
create table if not exists exports.rejected_row (
    import_id integer not null,
    row_number bigint not null,
    reason text,
    row_text text not null,
    code text not null,
    column_name text,
    cell text,
    detail text
);

-- One way by which a person can be recognised: a vendor's customer id, a loyalty card, an e-mail, a
-- phone; kind is erased for somebody of whom nothing else is left.
-- handle_no is given once, at first sight, and never reused: a customer's id derives from it.
create table if not exists exports.handle (
    handle_no bigint not null,
    kind text not null,
    handle text not null,
    import_id integer not null
);

-- Two handles seen on the same record; once for each import that shows it.
create table if not exists exports.handle_pair (
    handle_no bigint not null,
    other_handle_no bigint not null,
    import_id integer not null
);

-- A name seen beside a handle; once for each import that shows it.
create table if not exists exports.handle_name (
    handle_no bigint not null,
    customer_name text not null,
    import_id integer not null
);

-- An import that brought a row which is there already, as of_import_id brought it. If that import is
-- taken back, the row stays with this one.
create table if not exists exports.sighting (
    import_id integer not null,
    of_import_id integer not null,
    row_key uhugeint not null
);

-- Of the tables that follow, a row brought again with other values is another row with the same
-- row_key; is_current says which one holds. What of a receipt is also known more finely does not.
create table if not exists exports.customer_record (
    import_id integer not null,
    row_number bigint not null,
    row_key uhugeint not null,
    is_current boolean not null default true,
    vendor text not null,
    handle_no bigint,
    customer_name text,
    email text,
    phone text,
    may_email boolean,
    may_text boolean
);

create table if not exists exports.receipt_line (
    import_id integer not null,
    row_number bigint not null,
    row_key uhugeint not null,
    is_current boolean not null default true,
    vendor text not null,
    level text not null,
    receipt_id text not null,
    order_id text,
    sold_at timestamp not null,
    handle_no bigint,
    customer_name text,
    item text,
    category text,
    quantity decimal(18, 3) not null,
    gross decimal(18, 2),
    discount decimal(18, 2),
    net decimal(18, 2) not null,
    tax decimal(18, 2),
    tip decimal(18, 2),
    is_refund boolean not null,
    staff text,
    location text,
    channel text
);

create table if not exists exports.appointment (
    import_id integer not null,
    row_number bigint not null,
    row_key uhugeint not null,
    is_current boolean not null default true,
    vendor text not null,
    appointment_id text,
    starts_at timestamp not null,
    ends_at timestamp,
    booked_on date,
    handle_no bigint,
    customer_name text,
    service text,
    price decimal(18, 2),
    status text not null,
    staff text,
    location text
);

create table if not exists exports.response (
    import_id integer not null,
    row_number bigint not null,
    row_key uhugeint not null,
    is_current boolean not null default true,
    vendor text not null,
    responded_at timestamp not null,
    handle_no bigint,
    customer_name text,
    question text not null,
    touchpoint text not null,
    metric text not null,
    score decimal(6, 2),
    comment text,
    staff text,
    location text
);

-- What a comment says, by its digest; worked out when the facts are built, so that no wording is heard
-- twice. polarities are those of the themes beside them.
create table if not exists exports.heard_comment (
    comment_key ubigint not null,
    polarity double not null,
    language text not null,
    themes text[] not null,
    polarities tinyint[] not null,
    feelings text[] not null
);

-- With which lists and changes of words they were heard.
create table if not exists exports.heard_with (
    version text not null,
    changes text[] not null
);

-- How an export that we do not know is to be read, as somebody confirmed it. fields: our field -> the
-- column, JSON; null where only the order of days was asked for.
create table if not exists desk.mapping (
    header_key text primary key,
    columns text not null,
    format text not null,
    vendor text not null,
    fields text,
    day_first boolean,
    saved_at timestamp not null
);

-- What a manager decided about who is who, by the numbers of handles. same: the two sides are one
-- person; apart: they are not, whatever they share. One that was undone stays here, and holds not.
create table if not exists desk.identity_decision (
    decision_no integer not null,
    kind text not null check (kind in ('same', 'apart')),
    handles bigint[] not null,
    other_handles bigint[] not null,
    decided_at timestamp not null,
    decided_by text not null,
    undone_at timestamp
);

-- Somebody who was erased: what they did is kept under a number that nobody else had.
create table if not exists desk.erasure (
    handle_no bigint not null,
    erased_at timestamp not null,
    erased_by text not null
);

-- HMAC-SHA256 of each handle of theirs, so that a later export does not bring them back.
create table if not exists desk.erased_handle (
    handle_hash text not null,
    handle_no bigint not null
);

-- What staff write down names a person by handle_no, the number behind the customer's id at the time:
-- facts.identity says who that is now. What was taken back stays, and holds not.
create table if not exists desk.note (
    note_no bigint not null,
    handle_no bigint not null,
    kind text not null check (kind in ('note', 'allergy', 'likes', 'dislikes')),
    words text not null,
    written_at timestamp not null,
    written_by text not null,
    removed_at timestamp
);

create table if not exists desk.thanks (
    thanks_no bigint not null,
    handle_no bigint not null,
    occasion text not null,
    words text not null,
    thanked_at timestamp not null,
    thanked_by text not null,
    undone_at timestamp
);

-- A win-back list: whom a manager chose, and how many of them are left alone for comparison.
create table if not exists desk.contact_list (
    list_no bigint not null,
    title text not null,
    as_of date not null,
    horizon_days integer not null,
    hold_out_rate double not null,
    made_at timestamp not null,
    made_by text not null,
    removed_at timestamp,
    channel text,
    made_on date
);

-- Somebody on a list, or contacted without one. contacted_at is null until somebody did it;
-- contacted_on is the shop's calendar day.
create table if not exists desk.contact (
    contact_no bigint not null,
    list_no bigint,
    handle_no bigint not null,
    is_held_out boolean not null,
    contacted_at timestamp,
    contacted_by text,
    channel text,
    words text,
    contacted_on date
);

-- A complaint that somebody took up, or a case opened by hand. row_key is that of the answer, as
-- facts.complaint has it: it finds the answer again whichever import brings it.
create table if not exists desk.follow_up (
    follow_up_no bigint not null,
    row_key uhugeint,
    handle_no bigint,
    about_on date not null,
    is_by_hand boolean not null,
    opened_on date not null,
    opened_at timestamp not null,
    opened_by text not null
);

-- One step of it: what was changed is filled in, the rest stays as the step before left it. done lists
-- share, thank, fix. One that was taken back stays, and holds not.
create table if not exists desk.follow_up_step (
    step_no bigint not null,
    follow_up_no bigint not null,
    owner_id text,
    owner text,
    due_on date,
    status text check (status in ('open', 'contacted', 'resolved', 'no reply possible')),
    done text,
    notes text,
    stepped_on date not null,
    stepped_at timestamp not null,
    stepped_by text not null,
    undone_at timestamp
);

-- Praise that was passed on to the colleague whom it is about.
create table if not exists desk.praise (
    row_key uhugeint not null,
    passed_on date not null,
    passed_at timestamp not null,
    passed_by text not null,
    undone_at timestamp
);

-- A word or phrase that a manager gave a theme or a feeling, or took from it; the last one of each
-- holds. polarity: what the word says of the theme, -1 to 1, or null where it only mentions it.
create table if not exists desk.word (
    word text not null,
    theme_or_feeling text not null,
    polarity double,
    is_removed boolean not null,
    changed_at timestamp not null,
    changed_by text not null
);

-- What else a colleague is called in comments, beside the name that the till knows.
create table if not exists desk.nickname (
    staff text not null,
    nickname text not null,
    changed_at timestamp not null,
    changed_by text not null
);

create table if not exists desk.setting (
    name text primary key,
    value text not null
);

-- Moments in desk are UTC. Of passwords, passcodes and tokens only hashes are kept.
create table if not exists desk.person (
    person_id text primary key,
    name text not null,
    email text,
    role text not null check (role in ('manager', 'staff')),
    sees_contacts boolean not null,
    may_export boolean not null,
    password_hash text,
    created_at timestamp not null,
    signed_in_at timestamp,
    left_at timestamp
);

-- A one-time address by which somebody chooses a password.
create table if not exists desk.invitation (
    token_hash text not null,
    person_id text not null,
    expires_at timestamp not null
);

create table if not exists desk.session (
    token_hash text not null,
    person_id text not null,
    started_at timestamp not null,
    seen_at timestamp not null
);

-- choices: the filters as they were, JSON. sample: which one it shows, or empty. turn: counts rotations; a browser that was let in by an
-- earlier address is out.
create table if not exists desk.link (
    link_id text primary key,
    token_hash text not null,
    turn integer not null,
    title text not null,
    screen text not null,
    choices text not null,
    sample text not null,
    sees_names boolean not null,
    has_cards boolean not null,
    passcode_hash text,
    created_by text not null,
    created_at timestamp not null,
    expires_at timestamp not null,
    revoked_at timestamp
);

create table if not exists desk.link_view (
    link_id text not null,
    viewed_at timestamp not null
);

-- Who did what. Only ever added to; each entry's hash covers the one before it.
create table if not exists desk.audit (
    entry_no bigint not null,
    happened_at timestamp not null,
    who text not null,
    act text not null,
    what text not null,
    entry_hash text not null
);

-- Entries that were written down within a longer transaction, before others that are in the book by
-- now: they get their numbers right after it.
create table if not exists desk.audit_pending (
    happened_at timestamp not null,
    who text not null,
    act text not null,
    what text not null
);
