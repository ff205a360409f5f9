"""What clients wrote in the survey, shelved by when and by whom it could have been written.

One comment a line, as typed. A colleague's name in a comment means that the appointment was theirs,
except where somebody is missed.
"""
# ruff: noqa: E501

from dataclasses import dataclass
from datetime import date

from sample_data.salon import stories


@dataclass(frozen=True)
class Shelf:
    """Comments that share the conditions under which somebody would write them."""

    name: str
    texts: tuple[str, ...]
    low: int = 0
    high: int = 10
    stylist: tuple[int, int] = (1, 5)
    waiting: tuple[int, int] = (1, 5)
    categories: tuple[str, ...] = ()
    first_on: date = stories.FIRST_DAY
    last_on: date = stories.LAST_DAY
    months: tuple[int, ...] = tuple(range(1, 13))
    misses_imogen: bool = False
    is_new: bool | None = None
    weight: float = 10.0


def _lines(block: str) -> tuple[str, ...]:
    """The comments of a block, one a line."""
    return tuple(line.strip() for line in block.strip().splitlines())


# Three of Imogen's clients wrote these after giving somebody else one try.
PARTING = (
    "It's not the colour I have had for four years. Nobody asked what Imogen used to mix, I had to explain it from scratch and it still came out warm. I'm sorry but I think I'll look elsewhere.",
    "Polite and clean and all that but I sat there feeling like a stranger. With Imogen I didn't have to say anything. Not blaming anyone.",
    "I understand people move on. What I don't understand is finding out from the text reminder that my appointment was with somebody else.",
)

DELIGHT = _lines(
    """
    Thank you, I love it
    Walked out feeling like myself again.
    My husband noticed!! That never happens
    Always leave happier than I came in.
    Best salon in Bristol and I've tried a few.
    Honestly the only hour of the month nobody wants something from me.
    Everyone is so lovely here
    Nothing to add, perfect as ever.
    Exactly what I asked for. You'd think that's normal but it isn't
    I've moved to the other side of the river and I still come to you. Says it all.
    Gorgeous tea, gorgeous hair.
    10/10 no notes
    The head massage alone is worth the bus fare.
    so happy. thank you all
    I was nervous because last time somewhere else went very wrong. You were patient and it shows.
    You remembered that I can't lean back far because of my neck. Didn't have to say it twice.
    It was my mum's first time out since the operation. You moved the chair, found a cushion and made her laugh. Thank you from both of us.
    Love that the music isn't so loud you have to shout
    They told me NOT to buy something I didn't need. Trust earned
    Never once felt rushed.
    Great chat, great hair
    Third generation of our family now sits in that chair!
    I've sent two friends already, a third is on her way
    Very good, as always.
    Compliments all week at work.
    I cried a bit (good crying)
    You fitted me in before a funeral. I won't forget it.
    lovely lovely lovely
    Hair still looks good five weeks on, which is more than I can say for my last place.
    The dog bed under the counter is genius. Pickle slept through the whole thing.
    My son is autistic and hates clippers. Scissors only, lights down, no fuss. You have no idea what that means to us.
    Easy to book, easy to park, easy to love.
    """
)

CUT = _lines(
    """
    Best cut I've had in years.
    Finally someone who understands thick hair!
    It falls right by itself, I don't have to do a thing in the morning
    She listened, looked at how it grows, and then cut. In that order!
    Took four inches off and somehow it looks longer
    Fringe is perfect this time
    Brave new short hair. I keep touching my neck
    I asked for "a bit off" and got a bit off. Bliss.
    My curls were cut dry, curl by curl. More of this please
    The layers are beautiful
    Sharp bob, straight line, done on time.
    He drew it on paper for me before he started. Never had that before
    Neat as anything round the ears.
    """
)

COLOUR = _lines(
    """
    The colour is exactly like the picture.
    So natural that my sister thinks I was on holiday
    Roots gone, ten years gone.
    No burning scalp for once, the new range is much kinder.
    It's copper without being orange, which three other salons could not do
    Grey blending was the best decision of the year
    Took its time but worth every minute
    I like that you say no. I wanted platinum, you said not this month, and you were right.
    Soft, blonde, not stripy. Thank you!
    Glossy like a chestnut :)
    patch test was quick and nobody made a fuss about it
    You explained what it would cost before you started. That's rare with colour.
    First time balayage and I can't stop looking at it
    """
)

