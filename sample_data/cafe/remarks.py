"""What guests wrote, shelved by when and by whom it could have been written.

One comment a line, as typed. A staff name in a comment means that this person served; an item in
{braces} means that it was on the receipt (the braces are not printed).
"""
# ruff: noqa: E501

from dataclasses import dataclass
from datetime import date

from sample_data.cafe import stories
from sample_data.cafe.place import Place

ALL_YEAR = tuple(range(1, 13))
SUMMER, AUTUMN = (6, 7, 8), (10, 11)


@dataclass(frozen=True)
class Shelf:
    """Comments that share the conditions under which somebody would write them."""

    name: str
    texts: tuple[str, ...]
    low: int = 0
    high: int = 10
    at_least: tuple[tuple[str, int], ...] = ()
    at_most: tuple[tuple[str, int], ...] = ()
    first_on: date = stories.FIRST_DAY
    last_on: date = stories.LAST_DAY
    months: tuple[int, ...] = ALL_YEAR
    place: Place | None = None
    knows_maya: bool = False
    is_stranger: bool = False
    is_regular: bool = False
    is_in_slow_weeks: bool = True
    weight: float = 10.0


def _lines(block: str) -> tuple[str, ...]:
    """The comments of a block, one a line."""
    return tuple(line.strip() for line in block.strip().splitlines())


# Three regulars of Maya's wrote these a few days before they came for the last time.
PARTING = (
    "Yet another morning where nobody behind the counter knew me. With Maya I never had to say a word, my coffee was on the bar before I had my gloves off. I know you are short of people. But I don't walk ten minutes in the cold to spell my name.",
    "Asked for it extra hot, got it lukewarm, and when I said so I got a shrug. That would not have happened with Maya. Im disappointed.",
    "It is just not the same place since Maya left. Polite enough, but I could be anybody. I think I will try somewhere else for a while.",
)

DELIGHT = _lines(
    """
    Best part of my morning.
    Love this place!
    Honestly the nicest cafe in Portland. I have sent half my office here.
    Everything was lovely, thank you.
    You make a grey day better.
    Nothing to add. Keep doing what you do!
    I moved here last year and this was the first place where somebody asked my name.
    five stars from me and the dog. the water bowl by the door was full, he noticed.
    Never change please
    My mother in law was visiting and is VERY hard to please. She wants to come back tomorrow.
    Always a good feeling walking in. I can see the lantern from my window and most days it wins.
    I work from the corner table twice a week and nobody has ever made me feel like I should leave.
    warm, friendly, good music, good coffee. what else
    They found my scarf and kept it behind the counter for a week. I never even asked.
    It was my birthday and someone drew a little candle on my cup. I nearly cried, it had been a long week.
    The whole team sang (quietly, thank god) for my husbands birthday. He is still talking about it.
    So kind to my daughter who wanted to pay by herself with coins. There was a line and nobody rushed her.
    Great as ever.
    I was short 40 cents and they waved it off. Paid it back of course but still.
    You feel seen here. That is rare.
    10/10 would spill coffee on myself here again. Thanks for the towel and the new cup!
    Good people.
    Staff clearly like each other and it shows.
    The dog biscuits are a hit. So is the coffee I guess :)
    I had my first date here three years ago, we came back for the anniversary, you gave us the same table. We never told you which one it was?!
    Perfect start before a hospital shift.
    My kid did her homework at the counter while I ordered and came out with a free cookie for spelling necessary.
    thank you for the chair for my dad, he can't stand long. someone saw it before I had to ask
    Cozy. Friendly. Smells amazing.
    We hosted our book club and they pushed two tables together without being asked.
    Just happy.
    I've tried every coffee place between here and the ferry. I keep coming back to this one.
    You remembered about my interview and asked how it went. (I got it!)
    Best place to sit when it rains, which is always
    it's the small things. a glass of water without asking, the door held open for the stroller
    Wonderful, as usual. Say hi to everybody.
    No notes.
    Lost my wallet, they called me before I noticed.
    Can't fault it
    I bring every visitor here.
    You were patient with my terrible english and I learned the word "drizzle" :)
    The good mood is catching.
    Dog friendly for real, not just a sticker on the door.
    Was having a rotten day, got a smile and an extra shot. Rotten day fixed.
    I like that you know the names of the dogs AND the owners.
    Could not be happier with the place, my wife says I should move in
    Excellent
    """
)

