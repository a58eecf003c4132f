"""JSON that a list is filled from: the answer, a value by its path, a date in any of its shapes."""

import json
import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from html import unescape
from typing import Any

from adapters.errors import LayoutChanged
from adapters.families.links import page_text, read_date
from adapters.fetch.snapshot import Snapshot

CHINA = timezone(timedelta(hours=8))
_TAG = re.compile(r"<[^>]*>")
_CALLBACK = re.compile(r"^\s*[\w.$]+\s*\((?P<json>.*)\)\s*;?\s*$", re.DOTALL)
_EPOCH = re.compile(r"\d{10}|\d{13}")
_MILLISECONDS = 10**11


def read_json(page: Snapshot, *, exact: bool = False) -> Any:
    """The answer, out of a callback(…) if it stands in one. Raises LayoutChanged where it is no JSON.

    `exact` keeps numbers with a point as they are printed.
    """
    text = page_text(page)
    wrapped = _CALLBACK.match(text)
    try:
        return json.loads(wrapped["json"] if wrapped else text, parse_float=Decimal if exact else float)
    except ValueError as error:
        raise LayoutChanged("the portal answers no JSON; look at the list page", url=page.url) from error


def at(data: Any, path: str) -> Any:
    """`data.list` in nested objects (a number counts in a list); None where a step leads nowhere."""
    for step in path.split(".") if path else ():
        if isinstance(data, Mapping):
            data = data.get(step)
        elif isinstance(data, list) and step.isdigit() and int(step) < len(data):
            data = data[int(step)]
        else:
            return None
    return data


def records_at(page: Snapshot, data: Any, path: str) -> list[Mapping[str, Any]]:
    """The entries of a list. Raises LayoutChanged where they are not where they were."""
    found = at(data, path)
    if not isinstance(found, list):
        message = f"the portal answers no {path or 'list of entries'}; look at the list page"
        raise LayoutChanged(message, url=page.url)
    return [each for each in found if isinstance(each, Mapping)]


def plain(value: Any) -> str:
    """A title as text: search words stand in tags, rare characters as entities."""
    return " ".join(unescape(_TAG.sub("", str(value or ""))).split())


def moment(value: Any) -> date | None:
    """2018-03-09 in text, or seconds or milliseconds since 1970, as portals in China count the days."""
    text = str(value or "").strip()
    if not _EPOCH.fullmatch(text):
        return read_date(text)
    number = int(text)
    return datetime.fromtimestamp(number / 1000 if number > _MILLISECONDS else number, CHINA).date()


def count(value: Any) -> int | None:
    """A count, which some portals write as text."""
    text = str(value).strip()
    return int(text) if text.isdigit() else None
