"""The command line, run as a person runs it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from gateway.cli.commands import app
from gateway.cli.harvest import spelled_out

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT / "../shared/reports"
HEAVY = ("sqlalchemy", "uvicorn", "strawberry", "starlette")
BODIES = ROOT / "gateway/samples/bodies"
LOGIN = "<html><title>登录</title><form>用户名<input name=u>密码<input type=password></form>"
NOTICE = "<html><h1>关于做好2023年政府信息公开工作年度报告编制工作的通知</h1><p>各单位：</p></html>"
NOT_A_REPORT = {
    "empty.html": b"",
    "pdf-named.html": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n",
    "login.html": LOGIN.encode(),
    "notice.html": NOTICE.encode(),
}


@pytest.fixture
def page(tmp_path: Path) -> str:
    """A report as a portal would show it: the body of a sample under its title."""
    title = "宿迁市2023年政府信息公开工作年度报告"
    body = (BODIES / "suqian-2023.html").read_text(encoding="utf-8")
    file = tmp_path / "page.html"
    file.write_text(
        f"<html><head><title>{title}</title></head><body><h1>{title}</h1>{body}", encoding="utf-8"
    )
    return str(file)


def run(*arguments: str, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """A process of its own, so that exit codes and both streams are those a shell sees."""
    command = [sys.executable, "-m", "gateway", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60, env=env)


def test_extract_prints_json_and_nothing_else_on_stdout(page: str) -> None:
    done = run("extract", page)
    told = json.loads(done.stdout)
    assert (done.returncode, told["jurisdiction"], told["year"]) == (0, "321300", 2023)
    assert len(told["statistics"]) > 100


def test_extract_can_print_lines_to_read(page: str) -> None:
    done = run("extract", "--text", page)
    assert "requests.received\tTOTAL\tEXACT\t3511\t件" in done.stdout.splitlines()


@pytest.mark.parametrize("name", NOT_A_REPORT)
def test_what_is_not_a_report_is_refused_with_one_line_and_code_2(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(NOT_A_REPORT[name])
    done = run("extract", str(tmp_path / name))
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.strip().splitlines()) == 1
    assert done.stderr.startswith("gongkai: ")


@pytest.mark.parametrize(
    "arguments",
    [
        ("no-such-file.html",),
        ("--portal", "nowhere", str(BODIES / "suqian-2023.html")),
        ("http://127.0.0.1:9/x",),
    ],
)
def test_what_cannot_be_had_is_refused_likewise(arguments: tuple[str, ...]) -> None:
    done = run("extract", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.strip().splitlines()) == 1


def test_several_documents_are_a_line_of_json_each_and_one_refused_stops_none(
    page: str, tmp_path: Path
) -> None:
    (tmp_path / "notice.txt").write_text("关于放假的通知", encoding="utf-8")
    done = run("extract", page, str(tmp_path / "notice.txt"), page)
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert [one["source_url"] for one in told] == [told[0]["source_url"]] * 2
    assert done.returncode == 2
    assert "notice.txt" in done.stderr


def test_extract_reads_the_seed_report_whole() -> None:
    report = SHARED / "luzhou-2017"
    if not report.is_dir():
        pytest.skip("the shared reports are not beside this checkout")
    told = json.loads(run("extract", str(report / "page.txt")).stdout)
    assert (told["jurisdiction"], told["year"], len(told["statistics"])) == ("510500", 2017, 58)


def invoke(*arguments: str) -> str:
    """The output of a command that does not set up logs, in this process because it is quicker."""
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 0
    return result.stdout


def test_harvest_fills_the_store_once_and_then_finds_everything_unchanged(tmp_path: Path) -> None:
    told = [run("harvest", "--data", str(tmp_path), "350128-pingtan-sample").stdout for _ in range(2)]
    assert told == ["350128-pingtan-sample\t3\t3\t0\t0\t\n", "350128-pingtan-sample\t3\t0\t3\t0\t\n"]


@pytest.mark.parametrize(
    "arguments", [(), ("--all", "350128-pingtan-sample"), ("--years", "last", "x-sample")]
)
def test_harvest_wants_portals_or_all_of_them_and_years_it_can_read(arguments: tuple[str, ...]) -> None:
    assert run("harvest", *arguments).returncode != 0


def test_an_unknown_portal_is_named_with_the_nearest_ones() -> None:
    done = run("harvest", "350128-pingtan-smaple")
    assert done.returncode == 1
    assert "350128-pingtan-sample" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("text", "years"),
    [("2019", {2019}), ("2019-2021,2023", {2019, 2020, 2021, 2023}), (" 2020 , 2022 ", {2020, 2022})],
)
def test_years_are_written_as_people_write_them(text: str, years: set[int]) -> None:
    assert spelled_out(text) == years


@pytest.mark.parametrize("text", ["", "last", "2019-", "-2019", "2019;2020"])
def test_years_that_cannot_be_read_are_refused(text: str) -> None:
    with pytest.raises(typer.BadParameter):
        spelled_out(text)


def test_portals_are_listed_with_the_samples_on_demand() -> None:
    without, everything = invoke("portal", "list"), invoke("portal", "list", "--samples")
    assert "321300-suqian-sample\t321300\t" not in without
    assert "321300-suqian-sample\t321300\t" in everything


def test_the_database_is_upgraded_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'gongkai.db'}"
    first, second = (run("db", "upgrade", "--database", url).stdout for _ in range(2))
    assert (first.startswith("upgraded to "), second.startswith("already at ")) == (True, True)


def test_the_contract_is_printed() -> None:
    assert "type Comparison" in invoke("schema")


def test_a_wrong_setting_is_one_line_and_no_traceback(tmp_path: Path) -> None:
    done = run("db", "upgrade", env={"PATH": "/usr/bin", "GONGKAI_PROT": "8000"})
    assert done.returncode == 1
    assert "GONGKAI_PORT" in done.stderr
    assert "Traceback" not in done.stderr


def test_extract_loads_neither_sql_nor_the_server() -> None:
    probe = (
        "import sys; from gateway.cli.commands import app; from typer.testing import CliRunner; "
        f"CliRunner().invoke(app, ['extract', {str(BODIES / 'suqian-2023.html')!r}]); "
        f"print([name for name in {HEAVY} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", probe], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip().splitlines()[-1] == "[]"


DRAFT = "泸州市2017年政府信息公开工作年度报告"


def draft(folder: Path, refused: int) -> str:
    body = (BODIES / "luzhou-2017.html").read_text("utf-8").replace("不予公开38件", f"不予公开{refused}件")
    file = folder / f"{refused}.html"
    text = f"<html><head><title>{DRAFT}</title></head><body><h1>{DRAFT}</h1>{body}</body></html>"
    file.write_text(text, encoding="utf-8")
    return str(file)


def test_a_draft_with_errors_is_told_with_its_sentences_and_exits_1(tmp_path: Path) -> None:
    done = run("extract", "--check", draft(tmp_path, 38))

    assert done.returncode == 1
    assert "1. 错误 ERROR  A-REFU" in done.stdout.splitlines()
    assert "17+4+12=33" in done.stdout
    assert "无从判断 not assessable" in done.stdout
    assert "「不予公开38件」（政府信息依申请公开情况）" in done.stdout


def test_a_draft_without_errors_exits_0(tmp_path: Path) -> None:
    done = run("extract", "--check", draft(tmp_path, 33))

    assert (done.returncode, "错误 ERROR 0" in done.stdout) == (0, True)


def test_a_check_can_be_had_as_json_too(tmp_path: Path) -> None:
    done = run("extract", "--check", "--json", draft(tmp_path, 38))

    assert (done.returncode, json.loads(done.stdout)["counts"]["ERROR"]) == (1, 1)


def test_audit_says_how_much_it_judged_and_refuses_what_is_no_place(tmp_path: Path) -> None:
    at = ["--data", str(tmp_path)]
    assert CliRunner().invoke(app, ["audit", *at]).stdout.splitlines()[-1] == "0 reports judged, 0 findings"
    assert CliRunner().invoke(app, ["audit", "四川省", *at]).exit_code == 0
    wrong = CliRunner().invoke(app, ["audit", "亚特兰蒂斯", *at])
    assert wrong.exit_code == 2
    assert CliRunner().invoke(app, ["audit", "四川省", "--all", *at]).exit_code == 2


def test_a_population_file_that_is_wrong_is_one_line_before_anything_starts(tmp_path: Path) -> None:
    file = tmp_path / "population.csv"
    file.write_text("code,year,kind,value,source\n510500,2023,常住,许多,年鉴\n", encoding="utf-8")
    done = run("serve", "--no-samples", "--data", str(tmp_path), env={"GONGKAI_POPULATION": str(file)})

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.splitlines()[-1].startswith("gongkai: population.csv, line 2: code, year, value")
