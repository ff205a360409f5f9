-- Data files of before there were numbers get the tables of 0.1.0.
--
-- Such a file may have any shape that its tables ever had, and part of another: an earlier program
-- added the tables that were missing, never the columns. So all of this may be there already.

create schema if not exists file;

create table if not exists file.schema_version (
    number integer not null,
    program text not null
);

-- Rows were never brought again with other values: all of them hold. Every export was of single items.
alter table exports.customer_record add column if not exists is_current boolean default true;
alter table exports.customer_record alter column is_current set not null;
alter table exports.customer_record add column if not exists may_email boolean;
alter table exports.customer_record add column if not exists may_text boolean;
alter table exports.receipt_line add column if not exists is_current boolean default true;
alter table exports.receipt_line alter column is_current set not null;
alter table exports.receipt_line add column if not exists level text default 'item';
alter table exports.receipt_line alter column level drop default;
alter table exports.receipt_line alter column level set not null;
alter table exports.receipt_line add column if not exists order_id text;
alter table exports.appointment add column if not exists is_current boolean default true;
alter table exports.appointment alter column is_current set not null;
alter table exports.response add column if not exists is_current boolean default true;
alter table exports.response alter column is_current set not null;

create table if not exists exports.import_number (
    last_no integer not null
);

create table if not exists exports.change (
    change_no bigint not null
);

create table if not exists exports.sighting (
    import_id integer not null,
    of_import_id integer not null,
    row_key uhugeint not null
);

create table if not exists exports.heard_comment (
    comment_key ubigint not null,
    polarity double not null,
    language text not null,
    themes text[] not null,
    polarities tinyint[] not null,
    feelings text[] not null
);

create table if not exists exports.heard_with (
    version text not null,
    changes text[] not null
);

create table if not exists desk.mapping (
    header_key text primary key,
    columns text not null,
    format text not null,
    vendor text not null,
    fields text,
    day_first boolean,
    saved_at timestamp not null
);

create table if not exists desk.identity_decision (
    decision_no integer not null,
    kind text not null check (kind in ('same', 'apart')),
    handles bigint[] not null,
    other_handles bigint[] not null,
    decided_at timestamp not null,
    decided_by text not null,
    undone_at timestamp
);

create table if not exists desk.erasure (
    handle_no bigint not null,
    erased_at timestamp not null,
    erased_by text not null
);

create table if not exists desk.erased_handle (
    handle_hash text not null,
    handle_no bigint not null
);

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

create table if not exists desk.praise (
    row_key uhugeint not null,
    passed_on date not null,
    passed_at timestamp not null,
    passed_by text not null,
    undone_at timestamp
);

create table if not exists desk.word (
    word text not null,
    theme_or_feeling text not null,
    polarity double,
    is_removed boolean not null,
    changed_at timestamp not null,
    changed_by text not null
);

create table if not exists desk.nickname (
    staff text not null,
    nickname text not null,
    changed_at timestamp not null,
    changed_by text not null
);

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

create table if not exists desk.link_view (
    link_id text not null,
    viewed_at timestamp not null
);

create table if not exists desk.audit (
    entry_no bigint not null,
    happened_at timestamp not null,
    who text not null,
    act text not null,
    what text not null,
    entry_hash text not null
);

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

-- There was one sample, the café's. A table with a key is written anew: DuckDB cannot change a column
-- of it that was filled in the same transaction.
alter table desk.link add column if not exists is_sample boolean;
alter table desk.link add column if not exists sample text;
create temporary table link_before as from desk.link;
drop table desk.link;

create table desk.link (
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

insert into desk.link (
    link_id, token_hash, turn, title, screen, choices, sample, sees_names, has_cards, passcode_hash,
    created_by, created_at, expires_at, revoked_at
)
select
    link_id,
    token_hash,
    turn,
    title,
    screen,
    choices,
    coalesce(sample, case when is_sample then 'cafe' else '' end) as sample,
    sees_names,
    has_cards,
    passcode_hash,
    created_by,
    created_at,
    expires_at,
    revoked_at
from link_before;

drop table link_before;

-- Numbers of imports go on after the last one.
insert into exports.import_number (last_no)
select 0
where not exists (from exports.import_number);

update exports.import_number
set last_no = greatest(last_no, (select coalesce(max(import_id), 0) from exports.import));

-- Nobody could make a list or note a contact then; what was put there otherwise has the day of its
-- moment.
alter table desk.contact_list add column if not exists channel text;
alter table desk.contact_list add column if not exists made_on date;
alter table desk.contact add column if not exists contacted_on date;
update desk.contact_list
set made_on = made_at::date
where made_on is null;
update desk.contact
set contacted_on = contacted_at::date
where contacted_on is null;
