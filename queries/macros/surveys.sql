-- What a survey asks and what is answered: questions from their wording, and responses.

-- What people write to say that they do not answer.
create or replace macro says_nothing(answer) as
    plain_answer(answer) in (
        '', '-', '--', '---', '/', '?', 'x', 'n/a', 'na', 'n.a', 'n a', 'n/r', 'null', 'none given',
        'not applicable', 'does not apply', 'no answer', 'not answered', 'no opinion', 'skipped',
        'skip', 'prefer not to say', 'prefer not to answer', 'rather not say', 'don''t know',
        'do not know', 'i don''t know', 'not sure', 'unsure', 'no response',
        'k.a', 'k. a', 'keine angabe', 'keine antwort', 'weiss nicht', 'ich weiss nicht',
        'nicht zutreffend', 'entfallt', 'keine meinung',
        'sans reponse', 'sans avis', 'sans opinion', 'ne se prononce pas', 'je ne sais pas',
        'ne sais pas', 'non applicable', 'non concerne', 'nsp', 'prefere ne pas repondre',
        'je prefere ne pas repondre',
        'no aplica', 'no sabe', 'no se', 'ns/nc', 'no contesta', 'sin respuesta', 'sin opinion',
        'prefiero no decirlo', 'prefiero no responder', 'prefiero no contestar',
        'non so', 'non applicabile', 'nessuna risposta', 'preferisco non rispondere',
        'preferisco non dirlo', 'senza opinione',
        'n.v.t', 'nvt', 'niet van toepassing', 'weet niet', 'weet ik niet', 'geen antwoord',
        'geen mening', 'zeg ik liever niet', 'wil ik niet zeggen',
        'ikke relevant', 'ved ikke', 'ved det ikke', 'intet svar', 'ønsker ikke at svare',
        'vil ikke oplyse', 'ingen mening',
        'nao se aplica', 'nao sei', 'nao sabe', 'sem resposta', 'sem opiniao',
        'prefiro nao dizer', 'prefiro nao responder'
    );

-- An answer that is an address, a phone number or a machine's address, and so no comment.
create or replace macro looks_like_contact(answer) as
    regexp_full_match(
        trim(answer, ' '''),
        '[^@\s]+@[^@\s]+\.[^@\s]+|[+(\d][\d\s()./-]{6,}|[\da-fA-F]{1,4}(:[\da-fA-F]{0,4}){3,7}'
    );

create or replace macro looks_like_email(answer) as
    regexp_full_match(trim(answer), '[^@\s,;!=()]+@[^@\s,;!=()]+\.[^@\s,;!=().]+');

create or replace macro looks_like_phone(answer) as
    regexp_full_match(trim(answer, ' '''), '[+(\d][\d\s()./-]{6,24}')
    and not regexp_full_match(trim(answer), '\d{1,3}(\.\d{1,3}){3}|\d{4}[./-]\d\d?[./-]\d\d?.*');

-- A question for comparing: as plain_answer, and of "Please rate: Speed" only the last part where
-- that is a question of its own.
create or replace macro plain_question(question) as
    trim(regexp_replace(strip_accents(lower(question)), '\s+', ' ', 'g'));

-- A question as it is shown: one blank between words, nothing that the survey program added.
create or replace macro shown_question(question) as
    coalesce(
        nullif(
            trim(
                regexp_replace(
                    regexp_replace(
                        regexp_replace(question, '\{\{[^}]*\}\}', ' ', 'g'),
                        ':\s*(Response|Open-Ended Response)\s*$', '', 'i'
                    ),
                    '\s+', ' ', 'g'
                )
            ),
            ''
        ),
        question
    );

-- A review as its writer wrote it: without Google's translation, in whatever language that is
-- announced, before or after the original.
create or replace macro review_as_written(review) as
    nullif(
        trim(
            regexp_replace(
                regexp_replace(
                    review,
                    '(?s)^.*\((?i:original|originale?|origineel|oprindelig|avis d.origine)\)', ''
                ),
                '(?s)\((?i:[^()]{3,24} (?:by|von|par|por|da|door|af|pela|pelo) Google)\).*$', ''
            ),
            chr(10) || chr(13) || chr(9) || ' '
        ),
        ''
    );

