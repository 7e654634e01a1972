"""Certificates of what the book holds."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.documental.documentos.operaciones import crear_desde_plantilla
from consistorio.documental.firma.operaciones import pedir_firmas
from consistorio.documental.firma.tipos import PasoPedido
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, FaseIncompatible, NoEncontrado, Problema
from consistorio.nucleo.identificadores import uuid7
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar, registrar_acceso
from consistorio.plataforma.organizacion.consultas import puesto_de_organo, titular_de
from consistorio.servicios.resoluciones import consultas, datos_documento, libro, operaciones
from consistorio.servicios.resoluciones.acciones.documentar import CAMPO_FE, CAMPO_VISTO_BUENO, campo_de
from consistorio.servicios.resoluciones.eventos import CertificadoPedido
from consistorio.servicios.resoluciones.models import Certificado, Resolucion
from consistorio.servicios.resoluciones.permisos import CERTIFICAR


@accion("resolucion.certificado.pedido", permiso=CERTIFICAR, norma="ROF arts. 204 a 207")
def certificar(*, actor: Actor, resolucion_id: UUID, finalidad: str, reloj: Reloj) -> Certificado:
    """Make a certificate of a signed resolution and send it to the secretario, with the V.º B.º of the alcalde.

    Who: staff with `resolucion.certificar` who may see the resolution. Writes Documento, Certificado, the circuit. Emits
    CertificadoPedido on the chain of the book. Raises NoEncontrado, FaseIncompatible (not signed), DatosIncorrectos (no purpose).
    """
    resolucion = _resolucion_para(actor, resolucion_id)
    if resolucion.estado != Resolucion.Estado.FIRMADA or resolucion.libro is None:
        raise FaseIncompatible(_("Solo se certifica una resolución firmada."))
    if not finalidad.strip():
        mensaje = _("Escriba para qué se pide el certificado.")
        raise DatosIncorrectos(mensaje, problemas=[Problema("finalidad", mensaje)])
    secretaria, alcaldia = puesto_de_organo("secretaria"), puesto_de_organo("alcaldia")
    fedatario = titular_de(secretaria, en=hoy(reloj))
    documento = crear_desde_plantilla(
        "certificado",
        _datos(resolucion, f"{fedatario.empleado.nombre}, {fedatario.cargo_texto}", finalidad.strip(), hoy(reloj)),
        titulo=_("Certificado de la resolución %s") % resolucion.numero_completo,
        tipo_documental="TD11",
        organo=operaciones.dir3(),
        nombre=f"certificado-{resolucion.numero}-{resolucion.libro.anio}.pdf",
        firmas=[
            campo_de(fedatario, CAMPO_FE),
            campo_de(titular_de(alcaldia, en=hoy(reloj)), CAMPO_VISTO_BUENO, _("Visto bueno")),
        ],
        actor=actor,
        reloj=reloj,
    )
    certificado = Certificado.objects.create(
        id=uuid7(),
        resolucion=resolucion,
        documento=documento,
        finalidad=finalidad.strip()[:300],
        pedido_el=reloj.ahora(),
        pedido_por=actor.id,
    )
    pedir_firmas(
        documento,
        [PasoPedido(secretaria, CAMPO_FE, "fe_publica"), PasoPedido(alcaldia, CAMPO_VISTO_BUENO, "visto_bueno")],
        referencia=f"certificado_resolucion:{certificado.id}",
        actor=actor,
        reloj=reloj,
    )
    hecho = CertificadoPedido(certificado.id, resolucion.id, documento.id)
    anotar(libro.cadena(resolucion.libro), hecho, actor=actor, reloj=reloj, filas=[certificado])
    return certificado


def _datos(resolucion: Resolucion, quien: str, finalidad: str, dia: date) -> dict[str, object]:
    if resolucion.en_sesion:
        adoptado = consultas.adoptado_de(resolucion.id)
        acuerdo = datos_documento.de_acuerdo(resolucion, adoptado, quien=quien, fecha_expedicion=dia)
        return {**acuerdo, "finalidad": finalidad}
    return datos_documento.de_certificado(resolucion, quien=quien, finalidad=finalidad, fecha_expedicion=dia)


def _resolucion_para(actor: Actor, resolucion_id: UUID) -> Resolucion:
    """One that the actor may see; the look is logged, granted or not. Raises NoEncontrado."""
    resolucion = consultas.visibles_para(actor).filter(id=resolucion_id).first()
    registrar_acceso(
        actor,
        que="resolucion",
        objeto_id=resolucion_id,
        motivo=_("Certificado de una resolución"),
        expediente_id=resolucion.expediente_id if resolucion is not None else None,
        permitido=resolucion is not None,
    )
    if resolucion is None:
        raise NoEncontrado(_("No encontramos esa resolución."))
    return resolucion