MENS = _lines(
    """
    Proper fade. Cheers
    In and out in half an hour, looking respectable.
    Good cut, no nonsense
    best beard trim in town
    hot towel. say no more
    Same again please, every time the same, that's what I like
    Didn't have to explain it. Sat down, done.
    lads, top job
    I don't usually fill these in but it was a good haircut.
    My wife made me the appointment and will make me the next one
    Beard hasn't been this tidy since the wedding
    took the time to get the neckline right
    """
)

NIA = _lines(
    """
    Nia is a magician.
    Nia told me the truth about my ends, kindly.
    I've followed Nia through three salons and I'd follow her through another three
    Nia runs a lovely ship
    Fourteen years with Nia. She did my hair for my graduation, my wedding and my divorce!
    """
)
IMOGEN = _lines(
    """
    Imogen is a treasure, please never let her go!
    Imogen gets my colour spot on every single time.
    Came in with a terrible box dye, Imogen saved me
    I could talk to Imogen all day
    Imogen remembered the name of my cat. And of his vet.
    Thank you Imogen, I felt looked after from the first minute.
    """
)
RHYS = _lines(
    """
    Rhys is spot on, as ever
    Rhys talked me out of the mullet. Good man.
    Only Rhys touches this beard
    My boys both insist on Rhys now
    """
)
BEX = _lines(
    """
    Bex listened properly. I was in and out with exactly what I wanted.
    Bex makes me laugh so much I worry about my ears
    Bex did wonders with my fine hair
    Give Bex a raise
    """
)
TOMASZ = _lines(
    """
    Tomasz has golden hands. What a find.
    First time with Tomasz and I'd book him again tomorrow
    Tomasz is quiet and very very good
    I was sceptical of the new chap. I am not any more
    """
)
DILYS = _lines(
    """
    Dilys gave me the best blow-dry I've ever had
    Dilys is going to be brilliant, mark my words
    Dilys washed my hair like she had all the time in the world
    """
)

FINE = _lines(
    """
    Good, thanks.
    Nice as usual. Bit pricey compared to last year but you get what you pay for
    Happy with it. Took a few days to settle.
    all fine
    Lovely cut, the chairs at the basins could do with replacing
    Would be nice to book after six on other days than Thursday
    Nice result, it was a bit cold near the door though
    Good cut, maybe slightly shorter than I wanted, it'll grow
    Happy, but I'd love a bit less product talk at the end
    Pretty good. Parking on Saturdays is a nightmare, not your fault.
    it's okay, next time a bit lighter round the face
    Colour lovely, forgot to offer a drink :)
    A little rushed at the end but the result is good
    Decent. No complaints
    Good, though I'd have liked to be asked before the fringe was cut
    Prices went up again? Still coming.
    Solid seven. The toner faded quicker than last time
    nice people
    I like it. My mother does not.
    Magazines from 2023 in case nobody noticed
    """
)

UNHAPPY = _lines(
    """
    Not what I asked for. I said I wanted to keep the length.
    One side is longer than the other, I only saw it at home.
    The colour is much darker than we talked about.
    I felt talked over the whole time
    For that price I expect more than this.
    Came home and had to fix the fringe myself. Disappointed
    My scalp was sore for two days afterwards. I did say I was sensitive.
    Was passed between three people and none of them knew what the other had done
    Blow dry was flat before I reached the bus stop
    Not my best visit. I know you can do better because you did in spring
    Toner went a bit green?? I've booked in to have it looked at
    She was on her phone twice while I was in the chair
    hurried and it shows
    I didn't feel listened to.
    I left with wet hair because the next person was already standing there
    """
)

WAITED = _lines(
    """
    Twenty minutes late starting and nobody said a word
    Lovely cut but I do wish you ran on time.
    I have an appointment so that I do NOT have to sit and wait
    Waited half an hour, then all was good
    Running late again. A text would have helped.
    had to ask twice when it would be my turn
    I took the morning off for this and sat on the sofa for most of it
    Great hair, long wait. Both true.
    """
)