-- Whom or what an answer names, from the question's wording: customer_name, first_name, last_name,
-- customer_id, staff, location, phone; other_person for somebody else's name or address; machine
-- for what is nobody's answer, such as a network address; null for all others.
create or replace macro role_of(question) as (
    select
        case
            when
                regexp_full_match(
                    asked.part, '(ip|network)[ _-]?(id|address)?|user[ _-]?agent|utm_.*'
                )
                then 'machine'
            when
                regexp_matches(asked.part, 'e-?mail|courriel|correo|phone|name\b|telefon')
                and regexp_matches(
                    asked.part,
                    'friend|refer|colleague|emergency|freund|\bami\b|amigo|amico|vriend|\bven\b'
                )
                then 'other_person'
            when
                regexp_full_match(
                    asked.part,
                    '(customer|client|member|guest|patient|user|kunden)[ _-]?'
                    || '(id|number|no|nr|nummer)[.?:]?'
                )
                then 'customer_id'
            when
                regexp_full_match(
                    asked.part,
                    '(what(''s| is) )?(your |ihr |dein |votre |ton |tu |su |il tuo |il suo '
                    || '|uw |je |dit |seu )?'
                    || '(first[ _-]?name|given name|vorname|prenom|nombre de pila|voornaam|fornavn'
                    || '|primeiro nome)\W*'
                )
                then 'first_name'
            when
                regexp_full_match(
                    asked.part,
                    '(what(''s| is) )?(your |ihr |dein |votre |ton |tu |su |il tuo |il suo '
                    || '|uw |je |dit |seu )?'
                    || '(last[ _-]?name|surname|family name|nachname|familienname|nom de famille'
                    || '|apellidos?|cognome|achternaam|efternavn|sobrenome|apelido)\W*'
                )
                then 'last_name'
            when
                regexp_full_match(
                    asked.part,
                    '(what(''s| is) |please (enter|tell us) |wie (ist|lautet) |quel est '
                    || '|cual es |como '
                    || '|qual e |wat is |hvad er )?(your |ihr |dein |votre |ton |tu |su |il tuo '
                    || '|il suo |uw |je |dit |(o )?seu |te )?(full |complete |customer |client '
                    || '|guest |vollstandiger |volledige |fulde )?'
                    || '(name|first and last name|vor- und nachname|nom|nom complet|nom et prenom'
                    || '|nombre|nombre completo|nombre y apellidos?|nome|nome completo'
                    || '|nome e cognome'
                    || '|naam|navn|llamas|respondent|customer|client)\W*(\(optional.*\))?\W*'
                )
                then 'customer_name'
            when
                regexp_matches(
                    asked.part,
                    '^(who|which (barista|stylist|therapist|waiter|waitress|server|employee))\b.*\b'
                    || '(serv|help|look|treat|cut|took care|assist|see|did your|stylist|barista)'
                    || '|^(your |name of (your|the) )?(barista|stylist|server|therapist'
                    || '|waiter|waitress|employee|staff member|served by)\W*$'
                    || '|^wer hat (sie|dich) |^qui vous a |^qui s''est occupe|^quien (le|la|te|lo) '
                    || '|^chi (ti|la|l''|vi) ?ha |^(wie|door wie) (heeft|hielp|bent|ben|werd) '
                    || '|^hvem (betjente|hjalp|ekspederede)|^quem (o|a|lhe|te|voce) ?atend'
                )
                then 'staff'
            when
                regexp_matches(
                    asked.part,
                    '^(which|what|at which|in which) (of our )?(location|store|shop|branch'
                    || '|cafe|salon'
                    || '|restaurant|venue|place|site)s?\b|^(store|shop|branch'
                    || '|location)( visited| name)?\W*$'
                    || '|^(welche|in welcher|in welchem|quel|quelle|dans quel|dans quelle|que'
                    || '|cual|en que'
                    || '|quale|in quale|welke|in welke|hvilken|qual|em qual|em que) .{0,12}'
                    || '(filiale|standort|geschaft|laden|salon|boutique|magasin|etablissement'
                    || '|tienda|sucursal|local|negozio|sede|vestiging|winkel|filiaal|butik|afdeling'
                    || '|loja|filial|unidade)\b'
                )
                then 'location'
            when
                regexp_matches(
                    asked.part,
                    'phone|mobile|\bcell\b|contact n|your number|whats ?app|telefon|handy|rufnummer'
                    || '|\btel\b|portable|movil|celular|cellulare|mobiel|mobil|telemovel'
                    || '|numero de tel'
                )
                then 'phone'
        end
    from (
        select plain_question(regexp_replace(shown_question(question), '^.*: *', '')) as part
    ) as asked
);

