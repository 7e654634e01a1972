"""The legal values of each procedure: who answers for each, which are in force, and what of a definition is new.

The area sees them and cites them; only who answers for one writes it (`architecture.md`, LPACAP 21, 24 and 112; TRLRHL 15 and 16).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import DatosIncorrectos, Problema
from consistorio.tramitacion.catalogo.comienzos import leer_comienzo
from consistorio.tramitacion.catalogo.legales import CAMPOS_LEGALES, DE_SOLICITUDES, DUENOS, naturaleza_de
from consistorio.tramitacion.catalogo.models import ValorLegal
from consistorio.tramitacion.catalogo.permisos import LEGAL_DE
from consistorio.tramitacion.catalogo.tarifas import leer_tarifas
from consistorio.tramitacion.catalogo.tipos import SOLICITUD, Tarifa
from consistorio.tramitacion.formularios.lectura import Lector
from consistorio.tramitacion.formularios.valores import Valor, como_datos, texto_de

NOMBRES: Mapping[str, str | Promise] = {
    "naturaleza": gettext_lazy("Qué se presenta"),
    "plazo": gettext_lazy("El plazo máximo para resolver"),
    "silencio": gettext_lazy("El sentido del silencio"),
    "organo": gettext_lazy("El órgano que resuelve"),
    "recursos": gettext_lazy("Los recursos"),
    "tasa": gettext_lazy("La tasa"),
    "conservacion": gettext_lazy("Cuánto se conserva"),
    "comienzo": gettext_lazy("Desde cuándo cuenta el plazo"),
    "dictamen": gettext_lazy("Desde qué importe es preceptivo el dictamen"),
    "prohibicion": gettext_lazy("En cuánto tiempo se resuelve que lo declarado no puede continuar"),
    "tablon": gettext_lazy("Cuántos días se expone en el tablón, como mínimo"),
}
RESPONSABLES: Mapping[str, str | Promise] = {
    "secretaria": gettext_lazy("Secretaría"),
    "gestion_tributaria": gettext_lazy("Gestión Tributaria"),
    "archivo": gettext_lazy("Archivo"),
}
# Where a file of before says what follows when a case of office is not decided (25.1): it is of who answers for the silence
DE_ANTES = "silencio_de_oficio"


@dato
class Convocatoria:
    """The call of a year, as Secretaría wrote it down. `desde`: from which day its term counts, whichever way; `norma`: which says so."""

    nombre: str
    publicada: date
    desde: date
    boletin: str
    norma: str


@dato
class Escritos:
    """What is written of a procedure, by field: `vigentes`, in force on a day (where none is, the last); `ultimos`, the last of all."""

    vigentes: Mapping[str, Valor]
    ultimos: Mapping[str, Valor]

    def nuevos(self, dichos: Mapping[str, Valor]) -> dict[str, Valor]:
        """What of these values is neither in force nor already written for later. A file that does not know one does not take back what is
        written: what ships says that a fee is pending, and the town has its own."""
        return {
            campo: valor
            for campo, valor in dichos.items()
            if campo in CAMPOS_LEGALES
            and valor not in (self.vigentes.get(campo), self.ultimos.get(campo))
            and (not _pendiente(valor) or _pendiente(self.vigentes.get(campo, valor)))
        }


def _pendiente(valor: Valor) -> bool:
    return isinstance(valor, dict) and valor.get("pendiente") is True


def escritos(procedimiento: str, *, en: date) -> Escritos:
    """The legal values of a procedure on a day."""
    return escritos_de([procedimiento], en=en)[procedimiento]


def escritos_de(procedimientos: Collection[str], *, en: date) -> dict[str, Escritos]:
    """Those of each procedure, by its code, asked at once."""
    vigentes: dict[str, dict[str, Valor]] = {codigo: {} for codigo in procedimientos}
    ultimos: dict[str, dict[str, Valor]] = {codigo: {} for codigo in procedimientos}
    for fila in ValorLegal.objects.filter(procedimiento__in=procedimientos).order_by("anotado_el", "id"):
        ultimos[fila.procedimiento][fila.campo] = como_datos(fila.valor)
        if fila.rige(en):
            vigentes[fila.procedimiento][fila.campo] = como_datos(fila.valor)
    return {codigo: _que_cuentan({**ultimos[codigo], **vigentes[codigo]}, ultimos[codigo]) for codigo in vigentes}


def _que_cuentan(vigentes: Mapping[str, Valor], ultimos: Mapping[str, Valor]) -> Escritos:
    naturaleza = naturaleza_de(vigentes)
    return Escritos(sin_los_de_solicitudes(vigentes, naturaleza), sin_los_de_solicitudes(ultimos, naturaleza))


def sin_los_de_solicitudes(valores: Mapping[str, Valor], naturaleza: str) -> dict[str, Valor]:
    """Those that count of a procedure of that nature: a term and a silence of when it was an application stay written, and say nothing."""
    if naturaleza == SOLICITUD:
        return dict(valores)
    return {campo: valor for campo, valor in valores.items() if campo not in DE_SOLICITUDES}


def tarifas_en_vigor(procedimiento: str, *, en: date) -> tuple[Tarifa, ...]:
    """The tariffs of the fee of a procedure on a day, as the last one in force on it says; none while the ordenanza is pending."""
    filas = ValorLegal.objects.filter(procedimiento=procedimiento, campo="tasa").order_by("-anotado_el", "-id")
    vigente = next((fila for fila in filas if fila.rige(en)), None)
    return () if vigente is None else leer_tarifas(Lector(como_datos(vigente.valor), "tasa", []))


def tarifa_en_vigor(procedimiento: str, concepto: str, *, en: date) -> Tarifa | None:
    """That of a concept, if it is written."""
    return next((una for una in tarifas_en_vigor(procedimiento, en=en) if una.concepto == concepto), None)


def conceptos_en_vigor(procedimientos: Collection[str], *, en: date) -> dict[str, frozenset[str]]:
    """The concepts of which the fee of each of those procedures has a tariff on a day, in one statement."""
    vigentes: dict[str, Valor] = {}
    filas = ValorLegal.objects.filter(procedimiento__in=procedimientos, campo="tasa").order_by("anotado_el", "id")
    for fila in filas:
        if fila.rige(en):
            vigentes[fila.procedimiento] = como_datos(fila.valor)
    return {
        codigo: frozenset(tarifa.concepto for tarifa in leer_tarifas(Lector(valor, "tasa", [])))
        for codigo, valor in vigentes.items()
    }


def convocatoria_en_vigor(procedimiento: str, *, en: date) -> Convocatoria | None:
    """The call in whose days that day is, the last one written; None while Secretaría has not written it down."""
    filas = ValorLegal.objects.filter(procedimiento=procedimiento, campo="comienzo").order_by("-anotado_el", "-id")
    for fila in filas:
        valor = como_datos(fila.valor)
        if valor.get("pendiente") is True or not fila.rige(en):
            continue
        leido = leer_comienzo(Lector(valor, "comienzo", []))
        if leido.publicada is not None:
            desde = leido.efectos or leido.publicada
            return Convocatoria(leido.nombre, leido.publicada, desde, leido.boletin, texto_de(valor.get("articulo")))
    return None


def separar(documento: Mapping[str, Valor]) -> tuple[dict[str, Valor], dict[str, Valor]]:
    """What of a procedure's file is its own layer, and what it says of its legal values. Raises DatosIncorrectos when that is no object."""
    legales = documento.get("legal", {})
    if not isinstance(legales, dict):
        mensaje = _("aquí va un objeto, con un apartado por cada dato legal.")
        raise DatosIncorrectos(_("La definición tiene errores."), problemas=[Problema("legal", mensaje)])
    silencio, de_oficio = legales.get("silencio"), documento.get(DE_ANTES)
    if de_oficio and isinstance(silencio, dict) and "de_oficio" not in silencio:
        articulo = silencio.get("articulo")
        legales = {**legales, "silencio": {**silencio, "de_oficio": de_oficio, "articulo_de_oficio": articulo}}
    return {clave: valor for clave, valor in documento.items() if clave not in ("legal", DE_ANTES)}, legales


def puede_escribir(actor: Actor, campo: str) -> bool:
    """Whether this person answers for the field."""
    return actor.puede(LEGAL_DE[DUENOS[campo]])


def ajenos(actor: Actor, valores: Mapping[str, Valor], en_vigor: Mapping[str, Valor]) -> tuple[Problema, ...]:
    """The values that this person may not write, each with who may and the article that it stands on today."""
    return tuple(
        Problema(f"legal.{campo}", _quien(campo, en_vigor.get(campo)))
        for campo in CAMPOS_LEGALES
        if campo in valores and not puede_escribir(actor, campo)
    )


def _quien(campo: str, actual: Valor | None) -> str:
    lo = {"recursos": _("los"), "tasa": _("la")}.get(campo, _("lo"))
    datos = {"que": NOMBRES[campo], "lo": lo, "quien": RESPONSABLES[DUENOS[campo]]}
    articulo = actual.get("articulo") if isinstance(actual, dict) else None
    if articulo:
        return _("%(que)s %(lo)s cambia %(quien)s, y no el área. Hoy se apoya en: %(articulo)s.") % {
            **datos,
            "articulo": articulo,
        }
    return _("%(que)s %(lo)s escribe %(quien)s, y no el área. Todavía no lo ha escrito.") % datos
