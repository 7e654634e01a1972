"""What is looked at before a communication is sent, of who sends it, where it goes and what goes with it. Says everything wrong at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.documental.documentos.models import Documento
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, Problema
from consistorio.plataforma.almacen.models import EstadoAntivirus
from consistorio.plataforma.organizacion.consultas import unidades_vigentes
from consistorio.plataforma.organizacion.models import Unidad
from consistorio.servicios.comunicaciones.consultas import unidades_que_reciben
from consistorio.servicios.comunicaciones.models import AdjuntoComunicacion
from consistorio.servicios.comunicaciones.operaciones import Envio
from consistorio.servicios.comunicaciones.reglas import problemas_del_mensaje
from consistorio.servicios.comunicaciones.tipos import Mensaje
from consistorio.tramitacion.expedientes.consultas import documentos_utiles
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.expedientes.visibilidad import unidades_que_lo_ven
from consistorio.tramitacion.motor.models import Tarea

INFORME = "informe"


def exigir(
    envio: Envio,
    *,
    actor: Actor,
    expediente: Expediente | None,
    en: date,
    tarea: Tarea | None = None,
) -> list[AdjuntoComunicacion]:
    """What goes with it, ready to be written. `en`: today; `tarea`: that of the case whose identifier was given.

    Raises DatosIncorrectos with every reason why it cannot be sent.
    """
    mensaje = envio.mensaje
    problemas = problemas_del_mensaje(
        asunto=mensaje.asunto,
        texto=mensaje.texto,
        destinos=len(envio.destinos),
        adjuntos=len(mensaje.documentos) + len(mensaje.ficheros),
    )
    unidades = {unidad.id: unidad for unidad in unidades_vigentes(en=en)}
    if mensaje.unidad_id not in unidades or mensaje.unidad_id not in actor.unidades:
        problemas.append(Problema("unidad", _("Elija una de sus unidades: la comunicación sale en su nombre.")))
    problemas += _de_los_destinos(envio, unidades, expediente, en)
    if envio.tarea_id is not None:
        problemas += _del_informe(envio, tarea)
    adjuntos, de_ellos = _adjuntos(mensaje, expediente)
    problemas += de_ellos
    if problemas:
        raise DatosIncorrectos(_("La comunicación no se ha enviado."), problemas=problemas)
    return adjuntos


def _de_los_destinos(
    envio: Envio, unidades: dict[UUID, Unidad], expediente: Expediente | None, en: date
) -> list[Problema]:
    problemas = []
    if any(destino not in unidades for destino in envio.destinos):
        problemas.append(Problema("destinos", _("Alguna de las unidades elegidas ya no existe. Elija otra.")))
    if envio.mensaje.unidad_id in envio.destinos:
        problemas.append(Problema("destinos", _("Una unidad no se escribe a sí misma: para eso están las notas.")))
    elegidas = [unidades[destino] for destino in envio.destinos if destino in unidades]
    reciben = set(unidades_que_reciben(en=en))
    if sordas := [unidad.nombre for unidad in elegidas if unidad not in reciben]:
        mensaje = _(
            "No tienen a nadie que pueda acusar recibo: %(u)s. Pida a quien administra los permisos que se lo dé a un puesto."
        )
        problemas.append(Problema("destinos", mensaje % {"u": ", ".join(sordas)}))
    if expediente is not None:
        ven = set(unidades_que_lo_ven(expediente, elegidas))
        if ciegas := [unidad.nombre for unidad in elegidas if unidad not in ven]:
            mensaje = _(
                "No pueden ver el expediente %(n)s: %(u)s. Pídales un informe, que les da acceso, o escríbales una comunicación sin "
                "expediente."
            )
            problemas.append(Problema("destinos", mensaje % {"n": expediente.numero, "u": ", ".join(ciegas)}))
    return problemas


def _del_informe(envio: Envio, tarea: Tarea | None) -> list[Problema]:
    """A request for a report lives in the motor: the communication only goes with it, to who must issue it."""
    if tarea is None or tarea.tipo != INFORME or not tarea.abierta:
        return [Problema("tarea", _("Elija un informe pedido en este expediente que no se haya emitido todavía."))]
    if tarea.unidad_id not in envio.destinos:
        mensaje = _("Ese informe lo hace %(u)s: elíjala entre las unidades a las que va.")
        return [Problema("destinos", mensaje % {"u": tarea.unidad.nombre})]
    return []


def _adjuntos(mensaje: Mensaje, expediente: Expediente | None) -> tuple[list[AdjuntoComunicacion], list[Problema]]:
    problemas = []
    documentos = _documentos(mensaje.documentos, expediente)
    if len(documentos) < len(set(mensaje.documentos)):
        problemas.append(Problema("documentos", _("Elija documentos de este expediente.")))
    for fichero in mensaje.ficheros:
        if fichero.contenido.estado_antivirus == EstadoAntivirus.CUARENTENA:
            texto = _("%(n)s: el fichero contiene código dañino y no se puede adjuntar.")
            problemas.append(Problema("ficheros", texto % {"n": fichero.nombre}))
    adjuntos = [
        AdjuntoComunicacion(orden=0, documento=documento, nombre=documento.titulo[:250], huella=documento.huella)
        for documento in documentos
    ]
    adjuntos += [
        AdjuntoComunicacion(
            orden=0, contenido=fichero.contenido, nombre=fichero.nombre[:250], huella=fichero.contenido.sha256
        )
        for fichero in mensaje.ficheros
    ]
    for orden, adjunto in enumerate(adjuntos, start=1):
        adjunto.orden = orden
    return adjuntos, problemas


def _documentos(elegidos: Sequence[UUID], expediente: Expediente | None) -> list[Documento]:
    """Those of the case, in the order of its index."""
    if not elegidos or expediente is None:
        return []
    puestos = documentos_utiles(expediente).filter(documento_id__in=elegidos)
    return [puesto.documento for puesto in puestos.select_related("documento")]
