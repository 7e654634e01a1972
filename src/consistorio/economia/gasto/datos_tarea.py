"""What a definition says of a task that spends: `datos` of the kinds `gasto.RC`, `gasto.AD`, `gasto.O` and `gasto.libera`.

{"importe": numeric question of the form, with VAT; "aplicacion": code of the budget, or "aplicacion_de": question of the form that says it; "sigue_a": code of
the earlier task that it goes on with; "conformidad": code of the task in which what was received is found right; "exento": why it has no previous control; "sin_iva": numeric questions of the form
that say the estimated value of the contract, of which each answers one kind; "contrato": true}. What is not said is asked at the desk.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from consistorio.economia.gasto import reglas
from consistorio.economia.presupuesto.vinculacion import leer_clave
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import Problema
from consistorio.nucleo.tipos import Importe
from consistorio.tramitacion.formularios.lectura import Lector
from consistorio.tramitacion.formularios.tipos import Esquema
from consistorio.tramitacion.formularios.valores import Datos, Valor, texto_de

RC, AD, OBLIGA, LIBERA = "gasto.RC", "gasto.AD", "gasto.O", "gasto.libera"
GENERAL: Final = Decimal("1.21")  # with VAT at its general rate (Ley 37/1992 art. 90)
NUMERICOS: Final = frozenset({"importe", "numero"})
DE_TEXTO: Final = frozenset({"texto", "seleccion", "opcion"})
_CLAVES: Final = {
    RC: frozenset({"importe", "aplicacion", "aplicacion_de"}),
    AD: frozenset({"importe", "aplicacion", "aplicacion_de", "sigue_a", "exento", "sin_iva", "contrato"}),
    OBLIGA: frozenset({"sigue_a", "conformidad"}),
    LIBERA: frozenset[str](),
}


@dato
class DatosDeGasto:
    """The typed `datos`."""

    importe: str = ""
    aplicacion: str = ""
    aplicacion_de: str = ""
    sigue_a: str = ""
    conformidad: str = ""
    exento: str = ""
    sin_iva: tuple[str, ...] = ()
    contrato: bool = False


def leer(
    tipo: str, datos: Mapping[str, Valor], esquema: Esquema | None = None
) -> tuple[DatosDeGasto, tuple[Problema, ...]]:
    """What they say of a task of that kind, and what is wrong with them. Those of other kinds say nothing."""
    problemas: list[Problema] = []
    lector = Lector({clave: valor for clave, valor in datos.items() if valor is not None}, "", problemas)
    caben = _CLAVES.get(tipo, frozenset())
    leidos = DatosDeGasto(
        **{
            clave: lector.texto(clave, maximo=60)
            for clave in ("importe", "aplicacion", "aplicacion_de", "sigue_a", "conformidad")
            if clave in caben
        },
        exento=lector.opcion("exento", reglas.EXENTOS, por_defecto="") if "exento" in caben else "",
        sin_iva=lector.textos("sin_iva") if "sin_iva" in caben else (),
        contrato="contrato" in caben and lector.booleano("contrato"),
    )
    _comprobar(lector, leidos, tipo, esquema)
    lector.sobrantes()
    return leidos, tuple(problemas)


def _comprobar(lector: Lector, leidos: DatosDeGasto, tipo: str, esquema: Esquema | None) -> None:
    if leidos.aplicacion and leer_clave(leidos.aplicacion) is None:
        mensaje = _("«%(a)s» no es una aplicación. Por ejemplo, 920.22706.") % {"a": leidos.aplicacion}
        lector.anotar("aplicacion", mensaje)
    if leidos.aplicacion and leidos.aplicacion_de:
        lector.anotar("aplicacion_de", _("la aplicación se dice aquí o en el formulario: las dos cosas, no."))
    if tipo == OBLIGA and not leidos.sigue_a:
        lector.anotar("sigue_a", _("falta la tarea que comprometió el gasto."))
    if esquema is None:
        return
    for clave, codigo in (("importe", leidos.importe), *(("sin_iva", uno) for uno in leidos.sin_iva)):
        campo = esquema.campo(codigo) if codigo else None
        if codigo and (campo is None or campo.tipo not in NUMERICOS):
            lector.anotar(clave, _("«%(c)s» no es un número ni un importe del formulario.") % {"c": codigo})
    campo = esquema.campo(leidos.aplicacion_de) if leidos.aplicacion_de else None
    if leidos.aplicacion_de and (campo is None or campo.tipo not in DE_TEXTO):
        mensaje = _("«%(c)s» no es un texto ni una lista del formulario.") % {"c": leidos.aplicacion_de}
        lector.anotar("aplicacion_de", mensaje)


def en_palabras(tipo: str, datos: Mapping[str, Valor], esquema: Esquema) -> tuple[str, ...]:
    """What they say, in sentences."""
    leidos, _problemas = leer(tipo, datos)
    frases = []
    if leidos.importe and (campo := esquema.campo(leidos.importe)) is not None:
        frases.append(_("Lo que se gasta lo dice «%(c)s».") % {"c": campo.etiqueta})
    if leidos.aplicacion:
        frases.append(_("Aplicación presupuestaria: %(a)s.") % {"a": leidos.aplicacion})
    if leidos.aplicacion_de and (campo := esquema.campo(leidos.aplicacion_de)) is not None:
        frases.append(_("La aplicación presupuestaria la dice «%(c)s».") % {"c": campo.etiqueta})
    if leidos.exento:
        frases.append(_("Sin fiscalización previa: %(e)s.") % {"e": reglas.EXENTOS[leidos.exento]})
    return tuple(frases)


def importe_segun(leidos: DatosDeGasto, respuestas: Datos) -> Importe | None:
    """How much the form says that is spent; None when it does not."""
    return _respondido(leidos.importe, respuestas)


def con_su_iva(leidos: DatosDeGasto, respuestas: Datos) -> Decimal:
    """How many times its value without VAT what is spent is, as the form says both (LCSP 101.1 and 118): from 1 to 1.21, and 1 when it does not say, so that nothing
    is taken away for a tax that it may not have."""
    total = _respondido(leidos.importe, respuestas)
    valor = next((uno for codigo in leidos.sin_iva if (uno := _respondido(codigo, respuestas)) is not None), None)
    if total is None or valor is None:
        return Decimal(1)
    return min(max(total.euros / valor.euros, Decimal(1)), GENERAL)


def _respondido(codigo: str, respuestas: Datos) -> Importe | None:
    importe = reglas.leido(texto_de(respuestas.get(codigo))) if codigo else None
    return importe if importe is not None and importe.euros > 0 else None


def aplicacion_segun(leidos: DatosDeGasto, respuestas: Datos) -> str:
    """The application, as the definition or the form says it; "" when none does."""
    return leidos.aplicacion or texto_de(respuestas.get(leidos.aplicacion_de)).strip()
