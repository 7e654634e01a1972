"""What writes a communication and its acknowledgements, inside somebody's open transaction."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import Conflicto
from consistorio.nucleo.identificadores import uuid7
from consistorio.nucleo.reloj import Reloj, en_madrid
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.auditoria.operaciones import Nota, anotar, anotar_varios
from consistorio.plataforma.cola.operaciones import encolar
from consistorio.servicios.comunicaciones.eventos import (
    ComunicacionAcusada,
    ComunicacionDelExpediente,
    ComunicacionEnviada,
)
from consistorio.servicios.comunicaciones.models import (
    AdjuntoComunicacion,
    Comunicacion,
    ComunicacionDeUnidad,
    Destino,
    LibroComunicaciones,
    ResumenPedido,
)
from consistorio.servicios.comunicaciones.reglas import huella_de, numero_de
from consistorio.servicios.comunicaciones.tipos import Mensaje
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.expedientes.usos import Uso, registrar_uso

registrar_uso(
    "comunicacion",
    Uso(
        AdjuntoComunicacion,
        gettext_lazy("uno de los que van con una comunicación a otra unidad"),
        expediente="comunicacion__expediente_id",
    ),
)


@dato
class Envio:
    """A communication already checked: what it says, where it goes and what it hangs from."""

    mensaje: Mensaje
    destinos: tuple[UUID, ...]
    expediente_id: UUID | None = None
    tarea_id: UUID | None = None
    responde_a: UUID | None = None
    corrige: UUID | None = None


def enviar(
    envio: Envio, adjuntos: Sequence[AdjuntoComunicacion], *, clave: UUID, actor: Actor, reloj: Reloj
) -> Comunicacion:
    """Number it in the book of the year and send it. The sheet `clave` sent before is the communication that it made.

    The row of the book is locked until the transaction ends, so that the order of numbers is that of official times.
    Writes: Comunicacion, Destino, AdjuntoComunicacion, ComunicacionDeUnidad. Emits: comunicacion.enviada, comunicacion.del_expediente.
    Raises Conflicto (the sheet is somebody else's, or the year changed meanwhile).
    """
    exigir_transaccion()
    anio = en_madrid(reloj.ahora()).year
    LibroComunicaciones.objects.bulk_create([LibroComunicaciones(anio=anio)], ignore_conflicts=True)
    libro = LibroComunicaciones.objects.select_for_update().get(anio=anio)
    enviada = ya_enviada(clave, actor=actor)
    if enviada is not None:
        return enviada
    momento = reloj.ahora()
    if en_madrid(momento).year != anio:
        raise Conflicto(_("Ha cambiado el año mientras se numeraba. Vuelva a enviarla."))
    libro.ultimo += 1
    libro.save(update_fields=["ultimo"])
    comunicacion = Comunicacion.objects.create(
        id=uuid7(),
        clave=clave,
        anio=anio,
        orden=libro.ultimo,
        numero=numero_de(anio, libro.ultimo),
        unidad_id=envio.mensaje.unidad_id,
        autor_id=actor.id,
        cargo=actor.cargo,
        asunto=envio.mensaje.asunto.strip(),
        texto=envio.mensaje.texto.strip(),
        expediente_id=envio.expediente_id,
        tarea_id=envio.tarea_id,
        responde_a_id=envio.responde_a,
        corrige_id=envio.corrige,
        enviada_el=momento,
    )
    destinos = Destino.objects.bulk_create(
        [Destino(comunicacion=comunicacion, unidad_id=unidad_id) for unidad_id in envio.destinos]
    )
    if envio.expediente_id is not None:
        suya = Expediente.objects.values_list("unidad_id", flat=True).get(id=envio.expediente_id)
        ComunicacionDeUnidad.objects.create(comunicacion=comunicacion, unidad_id=suya)
    for adjunto in adjuntos:
        adjunto.comunicacion = comunicacion
    AdjuntoComunicacion.objects.bulk_create(adjuntos)
    _anotar(comunicacion, envio, [*destinos, *adjuntos], actor=actor, reloj=reloj)
    return comunicacion


def seguir_a_su_expediente(expediente_id: UUID, unidad_id: UUID) -> None:
    """The communications about a case are looked for where it is carried now. Writes: ComunicacionDeUnidad."""
    exigir_transaccion()
    ComunicacionDeUnidad.objects.filter(comunicacion__expediente_id=expediente_id).update(unidad_id=unidad_id)


def _anotar(
    comunicacion: Comunicacion,
    envio: Envio,
    suyas: Sequence[Destino | AdjuntoComunicacion],
    *,
    actor: Actor,
    reloj: Reloj,
) -> None:
    hecho = ComunicacionEnviada(
        comunicacion.id,
        comunicacion.anio,
        comunicacion.orden,
        comunicacion.unidad_id,
        envio.destinos,
        envio.expediente_id,
        envio.tarea_id,
        envio.responde_a,
        envio.corrige,
        huella_de(comunicacion.asunto, comunicacion.texto),
    )
    notas = [Nota(comunicacion.cadena, hecho, [comunicacion, *suyas])]
    if comunicacion.expediente is not None:
        del_caso = ComunicacionDelExpediente(comunicacion.expediente.id, comunicacion.id)
        notas.append(Nota(comunicacion.expediente.cadena, del_caso))
    anotar_varios(notas, actor=actor, reloj=reloj)


def ya_enviada(clave: UUID, *, actor: Actor) -> Comunicacion | None:
    """What the sheet of that key was sent as, by the same person. Raises Conflicto when it is somebody else's."""
    enviada = Comunicacion.objects.filter(clave=clave).first()
    if enviada is not None and enviada.autor_id != actor.id:
        raise Conflicto(_("Esta hoja ya se envió. Abra otra para escribir una comunicación nueva."))
    return enviada


def acusar(destino: Destino, *, actor: Actor, reloj: Reloj) -> None:
    """Write that a unit has a communication, and who says so. Its row is locked by the caller. Emits: comunicacion.acusada."""
    exigir_transaccion()
    destino.acusada_el, destino.acusada_por_id = reloj.ahora(), actor.id
    destino.save(update_fields=["acusada_el", "acusada_por"])
    hecho = ComunicacionAcusada(destino.comunicacion_id, destino.id, destino.unidad_id)
    anotar(destino.comunicacion.cadena, hecho, actor=actor, reloj=reloj, filas=[destino])


def encargar_resumen(pedido: ResumenPedido, *, reloj: Reloj) -> None:
    """Enqueue today's digest of who asked for it, whose row is locked by the caller; nothing when today's was ordered already."""
    exigir_transaccion()
    ahora = reloj.ahora()
    dia = en_madrid(ahora).date()
    desde = pedido.ultimo_el or pedido.pedido_el
    if pedido.ultimo_el is not None and en_madrid(pedido.ultimo_el).date() >= dia:
        return
    pedido.ultimo_el = ahora
    pedido.save(update_fields=["ultimo_el"])
    encolar("comunicaciones.enviar_resumen", empleado_id=pedido.empleado_id, dia=dia, desde=desde.isoformat())