-- What a question asks for: to recommend, how much effort, how easy, stars, a count, a comment, one
-- of several choices; null for all others.
create or replace macro subject_of(question) as (
    select
        case
            when
                regexp_matches(
                    asked.plain,
                    'recommend|empfehl|empfiehl|recommand|conseiller|recomend|recomiend|consiglier'
                    || '|consiglia|raccomand|aanbevel|aanraden|anbefal|indicari'
                )
                and not regexp_matches(asked.plain, '^(what|which|was |que |wat |hvad )')
                then 'recommend'
            when
                regexp_matches(
                    asked.plain,
                    'effort|aufwand|anstreng|esfuerzo|sforzo|moeite|inspanning|indsats|esforco'
                )
                then 'effort'
            when
                regexp_matches(
                    asked.plain,
                    'how easy|easy was|(was|is|were) easy|easy (it )?(is|to)|made it easy|ease of'
                    || '|how difficult'
                    || '|wie (einfach|leicht)|(einfach|leicht) war|facile|facilit|facil|gemakkelijk'
                    || '|makkelijk|\bnemt\b|\blet (var|er|at)'
                )
                then 'ease'
            when
                regexp_matches(
                    asked.plain,
                    '\bstars?\b|star_?rating|^(overall )?rating$|\bsterne?\b'
                    || '|etoile|estrella|\bstell[ae]\b|\bsterren\b|stjerner|estrela'
                )
                then 'stars'
            when
                regexp_matches(
                    asked.plain,
                    'how many|how old|how often|how long|\bage\b|\byear|\bzip|post ?code|number of'
                    || '|wie ?viele|wie (alt|oft|lange)|\balter\b|postleitzahl|\bplz\b|combien'
                    || '|\bage\b|code postal|cuant[oa]s|\bedad\b|quant[ie] |\beta\b|hoe ?veel'
                    || '|hoe vaak'
                    || '|leeftijd|hvor mange|hvor ofte|\balder\b|quant[oa]s |\bidade\b'
                )
                then 'count'
            when
                regexp_matches(
                    asked.plain,
                    'comment|feedback|anything|tell us|\bwhy\b|improve|suggest|remark'
                    || '|your (thoughts|words)'
                    || '|\b(did|do) you (like|enjoy|dislike|love)|best thing'
                    || '|^other( \(\d+\))?$|message'
                    || '|review|kommentar|anmerkung|verbesser|warum|vorschl|sonst noch|noch etwas'
                    || '|remarque|amelior|pourquoi|autre chose|ajouter|comentario|sugerencia'
                    || '|mejorar'
                    || '|por que|algo mas|commento|commenti|suggeriment|migliorare|perche|opmerking'
                    || '|verbeter|waarom|nog iets|forslag|forbedr|hvorfor|bemaerk|bemærk'
                    || '|sugest|melhorar'
                    || '|algo mais'
                )
                then 'comment'
            when
                regexp_matches(
                    asked.plain,
                    'hear about|heard about|find out about|found out about|did you find us'
                    || '|\bgender\b|geschlecht|\bsexe\b|\bsexo\b|\bsesso\b|geslacht|\bkøn\b'
                    || '|first (time|visit)|on uns erfahren'
                    || '|von uns gehort|entendu parler|connu|conocio|conociste|sentito parlare'
                    || '|conosciuto|over ons gehoord|hørt om os|conheceu|reason for your visit'
                )
                then 'choice'
        end
    from (select plain_question(shown_question(question)) as plain) as asked
);

