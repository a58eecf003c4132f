"""Type and key ↔ the opaque global id of a Relay node: base64 of `Report:510500.2017`."""

import base64
import binascii

from schema.graph.errors import BadInput


def global_id(kind: str, key: str) -> str:
    return base64.b64encode(f"{kind}:{key}".encode()).decode()


def parts(text: str) -> tuple[str, str]:
    """The type's name and the key. Raises BadInput (BAD_ID) for anything this module did not make."""
    try:
        kind, colon, key = base64.b64decode(text, validate=True).decode().partition(":")
    except (binascii.Error, ValueError):  # not base64, not ASCII, or not UTF-8 inside
        raise _malformed(text) from None
    if not (kind and colon and key):
        raise _malformed(text)
    return kind, key


def key_of(kind: str, text: str) -> str:
    """The key in a global id that must be of this type."""
    found, key = parts(text)
    if found != kind:
        raise BadInput(
            "BAD_ID",
            f"参数 id 是 {found} 的全局 ID，这里需要 {kind} 的",
            f"argument id is the global id of a {found}, a {kind} is needed here",
            argument="id",
        )
    return key


def _malformed(text: str) -> BadInput:
    return BadInput(
        "BAD_ID",
        f"参数 id 不是全局 ID：{text[:60]!r}，请使用接口返回的 id 字段",
        f"argument id is not a global id: {text[:60]!r}, use an id field that this API answered",
        argument="id",
    )
