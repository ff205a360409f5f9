"""One customer: who this is, how they come, what they had and said."""

from regulars.web import charts, customer, identity, parts, words
from regulars.web.answers import ask

chosen = parts.open_screen("Customer")
customer_id = parts.chosen_customer()
card = ask("customer/card", chosen, customer_id=customer_id)
if not len(card) and parts.is_shared():
    parts.note("Choose somebody on the screen that was shared with you.")
    parts.stop()
if not len(card):
    customer.search_instead(chosen, customer_id)
    parts.stop()

person = next(card.itertuples(index=False))
if not parts.is_shared():
    customer.keep_address(customer_id)
dark = parts.is_dark()
parts.headline(words.plain(person.customer_name), customer.sentence(person))
parts.figures(customer.figures(person, chosen))

parts.section("The last 12 months", "Each square is a day; the stronger, the more was spent.")
days = ask("customer/days", chosen, customer_id=customer_id)
parts.draw(charts.visit_calendar(days, chosen.as_of, dark=dark), "calendar")

visits = ask("customer/visits", chosen, customer_id=customer_id)
left, right = parts.two_columns()
with left:
    parts.section("Days between visits", "The band is the usual.")
    if words.is_missing(person.cadence_days):
        parts.note("It takes four visits to see a rhythm.")
    else:
        parts.draw(
            charts.gaps_against_cadence(visits, person.cadence_days, person.spread_days, dark=dark),
            "gaps",
        )
with right:
    parts.section("What they told you")
    customer.answer_list(ask("customer/answers", chosen, customer_id=customer_id), chosen)

parts.section("Visits", words.count(len(visits), "visit") + ", newest first.")
customer.visit_table(visits, chosen)
worked_out = ["customer/card", "customer/visits", "customer/answers"]
if not parts.is_shared():
    worked_out.append("customer/identities")
    parts.section(
        "How we know them", "Records with the same number, e-mail or phone are one person."
    )
    customer.identity_table(ask("customer/identities", customer_id=customer_id))
    identity.personal_data(customer_id)
    parts.section("Find somebody else")
    customer.search(chosen)

parts.how_worked_out(chosen, *worked_out)
