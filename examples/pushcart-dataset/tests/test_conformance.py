from pathlib import Path

from pushcart_extensions.check import assert_conforms


def test_the_package_keeps_the_conventions_of_pushcart() -> None:
    assert_conforms(Path(__file__).parents[1])
