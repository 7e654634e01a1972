"""What the pages of the budget of a year show: what happened to it and who did it, what it would bind, and what of the year before is not extended."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.db.models import Sum
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.documental.documentos.models import Documento
from consistorio.economia.presupuesto.models import (
    Aplicacion,
    ConceptoIngreso,
    ModificacionCredito,
    Operacion,
    Presupuesto,
    TramitePresupuesto,
)
from consistorio.economia.presupuesto.operaciones.escritura import cadena
from consistorio.economia.presupuesto.operaciones.tramites import ORDEN
from consistorio.economia.presupuesto.tipos import AjusteDeProrroga, Bases
from consistorio.economia.presupuesto.vinculacion import BolsaPrevista, Clave, bolsas_previstas
from consistorio.economia.proyectos.models import Proyecto
from consistorio.nucleo.dato import dato
from consistorio.plataforma.auditoria.consultas import eventos_de
from consistorio.plataforma.organizacion.models import Empleado

_DE_CARGA: Final[dict[str, str | Promise]] = {
    "presupuesto.aprobado": gettext_lazy("Presupuesto cargado en la contabilidad"),
    "presupuesto.sustituido": gettext_lazy("Presupuesto cargado en el lugar del prorrogado"),
    "presupuesto.prorrogado": gettext_lazy("Presupuesto del año anterior prorrogado"),
}


@dato
class Paso:
    """A state of the budget: what it is, and when it was reached, by which act and who noted it; without a day when it was not."""

    nombre: str
    fecha: date | None = None
    organo: str = ""
    documento: str = ""
    csv: str = ""
    reclamaciones: bool = False
    quien: str = ""


@dato
class Carga:
    """That the budget, or its extension, went to the accounts."""

    nombre: str
    operacion: Operacion
    quien: str
    cuando: datetime


def pasos(anio: int) -> list[Paso]:
    """The states of the budget of a year, in order, those that are not reached too: the same queries whatever there is."""
    hechos = {uno.estado: uno for uno in TramitePresupuesto.objects.filter(ejercicio=anio)}
    autores = _autores(anio, ("presupuesto.tramite",), "tramite_id")
    documentos = Documento.objects.in_bulk([uno.documento_id for uno in hechos.values() if uno.documento_id])
    filas = []
    for estado in ORDEN:
        uno = hechos.get(estado)
        if uno is None:
            filas.append(Paso(str(estado.label)))
            continue
        papel = documentos.get(uno.documento_id) if uno.documento_id is not None else None
        filas.append(
            Paso(
                str(estado.label),
                uno.fecha,
                str(uno.get_organo_display()),
                papel.titulo if papel is not None else "",
                papel.csv if papel is not None else "",
                uno.reclamaciones,
                autores.get(str(uno.id), ("", None))[0],
            )
        )
    return filas


def pasos_de_modificacion(una: ModificacionCredito) -> list[Paso]:
    """The steps that a modification has taken, each with its document: the same queries whatever there are."""
    tramites = list(una.tramites.order_by("fecha", "id"))
    papeles = Documento.objects.in_bulk(
        [
            uno
            for uno in (una.informe_id, una.acuerdo_id, una.sin_efecto_id, *(t.documento_id for t in tramites))
            if uno is not None
        ]
    )

    def paso(nombre: object, fecha: date | None, organo: str, documento_id: UUID | None, *, hubo: bool = False) -> Paso:
        papel = papeles.get(documento_id) if documento_id is not None else None
        titulo, csv = (papel.titulo, papel.csv) if papel is not None else ("", "")
        return Paso(str(nombre), fecha, organo, titulo, csv, hubo)

    hechos = []
    if una.informada_el is not None:
        hechos.append(paso(_("Informe de Intervención"), una.informada_el, "", una.informe_id))
    if una.aprobada_el is not None and not tramites:
        hechos.append(paso(_("Aprobación"), una.aprobada_el, str(una.get_organo_display()), una.acuerdo_id))
    hechos += [
        paso(t.get_estado_display(), t.fecha, str(t.get_organo_display()), t.documento_id, hubo=t.reclamaciones)
        for t in tramites
    ]
    if una.sin_efecto_el is not None:
        hechos.append(paso(una.get_estado_display(), una.sin_efecto_el, "", una.sin_efecto_id))
    return hechos


def cargas(anio: int) -> list[Carga]:
    """When it went to the accounts: its extension, and what took its place."""
    operaciones = {str(una.id): una for una in Operacion.objects.filter(ejercicio=anio, clase="CI")}
    hechas = []
    for tipo, nombre in _DE_CARGA.items():
        for cual, (quien, cuando) in _autores(anio, (tipo,), "operacion_id").items():
            if cual in operaciones and cuando is not None:
                hechas.append(Carga(str(nombre), operaciones[cual], quien, cuando))
    return sorted(hechas, key=lambda una: una.cuando)


def _autores(anio: int, tipos: Iterable[str], campo: str) -> dict[str, tuple[str, datetime | None]]:
    """Who noted each thing, and when, by its id."""
    hechos = list(eventos_de(cadena(anio)).filter(tipo__in=list(tipos)).only("actor_id", "datos", "momento"))
    nombres = {uno.id: uno.nombre for uno in Empleado.objects.filter(id__in={h.actor_id for h in hechos})}
    return {str(h.datos[campo]): (nombres.get(h.actor_id, _("el sistema")), h.momento) for h in hechos}


def siguiente(anio: int) -> TramitePresupuesto.Estado | None:
    """The state that comes now."""
    hechos = set(TramitePresupuesto.objects.filter(ejercicio=anio).values_list("estado", flat=True))
    return next((estado for estado in ORDEN if estado not in hechos), None)


def sumas(anio: int) -> dict[str, Decimal]:
    """Initial credits and forecasts of a year, in euros."""
    cero = Decimal(0)
    creditos = Aplicacion.objects.filter(ejercicio=anio).aggregate(s=Sum("iniciales"))["s"] or cero
    previsiones = ConceptoIngreso.objects.filter(ejercicio=anio).aggregate(s=Sum("iniciales"))["s"] or cero
    return {"creditos": creditos, "previsiones": previsiones}


def bolsas_de(anio: int, bases: Bases) -> tuple[list[BolsaPrevista], int | None]:
    """The bolsas that some bases make of the credits of a year, or of those of the year before; and of which year they are, None when neither has a budget."""
    for cual in (anio, anio - 1):
        if Presupuesto.objects.filter(pk=cual).exists():
            creditos = Aplicacion.objects.filter(ejercicio=cual).values_list(
                "organica", "programa", "economica", "iniciales"
            )
            claves = [(Clave(o, p, e), importe) for o, p, e, importe in creditos]
            return bolsas_previstas(claves, bases.reglas, bases.ampliables), cual
    return [], None


def no_se_prorroga(anio: int) -> list[AjusteDeProrroga]:
    """What the program sees that is not extended to a year (RD 500/1990 art. 21.2): what was of projects that ended, their exclusive income, and loans."""
    antes = anio - 1
    acaban = Proyecto.objects.filter(hasta=antes)
    suyas = Aplicacion.objects.filter(ejercicio=antes, de_proyecto__proyecto__in=acaban, iniciales__gt=0)
    ajustes = [
        AjusteDeProrroga("afectado", una.codigo, una.iniciales)
        for una in suyas.order_by("organica", "programa", "economica")
    ]
    exclusivos = set(acaban.filter(agentes__exclusivo=True).values_list("agentes__economica", flat=True))
    for concepto in ConceptoIngreso.objects.filter(ejercicio=antes, iniciales__gt=0).order_by("economica"):
        if concepto.economica in exclusivos or concepto.economica.startswith("91"):
            ajustes.append(AjusteDeProrroga("ingreso", concepto.economica, concepto.iniciales))
    return ajustes
