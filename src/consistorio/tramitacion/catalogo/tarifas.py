"""The tariffs of the fee of a procedure: a legal value that Gestión Tributaria writes, with the article of its ordenanza (TRLRHL 15-16, 24)."""

from __future__ import annotations

import re
from decimal import Decimal

from django.utils.translation import gettext as _

from consistorio.tramitacion.catalogo.tipos import Tarifa
from consistorio.tramitacion.formularios.esquema import CODIGO
from consistorio.tramitacion.formularios.lectura import Lector

_IMPORTE = re.compile(r"\d{1,9}([.,]\d{1,6})?")


def leer_tarifas(tasa: Lector | None) -> tuple[Tarifa, ...]:
    """The tariffs of a fee, and what is wrong with each. One that is pending has none."""
    if tasa is None or not tasa.tiene("tarifas"):
        return ()
    tarifas = tuple(_leer(hijo) for hijo in tasa.hijos("tarifas"))
    conceptos = [tarifa.concepto for tarifa in tarifas]
    for repetido in sorted({uno for uno in conceptos if conceptos.count(uno) > 1}):
        tasa.anotar("tarifas", _("el concepto «%(c)s» está repetido.") % {"c": repetido})
    if tasa.booleano("pendiente"):
        tasa.anotar("tarifas", _("si la tasa está pendiente, no tiene tarifas."))
    return tarifas


def _leer(lector: Lector) -> Tarifa:
    concepto = lector.texto("concepto", obligatorio=True, maximo=60)
    if concepto and not CODIGO.fullmatch(concepto):
        lector.anotar("concepto", _("el código lleva solo letras minúsculas sin acentos, números y guion bajo."))
    escrito = lector.texto("importe", obligatorio=True, maximo=20)
    if escrito and not _IMPORTE.fullmatch(escrito):
        lector.anotar("importe", _("escriba una cantidad, por ejemplo 3,50 (en un fichero, entre comillas)."))
        escrito = "0"
    tarifa = Tarifa(
        concepto=concepto,
        nombre=lector.texto("nombre", obligatorio=True, maximo=160),
        importe=Decimal(escrito.replace(",", ".") or "0"),
        por=lector.texto("por", obligatorio=True, maximo=80),
        articulo=lector.texto("articulo", obligatorio=True, maximo=200),
    )
    lector.sobrantes()
    return tarifa
