"""Making the document of a notification and putting it at disposal: the work of jobs."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.documental.documentos.models import Documento
from consistorio.documental.documentos.operaciones import crear_desde_plantilla
from consistorio.documental.documentos.tipos import SELLO_DE_ORGANO
from consistorio.documental.firma.operaciones import sellar
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion, automatizadas
from consistorio.servicios.notificaciones import datos_documento, operaciones
from consistorio.servicios.notificaciones.acceso import notificacion_para
from consistorio.servicios.notificaciones.models import Notificacion
from consistorio.servicios.notificaciones.permisos import PREPARAR

automatizadas.declarar(
    automatizadas.Actuacion(
        "notificacion",
        gettext_lazy("Práctica de las notificaciones electrónicas"),
        "LPACAP arts. 40 a 44; RD 203/2021 arts. 42 a 45",
        gettext_lazy(
            "El programa compone la cédula del acto ya firmado, la pone a disposición, avisa por correo y deja prueba sellada del acceso, del rechazo o de los diez días naturales sin abrirla."
        ),
        gettext_lazy("Destinatario, documento, fechas y correo de aviso."),
        permisos=(
            "notificacion.preparar",
            "notificacion.evidenciar",
            "notificacion.avisar",
            "notificacion.caducar",
        ),
        modulos=(
            __name__,
            "consistorio.servicios.notificaciones.acciones.evidenciar",
        ),
    )
)


@accion(
    "notificacion.puesta_a_disposicion",
    "registro.asiento.practicado",
    permiso=PREPARAR,
    norma="LPACAP arts. 26, 40.2 y 41.1",
)
def preparar(*, actor: Actor, notificacion_id: UUID, reloj: Reloj) -> Notificacion:
    """Render the document of a notification and ask for the organ's seal; with the seal it is put at disposal.

    A communication needs no document of its own: it is put at disposal at once (NotificacionPuestaADisposicion).
    Who: the job of the same name; idempotent. Writes Documento, Notificacion. Raises NoEncontrado.
    """
    notificacion = notificacion_para(actor, notificacion_id, motivo="", bloquear=True)
    if notificacion.estado != Notificacion.Estado.PREPARADA or notificacion.cedula_id is not None:
        return notificacion
    if notificacion.clase == Notificacion.Clase.COMUNICACION:
        operaciones.poner_a_disposicion(notificacion, huella=notificacion.documento.huella, actor=actor, reloj=reloj)
        return notificacion
    expediente = notificacion.expediente
    cedula = crear_desde_plantilla(
        "notificacion",
        datos_documento.de_notificacion(notificacion),
        titulo=_("Notificación %(n)s: %(a)s") % {"n": notificacion.numero, "a": notificacion.asunto},
        tipo_documental="TD07",
        organo=expediente.unidad.dir3,
        unidad=expediente.unidad.nombre,
        expediente=expediente.numero,
        nombre=f"notificacion-{notificacion.numero.replace('/', '-')}.pdf",
        firmas=[SELLO_DE_ORGANO],
        actor=actor,
        reloj=reloj,
    )
    notificacion.cedula = cedula
    notificacion.save(update_fields=["cedula"])
    sellar(cedula, referencia=f"notificacion:{notificacion.id}", reloj=reloj)
    return notificacion


@accion(
    "notificacion.puesta_a_disposicion",
    "registro.asiento.practicado",
    permiso=PREPARAR,
    norma="LPACAP arts. 40.4, 42.1, 43.1 y 43.3",
)
def disponer(*, actor: Actor, notificacion_id: UUID, reloj: Reloj) -> Notificacion:
    """Put a sealed notification at disposal in the sede, and its document in the case.

    Who: the job that the seal enqueues; idempotent. Writes Notificacion, DocumentoExpediente, Asiento (exit).
    Emits NotificacionPuestaADisposicion, AsientoPracticado. Raises NoEncontrado.
    """
    notificacion = notificacion_para(actor, notificacion_id, motivo="", bloquear=True)
    if notificacion.estado != Notificacion.Estado.PREPARADA or notificacion.cedula_id is None:
        return notificacion
    cedula = Documento.objects.get(id=notificacion.cedula_id)
    datos_documento.al_expediente(notificacion, cedula, origen="notificacion", visible=False, actor=actor, reloj=reloj)
    operaciones.poner_a_disposicion(notificacion, huella=cedula.huella, actor=actor, reloj=reloj)
    return notificacion
