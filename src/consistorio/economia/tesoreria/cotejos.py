"""The checks of the treasury join those of the accounts, which every verification runs."""

from consistorio.economia.tesoreria import comprobaciones

__all__ = ["comprobaciones"]