-- The scale that a question's wording gives: "(0-10)", "from 1 (poor) to 5 (excellent)", "out of 7";
-- null where it gives none.
create or replace macro scale_in_wording(question) as (
    select
        case
            when found.span['high'] != ''
                then {
                    'low': try_cast(found.span['low'] as integer),
                    'high': try_cast(found.span['high'] as integer)
                }
            when found.points != ''
                then {
                    'low': case when try_cast(found.points as integer) < 10 then 1 else 0 end,
                    'high': try_cast(found.points as integer)
                }
        end
    from (
        select
            regexp_extract(
                question, '(?:^|[^\d.])([01])(?:[^\d]{1,60})(100|10|[3-7])(?:[^\d%]|$)',
                ['low', 'high']
            ) as span,
            regexp_extract(
                plain_question(question), '(?:out of|/|-point|von|sur) ?(100|10|[3-7])(?:\D|$)', 1
            ) as points
    ) as found
);

-- What a question is about. The subject comes before the satisfaction with it: "How satisfied are
-- you with the speed?" is about speed.
create or replace macro touchpoint_of(question) as (
    select
        case
            when
                subject_of(question) = 'recommend'
                or regexp_matches(
                    asked.plain,
                    'overall|insgesamt|gesamt|globale?m?e?n?t?|dans l''ensemble|en general'
                    || '|in generale'
                    || '|complessiv|algemeen|algehele|samlet|alt i alt|no geral|de modo geral'
                )
                then 'overall'
            when
                regexp_matches(
                    asked.plain,
                    'greet|welcom|friendl|warm|staff|host|server|waiter|waitress|barista|\bteam\b'
                    || '|stylist|hairdress|beautician|therapist'
                    || '|employee|polite|courte|helpful|begruss|freundlich|\bpersonal\b|mitarbeiter'
                    || '|bedienung|empfang|accueil|personnel|equipe|amabilit|aimable|sympath|serveu'
                    || '|recib|\bamab|atencion|\btrato\b|emplead|camarer|accogli|accolt|gentil'
                    || '|personale|cortes|onthaal|ontvang|ontvangst|vriendelijk|personeel'
                    || '|medewerker'
                    || '|begroet|gastvrij|modtag|venlig|medarbejder|betjen|velkom|atendimento'
                    || '|simpat|acolh|recebid|funcionari|equipa'
                )
                then 'greeting'
            when
                regexp_matches(
                    asked.plain,
                    'quick|speed|fast|wait|queue|prompt|on time|punctual|schnell|warte|geschwind'
                    || '|punktlich|zugig|rapid|temps d''attente|\battente\b|attendu|vitesse|ponctu'
                    || '|espera\b|velocid|veloc|puntual|attesa|aspett|\bsnel|wacht|stipt|hurtig'
                    || '|ventetid|ventet?\b|punktlig|demor|pontual'
                )
                then 'speed'
            when
                regexp_matches(
                    asked.plain,
                    'clean|tidy|hygien|sauber|propre|limpi|limpo|limpeza|pulit|pulizia|schoon'
                    || '|netheid|\bren(t|e|hed|lighed)?\b|rengor|rengør|higien|igien'
                )
                then 'cleanliness'
            when
                regexp_matches(
                    asked.plain,
                    'price|value|worth|expens|preis|teuer|\bprix\b|rapport qualite|\bcher\b|precio'
                    || '|\bcaro\b|prezz|prijs|\bduur\b|waar voor (uw|je) geld|\bpris(en|er)?\b'
                    || '|vaerdi'
                    || '|værdi|preco|custo.beneficio'
                )
                then 'price'
            when
                regexp_matches(
                    asked.plain,
                    'book|appointment|reserv|schedul|termin|buchung|buchen|rendez.vous|\bcita\b'
                    || '|prenot|appuntament|afspraak|boeking|boeken|bestilling|tidsbestil|\baftale'
                    || '|agendam|marcac|marcar'
                )
                then 'booking'
            when
                regexp_matches(
                    asked.plain,
                    'coffee|espresso|\blatte\b|kaffee|kaffe\b|kaffen|koffie|caffe\b'
                    || '|\b(el|le|du|del|do|o|son|su) cafe\b'
                )
                then 'coffee'
            when
                regexp_matches(
                    asked.plain,
                    'food|drink|meal|product|treatment|quality|taste|haircut|massage|\bessen|speise'
                    || '|getrank|qualitat|produkt|geschmack|behandlung|haarschnitt|nourriture|repas'
                    || '|\bplats?\b|boisson|qualite|produit|\bgout|\bsoins?\b|coupe|comida|bebida'
                    || '|\bplatos?\b|calidad|producto|tratamiento|sabor|\bcorte\b|\bcibo|piatt'
                    || '|bevand'
                    || '|qualita|prodott|trattament|taglio|\beten\b|gerecht|drank|kwaliteit'
                    || '|behandeling|smaak|\bmad(en)?\b|drikke|kvalitet|behandling|smag|klipning'
                    || '|qualidade|produto|tratamento'
                )
                then 'product'
            when
                regexp_matches(
                    asked.plain,
                    'place|atmosph|ambien|music|room|decor|musik|einrichtung|\braum|\bcadre\b'
                    || '|musique'
                    || '|\blieu\b|lugar|locale\b|\blocal\b|arredo|sfeer|muziek|inrichting|stemning'
                    || '|lokale|espaco|musica'
                )
                then 'place'
            when
                regexp_matches(
                    asked.plain,
                    'satisf|zufrieden|soddisf|tevreden|tilfreds|experience|erfahrung|erlebnis'
                    || '|esperienza|experiencia|ervaring|oplevelse|^(our )?service$|rate us'
                    || '|\b(visit|besuch|visite|visita|bezoek|besøg)\b'
                )
                or regexp_full_match(
                    asked.plain,
                    '(star|overall|your)?[ _]?(rating|score|stars?|review score)'
                    || '|bewertung|note|nota|puntuacion|valutazione|voto|beoordeling|bedømmelse'
                    || '|avaliacao|sterne|etoiles|estrellas|stelle|sterren|stjerner|estrelas'
                )
                then 'overall'
            else 'other'
        end
    from (select plain_question(shown_question(question)) as plain) as asked
);

