"""A comparison as a whole → what a reader should know of how it was put together."""

from gateway.compare.slab import Window
from schema.places.lineage import Relative
from schema.records.comparison import CompareSpec, Remark
from schema.records.place import Place


def remarks(spec: CompareSpec, at: Window) -> tuple[Remark, ...]:
    """How the places were chosen, and whose reports stand for whom."""
    spans: dict[tuple[int, str], list[int]] = {}
    for (p, year), one in at.borrowed.at.items():
        if year in spec.years:
            spans.setdefault((p, one.place.code), []).append(year)
    followed = [
        followed_as(spec.places[p], at.borrowed.at[p, years[0]], years) for (p, _), years in spans.items()
    ]
    return (*spec.remarks, *followed)


def followed_as(place: Place, heir: Relative, years: list[int]) -> Remark:
    """Whose reports were taken for a place whose code does not stand in those years."""
    other, same, first, last = heir.place, heir.same, min(years), max(years)
    span = str(first) if first == last else f"{first}-{last}"
    zh = "同一地区" if same else "辖区不同，不参与排名与汇总"
    en = "the same place" if same else "another area, not ranked or summed"
    return (
        f"{place.name}（{place.code}）{span} 年取 {other.name}（{other.code}）的年报：{zh}",
        f"{place.name_en} ({place.code}), {span}: reports of {other.name_en} ({other.code}), {en}",
    )
