"""Working notes: writing one, answering it, and calling a colleague to it."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor, ClaseActor
from consistorio.nucleo.errores import DatosIncorrectos, NoEncontrado, NoPermitido, Problema
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.organizacion.consultas import actor_de
from consistorio.plataforma.organizacion.models import Empleado
from consistorio.tramitacion.expedientes.acceso import expediente_para
from consistorio.tramitacion.expedientes.eventos import MencionVista
from consistorio.tramitacion.expedientes.models import Expediente, MencionNota, NotaTrabajo
from consistorio.tramitacion.expedientes.operaciones_notas import dejar_nota
from consistorio.tramitacion.expedientes.permisos import VER
from consistorio.tramitacion.expedientes.reglas import MAXIMO_MENCIONES, mencionados
from consistorio.tramitacion.expedientes.visibilidad import visibles_para

MAXIMO_NOTA = 4000


@accion("expediente.nota.anadida", "expediente.nota.mencion.hecha", permiso=VER, norma="LPACAP art. 70.4")
def anotar_nota(
    *, actor: Actor, expediente_id: UUID, texto: str, reloj: Reloj, responde_a: UUID | None = None
) -> NotaTrabajo:
    """Leave a working note, or answer one, outside of the case: it is never sent, exported nor shown to the parties.

    `@usuario` in its text calls a colleague who may see the case; whoever wrote what is answered is called too, while they may.
    Who: staff who may see the case. Writes: NotaTrabajo, MencionNota. Emits: expediente.nota.anadida, expediente.nota.mencion.hecha.
    Raises NoEncontrado (also the note that is answered), NoPermitido, DatosIncorrectos (everything wrong, each person who cannot be called).
    """
    expediente = expediente_para(actor, expediente_id, VER)
    if actor.clase is not ClaseActor.EMPLEADO:
        raise NoPermitido(_("Las notas de trabajo las escribe el personal."))
    contestada = _contestada(expediente, responde_a)
    problemas = []
    if not 0 < len(texto.strip()) <= MAXIMO_NOTA:
        problemas.append(Problema("texto", _("Escriba la nota, de 4000 caracteres como mucho.")))
    avisados, de_ellos = _avisados(expediente, mencionados(texto), reloj)
    problemas += de_ellos
    if problemas:
        raise DatosIncorrectos(_("No se ha guardado la nota."), problemas=problemas)
    if contestada is not None and _puede_ver(contestada.autor, expediente, reloj):
        avisados = [*avisados, contestada.autor]
    raiz = contestada.responde_a_id or contestada.id if contestada is not None else None
    return dejar_nota(
        expediente,
        texto.strip(),
        avisados=[avisado.id for avisado in avisados],
        responde_a=raiz,
        actor=actor,
        reloj=reloj,
    )


def _contestada(expediente: Expediente, responde_a: UUID | None) -> NotaTrabajo | None:
    """The note of this case that is answered; one that is an answer itself goes on in its thread."""
    if responde_a is None:
        return None
    nota = expediente.notas.select_related("autor__persona").filter(id=responde_a).first()
    if nota is None:
        raise NoEncontrado(_("No encontramos la nota que quiere contestar."))
    return nota


def _avisados(expediente: Expediente, usuarios: Sequence[str], reloj: Reloj) -> tuple[list[Empleado], list[Problema]]:
    """Who is called by those user names, and why the others cannot be."""
    if len(usuarios) > MAXIMO_MENCIONES:
        mensaje = _("Una nota avisa a %(n)d personas como mucho.") % {"n": MAXIMO_MENCIONES}
        return [], [Problema("texto", mensaje)]
    de_alta = Empleado.objects.alias(usuario=Lower("cuenta__usuario")).filter(cuenta__activa=True)
    suyos = de_alta.filter(usuario__in=usuarios).select_related("persona", "cuenta")
    conocidos = {empleado.cuenta.usuario.lower(): empleado for empleado in suyos if empleado.cuenta is not None}
    avisados: list[Empleado] = []
    problemas = []
    for usuario in usuarios:
        empleado = conocidos.get(usuario)
        if empleado is None:
            problemas.append(Problema("texto", _("No hay nadie con el usuario «@%(u)s».") % {"u": usuario}))
        elif not _puede_ver(empleado, expediente, reloj):
            mensaje = _("«@%(u)s» no puede ver este expediente: no se le puede avisar de una nota suya.")
            problemas.append(Problema("texto", mensaje % {"u": usuario}))
        else:
            avisados.append(empleado)
    return avisados, problemas


def _puede_ver(empleado: Empleado, expediente: Expediente, reloj: Reloj) -> bool:
    """Whether somebody of the staff sees the case today, by the one rule."""
    try:
        suyo = actor_de(empleado, en=hoy(reloj))
    except NoPermitido:
        return False  # they do not work here any more
    return visibles_para(suyo).filter(id=expediente.id).exists()


@accion("expediente.nota.mencion.vista", permiso=VER, norma="LPACAP art. 70.4")
def dar_por_vista(*, actor: Actor, mencion_id: UUID, reloj: Reloj) -> MencionNota:
    """Say that one saw the note to which one was called. Said twice, the first one counts.

    Who: who was called, while they may see the case. Writes: MencionNota. Emits: expediente.nota.mencion.vista. Raises NoEncontrado.
    """
    propias = MencionNota.objects.select_for_update(of=("self",)).select_related("nota__expediente")
    mencion = propias.filter(id=mencion_id, empleado_id=actor.id).first()
    if mencion is None:
        raise NoEncontrado(_("No encontramos ese aviso."))
    expediente = expediente_para(actor, mencion.nota.expediente_id, VER)
    if mencion.vista_el is None:
        mencion.vista_el = reloj.ahora()
        mencion.save(update_fields=["vista_el"])
        hecho = MencionVista(expediente.id, mencion.nota_id, actor.id)
        anotar(expediente.cadena, hecho, actor=actor, reloj=reloj)
    return mencion
