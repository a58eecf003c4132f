"""Bytes and what was said about them → text. BOM before header before meta, and a proof by decoding.

`gb2312` and `gbk` are read as `gb18030`, which contains both. Where the labels disagree, or the one
label cannot decode the bytes, strict UTF-8 is tried first: it almost never succeeds by accident.
"""

import codecs
import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_ALIASES = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030"}
# Labels that servers send without knowing: they decode anything, so they prove nothing.
_EMPTY_LABELS = frozenset({"iso-8859-1", "latin-1", "latin1", "ascii", "us-ascii", "windows-1252", "cp1252"})
_META = re.compile(rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([A-Za-z0-9_\-]+)""", re.IGNORECASE)
_META_WINDOW = 8_192
# What Chinese text is made of; bytes read the wrong way round are signs from all over Unicode.
_WRITTEN = re.compile(
    r"[\t\r\n -~\u00a0-\u00ff\u2010-\u2027\u2460-\u24ff\u2500-\u257f\u3000-\u303f一-鿿\uff00-\uffef]"
)
_HAN = re.compile(r"[一-龥]{2}")
_NEARLY_ALL = 0.98
# A mirror's stray byte must not cost the page; more broken bytes than this mean another charset.
_TOLERATED = 0.002


@dataclass(frozen=True, slots=True)
class Decoded:
    """`charset` is the one that was used; `damaged` tells that some bytes could not be decoded."""

    text: str
    charset: str
    damaged: bool = False


def decode(body: bytes, *, header: str | None = None) -> Decoded:
    """`header` is the charset of the HTTP header, if there was one. Never fails: the last resort replaces."""
    for bom, charset in _BOMS:
        if body.startswith(bom):
            return Decoded(body[len(bom) :].decode(charset, "replace"), charset)
    if unmarked := unmarked_utf16(body):
        return Decoded(body.decode(unmarked, "replace"), unmarked)
    for charset in _candidates(body, header):
        text = _strict(body, charset)
        if text is not None:
            return Decoded(text, charset)
    return _lenient(body, header)


def unmarked_utf16(body: bytes) -> str | None:
    """`utf-16-le` or `utf-16-be` for Chinese text that was saved so without a mark at its beginning."""
    window = body[: len(body) & ~1][:_META_WINDOW]
    if b"\x00" not in window:
        return None
    for charset in ("utf-16-le", "utf-16-be"):
        text = window.decode(charset, "replace")
        if len(_WRITTEN.findall(text)) >= _NEARLY_ALL * len(text) and _HAN.search(text):
            return charset
    return None


def meta_charset(body: bytes) -> str | None:
    """What the page's own meta tag says, normalised, or None."""
    found = _META.search(body[:_META_WINDOW])
    return normalise(found.group(1).decode("ascii")) if found else None


def normalise(label: str | None) -> str | None:
    """A label as a codec name with GB labels widened; None for an unknown or meaningless label."""
    if label is None:
        return None
    name = label.strip().strip("\"'").lower()
    name = _ALIASES.get(name, name)
    if name in _EMPTY_LABELS:
        return None
    try:
        codecs.lookup(name)
    except LookupError:
        return None
    return name


def _candidates(body: bytes, header: str | None) -> list[str]:
    said = [label for label in (normalise(header), meta_charset(body)) if label]
    if len(set(said)) != 1:
        said.insert(0, "utf-8")
    return list(dict.fromkeys([*said, "utf-8", "gb18030"]))


def _strict(body: bytes, charset: str) -> str | None:
    try:
        return body.decode(charset)
    except (UnicodeDecodeError, LookupError):
        return None


def _lenient(body: bytes, header: str | None) -> Decoded:
    for charset in _candidates(body, header):
        text = body.decode(charset, "replace")
        if text.count("\ufffd") <= max(1, len(text) * _TOLERATED):
            return Decoded(text, charset, damaged=True)
    best = from_bytes(body).best()
    charset = best.encoding if best is not None else "gb18030"
    return Decoded(body.decode(charset, "replace"), charset, damaged=True)