-- A survey's answers, of a table with row_number and one column a question: a row for each scored
-- question of a row, or one with the comment alone.
--
-- A question is a score when at least 80 % of its answers are (90 % where they are words). Its scale
-- is what an answer (4/5) or the wording (0-10) says, else what the answers reach: above 5 it ends
-- at 10, from 20 answers on also at 7. Recommending of 10 is nps; effort is ces, ease of 7 too;
-- stars are stars; all others are csat, other scales brought to 1 to 5. All that is written becomes
-- the comment of the first scored question; choices, yes and no, and counts do only where a row
-- has nothing else.
create or replace macro survey_responses(asked) as table

with column_place as (

    select
        unnest(struct_keys(first_row)) as question,
        generate_subscripts(struct_keys(first_row), 1) as place
    from (
        select *
        from query_table(asked)
        order by row_number
        limit 1
    ) as first_row

),

wording as (

    select
        question,
        place,
        role_of(question) as role,
        subject_of(question) as subject,
        touchpoint_of(question) as touchpoint,
        scale_in_wording(question) as scale,
        plain_question(regexp_replace(question, '^.*: *', '')) as last_part,
        case
            when count(*) over (partition by shown_question(question)) = 1
                then shown_question(question)
            else question
        end as shown
    from column_place
    where question != 'row_number'

),

