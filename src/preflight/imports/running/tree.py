"""The tree that is checked, as the machine sees it: which modules are of it, their code, and their tricks."""

from typing import Protocol

from preflight.imports.finding.found import Found
from preflight.imports.translating import Code


class Tree(Protocol):
    """Modules that are run, and what is known of all of them together."""

    @property
    def attributes_set(self) -> frozenset[str]:
        """Names that some module sets as an attribute of something."""

    @property
    def attributes_set_later(self) -> frozenset[str]:
        """Names that only functions set so, whenever they are called."""

    def has(self, found: Found) -> bool:
        """Say whether a module is of the tree."""

    def code(self, found: Found) -> Code:
        """Translate a module of the tree."""

    def failure(self, found: Found) -> str:
        """Name the exception with which compiling it ends; empty when it can be compiled."""

    def shown(self, found: Found) -> str:
        """Say how findings call the file."""

    def registered(self, importer: str, name: str) -> None:
        """Take notice that a module puts another one into ``sys.modules``; an empty name is not known."""

    def siblings_of(self, found: Found) -> str:
        """Name the folder of a script as a package; empty for what is no script."""

    def may_appear(self, code: Code, name: str) -> bool:
        """Say whether a missing module may be made by a trick of the tree, or by the importer's own."""
