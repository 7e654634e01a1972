"""What is done with the paper by which a party challenges somebody: it is passed on to who it names, or it is said why it cannot be (LRJSP 24)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import FaseIncompatible, NoPermitido, Problema
from consistorio.nucleo.reloj import Reloj, en_madrid
from consistorio.plataforma.accion import accion
from consistorio.plataforma.calendario.textos import fecha_larga
from consistorio.tramitacion.expedientes.apartados import apartamiento_de
from consistorio.tramitacion.expedientes.models import Apartamiento, Expediente
from consistorio.tramitacion.expedientes.permisos import TRAMITAR
from consistorio.tramitacion.motor import acceso, operaciones
from consistorio.tramitacion.motor.acciones.imparcialidad import (
    MAXIMO_TEXTO,
    de_causas,
    en_servicio,
    exigir_completo,
)
from consistorio.tramitacion.motor.causas import APARTADA, SIN_CURSO
from consistorio.tramitacion.motor.models import ActoTramite, CuestionImparcialidad, Tarea
from consistorio.tramitacion.motor.operaciones import Escrito, comunicaciones, imparcialidad
from consistorio.tramitacion.motor.operaciones.actos import exigir_sin_firmar
from consistorio.tramitacion.motor.operaciones.procedencia import exigir_recusacion

ESCRITO = "escrito_recusacion"


@accion(
    "motor.recusacion.tramitada", "tarea.completada", permiso=TRAMITAR, norma="LRJSP arts. 24.1 a 24.3; LPACAP art. 74"
)
def dar_curso_a_recusacion(
    *, actor: Actor, tarea_id: UUID, empleado_id: UUID, causas: Sequence[str], reloj: Reloj
) -> CuestionImparcialidad:
    """Pass the challenge that a party filed to the person whom it names, who does nothing else in the case until it is decided.

    `causas`: letters of 23.2 that the paper states. Who: whoever does the task of the paper, not being who it names. Writes:
    CuestionImparcialidad, Apartamiento, Tarea. Emits: motor.recusacion.tramitada, tarea.completada. Raises NoEncontrado, NoPermitido
    (named by it), FaseIncompatible (the case is decided; its refusal waits for a signature), DatosIncorrectos (themselves, nobody of the
    staff, set apart already, no cause).
    """
    tarea, expediente = acceso.tarea_para(actor, tarea_id, TRAMITAR)
    _exigir_que_decide(actor, tarea, expediente)
    exigir_recusacion(expediente)
    problemas = [p for p in de_causas(causas, _("Escrito")) if p.campo == "causas"]
    apartado = apartamiento_de(expediente.id, empleado_id)
    if empleado_id == actor.id:
        problemas.append(Problema("empleado", _("A su propia recusación le da curso otra persona: asígnele la tarea.")))
    elif apartado is not None:
        problemas.append(Problema("empleado", _que_hacer_con(apartado)))
    elif not en_servicio(empleado_id, reloj):
        problemas.append(Problema("empleado", _("Elija a una persona que trabaje hoy en el Ayuntamiento.")))
    exigir_completo(problemas, _("No se puede dar curso a la recusación."))
    cuestion = imparcialidad.recusar(
        expediente,
        empleado_id=empleado_id,
        causas=sorted(set(causas)),
        hechos=_("Lo que dice el escrito."),
        documento_id=UUID(str(tarea.datos["documento"])),
        referencia=UUID(str(tarea.datos["aportacion"])),
        actor=actor,
        reloj=reloj,
    )
    operaciones.completar(tarea, {"codigo": "tramitada"}, actor=actor, reloj=reloj, expediente=expediente)
    return cuestion


@accion(
    "motor.acto.en_firma", permiso=TRAMITAR, norma="LRJSP arts. 23.2, 24.1, 24.2, 24.5 y 43; LPACAP arts. 35.1 y 74"
)
def no_dar_curso_a_recusacion(
    *, actor: Actor, tarea_id: UUID, porque: str, motivo: str, reloj: Reloj, apartado_id: UUID | None = None
) -> ActoTramite:
    """Write why a challenge cannot be passed on to anybody; signed, the parties are told and the term goes on.

    `porque`: one of `SIN_CURSO`; `apartado_id`: who keeps away from the case already, when that is why. Who: whoever does the task of the
    paper, not being who it names. Writes: Documento, ActoTramite, Tarea; once signed, Suspension, Plazo. Emits: motor.acto.en_firma.
    Raises NoEncontrado, NoPermitido (named by it; no post to sign with), FaseIncompatible (closed, waits for its signature),
    DatosIncorrectos.
    """
    tarea, expediente = acceso.tarea_para(actor, tarea_id, TRAMITAR)
    _exigir_que_decide(actor, tarea, expediente)
    operaciones.exigir(expediente, "libre")
    problemas = []
    if porque not in SIN_CURSO:
        problemas.append(Problema("porque", _("Elija por qué no se le puede dar curso.")))
    apartado = apartamiento_de(expediente.id, apartado_id) if apartado_id is not None else None
    if porque == APARTADA and apartado is None:
        problemas.append(Problema("apartado", _("Elija a la persona que ya no interviene en este expediente.")))
    elif porque == APARTADA and apartado is not None and apartado.provisional:
        problemas.append(Problema("apartado", _que_hacer_con(apartado)))
    if not 10 <= len(motivo.strip()) <= MAXIMO_TEXTO:
        problemas.append(Problema("motivo", _("Explique por qué, en %(n)d letras como mucho.") % {"n": MAXIMO_TEXTO}))
    exigir_completo(problemas, _("La decisión no está completa."))
    cierra = apartado if porque == APARTADA else None
    return operaciones.dictar(
        expediente,
        imparcialidad.SIN_CURSO,
        _escrito(expediente, porque, cierra, motivo.strip(), presentada=tarea.creada_el),
        datos={
            "porque": porque,
            "apartamiento": str(cierra.id) if cierra is not None else "",
            "motivo": motivo.strip(),
        },
        tarea=tarea,
        actor=actor,
        reloj=reloj,
    )


def _exigir_que_decide(actor: Actor, tarea: Tarea, expediente: Expediente) -> None:
    """Assert that it is the open task of a challenge, and that the paper does not name who does it: they would be judge of their own cause."""
    if not tarea.abierta or tarea.codigo != ESCRITO:
        raise FaseIncompatible(_("A este escrito no se le puede dar curso como recusación."))
    nombrados = tarea.datos.get("nombrados")
    if isinstance(nombrados, list) and str(actor.id) in nombrados:
        raise NoPermitido(
            _("El escrito le nombra a usted: no puede decidir qué se hace con él."),
            que_hacer=_("Pida que asignen la tarea a otra persona."),
        )
    exigir_sin_firmar(expediente, imparcialidad.SIN_CURSO, tarea)


def _que_hacer_con(apartado: Apartamiento) -> str:
    if apartado.provisional:
        return _(
            "Ya se está decidiendo si esa persona deja de intervenir. Espere: si lo deja, cierre este escrito con esa decisión; si no, dele "
            "curso."
        )
    return _("Esa persona ya no interviene en este expediente: no dé curso al escrito, y ciérrelo con esa decisión.")


def _escrito(
    expediente: Expediente, porque: str, apartado: Apartamiento | None, motivo: str, *, presentada: datetime
) -> Escrito:
    titulo = _("No procede dar curso a una recusación")
    parrafos = [
        _("No damos curso a la recusación que se presentó el %(d)s.") % {"d": fecha_larga(en_madrid(presentada))}
    ]
    if apartado is None:
        parrafos.append(_(SIN_CURSO[porque]))
    else:
        quien = {"q": apartado.empleado.nombre, "n": apartado.norma}
        parrafos.append(_("%(q)s ya no interviene en este expediente, %(n)s.") % quien)
    parrafos += [
        motivo,
        _(
            "El plazo para resolver, que estaba suspendido desde que se presentó la recusación, vuelve a contar (artículo 22.2.c de la Ley 39/2015)."
        ),
        _(
            "Contra esta decisión no cabe recurso. Puede alegar la recusación en el que presente contra la resolución del procedimiento."
        ),
    ]
    contenido: dict[str, object] = {
        **comunicaciones.cabecera_de(expediente),
        "titulo": titulo,
        "datos": [],
        "texto": parrafos,
        "norma": _("Artículos 23 y 24 de la Ley 40/2015."),
    }
    return Escrito("comunicacion", contenido, titulo, "TD01")
