"""Drivers: what was planted is found with its sign, and nothing where nothing was."""

import numpy as np
import pytest
from scipy.optimize import minimize
from scipy.special import expit
from scipy.stats import norm, t

from regulars.facts.drivers import effects
from regulars.facts.drivers.effects import find_return_drivers, find_score_drivers
from regulars.facts.drivers.permutation import people_rings, permutation_chance

NAMES = ["speed", "coffee", "price"]
EVERYBODY = np.arange(800)


@pytest.fixture
def scores():
    random = np.random.default_rng(5)
    mood = random.normal(size=(800, 1))
    return np.clip(np.round(4 + 0.7 * mood + 0.8 * random.normal(size=(800, 3))), 1, 5)


def test_effects_on_the_score_have_their_sign_and_the_rest_is_nought(scores):
    random = np.random.default_rng(6)
    outcome = scores[:, 0] - 0.7 * scores[:, 1] + random.normal(0, 1, 800)
    found = {
        driver.name: driver for driver in find_score_drivers(NAMES, scores, outcome, EVERYBODY)
    }
    assert found["speed"].effect > 0.3
    assert found["coffee"].effect < -0.2
    assert found["price"].effect == 0
    assert not found["price"].is_real
    assert found["price"].low < 0 < found["price"].high
    assert 0.2 < found["speed"].explained < 0.6


def test_least_squares_are_those_of_numpy(scores):
    outcome = scores @ [1.0, 0.5, 0.0] + np.random.default_rng(1).normal(0, 1, 800)
    whole = np.column_stack([np.ones(800), (scores - scores.mean(0)) / scores.std(0)])
    expected = np.linalg.lstsq(whole, (outcome - outcome.mean()) / outcome.std())[0][1:]
    found = {
        driver.name: driver.estimate
        for driver in find_score_drivers(NAMES, scores, outcome, EVERYBODY)
    }
    assert [found[name] for name in NAMES] == pytest.approx(list(expected))


def test_who_comes_often_anyway_is_held_fixed(scores):
    """Regulars score speed higher and come back: of itself, speed then says nothing."""
    random = np.random.default_rng(7)
    often = scores[:, [0]] + random.normal(0, 0.3, (800, 1))
    returned = (random.random(800) < 1 / (1 + np.exp(-2 * (often[:, 0] - 4)))).astype(float)
    found = find_return_drivers(NAMES, scores, returned, often, EVERYBODY)
    assert [driver.effect for driver in found] == [0, 0, 0]


def test_too_few_or_the_same_twice_says_nothing(scores):
    outcome = scores[:, 0]
    assert find_score_drivers(NAMES, scores[:49], outcome[:49], EVERYBODY[:49]) == []
    assert find_score_drivers(NAMES, scores[:0], outcome[:0], EVERYBODY[:0]) == []
    assert find_score_drivers(["a", "b"], scores[:, [0, 0]], outcome, EVERYBODY) == []
    all_of_them = np.ones(800)
    assert find_return_drivers(NAMES, scores, all_of_them, scores, EVERYBODY) == []


def survey(seed: int, *, top: float, named: int, each: int, themes: int = 4):
    """400 answers, their themes and scores: a person's are alike, and have nothing in common."""
    random = np.random.default_rng(seed)
    people = np.arange(400) // each

    def drawn(count: int) -> np.ndarray:
        return (random.normal(size=(400, count)) + random.normal(size=(400, count))[people]) / 2

    columns = (drawn(themes).argsort(axis=0).argsort(axis=0) < named).astype(float)
    mood = drawn(1)[:, 0].argsort().argsort() / 400
    rated = np.where(mood >= 1 - top, 10, np.round(2 + 7 * mood / (1 - top)))
    return [f"theme {place}" for place in range(themes)], columns, rated, people


def found_in(surveys: list, *, by_person: bool = True) -> int:
    """The surveys with a driver."""
    return sum(
        any(
            driver.is_real
            for driver in find_score_drivers(
                names, columns, rated, people if by_person else np.arange(len(people))
            )
        )
        for names, columns, rated, people in surveys
    )


