"""What proves that the credit of a year bears the obligation of an expense of an earlier one (RD 500/1990 arts. 26.2 and 60; TRLRHL art. 176.2)."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from consistorio.economia.presupuesto import gasto_de_antes
from consistorio.economia.presupuesto.gasto_de_antes import CausaDeAntes
from consistorio.economia.presupuesto.models import GastoDeAntes, Operacion, Presupuesto, RemanenteCredito
from consistorio.economia.presupuesto.operaciones.acuerdos import problemas_de_acuerdo
from consistorio.economia.presupuesto.tipos import Cabecera, DeAntes
from consistorio.nucleo.errores import DatosIncorrectos, Problema

CAUSA: Final = "antes"
PRUEBA: Final = "antes_prueba"
_COMPROMETEN: Final = ("D", "AD")


def problemas_de(clase: str, cabecera: Cabecera, codigos: Collection[str]) -> list[Problema]:
    """What is wrong with the reason that an operation gives for an expense of an earlier year: it is one of its day, with its proof. `codigos`: of its applications."""
    antes = cabecera.antes
    if antes is None:
        return []
    if "O" not in clase:
        return [Problema(CAUSA, _("Por qué es de un ejercicio anterior se dice al reconocer la obligación."))]
    causa = gasto_de_antes.causas(cabecera.fecha).get(antes.causa)
    if causa is None:
        return [Problema(CAUSA, _("Elija por qué se reconoce ahora un gasto de un ejercicio anterior."))]
    if causa.prueba == gasto_de_antes.PLENO:
        return problemas_de_acuerdo(
            antes.documento_id,
            PRUEBA,
            falta=_("Escriba el código (CSV) del acuerdo del Pleno que reconoce el gasto."),
            del_pleno=_("el reconocimiento extrajudicial lo acuerda el Pleno"),
        )
    if causa.prueba == gasto_de_antes.ACTO:
        falta = _("Escriba el código (CSV) del acto que reconoce el gasto.")
        return problemas_de_acuerdo(antes.documento_id, PRUEBA, falta=falta)
    return _de_compromiso(causa, antes, cabecera, codigos)


def fila_de(cabecera: Cabecera) -> GastoDeAntes | None:
    """What is kept of it with its operation, not written yet."""
    antes = cabecera.antes
    if antes is None:
        return None
    return GastoDeAntes(causa=antes.causa, documento_id=antes.documento_id, compromiso_id=antes.compromiso_id)


def _de_compromiso(causa: CausaDeAntes, antes: DeAntes, cabecera: Cabecera, codigos: Collection[str]) -> list[Problema]:
    if causa.prueba != gasto_de_antes.COMPROMISO:
        return []
    if antes.compromiso_id is None:
        return _de_compromiso_de_fuera(antes)
    suya = Operacion.objects.filter(id=antes.compromiso_id, libro=Operacion.Libro.GASTO, signo=1).first()
    if suya is None or suya.clase not in _COMPROMETEN or suya.ejercicio_id >= cabecera.anio:
        mensaje = _("Elija el compromiso (AD o D) del ejercicio en que se hizo el gasto. Por ejemplo, AD 2025/14.")
        return [Problema(PRUEBA, mensaje)]
    problemas = []
    if suya.tercero_id is not None and suya.tercero_id != cabecera.tercero_id:
        problemas.append(Problema(PRUEBA, _("%(cual)s es con otro tercero.") % {"cual": suya}))
    lineas = [
        linea
        for linea in suya.lineas.select_related("aplicacion")
        if linea.aplicacion is not None and linea.saldo > 0 and linea.aplicacion.codigo in codigos
    ]
    if not lineas:
        mensaje = _("De %(cual)s no quedó nada comprometido en esa aplicación.") % {"cual": suya}
        return [*problemas, Problema(PRUEBA, mensaje)]
    for codigo in sorted({linea.aplicacion.codigo for linea in lineas if linea.aplicacion is not None}):
        if _falta_incorporar(suya.ejercicio_id, codigo):
            mensaje = _("El crédito de %(codigo)s tenía financiación afectada: incorpore antes su remanente.")
            problemas.append(Problema(PRUEBA, mensaje % {"codigo": codigo}))
    return problemas


def _de_compromiso_de_fuera(antes: DeAntes) -> list[Problema]:
    """It is proved by its document: who knows of which year it is asks that it be of one that is not here (`exigir_que_no_este`)."""
    falta = _(
        "Escriba el número del compromiso de entonces. Por ejemplo, AD 2025/14. Si aquel ejercicio no está en estas cuentas, el código (CSV) del documento que lo comprometió."
    )
    return problemas_de_acuerdo(antes.documento_id, PRUEBA, falta=falta)


def exigir_que_no_este(operacion: Operacion, anio: int) -> None:
    """Assert that an expense of `anio` is not proved by the document of its commitment when that year is in these accounts: it has a number here. Raises DatosIncorrectos."""
    suyo = GastoDeAntes.objects.filter(operacion=operacion, compromiso=None).first()
    causa = gasto_de_antes.todas().get(suyo.causa) if suyo is not None else None
    if causa is None or causa.prueba != gasto_de_antes.COMPROMISO or not Presupuesto.objects.filter(pk=anio).exists():
        return
    mensaje = _(
        "Las cuentas de %(anio)d están aquí: escriba el número del compromiso de entonces. Por ejemplo, AD 2025/14."
    )
    problema = Problema(PRUEBA, mensaje % {"anio": anio})
    raise DatosIncorrectos(_("La operación no se ha contabilizado."), problemas=[problema])


def _falta_incorporar(anio: int, codigo: str) -> bool:
    """Whether a credit with affected financing (TRLRHL art. 182.3) has left what nobody incorporated of it."""
    suyo = RemanenteCredito.objects.filter(ejercicio=anio, codigo=codigo, vigente=True, obligatorio__gt=0).first()
    return suyo is not None and suyo.incorporado_comprometido == Decimal(0)
