"""The certificate of existence of credit of a retention, whoever noted it, and what its signature does."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.documental.documentos.models import Documento
from consistorio.documental.documentos.operaciones import crear_desde_plantilla
from consistorio.documental.documentos.tipos import CampoFirma
from consistorio.economia.gasto.actos import CERTIFICADO, certificado
from consistorio.economia.gasto.certificados import por_que_no_se_certifica, referencia_de
from consistorio.economia.gasto.eventos import CertificadoEnFirma
from consistorio.economia.gasto.firma import FirmaDeIntervencion
from consistorio.economia.gasto.incorporacion import incorporar_si_abierto
from consistorio.economia.gasto.permisos import RECOGER
from consistorio.economia.presupuesto.models import Operacion
from consistorio.economia.presupuesto.operaciones.escritura import cadena
from consistorio.economia.presupuesto.permisos import GASTO
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import FaseIncompatible, NoEncontrado
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.tramitacion.expedientes.acceso import expediente_para
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor import operaciones as motor
from consistorio.tramitacion.motor.models import ActoTramite, Tarea

_CAMPO = "intervencion"


@accion("gasto.certificado.en_firma", permiso=GASTO, norma="RD 500/1990 arts. 31 y 32")
def certificar_credito(*, actor: Actor, operacion_id: UUID, reloj: Reloj) -> Documento:
    """Write the certificate of existence of credit of a retention, for what is left of it, and send it to the post of Intervención. Once it is signed, it joins the case
    of the retention, if it is of one.

    Who: with `presupuesto.gasto`. Writes: Documento, Circuito. Emits: gasto.certificado.en_firma. Raises NoEncontrado (there is no such operation; nobody holds the
    post), FaseIncompatible (it is no RC, nothing is left of it, or it has its certificate).
    """
    operacion = Operacion.objects.select_for_update(of=("self",)).filter(id=operacion_id).first()
    if operacion is None:
        raise NoEncontrado(_("No encontramos esa operación."))
    if porque := por_que_no_se_certifica(operacion):
        raise FaseIncompatible(porque, que_hacer=_("Si el importe no es ese, corrija la retención y anote otra."))
    casos = Expediente.objects.select_related("version__procedimiento")
    expediente = casos.get(id=operacion.expediente_id) if operacion.expediente_id is not None else None
    firma = FirmaDeIntervencion.de(expediente, reloj=reloj)
    escrito = certificado(expediente, operacion)
    documento = crear_desde_plantilla(
        escrito.plantilla,
        escrito.datos,
        titulo=escrito.titulo,
        tipo_documental=escrito.tipo_documental,
        organo=firma.puesto.unidad.dir3,
        unidad=firma.puesto.unidad.nombre,
        expediente=expediente.numero if expediente is not None else "",
        firmas=[CampoFirma(_CAMPO, firma.firmante.empleado.nombre, detalle=firma.firmante.cargo_texto)],
        actor=actor,
        reloj=reloj,
    )
    referencia = referencia_de(operacion.id)
    firma.pedir(documento, _CAMPO, referencia=referencia, causa="firma:certificado", actor=actor, reloj=reloj)
    hecho = CertificadoEnFirma(operacion.id, documento.id)
    anotar(cadena(operacion.ejercicio_id), hecho, actor=actor, reloj=reloj)
    return documento


@accion("expediente.documento.incorporado", permiso=RECOGER, norma="RD 500/1990 arts. 31 y 32; LPACAP art. 70.2")
def recoger_certificado(*, actor: Actor, operacion_id: UUID, documento_id: UUID, reloj: Reloj) -> bool:
    """The certificate of a retention of a case was signed: it joins its case, while that is open. Whether it is there.

    Who: the job of the same name; idempotent. Writes: DocumentoExpediente. Emits: expediente.documento.incorporado. Raises NoEncontrado.
    """
    operacion = Operacion.objects.filter(id=operacion_id).exclude(expediente_id=None).first()
    documento = Documento.objects.filter(id=documento_id).first()
    if operacion is None or operacion.expediente_id is None or documento is None:
        return False
    return incorporar_si_abierto(
        operacion.expediente_id, documento, RECOGER, origen=CERTIFICADO, actor=actor, reloj=reloj
    )


@accion("motor.acto.retirado", "tarea.estado", permiso=RECOGER, norma="RD 500/1990 arts. 31 y 32")
def retirar_certificado(*, actor: Actor, acto_id: UUID, correccion_id: UUID, reloj: Reloj) -> bool:
    """The certificate that a task of a case waits for says more than is held, since its retention was corrected: its task is to be done again, with that reason. Whether it waited.

    Who: the job of the same name; idempotent. Writes: ActoTramite, Tarea. Emits: motor.acto.retirado, tarea.estado. Raises NoEncontrado.
    """
    escrito = ActoTramite.objects.filter(id=acto_id).first()
    correccion = Operacion.objects.select_related("origen").filter(id=correccion_id).first()
    if escrito is None or correccion is None:
        return False
    expediente = expediente_para(actor, escrito.expediente_id, RECOGER, bloquear=True)
    tarea = Tarea.objects.select_for_update(of=("self",)).select_related("unidad").get(id=escrito.tarea_id)
    tarea.expediente = expediente
    ultimo = tarea.actos.order_by("-dictado_el", "-id").first()
    if ultimo is None or ultimo.id != acto_id or ultimo.estado != ActoTramite.Estado.EN_FIRMA:
        return False
    motivo = _("Su retención (%(r)s) se corrigió con %(c)s: el certificado que estaba en firma ya no vale.")
    motor.desechar(
        tarea,
        expediente,
        motivo=motivo % {"r": correccion.origen, "c": correccion},
        actor=actor,
        reloj=reloj,
    )
    return True
