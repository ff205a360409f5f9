-- Whether two names can be the same person's.

-- "Whitfield, Dr. Dana" -> [dana, whitfield]; titles go, accents and case do not count.
create or replace macro name_words(name) as
    list_filter(
        string_split(
            trim(regexp_replace(
                regexp_replace(
                    regexp_replace(lower(strip_accents(name)), '[''’`]', '', 'g'),
                    '^\s*([^,]+),\s*(.+)$', '\2 \1'
                ),
                '[^\p{L}]+', ' ', 'g'
            )),
            ' '
        ),
        lambda w: w != ''
        and w not in (
            'mr', 'mrs', 'ms', 'miss', 'dr', 'prof', 'herr', 'frau', 'mme', 'mlle', 'monsieur',
            'madame', 'sr', 'sra', 'signor', 'signora'
        )
    );

-- The words in alphabetical order: the same for "Dana Whitfield" and "WHITFIELD Dana".
create or replace macro name_key(name) as array_to_string(list_sort(name_words(name)), ' ');

-- What stands for a name beside a contact that several people share.
create or replace macro named_contact(kind, handle, name) as
    kind || '|' || handle || '|' || name_key(name);

-- The given name that a short form stands for, where one does not begin the other.
create or replace macro full_form(word) as
    case
        when word in ('bob', 'bobby', 'rob', 'robbie') then 'robert'
        when word in ('bill', 'billy', 'will', 'willy') then 'william'
        when word in ('dick', 'rick', 'ricky', 'rich') then 'richard'
        when word in ('jim', 'jimmy', 'jamie') then 'james'
        when word in ('jack', 'johnny', 'jon') then 'john'
        when word in ('mike', 'mick', 'mickey') then 'michael'
        when word in ('tom', 'tommy') then 'thomas'
        when word in ('tony') then 'anthony'
        when word in ('ted', 'teddy', 'ned', 'ed', 'eddie') then 'edward'
        when word in ('chuck', 'charlie') then 'charles'
        when word in ('dave', 'davy') then 'david'
        when word in ('steve', 'steven') then 'stephen'
        when word in ('joe', 'joey') then 'joseph'
        when word in ('nick', 'nicky') then 'nicholas'
        when word in ('andy', 'drew') then 'andrew'
        when word in ('larry') then 'lawrence'
        when word in ('harry', 'hank') then 'henry'
        when word in ('jerry') then 'gerald'
        when word in ('kate', 'katie', 'kathy', 'cathy', 'kat', 'catherine', 'kathryn')
            then 'katherine'
        when word in ('liz', 'lizzie', 'beth', 'betty', 'libby', 'eliza', 'elisabeth')
            then 'elizabeth'
        when word in ('peggy', 'maggie', 'meg', 'greta') then 'margaret'
        when word in ('sue', 'susie', 'suzy') then 'susan'
        when word in ('becky', 'becca') then 'rebecca'
        when word in ('debbie', 'debby') then 'deborah'
        when word in ('jenny', 'jen') then 'jennifer'
        when word in ('mandy') then 'amanda'
        when word in ('sandy') then 'sandra'
        when word in ('patty', 'trish', 'tricia') then 'patricia'
        when word in ('vicky', 'vicki') then 'victoria'
        when word in ('sasha') then 'alexander'
        when word in ('hans') then 'johannes'
        when word in ('sepp') then 'josef'
        else word
    end;

-- "d" and "dana", "rob" and "robert", "jonh" and "john": but not "ana" and "ada".
create or replace macro words_agree(word, other_word) as
    starts_with(word, other_word)
    or starts_with(other_word, word)
    or full_form(word) = full_form(other_word)
    or (
        least(length(word), length(other_word)) > 3
        and damerau_levenshtein(word, other_word) < 2
    );

-- Lists of words, as name_words() gives them. The given names agree, or the shorter name is part of
-- the longer: Dana Whitfield and D. Whitfield, Whitfield, Dana Miller; not Dan Whitfield's Ngozi.
create or replace macro names_agree(words, other_words) as
    words_agree(words[1], other_words[1])
    or len(list_filter(
        case when len(words) < len(other_words) then words else other_words end,
        lambda w: len(list_filter(
            case when len(words) < len(other_words) then other_words else words end,
            lambda v: words_agree(w, v)
        )) = 0
    )) = 0;