answer as (

    select
        row_number,
        question,
        answer
    from (
        unpivot (select * from query_table(asked))
        on columns(* exclude (row_number))
        into name question value answer
    )
    where trim(answer) != ''

),

distinct_answer as (

    select
        question,
        answer,
        count(*) as answer_count
    from answer
    group by question, answer

),

short_answer as (

    select
        distinct_answer.question,
        distinct_answer.answer,
        distinct_answer.answer_count,
        wording.scale as said_scale,
        says_nothing(distinct_answer.answer) as is_nothing,
        case
            when
                wording.role is null
                and length(distinct_answer.answer) <= 60
                and not contains(distinct_answer.answer, '@')
                then distinct_answer.answer
        end as short_text
    from distinct_answer
    inner join wording on distinct_answer.question = wording.question

),

read_answer as (

    select
        short_answer.question,
        short_answer.answer,
        short_answer.answer_count,
        short_answer.said_scale,
        short_answer.is_nothing,
        words.degree,
        coalesce(
            case
                when
                    length(short_answer.short_text) <= 20
                    or regexp_matches(short_answer.short_text, '[\d★☆⭐✩✭✮✪]')
                    then score_in_figures(short_answer.short_text)
            end,
            case
                when words.degree is not null and number_before(short_answer.short_text) is not null
                    then {
                        'score': number_before(short_answer.short_text),
                        'scale_low': null::integer,
                        'scale_high': null::integer
                    }
            end
        ) as figure
    from short_answer
    left join degree_words() as words on lone_word(short_answer.short_text) = words.word

),

reading as (

    select
        question,
        answer,
        answer_count,
        said_scale,
        is_nothing,
        case when figure is null and not is_nothing then degree end as degree,
        case
            when is_nothing then null
            when figure is not null then figure.score
            else score_of_degree(degree, 'usual')
        end as score,
        case when not is_nothing then figure.scale_high end as own_high,
        figure is not null and figure.scale_high is null and not is_nothing as is_number
    from read_answer

),

tally as (

    select
        question,
        count(*) as distinct_count,
        max(length(answer)) as longest,
        coalesce(sum(answer_count) filter (where not is_nothing), 0) as answer_count,
        coalesce(sum(answer_count) filter (where score is not null), 0) as score_count,
        coalesce(sum(answer_count) filter (where degree is not null), 0) as word_count,
        coalesce(sum(answer_count) filter (where is_number), 0) as number_count,
        max(own_high) as own_high,
        min(score) filter (where is_number) as lowest,
        max(score) filter (where is_number) as highest,
        coalesce(sum(answer_count) filter (where is_number and score > 5), 0) as above_five,
        coalesce(sum(answer_count) filter (where is_number and score > 10), 0) as above_ten,
        coalesce(sum(answer_count) filter (where is_number and score > said_scale.high), 0)
            as above_said,
        coalesce(bool_or(regexp_matches(answer, '[★☆⭐]|(?i:\bstar)')), false) as has_stars,
        ladder_of(list(distinct degree) filter (where degree is not null)) as ladder
    from reading
    group by question

),

