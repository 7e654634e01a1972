"""What production must not start with. Each room registers its own checks with Django under this tag; here they are asked together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, register, run_checks
from django.utils.translation import gettext as _

from consistorio.nucleo.errores import Problema, ServicioNoDisponible
from consistorio.plataforma.base.marca import exigir_base_de_ejemplo

ETIQUETA = "produccion"
ENTORNO = "produccion"
PROPIETARIO = "CONSISTORIO_URL_PROPIETARIO"


class Comprobacion(Protocol):
    """A check of Django's."""

    def __call__(self, *, app_configs: Sequence[AppConfig] | None, **kwargs: object) -> Sequence[CheckMessage]: ...


class NoApto(ServicioNoDisponible):
    """These settings cannot serve a real town."""

    def __str__(self) -> str:
        return "\n".join([self.mensaje, *(f"  - {p.campo}: {p.mensaje}" for p in self.problemas), self.que_hacer])


def en_produccion(codigo: str) -> Callable[[Callable[[], list[Problema]]], Callable[[], list[Problema]]]:
    """Register a check that production demands: it returns what is wrong (setting, and what to do). `codigo`: its identifier.

    `manage check --deploy` shows it; `exigir` refuses to start with it.
    """

    def registrar(funcion: Callable[[], list[Problema]]) -> Callable[[], list[Problema]]:
        def comprobar(*, app_configs: Sequence[AppConfig] | None, **kwargs: object) -> list[CheckMessage]:
            return [Error(p.mensaje, obj=p.campo, id=codigo) for p in funcion()]

        register(comprobar, ETIQUETA, deploy=True)
        return funcion

    return registrar


def exigir_ejemplo() -> None:
    """Refuse to work on a real town's database with other settings than those of production. Raises: BaseNoDisponible."""
    if settings.CONSISTORIO_ENTORNO != ENTORNO:
        exigir_base_de_ejemplo()


def exigir_produccion(*, cambia_tablas: bool = False) -> None:
    """Refuse to work under production settings with anything of the example. Elsewhere it asks nothing.

    `cambia_tablas`: this process is one of those that act as the tables' owner; no other may hold that password.
    Raises NoApto with every problem found.
    """
    if settings.CONSISTORIO_ENTORNO != ENTORNO:
        return
    hallados = run_checks(tags=[ETIQUETA], include_deployment_checks=True)
    problemas = [Problema(str(m.obj), m.msg) for m in hallados if m.is_serious()]
    con_propietario = "propietario" in settings.DATABASES
    if con_propietario and not cambia_tablas:
        mensaje = _("solo la usan «instalar», «actualizar» y «restaurar». Quítela de las variables de este proceso.")
        problemas.append(Problema(PROPIETARIO, mensaje))
    if cambia_tablas and not con_propietario:
        mensaje = _("falta: es la misma base de datos, con el usuario dueño de las tablas.")
        problemas.append(Problema(PROPIETARIO, mensaje))
    if problemas:
        raise NoApto(
            _("Con estos ajustes no se puede trabajar en producción:"),
            que_hacer=_("Corrija las variables y vuelva a intentarlo (docs/manual/administracion/instalacion.md)."),
            problemas=problemas,
        )
