"""A sequence that is built when somebody looks."""

from gateway.compare.points import Later


def test_nothing_is_built_for_the_length() -> None:
    def never() -> list[int]:
        raise AssertionError("built too early")

    assert len(Later(3, never)) == 3


def test_items_are_built_once() -> None:
    built = []

    def build() -> list[int]:
        built.append(True)
        return [1, 2, 3]

    later = Later(3, build)
    assert (list(later), later[1], later[-1], later[:2]) == ([1, 2, 3], 2, 3, [1, 2])
    assert later == [1, 2, 3]
    assert built == [True]
