"""What must hold in every case, after each turn and at its end."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from consistorio.nucleo.reloj import en_madrid, hoy
from consistorio.plataforma.auditoria.models import Evento
from consistorio.servicios.resoluciones.models import Resolucion
from consistorio.tramitacion.expedientes import consultas as expedientes
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor import consultas as motor
from consistorio.tramitacion.motor.models import (
    Declaracion,
    PeriodoPrueba,
    Plazo,
    Requerimiento,
    TramiteAudiencia,
    Vencimiento,
)
from pruebas.simulador import ojos

from .caso import Partida
from .relojes import ultimo_dia, ultimo_dia_para_contestar
from .terceros import terceros_sin_oir

NIEGAN = frozenset({"deniega", "estima_parcial", "inadmite", "desistida", "caducada"})
DE_LA_INSTRUCCION = ("motor.requerimiento.emitido", "motor.informe.pedido", "motor.prueba.abierta")


def faltas(partida: Partida) -> Iterator[str]:
    """What does not hold now."""
    for expediente in Expediente.objects.select_related("version__procedimiento", "unidad").order_by("id"):
        numero = expediente.numero
        if expedientes.estado_segun_hechos(expediente) != expedientes.estado_actual(expediente):
            yield f"{numero}: the case is not what its facts say"
        if motor.estado_segun_hechos(expediente) != motor.estado_actual(expediente):
            yield f"{numero}: its work is not what its facts say"
        plazo = Plazo.objects.filter(expediente=expediente).first()
        if plazo is not None and plazo.estado == Plazo.Estado.CORRIENDO:
            debido = ultimo_dia(plazo, hoy(partida.reloj))
            if debido != plazo.vence:
                yield f"{numero}: its last day is {plazo.vence}, and counted day by day {debido}"
        yield from _tramites(expediente)
        yield from _silencio(expediente, plazo)
        yield from _declarado(expediente, plazo)


def _tramites(expediente: Expediente) -> Iterator[str]:
    for modelo in (Requerimiento, TramiteAudiencia, PeriodoPrueba):
        for tramite in modelo.objects.filter(expediente=expediente).exclude(notificado_el=None):
            debido = ultimo_dia_para_contestar(tramite)
            if tramite.vence != debido:
                yield f"{expediente.numero}: {modelo.__name__} is due on {tramite.vence}, and counted day by day {debido}"


def _declarado(expediente: Expediente, plazo: Plazo | None) -> Iterator[str]:
    """69.3: what is declared has effects from the day of its filing, and no term; the rest has its term."""
    declaracion = Declaracion.objects.filter(expediente=expediente).first()
    if not expediente.version.tipada.declarada:
        if declaracion is not None or plazo is None:
            yield f"{expediente.numero}: it was asked for, and it has no term"
        return
    presentada = en_madrid(expediente.solicitud.presentada_el).date()
    if plazo is not None or declaracion is None or declaracion.desde != presentada:
        yield f"{expediente.numero}: declared on {presentada}, and it has a term or other effects"
    if Vencimiento.objects.filter(expediente=expediente, clase__in=("resolver", "suspension", "certificado")).exists():
        yield f"{expediente.numero}: a term or a silence is watched in what was declared"


def _silencio(expediente: Expediente, plazo: Plazo | None) -> Iterator[str]:
    """24.2, 24.3.a: after a positive silence nothing of the instruction is asked for, and only what confirms it is decided."""
    if not _concedido(plazo):
        return
    hechos = Evento.objects.filter(cadena=expediente.cadena).order_by("seq")
    concedido = hechos.filter(tipo="motor.silencio.producido").first()
    tarde = hechos.filter(tipo__in=DE_LA_INSTRUCCION, seq__gt=concedido.seq).first() if concedido else None
    if tarde is not None:
        yield f"{expediente.numero}: {tarde.tipo}, after a silence that granted what was asked"
    assert plazo is not None
    assert plazo.silencio_el is not None
    for resolucion in Resolucion.objects.filter(expediente=expediente, estado="firmada", sentido__in=NIEGAN):
        if resolucion.firmada_el is not None and en_madrid(resolucion.firmada_el).date() >= plazo.silencio_el:
            yield f"{expediente.numero}: denied on {resolucion.firmada_el:%Y-%m-%d}, after a silence that granted it"


def _concedido(plazo: Plazo | None) -> bool:
    """Whether silence granted what was asked, and with it the procedure was over (24.2)."""
    return plazo is not None and plazo.silencio_el is not None and plazo.silencio == "estimatorio"


def faltas_al_final(partida: Partida) -> Iterator[str]:
    """What does not hold once everything is closed."""
    yield from faltas(partida)
    for expediente in Expediente.objects.order_by("id"):
        if expediente.estado == Expediente.Estado.ABIERTO:
            yield f"{expediente.numero} is still open"
        dejadas = expediente.tareas.filter(preceptiva=True, del_modelo=True).exclude(estado="hecha")
        # What is on the proposal, or of third parties, is demanded of some cases only: `_lo_oido`
        dejadas = dejadas.exclude(datos__has_key="sobre").exclude(datos__has_key="terceros")
        yield from _lo_oido(expediente)
        sin_mas = _concedido(Plazo.objects.filter(expediente=expediente).first())
        if (
            not sin_mas
            and not expediente.terminaciones.filter(estado="aceptada").exists()
            and not _de_oficio(expediente)
        ):
            for tarea in dejadas.exclude(tipo__in=_de_la_decision(expediente)):
                yield f"{expediente.numero}: {tarea.codigo}, which the law demands, is {tarea.estado}"
        if expediente.tareas.filter(cerrada_el=None).exists():
            yield f"{expediente.numero}: closed with tasks open"
    for nombre, fallo in ojos.consultar(
        "SELECT task_name, id FROM procrastinate_jobs WHERE status = 'failed' AND task_name <> 'notificaciones.avisar'"
    ):
        yield f"job {nombre} ({fallo}) failed"
    for que, filas in ((que, ojos.consultar(orden)) for que, orden in ojos.SIEMPRE.items()):
        if filas:
            yield f"{que}: {filas[:3]}"


def _lo_oido(expediente: Expediente) -> Iterator[str]:
    """Nobody is sanctioned without being heard on the proposal (89.2), a large claim is not decided without its dictamen asked (81.2), and
    third parties are heard (Ley 19/2013 19.3)."""
    procedimiento = expediente.version.procedimiento.codigo
    sentidos = set(Resolucion.objects.filter(expediente=expediente, estado="firmada").values_list("sentido", flat=True))
    yield from terceros_sin_oir(expediente, sentidos)
    oidos = expediente.audiencias.filter(lleva__isnull=False, notificado_el__isnull=False)
    sanciona = procedimiento == "sancionador-ordenanza" and sentidos & {"estima", "estima_parcial"}
    if sanciona and not oidos.exists():
        yield f"{expediente.numero}: sanctioned without a hearing on the proposal"
    if procedimiento == "responsabilidad-patrimonial" and sentidos & {"estima", "estima_parcial", "deniega"}:
        reclamado = expediente.datos.get("importe")
        if (reclamado is None or Decimal(str(reclamado)) >= 50000) and not expediente.consultas_externas.filter(
            lleva__isnull=False
        ).exists():
            yield f"{expediente.numero}: {reclamado} claimed, and no dictamen asked"


def _de_la_decision(expediente: Expediente) -> tuple[str, ...]:
    """What was declared and found right is not decided (69.3)."""
    conforme = expediente.tareas.filter(tipo="comprobacion", resultado__codigo="conforme").exists()
    return ("propuesta", "resolucion", "notificacion") if conforme else ()


def _de_oficio(expediente: Expediente) -> bool:
    return expediente.inicio_de_oficio is not None if hasattr(expediente, "inicio_de_oficio") else False
