"""How the lines of a modification have to be written, before the law is asked: codes, amounts, retentions and proofs."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from django.utils.translation import gettext as _

from consistorio.economia.presupuesto import limites, reglas
from consistorio.economia.presupuesto.models import Aplicacion, ConceptoIngreso, LineaModificacion, LineaOperacion
from consistorio.economia.presupuesto.operaciones.lote import Clasificador
from consistorio.economia.presupuesto.tipos import Cabecera, LineaDeModificacion
from consistorio.economia.presupuesto.vinculacion import Clave, leer_clave
from consistorio.nucleo.errores import Problema

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
