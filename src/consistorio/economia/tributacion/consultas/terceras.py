"""Whom the town dealt with in a year, from its obligations and its issued invoices."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db.models import Q, Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consistorio.economia.presupuesto.clases import TRAMOS
from consistorio.economia.presupuesto.consultas.en_pie import corregida
from consistorio.economia.presupuesto.models import LineaOperacion
from consistorio.economia.tributacion.models import ApunteIva, Percepcion
from consistorio.economia.tributacion.reglas.terceras import Declarada, Declarante, Identificada, Operado, declaradas
from consistorio.economia.tributacion.semillas import Clave347, claves_347, limite
from consistorio.economia.tributacion.tipos import Fila
from consistorio.nucleo.tipos import Importe
from consistorio.plataforma.identidad.models import Persona

_CON_O: Final = sorted(tramo for tramo in TRAMOS if "O" in tramo)
CERO: Final = Decimal("0.00")


def de_un_anio(anio: int) -> tuple[tuple[Declarada, ...], list[Fila], list[str]]:
    """Who is declared, the operations of everybody who is, and what was left out and why. What is bought in the Union is of another declaration, and the tax that
    the town accrues itself is of nobody."""
    con_retencion = _con_retencion(anio)
    recibidas = ApunteIva.objects.filter(anio=anio, libro="soportado", sector__isnull=False)
    # What its invoice charged; of what the town accrues itself, nobody charged it
    iva_de = {
        uno["operacion"]: uno["deducible"] or CERO
        for uno in recibidas.values("operacion").annotate(deducible=Sum("deducible", filter=Q(regimen="")))
    }
    de_la_union = set(recibidas.filter(regimen=ApunteIva.Regimen.INTRACOMUNITARIA).values_list("operacion", flat=True))
    de_nadie = set(recibidas.exclude(operacion_gasto=None).values_list("operacion_gasto", flat=True))
    operados, filas, retenido, sin_tercero = list[Operado](), dict[str, Fila](), CERO, 0
    for linea in _obligaciones(anio):
        operacion, economica = linea.operacion, linea.aplicacion.economica if linea.aplicacion else ""
        de_que = _clave(economica)
        if de_que is None or not de_que.clave or operacion.id in de_la_union | de_nadie:
            continue
        if operacion.tercero is None:
            sin_tercero += 1
        elif operacion.id in con_retencion or operacion.origen_id in con_retencion:
            retenido += linea.importe
        else:
            clave = "A" if operacion.id in iva_de else de_que.clave
            importe = linea.importe + iva_de.get(operacion.id, CERO) if linea.orden == 0 else linea.importe
            operados.append(Operado(str(linea.id), str(operacion.tercero_id), clave, operacion.fecha, importe))
            filas[str(linea.id)] = _fila(linea, clave, importe)
    for uno in ApunteIva.objects.filter(anio=anio, libro="repercutido").select_related("persona", "operacion"):
        operados.append(Operado(str(uno.id), str(uno.persona_id), "B", uno.fecha, uno.base + uno.cuota))
        filas[str(uno.id)] = Fila(
            str(uno.id),
            uno.operacion_id,
            str(uno.operacion),
            uno.fecha,
            uno.persona.nif,
            uno.persona.nombre_completo,
            _("B Ventas de una actividad"),
            uno.base,
            uno.base + uno.cuota,
        )
    suyas = declaradas(operados, limite("operaciones_347", date(anio, 12, 31)))
    de_ellas = {fila for una in suyas for fila in una.filas}
    return suyas, [fila for clave, fila in filas.items() if clave in de_ellas], _avisos(retenido, sin_tercero)


def para_el_fichero(anio: int, *, telefono: str, contacto: str, numero: str) -> tuple[Declarante, list[Identificada]]:
    """What the file of a year needs of the town and of each who is declared."""
    suyas, _filas, _dichos = de_un_anio(anio)
    personas = {str(p.id): p for p in Persona.objects.filter(id__in=[una.persona for una in suyas])}
    entidad = settings.CONSISTORIO_ENTIDAD
    quien = Declarante(str(entidad["nif"]), str(entidad["nombre"]), telefono, contacto, numero)
    return quien, [
        Identificada(
            personas[una.persona].nif,
            _de_lista(personas[una.persona]),
            _provincia(personas[una.persona]),
            una.clave,
            una.trimestres,
        )
        for una in suyas
    ]


def _obligaciones(anio: int) -> list[LineaOperacion]:
    return list(
        LineaOperacion.objects.filter(operacion__ejercicio=anio, operacion__clase__in=_CON_O, aplicacion__isnull=False)
        .select_related("operacion__tercero", "aplicacion")
        .order_by("operacion__fecha", "id")
    )


def _con_retencion(anio: int) -> set[UUID]:
    """The obligations of a year of which a payment that stands withheld income tax of their third party, that year or, as of closed years, a later one: they go in models 190 and
    180 (RD 1065/2007 33.2)."""
    percibidas = Percepcion.objects.filter(linea__operacion__ejercicio__gte=anio).exclude(corregida("linea__operacion"))
    de_quien = set(percibidas.values_list("linea__operacion", "persona"))
    lineas = LineaOperacion.objects.select_related("operacion", "cerrado")
    pagadas = lineas.filter(operacion__in={pago for pago, _persona in de_quien}, no_presupuestario=None)
    hallados, pagos_de = set[UUID](), [(una, {una.operacion_id}) for una in pagadas]
    while pagos_de:
        de_antes: dict[UUID, set[UUID]] = {}
        for una, pagos in pagos_de:
            if "O" in una.operacion.clase:
                quien = una.operacion.tercero_id
                hallados |= {una.operacion_id} if any((pago, quien) in de_quien for pago in pagos) else set()
                continue
            antes = una.origen_id or (una.cerrado.linea_origen_id if una.cerrado is not None else None)
            if antes is not None:
                de_antes.setdefault(antes, set()).update(pagos)
        pagos_de = [(una, de_antes[una.id]) for una in lineas.filter(id__in=list(de_antes))]
    return hallados


def _clave(economica: str) -> Clave347 | None:
    return next((una for una in claves_347() if economica.startswith(una.prefijo)), None)


def _fila(linea: LineaOperacion, clave: str, importe: Decimal) -> Fila:
    operacion = linea.operacion
    nombres = {
        "A": _("A Compras de una actividad"),
        "D": _("D Compras fuera de toda actividad"),
        "E": _("E Subvenciones y ayudas"),
    }
    return Fila(
        str(linea.id),
        operacion.id,
        str(operacion),
        operacion.fecha,
        operacion.tercero.nif if operacion.tercero else "",
        operacion.tercero.nombre_completo if operacion.tercero else "",
        nombres[clave],
        linea.importe,
        importe,
    )


def _avisos(retenido: Decimal, sin_tercero: int) -> list[str]:
    avisos = []
    if retenido:
        mensaje = _("No se declaran %(total)s de obligaciones con retención: van en los modelos 190 y 180.")
        avisos.append(mensaje % {"total": Importe(retenido)})
    if sin_tercero:
        avisos.append(
            ngettext(
                "Hay %(n)d obligación de varios terceros, que no se puede repartir: revísela.",
                "Hay %(n)d obligaciones de varios terceros, que no se pueden repartir: revíselas.",
                sin_tercero,
            )
            % {"n": sin_tercero}
        )
    return avisos


def _de_lista(persona: Persona) -> str:
    if persona.clase != Persona.Clase.FISICA:
        return persona.razon_social
    return " ".join(p for p in (persona.apellido1, persona.apellido2, persona.nombre) if p)


def _provincia(persona: Persona) -> str:
    """The first two figures of its postal code; 99 when its document is foreign."""
    if persona.pais_documento != "ES":
        return "99"
    codigo = persona.codigo_postal.strip()
    return codigo[:2] if len(codigo) == 5 and codigo.isdecimal() else ""
