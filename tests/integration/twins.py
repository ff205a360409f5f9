"""The hard questions once more in plain Python: slow, straight from the definitions in words.

They start from the receipt lines, the appointments and who is who, and share nothing with the SQL.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from math import exp, log, sqrt
from statistics import median

from regulars.store.store import Store
from tests.tables import rows_of

WEEK = timedelta(days=7)


@dataclass
class Visit:
    """One person on one trading day, with what was known of the rhythm then.

    Staff and location are the first that any receipt or appointment of the day names.
    """

    day: date
    staff: str | None
    location: str | None
    spend: float
    gap: int | None = None
    cadence: float | None = None
    spread: float | None = None
    patience_before: float | None = None


class Café:
    """Everybody's visits, the days on which the shop was open, and when late is late."""

    def __init__(self, store: Store) -> None:
        arrivals = rows_of(
            store,
            """
            select identity.customer_id, line.sold_at, line.staff, line.location, line.net
            from exports.receipt_line as line
            left join facts.identity as identity on line.handle_no = identity.handle_no
            where not line.is_refund
            """,
        )
        last_sale = max(moment for _, moment, *_ in arrivals).date()
        arrivals += [
            row
            for row in rows_of(
                store,
                """
                select identity.customer_id, booked.starts_at, booked.staff, booked.location,
                    booked.price
                from exports.appointment as booked
                left join facts.identity as identity on booked.handle_no = identity.handle_no
                where booked.status = 'booked'
                """,
            )
            if row[1].date() <= last_sale
        ]
        # (who, day it is for, day it was made, whether they did not turn up) of each.
        self.bookings = rows_of(
            store,
            """
            select identity.customer_id, booked.starts_at::date, booked.booked_on,
                booked.status = 'no_show'
            from exports.appointment as booked
            inner join facts.identity as identity on booked.handle_no = identity.handle_no
            where booked.status <> 'cancelled'
            """,
        )
        self.open_days = {moment.date() for _, moment, *_ in arrivals}
        self.first_day, self.last_day = min(self.open_days), max(self.open_days)
        self.closed = self._closures()
        self.visits = self._visits(arrivals)
        self.usual_gap = median(
            median(gaps)
            for own in self.visits.values()
            if (gaps := [visit.gap for visit in own if visit.gap is not None])
        )
        self.slipping_ratio, self.lapsed_ratio = self._thresholds()

    def _closures(self) -> set[date]:
        """Days without trade on a weekday that is open at least half of the time."""
        span = [
            self.first_day + timedelta(days=n)
            for n in range((self.last_day - self.first_day).days + 1)
        ]
        on_weekday = defaultdict(list)
        for day in span:
            on_weekday[day.weekday()].append(day in self.open_days)
        usually = {weekday for weekday, seen in on_weekday.items() if sum(seen) * 2 >= len(seen)}
        return {day for day in span if day not in self.open_days and day.weekday() in usually}

    def away(self, since: date, until: date) -> int:
        """Days from one to the other, closures left out."""
        return (until - since).days - sum(since < day <= until for day in self.closed)

    def _visits(self, arrivals) -> dict[str, list[Visit]]:
        days = defaultdict(list)
        for customer_id, moment, staff, location, amount in arrivals:
            if customer_id is not None:
                days[customer_id, moment.date()].append((moment, staff, location, amount))
        visits = defaultdict(list)
        for (customer_id, day), seen in sorted(days.items(), key=lambda item: item[0]):
            seen.sort(key=lambda one: one[0])
            staff = next((staff for _, staff, *_ in seen if staff), None)
            location = next((location for *_, location, _ in seen if location), None)
            spend = float(sum(amount or 0 for *_, amount in seen))
            visits[customer_id].append(Visit(day, staff, location, spend))
        for own in visits.values():
            for place, visit in enumerate(own):
                if place:
                    visit.gap = self.away(own[place - 1].day, visit.day)
                if place >= 3:
                    window = [v for v in own[max(0, place - 11) : place + 1] if v.gap is not None]
                    visit.cadence = median(v.gap for v in window)
                    visit.spread = median(
                        abs(v.gap - v.cadence) for v in window if v.cadence is not None
                    )
                if place >= 4:
                    visit.patience_before = patience(own[place - 1])
        return dict(visits)

    def _thresholds(self) -> tuple[float, float]:
        """The lateness that 97 of 100, and 995 of 1000, returns did not pass."""
        ratios = sorted(
            visit.gap / visit.patience_before
            for own in self.visits.values()
            for visit in own
            if visit.patience_before is not None
        )
        assert len(ratios) >= 200

        def not_passed_by(share: float) -> float:
            return next(
                ratio for place, ratio in enumerate(ratios, start=1) if place / len(ratios) >= share
            )

        slipping = max(not_passed_by(0.97), 1.0)
        return slipping, max(not_passed_by(0.995), 2 * slipping)

    def until(self, customer_id: str, day: date) -> list[Visit]:
        """Somebody's visits up to a day."""
        return [visit for visit in self.visits[customer_id] if visit.day <= day]

    def status(self, customer_id: str, day: date) -> str | None:
        """Where somebody stood at the end of a day; None before the first visit."""
        own = self.until(customer_id, day)
        if not own:
            return None
        ratio = self.overdue_ratio(customer_id, day)
        if self.is_booked(customer_id, day):
            ratio = 0
        if len(own) == 1:
            return "new" if ratio <= self.slipping_ratio else "one_timer"
        if ratio > self.lapsed_ratio:
            return "lapsed"
        if own[-1].cadence is not None and ratio > self.slipping_ratio:
            return "slipping"
        return "regular" if self.is_regular(customer_id, day) else "returning"

    def overdue_ratio(self, customer_id: str, day: date) -> float:
        """Absence in patiences: the own, or the shop's until there is one."""
        last = self.until(customer_id, day)[-1]
        allowed = patience(last) if last.cadence is not None else 1.5 * self.usual_gap + 2
        return self.away(last.day, day) / allowed

    def is_booked(self, customer_id: str, day: date) -> bool:
        """Whether somebody had booked by a day for a later one."""
        return any(
            made_on <= day < for_day
            for who, for_day, made_on, is_missed in self.bookings
            if who == customer_id and not is_missed
        )

    def is_regular(self, customer_id: str, day: date) -> bool:
        """At least 4 visit days in the 182 days up to a day."""
        own = self.until(customer_id, day)
        return sum(visit.day > day - timedelta(days=182) for visit in own) >= 4

    def in_sight(self, customer_id: str, as_of: date) -> bool:
        """Whether somebody came within 26 weeks, or four of the shop's usual gaps."""
        own = self.until(customer_id, as_of)
        return bool(own) and (as_of - own[-1].day).days < max(182, round(4 * self.usual_gap))

    def chance(
        self, customer_id: str, as_of: date, day: date, weights: dict[str, float]
    ) -> tuple[float, int, int]:
        """(how likely somebody is in, such weekdays with a visit, such weekdays there were)."""
        own = self.until(customer_id, as_of)
        if not own:
            return self._kept_rate(as_of), 0, 0
        came, again = {visit.day for visit in own}, {visit.day for visit in own[1:]}
        opened = [d for d in self.open_days if as_of - timedelta(days=182) < d <= as_of]
        since = [d for d in opened if d >= own[0].day]
        same = sorted((d for d in opened if d.weekday() == day.weekday()), reverse=True)
        weight = {d: 0.9**back for back, d in enumerate(same[:13])}
        chances = [d for d in same[:13] if d >= own[0].day]
        seen = (sum(d in came for d in same[:13]), len(chances))
        if customer_id in self.booked(as_of, day):
            return self._kept_rate(as_of), *seen

        often = (sum(d in again for d in since) + 0.4) / (len(since) + 8)

        def beside(days: list[date], among: set[date], plus: float) -> float:
            counted = sum(d in among for d in days)
            return log((counted + plus) / (often * len(days) + plus))

        weeks = [d for d in since if (as_of - d).days < 56]
        week = [d for d in since if (as_of - d).days < 7]
        hit, chance_weight = (
            sum(weight[d] for d in days) for days in ([d for d in same[:13] if d in came], chances)
        )
        share = min(0.97, (hit + often) / (chance_weight + 1))
        away = max(1, (day - own[-1].day).days - self._closed_between(own[-1].day, as_of))
        cadence = own[-1].cadence
        late = max(-3, min(3, log(away / (max(cadence, 1) if cadence is not None else 1 / often))))
        year = [d for d in came if d > as_of - timedelta(days=365)]
        ahead = {
            for_day
            for who, for_day, made_on, is_missed in self.bookings
            if who == customer_id
            and not is_missed
            and as_of - timedelta(days=365) < for_day <= as_of
            and for_day - made_on >= day - as_of
        }
        unbooked = max(0.02, 1 - len(ahead) / len(year)) if year and ahead else 1.0
        signs = {
            "intercept": 1.0,
            "often_logit": log(often / (1 - min(often, 0.97))),
            "lately_log": beside(weeks, again, 1),
            "this_week_log": beside(week, again, 0.5),
            "weekday_log": log((hit + 0.4) / (often * chance_weight + 0.4)),
            "half_year_log": beside([d for d in same if d >= own[0].day], came, 0.8),
            "steady_logit": max(0.0, log(share / (1 - share))),
            "one_week_ago": float(same[0] in came) if same else 0.0,
            "two_weeks_ago": float(same[1] in came) if len(same) > 1 else 0.0,
            "late_log": late,
            "late_square": late**2,
            "overdue_log": max(0.0, late - log(2)),
            "due": 0.0
            if cadence is None
            else exp(-0.5 * ((away - cadence) / (1 + (own[-1].spread or 0))) ** 2),
            "once": float(len(own) == 1),
            "unbooked_log": log(unbooked),
        }
        total = sum(weights[name] * sign for name, sign in signs.items())
        return min(0.98, 1 / (1 + exp(-total))), *seen

    def _closed_between(self, since: date, until: date) -> int:
        return sum(since < day <= until for day in self.closed)

    def booked(self, as_of: date, day: date) -> set[str]:
        """Who was booked for the day by then."""
        return {
            who
            for who, for_day, made_on, is_missed in self.bookings
            if for_day == day and made_on <= as_of and not is_missed
        }

    def _kept_rate(self, as_of: date) -> float:
        """How many of the bookings so far were kept; 19 of 20 were before there were any."""
        past = [is_missed for _, for_day, _, is_missed in self.bookings if for_day <= as_of]
        return (19 + past.count(False)) / (20 + len(past))