KNOWN_HERE = _lines(
    """
    My order was ready before I got to the counter. How do you do it?
    I don't even order anymore, they just know.
    Been coming for years and it still feels like someone is glad I walked in.
    Somebody noticed I was gone for two weeks and asked if I was ok. That's why I come here and not to the chain on the corner.
    I like being a regular here.
    They knew I'd switched to decaf after my surgery. I mentioned it once!
    same time same coffee same smile. don't change a thing
    You all have become part of my week.
    My usual, done right, every time.
    Nice that someone said my name right. Not an easy one.
    It is the only place where I do not look at my phone while I wait.
    I tried to order something different and three people looked worried. I love that.
    """
)

MAYA = _lines(
    """
    Maya remembers everything. Asked about my sister's wedding, I mentioned it a month ago.
    Maya is a treasure, hope you pay her well
    Maya!!!
    Whoever trains your staff should clone Maya.
    Maya always has my cup ready when she sees me cross the street.
    Came in grumpy, left laughing. Thank Maya for that.
    Maya knew I take it without the lid. It's the little things.
    I'd follow Maya anywhere honestly
    Maya noticed I had my arm in a cast and carried everything to the table for me.
    Maya taught my son to say thank you in sign language. He does it everywhere now.
    Best barista in town is Maya, no contest.
    Maya is the reason I get off the bus one stop early.
    Big thanks to Maya who stayed five minutes after her shift to help me pick beans for my dad
    My day does not start until Maya says good morning
    Maya keeps the last cinnamon roll for me when she knows I'm running late. Don't tell anyone.
    Maya found out it was my birthday, I have no idea how. A candle in a muffin!
    Even with a full counter Maya looks up and says hello by name.
    I told Maya I was worried about my scan and she remembered to ask. It was fine. She hugged me.
    Maya = sunshine
    Maya makes a mean latte and an even better joke.
    Lovely chat with Maya as always.
    Maya spotted that they gave me the wrong milk before I did.
    """
)

ANA = _lines(
    """
    Ana is so warm. Makes you feel like a guest at her house.
    Ana explained the difference between the two roasts without making me feel stupid
    Shout out to Ana, she handled a very rude man in front of me with so much grace.
    Ana has the best laugh in Portland
    Ana remembered my kids' names. Both of them. I sometimes mix them up myself.
    Ana is lightning fast and still friendly.
    Thanks Ana for the extra napkins and the kind words, you know why.
    I asked Ana for something "not too sweet" and what she made me was perfect.
    Ana asked how the marathon went!! I ran the half but still
    Ana is great. That's it, that's the comment.
    Ana walked out after me in the rain because I'd left my umbrella.
    Ana drew a cat in the foam, my niece refused to drink it.
    ana is always kind even when it's packed
    I am deaf and Ana faces me when she speaks and learned a few signs. It means a lot.
    Ana recommended the tasting evening. I'm hooked now, thanks a lot ;)
    """
)

JONAS = _lines(
    """
    Jonas knows more about coffee than anyone I've met and never shows off.
    Jonas dialed in the grinder again just for my one cup. Respect.
    Jonas is quiet but he never forgets an order.
    Jonas helped me carry the stroller up the step. Twice.
    Good talk with Jonas about the Ethiopian beans, went home with a bag.
    Jonas fixed my brewing over the counter in two minutes. Grind coarser, that was all it was.
    Always calm, always nice, that Jonas.
    Jonas asked if I wanted to try something new and it was the best thing I've had all year
    props to Jonas for keeping his cool, the card reader was acting up and he just wrote it all down on paper
    Jonas slipped my old dog a biscuit and knelt down to say hello to her. She's 14.
    Jonas has the driest humor, I love it
    Sunday or weekday, if Jonas is on I know it will be good.
    Thank you Jonas for looking for my earring under every single table.
    jonas is the best
    """
)

PRIYA = _lines(
    """
    Priya is new best friend of my toddler. High fives across the counter.
    Priya remembered my allergy without me saying a thing. I can relax here.
    Priya's smile, seriously.
    Priya made me a tea for my sore throat that wasn't on the menu. It helped!
    Priya noticed the muffin was broken and gave me a second one
    So thoughtful, Priya asked if I wanted the quieter table because I had my laptop.
    Priya is fast, funny and fair. She told the man who cut the line to go back.
    Priya wrote good luck on my cup before my exam. Passed!
    Priya always asks how my mother is doing.
    Loved talking books with Priya. She was right about the ending.
    Priya deserves a raise
    Priya took the time to show me the app although there were people waiting. I am 78 and I was grateful.
    priya knows my name, my order and my dog's order
    Priya asked how my thesis went, I'd mentioned it weeks ago. Who remembers that?
    """
)

