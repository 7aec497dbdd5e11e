"""Everyday words that are names of people too: they warn only where they are written like a name."""

from __future__ import annotations

from typing import Final

_EVERYDAY = """
abbey amber angel april archer ash august autumn baker ball bank banks barber barker barn bath bay beach
bean bell bend best bird bishop black blessing bliss blue bond book booker booth bow bowler branch bright
brook brooks brown buck budge bull burn bush butcher butler butter cain can cane carpenter carter case cash
castle chance chapel chase cherish cherry christian christmas church clay clear cliff close coal cole cook
cooke cooper coral cotton court crane cross crown crystal curry daisy dale darling dawn day dean dear deed
diamond down drake driver duke earl east eden ember eve faith falcon fall farm farmer faye fern field fields
finch fish fisher flint flora flower forest forester fox frank free freedom frost gale garden gardener garland
gay gene gift ginger glass glen glory gold golden good grace grant gray green grey grove guy hale hall hand
hands harmony hart harvest hay hazel head heart heath heather heaven hero hill hills holiday holly home honey
honor honour hood hope house hunt hunter hurst ivory ivy jade jasmine jasper jewel job joy judge july june
justice justin keen king kings kitty knight lake lamb lance land lane large lark lavender law lawn lawyer lee
liberty light lilac lily link little lock lodge long lord love lovely low luck lucky lynch maple march marina
mark marks marsh martin mason may mead melody mercy merit merry mike miles mill miller mills mint monday
moon moor moore moral more moss mount music myrtle nation neat new noble norm north nova nurse oak ocean olive
order page palmer paris park parker parson parsons patience peace peach pearl penny piper place plant plum
point pollen pond poole pope poppy porter potter power powers precious president price pride prince princess
prior promise prudence quick rain ray read red reed rich river rivers robin rock rod rose rosemary rowan
royal ruby rule rush russet rusty sage saint sally sandy savage scarlet school sea self sergeant serenity
sharp shaw shepherd short shower silver singer sky skye slater small smart smith snow soldier south
sparrow spring stanley star steel stone storm strange street strong sue summer summers sunday sunny
sunshine swan swift tanner taylor temple terry thorn tiger time toy trinity true turner unity valentine
van victor victory viola violet walker wall walls ward way weaver well wells west wheeler white wild will
willow wise wood woods worth wren york young
"""

_SENTENCE_OPENERS = """
april august can case cash close court dear earl frank good grant guy hope job july june large little long low
march mark marks may mike more new north order page park place point rich rule short small south strong summer
time true way well west will wise young
"""

COMMON_WORDS: Final = frozenset(_EVERYDAY.split())
"""Folded words that mean something else far more often than they name somebody."""

SENTENCE_OPENERS: Final = frozenset(_SENTENCE_OPENERS.split())
"""Common words whose capital letter says nothing where a sentence begins."""

MONTHS: Final = frozenset({"april", "may", "june", "july", "august", "january", "march"})
"""Months that are names too; beside a figure or after "in" they are taken for the month."""

TITLE_PARTNERS: Final = frozenset({"court", "people"})
"""Words that make a title of a capitalised everyday word beside them."""
