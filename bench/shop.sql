-- A made-up shop of any size: three years of trade, to be written as its till would export it.
--
-- Variables: lines, the rows of the sales file; seed; survey_rate, of people with an address the share
--            who answer after a visit
-- Leaves:    sales_file, directory_file, survey_file: views with the vendors' own columns
--
-- Everything follows from hashes of row numbers and the seed: the same rows on every run. People
-- come at a rhythm of their own, to a usual item, colleague and weekday; few come often (a Pareto
-- tail). Sizes scale as a chain would: ten times the lines are ten times the people, not ten times
-- the visits of each.

create macro chance(number, salt) as
    (hash(number, salt, getvariable('seed')) % 1000000007) / 1000000007.0;

create macro pick(number, salt, choices) as
    list_extract(choices, 1 + floor(chance(number, salt) * len(choices))::integer);

create macro code(number, salt, length) as
    left(upper(md5(concat_ws('/', salt, number, getvariable('seed')))), length);

create macro money(amount) as
    case when amount < 0 then '-$' else '$' end || format('{:,.2f}', abs(amount)::double);

set variable first_on = date '2023-11-01';
set variable day_count = 1096;

create temp table menu (item_no integer, category text, name text, price decimal(18, 2));

insert into menu values
    (0, 'Coffee', 'Flat White', 4.75),
    (1, 'Coffee', 'Cappuccino', 4.75),
    (2, 'Coffee', 'Filter Coffee', 3.50),
    (3, 'Coffee', 'Cold Brew', 5.25),
    (4, 'Tea', 'Matcha Latte', 6.50),
    (5, 'Tea', 'Earl Grey', 3.75),
    (6, 'Bakery', 'Butter Croissant', 4.25),
    (7, 'Bakery', 'Cinnamon Bun', 4.50),
    (8, 'Bakery', 'Banana Bread', 4.00),
    (9, 'Kitchen', 'Avocado Toast', 11.50),
    (10, 'Kitchen', 'Granola Bowl', 9.75),
    (11, 'Retail', 'House Blend 250g', 16.00),
    (12, 'None', 'Catering Tray', 1149.00);

create temp table customer as

