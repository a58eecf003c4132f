"""The sample portals, each on a reserved host name, and the transport that reaches them in this process.

`make serve` harvests them through the ordinary fetcher and adapters; tests do the same.
"""

from pathlib import Path

from starlette.applications import Starlette

from adapters.fetch.in_process import InProcessPortals
from adapters.profiles import Profile, load_profiles
from gateway.samples.catalogue import CatalogueSite
from gateway.samples.epoint import EpointSite
from gateway.samples.gkmlpt import GkmlptSite
from gateway.samples.hanweb import HanwebSite
from gateway.samples.open_data import OpenDataSite
from gateway.samples.plain import PlainSite
from gateway.samples.report import oddities, sample_reports
from gateway.samples.site import Site
from gateway.samples.trs import TrsSite
from gateway.samples.ucap import UcapSite
from gateway.samples.vsb import VsbSite
from gateway.samples.year_index import YearIndexSite

PROFILES = Path(__file__).parent / "portals"
SITES: dict[str, type[Site]] = {
    "catalogue": CatalogueSite,
    "epoint": EpointSite,
    "fixed": PlainSite,
    "gkmlpt": GkmlptSite,
    "hanweb": HanwebSite,
    "open_data": OpenDataSite,
    "plain": PlainSite,
    "trs": TrsSite,
    "ucap": UcapSite,
    "vsb": VsbSite,
    "year_index": YearIndexSite,
}


def sample_profiles() -> tuple[Profile, ...]:
    """The profiles of the sample portals, ordered by code."""
    return load_profiles(PROFILES)


def transport() -> InProcessPortals:
    """Reaches each sample portal by its host name; nothing else."""
    return InProcessPortals({profile.hosts[0]: app(profile) for profile in sample_profiles()})


def app(profile: Profile) -> Starlette:
    """The portal that a sample profile describes, with the oddities that samples.toml gives it."""
    site = SITES[profile.family]
    reports = sample_reports(profile.code)
    return site(name=profile.name, host=profile.hosts[0], reports=reports, **oddities(profile.code)).app()
