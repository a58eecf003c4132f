"""Header fields of a page: what stands behind a label, and what only follows an empty one."""

from datetime import date

from adapters.extract.heading.fields import read_fields


def test_an_empty_date_is_not_filled_with_the_sentence_that_follows_it() -> None:
    fields = read_fields("来源：某市人民政府办公室 发布时间：\n本报告反映2018年全市的情况。", {})

    assert (fields.published_on, fields.bad_date) == (None, None)


def test_a_date_that_cannot_be_is_kept_as_said() -> None:
    fields = read_fields("发布日期：2018-13-45", {})

    assert (fields.published_on, fields.bad_date) == (None, "2018-13-45")


def test_a_date_is_read() -> None:
    assert read_fields("发布日期：2018年3月9日", {}).published_on == date(2018, 3, 9)