DOUBLE = _lines(
    """
    Two of us were booked for the same chair at the same time. Someone has to sort out that booking system!
    Turned up at ten, so did another lady, also at ten, also for the same stylist. I waited fifty minutes.
    I got the reminder, I got the confirmation, I did not get the chair.
    The poor girl had two clients at once and ran between us. Not her fault, but not what I pay for either.
    My colour stayed on too long because she was doing somebody else's foils next door. It's fine. Just.
    Double booked AGAIN. That's the second time in a month
    An hour and ten late. I missed my train.
    You could see everyone was stressed. Please go back to the paper diary!
    The new online booking is a disaster, I hope you get your money back
    Cut was lovely when it finally happened.
    Waited 40 mins with a toddler. Never again on a Saturday
    I was told to come back in an hour. For an appointment I had made in September
    They offered me a free treatment for the wait which was kind. I would still rather have been on time.
    no fault of the staff but the booking is a mess at the moment
    Sat there with wet hair for half an hour while she finished the other lady
    Apparently I had been "moved". Nobody told me
    Booked for 2, seen at ten to 3
    Everything good except the wait, which was not good at all
    Nia apologised to everybody in person. Credit where it's due, but please fix it before Christmas
    I gave up after 45 minutes and rebooked. Then the rebooking clashed as well!!
    """
)

MISSING = _lines(
    """
    Still miss Imogen if I'm honest.
    Nice enough but nobody does my colour like Imogen did
    Where has Imogen gone? Would have been good to be told.
    Getting used to somebody new takes time. It's a 7 from me for now.
    She did her best, she isn't Imogen.
    Colour is good! Different from Imogen's, but good.
    I was worried after Imogen left and I needn't have been. Thank you
    Everyone asks me how it is without Imogen. It's all right. It's not the same.
    """
)

NEW = _lines(
    """
    First visit, won't be the last
    Found you online, glad I did.
    New to the area and was dreading finding a new hairdresser. Found one!
    first time here, very welcoming
    My neighbour sent me. She was right.
    """
)

WEDDING = _lines(
    """
    Ready for the wedding on Saturday! x
    The bridesmaids are jealous. Mission accomplished
    Beach hair sorted for the holidays
    It's hot and I can feel my neck again. Heaven
    Chlorine green is gone, you are wizards
    """
)
WINTER = _lines(
    """
    Christmas hair done! merry christmas to you all
    Mince pie AND a blow dry. Happy Christmas
    The little fairy lights in the mirrors are so pretty
    New year, new hair
    Static is gone, that serum works
    """
)

SHELVES = (
    Shelf("delight", DELIGHT, low=9, stylist=(4, 5), waiting=(3, 5), weight=16),
    Shelf("cut", CUT, low=8, stylist=(4, 5), categories=("Cuts",), weight=8),
    Shelf("colour", COLOUR, low=8, stylist=(4, 5), categories=("Colour",), weight=9),
    Shelf("mens", MENS, low=8, stylist=(4, 5), categories=("Barbering",), weight=12),
    Shelf("Nia", NIA, low=9, stylist=(5, 5), weight=3),
    Shelf("Imogen", IMOGEN, low=9, stylist=(5, 5), last_on=stories.IMOGEN_LAST_DAY, weight=4),
    Shelf("Rhys", RHYS, low=9, stylist=(5, 5), weight=3),
    Shelf("Bex", BEX, low=9, stylist=(5, 5), weight=3),
    Shelf("Tomasz", TOMASZ, low=8, stylist=(4, 5), first_on=stories.TOMASZ_FIRST_DAY, weight=4),
    Shelf("Dilys", DILYS, low=8, stylist=(4, 5), weight=3),
    Shelf("fine", FINE, low=6, high=8, stylist=(3, 5), waiting=(3, 5), weight=14),
    Shelf("unhappy", UNHAPPY, high=6, stylist=(1, 3), weight=14),
    Shelf("waited", WAITED, high=8, waiting=(1, 2), weight=9),
    Shelf(
        "double",
        DOUBLE,
        waiting=(1, 2),
        first_on=stories.DOUBLE_FROM,
        last_on=stories.DOUBLE_UNTIL,
        weight=60,
    ),
    Shelf(
        "missing",
        MISSING,
        high=8,
        first_on=stories.IMOGEN_LAST_DAY,
        misses_imogen=True,
        weight=30,
    ),
    Shelf("new", NEW, low=8, stylist=(4, 5), is_new=True, weight=25),
    Shelf("wedding", WEDDING, low=8, stylist=(4, 5), months=(6, 7, 8), weight=3),
    Shelf("winter", WINTER, low=8, stylist=(4, 5), months=(12, 1), weight=5),
)
