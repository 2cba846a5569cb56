"""What a production process needs: base classes, discovery, ordering, signals, workflows.

Here stands what they share: ``cached``, which is ``functools.lru_cache`` at the price of its C half.
Importing ``functools`` brings in ``collections``, ``types`` and more: 1.9 ms, twice what discovery
itself takes. The cache proper is one C class that needs none of them, so that class is taken
directly; ``functools`` does the same with it, and answers where an interpreter has no such class.
A module of its own would be 6 % of discovery's time.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from functools import cache as cached
else:
    try:
        from _functools import _lru_cache_wrapper
    except ImportError:  # pragma: no cover - not CPython
        from functools import cache as cached
    else:

        def cached(function):  # noqa: ANN001, ANN201 - typed above, as functools types it
            """Return ``function`` behind an unbounded ``functools.lru_cache``."""
            wrapper = _lru_cache_wrapper(function, None, False, _cache_info)  # noqa: FBT003 - C takes no keywords
            for name in ("__module__", "__name__", "__qualname__", "__doc__", "__annotations__"):
                setattr(wrapper, name, getattr(function, name))
            wrapper.__wrapped__ = function
            return wrapper

        def _cache_info(*counts):  # noqa: ANN002, ANN202
            from functools import _CacheInfo

            return _CacheInfo(*counts)


__all__ = ["cached"]
