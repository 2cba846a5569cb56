"""Where the template is: inside an installed wheel, or at the root of a source tree."""

from __future__ import annotations

from pathlib import Path

from pushcart_extensions.errors import TemplateError

_PACKAGE = Path(__file__).resolve().parents[2]
_CANDIDATES = (_PACKAGE / "_template", _PACKAGE.parents[1])


def template_root() -> Path:
    """Return the folder that holds ``copier.yml`` and ``template/``.

    Raises:
        TemplateError: There is none; the installation is not whole.
    """
    for folder in _CANDIDATES:
        if (folder / "copier.yml").is_file() and (folder / "template").is_dir():
            return folder
    raise TemplateError("its files are missing")
