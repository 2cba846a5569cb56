"""What a version of the template asks."""

from __future__ import annotations

from pathlib import Path

import pytest

from pushcart_extensions.errors import TemplateError
from pushcart_extensions.scaffold.template.questionnaire import read_questionnaire


def test_a_version_without_its_questions_is_no_whole_installation(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match=r"copier\.yml"):
        read_questionnaire(tmp_path)