scaled as (

    select
        tally.question,
        wording.shown,
        wording.place,
        wording.role,
        wording.subject,
        wording.touchpoint,
        wording.scale,
        wording.last_part,
        tally.ladder,
        tally.answer_count,
        tally.score_count,
        tally.has_stars,
        tally.word_count * 2 > tally.score_count as is_in_words,
        tally.answer_count >= 30
        and tally.distinct_count <= least(8, tally.answer_count / 10)
        and tally.longest <= 40 as is_of_few,
        case
            when tally.own_high is not null then tally.own_high
            when tally.word_count * 2 > tally.score_count
                then case when tally.ladder = 'seven' then 7 else 5 end
            when wording.scale is not null and tally.above_said <= 0.1 * tally.number_count
                then wording.scale.high
            when tally.above_ten > 0.5 * tally.number_count and tally.number_count >= 5 then 100
            when wording.subject = 'recommend'
                then case
                    when tally.number_count >= 20 and tally.highest <= 5 and tally.lowest >= 1
                        then 5
                    else 10
                end
            when wording.subject in ('effort', 'ease') and tally.highest <= 7
                then case when tally.number_count >= 20 and tally.highest <= 5 then 5 else 7 end
            when tally.above_five <= 0.1 * tally.number_count then 5
            when tally.number_count >= 20 and tally.highest <= 7 then 7
            else 10
        end as scale_high,
        tally.own_high is not null or wording.scale is not null as is_scale_said,
        tally.above_ten > 0.5 * tally.number_count
        and (
            tally.number_count >= 5
            or (
                tally.above_ten = tally.number_count
                and wording.subject is null
                and wording.touchpoint = 'other'
            )
        ) as is_beyond_ten
    from tally
    inner join wording on tally.question = wording.question

),

question as (

    select
        *,
        case
            when role is not null or score_count < 0.8 * answer_count or score_count = 0 then null
            when is_in_words and (subject = 'comment' or score_count < 0.9 * answer_count) then null
            when subject = 'count' and not is_scale_said and not is_in_words then null
            when
                is_beyond_ten
                and not is_scale_said
                and (touchpoint != 'overall' or answer_count < 20)
                then null
            when subject = 'recommend' and scale_high = 10 then 'nps'
            when subject = 'effort' or (subject = 'ease' and scale_high = 7) then 'ces'
            when has_stars or subject = 'stars' then 'stars'
            else 'csat'
        end as metric
    from scaled

),

meaning as (

    select
        reading.question,
        reading.answer,
        question.shown,
        question.place,
        question.metric,
        case
            when question.metric is null then null
            when reading.degree is not null and question.is_in_words
                then score_of_degree(reading.degree, question.ladder)
            else reading.score
        end as score,
        case
            when reading.degree is not null
                then case when question.is_in_words then question.scale_high else 5 end
            else coalesce(reading.own_high, question.scale_high)
        end as scale_high,
        case
            when question.metric = 'nps' then 0
            when question.scale.high = question.scale_high then question.scale.low
            when question.scale_high >= 10 then 0
            else 1
        end as scale_low,
        case
            when
                question.metric is not null
                and (reading.score is not null or not question.is_in_words)
                then 'score'
            when question.role in ('other_person', 'machine') then 'dropped'
            when looks_like_email(reading.answer) then 'email'
            when
                looks_like_phone(reading.answer)
                and (question.role = 'phone' or starts_with(trim(reading.answer, ' '''), '+'))
                then 'phone'
            when question.role != 'phone' then question.role
            when looks_like_contact(reading.answer) then 'dropped'
            when
                question.subject in ('choice', 'count')
                or (question.is_of_few and question.subject is distinct from 'comment')
                or plain_question(reading.answer) = question.last_part
                or regexp_full_match(reading.answer, '\s*[\d.,%]+\s*')
                or plain_answer(reading.answer) in (
                    'yes', 'no', 'ja', 'nein', 'oui', 'non', 'si', 'nee', 'nej', 'sim', 'nao',
                    'true', 'false', 'checked', 'promoter', 'passive', 'detractor', 'other',
                    'andere', 'anderes', 'sonstiges', 'autre', 'otro', 'otra', 'altro', 'anders',
                    'andet', 'outro', 'outra'
                )
                then 'choice'
            else 'text'
        end as part
    from reading
    inner join question on reading.question = question.question
    where not reading.is_nothing

),

