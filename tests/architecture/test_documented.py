"""What people rely on stands in the documents, and what stands there is true."""

import re
import tomllib
from pathlib import Path

import pytest

from adapters.families.registry import FAMILIES
from gateway.cli.commands import app
from gateway.export.formats import FORMATS
from gateway.export.guide import guide
from gateway.serve.questions import COMPARE, COVERAGE, FINDINGS, LATENESS, QUESTIONS, REPORT, REPORTS
from gateway.settings import settings_table
from schema.checks.identity import rules
from schema.checks.rulebook import rules_table
from schema.dictionary.indicators import all_indicators

ROOT = Path(__file__).resolve().parents[2]
DOCS = {path.name: path.read_text("utf-8") for path in (ROOT / "docs").glob("*.md")}
README = (ROOT / "README.md").read_text("utf-8")
PAGES = {"README.md": README, **DOCS}


def test_the_table_of_settings_is_the_real_one() -> None:
    assert DOCS["settings.md"].rstrip().endswith(settings_table().strip())


def test_the_table_of_rules_is_the_real_one() -> None:
    assert DOCS["findings.md"].endswith(rules_table())


def test_every_command_is_in_the_readme() -> None:
    commands = [
        command.name or command.callback.__name__ for command in app.registered_commands if command.callback
    ]
    groups = [group.name for group in app.registered_groups]

    assert [name for name in [*commands, *groups] if f"gongkai {name}" not in README] == []


@pytest.mark.parametrize("family", sorted(FAMILIES))
def test_every_family_is_in_the_guide(family: str) -> None:
    assert f"`{family}`" in DOCS["add-a-city.md"]


def test_every_dependency_is_justified() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    names = {re.split(r"[\[>=<~ ]", spec)[0] for spec in project["dependencies"]}

    assert {name for name in names if name not in DOCS["libraries.md"]} == set()


def test_every_error_code_is_in_the_api_guide() -> None:
    source = "".join(path.read_text("utf-8") for path in (ROOT / "schema" / "graph").glob("*.py"))
    source += (ROOT / "gateway" / "serve" / "errors.py").read_text("utf-8")
    codes = set(re.findall(r'code = "([A-Z_]+)"', source)) | set(re.findall(r'"(BAD_[SQ][A-Z]+)"', source))

    assert {code for code in codes if f"`{code}`" not in DOCS["api.md"]} == set()


@pytest.mark.parametrize("page", sorted(PAGES))
def test_links_between_documents_lead_somewhere(page: str) -> None:
    folder = ROOT if page == "README.md" else ROOT / "docs"
    targets = re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", PAGES[page])

    assert [target for target in targets if not (folder / target).exists()] == []


def test_every_path_named_in_a_document_exists() -> None:
    named = {
        path
        for text in PAGES.values()
        for path in re.findall(r"`((?:schema|adapters|gateway|tests|docs)/[\w./-]+\.\w+)`", text)
    }

    assert [path for path in sorted(named) if not (ROOT / path).exists()] == []


def test_every_indicator_and_every_identity_speaks_both_languages() -> None:
    texts = {i.code: (i.name, i.name_en, i.definition, i.definition_en) for i in all_indicators()}
    silent = [code for code, said in texts.items() if not all(said)]

    assert silent == []
    assert [r.id for r in (*rules().identities, *rules().chains) if not (r.message and r.message_en)] == []


@pytest.mark.parametrize("page", sorted(PAGES))
def test_addresses_to_copy_are_such_as_every_client_sends(page: str) -> None:
    """Curl and Python refuse addresses with Chinese in them."""
    addresses = re.findall(r"http://127\.0\.0\.1[^\s\"`>]*", PAGES[page])

    assert [address for address in addresses if not address.isascii()] == []


def test_every_column_of_every_export_is_in_the_guide_as_it_is() -> None:
    assert DOCS["exports.md"].endswith(guide())


def test_every_exported_answer_and_format_is_in_the_guide() -> None:
    said = DOCS["exports.md"]
    arguments = {
        "compare": COMPARE,
        "report": REPORT,
        "reports": REPORTS,
        "findings": FINDINGS,
        "coverage": COVERAGE,
        "lateness": LATENESS,
    }

    assert arguments.keys() == QUESTIONS.keys()
    for name, known in arguments.items():
        listed = ", ".join(f"`{argument}`" for argument in known)
        assert f"| `/v1/{name}` | `{name}` | {listed} |" in said
    assert [extension for extension in FORMATS if f"`.{extension}`" not in said] == []
