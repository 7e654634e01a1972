"""An account of the chart is split, inside somebody's open transaction."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from consistorio.economia.contabilidad.eventos import CADENA_DEL_PLAN, CuentaAbierta
from consistorio.economia.contabilidad.models import Apunte, Cuenta, Ejercicio
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, Problema
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.auditoria.operaciones import anotar

LARGO_NOMBRE = 250
_CODIGO = re.compile(r"[0-9]{4,12}")


def desglosar(codigo: str, nombre: str, *, actor: Actor, reloj: Reloj) -> Cuenta:
    """Split an account: from now on, what hangs from it is posted and it is not. The new one has its nature and its heading.

    Writes: Cuenta. Emits: contabilidad.cuenta.abierta. Raises DatosIncorrectos with every problem, Conflicto (what it
    splits has entries in an open year).
    """
    exigir_transaccion()
    padre = _padre_de(codigo)
    problemas = _problemas(codigo, nombre, padre)
    if padre is None or problemas:
        raise DatosIncorrectos(_("La cuenta no se ha abierto."), problemas=problemas)
    abiertos = list(
        Ejercicio.objects.select_for_update(no_key=True).filter(estado=Ejercicio.Estado.ABIERTO).order_by("anio")
    )
    por_encima = [codigo[:n] for n in range(3, len(codigo))]
    for ejercicio in abiertos:
        apuntes = Apunte.objects.filter(ejercicio=ejercicio.anio)
        if apuntes.filter(debe__in=por_encima).exists() or apuntes.filter(haber__in=por_encima).exists():
            raise Conflicto(
                _("La cuenta %(cuenta)s ya tiene apuntes en %(anio)d: no se puede desglosar con el ejercicio abierto.")
                % {"cuenta": padre.codigo, "anio": ejercicio.anio},
                que_hacer=_("Ábrala al empezar un ejercicio, antes de su primer asiento."),
            )
    cuenta = Cuenta.objects.create(
        codigo=codigo, nombre=nombre.strip(), naturaleza=padre.naturaleza, epigrafe=padre.epigrafe, propia=True
    )
    anotar(CADENA_DEL_PLAN, CuentaAbierta(codigo), actor=actor, reloj=reloj)
    return cuenta


def _padre_de(codigo: str) -> Cuenta | None:
    """The account that it splits: the longest one above it."""
    por_encima = [codigo[:n] for n in range(3, len(codigo))]
    return max(Cuenta.objects.filter(codigo__in=por_encima), key=lambda una: len(una.codigo), default=None)


def _problemas(codigo: str, nombre: str, padre: Cuenta | None) -> list[Problema]:
    problemas = []
    if _CODIGO.fullmatch(codigo) is None:
        problemas.append(Problema("codigo", _("El código son de 4 a 12 cifras.")))
    elif padre is None:
        problemas.append(Problema("codigo", _("El código tiene que empezar por el de una cuenta del plan.")))
    elif Cuenta.objects.filter(codigo=codigo).exists():
        problemas.append(Problema("codigo", _("La cuenta %(codigo)s ya existe.") % {"codigo": codigo}))
    if not nombre.strip() or len(nombre) > LARGO_NOMBRE:
        problemas.append(Problema("nombre", _("Escriba su nombre, en %(n)d letras como mucho.") % {"n": LARGO_NOMBRE}))
    return problemas
