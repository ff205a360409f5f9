-- What exports of sales write.

-- The names in a list of what was bought, "2 x Latte, 1 x Scone", "Latte x 2, Scone x 1" or
-- "2× Latte, 1× Scone" -> "Latte, Scone". Text without counts stays as it is.
create or replace macro basket_names(basket) as
    nullif(
        trim(
            regexp_replace(
                regexp_replace(basket, '(^|, )\s*\d+(?:[.,]\d+)?\s*[x×]\s+', '\1', 'g'),
                '\s+[x×]\s*\d+(?:[.,]\d+)?\s*(,|$)', '\1', 'g'
            )
        ),
        ''
    );

-- How many things such a list holds, its counts added up; null where it has none.
create or replace macro basket_count(basket) as
    list_sum(
        list_transform(
            regexp_extract_all(
                basket, '(?:^|, )\s*(\d+(?:\.\d+)?)\s*[x×]\s|\s[x×]\s*(\d+(?:\.\d+)?)\s*(?:,|$)'
            ),
            lambda part:
            try_cast(regexp_extract(trim(part, ' ,x×'), '\d+(?:\.\d+)?') as decimal(18, 3))
        )
    )::decimal(18, 3);

-- A long id that a spreadsheet made a number of: 1.30000001573430E+18. What it was is lost.
create or replace macro is_cut_id(id) as
    coalesce(regexp_full_match(trim(id), '\d+([.,]\d+)?[eE]\+\d+'), false);

-- The e-mail and the phone number of a cell that may hold either or both.
create or replace macro contact_email(contacts) as
    nullif(regexp_extract(contacts, '[^\s,;|/<>()"]+@[^\s,;|/<>()"]+\.[^\s,;|/<>()"]+'), '');

create or replace macro contact_phone(contacts) as
    nullif(
        regexp_extract(
            regexp_replace(contacts, '\S+@\S+', ' ', 'g'), '\+?\(?\d[\d\s().-]{4,}\d'
        ),
        ''
    );

-- "Not voided" and "no" deny what the words after them say.
create or replace macro sale_words(status) as
    nullif(
        regexp_replace(
            strip_accents(lower(trim(status))), '^(not|non|nicht|no|niet|ikke|nao|pas|un)\b.*$', ''
        ),
        ''
    );

-- Whether a sale came to nothing, from its status in English, German, French, Spanish, Italian,
-- Dutch, Danish and Portuguese: cancelled, voided, failed, never paid.
create or replace macro is_void_sale(status) as
    coalesce(
        regexp_matches(
            sale_words(status),
            'cancel|storn|annul|anul|aflys|void|abgebrochen|fail|fehlgeschlagen|echou|fallid|fallit'
            || '|mislukt|falhou|mislykke|declin|denied|reject|abgelehnt|\brefus|rifiutat|recusad'
            || '|rechazad|geweigerd|afvist|trash|deleted|gelosch|supprim|eliminad|eliminat'
            || '|verwijderd|slettet|abandon|expired|abgelaufen|draft|entwurf|brouillon|borrador'
            || '|bozza|kladde|rascunho'
        ),
        false
    );

-- Whether a status speaks of a part of the money only.
create or replace macro is_part_refund(status) as
    regexp_matches(
        sale_words(status), 'part|teil|parcial|parzial|gedeelt|deels|delvi'
    );

-- Whether a row takes money back, "Refund", "Retoure"; a sale of which a part was refunded does not.
create or replace macro is_refund_row(status) as
    coalesce(
        regexp_matches(
            sale_words(status),
            '\brefund\b|\breturns?\b|erstattung|retour|ruckgabe|ruckerstatt|gutschrift'
            || '|remboursement|\bavoir\b|reembolso|devolucion|devolucao|rimborso|\breso\b|restitu'
            || '|terugbetaling|creditnota|kreditnota|credit note|nota di credito|nota de credito'
            || '|tilbagebetaling|refusion|chargeback'
        )
        and not is_part_refund(status),
        false
    );

-- Whether the money of a sale was given back since: "Refunded", "erstattet".
create or replace macro is_refunded_sale(status) as
    coalesce(
        regexp_matches(
            sale_words(status),
            'refunded|returned|erstattet|zuruckgegeben|zuruckgezahlt|rembourse(e?s?)\b|reembolsad'
            || '|devuelt|devolvid|rimborsat|restituit|terugbetaald|geretourneerd|refunderet'
            || '|tilbagebetalt|returneret'
        )
        and not is_part_refund(status),
        false
    );


-- Whether an order of a web shop still waits for its first payment.
create or replace macro is_unpaid_order(status) as
    coalesce(
        regexp_matches(
            sale_words(status),
            '^(wc-)?(pending|checkout-draft)\b|pending payment|zahlung ausstehend'
            || '|en attente de paiement|attente paiement|pendiente de pago|in attesa di pagamento'
            || '|wachtend op betaling|afventer betaling|pagamento pendente'
        ),
        false
    );
