"""A profile that is written is read back as the same one."""

from dataclasses import replace

import pytest

from adapters.profile import Profile
from adapters.profile_toml import profile_toml
from adapters.profiles import load_profiles, read_profile
from gateway.samples.portals import sample_profiles

ALL = (*load_profiles(), *sample_profiles())


@pytest.mark.parametrize("profile", ALL, ids=lambda profile: profile.code)
def test_every_profile_survives_being_written(profile: Profile) -> None:
    assert read_profile(profile_toml(profile), profile.code) == profile


@pytest.mark.parametrize("name", ['a "quoted" name', "back\\slash", "tab\tand\nline", "\x7f", "名 “称”"])
def test_any_text_can_be_a_value(name: str) -> None:
    profile = replace(ALL[0], name=name)
    assert read_profile(profile_toml(profile), profile.code).name == name
