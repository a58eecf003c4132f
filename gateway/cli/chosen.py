"""Portal codes → profiles, the bundled ones and the samples alike; a file that ends in .toml is one too."""

from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path

from adapters.errors import ProfileError
from adapters.profiles import Profile, load_profile, load_profiles


def chosen_profiles(codes: Iterable[str]) -> list[Profile]:
    """In the order given. Raises ProfileError for a code that no profile has, with the nearest one, and for
    a file that is not a profile.
    """
    known = {profile.code: profile for profile in (*load_profiles(), *_samples())}
    chosen = []
    for code in codes:
        if code.endswith(".toml"):
            chosen.append(load_profile(Path(code)))
            continue
        if code not in known:
            near = get_close_matches(code, known, n=3, cutoff=0.4)
            hint = f"; nearest: {', '.join(near)}" if near else "; see `gongkai portal list`"
            raise ProfileError(f"no portal has the code {code!r}{hint}")
        chosen.append(known[code])
    return chosen


def _samples() -> tuple[Profile, ...]:
    from gateway.samples.portals import sample_profiles  # noqa: PLC0415 - loads the sample portals' apps

    return sample_profiles()
