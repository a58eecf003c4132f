"""Family name → family. A new system is a file beside this one, an entry here and one in `options`."""

from adapters.families.base import Family
from adapters.families.catalogue import Catalogue
from adapters.families.epoint import Epoint
from adapters.families.fixed import Fixed
from adapters.families.gkmlpt import Gkmlpt
from adapters.families.hanweb import Hanweb
from adapters.families.plain import Plain
from adapters.families.trs import Trs
from adapters.families.ucap import Ucap
from adapters.families.vsb import Vsb
from adapters.families.year_index import YearIndex

FAMILIES: dict[str, Family] = {
    "catalogue": Catalogue(),
    "epoint": Epoint(),
    "fixed": Fixed(),
    "gkmlpt": Gkmlpt(),
    "hanweb": Hanweb(),
    "plain": Plain(),
    "trs": Trs(),
    "ucap": Ucap(),
    "vsb": Vsb(),
    "year_index": YearIndex(),
}
