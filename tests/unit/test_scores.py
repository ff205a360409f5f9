"""What people answer to surveys (queries/macros/scores.sql and surveys.sql)."""

import duckdb
import pytest

from regulars.settings import PROJECT_DIR

MACROS = ("scores", "rejections", "surveys")


@pytest.fixture(scope="module")
def macros():
    """A database with nothing but the macros."""
    connection = duckdb.connect()
    connection.execute("set threads = 1")
    # With a handful of rows planning takes far longer than running.
    connection.execute("pragma disable_optimizer")
    for name in MACROS:
        path = PROJECT_DIR / "queries" / "macros" / f"{name}.sql"
        connection.execute(path.read_text(encoding="utf-8"))
    yield connection
    connection.close()


@pytest.fixture
def value(macros):
    """value("read_score($1)", "4/5"): what an expression gives."""

    def calculate(expression: str, *given):
        return macros.execute(f"select {expression}", list(given)).fetchall()[0][0]

    return calculate


@pytest.fixture
def responses(macros):
    """responses({question: answers}, "metric score"): these columns of each response, in order."""

    def find(asked: dict[str, list[str | None]], columns: str = "metric score"):
        names = ", ".join(f'"{question}" varchar' for question in asked)
        macros.execute(f"create or replace temp table asked (row_number bigint, {names})")
        marks = ", ".join("?" * (len(asked) + 1))
        rows = list(zip(*asked.values(), strict=True))
        macros.executemany(
            f"insert into asked values ({marks})",
            [[number, *row] for number, row in enumerate(rows, start=2)],
        )
        given = macros.execute(
            f"select {', '.join(columns.split())} from survey_responses(asked) "
            "order by row_number, question"
        ).fetchall()
        return [
            tuple(
                int(one) if columns.split()[place] == "score" and one is not None else one
                for place, one in enumerate(row)
            )
            for row in given
        ]

    return find


def score(value, text: str):
    read = value("read_score($1)", text)
    if read is None:
        return None
    return float(read["score"]), read["scale_low"], read["scale_high"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("4", (4, None, None)),
        (" 10 ", (10, None, None)),
        ("3,5", (3.5, None, None)),
        ("-1", (-1, None, None)),
        ("4/5", (4, 1, 5)),
        ("4 / 5", (4, 1, 5)),
        ("4 out of 5", (4, 1, 5)),
        ("4 out of 5 stars", (4, 1, 5)),
        ("8/10", (8, 0, 10)),
        ("8 von 10", (8, 0, 10)),
        ("12 sur 20", (12, 0, 20)),
        ("6 de 7", (6, 1, 7)),
        ("85%", (85, 0, 100)),
        ("85 %", (85, 0, 100)),
        ("5 stars", (5, 1, 5)),
        ("1 Star", (1, 1, 5)),
        ("5-star", (5, 1, 5)),
        ("five stars", (5, 1, 5)),
        ("FIVE", (5, 1, 5)),
        ("ONE", (1, 1, 5)),
        ("★★★★☆", (4, 1, 5)),
        ("★☆☆☆☆", (1, 1, 5)),
        ("★★★", (3, 1, 5)),
        ("⭐⭐⭐", (3, 1, 5)),
        ("⭐️⭐️", (2, 1, 5)),
        ("★★★★★★★☆☆☆", (7, 1, 10)),
        ("4 ★", (4, 1, 5)),
        ("5 - Very likely", (5, None, None)),
        ("0 = Not at all likely", (0, None, None)),
        ("10 (extremely likely)", (10, None, None)),
        ("Extremely likely - 10", (10, None, None)),
        ("Very likely (5)", (5, None, None)),
        ("3: sometimes", (3, None, None)),
        ("5 Very satisfied", (5, None, None)),
        ("😀", (5, 1, 5)),
        ("🙂", (4, 1, 5)),
        ("😐", (3, 1, 5)),
        ("🙁", (2, 1, 5)),
        ("☹️", (2, 1, 5)),
        ("😡", (1, 1, 5)),
        ("🙂 Good", (4, 1, 5)),
        (":-)", (4, 1, 5)),
        ("👎", (1, 1, 5)),
    ],
)
def test_figures_stars_and_smileys(value, text, expected):
    assert score(value, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Lovely cake",
        "5 minutes",
        "2 kids",
        "18 - 24",
        "2026-03-02",
        "+1 603 555 0107",
        "ana@example.org",
        "yes",
        "No",
        "N/A",
        "The coffee was very good",
        "#5",
    ],
)
def test_what_is_no_score(value, text):
    assert score(value, text) is None


