"""Everyday words that are names of people too: they warn only where they are written like a name."""

from __future__ import annotations

from typing import Final

_EVERYDAY = """
abbey abbot able ace acre adder alder amber ambler angel angle april arch archer armour arrow art ash askew
aspen aster august autumn away badger bailiff baker balance bald ball bank banks banner barber bard barge
bark barker barn barrow basil basket bath batten battle bay beach beacon beam bean beard beaver beck bees
bell bellow belt bench bend berry best bill birch bird bishop black blade blank blessing bliss blossom blue
blunt bob bold bolt bond bone book booker boot booth border boss bottom bough bound bow bowler box brace
bramble branch brand brass bray bread breeze brew brick bridge bridges bright broad brook brooks broom
brother brown brush buck buckle budge bull bullock bunch bunting burden burn burns bush busy butcher butler
butter buzz cable cage cain cake call camp can candle candy cane cannon cape card care career carol
carpenter cart carter carver case cash castle catch cave chain chalk chamber chambers champion chance chant
chapel charge charity chase chastity cheer cherish cherry chess chester chick chief child chill chip choice
christian christmas church circle city clay clean clear clement clerk clever cliff clock close cloud clover
coach coal coat cobbler coffin coin cold cole collar comfort common constable constant cook cooke cool
cooper copper coral cord cork corn corner cornish cost cotton couch council count country course court cover
cow cox crab craft crane craven creed creek crisp crook cross crow crowd crown crystal cuff cup curry
curtain cutter cutting dahlia dainty daisy dale dance danger dark darling dart dash date dawn day deacon
dean dear death deed deep deer dell destiny dew diamond dine dish dock dodge doe doll door dot double doubt
dove down draft drake draper dream dresser drew driver drum dry duck duke dull dust duty dyer dyke eagle
earl early earnest earth east easter easy ebb eden edge egg elder elm ember end engine england english
enough ernest esquire eve even ever fair faith falcon fall fame fancy fare farm farmer farrier farrow fast
father faun fawn faye fear feather fell fellow fence fern ferry few field fields file fill finch find fine
firm fish fisher fitter flag flair flash flax fleet flesh fletch flight flint flood flora flower flowers fly
foot ford fore forest forester forge fort fortune foster foul found fountain fowler fox frame france frank
frankly free freedom french fresh friar friday friend frost fry full fuller fury gain gale gallop gamble
game garden gardener garland garlic garner garnet gate gates gay gem gene genesis gentle gentry german ghost
giant gift gill ginger given glad glade glance glass gleam glen glory glove glover goal goat gold golden
good goodness gore gosling gown grace grain granger grant grass grave graves gray great greed green greet
grey grim grip groom gross ground grove grown guest guide guild gull gun gunner guy hack hail hair hale half
hall hammer hand hands handy harbour hard hardly hardy hare harm harmony harp harrow harry hart harvest
haste hatch haven hawk hawker hay hazard haze hazel head heal heap heard hearing heart heath heather heaven
heavy hedge hedges heel held helm help helper hen herb herd hero heron hide high hill hills hind hint hire
hold holder holding hole holiday hollow holly holy home homer honest honey honor honour hood hook hooper
hope hopper horn horse host hour house huff hull human humble hunt hunter hurdle hurry hurst husband hush
hutch ice idle ink innocent irish iron irons ivory ivy jack jackal jade jam january jar jasmine jasper jay
jelly jet jewel job jolly journey joy judge jug july jump june jury just justice justin kay keen keep keeper
kettle key keys kid kind king kings kirk kiss kit kitchen kite kitty knight knock knot lace lad lady lake
lamb lamp lance land lander lane large lark last late laurel lavender law lawn laws lawyer lay layer lead
leader leaf leak leap lease leather leave ledger lee left legend lemon lent less lesson let letter level
lever liberty lie life lift light lilac lily limb lime line lines link lion lip list little live lively load
loan loch lock lodge loft london long loom loose lord lorry loss lot lotus loud love lovely low loyal luck
lucky lump lunch lush lying lynch lyric mace magic magnolia mail main major maker male malt man manly manner
manning mantle maple march mare marigold marina marine mark market marks marriage marrow marsh marshal
martin mary mash mask mason mass mast master mat match mate matter max may mayor mead meadow meadows meal
mean means meek meet mellow melody mercy mere merit merry middle might mike mild miles milk mill miller
mills mind miner minor mint mist misty mock mole monday money monk month moody moon moor moore moral more
morning morrow moss most mould mound mount mouse mouth much mud mulberry mural murder music mustard myrtle
nail nation navy near neat needle nest nettle network never new newcomer newly nice nick night nightingale
no noble nobody noon norm normal north nose notice nova novel now nun nurse nut oak oaks oath oats ocean odd
off offer office old olive only onward opal open orange orchard order organ orient other otter outlaw over
owl own ox pack packer page pain paine painter pair palace pale palm palmer pan panther paradise pardon
paris parish park parker parson parsons part partner partridge party pass passion past paste pastor pat
patch path patience patient pay peace peach peacock pear pearl pearls peel peer peg pen penny pepper perch
perfect perry pet petal phoenix pick pickle piece pigeon pike pilgrim pillow pilot pin pinch pine pink pip
pipe piper pit pitcher place plain planner plant plate play player pleasant pleasure plum plumb point pole
police polish pollard pollen pond pony pool poole poor pop pope poppy porch port porter portman post pot
potter pound powder power powers practice pray precious presence president press pretty price pride priest
prime primrose prince princess print prior prize proctor promise proof prophet proud prudence psalm pump
pure purple purse quarry quarter queen quest quick quiet quill rabbit race rack rail rain rainbow ram ramp
random range ranger rank ransom rash raven raw ray reach read reader ready real reason rebel record rector
red reed reef reeve rest rice rich riches riddle ride rider ridge rife right ring rise risk river rivers
road roast rob robe robin rock rocket rod roll roller roman roof rook room root rope rose rosemary rough
round rouse row rowan roy royal ruby rule rump runner rural rush russet rust rusty sack saddle safe saffron
sage sail sailor saint sale sally salmon salt sample sampler sand sands sandy sapphire saturday saunter
savage savant save saw scales scar scarlet scholar school scotch scotland scout screen sea seal seaman
search season seat second secret see seed self sell seller sense serene serenity sergeant servant service
settle shade shadow shake shallow shape share sharp shaw shed sheen sheep sheet shelf shell shelter shepherd
sherry shield shine ship shoe shore short shoulder show shower shrub sick side sight sign silence silk
silver simple singer single sister size skill skinner skip sky skye slack slater sleep slim slope slow small
smart smile smiles smith smoke smooth snail snow soap soldier song sorrow soul sound south spade spare spark
sparks sparrow speak spear speed spell spender spice spicer spike spinner spirit spooner sport spray spring
springer square squire stable stack staff stage stain stair stamp stand standing stanley star stark starling
start state station stay steady steed steel steep steer sterling stern steward stick still stock stocks
stoker stone stores storey storm story stout strain strand strange stranger straw stray stream street
strength stretch stride string strong study stump such sudden sue sugar suit sultan summer summers sun
sunday sunny sunshine sure surgeon swallow swan sweet swift swing switch sword tack tackle tail tailor tale
talent tall tame tan tank tanner tansy tap target tart task taste taylor tea teacher teal tear teddy temper
tempest temple tenant tender tent terry test thatcher theme thick thief think thistle thorn thorns thrift
thrush thunder thursday tide tidy tiger tiller timber time tin tinker tiny title toast toll tomb tongue tool
tooth top topaz torch touch tough tower towers town toy trace trader trail train trainer trap traveller tray
treasure treat tree trees trick trim trinity trip trotter trout true trueman trump trust truth tuck tucker
tuesday tug tulip turf turk turkey turn turner turpin turtle tutor twin twist tyre uncle under underwood
unity upright usher vain vale valentine valley van vane venture vera verge verity verse vicar vice vickers
victor victory view vine viola violet viper virgin virtue vista wade wage wagon wait waiter wake wales walk
walker wall walls walnut want war ward warden ware warm warn warner warren wash waste watch water waters
wave way weak wealth wear weather weaver wedge wednesday weed weeks welcome well wells welsh west westward
whale wheat wheel wheeler wheels while whisper whistle white whole wick wicked wide widow wife wild wilder
wilful will willing willow wind window windsor wine wing wink winner winter winters wisdom wise wish wit
witch witness wolf woman wonder wood woodland woodman woods wool word words work worker workman world worm
worry worth worthy wound wren wright wrist writer wrong yard yarrow year yeoman yes yew yield york young
younger zeal zest zion
"""

