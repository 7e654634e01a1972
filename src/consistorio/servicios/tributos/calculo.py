"""What a task of payment comes to, from the answers of its case and the tariff of the day; or why it cannot be said yet."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from consistorio.nucleo.dato import dato
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.servicios.tributos import datos_tarea, reglas
from consistorio.servicios.tributos.datos_tarea import DatosDePago, Periodos
from consistorio.servicios.tributos.reglas import Factores
from consistorio.tramitacion.catalogo.tipos import PENDIENTE, Tarifa
from consistorio.tramitacion.catalogo.valores_legales import tarifa_en_vigor
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.formularios.valores import Datos, como_datos, texto_de
from consistorio.tramitacion.motor.consultas_declaraciones import dia_de_presentacion
from consistorio.tramitacion.motor.models import Tarea
from consistorio.tramitacion.motor.operaciones.comunicaciones import partes_de


@dato
class Calculo:
    """An amount and where it comes from."""

    pago: DatosDePago
    tarifa: Tarifa
    factores: Factores
    devengo: date


def calcular(tarea: Tarea, expediente: Expediente, *, reloj: Reloj) -> tuple[Calculo | None, tuple[str, ...]]:
    """The amount of a task; or None and everything that is missing, in words that say who has to write it. Never a guess."""
    pago, errores = datos_tarea.leer(_propios(tarea))
    if errores:
        return None, tuple(_("El procedimiento no dice bien cómo se calcula: %(e)s") % {"e": e} for e in errores)
    devengo = _devengo(pago, expediente, reloj)
    tarifa = tarifa_en_vigor(expediente.version.procedimiento.codigo, pago.concepto, en=devengo)
    respuestas = como_datos(expediente.datos)
    faltan: list[str] = []
    if tarifa is None:
        faltan.append(
            _("%(p)s. Gestión Tributaria no ha escrito la tarifa de «%(c)s» que regía el %(d)s.")
            % {"p": PENDIENTE.capitalize(), "c": pago.concepto, "d": f"{devengo:%d/%m/%Y}"}
        )
    base = _numero(respuestas, pago.base, expediente, faltan) if pago.base else Decimal(1)
    periodos = _cuantos(pago.periodos, respuestas, expediente, faltan)
    if not partes_de(expediente):
        faltan.append(_("El expediente no tiene a nadie a quien cobrar."))
    if faltan or tarifa is None or base is None or periodos is None:
        return None, tuple(faltan)
    factores = Factores(
        tarifa.importe,
        tarifa.por,
        base,
        pago.base_unidad,
        periodos,
        reglas.en_palabra(pago.periodos.unidad, periodos) if pago.periodos is not None else "",
    )
    if factores.importe.euros <= 0:
        return None, (_("El resultado es cero: no hay nada que pagar."),)
    return Calculo(pago, tarifa, factores, devengo), ()


def _propios(tarea: Tarea) -> Datos:
    """What the definition says of it, without what the engine keeps there too."""
    definicion = tarea.expediente.version.tipada.tarea(tarea.codigo)
    return definicion.datos if definicion is not None else como_datos(tarea.datos)


def _devengo(pago: DatosDePago, expediente: Expediente, reloj: Reloj) -> date:
    """The day whose tariff counts (TRLRHL 26.1): that of the application, or today."""
    dia = dia_de_presentacion(expediente) if pago.devengo == "solicitud" else None
    return dia or hoy(reloj)


def _numero(respuestas: Datos, codigo: str, expediente: Expediente, faltan: list[str]) -> Decimal | None:
    try:
        numero = Decimal(texto_de(respuestas.get(codigo)))
    except InvalidOperation:
        faltan.append(_("La solicitud no dice «%(c)s».") % {"c": _pregunta(expediente, codigo)})
        return None
    if not numero.is_finite() or numero <= 0:
        faltan.append(_("«%(c)s» tiene que ser mayor que cero.") % {"c": _pregunta(expediente, codigo)})
        return None
    return numero


def _cuantos(periodos: Periodos | None, respuestas: Datos, expediente: Expediente, faltan: list[str]) -> Decimal | None:
    if periodos is None:
        return Decimal(1)
    if periodos.campo:
        return _numero(respuestas, periodos.campo, expediente, faltan)
    if not periodos.desde:
        return Decimal(periodos.numero or 1)
    desde, hasta = _fecha(respuestas, periodos.desde), _fecha(respuestas, periodos.hasta)
    if desde is None or hasta is None:
        if periodos.numero is not None and desde is None and hasta is None:
            return Decimal(periodos.numero)
        codigo = periodos.desde if desde is None else periodos.hasta
        faltan.append(_("La solicitud no dice «%(c)s».") % {"c": _pregunta(expediente, codigo)})
        return None
    meses = reglas.meses_entre(desde, hasta, empezados=periodos.empezados)
    if meses < 1:
        faltan.append(
            _("Del %(a)s al %(b)s no hay ningún mes que cobrar.") % {"a": f"{desde:%d/%m/%Y}", "b": f"{hasta:%d/%m/%Y}"}
        )
        return None
    return Decimal(meses)


def _fecha(respuestas: Datos, codigo: str) -> date | None:
    try:
        return date.fromisoformat(texto_de(respuestas.get(codigo)))
    except ValueError:
        return None


def _pregunta(expediente: Expediente, codigo: str) -> str:
    campo = expediente.version.tipada.formulario.campo(codigo)
    return campo.etiqueta if campo is not None else codigo
