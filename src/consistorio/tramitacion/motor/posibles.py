"""What may be done with a task in any of its kinds: follow its act to its signature, open what the procedure foresees or leave it out, and what
it waits for."""

from __future__ import annotations

from django.utils.translation import gettext as _

from consistorio.tramitacion.motor.esperas import firma_de, motivo_de_espera
from consistorio.tramitacion.motor.models import (
    ActoTramite,
    Tarea,
)
from consistorio.tramitacion.motor.operaciones.efectos import clase_de
from consistorio.tramitacion.motor.operaciones.tramites import QUIEN_ESPERA
from consistorio.tramitacion.motor.registro_tipos import (
    NO_HACE_FALTA,
    AccionPosible,
    registrados,
    tipo_de,
)


def esperas_del_expediente(tarea: Tarea) -> tuple[str, ...]:
    """What the case waits for before it can be proposed or decided, as each kind of task says: one sentence each, saying who and what."""
    abiertas = tarea.expediente.tareas.select_related("unidad", "asignada_a__persona").filter(cerrada_el=None)
    return tuple(
        motivo_de_espera(otra)
        for otra in abiertas
        if otra.id != tarea.id and otra.tipo in registrados() and tipo_de(otra.tipo).detiene(otra, tarea.tipo)
    )


def por_que_espera(tarea: Tarea) -> str:
    """What an open task waits for, as whoever can do nothing about it reads it: a signature, an answer that was asked for, or what its kind says."""
    if tarea.estado != Tarea.Estado.EN_ESPERA or firma_de(tarea) or tarea.datos.get("devuelto"):
        return motivo_de_espera(tarea)
    pedido = next((codigo for codigo, tipo in QUIEN_ESPERA.items() if tipo == tarea.tipo), "")
    motivos = requerimientos_abiertos(tarea, pedido) if pedido else ()
    if not motivos and tarea.tipo != "requerimiento" and tarea.tipo in registrados():
        motivos = tuple(tipo_de(tarea.tipo).impedimentos(tarea))
    return " ".join(motivos) or motivo_de_espera(tarea)


def requerimientos_abiertos(tarea: Tarea, codigo: str) -> tuple[str, ...]:
    """What each open request of that code waits for, in the case of a task."""
    abiertos = tarea.expediente.tareas.select_related("unidad", "asignada_a__persona").filter(
        tipo="requerimiento", codigo=codigo, cerrada_el=None
    )
    return tuple(motivo_de_espera(otra) for otra in abiertos)


def firmas_pendientes(tarea: Tarea, codigo: str) -> tuple[str, ...]:
    """Whose signature the act of that code, written apart in the case of a task, waits for."""
    escritas = tarea.expediente.tareas.filter(tipo="acto", codigo=codigo, cerrada_el=None)
    return tuple(firma for firma in map(firma_de, escritas) if firma)


def ultimo_acto(tarea: Tarea) -> ActoTramite | None:
    """The last act that was written for a task, if any; its acts may have been read with many tasks at once."""
    return max(tarea.actos.all(), key=lambda acto: (acto.dictado_el, acto.id), default=None)


def acciones_del_acto(tarea: Tarea) -> tuple[AccionPosible, ...]:
    """What may be done with the act of a task that waits for its signature, or came back without it; none if it has none.

    Writing it again cannot be done while it waits: the reason says who has to sign.
    """
    acto = ultimo_acto(tarea)
    if acto is None or acto.estado == ActoTramite.Estado.FIRMADO:
        return ()
    clase, firma = clase_de(acto.clase), firma_de(tarea)
    if firma:
        escribir = AccionPosible(clase.accion, str(clase.nombre), principal=True, impedimentos=(firma,))
        return (escribir, AccionPosible("retirar_acto", _("Retirarlo de la firma")))
    motivo = tarea.datos.get("devuelto") or acto.motivo
    otra_vez = AccionPosible(clase.accion, _("Escribirlo otra vez (devuelto: %(m)s)") % {"m": motivo}, principal=True)
    if tarea.del_modelo or not clase.tarea_propia:
        return (otra_vez, *_si_ya_no_hace_falta(tarea))
    return (otra_vez, AccionPosible("retirar_acto", _("Ya no hace falta")))


def _si_ya_no_hace_falta(tarea: Tarea) -> tuple[AccionPosible, ...]:
    """That a step whose act was taken back may be left out, as if nobody had begun it."""
    if not tipo_de(tarea.tipo).se_deja_sin_hacer or por_que_no_se_deja(tarea):
        return ()
    return (AccionPosible(NO_HACE_FALTA, _("En este expediente no hace falta")),)


def por_abrir(tarea: Tarea, abrir: AccionPosible) -> tuple[AccionPosible, ...]:
    """What may be done with a step that the procedure foresees and nobody has opened: open it or, unless the law demands it, say that this
    case does not need it."""
    if tarea.preceptiva:
        return (principal(abrir),)
    return (principal(abrir), AccionPosible(NO_HACE_FALTA, _("En este expediente no hace falta")))


def por_que_no_se_deja(tarea: Tarea) -> tuple[str, ...]:
    """Why a step that nobody has opened may not be left out: the law demands it, or its act is written."""
    if any(acto.estado != ActoTramite.Estado.RETIRADO for acto in tarea.actos.all()):
        return (motivo_de_espera(tarea),)
    return (_("El procedimiento exige este trámite."),) if tarea.preceptiva else ()


def principal(accion: AccionPosible) -> AccionPosible:
    return AccionPosible(accion.codigo, accion.etiqueta, principal=True, impedimentos=accion.impedimentos)
