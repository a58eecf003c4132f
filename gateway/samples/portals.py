"""The sample portals, each on a reserved host name, and the transport that reaches them in this process.

`make serve` harvests them through the ordinary fetcher and adapters; tests do the same.
"""

from importlib.resources import files
from pathlib import Path

from starlette.applications import Starlette

from adapters.families.options import HanwebOptions
from adapters.fetch.in_process import InProcessPortals
from adapters.profiles import Profile, load_profiles
from gateway.samples.hanweb import HanwebSite
from gateway.samples.report import sample_reports
from gateway.samples.trs import TrsSite
from gateway.samples.ucap import UcapSite

PROFILES = Path(str(files("gateway.samples"))) / "portals"


def sample_profiles() -> tuple[Profile, ...]:
    """The profiles of the sample portals, ordered by code."""
    return load_profiles(PROFILES)


def transport() -> InProcessPortals:
    """Reaches each sample portal by its host name; nothing else."""
    return InProcessPortals({profile.hosts[0]: app(profile) for profile in sample_profiles()})


def app(profile: Profile) -> Starlette:
    """The portal that a sample profile describes, with the oddities of its family."""
    name, reports = profile.name, sample_reports(profile.code)
    match profile.code:
        case "110118-miyun-sample":  # written in gb2312, labelled iso-8859-1, as old district sites are
            return TrsSite(name=name, reports=reports, charset="gb18030", label="iso-8859-1").app()
        case "370200-qingdao-sample":
            return TrsSite(name=name, reports=reports, extension="shtml").app()
        case "321300-suqian-sample":  # the list page is empty; a JSON search fills it
            channel = "5d1f4c0e8a7b46d2a3c9e6f017b28d34"
            return UcapSite(name=name, host=profile.hosts[0], reports=reports, channel=channel).app()
        case "210200-dalian-sample":
            return UcapSite(name=name, host=profile.hosts[0], reports=reports).app()
        case "310000-shanghai-sample" | "320813-hongze-sample":
            return HanwebSite(name=name, reports=reports).app()
        case "510500-luzhou-sample" | "510900-suining-sample":  # no list: a grid of units and years
            assert isinstance(profile.options, HanwebOptions)
            return HanwebSite(name=name, reports=reports, area=profile.options.area).app()
        case _:
            return TrsSite(name=name, reports=reports).app()