TOM = _lines(
    """
    Tom is a one man show. Always cheerful.
    Tom saw me coming and had it ready. Made my train.
    Tom tells the worst jokes and I come back for them
    Quick chat with Tom is my favourite part of the week.
    Tom gave my little one a tour of the machine, she wants to be a barista now.
    Tom noticed I looked cold and topped up my cup for free.
    Always a good word from Tom.
    Tom knows how I like it: hot, strong and no small talk before the first sip.
    Tom kept my bag behind the counter while I did my shopping. Lifesaver.
    Tom is a gem, please never let him go!
    tom remembered that I was off dairy. third visit!
    Tom hands out the smiles for free.
    """
)

MARKET = _lines(
    """
    Best thing about the Market Hall is your kiosk.
    Market Hall kiosk is small but mighty.
    Wish the kiosk in the hall was open on Wednesdays too!
    Grabbed one between the cheese and the flowers. Happy.
    Happy to have you in the Market Hall, before that it was vending machine coffee.
    """
)

NEW_LEO = _lines(
    """
    Leo is new but he asked my name and used it right the next time. Good sign.
    Leo is doing great, give him time.
    The new guy Leo is really sweet.
    I was sceptical after all the changes but Leo won me over.
    Welcome Leo :)
    Leo is quick and polite, and he's starting to know everybody.
    """
)

LEO = _lines(
    """
    Leo got my order wrong, apologised, made a new one and gave me both. Can't be mad at that.
    Leo makes beautiful foam! A swan, an actual swan.
    leo is a good fit for you guys
    Leo brought my coffee out to the car because of my crutches.
    Leo has the playlist under control. Finally.
    Told Leo I'm trying to drink less coffee. He found me a tea I actually like.
    Leo asked what I usually have instead of guessing. Smart.
    Chatted with Leo about Lisbon for ten minutes, I was almost late for work.
    Leo learned my dog's name before mine. Correct priorities.
    Nice young man, Leo. He held the door with his foot, two coffees in his hands.
    """
)

TASTY = _lines(
    """
    The {cortado} was perfect.
    Best {flat white} I've had outside of Melbourne, and I'm from there.
    {latte} was silky. Not too hot, finally a place that gets that.
    That {cardamom bun} should be illegal.
    {cinnamon roll} still warm! I could have eaten three.
    I dream about the {almond croissant}
    {cold brew} is smooth and strong, just how it should be.
    Good {cappuccino}, dry the way I asked.
    My {pour over} tasted like blueberries, no joke.
    {espresso} was spot on, sweet and short.
    The {egg sandwich} is the best breakfast under ten dollars in town
    {drip coffee} is better here than the fancy stuff elsewhere.
    The {lemon loaf} tastes like my grandmother's.
    {chai latte} with a real kick of ginger, not that syrup stuff.
    {matcha latte} not too sweet, yes!!
    {tomato soup} on a cold day. Nothing better.
    {avocado toast} was fresh and the portion is generous
    I'm picky about {americano}s and this one had a proper crema.
    {mocha} is dangerous. I'm blaming you.
    {blueberry muffin} full of actual blueberries.
    The {butter croissant} shatters like it should. Crumbs everywhere, worth it.
    {maple latte}!! tastes like vermont in a cup
    {hot chocolate} was thick and dark, my son licked the cup
    {iced latte} saved me today
    {oatmeal cookie} big as my hand
    {mint tea} with real leaves. Small thing but it matters.
    {turkey panini} was toasted just right.
    The {pumpkin latte} is not too sweet for once. Well done.
    {lantern blend} beans make my kitchen smell like your shop. win win
    Coffee was on point.
    Whatever you did with the new beans, keep it up
    Always consistent. Same taste on a monday as on a sunday.
    Foam art on the {latte} made my day, a little lighthouse.
    {earl grey} in a proper pot with a timer. Thank you from an English guest.
    Coffee 10 out of 10, pastries 11 out of 10
    finally someone who doesn't burn the milk
    I'd rate the {flat white} a six if I could.
    The {cappuccino} at your place is the only one my italian father in law finishes.
    {espresso} like at home in Naples. Almost.
    {cinnamon roll}. that's the review
    """
)

