"""Family name → family. A new system is a file beside this one, an entry here and one in `options`."""

from adapters.families.base import Family
from adapters.families.fixed import Fixed
from adapters.families.hanweb import Hanweb
from adapters.families.plain import Plain
from adapters.families.trs import Trs
from adapters.families.ucap import Ucap

FAMILIES: dict[str, Family] = {
    "fixed": Fixed(),
    "hanweb": Hanweb(),
    "plain": Plain(),
    "trs": Trs(),
    "ucap": Ucap(),
}