# From best to worst; steps of 5.
LADDERS = {
    "English": "Very satisfied | Satisfied | Neither satisfied nor dissatisfied | Dissatisfied "
    "| Very dissatisfied",
    "English, agreeing": "Strongly agree | Agree | Neither agree nor disagree | Disagree "
    "| Strongly disagree",
    "English, likely": "Very likely | Likely | Neutral | Unlikely | Very unlikely",
    "English, easy": "Very easy | Easy | Neither easy nor difficult | Difficult | Very difficult",
    "English, grades": "Very good | Good | Average | Bad | Very bad",
    "English, certain": "Definitely | Probably | Might or might not | Probably not "
    "| Definitely not",
    "German": "Sehr zufrieden | Zufrieden | Teils/teils | Unzufrieden | Sehr unzufrieden",
    "German, agreeing": "Stimme voll und ganz zu | Stimme eher zu | Teils, teils "
    "| Stimme eher nicht zu | Stimme überhaupt nicht zu",
    "German, grades": "Sehr gut | Gut | Mittelmäßig | Schlecht | Sehr schlecht",
    "French": "Très satisfait | Satisfait | Ni satisfait ni insatisfait | Insatisfait "
    "| Très insatisfait",
    "French, feminine": "Tout à fait satisfaite | Plutôt satisfaite | Neutre "
    "| Plutôt insatisfaite | Pas du tout satisfaite",
    "French, agreeing": "Tout à fait d'accord | Plutôt d'accord | Ni d'accord ni pas d'accord "
    "| Plutôt pas d'accord | Pas du tout d’accord",
    "Spanish": "Muy satisfecho | Satisfecho | Ni satisfecho ni insatisfecho | Insatisfecho "
    "| Muy insatisfecho",
    "Spanish, agreeing": "Totalmente de acuerdo | De acuerdo | Neutral | En desacuerdo "
    "| Totalmente en desacuerdo",
    "Spanish, grades": "Muy bueno | Bueno | Regular | Malo | Muy malo",
    "Italian": "Molto soddisfatto | Soddisfatto | Né soddisfatto né insoddisfatto "
    "| Insoddisfatto | Molto insoddisfatto",
    "Italian, others": "Molto soddisfatta | Abbastanza soddisfatta | Neutrale "
    "| Poco soddisfatta | Per niente soddisfatta",
    "Dutch": "Zeer tevreden | Tevreden | Neutraal | Ontevreden | Zeer ontevreden",
    "Dutch, agreeing": "Helemaal mee eens | Mee eens | Neutraal | Mee oneens | Helemaal mee oneens",
    "Danish": "Meget tilfreds | Tilfreds | Hverken tilfreds eller utilfreds | Utilfreds "
    "| Meget utilfreds",
    "Danish, agreeing": "Helt enig | Enig | Hverken/eller | Uenig | Helt uenig",
    "Portuguese": "Muito satisfeito | Satisfeito | Nem satisfeito nem insatisfeito "
    "| Insatisfeito | Muito insatisfeito",
    "Portuguese, agreeing": "Concordo totalmente | Concordo | Nem concordo nem discordo "
    "| Discordo | Discordo totalmente",
    "smileys": "😀 | 🙂 | 😐 | 🙁 | 😡",
}


@pytest.mark.parametrize("language", LADDERS)
def test_words_are_steps_from_5_to_1(value, language):
    words = [word.strip() for word in LADDERS[language].split("|")]
    written = words + [f" {word.upper()}. " for word in words]
    read = value(
        "map_from_entries(list((word, read_score(word)))) from unnest($1) as word", written
    )
    assert [(read[word]["score"], read[word]["scale_high"]) for word in written] == 2 * [
        (5, 5),
        (4, 5),
        (3, 5),
        (2, 5),
        (1, 5),
    ]


@pytest.mark.parametrize(
    ("answers", "scores"),
    [
        ("Excellent | Very good | Good | Fair | Poor", (5, 4, 3, 2, 1)),
        ("Excellent | Good | Fair | Poor", (5, 4, 2, 1)),
        ("Very good | Good | Fair | Poor | Very poor", (5, 4, 3, 2, 1)),
        ("Excellent | Good | Fair | Poor | Terrible", (5, 4, 3, 2, 1)),
        (
            "Extremely friendly | Very friendly | Somewhat friendly | Not so friendly "
            "| Not at all friendly",
            (5, 4, 3, 2, 1),
        ),
        (
            "Very satisfied | Somewhat satisfied | Not very satisfied | Not at all satisfied",
            (5, 4, 2, 1),
        ),
        ("Ausgezeichnet | Sehr gut | Gut | Befriedigend | Schlecht", (5, 4, 3, 2, 1)),
        ("Excelente | Muy bueno | Bueno | Regular | Malo", (5, 4, 3, 2, 1)),
        (
            "Strongly agree | Agree | Somewhat agree | Neutral | Somewhat disagree | Disagree "
            "| Strongly disagree",
            (5, 4, 4, 3, 2, 2, 1),
        ),
    ],
)
def test_the_other_answers_say_which_ladder_a_word_stands_on(responses, answers, scores):
    words = [word.strip() for word in answers.split("|")]
    assert responses({"How was the room?": words}) == [("csat", one) for one in scores]


