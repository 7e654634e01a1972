"""How the lines of a modification have to be written, before the law is asked: codes, amounts, retentions and proofs; and the credit that what goes down has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.economia.presupuesto import limites, reglas
from consistorio.economia.presupuesto.models import (
    Aplicacion,
    ConceptoIngreso,
    LineaModificacion,
    LineaOperacion,
    ModificacionCredito,
)
from consistorio.economia.presupuesto.operaciones.lote import Clasificador
from consistorio.economia.presupuesto.tipos import Cabecera, LineaDeModificacion
from consistorio.economia.presupuesto.vinculacion import Clave, leer_clave
from consistorio.nucleo.errores import Problema
from consistorio.nucleo.tipos import Importe

ConCodigo = tuple[LineaDeModificacion, Aplicacion | None, ConceptoIngreso | None]


def problemas_de_forma(anio: int, tipo: str, texto: str, lineas: Sequence[LineaDeModificacion]) -> list[Problema]:
    """Everything that is wrong with what was written: of each line, by its place."""
    problemas = reglas.problemas_de_cabecera(Cabecera(date(anio, 1, 1), texto))
    if tipo not in limites.TIPOS:
        problemas.append(Problema("tipo", _("«%(tipo)s» no es una modificación de crédito.") % {"tipo": tipo}))
    vistas: set[tuple[object, ...]] = set()
    hay = {
        Clave(a.organica, a.programa, a.economica)
        for a in Aplicacion.objects.filter(ejercicio=anio).only("organica", "programa", "economica")
    }
    clasificador = Clasificador.del_anio(anio)
    for n, linea in enumerate(lineas):
        mensajes = []
        if linea.sentido not in LineaModificacion.Sentido.values:
            mensajes.append(_("Diga si es un alta, una baja o la financiación."))
        elif linea.sentido == "financiacion":
            mensajes += _de_concepto(linea.codigo)
        else:
            mensajes += _de_aplicacion(clasificador, hay, linea.codigo)
        if not reglas.importe_bien(linea.importe):
            mensajes.append(_("El importe son euros y céntimos, y mayor que cero."))
        if linea.prueba not in ("", *LineaModificacion.Prueba.values) or bool(linea.prueba) != bool(linea.prueba_id):
            mensajes.append(_("Diga qué compromiso o qué derecho acredita lo que financia."))
        elif linea.prueba and linea.sentido != "financiacion":
            mensajes.append(_("Un compromiso o un derecho acredita lo que financia, y no un crédito."))
        clave = (linea.sentido, linea.codigo, linea.comprometido, linea.prueba_id)
        if clave in vistas:
            mensajes.append(_("%(c)s está dos veces: sume las dos líneas.") % {"c": linea.codigo})
        vistas.add(clave)
        problemas += [Problema(f"lineas.{n}", mensaje) for mensaje in mensajes]
    return problemas


def _de_concepto(codigo: str) -> list[str]:
    bien = codigo.isdigit() and (len(codigo) == 3 or 5 <= len(codigo) <= 7)
    return [] if bien else [_("«%(c)s» no es un concepto de ingresos: es, por ejemplo, 87000.") % {"c": codigo}]


def _de_aplicacion(clasificador: Clasificador, hay: Collection[Clave], codigo: str) -> list[str]:
    clave = leer_clave(codigo)
    if clave is None:
        return [_("«%(c)s» no es una aplicación: es, por ejemplo, 920.12000.") % {"c": codigo}]
    return [] if clave in hay else clasificador.problemas_de(clave)


def problemas_de_retenciones(lineas: Sequence[ConCodigo]) -> list[Problema]:
    """The lines whose retention is of another application, or too small."""
    ids = {linea.retencion for linea, _a, _c in lineas if linea.retencion is not None}
    suyas = (
        {linea.id: linea for linea in LineaOperacion.objects.filter(id__in=ids).select_related("operacion")}
        if ids
        else {}
    )
    problemas = []
    for n, (linea, aplicacion, _concepto) in enumerate(lineas):
        if linea.retencion is None:
            continue
        retenida = suyas.get(linea.retencion)
        bien = (
            linea.sentido == "baja"
            and retenida is not None
            and aplicacion is not None
            and retenida.aplicacion_id == aplicacion.id
            and retenida.operacion.clase == "RCT"
            and retenida.saldo >= linea.importe
        )
        if not bien:
            mensaje = _("La retención no es de esa aplicación para transferencias o bajas, o no llega a ese importe.")
            problemas.append(Problema(f"lineas.{n}", mensaje))
    return problemas


def problemas_de_bajas(lineas: Sequence[ConCodigo]) -> list[Problema]:
    """The lines that lower more than there is: what was retained for them is set aside already; of the rest, the application itself has to have it available, and its bolsa too
    (RD 500/1990 art. 31.2.b). What the same file raises in a bolsa counts there."""
    problemas = []
    bajan, sube = defaultdict[UUID, Decimal](Decimal), defaultdict[UUID, Decimal](Decimal)
    for linea, aplicacion, _concepto in lineas:
        if aplicacion is not None and linea.sentido == "alta":
            sube[aplicacion.bolsa_id] += linea.importe
    for n, (linea, aplicacion, _concepto) in enumerate(lineas):
        if aplicacion is None or linea.sentido != "baja" or linea.retencion is not None:
            continue
        bolsa = aplicacion.bolsa
        bajan[aplicacion.id] += linea.importe
        bajan[bolsa.id] += linea.importe
        de_ella = bajan[aplicacion.id] - aplicacion.disponible
        de_la_bolsa = bajan[bolsa.id] - sube[bolsa.id] - bolsa.disponible
        if max(de_ella, de_la_bolsa) <= 0:
            continue
        texto = _("la propia aplicación %(cual)s tiene %(hay)s de crédito disponible.")
        hay = aplicacion.disponible
        if de_la_bolsa > de_ella:
            texto, hay = _("la bolsa de vinculación de %(cual)s tiene %(hay)s de crédito disponible."), bolsa.disponible
        dicho = texto % {"cual": aplicacion.codigo, "hay": Importe(hay)}
        problemas.append(Problema(f"lineas.{n}", reglas.faltan(max(de_ella, de_la_bolsa), dicho)))
    return problemas


def problemas_de_credito_que_baja(modificacion: ModificacionCredito) -> list[Problema]:
    """The same of what is written: nobody reports on, nor approves, what lowers credit that is neither retained nor available any more."""
    lineas: list[ConCodigo] = [
        (
            LineaDeModificacion(
                una.sentido, str(una.aplicacion or una.concepto), una.importe, retencion=una.retencion_id
            ),
            una.aplicacion,
            una.concepto,
        )
        for una in modificacion.lineas.select_related("aplicacion__bolsa", "concepto").order_by("orden")
    ]
    return problemas_de_retenciones(lineas) + problemas_de_bajas(lineas)
