-- What people answered: words, smileys, stars and figures on one scale, and what a question is.

-- An answer for comparing: lower case, one blank, no accents, no mark at its end.
create or replace macro plain_answer(answer) as
    trim(
        regexp_replace(
            replace(
                replace(replace(strip_accents(lower(answer)), chr(65039), ''), '’', ''''),
                'ß', 'ss'
            ),
            '\s+', ' ', 'g'
        ),
        ' .!,;"'
    );

-- How strongly a word says it, in English, German, French, Spanish, Italian, Dutch, Danish and
-- Portuguese: "very" with "satisfied" is satisfied, and with "dissatisfied" the opposite.
create or replace macro degree_words() as table

with adverb as (

    select
        listed.language,
        listed.degree,
        unnest(listed.adverbs) as adverb
    from (
        values
        ('en', 'extremely', ['extremely ']),
        (
            'en', 'very',
            ['very ', 'completely ', 'totally ', 'strongly ', 'highly ', 'fully ', 'absolutely ']
        ),
        ('en', 'somewhat', ['somewhat ', 'fairly ', 'quite ', 'rather ', 'mostly ', 'tend to ']),
        ('en', 'moderately', ['moderately ', 'reasonably ']),
        ('en', 'slightly', ['slightly ', 'a little ']),
        ('en', 'not so', ['not so ', 'not very ', 'not really ', 'not too ', 'not that ', 'not ']),
        ('en', 'not at all', ['not at all ']),
        ('de', 'extremely', ['äußerst ', 'extrem ']),
        ('de', 'very', ['sehr ', 'vollkommen ', 'völlig ', 'absolut ', 'voll und ganz ']),
        ('de', 'somewhat', ['eher ', 'ziemlich ', 'relativ ']),
        ('de', 'moderately', ['einigermaßen ', 'mäßig ']),
        (
            'de', 'not so',
            ['nicht so ', 'weniger ', 'kaum ', 'eher nicht ', 'nicht sehr ', 'nicht ']
        ),
        ('de', 'not at all', ['gar nicht ', 'überhaupt nicht ']),
        ('fr', 'extremely', ['extrêmement ']),
        ('fr', 'very', ['très ', 'tout à fait ', 'totalement ', 'parfaitement ', 'entièrement ']),
        ('fr', 'somewhat', ['plutôt ', 'assez ']),
        ('fr', 'moderately', ['moyennement ']),
        (
            'fr', 'not so',
            ['pas vraiment ', 'peu ', 'pas très ', 'pas tellement ', 'plutôt pas ', 'pas ']
        ),
        ('fr', 'not at all', ['pas du tout ', 'très peu ', 'absolument pas ']),
        ('es', 'extremely', ['extremadamente ']),
        ('es', 'very', ['muy ', 'totalmente ', 'completamente ', 'plenamente ']),
        ('es', 'somewhat', ['bastante ', 'algo ', 'más bien ', 'parcialmente ']),
        ('es', 'moderately', ['moderadamente ']),
        ('es', 'not so', ['poco ', 'no muy ', 'no ']),
        ('es', 'not at all', ['nada ', 'para nada ', 'muy poco ']),
        ('it', 'extremely', ['estremamente ']),
        ('it', 'very', ['molto ', 'completamente ', 'totalmente ', 'pienamente ', 'del tutto ']),
        ('it', 'somewhat', ['abbastanza ', 'piuttosto ', 'parzialmente ']),
        ('it', 'moderately', ['moderatamente ']),
        ('it', 'not so', ['poco ', 'non molto ', 'non ']),
        ('it', 'not at all', ['per niente ', 'per nulla ', 'molto poco ']),
        ('nl', 'extremely', ['uiterst ', 'extreem ']),
        ('nl', 'very', ['zeer ', 'heel ', 'helemaal ', 'volledig ', 'erg ']),
        ('nl', 'somewhat', ['enigszins ', 'redelijk ', 'vrij ', 'tamelijk ', 'een beetje ']),
        ('nl', 'not so', ['niet zo ', 'niet echt ', 'niet erg ', 'weinig ', 'niet ']),
        ('nl', 'not at all', ['helemaal niet ', 'totaal niet ']),
        ('da', 'extremely', ['ekstremt ', 'yderst ']),
        ('da', 'very', ['meget ', 'helt ', 'fuldt ud ', 'fuldstændig ']),
        ('da', 'somewhat', ['overvejende ', 'ret ', 'delvist ', 'nogenlunde ']),
        ('da', 'slightly', ['lidt ']),
        ('da', 'not so', ['ikke særlig ', 'ikke så ', 'mindre ', 'ikke ']),
        ('da', 'not at all', ['slet ikke ', 'overhovedet ikke ']),
        ('pt', 'extremely', ['extremamente ']),
        ('pt', 'very', ['muito ', 'totalmente ', 'completamente ', 'plenamente ']),
        ('pt', 'somewhat', ['bastante ', 'parcialmente ']),
        ('pt', 'moderately', ['razoavelmente ', 'moderadamente ', 'mais ou menos ']),
        ('pt', 'slightly', ['um pouco ']),
        ('pt', 'not so', ['pouco ', 'não muito ', 'não ']),
        ('pt', 'not at all', ['nada ', 'muito pouco '])
    ) as listed (language, degree, adverbs)

),

quality as (

    select
        listed.language,
        listed.is_good,
        unnest(listed.qualities) as quality
    from (
        values
        (
            'en', true,
            [
                'satisfied', 'likely', 'easy', 'happy', 'agree', 'pleased', 'helpful', 'friendly',
                'clean', 'quick', 'quickly', 'fast', 'professional', 'responsive', 'knowledgeable',
                'polite', 'attentive', 'welcoming', 'comfortable', 'convenient', 'effective',
                'useful', 'well', 'pleasant', 'enjoyable', 'clear'
            ]
        ),
        (
            'en', false,
            [
                'dissatisfied', 'unsatisfied', 'unlikely', 'difficult', 'hard', 'unhappy',
                'disagree', 'displeased', 'unhelpful', 'unfriendly', 'dirty', 'slow', 'slowly',
                'rude', 'unprofessional', 'uncomfortable', 'inconvenient', 'unpleasant'
            ]
        ),
        ('de', true, ['zufrieden', 'wahrscheinlich', 'einfach', 'leicht', 'glücklich']),
        (
            'de', false,
            ['unzufrieden', 'unwahrscheinlich', 'schwierig', 'schwer', 'unglücklich']
        ),
        (
            'fr', true,
            [
                'satisfait', 'satisfaite', 'satisfaits', 'content', 'contente', 'probable',
                'facile', 'd''accord', 'heureux', 'heureuse'
            ]
        ),
        (
            'fr', false,
            [
                'insatisfait', 'insatisfaite', 'mécontent', 'mécontente', 'improbable', 'difficile',
                'en désaccord'
            ]
        ),
        (
            'es', true,
            [
                'satisfecho', 'satisfecha', 'contento', 'contenta', 'probable', 'fácil',
                'de acuerdo', 'feliz'
            ]
        ),
        (
            'es', false,
            [
                'insatisfecho', 'insatisfecha', 'descontento', 'descontenta', 'improbable',
                'difícil', 'en desacuerdo'
            ]
        ),
        (
            'it', true,
            [
                'soddisfatto', 'soddisfatta', 'contento', 'contenta', 'probabile', 'facile',
                'd''accordo', 'felice'
            ]
        ),
        (
            'it', false,
            [
                'insoddisfatto', 'insoddisfatta', 'scontento', 'scontenta', 'improbabile',
                'difficile', 'in disaccordo'
            ]
        ),
        (
            'nl', true,
            ['tevreden', 'waarschijnlijk', 'gemakkelijk', 'makkelijk', 'eens', 'mee eens', 'blij']
        ),
        (
            'nl', false,
            ['ontevreden', 'onwaarschijnlijk', 'moeilijk', 'lastig', 'oneens', 'mee oneens']
        ),
        ('da', true, ['tilfreds', 'sandsynligt', 'sandsynlig', 'nemt', 'let', 'enig', 'glad']),
        (
            'da', false,
            ['utilfreds', 'usandsynligt', 'usandsynlig', 'svært', 'besværligt', 'uenig']
        ),
        (
            'pt', true,
            ['satisfeito', 'satisfeita', 'contente', 'provável', 'fácil', 'de acordo', 'feliz']
        ),
        (
            'pt', false,
            [
                'insatisfeito', 'insatisfeita', 'descontente', 'improvável', 'difícil',
                'em desacordo'
            ]
        )
    ) as listed (language, is_good, qualities)

),

phrase as (

    select
        listed.degree,
        unnest(listed.phrases) as phrase
    from (
        values
        (
            'excellent',
            [
                'excellent', 'outstanding', 'exceptional', 'amazing', 'fantastic', 'awesome',
                'perfect', 'superb', 'ausgezeichnet', 'hervorragend', 'exzellent', 'perfekt',
                'parfait', 'excelente', 'perfecto', 'eccellente', 'ottimo', 'ottima', 'perfetto',
                'uitstekend', 'perfect', 'fremragende', 'ótimo', 'ótima', 'perfeito'
            ]
        ),
        (
            'very good',
            [
                'very good', 'great', 'sehr gut', 'très bien', 'très bon', 'très bonne',
                'muy bueno', 'muy buena', 'muy bien', 'molto buono', 'molto buona', 'molto bene',
                'zeer goed', 'heel goed', 'meget god', 'meget godt', 'muito bom', 'muito boa',
                'muito bem'
            ]
        ),
        (
            'good',
            [
                'good', 'gut', 'bien', 'bon', 'bonne', 'bueno', 'buena', 'buono', 'buona', 'bene',
                'goed', 'god', 'godt', 'bom', 'boa', 'bem'
            ]
        ),
        (
            'fair',
            [
                'fair', 'ok', 'okay', 'average', 'acceptable', 'satisfactory', 'so-so', 'so so',
                'not bad', 'adequate', 'befriedigend', 'durchschnittlich', 'mittel', 'akzeptabel',
                'mittelmäßig', 'correct', 'passable', 'moyen', 'moyenne', 'assez bien', 'regular',
                'aceptable', 'discreto', 'discreta', 'sufficiente', 'redelijk', 'matig',
                'voldoende', 'gemiddeld', 'nogenlunde', 'middel', 'acceptabel', 'razoável'
            ]
        ),
        (
            'poor',
            [
                'poor', 'bad', 'below average', 'unsatisfactory', 'schlecht', 'mangelhaft',
                'mauvais', 'mauvaise', 'médiocre', 'insuffisant', 'malo', 'mala', 'mal',
                'scarso', 'scarsa', 'cattivo', 'cattiva', 'insufficiente', 'slecht', 'onvoldoende',
                'dårlig', 'dårligt', 'ruim', 'mau', 'má'
            ]
        ),
        (
            'very poor',
            [
                'very poor', 'very bad', 'terrible', 'horrible', 'awful', 'sehr schlecht',
                'ungenügend', 'très mauvais', 'très mauvaise', 'muy malo', 'muy mala', 'muy mal',
                'pésimo', 'pésima', 'molto cattivo', 'pessimo', 'pessima', 'zeer slecht',
                'heel slecht', 'meget dårlig', 'meget dårligt', 'muito ruim', 'muito mau',
                'péssimo', 'péssima'
            ]
        ),
        ('extremely', ['extremely']),
        (
            'very',
            [
                'very', 'definitely', 'definitely yes', 'yes, definitely', 'exceeded expectations',
                'exceeded my expectations', 'above expectations', 'stimme voll und ganz zu',
                'stimme voll zu', 'stimme völlig zu', 'trifft voll zu', 'trifft voll und ganz zu',
                'concordo totalmente', 'concordo plenamente',
                '😀', '😃', '😄', '😁', '😆', '😊', '😍', '🤩', '🥰', '👍', ':d', ':-d'
            ]
        ),
        (
            'plain',
            [
                'probably', 'probably yes', 'stimme zu', 'trifft zu', 'concordo', '🙂', '😌', ':)',
                ':-)'
            ]
        ),
        (
            'somewhat',
            [
                'somewhat', 'stimme eher zu', 'trifft eher zu', 'concordo parcialmente',
                'concordo em parte'
            ]
        ),
        (
            'neutral',
            [
                'neutral', 'neither', 'mixed', 'might or might not', 'met expectations',
                'as expected', 'undecided',
                'neither satisfied nor dissatisfied', 'neither agree nor disagree',
                'neither likely nor unlikely', 'neither easy nor difficult', 'neither good nor bad',
                'neither happy nor unhappy', 'teils/teils', 'teils teils', 'teils, teils',
                'weder noch', 'weder zufrieden noch unzufrieden', 'unentschieden',
                'teilweise zufrieden', 'neutre', 'ni satisfait ni insatisfait',
                'ni satisfaite ni insatisfaite', 'ni d''accord ni pas d''accord',
                'ni d''accord, ni pas d''accord', 'ni en accord ni en désaccord',
                'ni satisfecho ni insatisfecho', 'ni satisfecha ni insatisfecha',
                'ni de acuerdo ni en desacuerdo', 'indiferente', 'neutro', 'neutra',
                'né soddisfatto né insoddisfatto', 'né soddisfatta né insoddisfatta',
                'né d''accordo né in disaccordo', 'neutrale', 'indifferente', 'neutraal',
                'niet tevreden en niet ontevreden', 'niet tevreden, niet ontevreden',
                'noch tevreden noch ontevreden', 'noch mee eens noch mee oneens',
                'niet mee eens en niet mee oneens', 'hverken eller', 'hverken/eller',
                'hverken tilfreds eller utilfreds', 'hverken enig eller uenig',
                'nem satisfeito nem insatisfeito', 'nem satisfeita nem insatisfeita',
                'nem concordo nem discordo', '😐', '😑', '😶', ':|', ':-|'
            ]
        ),
        (
            'somewhat not',
            [
                'stimme eher nicht zu', 'trifft eher nicht zu', 'discordo parcialmente',
                'discordo em parte'
            ]
        ),
        ('not so', ['not really', 'not very']),
        ('not at all', ['not at all', 'überhaupt nicht', 'gar nicht', 'pas du tout', 'slet ikke']),
        (
            'plain not',
            [
                'probably not', 'below expectations', 'did not meet expectations',
                'stimme nicht zu', 'trifft nicht zu', 'discordo',
                '🙁', '☹', '😕', '😟', '😞', '😔', ':(', ':-('
            ]
        ),
        (
            'very not',
            [
                'definitely not', 'stimme überhaupt nicht zu', 'stimme gar nicht zu',
                'trifft überhaupt nicht zu', 'trifft gar nicht zu', 'discordo totalmente',
                'discordo completamente', '😡', '😠', '🤬', '😢', '😭', '😩', '😤', '👎'
            ]
        )
    ) as listed (degree, phrases)

),

word as (

    select
        adverb.adverb || quality.quality as word,
        case
            when quality.is_good then adverb.degree
            when adverb.degree in ('extremely', 'very') then 'very not'
            when adverb.degree in ('somewhat', 'moderately', 'slightly') then 'somewhat not'
        end as degree
    from adverb
    inner join quality on adverb.language = quality.language
    union all
    select
        quality as word,
        case when is_good then 'plain' else 'plain not' end as degree
    from quality
    union all
    select
        phrase as word,
        degree
    from phrase

)

select
    plain_answer(word) as word,
    min(degree) as degree
from word
where degree is not null
group by plain_answer(word);

-- How strongly an answer in words says it: "Très satisfait" -> very; null where it says no degree.
create or replace macro degree_of(answer) as (
    select words.degree
    from degree_words() as words
    where words.word = plain_answer(answer)
);

-- A degree on a ladder of degrees. The usual one has five steps, with "very" or "excellent" at its
-- top; see ladder_of.
create or replace macro score_of_degree(degree, ladder) as
    case
        when ladder = 'seven' then case degree
            when 'extremely' then 7
            when 'very' then 7
            when 'plain' then 6
            when 'somewhat' then 5
            when 'slightly' then 5
            when 'neutral' then 4
            when 'somewhat not' then 3
            when 'not so' then 3
            when 'plain not' then 2
            else 1
        end
        when ladder = 'from extremely' then case degree
            when 'extremely' then 5
            when 'very' then 4
            when 'plain' then 4
            when 'somewhat' then 3
            when 'moderately' then 3
            when 'slightly' then 2
            when 'not so' then 2
            else 1
        end
        when ladder like 'to poor%' and degree = 'very good' then 4
        when ladder = 'to poor, five' and degree = 'good' then 3
        when ladder like 'to poor%' and degree = 'fair' then 2
        when ladder like 'to poor%' and degree = 'poor' then 1
        when degree in ('excellent', 'extremely', 'very good', 'very') then 5
        when degree in ('good', 'plain', 'somewhat', 'moderately', 'slightly') then 4
        when degree in ('fair', 'neutral') then 3
        when degree in ('poor', 'plain not', 'somewhat not', 'not so') then 2
        when degree is not null then 1
    end;

-- Which ladder a question's answers stand on, from the degrees that occur among them.
create or replace macro ladder_of(degrees) as
    case
        when
            list_contains(degrees, 'excellent')
            and list_has_any(degrees, ['fair', 'poor', 'good'])
            and not list_contains(degrees, 'very poor')
            then case
                when list_contains(degrees, 'very good') then 'to poor, five' else 'to poor, four'
            end
        when
            list_contains(degrees, 'extremely')
            and not list_has_any(
                degrees, ['plain', 'neutral', 'somewhat not', 'plain not', 'very not']
            )
            then 'from extremely'
        when
            list_has_all(degrees, ['plain', 'somewhat', 'neutral'])
            or list_has_all(degrees, ['plain not', 'somewhat not'])
            then 'seven'
        else 'usual'
    end;

-- A score in figures or stars, with its scale where the answer itself says it: 4, 4/5, 8 out of 10,
-- 5 stars, FIVE, ★★★★☆, 85 %, 5 - Very likely, Very likely (10); null where it is none.
create or replace macro score_in_figures(answer) as (
    select
        case
            when regexp_full_match(found.plain, '[+-]?\d{1,7}([.,]\d{1,2})?')
                then {
                    'score': try_cast(replace(found.plain, ',', '.') as decimal(9, 2)),
                    'scale_low': null::integer,
                    'scale_high': null::integer
                }
            when regexp_full_match(found.plain, '[★☆⭐✩✭✮✪ ]+')
                then {
                    'score': try_cast(
                        case
                            when found.full_stars > 0 then found.full_stars else found.empty_stars
                        end as decimal(9, 2)
                    ),
                    'scale_low': 1,
                    'scale_high': case
                        when found.full_stars > 0 and found.empty_stars > 0
                            then found.full_stars + found.empty_stars
                        else greatest(5, found.full_stars, found.empty_stars)
                    end
                }
            when found.of_scale['high'] != ''
                then {
                    'score': try_cast(replace(found.of_scale['score'], ',', '.') as decimal(9, 2)),
                    'scale_low': if(try_cast(found.of_scale['high'] as integer) < 10, 1, 0),
                    'scale_high': try_cast(found.of_scale['high'] as integer)
                }
            when found.stars != ''
                then {
                    'score': try_cast(replace(found.stars, ',', '.') as decimal(9, 2)),
                    'scale_low': 1,
                    'scale_high': 5
                }
            when found.percent != ''
                then {
                    'score': try_cast(replace(found.percent, ',', '.') as decimal(9, 2)),
                    'scale_low': 0,
                    'scale_high': 100
                }
            when found.number_word is not null
                then {
                    'score': try_cast(1 + (found.number_word - 1) % 5 as decimal(9, 2)),
                    'scale_low': 1,
                    'scale_high': 5
                }
            when found.labelled != ''
                then {
                    'score': try_cast(found.labelled as decimal(9, 2)),
                    'scale_low': null::integer,
                    'scale_high': null::integer
                }
        end
    from (
        select
            plain_answer(answer) as plain,
            length(regexp_replace(answer, '[^★⭐✭✮✪]', '', 'g')) as full_stars,
            length(regexp_replace(answer, '[^☆✩]', '', 'g')) as empty_stars,
            regexp_extract(
                plain_answer(answer),
                '^(\d{1,3}(?:[.,]\d{1,2})?) ?(?:/|out of|of|von|sur|de|su|van(?: de)?'
                || '|(?:ud )?af|em)'
                || ' ?(3|4|5|6|7|10|20|100)(?: ?[^\d\s]{3,12})?$',
                ['score', 'high']
            ) as of_scale,
            regexp_extract(
                plain_answer(answer),
                '^(\d(?:[.,]\d{1,2})?) ?-? ?(?:[★⭐]|stars?|sterne?|etoiles?|estrellas?|stell[ae]'
                || '|sterren|ster|stjerner?|estrelas?)$',
                1
            ) as stars,
            regexp_extract(
                plain_answer(answer),
                '^(\d{1,3}(?:[.,]\d{1,2})?) ?(?:%|percent|prozent|procent)$', 1
            ) as percent,
            list_position(
                [
                    'one', 'two', 'three', 'four', 'five', 'eins', 'zwei', 'drei', 'vier', 'funf',
                    'un', 'deux', 'trois', 'quatre', 'cinq', 'uno', 'dos', 'tres', 'cuatro',
                    'cinco', 'ein', 'due', 'tre', 'quattro', 'cinque', 'een', 'twee', 'drie',
                    'vier', 'vijf', 'en', 'to', 'tre', 'fire', 'fem', 'um', 'dois', 'tres',
                    'quatro', 'cinco'
                ],
                regexp_replace(
                    plain_answer(answer),
                    '[ -](?:stars?|sterne?|etoiles?|estrellas?|stell[ae]|sterren|ster|stjerner?'
                    || '|estrelas?)$',
                    ''
                )
            ) as number_word,
            concat(
                regexp_extract(
                    plain_answer(answer), '^(\d|10) ?[-–—=:.)(] ?[^\d\s(][^\d]{1,58}$', 1
                ),
                regexp_extract(
                    plain_answer(answer), '^[^\d]{2,58}[^\d\s] ?[-–—=:(] ?(\d|10)\)?$', 1
                )
            ) as labelled
    ) as found
);

-- The word of an answer that tells its degree: without a figure before it, and the smiley alone
-- where words follow it.
create or replace macro lone_word(answer) as
    case
        when
            regexp_matches(
                plain_answer(answer), '^[😀😃😄😁😆😊😍🤩🥰👍🙂😌😐😑😶🙁☹😕😟😞😔😡😠🤬😢😭😩😤👎]'
            )
            then left(plain_answer(answer), 1)
        else regexp_replace(plain_answer(answer), '^(\d|10) ', '')
    end;

-- The figure before a word: "5 Very satisfied" -> 5.
create or replace macro number_before(answer) as
    try_cast(regexp_extract(plain_answer(answer), '^(\d|10) ', 1) as decimal(9, 2));

-- A single answer as a score: {score, scale_low, scale_high}; null where it is none. The scale is
-- null for a bare number, which says nothing of it; words and smileys are steps from 1 to 5. The
-- other answers to the same question may change both: see survey_responses.
create or replace macro read_score(answer) as (
    select
        case
            when found.figure is not null then found.figure
            when found.degree is null then null
            when found.number is not null
                then {
                    'score': found.number,
                    'scale_low': null::integer,
                    'scale_high': null::integer
                }
            else {
                'score': score_of_degree(found.degree, 'usual')::decimal(9, 2),
                'scale_low': 1,
                'scale_high': 5
            }
        end
    from (
        select
            score_in_figures(answer) as figure,
            degree_of(lone_word(answer)) as degree,
            number_before(answer) as number
    ) as found
);

-- A score from a scale that ends at scale_high, on one that runs from 1 to 5. Of 10 and of 100 it is
-- halved, or divided by 20, and rounded up: 9 and 10 are 5, 7 and 8 are 4.
create or replace macro score_of_five(score, scale_high) as
    case
        when scale_high = 5 then greatest(score, 1)
        when scale_high in (10, 20, 100) then greatest(ceil(score * 5 / scale_high), 1)
        else greatest(round(1 + 4 * (score - 1) / (scale_high - 1)), 1)
    end;

-- Whether a score is a step of its scale. In hundredths every value is one.
create or replace macro score_fits(score, scale_low, scale_high) as
    score between scale_low and scale_high and (score = floor(score) or scale_high = 100);
