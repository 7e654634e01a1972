"""Keep what a party is writing for a case, until they review it and file it."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import DatosIncorrectos, Problema
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion, alias_actual, exigir_permiso
from consistorio.plataforma.almacen import operaciones as almacen
from consistorio.plataforma.almacen.operaciones import Admitido
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.formularios.models import Borrador
from consistorio.tramitacion.formularios.operaciones import crear_borrador, guardar_respuestas, poner_adjunto
from consistorio.tramitacion.formularios.permisos import SOLICITAR
from consistorio.tramitacion.solicitudes.acceso import expediente_en_que_presenta
from consistorio.tramitacion.solicitudes.escritos import TEXTO, borrador_de, requisito_de_escrito
from consistorio.tramitacion.solicitudes.models import Aportacion
from consistorio.tramitacion.solicitudes.procedencia import MAXIMO_ADJUNTOS, problemas_de_escrito
from consistorio.tramitacion.solicitudes.tipos import AdjuntoNuevo


@dato
class EscritoGuardado:
    """What happened: the draft, and what has to be mended before it can be reviewed."""

    borrador: Borrador
    problemas: tuple[Problema, ...]


@dato
class AdjuntoJuzgado:
    """A file that is in the store, or why it was refused."""

    nombre: str
    requisito: str
    juzgado: Admitido | None = None
    problemas: tuple[Problema, ...] = ()


def guardar_escrito(
    *,
    actor: Actor,
    expediente_id: UUID,
    clase: str,
    texto: str,
    reloj: Reloj,
    adjuntos: Sequence[AdjuntoNuevo] = (),
) -> EscritoGuardado:
    """Save the text and the files of a later submission, good or not: what was typed is never lost. Nothing is filed.

    A file that cannot be taken comes back as a problem and the others are kept; they are judged before any transaction opens. There is
    one living draft of each kind in a case.
    Who: a party or who acts for it; in a public information, anybody. Writes: Borrador (its expiry starts again), Contenido, AdjuntoBorrador.
    Emits: formularios.borrador.creado, formularios.borrador.guardado, formularios.adjunto.anadido.
    Raises NoEncontrado, NoPermitido, DatosIncorrectos (a kind that does not exist).
    """
    exigir_permiso(actor, SOLICITAR, para="formularios.borrador.guardado")
    expediente_en_que_presenta(actor, expediente_id, clase)
    if clase not in Aportacion.Clase.values:
        mensaje = _("Elija qué quiere presentar.")
        raise DatosIncorrectos(mensaje, problemas=[Problema("clase", mensaje)])
    return anotar_escrito(
        actor=actor,
        expediente_id=expediente_id,
        clase=clase,
        texto=texto,
        adjuntos=[_juzgado(adjunto) for adjunto in adjuntos],
        reloj=reloj,
    )


@accion(
    "formularios.borrador.creado",
    "formularios.borrador.guardado",
    "formularios.adjunto.anadido",
    permiso=SOLICITAR,
    norma="LPACAP arts. 53.1.e y 66.5",
)
def anotar_escrito(
    *,
    actor: Actor,
    expediente_id: UUID,
    clase: str,
    texto: str,
    adjuntos: Sequence[AdjuntoJuzgado],
    reloj: Reloj,
) -> EscritoGuardado:
    """Save the text and the files that are already judged.

    Who, writes, emits, raises: as `guardar_escrito`.
    """
    expediente = expediente_en_que_presenta(actor, expediente_id, clase, bloquear=True)
    borrador = borrador_de(actor, expediente, clase, bloquear=True) or crear_borrador(
        procedimiento=expediente.version.procedimiento.codigo,
        formulario_id=expediente.version.formulario_id,
        representado_id=actor.representa_a,
        expediente_id=expediente.id,
        clase=clase,
        actor=actor,
        reloj=reloj,
    )
    guardar_respuestas(borrador, {TEXTO: texto}, paso=clase, actor=actor, reloj=reloj)
    problemas = [
        problema
        for adjunto in adjuntos
        for problema in _adjuntar(borrador, expediente, adjunto, actor=actor, reloj=reloj)
    ]
    if not problemas:
        problemas = problemas_de_escrito(clase, texto, borrador.adjuntos.count())
    return EscritoGuardado(borrador, tuple(problemas))


def _juzgado(adjunto: AdjuntoNuevo) -> AdjuntoJuzgado:
    try:
        juzgado = almacen.juzgar(adjunto.flujo, nombre=adjunto.nombre)
    except DatosIncorrectos as error:
        return AdjuntoJuzgado(adjunto.nombre, adjunto.requisito, problemas=error.problemas)
    return AdjuntoJuzgado(adjunto.nombre, adjunto.requisito, juzgado)


def _adjuntar(
    borrador: Borrador, expediente: Expediente, adjunto: AdjuntoJuzgado, *, actor: Actor, reloj: Reloj
) -> Sequence[Problema]:
    """Attach one file; why not, if it cannot be taken."""
    campo = f"fichero.{adjunto.requisito}".rstrip(".")
    if adjunto.juzgado is None:
        return [Problema(campo, f"«{adjunto.nombre}»: {p.mensaje}") for p in adjunto.problemas]
    if borrador.adjuntos.count() >= MAXIMO_ADJUNTOS:
        return [Problema(campo, _("Como mucho puede adjuntar %(n)d archivos.") % {"n": MAXIMO_ADJUNTOS})]
    pedido = requisito_de_escrito(expediente, adjunto.requisito)
    try:
        with transaction.atomic(using=alias_actual()):
            contenido = almacen.asentar(adjunto.juzgado)
            poner_adjunto(borrador, pedido, contenido, nombre=adjunto.nombre, actor=actor, reloj=reloj)
    except DatosIncorrectos as error:
        return [Problema(campo, f"«{adjunto.nombre}»: {p.mensaje}") for p in error.problemas]
    return ()
