"""What the annual reports of the control say: every reparo, discrepancy and omission of a year, the anomalies of the income, and how much was examined
(TRLRHL 218; RD 424/2017 arts. 15.6 to 15.8, 28.2 and 37)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from django.db.models import Count, F, Max, Q, QuerySet, Sum
from django.db.models.functions import TruncDate
from django.utils.translation import gettext as _

from consistorio.nucleo.dato import dato
from consistorio.nucleo.reloj import MADRID
from consistorio.nucleo.tipos import Importe
from consistorio.plataforma.auditoria.consultas import eventos_de
from consistorio.servicios.intervencion.comprobaciones import acuerdo_en
from consistorio.servicios.intervencion.eventos_de_control import cadena_del_control
from consistorio.servicios.intervencion.models import (
    AcuerdoDeControl,
    ControlDeIngresos,
    Fiscalizacion,
    Omision,
    Reparo,
    RespuestaDeRequisito,
)
from consistorio.servicios.intervencion.reglas_de_requisitos import FASES, NO_CUMPLE

CERO = Decimal("0.00")


@dato
class Linea:
    """A reparo or an omission of a year. `clase`: reparo or omision; `contraria`: it was decided against Intervención; `quien`: who decided it; `importe`: in euros."""

    clase: str
    dia: str
    asunto: str
    expediente: str
    organo: str
    importe: Decimal
    causas: str
    suspende: bool
    discrepancia: bool
    estado: str
    quien: str
    contraria: bool


@dato
class Cuantas:
    """How many results of a kind, and what they come to in euros."""

    fase: str
    resultado: str
    cuantas: int
    importe: Decimal


@dato
class Limitadas:
    """How many results of a kind of expense in a phase were of limited control, how many of them did not fulfil something, and what they come to in euros."""

    lista: str
    cuantas: int
    incumplen: int
    importe: Decimal


@dato
class ControlDelAnio:
    """What was controlled in a year. `fuera_de_plazo`: how many results were given after their last day; `avisadas`: how many times Intervención was told that something was over its term."""

    anio: int
    lineas: tuple[Linea, ...]
    ingresos: tuple[ControlDeIngresos, ...]
    resultados: tuple[Cuantas, ...]
    acuerdos: tuple[AcuerdoDeControl, ...]
    limitadas: tuple[Limitadas, ...] = ()
    fuera_de_plazo: int = 0
    avisadas: int = 0

    @property
    def contrarias(self) -> tuple[Linea, ...]:
        """What was decided against a reparo, and every omission: what the Pleno and the Court of Auditors are told."""
        return tuple(una for una in self.lineas if una.contraria or una.clase == "omision")

    @property
    def anomalias(self) -> tuple[ControlDeIngresos, ...]:
        """Of the income."""
        return tuple(uno for uno in self.ingresos if uno.anomalia)


def control_de(anio: int) -> ControlDelAnio:
    """What was controlled in a year: what was seen in it, and what was decided in it of earlier ones. The same queries whatever its size."""
    desde, hasta = datetime(anio, 1, 1, tzinfo=MADRID), datetime(anio + 1, 1, 1, tzinfo=MADRID)
    reparos = (
        Reparo.objects.filter(_entre(desde, hasta, "formulado_el", "terminado_el"))
        .select_related("fiscalizacion__expediente__unidad", "fiscalizacion__unidad")
        .order_by("formulado_el", "id")
    )
    omisiones = (
        Omision.objects.filter(_entre(desde, hasta, "notada_el", "decidida_el"))
        .select_related("unidad", "expediente")
        .order_by("notada_el", "id")
    )
    hechas = Fiscalizacion.objects.filter(hecha_el__gte=desde, hecha_el__lt=hasta)
    por_clase = hechas.values("clase", "estado").annotate(cuantas=Count("id"), suma=Sum("importe"))
    claves = [clave for clave in AcuerdoDeControl.Clave.values if clave != AcuerdoDeControl.Clave.OBLIGACIONES]
    vigentes = [acuerdo_en(clave, en=datetime(anio, 12, 31, tzinfo=MADRID).date()) for clave in claves]
    return ControlDelAnio(
        anio,
        (*(_de_reparo(uno) for uno in reparos), *(_de_omision(una) for una in omisiones)),
        tuple(ControlDeIngresos.objects.filter(ejercicio=anio).order_by("anotado_el", "id")),
        tuple(
            Cuantas(
                str(Fiscalizacion.Clase(fila["clase"]).label),
                str(Fiscalizacion.Estado(fila["estado"]).label),
                fila["cuantas"],
                fila["suma"] or CERO,
            )
            for fila in por_clase.order_by("clase", "estado")
        ),
        tuple(uno for uno in vigentes if uno is not None),
        _limitadas(hechas),
        hechas.annotate(dia=TruncDate("hecha_el", tzinfo=MADRID)).filter(dia__gt=F("vence")).count(),
        eventos_de(cadena_del_control(anio)).filter(tipo="intervencion.plazo.vencido").count(),
    )


def _limitadas(hechas: QuerySet[Fiscalizacion]) -> tuple[Limitadas, ...]:
    """Of some results, those by a list, by the kind and the phase of it: of each, what was answered in the document that counts."""
    dichas = (
        RespuestaDeRequisito.objects.filter(fiscalizacion__in=hechas, documento_id=F("fiscalizacion__documento_id"))
        .values("fiscalizacion_id", "fiscalizacion__importe", "requisito__lista__tipo", "requisito__lista__fase")
        .annotate(nombre=Max("requisito__lista__nombre"), mal=Count("id", filter=Q(respuesta=NO_CUMPLE)))
    )
    sumas: dict[tuple[str, str], Limitadas] = {}
    for una in dichas.order_by("nombre", "requisito__lista__fase", "fiscalizacion_id"):
        clave = (una["requisito__lista__tipo"], una["requisito__lista__fase"])
        antes = sumas.get(clave, Limitadas(f"{una['nombre']}: {FASES[clave[1]]}", 0, 0, CERO))
        sumas[clave] = Limitadas(
            antes.lista,
            antes.cuantas + 1,
            antes.incumplen + bool(una["mal"]),
            antes.importe + (una["fiscalizacion__importe"] or CERO),
        )
    return tuple(sumas.values())


def _entre(desde: datetime, hasta: datetime, *campos: str) -> Q:
    """Whether some of those instants is in between."""
    halla = Q()
    for campo in campos:
        halla |= Q(**{f"{campo}__gte": desde, f"{campo}__lt": hasta})
    return halla


def _de_reparo(reparo: Reparo) -> Linea:
    suya = reparo.fiscalizacion
    caso = suya.expediente
    unidad = suya.unidad or (caso.unidad if caso is not None else None)
    decidida = bool(reparo.resuelve) and reparo.estado != Reparo.Estado.DISCREPANCIA
    return Linea(
        "reparo",
        f"{reparo.formulado_el.astimezone(MADRID):%d/%m/%Y}",
        suya.asunto or (caso.numero if caso is not None else ""),
        caso.numero if caso is not None else "",
        unidad.nombre if unidad is not None else "",
        suya.importe or CERO,
        "; ".join(reparo.causas_en_palabras),
        reparo.suspende,
        bool(reparo.resuelve),
        str(reparo.get_estado_display()),
        str(reparo.get_resuelve_display()) if decidida else "",
        reparo.estado == Reparo.Estado.LEVANTADO,
    )


def _de_omision(omision: Omision) -> Linea:
    decidida = omision.estado in (Omision.Estado.CONTINUA, Omision.Estado.NO_CONTINUA)
    return Linea(
        "omision",
        f"{omision.notada_el.astimezone(MADRID):%d/%m/%Y}",
        omision.asunto,
        omision.expediente.numero if omision.expediente is not None else "",
        omision.unidad.nombre,
        omision.importe,
        _("Omisión de la función interventora"),
        True,
        False,
        str(omision.get_estado_display()),
        str(omision.get_decide_display()) if decidida else "",
        omision.estado == Omision.Estado.CONTINUA,
    )


def cabeceras() -> tuple[str, ...]:
    """Of the table of `filas`."""
    return (
        *(_("Qué"), _("Día"), _("De qué"), _("Expediente"), _("Órgano gestor"), _("Importe"), _("Causas")),
        *(_("Suspende"), _("Discrepancia"), _("Estado"), _("Decidió"), _("Contraria a Intervención")),
    )


def filas(lineas: Sequence[Linea]) -> list[list[str | Decimal]]:
    """Reparos and omissions as a table."""
    si, no = _("Sí"), _("No")
    return [
        [
            _("Reparo") if una.clase == "reparo" else _("Omisión"),
            *(una.dia, una.asunto, una.expediente, una.organo, una.importe, una.causas),
            *(si if una.suspende else no, si if una.discrepancia else no, una.estado, una.quien),
            si if una.contraria else no,
        ]
        for una in lineas
    ]


def secciones_de(control: ControlDelAnio, clase: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What the document says besides its table. `clase`: anual or resumen."""
    anomalias = tuple(
        f"{uno.alcance}: {uno.anomalia}" + (f" ({Importe(uno.importe)})" if uno.importe is not None else "")
        for uno in control.anomalias
    ) or (_("No se ha anotado ninguna."),)
    if clase == "anual":
        return ((_("Principales anomalías en materia de ingresos"), anomalias),)
    examinado = tuple(
        _("%(f)s. %(r)s: %(n)d, por %(i)s.")
        % {"f": una.fase, "r": una.resultado, "n": una.cuantas, "i": Importe(una.importe)}
        for una in control.resultados
    ) or (_("No consta ningún resultado."),)
    muestras = tuple(
        _("%(a)s: se miraron %(m)d de %(p)d.") % {"a": uno.alcance, "m": uno.muestra, "p": uno.poblacion}
        for uno in control.ingresos
    ) or (_("No se ha anotado ninguno."),)
    plazo = _("Resultados después de su último día: %(n)d. Avisos de asuntos fuera de plazo: %(a)d.") % {
        "n": control.fuera_de_plazo,
        "a": control.avisadas,
    }
    acuerdos = tuple(f"{uno.get_clave_display()} ({uno.desde:%d/%m/%Y})." for uno in control.acuerdos)
    limitadas = tuple(
        _("%(l)s. %(n)d, por %(i)s. Con algún requisito sin cumplir: %(m)d.")
        % {"l": una.lista, "n": una.cuantas, "i": Importe(una.importe), "m": una.incumplen}
        for una in control.limitadas
    )
    return (
        (_("Cómo se ejerce el control"), acuerdos or (_("Sin acuerdos del Pleno: fiscalización previa plena."),)),
        (_("Resultados de la función interventora"), examinado),
        (_("Plazo de la función interventora"), (plazo,)),
        (_("De ellos, con la lista de requisitos básicos"), limitadas),
        (_("Control posterior de los ingresos"), muestras),
        (_("Principales anomalías en materia de ingresos"), anomalias),
    )