_OFTEN_NAMES = """
amber angel april archer ash autumn basil bill bliss blossom bob carol chase chastity cherry chip christian
clement crystal dahlia daisy dale dawn dean destiny dot drake drew duke earl ember ernest eve faith faye
fern flora frank gay gene ginger glen grace hale harmony harry hazel heath heather herb holly honey hope
hunter ivory ivy jack jade january jasmine jasper jewel joy june justin kay kirk kit kitty lance laurel
lavender lily lotus magnolia marigold marina mark martin mary mason max melody mercy miles misty myrtle nick
nova olive opal paris pat pearl peg penny perry pip piper poppy precious primrose princess prudence ray reed
rob robin rod roman rose rosemary rowan roy ruby russet rusty saffron sage sally sandy sapphire scarlet
scout serenity sherry skye stanley sterling sue sunny taylor teddy terry tiger topaz trinity tulip valentine
vera verity victor viola violet wade warren willow wren
"""

_TITLE_PARTNERS = """
academy act action adult age agency aid area assembly assessment assistant association audit authority
avenue bank bench board borough branch bridge building business care carer case centre chair charity chief
child childhood children church city civil clinic close club code college commission committee community
concern conference consultant coroner council counsel country county court crescent crown custody deputy
development director disability district division domestic drive duty education enquiry estate executive
family farm father federal first force forum foster foundation framework fund garden government group
guardian guidance hall harm head health hearing high home homeless hospital hotel house housing improvement
infirmary inn inquiry inspection inspector judge justice key kingdom lane law lead leader legal life list
local london magistrate management manager manor matter meeting mental minister ministry mother national
network north northern nursery offender office officer order organisation panel parent parish park
partnership path people performance person persons place plan planning platform point police policy practice
practitioner primary private probation programme project protection protocol provider public quality quarter
record region regional register report residence residential resource review right road royal rule
safeguarding safety school scotland secondary section senior service social society south southern special
square staff standard state statement station step strategy street supervision supervisor support survey
system task team tenant term terrace tribunal trust trustee union unit university victim view village
violence visit voice volunteer ward way welfare west western wing witness woman women work worker yard year
young youth
"""