with drawn as (

    select
        customer_no,
        least(400, floor(pow(greatest(chance(customer_no, 'often'), 1e-6), -1 / 1.3)))::integer
            as visit_count,
        3 + 40 * pow(chance(customer_no, 'gap'), 2) as wished_gap_days
    from (select unnest(range(0, getvariable('lines') // 10)) as customer_no) as numbered

)

select
    customer_no,
    visit_count,
    least(wished_gap_days, getvariable('day_count') / visit_count) as gap_days,
    -- Of those who come often, a third still do on the last day; some came from the first on.
    floor(
        case
            when visit_count >= 8 and chance(customer_no, 'span') < 0.35 then 1
            when visit_count >= 8 and chance(customer_no, 'span') < 0.45 then 0
            else chance(customer_no, 'start')
        end * (
            getvariable('day_count')
            - visit_count * least(wished_gap_days, getvariable('day_count') / visit_count)
        )
    ) as first_day,
    1 + floor(7 * chance(customer_no, 'weekday'))::integer as usual_weekday,
    450 + floor(570 * pow(chance(customer_no, 'minute'), 1.7))::integer as usual_minute,
    floor(11 * pow(chance(customer_no, 'item'), 1.4))::integer as usual_item_no,
    pick(customer_no, 'staff', ['Ana', 'Ben', 'Maya', 'Priya', 'Tom']) as usual_staff,
    case when chance(customer_no, 'place') < 0.6 then 'Harbor Street' else 'Market Hall' end
        as usual_location,
    pick(customer_no, 'first', [
        'Alma', 'Bruno', 'Carla', 'Dev', 'Elena', 'Farid', 'Grace', 'Hugo', 'Ines', 'Jonas', 'Kira',
        'Liam', 'Mona', 'Noor', 'Oscar', 'Pia', 'Quinn', 'Rosa', 'Sami', 'Tess'
    ]) as first_name,
    pick(customer_no, 'last', [
        'Abbott', 'Bauer', 'Costa', 'Dubois', 'Eriksen', 'Fischer', 'Garcia', 'Haddad', 'Ivanov',
        'Jensen', 'Kaplan', 'Lopez', 'Moreau', 'Novak', 'Okafor', 'Patel', 'Rossi', 'Silva', 'Tanaka'
    ]) as last_name,
    chance(customer_no, 'email') < 0.6 as has_email
from drawn;

-- Walk-ins fill up: a receipt has 1.8 lines, and a few too many are cut off at the oldest end.
set variable walk_in_count = (
    select greatest(0, getvariable('lines') * 1.03 / 1.8 - sum(visit_count))::bigint from customer
);

create temp table receipt as

with own_rhythm as (

    select
        customer.*,
        greatest(0, least(
            getvariable('day_count') - 1,
            floor(
                first_day + visit_no * gap_days
                + 0.6 * gap_days * (chance(customer_no * 1000 + visit_no, 'late') - 0.5)
            )
        ))::integer as drawn_day,
        customer_no * 1000 + visit_no as receipt_no
    from customer
    cross join lateral (select unnest(range(0, customer.visit_count)) as visit_no) as visit

),

known as (

    select
        receipt_no,
        customer_no,
        greatest(0, case
            when gap_days >= 5 and chance(receipt_no, 'habit') < 0.5
                then drawn_day
                    - isodow(getvariable('first_on') + drawn_day) + usual_weekday
            else drawn_day
        end) as day,
        usual_minute + floor(50 * (chance(receipt_no, 'minute') - 0.5))::integer as minute,
        case when chance(receipt_no, 'item') < 0.7 then usual_item_no end as usual_item_no,
        case when chance(receipt_no, 'staff') < 0.6 then usual_staff end as usual_staff,
        case when chance(receipt_no, 'place') < 0.9 then usual_location end as usual_location
    from own_rhythm

),

walk_in as (

    select
        -1 - walk_in_no as receipt_no,
        null as customer_no,
        floor(chance(walk_in_no, 'day') * getvariable('day_count'))::integer as drawn_day,
        450 + floor(570 * pow(chance(walk_in_no, 'walk in'), 1.7))::integer as minute
    from (select unnest(range(0, getvariable('walk_in_count'))) as walk_in_no) as numbered

),

came as (

    select *
    from known
    union all
    select
        receipt_no,
        customer_no,
        -- Every third Monday and Tuesday guest comes on Saturday or Sunday instead.
        drawn_day + case
            when
                isodow(getvariable('first_on') + drawn_day) <= 2
                and chance(receipt_no, 'weekend') < 0.35
                then 5
            else 0
        end as day,
        minute,
        null as usual_item_no,
        null as usual_staff,
        null as usual_location
    from walk_in

),

placed as (

    select
        *,
        getvariable('first_on') + day::integer as came_on
    from came
    where day < getvariable('day_count')

)

select
    receipt_no,
    customer_no,
    came_on + to_minutes(minute) + to_seconds(floor(60 * chance(receipt_no, 'second'))::integer)
        as sold_at,
    usual_item_no,
    case
        when usual_staff = 'Ana' and came_on > date '2026-06-30' then 'Tom'
        else coalesce(usual_staff, pick(receipt_no, 'other', ['Ben', 'Maya', 'Priya', 'Tom']))
    end as staff,
    coalesce(
        usual_location,
        case when chance(receipt_no, 'town') < 0.6 then 'Harbor Street' else 'Market Hall' end
    ) as location,
    case
        when chance(receipt_no, 'lines') < 0.50 then 1
        when chance(receipt_no, 'lines') < 0.80 then 2
        when chance(receipt_no, 'lines') < 0.92 then 3
        when chance(receipt_no, 'lines') < 0.98 then 4
        else 5
    end as line_count
from placed
where
    strftime(came_on, '%m-%d') not in ('12-25', '01-01')
    and came_on not between date '2025-08-04' and date '2025-08-10';

create temp table sold_line as

with line as (

    select
        receipt.*,
        line_no,
        10 * receipt.receipt_no + line_no as line_key
    from receipt
    cross join lateral (select unnest(range(0, receipt.line_count)) as line_no) as numbered

),

had as (

    select
        *,
        case
            when line_no = 0 and usual_item_no is not null then usual_item_no
            when chance(line_key, 'tray') < 0.0003 then 12
            else floor(12 * chance(line_key, 'item'))::integer
        end as item_no,
        case when chance(line_key, 'quantity') < 0.08 then 2 else 1 end as quantity
    from line

),

sale as (

    select
        receipt_no,
        line_no,
        customer_no,
        sold_at,
        staff,
        location,
        item_no,
        quantity,
        false as is_refund,
        line_key
    from had
    union all
    select
        receipt_no,
        line_no,
        customer_no,
        sold_at + interval 20 minute + to_days(
            case
                when chance(line_key, 'regret') < 0.3 and sold_at < date '2026-10-25'
                    then 1 + floor(6 * chance(line_key, 'wait'))::integer
                else 0
            end
        ) as sold_at,
        staff,
        location,
        item_no,
        -quantity as quantity,
        true as is_refund,
        line_key
    from had
    where chance(line_key, 'refund') < 0.005

),

newest_first as (

    select
        sale.*,
        menu.category,
        menu.name as item,
        menu.price,
        row_number() over (
            order by sale.sold_at desc, sale.receipt_no, sale.line_no, sale.is_refund
        ) as row_no
    from sale
    inner join menu on sale.item_no = menu.item_no

),

kept as (

    select
        *,
        '' as fault
    from newest_first
    where row_no <= getvariable('lines') - 12
    union all
    -- The rows to reject stand among the newest thousand: a reader that guesses types from the top
    -- of the file sees them.
    select
        *,
        ['date', 'amount', 'receipt'][1 + (row_no // 80 % 3)::integer] as fault
    from newest_first
    where row_no <= 12 * 80 and row_no % 80 = 0

)

select *
from kept
order by row_no, fault;

create temp view sales_file as

with priced as (

    select
        *,
        concat_ws('/', receipt_no, case when is_refund then 'refund' end, fault) as receipt_code,
        (price * quantity)::decimal(18, 2) as gross,
        case
            when chance(line_key, 'discount') < 0.03 then price * quantity / 10
            else 0
        end::decimal(18, 2) as discount,
        case
            when category in ('Coffee', 'Tea')
                then pick(line_key, 'milk', ['12oz', '16oz', 'Oat Milk', '12oz, Oat Milk', null])
        end as modifiers
    from sold_line

)

select
    case when fault = 'date' then '2026-02-30' else strftime(sold_at, '%Y-%m-%d') end as "Date",
    strftime(sold_at, '%H:%M:%S') as "Time",
    'Eastern Time (US & Canada)' as "Time Zone",
    category as "Category",
    item as "Item",
    abs(quantity) || '.0' as "Qty",
    'Regular' as "Price Point Name",
    null as "SKU",
    modifiers as "Modifiers Applied",
    money(gross) as "Gross Sales",
    money(-discount) as "Discounts",
    case when fault = 'amount' then 'n/a' else money(gross - discount) end as "Net Sales",
    money(0.0775 * (gross - discount)) as "Tax",
    case when fault = 'receipt' then '' else code(receipt_code, 'sale', 26) end
        as "Transaction ID",
    code(receipt_code, 'payment', 26) as "Payment ID",
    'Square Terminal ' || (2270 + length(location)) as "Device Name",
    null as "Notes",
    'https://app.squareup.com/dashboard/sales/' || lower(code(receipt_no, 'batch', 24))
    || '/by-unit/' || lower(code(location, 'unit', 24)) as "Details",
    case when is_refund then 'Refund' else 'Payment' end as "Event Type",
    location as "Location",
    null as "Dining Option",
    case when customer_no is not null then code(customer_no, 'customer', 26) end
        as "Customer ID",
    null as "Customer Name",
    null as "Customer Reference ID",
    'ea' as "Unit",
    abs(quantity)::varchar as "Count",
    null as "GTIN",
    'Physical Good' as "Itemization Type",
    '$0.00' as "Commission",
    staff as "Employee",
    null as "Fulfillment Note",
    'The Long Counter' as "Channel",
    code(item, 'token', 24) as "Token",
    pick(receipt_no, 'card', ['Visa', 'MasterCard', 'American Express']) as "Card Brand",
    (1000 + floor(9000 * chance(receipt_no, 'suffix'))::integer)::varchar as "PAN Suffix"
from priced;

create temp view directory_file as
select
    code(customer_no, 'customer', 26) as "Square Customer ID",
    null as "Reference ID",
    first_name as "First Name",
    last_name as "Last Name",
    case
        when has_email
            then lower(first_name || '.' || last_name || customer_no || '@example.com')
    end as "Email Address",
    case
        when chance(customer_no, 'phone') < 0.3
            then '''+1207' || (2000000 + customer_no % 7000000)
    end as "Phone Number",
    null as "Nickname",
    null as "Company Name",
    'Terminal' as "Creation Source",
    null as "First Visit",
    null as "Last Visit",
    case when has_email then 'subscribed' end as "Email Subscription Status",
    'No' as "Instant Profile"
from customer
order by customer_no;

create temp view survey_file as

with answer as (

    select
        receipt.receipt_no,
        receipt.sold_at + interval 5 hour as answered_at,
        lower(customer.first_name || '.' || customer.last_name || customer.customer_no)
        || '@example.com' as email,
        chance(receipt.receipt_no, 'mood') as mood
    from receipt
    inner join customer on receipt.customer_no = customer.customer_no
    where customer.has_email and chance(receipt.receipt_no, 'survey') < getvariable('survey_rate')

)

select
    strftime(answered_at, '%Y/%m/%d %-I:%M:%S %p GMT-4') as "Timestamp",
    email as "Email Address",
    least(10, floor(4 + 8 * mood + 2 * chance(receipt_no, 'nps')))::integer
        as "How likely are you to recommend us to a friend? (0-10)",
    least(5, floor(2 + 3 * mood + 2 * chance(receipt_no, 'greeting')))::integer
        as "How warmly were you greeted?",
    least(5, floor(1 + 3 * mood + 2 * chance(receipt_no, 'speed')))::integer
        as "How quickly were you served?",
    least(5, floor(2 + 3 * mood + 2 * chance(receipt_no, 'coffee')))::integer
        as "How was your coffee?",
    case
        when chance(receipt_no, 'comment') < 0.3
            then pick(receipt_no, 'words', [
                'Always a smile', 'Waited far too long', 'The best flat white in town',
                'My usual was ready before I asked', 'Table was sticky', 'Loved the cinnamon bun',
                'They had run out of oat milk again', 'Nobody looked up when I came in'
            ]) || ', ' || lower(strftime(answered_at, '%A'))
    end as "Anything you would like to tell us?"
from answer
order by answered_at;