def patience(visit: Visit) -> float:
    """Cadence and twice the spread, the spread a day at least."""
    assert visit.cadence is not None
    assert visit.spread is not None
    return visit.cadence + 2 * max(visit.spread, 1)


def surprise(good: float, n: float, rate: float) -> float:
    """How many standard deviations off: the signed root of the likelihood ratio of yes and no."""
    side = 1 if good > n * rate else -1
    if abs(good - n * rate) <= 0.5:
        return 0.0
    good -= 0.5 * side

    def part(found: float, expected: float) -> float:
        return found * log(found / expected) if found > 0 else 0.0

    return side * sqrt(2 * max(0.0, part(good, n * rate) + part(n - good, n * (1 - rate))))


def signal_weeks(answers: list[tuple[date, int]]) -> dict[date, bool]:
    """(day, score) of one touchpoint -> Monday of a week with 5 answers -> is it in a signal?"""
    weeks = defaultdict(list)
    for day, score in answers:
        weeks[day - timedelta(days=day.weekday())].append(score >= 4)
    shown = sorted(monday for monday, week in weeks.items() if len(week) >= 5)
    everything = [good for monday in shown for good in weeks[monday]]
    rate = sum(everything) / len(everything)

    def off(mondays: list[date]) -> float:
        together = [good for monday in mondays for good in weeks[monday]]
        return surprise(sum(together), len(together), rate)

    alone = [off([monday]) for monday in shown]
    steps = [abs(one - other) for one, other in pairwise(alone)]
    spread = sum(steps) / len(steps) / 1.128
    limit = 3.6 * (1.2 * spread if spread > 1.2 else 1.0)
    runs = []
    for first in range(len(shown)):
        lengths = [n for n in (1, 2, 3, 4, 5, 6, 8, 10, 12) if first + n <= len(shown)]
        clarity, n = max((abs(off(shown[first : first + n])), n) for n in lengths)
        if clarity > limit:
            runs.append((clarity, -first, n))
    found = dict.fromkeys(shown, False)
    for clarity, back, n in runs:
        overlapping = [
            other for other in runs if -other[1] < -back + n and -back < -other[1] + other[2]
        ]
        if (clarity, back, n) == max(overlapping):
            found |= dict.fromkeys(shown[-back : -back + n], True)
    return found