BRISK = _lines(
    """
    In and out in four minutes, with a smile. Amazing.
    Super fast even at rush hour
    Fast, friendly, hot. Exactly what I need before work.
    The line looked long but moved quickly.
    Never waited less anywhere.
    Made my bus thanks to you!
    I timed it for fun: two and a half minutes from the door to the first sip.
    quick service, no fuss
    Even with a big order for the office it took no time.
    """
)

SPOTLESS = _lines(
    """
    Always so clean, even the bathroom has flowers.
    Tables wiped before I sat down. Nice.
    Spotless! I have a toddler who licks things so I notice.
    whoever does the cleaning in the morning deserves a thank you. the floor shines
    The restroom was cleaner than mine at home...
    Fresh flowers on the tables, windows clean, everything in its place.
    Love how tidy it is even when it's busy.
    Clean and cosy.
    """
)

SO_SO = _lines(
    """
    Fine.
    It was ok
    Nice place but hard to find a seat after nine.
    Music was a little too loud for my poor head.
    All good, nothing special this time.
    Would love a second vegan option besides the one cookie.
    You were out of oat milk again. Otherwise lovely.
    Oat milk ran out while I was in line. Sad face.
    Please bring back the ginger cookies!
    A bit drafty at the table by the door.
    Decent. I'd come more often if there was somewhere to lock a bike.
    Could you open a bit earlier? 6:30 would save my commute.
    Nice but I wish the loyalty thing worked at both places.
    The playlist has had the same eight songs since spring
    Good as always, just too crowded for me today.
    Good. My cup was a bit full, spilled on the way out.
    no decaf espresso today? hm
    Pretty good. The tip screen asking for 25% feels like a lot for a drip coffee.
    Would be nice to have a few more power outlets.
    I liked it but the almond croissants were gone by 9. Again.
    Sandwich was nice, a bit small for the price
    Not bad! Parking is a pain but that's not your fault.
    Pleasant. Nobody asked if I wanted a glass of water with it, you used to.
    It's good, I just don't like the new paper lids.
    dog water bowl was empty. we fixed it ourselves, no big deal
    Quite nice. The menu board is hard to read from the back of the line.
    Would come on Sundays too if you opened before 8.
    Average today, normally better.
    okay-ish
    Everything is alright, I'd only turn the music down one notch so I can hear my name called.
    It's a nice cafe. Bit far from where I work now.
    I had to ask for my change. Otherwise no complaints.
    Good stuff. Stroller parking would be a dream.
    Three people with laptops at the four big tables, we stood. Maybe a rule on weekends?
    """
)

GOOD_BUT = _lines(
    """
    Good coffee, a bit pricey.
    Coffee great, chairs not so great. My back says hello.
    wifi dropped twice during a call, coffee helped
    Coffee good. Bathroom door doesn't lock properly, had to hold it with my foot :)
    Solid coffee, average muffin.
    Coffee fine as ever, but the corner table still wobbles.
    """
)

WAITED = _lines(
    """
    Waited a long time for a simple coffee.
    Too slow this time. I counted four people chatting and one working.
    My name was called wrong so someone else took my drink, then I waited again.
    12 minutes for a drip coffee is too much
    They forgot my order. It happens, but nobody said sorry.
    A bit slow, only one person behind the counter and a group of eight before me.
    Slow today. I had to leave without my sandwich.
    line wasn't moving because someone was ordering for a whole office. can those go separately?
    I was served after two people who came in later than me.
    Phone orders seem to go before the people who stand there. Not fair.
    Took forever, nearly missed the ferry.
    """
)

