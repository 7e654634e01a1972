"""Base of every app of the house: imports the modules that register things, if the app has them."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig
from django.utils.translation import gettext

from consistorio.nucleo.textos import usar_traductor

MODULOS_QUE_REGISTRAN = ("eventos", "acciones", "suscripciones", "trabajos", "tipos_tarea", "cotejos")


class Aplicacion(AppConfig):
    """An app of the house. On start it imports what registers things: facts, actions, subscriptions, jobs, kinds of task, checks."""

    default = False

    def ready(self) -> None:
        """Import what registers itself; have the texts of the core translated as all others are."""
        usar_traductor(gettext)
        for modulo in MODULOS_QUE_REGISTRAN:
            if find_spec(f"{self.name}.{modulo}") is not None:
                import_module(f"{self.name}.{modulo}")
