"""Open a year, and split an account of the chart."""

from __future__ import annotations

from django.utils.translation import gettext as _

from consistorio.economia.contabilidad.cuentas import desglosar
from consistorio.economia.contabilidad.eventos import EjercicioAbierto, cadena_del_ejercicio
from consistorio.economia.contabilidad.models import Cuenta, Ejercicio
from consistorio.economia.contabilidad.permisos import ABRIR
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, Problema
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar

NORMA = "TRLRHL arts. 163, 202 y 204; Orden HAP/1781/2013"
PRIMERO = 2015  # since the chart is in force


@accion("contabilidad.ejercicio.abierto", permiso=ABRIR, norma=NORMA)
def abrir_ejercicio(*, actor: Actor, anio: int, reloj: Reloj) -> Ejercicio:
    """Open a year of the accounts; one that is open is answered again.

    Who: with `contabilidad.abrir`. From 2015 to the year after this one. Writes: Ejercicio. Emits: contabilidad.ejercicio.abierto. Raises
    DatosIncorrectos, Conflicto (it was closed; a later one has entries already; there is no chart yet).
    """
    ultimo = hoy(reloj).year + 1
    if not PRIMERO <= anio <= ultimo:
        mensaje = _("Se puede abrir un ejercicio de %(primero)d a %(ultimo)d.") % {
            "primero": PRIMERO,
            "ultimo": ultimo,
        }
        raise DatosIncorrectos(mensaje, problemas=[Problema("anio", mensaje)])
    if not Cuenta.objects.exists():
        raise Conflicto(
            _("Todavía no hay plan de cuentas."), que_hacer=_("Implante el plan antes de abrir el ejercicio.")
        )
    # One before those that are kept would have to be closed before them, and its balances are in their opening
    posterior = Ejercicio.objects.filter(anio__gt=anio).exclude(siguiente=1).order_by("anio").first()
    if posterior is not None and not Ejercicio.objects.filter(anio=anio).exists():
        raise Conflicto(
            _("El ejercicio %(posterior)d ya tiene asientos: no se abre uno anterior.") % {"posterior": posterior.anio},
            que_hacer=_("Abra el ejercicio que sigue al último."),
        )
    ejercicio, nuevo = Ejercicio.objects.get_or_create(anio=anio)
    if ejercicio.estado != Ejercicio.Estado.ABIERTO:
        raise Conflicto(_("El ejercicio %(anio)d ya se cerró.") % {"anio": anio})
    if nuevo:
        anotar(cadena_del_ejercicio(anio), EjercicioAbierto(anio), actor=actor, reloj=reloj)
    return ejercicio


@accion("contabilidad.cuenta.abierta", permiso=ABRIR, norma=NORMA)
def abrir_cuenta(*, actor: Actor, codigo: str, nombre: str, reloj: Reloj) -> Cuenta:
    """Split an account: from now on, what hangs from it is posted and it is not. Who: with `contabilidad.abrir`. Writes, emits and raises as
    `cuentas.desglosar`."""
    return desglosar(codigo, nombre, actor=actor, reloj=reloj)
