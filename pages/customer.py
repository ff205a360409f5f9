"""One customer: who this is, how they come, what they had and said."""

from regulars.app.rows.customer import CustomerCard, CustomerOutlook
from regulars.web.kit import follow_up_buttons, parts, text
from regulars.web.kit.session import ask, rows
from regulars.web.screens.customer import personal_data, profile, records, visit_charts

chosen = parts.open_screen("customer")
customer_id = parts.chosen_customer()
card = rows(CustomerCard, chosen, customer_id=customer_id)
if not card and parts.is_shared():
    parts.note("Choose somebody on the screen that was shared with you.")
    parts.stop()
if not card:
    profile.search_instead(chosen, customer_id)
    parts.stop()

person = card[0]
is_ours = not parts.is_shared()
dark = parts.is_dark()
parts.headline(text.plain(person.customer_name), profile.sentence(person))
parts.figures(profile.figures(person, chosen))
worked_out = ["customer/card", "customer/visits", "customer/purchases", "customer/answers"]

if is_ours:
    profile.keep_address(customer_id)
    worked_out += ["customer/outlook", "customer/milestones", "customer/identities"]
    left, right = parts.two_columns()
    with left:
        records.note_part(customer_id, chosen)
    with right:
        seen = rows(CustomerOutlook, chosen, customer_id=customer_id)
        profile.outlook_part(seen[0] if seen else None, chosen)
        records.thanks_part(customer_id, chosen)

days = ask("customer/days", chosen, customer_id=customer_id)
parts.section(
    f"Here on {text.count(len(days), 'day')} of the last 12 months",
    "Each square is a day; the stronger, the more was spent.",
)
parts.draw(visit_charts.visit_calendar(days, chosen.as_of, dark=dark), "calendar")

visits = ask("customer/visits", chosen, customer_id=customer_id)
if person.cadence_days is None:
    parts.note("It takes four visits to see a rhythm, and the days on which they come.")
else:
    left, right = parts.two_columns()
    with left:
        hours = ask("customer/hours", chosen, customer_id=customer_id)
        parts.section(profile.week_words(hours), "Visits of the last 12 months.")
        parts.draw(visit_charts.week_of_one(hours, dark=dark), "week")
    with right:
        parts.section(*profile.gap_words(visits, person))
        parts.draw(
            visit_charts.gaps_against_cadence(
                visits, person.cadence_days, person.spread_days, dark=dark
            ),
            "gaps",
        )

left, right = parts.two_columns()
with left:
    parts.section("What they have", "Most often first.")
    profile.purchase_table(ask("customer/purchases", chosen, customer_id=customer_id))
with right:
    parts.section("What they told you")
    profile.answer_list(ask("customer/answers", chosen, customer_id=customer_id), chosen)
    follow_up_buttons.customer_button(customer_id)

parts.section("Visits", text.count(len(visits), "visit") + ", newest first.")
profile.visit_table(visits, chosen)
if is_ours:
    records.contact_list(customer_id, chosen)
    parts.section(
        "How we know them", "Records with the same number, e-mail or phone are one person."
    )
    profile.identity_table(ask("customer/identities", customer_id=customer_id))
    personal_data.person_buttons(customer_id)
    parts.section("Find somebody else")
    profile.search(chosen)

parts.how_worked_out(chosen, *worked_out)