@pytest.mark.parametrize("top", [0.6, 0.8, 0.9])
def test_themes_that_few_name_are_no_drivers_because_their_scores_are_alike(top):
    """With errors of HC3 alone 17 to 83 of 100 such surveys had one."""
    assert found_in([survey(seed, top=top, named=15, each=1) for seed in range(80)]) <= 2


def test_the_answers_of_one_person_do_not_count_as_so_many_people():
    surveys = [survey(seed, top=0.5, named=150, each=10) for seed in range(60)]
    assert found_in(surveys) <= 3
    assert found_in(surveys, by_person=False) > 6


def test_a_theme_that_few_name_is_found_where_it_matters():
    names, columns, rated, people = survey(1, top=0.8, named=25, each=1)
    rated = np.where((columns[:, 2] > 0) & (np.arange(400) % 4 > 0), 3.0, rated)
    (found,) = [d for d in find_score_drivers(names, columns, rated, people) if d.is_real]
    assert (found.name, found.effect < 0) == ("theme 2", True)


def test_a_theme_whose_few_people_all_came_back_hides_no_other(scores):
    """Its own likeliest weight is infinite."""
    random = np.random.default_rng(3)
    returned = (random.random(800) < 1 / (1 + np.exp(4 - 1.5 * scores[:, 0]))).astype(float)
    theme = np.zeros((800, 1))
    theme[np.flatnonzero(returned)[:15]] = 1.0
    visits = random.exponential(1.5, (800, 1))
    found = {
        driver.name: driver
        for driver in find_return_drivers(
            [*NAMES, "theme"], np.hstack([scores, theme]), returned, visits, EVERYBODY
        )
    }
    assert found["speed"].effect > 0.05
    assert found["theme"].effect == 0


# Beside a plain working-out of each figure


def answers(seed: int, count: int, each: int):
    """Three scores, an overall one that the first goes with, and who answered, ``each`` times."""
    random = np.random.default_rng(seed)
    people = np.arange(count) // each
    moods = random.normal(size=(people[-1] + 1, 4))[people]
    scores = np.round(3 + moods[:, :3] + random.normal(size=(count, 3)))
    outcome = 0.5 * scores[:, 0] - 0.15 * scores[:, 1] + moods[:, 3] + random.normal(size=count)
    return scores, outcome, people


def standard(columns: np.ndarray) -> np.ndarray:
    return (columns - columns.mean(axis=0)) / columns.std(axis=0)


def holm(chances: list[float]) -> list[float]:
    """Each by its place, and no smaller than the one before it."""
    corrected, largest = dict.fromkeys(chances, 0.0), 0.0
    for place, chance in enumerate(sorted(chances)):
        largest = max(largest, chance * (len(chances) - place))
        corrected[chance] = min(1.0, largest)
    return [corrected[chance] for chance in chances]


def withstood(chances: list[float], permuted) -> list[float]:
    """What would be found is held against permutations, and no other."""
    return [
        max(chance, permuted(place)) if corrected < 0.02 else chance
        for place, (chance, corrected) in enumerate(zip(chances, holm(chances), strict=True))
    ]


def without(columns: np.ndarray, place: int, target: np.ndarray) -> np.ndarray:
    """What all columns but one leave of a target."""
    others = np.delete(columns, place, axis=1)
    return target - others @ np.linalg.lstsq(others, target)[0]


def assert_as_worked_out(found: list, figures: list[tuple[float, float, float, float]], n: int):
    """Each driver's estimate, margin, chance and share explained; the strongest stands first."""
    by_name = {driver.name: driver for driver in found}
    for name, (estimate, margin, chance, explained) in zip(NAMES, figures, strict=True):
        driver = by_name[name]
        assert driver.estimate == pytest.approx(estimate, rel=1e-4)
        assert driver.low == pytest.approx(estimate - margin, rel=1e-3)
        assert driver.high == pytest.approx(estimate + margin, rel=1e-3)
        assert driver.p_value == pytest.approx(chance, rel=1e-3)
        assert driver.is_real == (chance < 0.02)
        assert driver.effect == (driver.estimate if driver.is_real else 0)
        assert driver.explained == pytest.approx(explained, rel=1e-4)
        assert driver.n == n
    shown = [(abs(driver.effect), abs(driver.estimate)) for driver in found]
    assert shown == sorted(shown, reverse=True)


