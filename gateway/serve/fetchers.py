"""Profile → the fetcher that reaches its portal: over the network, or in this process for the samples."""

from collections.abc import Callable, Collection
from dataclasses import replace
from functools import cache
from urllib.parse import urlsplit

from adapters.fetch.client import Fetcher
from adapters.fetch.limits import IN_PROCESS, UNHURRIED, Clock
from adapters.fetch.pace import Pace
from adapters.profiles import Profile, load_profiles
from gateway.samples.portals import sample_profiles, transport
from gateway.settings import Settings


def known_profiles() -> tuple[Profile, ...]:
    """Real portals and samples, by code."""
    return tuple(sorted((*load_profiles(), *sample_profiles()), key=lambda profile: profile.code))


def is_sample(profile: Profile) -> bool:
    """Whether the portal runs in this process."""
    return any(host in _sample_hosts() for host in profile.hosts)


@cache
def _sample_hosts() -> frozenset[str]:
    return frozenset(host for sample in sample_profiles() for host in sample.hosts)


def fetcher_for_url(url: str, settings: Settings, legacy_tls: Collection[str] = ()) -> Fetcher:
    """For an address that no profile has: that of a sample portal is reached in this process."""
    if urlsplit(url).netloc.lower() in _sample_hosts():
        return Fetcher(transport(), limits=IN_PROCESS)
    limits = replace(UNHURRIED, delay_s=settings.fetch_delay_s)
    return Fetcher(limits=limits, contact=settings.contact, legacy_tls=legacy_tls)


def fetchers(settings: Settings) -> Callable[[Profile], Fetcher]:
    """A maker of fetchers. Each is an async context manager, and reaches every portal of its kind. Those that
    go over the network share their pace: two runs side by side are no more at a host than one.
    """
    limits = replace(UNHURRIED, delay_s=settings.fetch_delay_s)
    pace = Pace(limits, Clock())
    legacy_tls = frozenset(host for profile in load_profiles() for host in profile.legacy_tls)

    def fetcher_for(profile: Profile) -> Fetcher:
        if is_sample(profile):
            return Fetcher(transport(), limits=IN_PROCESS)
        hosts = legacy_tls.union(profile.legacy_tls)
        return Fetcher(limits=limits, contact=settings.contact, legacy_tls=hosts, pace=pace)

    return fetcher_for
