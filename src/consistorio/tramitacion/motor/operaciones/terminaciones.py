"""Ends of the procedure other than granting or denying: withdrawal, waiver, lapse (LPACAP 68.1, 84, 94, 95)."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import FaseIncompatible
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.tramitacion.catalogo.tipos import FASES
from consistorio.tramitacion.expedientes.models import Expediente, Interesado
from consistorio.tramitacion.motor.eventos import DecisionSinEfecto, TerminacionAbierta, TerminacionCambiada
from consistorio.tramitacion.motor.models import Tarea, Terminacion
from consistorio.tramitacion.motor.operaciones.cierres import cerrar_instruccion, sin_silencio
from consistorio.tramitacion.motor.operaciones.comunicaciones import partes_de
from consistorio.tramitacion.motor.operaciones.decision import DESHECHA, concedido, silencio_producido
from consistorio.tramitacion.motor.operaciones.flujo import avanzar, completar
from consistorio.tramitacion.motor.operaciones.plazos import dejar_de_vigilar
from consistorio.tramitacion.motor.operaciones.representaciones import comprobar_otra_vez
from consistorio.tramitacion.motor.operaciones.tareas import TareaNueva, cancelar, crear
from consistorio.tramitacion.motor.orden import TRAS_CONCEDER
from consistorio.tramitacion.motor.sentidos import DE_LA_PARTE, subsiste

ACEPTADA, PARCIAL, DESCARTADA = "aceptada", "parcial", "descartada"


def abrir_terminacion(
    expediente: Expediente,
    *,
    clase: str,
    estado: str,
    actor: Actor,
    reloj: Reloj,
    referencia: UUID | None = None,
    documento_id: UUID | None = None,
) -> Terminacion:
    """Note that the procedure may end this way; an open one of the same kind is kept.

    `estado`: advertida (95.1), pedida (94), propuesta (68.1). Writes: Terminacion. Emits: motor.terminacion.abierta.
    """
    exigir_transaccion()
    ya = expediente.terminaciones.filter(clase=clase, cerrada_el=None).first()
    if ya is not None:
        return ya
    terminacion = Terminacion.objects.create(
        expediente=expediente,
        clase=clase,
        estado=estado,
        referencia=referencia,
        documento_id=documento_id,
        creada_el=reloj.ahora(),
    )
    anotar(
        expediente.cadena,
        TerminacionAbierta(expediente.id, terminacion.id, clase, estado),
        actor=actor,
        reloj=reloj,
    )
    return terminacion


def cambiar_terminacion(terminacion: Terminacion, estado: str, *, actor: Actor, reloj: Reloj) -> None:
    """Accept or drop it, or accept it for who asked alone. Accepting closes what was left of the instruction; a decision still says so
    (LPACAP 21.1), and until it is notified the term goes on with its silence (24.1), but of what its party withdrew or waived.

    Writes: Terminacion, Vencimiento, and what `cerrar_instruccion` does. Emits: motor.terminacion.cambiada. Raises FaseIncompatible
    when it was already closed, or positive silence ended the procedure first.
    """
    exigir_transaccion()
    if terminacion.cerrada_el is not None:
        raise FaseIncompatible(_("Esta forma de terminar ya se aceptó o se descartó."))
    expediente = terminacion.expediente
    if estado == ACEPTADA:
        _exigir_que_quepa(expediente, terminacion.clase, reloj)
    terminacion.estado, terminacion.cerrada_el = estado, reloj.ahora()
    terminacion.save(update_fields=["estado", "cerrada_el"])
    dejar_de_vigilar(referencia=terminacion.id)
    anotar(
        expediente.cadena,
        TerminacionCambiada(expediente.id, terminacion.id, terminacion.clase, estado),
        actor=actor,
        reloj=reloj,
    )
    if estado == ACEPTADA:
        _dejar_solo_la_resolucion(expediente, terminacion, actor=actor, reloj=reloj)
    elif terminacion.clase == Terminacion.Clase.CADUCIDAD:
        for tarea in _por_declarar(expediente):
            cancelar(tarea, actor=actor, reloj=reloj)


def cerrar_escritos(expediente: Expediente, terminacion: Terminacion, *, actor: Actor, reloj: Reloj) -> None:
    """The submissions that asked for this end are dealt with. Writes: Tarea. Emits: tarea.completada."""
    for tarea in expediente.tareas.select_related("expediente").filter(
        tipo="escrito", codigo=f"escrito_{terminacion.clase}", cerrada_el=None
    ):
        completar(tarea, {"codigo": terminacion.estado}, actor=actor, reloj=reloj, expediente=expediente)


def _por_declarar(expediente: Expediente) -> QuerySet[Tarea]:
    """The tasks that ask whether a lapse is declared."""
    return expediente.tareas.select_related("expediente").filter(tipo="caducidad", cerrada_el=None)


def pedir_que_se_declare(expediente: Expediente, *, codigo: str, nombre: str, actor: Actor, reloj: Reloj) -> None:
    """Its unit says whether the lapse is declared: the term of what began of office ended (LPACAP 25.1.b), or the three months of a warning (95.1).

    Writes: Tarea. Emits: tarea.creada.
    """
    nueva = TareaNueva(
        codigo=codigo, tipo="caducidad", nombre=nombre, fase=expediente.fase, unidad_id=expediente.unidad_id
    )
    crear(expediente, nueva, actor=actor, reloj=reloj)


def dejar_advertencia(expediente: Expediente, *, actor: Actor, reloj: Reloj) -> None:
    """Who was warned of the lapse has acted, or the procedure goes on or is over: the warning has no effect any more, and three months run only
    from another (LPACAP 95.1).

    Writes: Terminacion, Vencimiento, Tarea. Emits: motor.terminacion.cambiada, tarea.cancelada.
    """
    _descartar(expediente, Terminacion.Clase.CADUCIDAD, "advertida", actor=actor, reloj=reloj)


def dejar_desistimiento(expediente: Expediente, *, actor: Actor, reloj: Reloj) -> None:
    """Nothing follows from a withdrawal that was filed. Writes: Terminacion, Vencimiento. Emits: motor.terminacion.cambiada."""
    _descartar(expediente, Terminacion.Clase.DESISTIMIENTO, "pedida", actor=actor, reloj=reloj)


def _descartar(expediente: Expediente, clase: str, estado: str, *, actor: Actor, reloj: Reloj) -> None:
    exigir_transaccion()
    for terminacion in expediente.terminaciones.filter(clase=clase, estado=estado, cerrada_el=None):
        terminacion.expediente = expediente
        cambiar_terminacion(terminacion, DESCARTADA, actor=actor, reloj=reloj)


def partes_que_terminan(expediente: Expediente, clase: str) -> list[Interesado]:
    """The parties who asked for this end, by themselves or through who represents them, in the order of the case."""
    escritos = expediente.tareas.filter(codigo=f"escrito_{clase}").values_list("datos", flat=True)
    personas = {str(datos.get("persona")) for datos in escritos}
    partes = partes_de(expediente)
    propias = [parte for parte in partes if str(parte.persona_id) in personas]
    return propias or [parte for parte in partes if str(parte.representante_id) in personas] or partes[:1]


def siguen_solicitantes(expediente: Expediente, salen: list[Interesado]) -> bool:
    """Whether somebody who applied, and is not one of these, goes on with the procedure (LPACAP 94.2)."""
    return any(parte.papel == Interesado.Papel.SOLICITANTE for parte in partes_de(expediente) if parte not in salen)


def _exigir_que_quepa(expediente: Expediente, clase: str, reloj: Reloj) -> None:
    if not subsiste(clase, silencio=silencio_producido(expediente, en=hoy(reloj))):
        raise concedido()


def _dejar_solo_la_resolucion(expediente: Expediente, terminacion: Terminacion, *, actor: Actor, reloj: Reloj) -> None:
    for otra in expediente.terminaciones.filter(cerrada_el=None):
        otra.expediente = expediente
        cambiar_terminacion(otra, DESCARTADA, actor=actor, reloj=reloj)
    for tarea in _por_declarar(expediente):
        completar(tarea, {"codigo": ACEPTADA}, actor=actor, reloj=reloj, expediente=expediente)
    cerrar_instruccion(expediente, actor=actor, reloj=reloj)
    if terminacion.clase in DE_LA_PARTE:
        sin_silencio(expediente)
    for tarea in expediente.tareas.filter(cerrada_el=None, tipo__in=("propuesta", "resolucion")):
        Tarea.objects.filter(id=tarea.id).update(datos={**tarea.datos, "terminacion": terminacion.clase})


def dejar_sin_efecto_la_decision(expediente: Expediente, *, actor: Actor, reloj: Reloj) -> None:
    """A decision that was signed, and was not notified in term, stands no more: its tasks are left behind as history, and what there is to
    decide now opens again (LPACAP 25.1.b).

    Writes: Tarea, Expediente. Emits: motor.decision.sin_efecto, tarea.cancelada, tarea.creada, expediente.fase.cambiada.
    """
    exigir_transaccion()
    del_modelo = Tarea.objects.filter(expediente=expediente, del_modelo=True)
    for hecha in del_modelo.filter(estado=Tarea.Estado.HECHA, tipo__in=("propuesta", "resolucion")):
        hecha.datos = {**hecha.datos, DESHECHA: True}
        hecha.save(update_fields=["datos"])
        if hecha.tipo == "resolucion":
            referencia = str(hecha.resultado.get("referencia") or "")
            hecho = DecisionSinEfecto(expediente.id, hecha.id, referencia)
            anotar(expediente.cadena, hecho, actor=actor, reloj=reloj)
    despues = FASES[FASES.index("finalizacion") :]
    for tarea in del_modelo.filter(cerrada_el=None, fase__in=despues):
        tarea.expediente = expediente
        cancelar(tarea, actor=actor, reloj=reloj)
    del_modelo.filter(fase__in=despues).update(del_modelo=False)
    avanzar(expediente, atras=True, actor=actor, reloj=reloj)


def reabrir_lo_concedido(expediente: Expediente) -> None:
    """Silence granted what had been taken as withdrawn or lapsed: what goes on then (`TRAS_CONCEDER`), and that end had left out, begins
    again with the next `avanzar` (LPACAP 24.2). Writes: Tarea.
    """
    exigir_transaccion()
    if expediente.terminaciones.filter(estado=ACEPTADA).exclude(clase__in=DE_LA_PARTE).exists():
        dejadas = Tarea.objects.filter(expediente=expediente, del_modelo=True, estado=Tarea.Estado.CANCELADA)
        dejadas.filter(tipo__in=TRAS_CONCEDER).update(del_modelo=False)


def deshacer_terminacion(terminacion: Terminacion, expediente: Expediente, *, actor: Actor, reloj: Reloj) -> None:
    """What was accepted is dropped because the party acted before the decision was notified (LPACAP 73.3): the procedure goes on.

    The tasks that were left out, and those of the decision, are left behind as history and opened again when their turn comes; a
    decision that was signed stands no more. The phase goes back to that of the open work. Who had been taken as not accredited is
    checked again (5.6). Writes: Terminacion, Tarea, Expediente, Interesado. Emits: motor.terminacion.cambiada,
    tarea.cancelada, tarea.creada, expediente.fase.cambiada, expediente.representacion.anotada.
    """
    exigir_transaccion()
    terminacion.estado = DESCARTADA
    terminacion.save(update_fields=["estado"])
    anotar(
        expediente.cadena,
        TerminacionCambiada(expediente.id, terminacion.id, terminacion.clase, DESCARTADA),
        actor=actor,
        reloj=reloj,
    )
    del_modelo = Tarea.objects.filter(expediente=expediente, del_modelo=True)
    for tarea in del_modelo.filter(cerrada_el=None).exclude(tipo="comunicacion_inicial"):
        tarea.expediente = expediente
        cancelar(tarea, actor=actor, reloj=reloj)
    for hecha in del_modelo.filter(estado=Tarea.Estado.HECHA, datos__has_key="terminacion"):
        hecha.datos = {**hecha.datos, DESHECHA: True}
        hecha.save(update_fields=["datos"])
    del_modelo.filter(Q(estado=Tarea.Estado.CANCELADA) | Q(datos__has_key="terminacion")).update(del_modelo=False)
    avanzar(expediente, atras=True, actor=actor, reloj=reloj)
    if terminacion.clase == Terminacion.Clase.NO_ACREDITADA:
        comprobar_otra_vez(expediente, actor=actor, reloj=reloj)
