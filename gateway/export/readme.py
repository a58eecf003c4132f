"""Answer → the README of its data package, Chinese first: what it is, how to cite and to read it."""

from gateway.export.answer import Answer, Table
from gateway.export.cells import moment
from gateway.export.citation import citation
from gateway.export.words import APOSTROPHE

SOURCES = """\
各行的 `source_url`、`report_id` 指向年报；`reports.csv` 有网址、取得时刻（`retrieved_at`）
和原始文件的 SHA-256。
The `source_url` and `report_id` of a row lead to its report; `reports.csv` has addresses, moments of
retrieval and the SHA-256 of the documents."""


def readme(answer: Answer) -> str:
    """Markdown."""
    about = answer.about
    changed = f"（{moment(about.moved_at)}）" if about.moved_at else ""
    head = [
        f"# {about.zh}",
        f"{about.en}.",
        "## 引用 How to cite",
        citation(about),
        f"数据版本 data version: {'—' if about.version is None else about.version}{changed}",
        "## 问题 Question",
        "\n".join(f"- `{name}`: {value}" for name, value in about.question) or "—",
        "## 说明 Notes",
        "\n".join(f"- {zh}\n  {en}" for zh, en in (*answer.notes, APOSTROPHE)),
        "## 来源 Sources",
        SOURCES,
        "`SHA256SUMS` 可用 `sha256sum --check` 核对。 Check the files with `sha256sum --check SHA256SUMS`.",
        "## 各表 Tables",
    ]
    return "\n\n".join([*head, *map(_told, answer.data)]) + "\n"


def _told(table: Table) -> str:
    shape = table.shape
    rows = [f"| `{f.name}` | {f.kind} | {f.zh} | {f.en} |" for f in shape.fields]
    title = f"### `data/{shape.name}.csv` {shape.zh} {shape.en}"
    said = f"{shape.about_zh} {shape.about_en}"
    return "\n".join([title, "", said, "", "| column | kind | 中文 | English |", "|---|---|---|---|", *rows])