SLOW_TILL = _lines(
    """
    Why is only one register open? The line was out the door.
    Queue to the door and then some. Left my colleague behind in it.
    that second till is driving everybody crazy, including the poor people behind the counter
    the queue!!!
    Second register frozen again. Everyone was apologising, which is nice, but I was late for work.
    I nearly gave up and went without. First time ever.
    Stood in line so long that I read the whole bulletin board. Twice.
    Love you guys but the wait lately is something else.
    the till crashed when it was my turn and they had to ring everything up again
    How hard can it be to replace a cash register?
    Line was 11 people deep. One till.
    My lunch break is 30 minutes. I spent 18 of them in your queue.
    Another morning, another queue. Get a new till please!
    Card reader on the left one never works, everybody has to switch lines. Then you start at the back.
    Too slow. Sorry.
    Slow slow slow
    The staff did their best, it's the machine. It rebooted twice while I stood there.
    I could see three people making coffee very fast and one till holding all of us up.
    Waited 20 min, nobody said anything until I asked. A word would have helped.
    The line goes past the milk station so you can't even get a lid anymore.
    if it stays like this ill have to find something on the other side of the street
    You need a second register or fewer customers :)
    Nearly missed my bus because the register was down.
    Order ahead would help a lot while your till is broken.
    Coffee was cold by the time they'd got the payment through.
    They opened a cash-only line, but who has cash?
    Not the team's fault but the wait is really bad at the moment.
    Half the queue left while I was in it. You're losing money, folks.
    They were so stressed you could feel it across the room. It's that till.
    A sign at the door with the waiting time would be fair.
    It took longer to pay than to drink it.
    """
)

SLOW_TILL_FOR_WEEKS = _lines(
    """
    Two tills, one working. Same as last week. Please fix it.
    I've started to come later because of the queue and now the croissants are gone. Lose lose.
    Waiting time has doubled since the middle of September I would say.
    was told the second till would be fixed "any day now". that was two weeks ago
    Long wait again. I'll give it one more week.
    Still just the one register? It has been weeks now.
    How many weeks can a till be broken? I've started a diary.
    """
)

SLOW_BUT_KIND = _lines(
    """
    Coffee is still great but I waited 15 minutes for it.
    Good coffee, good people, terrible line.
    Long queue but they handed out little cups of cold brew to everybody waiting. Classy.
    Till trouble again, still the friendliest people in town.
    Line was long, the mood was good anyway. Hope the new till comes soon.
    Worth the wait, but it was a wait.
    You kept smiling with one till and 15 people in line. I couldn't.
    the queue is annoying, the coffee makes up for it
    Can't blame the team for the register. Hang in there!
    """
)

LUKEWARM = _lines(
    """
    friendly people, coffee lukewarm but drinkable
    Nice people, but the milk was scorched today.
    Cup only two thirds full. Is that the new size?
    A bit weak for my taste today.
    """
)

POOR_COFFEE = _lines(
    """
    Coffee was cold. I had to send it back.
    My {latte} was mostly foam.
    {cappuccino} tasted burnt today
    bitter
    Asked for oat, got dairy. I noticed after half the cup and my stomach noticed later.
    The croissant was from yesterday, sorry but you can tell.
    {americano} was like water. I didn't say anything, didn't want to bother.
    {espresso} sour, pulled way too fast.
    Muffin dry as sand.
    Not what I ordered, and no time to change it.
    New beans? I liked the old ones better. This one is too acidic for me.
    {drip coffee} must have sat there since opening.
    {cold brew} watered down, it was all ice.
    wrong milk. third time this month
    My {flat white} was lukewarm and the cup sticky. You can do better, I know because you usually do.
    The {egg sandwich} was cold in the middle.
    {cortado} in a paper cup the size of a bucket. That's not a cortado.
    The {matcha latte} was lumpy and way too sweet.
    {chai latte} was just hot milk
    """
)

COLD_WELCOME = _lines(
    """
    Nobody looked up when I came in.
    I felt like I was interrupting their conversation.
    No hello, no thank you, just "next".
    The person at the till was rude when I asked about the price.
    I come here often enough that a hello would be nice.
    Felt rushed. I'm 81, I need a minute with my purse.
    Was ignored for a few minutes while staff talked about their weekend
    Someone rolled their eyes at my kid. Come on.
    Not very welcoming today. Maybe a bad day, we all have them.
    cold. and I don't mean the coffee
    I said good morning twice. Silence.
    Staff seemed tired and grumpy.
    They argued with each other behind the counter in front of everyone. Uncomfortable.
    """
)

GRUBBY = _lines(
    """
    Sticky tables and crumbs on every chair.
    Bathroom out of paper and soap. At ten in the morning!
    The milk station was a mess, puddles everywhere.
    Dirty cup with lipstick on it. Not mine. Yuck.
    trash can overflowing by the door
    Floor was so sticky my shoe nearly stayed.
    Dishes piled up on three tables, nobody came.
    There was a fly in the pastry case. I told them, they laughed it off.
    please check the restroom more often
    High chair had old food on it.
    """
)