told as (

    select
        answer.row_number,
        meaning.shown as question,
        meaning.place,
        meaning.part,
        meaning.metric,
        answer.answer,
        case
            when meaning.metric = 'nps' and meaning.scale_high != 10 then null
            when meaning.metric = 'nps' then meaning.score
            when meaning.metric = 'ces' and meaning.scale_high = 7 then meaning.score
            when meaning.metric = 'ces'
                then round(1 + 6 * (score_of_five(meaning.score, meaning.scale_high) - 1) / 4)
            else score_of_five(meaning.score, meaning.scale_high)
        end as score,
        case
            when meaning.part != 'score' then null
            when
                meaning.score is null or (meaning.metric = 'nps' and meaning.scale_high != 10)
                then unusable_cell('no_score', meaning.shown, answer.answer)
            when not score_fits(meaning.score, meaning.scale_low, meaning.scale_high)
                then unusable_cell_for(
                    'score_outside',
                    meaning.shown,
                    answer.answer,
                    concat(meaning.scale_low, '-', meaning.scale_high)
                )
        end as reason
    from answer
    inner join meaning on answer.question = meaning.question and answer.answer = meaning.answer

),

respondent as (

    select
        row_number,
        string_agg(answer, ' / ' order by place) filter (where part = 'text') as remark,
        string_agg(question, ' / ' order by place) filter (where part = 'text') as remark_question,
        string_agg(answer, ' / ' order by place) filter (where part = 'choice') as choices,
        string_agg(question, ' / ' order by place) filter (where part = 'choice')
            as choice_question,
        min_by(trim(answer), place) filter (where part = 'email') as email,
        min_by(trim(answer, ' '''), place) filter (where part = 'phone') as phone,
        min_by(answer, place) filter (where part = 'customer_id') as vendor_customer_id,
        coalesce(
            min_by(answer, place) filter (where part = 'customer_name'),
            nullif(
                concat_ws(
                    ' ',
                    min_by(answer, place) filter (where part = 'first_name'),
                    min_by(answer, place) filter (where part = 'last_name')
                ), ''
            )
        ) as customer_name,
        min_by(answer, place) filter (where part = 'staff') as staff,
        min_by(answer, place) filter (where part = 'location') as location
    from told
    where part != 'score'
    group by row_number

),

refusal as (

    select
        row_number,
        max_by(reason, row(reason.code, reason.cell, reason.column_name)) as reason
    from told
    where reason is not null
    group by row_number

),

answered_row as (

    select
        row_number,
        string_agg(answer, '|' order by answer) as answers
    from answer
    group by row_number

),

response as (

    select
        told.row_number,
        told.question,
        told.metric,
        told.score,
        case
            when row_number() over (
                partition by told.row_number order by (told.metric = 'nps') desc, told.question
            ) = 1 then respondent.remark
        end as comment
    from told
    left join respondent on told.row_number = respondent.row_number
    where told.part = 'score'
    union all
    select
        row_number,
        coalesce(remark_question, choice_question) as question,
        'comment' as metric,
        null as score,
        coalesce(remark, choices) as comment
    from respondent
    where
        coalesce(remark, choices) is not null
        and row_number not in (
            select told.row_number
            from told
            where told.part = 'score'
        )

),

response_question as (

    select
        question,
        touchpoint_of(question) as touchpoint
    from (select distinct question from response) as each_question

)

select
    answered_row.row_number,
    response.question,
    response_question.touchpoint,
    response.metric,
    try_cast(response.score as decimal(6, 2)) as score,
    response.comment,
    answered_row.answers,
    respondent.vendor_customer_id,
    respondent.customer_name,
    respondent.email,
    respondent.phone,
    respondent.staff,
    respondent.location,
    case
        when response.row_number is null then rejection('nothing_answered', null)
        else refusal.reason
    end as reason
from answered_row
left join respondent on answered_row.row_number = respondent.row_number
left join refusal on answered_row.row_number = refusal.row_number
left join response on answered_row.row_number = response.row_number
left join response_question on response.question = response_question.question;
