"""Bringing in the cases that were judged, one after another: one that fails leaves itself out, and no other."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import ErrorDominio
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.cola.tandas import cada_uno
from consistorio.servicios.archivo.acciones import importar_antiguo
from consistorio.servicios.archivo.antiguos.tablas import CASOS, ProblemaDeFila
from consistorio.servicios.archivo.antiguos.tipos import CasoLeido


def importar_todos(
    casos: Sequence[CasoLeido], *, actor: Actor, version_id: UUID, reloj: Reloj
) -> tuple[list[CasoLeido], list[ProblemaDeFila]]:
    """Those that came in, and why each of the others did not. When the store does not answer no more are tried.

    Raises OperationalError: without a database there is nothing to go on with.
    """
    por_numero = {caso.numero: caso for caso in casos}
    hechos, fallos = cada_uno(
        por_numero, lambda caso: importar_antiguo(actor=actor, caso=caso, version_id=version_id, reloj=reloj)
    )
    problemas = [
        ProblemaDeFila(CASOS, caso.linea, "", _por_que(fallos.get(numero)))
        for numero, caso in por_numero.items()
        if numero not in hechos
    ]
    return [por_numero[numero] for numero in hechos], problemas


def _por_que(error: Exception | None) -> str:
    """In words. What a database or a system says of an error may carry data: it is not told."""
    if error is None:
        return _("No se ha llegado a él: algo dejó de responder antes. Repita la orden con los mismos ficheros.")
    if isinstance(error, ErrorDominio):
        return str(error)
    if isinstance(error, OSError):
        return _(
            "No se ha podido leer o guardar uno de sus ficheros. Compruebe que está en la carpeta y repita la orden."
        )
    return _("No ha podido entrar (%(clase)s). Revise la fila y sus documentos.") % {"clase": type(error).__name__}
