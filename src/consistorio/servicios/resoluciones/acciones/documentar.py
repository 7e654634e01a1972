"""Rendering what must be signed and asking for its signatures: the work of jobs, after the number is committed."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from consistorio.documental.documentos.models import Documento
from consistorio.documental.documentos.operaciones import crear_desde_plantilla
from consistorio.documental.documentos.tipos import CampoFirma
from consistorio.documental.firma.operaciones import pedir_firmas
from consistorio.documental.firma.tipos import PasoPedido
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, NoEncontrado
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.organizacion.consultas import Firmante, puesto_de_organo, titular_de
from consistorio.servicios.resoluciones import datos_documento, libro, operaciones
from consistorio.servicios.resoluciones.eventos import LibroDiligenciado, ResolucionDocumentada
from consistorio.servicios.resoluciones.models import Diligencia, Resolucion
from consistorio.servicios.resoluciones.permisos import DOCUMENTAR
from consistorio.tramitacion.expedientes.acceso import bloquear
from consistorio.tramitacion.expedientes.intervencion import OrigenDeFirmas, firmante_en, registrar_origen
from consistorio.tramitacion.expedientes.operaciones import dar_acceso

CAMPO_FIRMA = "firma"
CAMPO_FE = "fe_publica"
registrar_origen("resolucion", OrigenDeFirmas(Resolucion, vivos=Q(estado=Resolucion.Estado.EN_FIRMA)))


def campo_de(firmante: Firmante, nombre: str, antefirma: str = "") -> CampoFirma:
    """The place to sign of who holds a post today: name, and below the post with its delegation or substitution."""
    return CampoFirma(nombre, firmante.empleado.nombre, antefirma=antefirma, detalle=firmante.cargo_texto)


@accion(
    "resolucion.documentada",
    permiso=DOCUMENTAR,
    norma="LPACAP arts. 26, 36 y 88; LRJSP arts. 9.4, 13.4 y 43; ROF art. 200",
)
def documentar(*, actor: Actor, resolucion_id: UUID, reloj: Reloj) -> Documento | None:
    """Render a numbered resolution and ask for the signatures of who decides and of who gives public faith.

    Who: the job of the same name; idempotent: one already rendered in this round is left as it is (None). The signatories may see the
    case while they sign. Writes Documento, Resolucion, the circuit. Emits ResolucionDocumentada. Raises NoEncontrado.
    """
    previa = operaciones.existente(resolucion_id)
    expediente = bloquear(previa.expediente_id)
    resolucion = operaciones.bloqueada(resolucion_id)
    if resolucion.estado != Resolucion.Estado.EN_FIRMA or resolucion.documento_id is not None:
        return None
    puesto, secretaria = resolucion.firmante_puesto, resolucion.fe_publica_puesto
    if puesto is None or secretaria is None:
        raise Conflicto(_("La resolución no dice quién la firma."))
    dia = hoy(reloj)
    firmante = firmante_en(expediente, puesto, en=dia)
    fedatario = firmante_en(expediente, secretaria, en=dia)
    documento = crear_desde_plantilla(
        "resolucion",
        datos_documento.de_resolucion(resolucion),
        titulo=_("Resolución %(n)s: %(a)s") % {"n": resolucion.numero_completo, "a": resolucion.asunto},
        tipo_documental="TD01",
        organo=expediente.unidad.dir3,
        unidad=expediente.unidad.nombre,
        expediente=expediente.numero,
        nombre=f"resolucion-{resolucion.numero}-{resolucion.libro.anio if resolucion.libro else ''}.pdf",
        firmas=[campo_de(firmante, CAMPO_FIRMA), campo_de(fedatario, CAMPO_FE, _("Doy fe"))],
        actor=actor,
        reloj=reloj,
    )
    resolucion.documento = documento
    resolucion.save(update_fields=["documento"])
    for quien in {firmante.empleado.id, fedatario.empleado.id}:
        dar_acceso(
            expediente.id, referencia=resolucion.id, causa="firma:resolucion", momento=reloj.ahora(), empleado_id=quien
        )
    pedir_firmas(
        documento,
        [PasoPedido(puesto, CAMPO_FIRMA, "firma"), PasoPedido(secretaria, CAMPO_FE, "fe_publica")],
        referencia=f"resolucion:{resolucion.id}",
        actor=actor,
        reloj=reloj,
    )
    hecho = ResolucionDocumentada(resolucion.id, expediente.id, documento.id, resolucion.vuelta)
    anotar(expediente.cadena, hecho, actor=actor, reloj=reloj, filas=[resolucion])
    return documento


@accion("resolucion.libro.diligenciado", permiso=DOCUMENTAR, norma="ROF arts. 199 y 200")
def diligenciar(*, actor: Actor, diligencia_id: UUID, reloj: Reloj) -> Documento | None:
    """Render a diligencia of the book and ask the secretario to sign it.

    Who: the job of the same name; idempotent. Writes Documento, Diligencia, the circuit. Emits LibroDiligenciado.
    Raises NoEncontrado.
    """
    diligencia = (
        Diligencia.objects.select_for_update(of=("self",)).select_related("libro").filter(id=diligencia_id).first()
    )
    if diligencia is None:
        raise NoEncontrado(_("No encontramos esa diligencia."))
    if diligencia.documento_id is not None:
        return None
    secretaria = puesto_de_organo("secretaria")
    documento = crear_desde_plantilla(
        "diligencia_libro",
        datos_documento.de_diligencia(diligencia),
        titulo=_("Diligencia de %(clase)s del Libro de Resoluciones de %(anio)s")
        % {"clase": diligencia.get_clase_display().lower(), "anio": diligencia.libro.anio},
        tipo_documental="TD12",
        organo=operaciones.dir3(),
        nombre=f"diligencia-{diligencia.clase}-{diligencia.libro.anio}.pdf",
        firmas=[campo_de(titular_de(secretaria, en=hoy(reloj)), CAMPO_FE, _("Doy fe"))],
        actor=actor,
        reloj=reloj,
    )
    diligencia.documento = documento
    diligencia.save(update_fields=["documento"])
    pedir_firmas(
        documento,
        [PasoPedido(secretaria, CAMPO_FE, "fe_publica")],
        referencia=f"diligencia_libro:{diligencia.id}",
        actor=actor,
        reloj=reloj,
    )
    hecho = LibroDiligenciado(diligencia.id, documento.id)
    anotar(libro.cadena(diligencia.libro), hecho, actor=actor, reloj=reloj, filas=[diligencia])
    return documento