UNHAPPY = _lines(
    """
    Not my place anymore.
    Too loud to talk. We left.
    It used to be better.
    Overcharged me for an extra shot I didn't have, and getting it back was a hassle.
    I asked for the manager and was told to write here. So: please call me.
    The music. THE MUSIC.
    Disappointed. I usually love it here.
    I won't be back in a hurry
    Nothing went right today. Wrong drink, no seat, and the wifi was down.
    There was a screaming match at the next table and nobody stepped in.
    My gift card did not work and they acted as if I was trying to cheat.
    I've given feedback about the wobbly table three times now. It still wobbles.
    Meh. For these prices I expect more.
    Got charged twice, still waiting for my money.
    """
)

DEARER = _lines(
    """
    Prices went up again? I understand, but still.
    A quarter more for everything since January. My wage didn't go up.
    Getting a bit expensive for every day.
    Coffee is worth it, but 25 cents here and 25 there adds up.
    New prices hurt a little. Quality is still there.
    """
)

MISS_MAYA = _lines(
    """
    We miss Maya!
    Where is Maya? I went on holiday and she's gone!
    Miss Maya. The others are sweet too though.
    Not the same without Maya but you're doing fine.
    Please tell Maya we think of her.
    Still look for Maya behind the counter every time. Good luck to her wherever she is.
    I hope Maya is happy in her new job. Big shoes to fill!
    Sad that Maya left. I never got to say goodbye properly.
    It will take time until somebody knows my order like Maya did. No hard feelings.
    Give Maya my best if you see her, from the one with the red bike
    """
)

LOST_WITHOUT_MAYA = _lines(
    """
    Since Maya left nobody knows my name.
    Maya always had it ready. Now I stand there and spell it out like a tourist.
    It was Maya who made this place. Now it's just coffee.
    I used to come for Maya, to be honest. Trying to find a reason now.
    Nobody asks how I am anymore. Maya always did.
    I explained my order three times. With Maya it was zero times.
    Without Maya the mornings are quiet in a bad way. You should do something about it, people are talking.
    I feel like a stranger since Maya is gone
    Nothing wrong with the new people but they don't look up. Maya looked up.
    a goodbye from Maya would have been nice. I found out from a note at the till
    """
)

BEFORE_CLOSING = _lines(
    """
    Two weeks closed in January, what will I do?? Good luck with the renovation.
    Hope you won't change too much with the renovation. I like my wobbly corner.
    thanks for the heads up about the closing. see you on the other side
    Sad about the two weeks, happy about a new counter.
    """
)

AFTER_REOPENING = _lines(
    """
    You're back!!! Longest two weeks of the winter.
    The new counter looks great, worth the wait.
    Missed you during the renovation. Chain coffee is not the same.
    Love the new paint, the whole place feels lighter.
    So glad you are open again
    Still smells of paint a little but I'll take it.
    I walked to your door twice while you were closed. Habit.
    New lamps are lovely. Who picked them?
    Renovation turned out beautiful and you kept my favourite window seat, thank you
    my dog sat in front of the closed door every morning for two weeks. he's happy now, so am I
    """
)

AFTER_REOPENING_GRUMBLES = _lines(
    """
    The renovation took away four seats. Why?
    The new stools are pretty but you can't sit on them for more than ten minutes.
    I liked the old counter better, this one is so high I can't see who I'm talking to.
    Had no idea you'd be closed for two weeks, came all the way for nothing. Put it on the door earlier next time.
    Nice new look. It's louder though, everything echoes.
    Came back after the closure and the paint smell gave me a headache
    """
)

SUMMERTIME = _lines(
    """
    Tables outside are the best idea of the summer.
    Dog water bowl in the shade, that's what I call service.
    Too hot for coffee, so the fan and the ice water were welcome.
    Packed with cruise ship people but you kept your cool.
    Sat outside, watched the boats, forgot the time.
    Could use one more umbrella outside, we got roasted
    My {cold brew} in the sun. Life is good.
    {lemonade} is homemade and tastes like it.
    """
)

AUTUMNAL = _lines(
    """
    Leaves outside, warm cup inside. Perfect.
    {pumpkin latte} season is my season. don't judge
    The little gourds on the tables made me smile.
    Cosy now that it's getting dark early.
    """
)

DECEMBER = _lines(
    """
    The lanterns in the window look magical with the snow.
    Happy holidays to the whole team!
    Merry christmas, see you next year
    My gift cards came in a hand painted envelope. So pretty.
    Thank you for the mittens box by the door, I dropped off two pairs.
    """
)

