"""Reads of what cases spend. Whoever may see a case sees what it spends."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.economia.contabilidad.models import Asiento
from consistorio.economia.gasto import control, datos_tarea, operaciones
from consistorio.economia.gasto.casos import PAGO_DE_CERRADOS, lineas_de
from consistorio.economia.gasto.reglas import total
from consistorio.economia.presupuesto import clases
from consistorio.economia.presupuesto.consultas import denominaciones
from consistorio.economia.presupuesto.models import Aplicacion, LineaOperacion, Operacion
from consistorio.economia.presupuesto.vinculacion import leer_clave
from consistorio.nucleo.dato import dato
from consistorio.nucleo.tipos import Importe
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.formularios.valores import como_datos
from consistorio.tramitacion.motor.models import Tarea

MAXIMO = 200
DE_FASES = (Operacion.Libro.GASTO, Operacion.Libro.CERRADOS)


@dato
class OperacionDelCaso:
    """An operation of a case, with its entry in the journal, if it has one."""

    operacion: Operacion
    nombre: str
    importe: Importe
    aplicaciones: tuple[str, ...]
    asiento: Asiento | None


@dato
class Fase:
    """How much of a case is in a phase of the expense."""

    nombre: str
    importe: Importe


@dato
class AplicacionDelCaso:
    """An application that a case spends from, and what is left in its bolsa."""

    codigo: str
    nombre: str
    anio: int
    disponible: Importe


@dato
class Economia:
    """What a case spends: its operations in order, what they come to in each phase, and the applications that bear it."""

    operaciones: tuple[OperacionDelCaso, ...]
    hay_mas: bool
    por_intervenir: tuple[Resto, ...]
    fases: tuple[Fase, ...]
    aplicaciones: tuple[AplicacionDelCaso, ...]

    @property
    def facturas(self) -> tuple[str, ...]:
        """The numbers of the invoices that were recognised, each once."""
        return tuple(dict.fromkeys(una.operacion.factura for una in self.operaciones if una.operacion.factura))


@dato
class Previsto:
    """What a procedure and its form say of a task that spends, before anybody writes it."""

    aplicacion: str
    importe: Importe | None

    @property
    def escrito(self) -> str:
        """The amount as it is written in a form; "" when nothing says it."""
        return str(self.importe).removesuffix(" €") if self.importe is not None else ""


@dato
class Resto:
    """What is left of an operation."""

    operacion_id: UUID
    nombre: str
    importe: Importe


def previsto_en(tarea: Tarea, expediente: Expediente) -> Previsto:
    """What the procedure of a case and its answers say of one of its tasks."""
    datos, respuestas = operaciones.datos_de(tarea, expediente), como_datos(expediente.datos)
    aplicacion = datos_tarea.aplicacion_segun(datos, respuestas)
    bien = leer_clave(aplicacion) is not None
    return Previsto(aplicacion if bien else "", datos_tarea.importe_segun(datos, respuestas))


def disponible_en(aplicacion: str, anio: int) -> Importe | None:
    """What is left in the bolsa of an application of that year, by its code; None when it is not in the budget."""
    clave = leer_clave(aplicacion)
    if clave is None:
        return None
    hallada = (
        Aplicacion.objects.select_related("bolsa")
        .filter(ejercicio=anio, organica=clave.organica, programa=clave.programa, economica=clave.economica)
        .first()
    )
    return Importe(hallada.bolsa.disponible) if hallada is not None else None


def queda_de(tarea: Tarea, expediente: Expediente, anio: int) -> Resto | None:
    """What is left in a year of the operation that a task goes on with, or of what took its place, if anything is."""
    linea = operaciones.origen_de(tarea, expediente, anio)
    return Resto(linea.operacion_id, str(linea.operacion), Importe(linea.saldo)) if linea is not None else None


def por_liberar_de(expediente: Expediente, anio: int) -> Sequence[Resto]:
    """What is left in a year of what a case set aside or committed, by operation."""
    return [
        Resto(una.operacion_id, str(una.operacion), Importe(una.saldo))
        for una in operaciones.por_liberar(expediente, anio)
    ]


def pagos_por_intervenir(expediente: Expediente, suyas: Sequence[LineaOperacion] | None = None) -> Sequence[Resto]:
    """The obligations of a case whose payment waits for Intervención. `suyas`: its lines, when they are at hand."""
    return [Resto(una.id, str(una), Importe(una.importe)) for una in control.por_intervenir(expediente, suyas)]


def lo_tiene(expediente: Expediente) -> bool:
    """Whether a case spends: its procedure says so, or something was noted for it in the budget."""
    tipos = (datos_tarea.RC, datos_tarea.AD, datos_tarea.OBLIGA, datos_tarea.LIBERA)
    if any(tarea.tipo in tipos for tarea in expediente.version.tipada.tareas):
        return True
    return Operacion.objects.filter(expediente_id=expediente.id).exists()


def economia_de(expediente: Expediente) -> Economia:
    """What a case that somebody may see spends, whatever door it came by; of its operations, the first `MAXIMO`. The same queries whatever their number."""
    por_operacion: dict[UUID, list[LineaOperacion]] = {}
    for linea in lineas_de(expediente.id):
        por_operacion.setdefault(linea.operacion_id, []).append(linea)
    anotadas = [_del_caso(lineas[0].operacion, lineas) for lineas in por_operacion.values()]
    lineas = [linea for suyas in por_operacion.values() for linea in suyas]
    ids = {linea.aplicacion_id for linea in lineas if linea.aplicacion_id is not None}
    en_orden = Aplicacion.objects.select_related("bolsa").order_by("ejercicio", "organica", "programa", "economica")
    aplicaciones = list(en_orden.filter(id__in=ids))
    nombres = denominaciones(aplicaciones)
    return Economia(
        tuple(anotadas[:MAXIMO]),
        len(anotadas) > MAXIMO,
        tuple(pagos_por_intervenir(expediente, lineas)),
        _fases([una for una in anotadas if una.operacion.libro in DE_FASES], lineas),
        tuple(
            AplicacionDelCaso(una.codigo, nombres[una.id], una.ejercicio_id, Importe(una.bolsa.disponible))
            for una in aplicaciones
        ),
    )


def _del_caso(operacion: Operacion, lineas: Sequence[LineaOperacion]) -> OperacionDelCaso:
    """Of one of several cases, what its lines of this one come to."""
    nombre = clases.nombre(operacion.clase)
    importe = operacion.importe if operacion.expediente_id else total(linea.importe for linea in lineas)
    return OperacionDelCaso(
        operacion,
        _("Anulación: %(n)s") % {"n": nombre[0].lower() + nombre[1:]} if operacion.rebaja else nombre,
        Importe(importe),
        tuple(dict.fromkeys(str(una.aplicacion) for una in lineas if una.aplicacion is not None)),
        operacion.asiento,
    )


def _fases(anotadas: Sequence[OperacionDelCaso], lineas: Sequence[LineaOperacion]) -> tuple[Fase, ...]:
    def suma(fase: str) -> Decimal:
        return total(
            una.importe.euros
            for una in anotadas
            if clases.es_de_fases(una.operacion.clase) and fase in una.operacion.clase
        )

    retenido = total(linea.saldo for linea in lineas if linea.operacion.clase == "RC" and linea.operacion.signo > 0)
    de_cerrados = total(una.importe.euros for una in anotadas if una.operacion.clase == PAGO_DE_CERRADOS)
    return (
        Fase(_("Crédito retenido"), Importe(retenido)),
        Fase(_("Comprometido"), Importe(suma("D"))),
        Fase(_("Obligaciones reconocidas"), Importe(suma("O"))),
        Fase(_("Pagado"), Importe(suma("R") + de_cerrados)),
    )
