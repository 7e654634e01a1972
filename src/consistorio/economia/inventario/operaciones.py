"""What changes the fixed assets inside somebody's open transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db import connections
from django.db.models import Max
from django.utils.translation import gettext as _

from consistorio.economia.inventario import reglas
from consistorio.economia.inventario.eventos import CADENA, BienesDadosDeAlta
from consistorio.economia.inventario.models import Bien
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import DatosIncorrectos, Problema
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import alias_actual, exigir_transaccion
from consistorio.plataforma.auditoria.operaciones import anotar

MAXIMO = 20_000
VIDA = range(1, 201)
_EN_FILA = """
LOCK TABLE inventario_bien IN SHARE ROW EXCLUSIVE MODE
"""


@dato
class BienNuevo:
    """An asset as who enters it says it: see `models.Bien`. `linea_id`: line of the operation that paid for it."""

    nombre: str
    cuenta: str
    valor: Decimal
    en_servicio: date
    vida: int | None = None
    residual: Decimal = Decimal(0)
    previa: Decimal = Decimal(0)
    linea_id: UUID | None = None


_EN_FILA = """
LOCK TABLE inventario_bien IN SHARE ROW EXCLUSIVE MODE
"""


def dar_de_alta(bienes: Sequence[BienNuevo], *, actor: Actor, reloj: Reloj) -> list[Bien]:
    """Enter assets, all or none, with consecutive numbers.

    Writes: Bien. Emits: inventario.bien.alta. Raises DatosIncorrectos with every problem of every one.
    """
    exigir_transaccion()
    problemas = [
        Problema(f"bienes.{n}", mensaje) for n, bien in enumerate(bienes, 1) for mensaje in _problemas(bien, hoy(reloj))
    ]
    if not 1 <= len(bienes) <= MAXIMO:
        problemas.append(Problema("bienes", _("Se dan de alta de 1 a %(n)d bienes cada vez.") % {"n": MAXIMO}))
    if problemas:
        raise DatosIncorrectos(_("No se ha dado de alta ningún bien."), problemas=problemas)
    with connections[alias_actual()].cursor() as cursor:
        cursor.execute(_EN_FILA)
    primero = (Bien.objects.aggregate(ultimo=Max("numero"))["ultimo"] or 0) + 1
    filas = [
        Bien(
            numero=numero,
            nombre=bien.nombre.strip(),
            cuenta=bien.cuenta,
            valor=bien.valor.quantize(reglas.CENTIMO),
            residual=bien.residual.quantize(reglas.CENTIMO),
            previa=bien.previa.quantize(reglas.CENTIMO),
            en_servicio=bien.en_servicio,
            vida=bien.vida,
            linea_id=bien.linea_id,
        )
        for numero, bien in enumerate(bienes, primero)
    ]
    Bien.objects.bulk_create(filas, batch_size=1000)
    hecho = BienesDadosDeAlta(primero, filas[-1].numero, str(sum((bien.valor for bien in bienes), Decimal(0))))
    anotar(CADENA, hecho, actor=actor, reloj=reloj, filas=filas)
    return filas


def _problemas(bien: BienNuevo, hoy: date) -> list[str]:
    hallados = []
    if not bien.nombre.strip() or len(bien.nombre) > 200:
        hallados.append(_("Escriba qué bien es, en 200 letras como mucho."))
    if not bien.cuenta.startswith((*reglas.AMORTIZABLES, *reglas.SIN_AMORTIZAR)):
        hallados.append(_("«%(cuenta)s» no es una cuenta de inmovilizado en servicio.") % {"cuenta": bien.cuenta})
    elif bien.cuenta.startswith(reglas.AMORTIZABLES) and bien.vida is None:
        hallados.append(_("Diga en cuántos años se amortiza."))
    elif bien.cuenta.startswith(reglas.SIN_AMORTIZAR) and bien.vida is not None:
        hallados.append(_("Los bienes de la cuenta %(cuenta)s no se amortizan.") % {"cuenta": bien.cuenta})
    if bien.vida is not None and bien.vida not in VIDA:
        hallados.append(_("Los años en que se amortiza van de 1 a 200."))
    if not _importe(bien.valor) or bien.valor <= 0:
        hallados.append(_("El valor son euros y céntimos, mayor que cero."))
    elif not _importe(bien.residual) or not _importe(bien.previa) or not 0 <= bien.previa <= bien.valor - bien.residual:
        hallados.append(_("El valor residual y lo ya amortizado no pueden sumar más que el valor."))
    if bien.en_servicio > hoy:
        hallados.append(_("La puesta en servicio no puede ser posterior a hoy."))
    return hallados


def _importe(importe: Decimal) -> bool:
    return importe.is_finite() and importe >= 0 and importe == importe.quantize(Decimal("0.01"))