SPRINGTIME = _lines(
    """
    First coffee outside this year!
    The tulips on the counter, lovely.
    Spring is here and so is my appetite.
    Rainy April but always sunny in here :)
    """
)

NEW_PLACE = _lines(
    """
    Tried the new place in town, came straight back to you.
    The new place on Exchange Street is cheaper but they don't know my dog.
    New coffee bar opened two blocks from me. Nice machine, no soul.
    """
)

NEW_PLACE_TEMPTS = _lines(
    """
    The new place on Exchange Street is faster and has parking. Just saying.
    I've been going to the new spot in town more lately, they do a discount with your own cup.
    There is a new cafe next to my gym now. You'll have to give me a reason.
    Went to the new place last week. Their oat milk never runs out.
    """
)

STRANGERS = _lines(
    """
    First time here, certainly not the last!
    Visiting from Ohio. Wish we had one of you at home.
    We were only in town for a day and came twice.
    A local sent us here and was right.
    Found you by accident because of the rain. Lucky accident.
    My first visit and they asked where I was from and gave me three tips for the day. All good ones!
    Here for a conference. Beats the hotel coffee by a mile
    """
)

SUMMER_STRANGERS = _lines(
    """
    Off the cruise ship and into the best coffee of the trip.
    Passing through on our way to Acadia. What a find.
    Stopped on the way to the ferry. We nearly missed it, worth it.
    """
)

STRANGERS_SO_SO = _lines(
    """
    First visit. Nice enough, didn't quite get the hype.
    It was good, we didn't know where to order and where to pick up. A sign would help visitors.
    Came because of the reviews. Ok coffee, nice room.
    New here. Confusing line but friendly once you get to the front.
    """
)

_MAYA_HERE = stories.MAYA_LAST_DAY
_CLOSING_KNOWN, _REOPENED = date(2025, 12, 15), date(2026, 1, 19)
_WARM_WELCOME = (("greeting", 4),)
_ALL_WELL = (("greeting", 4), ("speed", 3), ("coffee", 4), ("cleanliness", 3))
_ALL_FAIR = (("greeting", 3), ("speed", 3), ("coffee", 3), ("cleanliness", 3))

