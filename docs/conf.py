"""Settings of the documentation: ``python3 tasks.py docs`` builds it, with every warning an error.

Nothing is fetched: no inventories of other projects, no fonts, no scripts from elsewhere.
"""

from __future__ import annotations

import sys
from pathlib import Path

from pushcart_extensions import __version__

sys.path.insert(0, str(Path(__file__).parent / "sphinx_extensions"))

project = "pushcart-extensions"
release = version = __version__
extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "command_reference",
    "lone_pages",
    "python_api",
]

root_doc = "index"
source_suffix = {".md": "markdown"}
exclude_patterns = ["sphinx_extensions", "reference/peers/*.md"]
# Code without a language, such as the examples in docstrings that show a file, stays uncoloured.
highlight_language = "none"
# Quotes and ellipses, no dashes: an option begins with two hyphens.
smartquotes_action = "qe"

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_typehints_format = "short"
autodoc_preserve_defaults = True
napoleon_numpy_docstring = False
napoleon_use_ivar = True
napoleon_use_rtype = False
python_use_unqualified_type_names = True
python_maximum_signature_line_length = 88

# The wrong example of a rule may be no TOML at all.
suppress_warnings = ["misc.highlighting_failure"]
nitpicky = True
# Names of the standard library would need its inventory, and so the network.
_STANDARD = "|".join(sorted(sys.stdlib_module_names))
# Type variables and aliases.
_ALIASES = "DataT|DestinationT|Fix|FoundBy|Given|Options|ResultT|Status|T"
nitpick_ignore_regex = [
    (r"py:.*", rf"({_STANDARD})(\..*)?"),
    (
        r"py:.*",
        r"[a-z]+|[A-Z][A-Za-z]*(Error|Warning)|Any|Callable|Path|Mapping|Sequence|Iterable|SystemExit",
    ),
    (r"py:class", rf"{_ALIASES}|tuple\[str"),
    # Of a public record, what is no part of the public API.
    (r"py:class", r"pushcart_extensions\..*"),
]

html_title = "pushcart-extensions"
html_theme = "furo"
pygments_dark_style = "github-dark"
html_static_path = ["static"]
html_css_files = ["pages.css"]
html_copy_source = False
html_show_sphinx = False
html_show_copyright = False
html_theme_options = {
    "source_repository": "https://github.com/pushcart-extensions/pushcart-extensions",
    "source_branch": "main",
    "source_directory": "docs/",
}