_PEOPLES = """
asian black britain british cornish danish dutch england english france french german irish london norman
paris polish roman scotch scotland scots spain turkey wales welsh west white york
"""

_PERSON_TITLES = """
aunt auntie aunty baby brother dame dj dr grandad grandma grandpa granny hhj judge lady lord master miss mr
mrs ms mx nan nana sir sister uncle
"""

COMMON_WORDS: Final = frozenset(_EVERYDAY.split())
"""Folded words that mean something else far more often than they name somebody."""

OFTEN_NAMES: Final = frozenset(_OFTEN_NAMES.split())
"""Common words that seldom begin a sentence unless somebody is called so: there too they warn."""

TITLE_PARTNERS: Final = frozenset(_TITLE_PARTNERS.split())
"""Words, in the singular, that make a title of a capitalised everyday word beside them: Young People."""

MONTHS: Final = frozenset({"april", "may", "june", "july", "august", "january", "march"})
"""Months that are names too; beside a figure or after "in" they are taken for the month."""

PEOPLES: Final = frozenset(_PEOPLES.split())
"""Words with a capital letter that speak of languages, peoples and places; alone they name nobody."""

PERSON_TITLES: Final = frozenset(_PERSON_TITLES.split())
"""What stands before a name: an everyday word after it is one."""
