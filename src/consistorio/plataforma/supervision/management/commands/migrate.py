"""`migrate`: Django's, with the house's executor."""

from __future__ import annotations

from django.core.management.commands import migrate as de_django

from consistorio.plataforma.migrador import Ejecutor

de_django.MigrationExecutor = Ejecutor  # type: ignore[attr-defined]  # it offers no other way to say with which


class Command(de_django.Command):
    """Bring the tables to this version."""