@pytest.mark.parametrize(
    "question",
    [
        "How likely are you to recommend us to a friend?",
        "Würden Sie uns weiterempfehlen?",
        "Nous recommanderiez-vous à un ami ?",
        "¿Recomendaría nuestro café a un amigo?",
        "¿Nos recomiendas?",
        "Ci consiglieresti a un amico?",
        "Zou u ons aanbevelen bij vrienden?",
        "Hvor sandsynligt er det, at du vil anbefale os?",
        "Você nos recomendaria a um amigo?",
    ],
)
def test_recommending_of_ten_is_nps_in_each_language(responses, question):
    assert responses({question: ["9", "0", "3"]}, "touchpoint metric score") == [
        ("overall", "nps", 9),
        ("overall", "nps", 0),
        ("overall", "nps", 3),
    ]


MANY = [str(1 + place % 5) for place in range(25)]


@pytest.mark.parametrize(
    ("question", "answers", "metric", "scores"),
    [
        ("How was it?", ["4", "5"], "csat", (4, 5)),
        ("How was it?", ["8", "10", "3", "1"], "csat", (4, 5, 2, 1)),
        ("How satisfied are you? (1-10)", ["5", "2"], "csat", (3, 1)),
        ("Satisfaction, from 1 (bad) to 7 (great)", ["7", "4", "1"], "csat", (5, 3, 1)),
        ("Satisfaction out of 10", ["4", "2"], "csat", (2, 1)),
        ("How was it?", ["80%", "100%", "15%"], "csat", (4, 5, 1)),
        ("Would you recommend us? (1-5)", ["5", "1"], "csat", (5, 1)),
        ("Would you recommend us?", ["5/5", "1/5"], "csat", (5, 1)),
        ("Would you recommend us?", ["8/10", "10/10"], "nps", (8, 10)),
        ("How much effort was it?", ["7", "2"], "ces", (7, 2)),
        ("Wie einfach war die Buchung?", ["6", "2"], "ces", (6, 2)),
        ("How easy was it to book? (1-5)", ["5", "2"], "csat", (5, 2)),
        ("How easy was it to book?", ["Very easy", "Difficult"], "csat", (5, 2)),
        (
            "You made it easy for me",
            ["Strongly agree", "Agree", "Somewhat agree", "Neutral"],
            "ces",
            (7, 6, 5, 4),
        ),
        ("Star rating", ["4", "5"], "stars", (4, 5)),
        ("How was it?", ["★★★★☆", "★"], "stars", (4, 1)),
        ("How was it?", ["5 stars", "1 star"], "stars", (5, 1)),
        ("Rating", ["FIVE", "TWO"], "stars", (5, 2)),
    ],
)
def test_wording_and_range_decide_the_metric(responses, question, answers, metric, scores):
    assert responses({question: answers}) == [(metric, one) for one in scores]


def test_many_answers_below_a_scales_end_say_that_it_ends_there(responses):
    few, many = MANY[:5], MANY
    assert {metric for metric, _ in responses({"Would you recommend us?": few})} == {"nps"}
    assert {metric for metric, _ in responses({"Would you recommend us?": many})} == {"csat"}
    assert {metric for metric, _ in responses({"How easy was it?": few})} == {"ces"}
    assert {metric for metric, _ in responses({"How easy was it?": many})} == {"csat"}
    up_to_seven = [str(1 + place % 7) for place in range(28)]
    assert responses({"How was it?": up_to_seven})[:7] == [
        ("csat", one) for one in (1, 2, 2, 3, 4, 4, 5)
    ]


def test_a_score_outside_its_scale_is_named(responses):
    assert responses(
        {"Would you recommend us?": ["11", "9"], "How was it?": ["4", "3.5"]},
        "metric reason.code reason.column_name reason.cell reason.detail",
    ) == [
        ("csat", "score_outside", "Would you recommend us?", "11", "0-10"),
        ("nps", "score_outside", "Would you recommend us?", "11", "0-10"),
        ("csat", "score_outside", "How was it?", "3.5", "1-5"),
        ("nps", "score_outside", "How was it?", "3.5", "1-5"),
    ]


