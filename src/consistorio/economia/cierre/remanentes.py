"""The remnants of credit that a year leaves, from its applications, its modifications and its projects."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from consistorio.economia.cierre.reglas.remanentes import CERO, Credito, clasificar
from consistorio.economia.presupuesto.models import Aplicacion, LineaModificacion, RemanenteCredito
from consistorio.economia.proyectos.models import AplicacionDeProyecto

_DE_FIN_DE_ANIO = ("extraordinario", "suplemento", "transferencia")
_RECAUDADOS = ("ampliacion", "generacion")
OCTUBRE = 10


def de_credito(anio: int) -> list[RemanenteCredito]:
    """Those of a year, not saved: each application that left something, or is short."""
    de_proyecto = AplicacionDeProyecto.objects.filter(aplicacion__ejercicio=anio, proyecto__agentes__isnull=False)
    afectadas = set(de_proyecto.values_list("aplicacion_id", flat=True))
    altas = _altas(anio)
    aplicaciones = list(
        Aplicacion.objects.filter(ejercicio=anio).select_related("bolsa").order_by("programa", "economica")
    )
    creditos = [
        Credito(
            una.codigo,
            una.economica,
            una.bolsa.clave,
            una.definitivos,
            una.retenido,
            una.no_disponible,
            una.autorizado,
            una.dispuesto,
            una.obligado,
            afectado=una.id in afectadas,
            **altas[una.id],
        )
        for una in aplicaciones
    ]
    return [
        RemanenteCredito(
            ejercicio_id=anio,
            codigo=una.codigo,
            comprometido=una.dispuesto - una.obligado,
            autorizado=una.autorizado - una.dispuesto,
            retenido=una.retenido,
            no_disponible=una.no_disponible,
            disponible=una.disponible,
            obligatorio=clase.obligatorio,
            voluntario=clase.voluntario,
            causas=" ".join(clase.causas),
        )
        for una, clase in zip(aplicaciones, clasificar(creditos), strict=True)
        if una.definitivos != una.obligado
    ]


def _altas(anio: int) -> defaultdict[object, dict[str, Decimal]]:
    sumas: defaultdict[object, dict[str, Decimal]] = defaultdict(
        lambda: {"ultimo_trimestre": CERO, "recaudado": CERO, "incorporado": CERO}
    )
    lineas = LineaModificacion.objects.filter(
        modificacion__ejercicio=anio, modificacion__estado="contabilizada", sentido="alta"
    ).select_related("modificacion")
    for linea in lineas:
        modificacion, suma = linea.modificacion, sumas[linea.aplicacion_id]
        aprobada = modificacion.aprobada_el
        if modificacion.tipo == "incorporacion":
            suma["incorporado"] += linea.importe
        elif modificacion.tipo in _RECAUDADOS:
            suma["recaudado"] += linea.importe
        elif modificacion.tipo in _DE_FIN_DE_ANIO and aprobada is not None and aprobada.month >= OCTUBRE:
            suma["ultimo_trimestre"] += linea.importe
    return sumas
