"""Population figures: only what a row with a source says, by place, year and kind."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from schema.enums import PopulationKind
from schema.errors import DataError
from schema.places.population import DATA, figures, population, population_of, use

HEADER = "code,year,kind,value,source\n"
LUZHOU, CHENGDU = "510500", "510100"


def table(folder: Path, *rows: str, name: str = "population.csv") -> Path:
    path = folder / name
    path.write_text(HEADER + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture
def in_use(tmp_path: Path) -> Iterator[Path]:
    path = table(
        tmp_path,
        f"{LUZHOU},2020,resident,4254149,census",
        f"{LUZHOU},2020,户籍,5070000,yearbook",
        f"{LUZHOU},2021,registered,5060000,yearbook",
        f"{CHENGDU},2020,常住人口,20937757,census",
    )
    use(path)
    yield path
    use(None)


@pytest.mark.usefixtures("in_use")
def test_residents_go_before_persons_registered_and_the_kind_is_told() -> None:
    told = [population_of(LUZHOU, year) for year in (2020, 2021)]
    assert [(one.value, one.kind) for one in told if one] == [
        (4_254_149, PopulationKind.RESIDENT),
        (5_060_000, PopulationKind.REGISTERED),
    ]


@pytest.mark.usefixtures("in_use")
def test_nothing_is_estimated_for_another_year() -> None:
    assert population_of(LUZHOU, 2019) is None
    assert population_of(LUZHOU, 2022) is None


@pytest.mark.usefixtures("in_use")
def test_the_latest_count_of_residents_stands_where_no_year_is_asked_for() -> None:
    assert population(LUZHOU) == 4_254_149
    assert population(LUZHOU, 2021) is None


def test_a_file_no_longer_in_use_says_nothing(tmp_path: Path) -> None:
    use(table(tmp_path, f"{LUZHOU},2020,resident,4254149,census"))
    use(None)
    assert population_of(LUZHOU, 2020) is None


def test_a_file_saved_by_excel_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "excel.csv"
    path.write_bytes(
        (HEADER + f"{LUZHOU},2020,常住,4254149,人口普查\n").replace("\n", "\r\n").encode("utf-8-sig")
    )
    assert figures(path)[LUZHOU][2020][PopulationKind.RESIDENT].source == "人口普查"


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        (f"{LUZHOU},2020,resident,1200,", "line 2: code, year, value and source are needed"),
        (f"{LUZHOU},2020,resident,1.2万,census", "line 2: code, year, value and source are needed"),
        (f"{LUZHOU},now,resident,1,x", "line 2: code, year, value and source are needed"),
        (f"{LUZHOU},2020,resident,0,census", "line 2: code, year, value and source are needed"),
        (f"{LUZHOU},2020,guests,1200,census", "line 2: kind 'guests' is none of resident"),
        ("999999,2020,resident,1200,census", "line 2: no place has the code '999999'"),
    ],
)
def test_a_row_that_is_no_figure_with_its_source_is_named(tmp_path: Path, row: str, complaint: str) -> None:
    with pytest.raises(DataError, match=f"population.csv, {complaint}"):
        use(table(tmp_path, row))


def test_two_figures_for_one_thing_are_refused(tmp_path: Path) -> None:
    rows = (f"{LUZHOU},2020,resident,1,a", f"{LUZHOU},2020,常住,2,b")
    with pytest.raises(DataError, match="line 3: 510500 has another figure for 2020 already"):
        figures(table(tmp_path, *rows))


def test_a_file_without_the_columns_says_which(tmp_path: Path) -> None:
    path = tmp_path / "short.csv"
    path.write_text("code,year,value\n", encoding="utf-8")
    with pytest.raises(DataError, match="column kind, source is missing"):
        figures(path)


def test_a_file_that_is_not_there_says_what_to_give(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"cannot be read.*give a CSV in UTF-8"):
        use(tmp_path / "none.csv")


def test_the_file_that_is_shipped_can_be_read() -> None:
    assert all(
        one.value > 0
        for years in figures(DATA).values()
        for kinds in years.values()
        for one in kinds.values()
    )