# Where chance nearly explains an effect the permutations decide, else the errors.
@pytest.mark.parametrize(
    ("seed", "count", "each"), [(1, 60, 1), (16, 60, 1), (27, 60, 1), (3, 200, 1), (4, 200, 5)]
)
def test_effects_on_a_score_are_as_worked_out_by_hand(seed, count, each):
    scores, outcome, people = answers(seed, count, each)
    design = np.column_stack([np.ones(count), standard(scores)])
    target = standard(outcome)
    weights = np.linalg.lstsq(design, target)[0]
    residual = target - design @ weights
    inverse = np.linalg.inv(design.T @ design)
    groups = people[-1] + 1
    pulls = np.zeros((groups, 4))
    for place in range(count):
        lever = design[place] @ inverse @ design[place]
        pulls[people[place]] += design[place] * residual[place] / (1 - lever)
    robust = np.diag(inverse @ pulls.T @ pulls @ inverse)
    plain = np.diag(inverse) * (residual @ residual) / (count - 4)
    errors = np.sqrt(np.maximum(robust, plain))[1:]
    student = t(groups - 4)
    rings = people_rings(people)

    def permuted(place: int) -> float:
        own = without(design, 1 + place, design[:, 1 + place])
        return permutation_chance(own, without(design, 1 + place, target), rings)

    chances = [2 * student.sf(abs(w) / e) for w, e in zip(weights[1:], errors, strict=True)]
    explained = 1 - (residual @ residual) / (target @ target)
    figures = [
        (weight, student.ppf(0.975) * error, chance, explained)
        for weight, error, chance in zip(
            weights[1:], errors, holm(withstood(chances, permuted)), strict=True
        )
    ]
    assert_as_worked_out(find_score_drivers(NAMES, scores, outcome, people), figures, count)


@pytest.mark.parametrize(
    ("seed", "count", "each", "cause"),
    [(11, 150, 1, 0), (31, 150, 1, 0), (5, 150, 1, 1), (24, 150, 1, 1), (6, 400, 5, 0)],
)
def test_effects_on_coming_back_are_as_worked_out_by_hand(seed, count, each, cause):
    scores, often, people = answers(seed, count, each)
    random = np.random.default_rng(seed)
    returned = (random.random(count) < expit(0.55 * (scores[:, cause] - 3) - 1.2)).astype(float)
    design = np.column_stack([np.ones(count), standard(scores), standard(often)])

    def likeliest(columns: np.ndarray) -> np.ndarray:
        """The chances by a general search; weights but the first have a faint prior."""

        def loss(at: np.ndarray) -> float:
            margin = columns @ at
            return (np.logaddexp(0, margin) - returned * margin).sum() + at[1:] @ at[1:] / 2

        return minimize(loss, np.zeros(columns.shape[1]), options={"gtol": 1e-7}).x

    weights = likeliest(design)
    chance = expit(design @ weights)
    slope = chance * (1 - chance)
    inverse = np.linalg.inv(
        sum(s * np.outer(row, row) for s, row in zip(slope, design, strict=True))
    )
    groups = people[-1] + 1
    pulls = np.zeros((groups, 5))
    for place in range(count):
        pulls[people[place]] += design[place] * (returned[place] - chance[place])
    robust = np.diag(inverse @ pulls.T @ pulls @ inverse) * groups / (groups - 5)
    errors = np.sqrt(np.maximum(robust, np.diag(inverse)))[1:4]
    rings = people_rings(people)

    def permuted(place: int) -> float:
        others = np.delete(design, 1 + place, axis=1)
        then = expit(others @ likeliest(others))
        root = np.sqrt(then * (1 - then))
        held = np.column_stack([others * root[:, None], design[:, 1 + place] * root])
        own = without(held, 4, held[:, 4])
        return permutation_chance(own, (returned - then) / root, rings)

    chances = [2 * norm.sf(abs(w) / e) for w, e in zip(weights[1:4], errors, strict=True)]
    likelihood = np.where(returned > 0, np.log(chance), np.log(1 - chance)).sum()
    share = returned.mean()
    empty = np.where(returned > 0, np.log(share), np.log(1 - share)).sum()
    figures = [
        (weight * slope.mean(), norm.ppf(0.975) * error * slope.mean(), p, 1 - likelihood / empty)
        for weight, error, p in zip(
            weights[1:4], errors, holm(withstood(chances, permuted)), strict=True
        )
    ]
    found = find_return_drivers(NAMES, scores, returned, often[:, None], people)
    assert_as_worked_out(found, figures, count)


