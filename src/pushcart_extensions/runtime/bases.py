"""The base classes of stages, as Pushcart's extension document names them.

Every extension package imports this module, in production too, so it costs next to nothing:
``typing`` (which brings in ``re``) is for type checkers alone.
"""

from __future__ import annotations

from abc import abstractmethod

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Generic

    # A type checker knows this module without its being installed.
    from typing_extensions import TypeVar

    DataT_co = TypeVar("DataT_co", covariant=True)
    DataT_contra = TypeVar("DataT_contra", contravariant=True)
    InT = TypeVar("InT")
    OutT = TypeVar("OutT", default=InT)
else:
    DataT_co = DataT_contra = InT = OutT = None
    _GenericAlias = type(list[int])  # types.GenericAlias, without importing types

    class Generic:
        """Stands in for ``typing.Generic``: a class with this base can be subscripted."""

        def __class_getitem__(cls, item):  # noqa: ANN001, ANN204 - typing's own, for type checkers
            return cls if cls is Generic else _GenericAlias(cls, item)


class StageBase:
    """What the stages of every kind share.

    A class that lacks its kind's required method can't be instantiated. The rule and the message
    are those of ``abc``, applied without its metaclass: so a stage may inherit from a class that
    has a metaclass of its own (an ORM's model, say) without a conflict, and an
    ``isinstance`` stays plain. A class that does use ``ABCMeta`` gets the same answer twice.
    """

    def __init_subclass__(cls, **options: object) -> None:
        super().__init_subclass__(**options)
        names = {name for name, value in vars(cls).items() if getattr(value, "__isabstractmethod__", False)}
        for base in cls.__bases__:
            for name in getattr(base, "__abstractmethods__", ()):
                if getattr(getattr(cls, name, None), "__isabstractmethod__", False):
                    names.add(name)
        # object.__new__ refuses a class in whose set a name is left.
        cls.__abstractmethods__ = frozenset(names)  # type: ignore[attr-defined]

    def open(self) -> None:
        """Acquire what the run needs; called once, before any data. Does nothing by default."""

    def close(self) -> None:
        """Release what ``open`` acquired; called once, also after a failure. Does nothing by default."""


class SourceBase(StageBase, Generic[DataT_co]):
    """Base of every source: where data come from.

    Generic in the data: ``class OrdersSource(SourceBase[pl.DataFrame])``.
    """

    @abstractmethod
    def get_increment(self) -> DataT_co:
        """Return what is new; without a remembered state, everything."""
        raise NotImplementedError


class TransformationBase(StageBase, Generic[InT, OutT]):
    """Base of every transformation: data in, data out.

    Generic in the data: ``TransformationBase[Rows]`` gives what it takes, and
    ``TransformationBase[Rows, pl.DataFrame]`` changes the type.
    """

    @abstractmethod
    def transform(self, data: InT) -> OutT:
        """Return the data that go on to the next stage."""
        raise NotImplementedError


class DestinationBase(StageBase, Generic[DataT_contra]):
    """Base of every destination: where data go.

    Generic in the data: ``class WarehouseDestination(DestinationBase[pl.DataFrame])``.
    """

    @abstractmethod
    def write(self, data: DataT_contra) -> None:
        """Write what one source gave, after all transformations."""
        raise NotImplementedError
