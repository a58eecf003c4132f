"""What stands above the rows of the request table as text → whether its columns are the form's.

Under `run_requests`.
"""

import re
from collections.abc import Sequence

from adapters.extract.flattened.form_heading import is_heading
from adapters.extract.flattened.label_run import Label, flat_words, labels_in, loose
from adapters.extract.layout import label_key, layout

HEADING_REACH = 80
_FAR = 2_000
_NEARLY_ALL = 20
_ABOVE = "申请人情况"
# Enough of a column's name to know it by.
_CUT_NAME = 4
_CHAPTER = "收到和处理政府信息公开"


def columns_are_the_form_s(text: str, start: int, end: int) -> bool:
    """By their names, or by their signs where names are cut and their parts stand apart."""
    names = {**layout().columns["requests"], **{label_key(word): "" for word in flat_words()["headings"]}}
    form = layout().sequences["requests"][0]
    found = [each.name for each in labels_in(text, max(0, start - HEADING_REACH), end, names) if each.name]
    if sorted(found[-len(form) :]) == sorted(form):
        return True
    reach = text[max(0, start - _FAR) : end]
    words, beside = (*form, *flat_words()["headings"]), flat_words()["beside"]["requests"]
    return any(is_heading(reach.rpartition(word)[2], words, beside) for word in (_ABOVE, _CHAPTER))


def is_without_heading(text: str, labels: Sequence[Label]) -> bool:
    """Nearly all rows of the form and no name of a column above: then the form's own columns are meant.

    Only a table counts in which all rows and columns add up.
    """
    above = text[max(0, labels[0].start - _FAR) : labels[0].start].rpartition(_CHAPTER)[2][-HEADING_REACH:]
    names = labels_in(above, 0, len(above), layout().columns["requests"])
    return not names and len({label.name for label in labels}) >= _NEARLY_ALL


def columns_come_in_order(text: str, end: int) -> bool:
    """All columns' names in the form's order below the chapter's heading, other words but no number between.

    As where a tool has set each column's name in a table of its own; only rows of whole cells count then.
    """
    form = layout().sequences["requests"][0]
    reach = text[max(0, end - _FAR) : end].rpartition(_CHAPTER)[2]
    names = r"\D*?".join(loose(name[:_CUT_NAME]) for name in form)
    return re.search(rf"^\D*?{names}\D*$", reach) is not None