def test_just_enough_answers_are_enough(scores):
    outcome = scores[:, 0] + np.random.default_rng(1).normal(size=800)
    assert len(find_score_drivers(NAMES, scores[:50], outcome[:50], EVERYBODY[:50])) == 3
    more = np.random.default_rng(2).normal(size=(70, 7))
    names = [str(place) for place in range(7)]
    assert len(find_score_drivers(names, more, outcome[:70], EVERYBODY[:70])) == 7
    assert find_score_drivers(names, more[:69], outcome[:69], EVERYBODY[:69]) == []
    assert len(find_score_drivers(names[:1], more[:50, :1], outcome[:50], EVERYBODY[:50])) == 1


def test_just_enough_who_came_back_or_stayed_away_are_enough(scores):
    """Ten for each driver, and ten more."""
    for few in (40, 39):
        returned = (np.arange(100) < few).astype(float)
        for outcome in (returned, 1 - returned):
            told = find_return_drivers(
                NAMES, scores[:100], outcome, scores[:100, :1] ** 2, EVERYBODY[:100]
            )
            assert len(told) == (3 if few == 40 else 0)
    shares = np.tile([0.0, 1.0], 25)
    for n in (50, 48):
        told = find_return_drivers(
            ["speed"], scores[:n, :1], shares[:n], scores[:n, 1:2], EVERYBODY[:n]
        )
        assert len(told) == (n == 50)


def test_a_person_more_than_there_are_weights_is_enough(scores):
    outcome = scores[:, 0] + np.random.default_rng(1).normal(size=800)
    for people, drivers in ((5, 3), (4, 0)):
        told = find_score_drivers(NAMES, scores, outcome, EVERYBODY % people)
        assert len(told) == drivers


def test_what_nobody_varies_is_left_out(scores):
    outcome = scores[:, 0] + np.random.default_rng(1).normal(size=800)
    all_fours = np.full((800, 1), 4.0)
    assert find_score_drivers(["a"], all_fours, outcome, EVERYBODY) == []
    assert find_return_drivers(["a"], all_fours, (outcome > 4) * 1.0, scores, EVERYBODY) == []
    assert find_score_drivers(NAMES, scores, np.full(800, 4.0), EVERYBODY) == []
    told = find_score_drivers(["a", *NAMES], np.hstack([all_fours, scores]), outcome, EVERYBODY)
    assert {driver.name for driver in told} == set(NAMES)


def test_where_no_weights_hold_nothing_is_said(scores, monkeypatch):
    returned = (np.arange(800) % 3 > 0).astype(float)
    monkeypatch.setattr(effects, "fit_logistic", lambda *_, **__: None)
    assert find_return_drivers(NAMES, scores, returned, scores[:, :1] ** 2, EVERYBODY) == []


def test_where_none_hold_without_a_driver_it_is_not_taken_for_real(scores, monkeypatch):
    random = np.random.default_rng(3)
    returned = (random.random(800) < expit(1.5 * scores[:, 0] - 6)).astype(float)
    often = random.normal(size=(800, 1))
    found = find_return_drivers(NAMES, scores, returned, often, EVERYBODY)
    assert found[0].is_real
    fits = effects.fit_logistic

    def of_all(design, outcomes, **given):
        return fits(design, outcomes, **given) if design.shape[1] == 5 else None

    monkeypatch.setattr(effects, "fit_logistic", of_all)
    found = find_return_drivers(NAMES, scores, returned, often, EVERYBODY)
    assert [(driver.is_real, driver.p_value) for driver in found] == [(False, 1)] * 3
