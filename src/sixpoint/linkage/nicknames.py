"""Forenames that are one name in other clothes: Maggie for Margaret, Jamie for James.

Tight on purpose: a group holds only names that the same child is really called by, because two
names of one group are taken to agree. Two siblings may still bear two names of a group (Jack and
John); the other rules keep them apart.
"""

_GROUPS = """
abigail abbie abby abi
aidan aiden aidyn
aileen eileen
alan allan alun al
alasdair alastair alistair alister allister ali
alexander alexandra alexandria alex alec sandy lexi lexie xander sacha
amelia millie milly
andrew andy drew
angela angie
anthony antony tony
archibald archie
benjamin ben benji benny
bernard bernie
bradley brad
calum callum
cameron cam
catherine catharine katherine kathryn katharine kate katie katy cathy kathy kitty
catriona katrina trina
charles charlie charlotte lottie chas
christopher christine christina christian chris christie kirsty kirstie kirsten
claire clare
daniel danielle dan danny dani
david dave davie davy
deborah debra debbie
dominic dom
donald donnie
dorothy dot dottie
duncan dunc
edward eddie ed ned ted teddy
eilidh ailie
eleanor elinor ellie nell nellie
elizabeth elisabeth eliza beth betty liz lizzie lisa elspeth elsie libby
emily emmy emmie em
ewan euan ewen
finlay findlay finley fin finn
fiona fi
francis frances fran frankie frank
frederick freddie fred
gabriel gabriella gabrielle gabi gaby
george georgina georgia georgie
gerard gerry
geoffrey jeffrey geoff jeff
gillian jillian gill jill
graham graeme grahame
gregor gregory greg
hannah hanna
harold harry henry hal
helen helena ellen
iain ian
isabella isabelle isabel isobel bella izzy issy
jacob jake
jacqueline jackie
james jamie jim jimmy jaimie
janet jan
jennifer jenny jen jenna
jessica jess jessie
john jack jon johnny jock
jonathan jonathon jonny
joseph joe joey
josephine josie jo
joshua josh
judith judy
julia julie jules
kenneth ken kenny
kevin kev
kimberley kimberly kim
laura laurie
lachlan lachie
lawrence laurence larry
leonard leo len lenny
lewis louis louie lou
lilian lillian lily lilly
louise louisa
lucas luke lukas
lucy lucie
madeleine madeline maddie maddy
magnus mag
malcolm malky
margaret maggie peggy greta madge mairead
marion marian
martin marty
mary molly mairi mhairi maria marie
matthew mathew matt
maximilian max maxwell
matilda tilly tilda
megan meghan meg megs
michael mike mick micky mikey
mohammed muhammad mohammad mohamed muhammed mo
natalie nat natasha tasha
nathan nate nathaniel
neil niall neal
nicholas nicolas nick nicky nicola nicole
oliver ollie olly olivia liv
patrick paddy patricia pat patsy tricia trish
peter pete
philip phillip phil pip
rachel rachael
rebecca rebekah becky becca
rhona rona
richard rick ricky dick rich richie
robert rob robbie bob bobby bert rab
roderick rory roddy ruairidh ruaridh
ronald ron ronnie
rosemary rosie rose
samuel samantha sam sammy
sarah sara sally
sean shaun shawn
sheila shelagh
sophie sophia sofia
stephen steven steve stevie
stewart stuart stu
susan suzanne susanna sue susie suzie
teresa theresa tess tessa
theodore theo
thomas tom tommy tam
timothy tim timmy
valerie val
vanessa nessa
victoria vicky vikki tori
vincent vince
william bill billy will willie liam wullie
yvonne evonne
zachary zach zac zack
zoe zoey
"""

_FOLDED = [line.split() for line in _GROUPS.strip().splitlines()]

ROOTS: dict[str, str] = {name: group[0] for group in _FOLDED for name in group}
"""Each known form to the name it stands for; unknown names stand for themselves."""