def test_a_word_among_scores_is_named_and_one_among_words_is_a_comment(responses):
    assert responses(
        {"How was it?": ["5", "4", "3", "so la la", "5"]},
        "reason.code reason.column_name reason.cell",
    )[3] == ("no_score", "How was it?", "so la la")
    words = [*["Very satisfied", "Satisfied"] * 5, "It rained"]
    assert responses({"How was it?": words}, "metric score comment")[-1] == (
        "comment",
        None,
        "It rained",
    )


@pytest.mark.parametrize(
    "nothing",
    [
        "N/A",
        "n.a.",
        "-",
        "Prefer not to say",
        "Don’t know",
        "Keine Angabe",
        "Ne se prononce pas",
        "No aplica",
        "Preferisco non rispondere",
        "N.v.t.",
        "Ved ikke",
        "Não se aplica",
    ],
)
def test_no_answer_is_neither_a_score_nor_a_comment(responses, nothing):
    asked = {"How was it?": ["4", nothing, nothing], "More?": [nothing, "Nice", nothing]}
    assert responses(asked, "metric score comment reason.code") == [
        ("csat", 4, None, None),
        ("comment", None, "Nice", None),
        (None, None, None, "nothing_answered"),
    ]


@pytest.mark.parametrize(
    ("question", "answers"),
    [
        ("How old are you?", ["34", "5"]),
        ("Combien de personnes ?", ["2", "4"]),
        ("Postcode", ["10115", "10117"]),
        ("Which number?", ["120", "340"]),
        ("Would you come again?", ["Yes", "No"]),
        ("How did you hear about us?", ["Friends", "Google"]),
        ("What did you buy?: Coffee", ["Coffee", "Coffee"]),
    ],
)
def test_counts_and_choices_are_neither_scores_nor_comments(responses, question, answers):
    both = {"How was it?": ["4", "5"], question: answers}
    assert responses(both, "question metric score comment") == [
        ("How was it?", "csat", 4, None),
        ("How was it?", "csat", 5, None),
    ]
    assert responses({question: answers}, "metric comment") == [
        ("comment", answer) for answer in answers
    ]


def test_short_praise_under_comments_stays_a_comment(responses):
    asked = {"How was it?": ["5", "4"], "Comments": ["Great", "Good"]}
    assert responses(asked, "metric comment") == [("csat", "Great"), ("csat", "Good")]


def test_the_comment_stands_once_with_the_recommendation(responses):
    asked = {"How clean?": ["4"], "Would you recommend us?": ["9"], "Why?": ["Ana"], "B": ["So"]}
    assert responses(asked, "metric comment") == [("csat", None), ("nps", "Ana / So")]


@pytest.mark.parametrize(
    ("question", "answer", "column", "found"),
    [
        ("Your e-mail", "ana@example.org", "email", "ana@example.org"),
        ("Contact information: Email", " ana@example.org", "email", "ana@example.org"),
        ("Whom may we write to?", "ana@example.org", "email", "ana@example.org"),
        ("Phone", "603-555-0107", "phone", "603-555-0107"),
        ("Telefonnummer", "030 12345678", "phone", "030 12345678"),
        ("How to reach you", "'+49 30 12345678", "phone", "+49 30 12345678"),
        ("Name", "Ana Bo", "customer_name", "Ana Bo"),
        ("What's your name?", "Ana Bo", "customer_name", "Ana Bo"),
        ("Wie ist Ihr Name?", "Ana Bo", "customer_name", "Ana Bo"),
        ("Votre nom", "Ana Bo", "customer_name", "Ana Bo"),
        ("Customer ID", "K17", "vendor_customer_id", "K17"),
        ("Who served you today?", "Tom", "staff", "Tom"),
        ("Wer hat Sie bedient?", "Tom", "staff", "Tom"),
        ("Which location did you visit?", "Harbor", "location", "Harbor"),
        ("In welcher Filiale waren Sie?", "Mitte", "location", "Mitte"),
    ],
)
def test_who_it_was_may_be_a_question(responses, question, answer, column, found):
    asked = {"How was it?": ["4"], question: [answer]}
    assert responses(asked, f"{column} comment metric") == [(found, None, "csat")]


