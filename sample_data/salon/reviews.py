"""What people wrote on Google: when, how many stars, and what the salon answered."""
# ruff: noqa: E501

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Review:
    """One review; `at` is UTC, `who` is empty for somebody who shows no name."""

    at: datetime
    stars: int
    who: str
    text: str = ""
    reply: str = ""


def _at(text: str) -> datetime:
    """2025-05-08 19:12."""
    return datetime.fromisoformat(text)


REVIEWS = (
    Review(_at("2025-05-08 19:12"), 5, "Gwen Rutter", "Gorgeous little salon with a team that clearly enjoys the work. My bob has never been this even."),
    Review(_at("2025-05-21 08:40"), 5, "Kofi M", "Rhys sorted out six months of lockdown style neglect in forty minutes. Fair price, good coffee."),
    Review(_at("2025-06-03 20:55"), 4, "Lynne Padgett", "Very happy with the highlights. One star off because I could not find anywhere to park."),
    Review(_at("2025-06-14 16:21"), 5, "Tilly", ""),
    Review(_at("2025-06-27 11:03"), 5, "Sanjeev D.", "Took my two boys, both came out smiling. That is a first.", "Thank you Sanjeev! They can come back any time, the fish tank misses them. Dilys"),
    Review(_at("2025-07-09 18:30"), 3, "Heather C", "Nice cut but I felt hurried towards the end. They were friendly about it when I said so.", "Thanks for telling us, Heather. We have made that appointment fifteen minutes longer. Nia"),
    Review(_at("2025-07-19 09:48"), 5, "Ewa Nowak", "(Translated by Google) Finally a hairdresser who understands fine hair. Beautiful colour!\n\n(Original)\nWreszcie fryzjer, który rozumie cienkie włosy. Piękny kolor!"),
    Review(_at("2025-08-02 21:17"), 5, "Charlotte B", "Imogen is the best colourist I have ever sat with. Worth the trip from Bath."),
    Review(_at("2025-08-16 13:05"), 4, "", ""),
    Review(_at("2025-08-28 17:44"), 5, "Phil Garland", "No appointment, five minute wait, excellent haircut. What more do you want."),
    Review(_at("2025-09-11 19:26"), 2, "Maxine R", "Asked for ash, got honey. They offered to redo it which I appreciate but I had to take another afternoon off.", "We are sorry, Maxine, and glad that the second go was what you wanted. Nia"),
    Review(_at("2025-09-20 10:12"), 5, "Usha J", "My daughter had her first proper haircut here. They gave her the curl in a little envelope."),
    Review(_at("2025-10-04 15:39"), 5, "Dan", "Beard game sorted."),
    Review(_at("2025-10-15 20:02"), 4, "Olwen Parfitt", "Lovely staff, lovely cut, and they let me bring the dog."),
    Review(_at("2025-10-29 12:50"), 5, "Becca H", ""),
    Review(_at("2025-11-08 18:19"), 2, "Nadia F", "Since they changed the booking it is chaos. Two people for one chair, forty minutes on the sofa. The haircut itself was good."),
    Review(_at("2025-11-14 09:33"), 1, "Julie W.", "Turned away at the door with an appointment confirmed twice. I had a christening the next day.", "Julie, this should not have happened. The new booking tool sold the same slot twice, we are working on it day and night. Please ring me. Nia"),
    Review(_at("2025-11-22 21:08"), 3, "Verity K", "Good colour, terrible timekeeping. It used not to be like that."),
    Review(_at("2025-11-29 14:46"), 2, "", "Waited fifty minutes. Nobody knew who was next."),
    Review(_at("2025-12-04 19:55"), 2, "Marek", "(Translated by Google) Good barber, but I came at the agreed time and waited almost an hour.\n\n(Original)\nDobry fryzjer, ale przyszedłem na umówioną godzinę i czekałem prawie godzinę."),
    Review(_at("2025-12-13 11:27"), 5, "Sally-Ann", "They had a bad month with the bookings but they rang every single one of us to say sorry. Today was perfect and on the dot.", "Thank you for bearing with us!"),
    Review(_at("2025-12-23 16:40"), 5, "Gurpreet", "Squeezed me in two days before Christmas. Legends."),
    Review(_at("2026-01-10 10:05"), 4, "Iain McF", "Prices have gone up a bit. Still the best cut for miles."),
    Review(_at("2026-01-24 17:31"), 5, "Ffion", "Diolch! Came with a photo, left with the hair."),
    Review(_at("2026-02-07 20:14"), 5, "Tracey Vowles", "Six years of colour with Imogen and not a single bad one."),
    Review(_at("2026-02-21 13:58"), 5, "Jude A", ""),
    Review(_at("2026-03-12 18:47"), 3, "Lottie", "My stylist left and nobody told me until I sat in the chair. The lady who took over tried hard."),
    Review(_at("2026-03-25 09:16"), 2, "Carol E", "Was Imogen's client for years. Last week felt like starting from nothing, and the colour shows it.", "We hear you, Carol. Tomasz would love to go through your colour card with you, on us. Nia"),
    Review(_at("2026-04-09 19:22"), 5, "Yusra", "Private corner behind the screen, woman stylist, no questions asked. Thank you so much."),
    Review(_at("2026-04-18 15:03"), 5, "Tom Sheppard", "The new guy, Tomasz, is superb. Best balayage my girlfriend has had, she made me write this."),
    Review(_at("2026-05-02 11:41"), 4, "Rosie", "Relaxed place, good tunes, nice fringe."),
    Review(_at("2026-05-16 20:36"), 5, "Patience O", "They know what to do with 4C hair and they do not charge you extra for having it."),
    Review(_at("2026-05-30 08:52"), 5, "Eifion", ""),
    Review(_at("2026-06-11 18:09"), 4, "", "Good haircut at a fair price."),
    Review(_at("2026-06-25 12:24"), 5, "Hattie G", "Hair for eight bridesmaids in one morning. Nobody cried. We love you."),
    Review(_at("2026-07-08 21:49"), 3, "Linda", "Fine, but I waited and the toilet was out of order."),
    Review(_at("2026-07-23 17:15"), 5, "Kwame A-B", "Bex has the steadiest hands in the west country."),
    Review(_at("2026-08-06 10:38"), 5, "Mared", "Brought my nan in her wheelchair, they cleared half the shop for her."),
    Review(_at("2026-08-20 19:01"), 5, "Seb", ""),
    Review(_at("2026-09-05 14:27"), 4, "Noor", "Very good with long hair. A little more conditioner and a little less chat and it would be five."),
    Review(_at("2026-09-19 16:53"), 5, "Glenys T", "I am 84 and have had my hair set in many places. This is the nicest."),
    Review(_at("2026-10-07 20:20"), 5, "Reece", "spot on every time"),
    Review(_at("2026-10-22 11:35"), 5, "Amira H", "Dilys did my blow-dry and my mood."),
)  # fmt: skip
