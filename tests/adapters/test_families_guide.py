"""What docs/add-a-city.md shows and names is what profiles may say."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from adapters.families.options import OPTIONS
from adapters.profiles import load_profile

GUIDE = (Path(__file__).resolve().parents[2] / "docs" / "add-a-city.md").read_text("utf-8")
EXAMPLES = re.findall(r"^ *```toml\n(.*?)^ *```", GUIDE, re.DOTALL | re.MULTILINE)
HEAD = 'code = "510000-example"\nplace = "510000"\nname = "四川"\nname_en = "Sichuan"\nhosts = ["*.gov.cn"]\n'
ROWS = dict(re.findall(r"^\| `(\w+)` \|(.*)\|$", GUIDE, re.MULTILINE))


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_of_the_guide_is_a_profile(example: str, tmp_path: Path) -> None:
    text = re.sub(r"^   ", "", example, flags=re.MULTILINE)
    code = re.search(r'^code = "(.*?)"', text, re.MULTILINE)
    path = tmp_path / f"{code[1] if code else '510000-example'}.toml"
    path.write_text(text if code else HEAD + text, "utf-8")
    assert load_profile(path).family in OPTIONS


@pytest.mark.parametrize("family", OPTIONS)
def test_every_key_of_a_family_is_in_its_row(family: str) -> None:
    unsaid = [key.name for key in fields(OPTIONS[family]) if f"`{key.name}`" not in ROWS[family]]
    assert unsaid == []