def test_first_and_last_name_are_one_name(responses):
    asked = {"Last name": ["Bo"], "First name": ["Ana"], "How was it?": ["4"]}
    assert responses(asked, "customer_name") == [("Ana Bo",)]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("IP Address", "203.0.113.7"),
        ("Network ID", "938f4331f1"),
        ("Where from?", "203.0.113.7"),
        ("Where from?", "2001:db8:0:0:1:0:0:1"),
        ("E-mail of a friend", "ben@example.org"),
        ("Name of a friend we may invite", "Ben"),
        ("utm_source", "newsletter"),
    ],
)
def test_machines_and_other_people_leave_no_trace(responses, question, answer):
    asked = {"How was it?": ["4"], question: [answer]}
    assert responses(asked, "email phone customer_name comment metric") == [
        (None, None, None, None, "csat")
    ]
    assert responses({question: [answer]}, "metric reason.code") == [(None, "nothing_answered")]


@pytest.mark.parametrize(
    ("question", "touchpoint"),
    [
        ("How likely are you to recommend us to a friend?", "overall"),
        ("Overall, how was your visit?", "overall"),
        ("How satisfied are you with us?", "overall"),
        ("Star rating", "overall"),
        ("Bewertung", "overall"),
        ("How warmly were you greeted?", "greeting"),
        ("How friendly were our staff?", "greeting"),
        ("Wie freundlich war unser Personal?", "greeting"),
        ("Comment était l'accueil ?", "greeting"),
        ("¿Qué tal la atención?", "greeting"),
        ("Come è stata l'accoglienza?", "greeting"),
        ("Hoe vriendelijk was het personeel?", "greeting"),
        ("Hvor venligt var personalet?", "greeting"),
        ("Como foi o atendimento?", "greeting"),
        ("How quickly were you served?", "speed"),
        ("How long did you wait?", "speed"),
        ("How satisfied are you with the speed of service?", "speed"),
        ("Wie lange mussten Sie warten?", "speed"),
        ("Le temps d'attente", "speed"),
        ("Hoe snel werd u geholpen?", "speed"),
        ("How clean was the café?", "cleanliness"),
        ("Wie sauber war es?", "cleanliness"),
        ("¿Qué tal la limpieza?", "cleanliness"),
        ("Pulizia", "cleanliness"),
        ("Hvor rent var der?", "cleanliness"),
        ("Was it worth the price?", "price"),
        ("Preis-Leistung", "price"),
        ("Rapport qualité-prix", "price"),
        ("How was your appointment made?", "booking"),
        ("Come è andata la prenotazione?", "booking"),
        ("How was your coffee?", "coffee"),
        ("Wie war der Kaffee?", "coffee"),
        ("¿Qué tal el café?", "coffee"),
        ("How was the food?", "product"),
        ("Wie war das Essen?", "product"),
        ("Kvaliteten af maden", "product"),
        ("How did you like the music?", "place"),
        ("Wat vond u van de sfeer?", "place"),
        ("Anything else?", "other"),
    ],
)
def test_what_a_question_is_about(value, question, touchpoint):
    assert value("touchpoint_of($1)", question) == touchpoint


@pytest.mark.parametrize(
    ("question", "low", "high"),
    [
        ("How likely? (0-10)", 0, 10),
        ("From 1 to 5, how was it?", 1, 5),
        ("1 = bad, 7 = great", 1, 7),
        ("Auf einer Skala von 1 bis 10", 1, 10),
        ("Note sur 10", 0, 10),
        ("Rate us out of 5", 1, 5),
        ("How was it?", None, None),
        ("What about 2026?", None, None),
    ],
)
def test_a_question_may_say_its_scale(value, question, low, high):
    scale = value("scale_in_wording($1)", question)
    assert scale == (None if low is None else {"low": low, "high": high})


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("Lovely.", "Lovely."),
        ("(Translated by Google) Great cake\n\n(Original)\nToller Kuchen", "Toller Kuchen"),
        ("Toller Kuchen\n\n(Translated by Google)\nGreat cake", "Toller Kuchen"),
        ("(Übersetzt von Google) Toller Kuchen\n\n(Original)\nGreat cake", "Great cake"),
        ("(Traduit par Google) Super\n\n(Avis d'origine)\nGreat", "Great"),
        ("Nice (and warm)", "Nice (and warm)"),
        ("(Translated by Google)", None),
    ],
)
def test_a_translation_is_no_comment(value, written, kept):
    assert value("review_as_written($1)", written) == kept


@pytest.mark.parametrize(
    ("score", "low", "high", "fits"),
    [
        (0, 0, 10, True),
        (10, 0, 10, True),
        (11, 0, 10, False),
        (-1, 0, 10, False),
        (0, 1, 5, False),
        (6, 1, 5, False),
        (3.5, 1, 5, False),
        (87.5, 0, 100, True),
    ],
)
def test_a_score_fits_its_scale(value, score, low, high, fits):
    assert value("score_fits($1::decimal(6, 2), $2, $3)", score, low, high) is fits
