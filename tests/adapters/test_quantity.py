"""Number, unit and hedge of a printed quantity."""

from decimal import Decimal

import pytest

from adapters.extract.prose.quantity import Quantity, quantities, quantity
from schema.enums import Qualifier

E, A, M, N = Qualifier.EXACT, Qualifier.ABOUT, Qualifier.MORE_THAN, Qualifier.NEARLY

READ = [
    ("80286条", "80286", "条", E),
    ("12000余条", "12000", "条", M),
    ("4.2余万人次", "42000", "人次", M),
    ("6.5万多条", "65000", "条", M),
    ("1.27余万人次", "12700", "人次", M),
    ("14万9000余条", "149000", "条", M),
    ("40余个", "40", "个", M),
    ("百余件", "100", "件", M),
    ("十余次", "10", "次", M),
    ("200余场", "200", "场", M),
    ("逾5千条", "5000", "条", M),
    ("超过100件", "100", "件", M),
    ("突破550万", "5500000", "", M),
    ("不少于12次", "12", "次", M),
    ("3件以上", "3", "件", M),
    ("近1.5万条", "15000", "条", N),
    ("近7000条", "7000", "条", N),
    ("接近300件", "300", "件", N),
    ("不足20件", "20", "件", N),
    ("约30期", "30", "期", A),
    ("大约30期", "30", "期", A),
    ("5次左右", "5", "次", A),
    ("12件（次）", "12", "件(次)", E),
    ("二十项", "20", "项", E),
    ("两个", "2", "个", E),
    ("99.99%", "99.99", "%", E),
    ("1128 条", "1128", "条", E),
    ("2950元", "2950", "元", E),
    ("1.2万元", "1.2", "万元", E),
    ("1.2万余元", "1.2", "万元", M),
    ("近万份", "10000", "份", N),
    ("约3亿元", "3", "亿元", A),
    ("75394432.52元", "75394432.52", "元", E),
]


@pytest.mark.parametrize(("text", "value", "unit", "qualifier"), READ, ids=[row[0] for row in READ])
def test_a_quantity_keeps_its_unit_and_its_hedge(
    text: str, value: str, unit: str, qualifier: Qualifier
) -> None:
    found = quantity(text)
    assert found is not None
    assert (found.value, found.unit, found.qualifier) == (Decimal(value), unit, qualifier)


@pytest.mark.parametrize("text", ["", "条", "三五个", "12条和13条", "信息12条", "0" * 40])
def test_what_is_not_one_quantity_is_none(text: str) -> None:
    assert quantity(text) is None


def test_quantities_stand_where_they_are_printed() -> None:
    text = "接待人数4.2余万人次,查询信息近1万条"
    found = list(quantities(text))
    assert [text[q.start : q.end] for q in found] == ["4.2余万人次", "近1万条"]
    assert [text[q.digits] for q in found] == ["4", "1"]
    assert found[0] == Quantity(Decimal(42000), "人次", M, 4, 4, 11)


def test_a_percentage_is_never_multiplied_out() -> None:
    (found,) = quantities("占3.95％")
    assert (found.value, found.unit) == (Decimal("3.95"), "%")
