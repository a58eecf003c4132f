"""Family name → family. A new system is a file beside this one, an entry here and one in `options`."""

from adapters.families.base import Family, Upstream
from adapters.families.catalogue import Catalogue
from adapters.families.epoint import Epoint
from adapters.families.fixed import Fixed
from adapters.families.gkmlpt import Gkmlpt
from adapters.families.graphql import Graphql
from adapters.families.hanweb import Hanweb
from adapters.families.open_data import OpenData
from adapters.families.plain import Plain
from adapters.families.trs import Trs
from adapters.families.ucap import Ucap
from adapters.families.vsb import Vsb
from adapters.families.year_index import YearIndex

UPSTREAMS: dict[str, Upstream] = {"graphql": Graphql(), "open_data": OpenData()}

FAMILIES: dict[str, Family] = {
    **UPSTREAMS,
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


def accepted_by(family: str) -> str | None:
    """The media type that a family's pages are asked for in, None where any will do."""
    upstream = UPSTREAMS.get(family)
    return upstream.accept if upstream else None
