-- What imports write (exports) and what staff write (desk). facts is built by queries/model/.
create schema if not exists exports;
create schema if not exists facts;
create schema if not exists desk;

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

create table if not exists exports.rejected_row (
    import_id integer not null,
    row_number bigint not null,
    reason text not null,
    row_text text not null
);

-- One way by which a person can be recognised: a vendor's customer id, an e-mail, a phone.
-- handle_no is given once, at first sight, and never reused: a customer's id derives from it.
create table if not exists exports.handle (
    handle_no bigint not null,
    kind text not null,
    handle text not null,
    import_id integer not null
);

-- Two handles seen on the same record.
create table if not exists exports.handle_pair (
    handle_no bigint not null,
    other_handle_no bigint not null,
    import_id integer not null
);

-- A name seen beside a handle.
create table if not exists exports.handle_name (
    handle_no bigint not null,
    customer_name text not null,
    import_id integer not null
);

create table if not exists exports.customer_record (
    import_id integer not null,
    row_number bigint not null,
    row_key uhugeint not null,
    vendor text not null,
    handle_no bigint,
    customer_name text,
    email text,
    phone text
);

create table if not exists exports.receipt_line (
    import_id integer not null,
    row_number bigint not null,
    row_key uhugeint not null,
    vendor text not null,
    receipt_id text not null,
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

create table if not exists desk.setting (
    name text primary key,
    value text not null
);