SHELVES = (
    Shelf("delight", DELIGHT, low=9, at_least=_ALL_WELL, place=Place.HARBOR, weight=18),
    Shelf("known here", KNOWN_HERE, low=9, at_least=_WARM_WELCOME, is_regular=True),
    Shelf("Maya", MAYA, low=8, at_least=_WARM_WELCOME, last_on=_MAYA_HERE, weight=16),
    Shelf("Ana", ANA, low=8, at_least=_WARM_WELCOME, weight=14),
    Shelf("Jonas", JONAS, low=8, at_least=_WARM_WELCOME, weight=14),
    Shelf("Priya", PRIYA, low=8, at_least=_WARM_WELCOME, weight=14),
    Shelf("Tom", TOM, low=8, at_least=_WARM_WELCOME, place=Place.MARKET, weight=14),
    Shelf("Leo", LEO, low=8, at_least=_WARM_WELCOME, first_on=stories.LEO_FIRST_DAY, weight=16),
    Shelf(
        "new Leo",
        NEW_LEO,
        low=8,
        at_least=_WARM_WELCOME,
        first_on=stories.LEO_FIRST_DAY,
        last_on=date(2026, 6, 30),
        weight=16,
    ),
    Shelf("market", MARKET, low=8, at_least=_ALL_FAIR, place=Place.MARKET),
    Shelf("tasty", TASTY, low=8, at_least=(("coffee", 4),), weight=20),
    Shelf("brisk", BRISK, low=8, at_least=(("speed", 5),), is_in_slow_weeks=False, weight=5),
    Shelf(
        "spotless",
        SPOTLESS,
        low=8,
        at_least=(("cleanliness", 5),),
        place=Place.HARBOR,
        weight=5,
    ),
    Shelf("so-so", SO_SO, low=6, high=8, place=Place.HARBOR, weight=20),
    Shelf("good, but", GOOD_BUT, low=6, high=8, at_least=(("coffee", 4),), place=Place.HARBOR),
    Shelf("lukewarm", LUKEWARM, low=6, high=8, at_most=(("coffee", 3),), weight=15),
    Shelf("waited", WAITED, high=7, at_most=(("speed", 2),), weight=30),
    Shelf(
        "slow till",
        SLOW_TILL,
        high=8,
        at_most=(("speed", 3),),
        first_on=stories.SLOW_FROM,
        last_on=stories.SLOW_UNTIL,
        place=Place.HARBOR,
        weight=400,
    ),
    Shelf(
        "slow till for weeks",
        SLOW_TILL_FOR_WEEKS,
        high=8,
        at_most=(("speed", 3),),
        first_on=date(2025, 10, 2),
        last_on=stories.SLOW_UNTIL,
        place=Place.HARBOR,
        weight=80,
    ),
    Shelf(
        "slow but kind",
        SLOW_BUT_KIND,
        low=6,
        at_least=(("greeting", 4), ("coffee", 4)),
        at_most=(("speed", 3),),
        first_on=stories.SLOW_FROM,
        last_on=stories.SLOW_UNTIL,
        place=Place.HARBOR,
        weight=80,
    ),
    Shelf("poor coffee", POOR_COFFEE, high=7, at_most=(("coffee", 3),), weight=25),
    Shelf("cold welcome", COLD_WELCOME, high=7, at_most=(("greeting", 3),), weight=25),
    Shelf(
        "grubby",
        GRUBBY,
        high=7,
        at_most=(("cleanliness", 3),),
        place=Place.HARBOR,
        weight=25,
    ),
    Shelf("unhappy", UNHAPPY, high=5, place=Place.HARBOR, weight=14),
    Shelf("dearer", DEARER, low=5, high=8, first_on=_REOPENED, last_on=date(2026, 5, 31)),
    Shelf(
        "miss Maya",
        MISS_MAYA,
        low=6,
        at_least=(("greeting", 3),),
        first_on=date(2026, 3, 17),
        last_on=date(2026, 7, 31),
        knows_maya=True,
        weight=90,
    ),
    Shelf(
        "lost without Maya",
        LOST_WITHOUT_MAYA,
        high=7,
        at_most=(("greeting", 4),),
        first_on=date(2026, 3, 17),
        last_on=date(2026, 7, 31),
        knows_maya=True,
        weight=200,
    ),
    Shelf(
        "before closing",
        BEFORE_CLOSING,
        low=6,
        at_least=_ALL_FAIR,
        first_on=_CLOSING_KNOWN,
        last_on=stories.CLOSED_FROM,
        place=Place.HARBOR,
        weight=60,
    ),
    Shelf(
        "after reopening",
        AFTER_REOPENING,
        low=8,
        first_on=_REOPENED,
        last_on=date(2026, 2, 22),
        place=Place.HARBOR,
        weight=70,
    ),
    Shelf(
        "after reopening, grumbles",
        AFTER_REOPENING_GRUMBLES,
        high=7,
        first_on=_REOPENED,
        last_on=date(2026, 2, 22),
        place=Place.HARBOR,
        weight=50,
    ),
    Shelf(
        "summer",
        SUMMERTIME,
        low=7,
        at_least=_ALL_FAIR,
        months=SUMMER,
        place=Place.HARBOR,
        weight=8,
    ),
    Shelf(
        "autumn",
        AUTUMNAL,
        low=8,
        at_least=_ALL_FAIR,
        months=AUTUMN,
        place=Place.HARBOR,
        weight=6,
    ),
    Shelf(
        "December",
        DECEMBER,
        low=8,
        at_least=_ALL_FAIR,
        months=(12,),
        place=Place.HARBOR,
        weight=25,
    ),
    Shelf(
        "spring",
        SPRINGTIME,
        low=8,
        at_least=_ALL_FAIR,
        months=(4,),
        place=Place.HARBOR,
        weight=20,
    ),
    Shelf("new place", NEW_PLACE, low=8, first_on=date(2026, 6, 15), weight=8),
    Shelf("new place tempts", NEW_PLACE_TEMPTS, high=7, first_on=date(2026, 6, 15), weight=20),
    Shelf("strangers", STRANGERS, low=8, at_least=_ALL_FAIR, is_stranger=True, weight=25),
    Shelf(
        "summer strangers",
        SUMMER_STRANGERS,
        low=8,
        at_least=_ALL_FAIR,
        months=(5, 6, 7, 8, 9, 10),
        is_stranger=True,
        weight=15,
    ),
    Shelf("strangers, so-so", STRANGERS_SO_SO, low=5, high=7, is_stranger=True, weight=25),
)
