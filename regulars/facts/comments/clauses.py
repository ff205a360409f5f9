"""The parts of a clause, and what is good or bad given to what they mention."""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = [
    "Part",
    "hand_over",
    "mention_pairs",
    "sign",
]


@dataclass
class Part:
    """A part of a clause: what is mentioned, and what is good or bad in it."""

    mentioned: dict[str, float] = field(default_factory=dict)
    weak: set[str] = field(default_factory=set)
    values: list[float] = field(default_factory=list)
    pairs: dict[str, set[float]] = field(default_factory=dict)

    @property
    def is_about(self) -> bool:
        """Whether it mentions anything."""
        return bool(self.mentioned or self.weak)


def mention_pairs(part: Part) -> None:
    """What two words mention only together is mentioned where both are there."""
    for name, sides in part.pairs.items():
        if len(sides) > 1:
            part.mentioned.setdefault(name.split()[0], 0.0)


def hand_over(parts: list[Part]) -> None:
    """Give what is good or bad to parts that mention something and say nothing of it."""
    for place, part in enumerate(parts):
        if part.values and not part.is_about:
            near = [each for each in reversed(parts[:place]) if each.is_about]
            near = near or [each for each in parts[place + 1 :] if each.is_about]
            near[0].values += part.values
            part.values = []
    told = [list(part.values) for part in parts]
    for place, part in enumerate(parts):
        if part.is_about and not part.values:
            later = [values for values in told[place + 1 :] if values]
            before = [values for values in reversed(told[:place]) if values]
            part.values = list((later or before or [[]])[0])


def sign(value: float) -> int:
    """1 for good, -1 for bad, 0 for what is too little to say."""
    return (value > 0.4) - (value < -0.4)
