"""Rendering what must be signed and asking for its signatures: the work of jobs, after the number is committed."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from consistorio.documental.documentos.models import Documento
from consistorio.documental.documentos.operaciones import crear_desde_plantilla
from consistorio.documental.documentos.tipos import CampoFirma
from consistorio.documental.firma.operaciones import pedir_firmas
from consistorio.documental.firma.tipos import PasoPedido
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import Conflicto, NoEncontrado
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.organizacion.consultas import Firmante, puesto_de_organo, titular_de
from consistorio.servicios.resoluciones import datos_documento, libro, operaciones
from consistorio.servicios.resoluciones.consultas import adoptado_de
from consistorio.servicios.resoluciones.eventos import LibroDiligenciado, ResolucionDocumentada
from consistorio.servicios.resoluciones.firmantes import firmas_que_se_anaden
from consistorio.servicios.resoluciones.models import Diligencia, Resolucion
from consistorio.servicios.resoluciones.permisos import DOCUMENTAR
from consistorio.tramitacion.expedientes.acceso import bloquear
from consistorio.tramitacion.expedientes.intervencion import OrigenDeFirmas, firmante_en, registrar_origen
from consistorio.tramitacion.expedientes.operaciones import dar_acceso
from consistorio.tramitacion.motor.operaciones import FirmaAnadida, dar_acceso_a_quien_firma

CAMPO_FIRMA = "firma"
CAMPO_FE = "fe_publica"
CAMPO_VISTO_BUENO = "visto_bueno"
CAUSA = "firma:resolucion"
registrar_origen("resolucion", OrigenDeFirmas(Resolucion, vivos=Q(estado=Resolucion.Estado.EN_FIRMA)))


def campo_de(firmante: Firmante, nombre: str, antefirma: str = "") -> CampoFirma:
    """The place to sign of who holds a post today: name, and below the post with its delegation or substitution."""
    return CampoFirma(nombre, firmante.empleado.nombre, antefirma=antefirma, detalle=firmante.cargo_texto)


@dato
class _Escrito:
    """The document of a resolution: its template, title and places to sign, and in which order and as what each is signed."""

    plantilla: str
    datos: dict[str, object]
    titulo: str
    tipo_documental: str
    nombre: str
    campos: list[CampoFirma]
    orden: tuple[tuple[str, str], ...]


def _decreto(
    resolucion: Resolucion, firmante: Firmante, fedatario: Firmante, anadidas: Sequence[FirmaAnadida]
) -> _Escrito:
    """A decree: signed by who decides, with the public faith of the secretario (ROF 200); before them, by those whom its procedure adds."""
    return _Escrito(
        "resolucion",
        datos_documento.de_resolucion(resolucion),
        _("Resolución %(n)s: %(a)s") % {"n": resolucion.numero_completo, "a": resolucion.asunto},
        "TD01",
        "resolucion",
        [
            *(una.campo for una in anadidas),
            campo_de(firmante, CAMPO_FIRMA),
            campo_de(fedatario, CAMPO_FE, _("Doy fe")),
        ],
        ((CAMPO_FIRMA, "firma"), (CAMPO_FE, "fe_publica")),
    )


def _acuerdo(resolucion: Resolucion, preside: Firmante, fedatario: Firmante, reloj: Reloj) -> _Escrito:
    """The certificate of what was agreed in session: of the secretario, with the visto bueno of whom presides (ROF 205)."""
    return _Escrito(
        "certificado",
        datos_documento.de_acuerdo(
            resolucion,
            adoptado_de(resolucion.id),
            quien=f"{fedatario.empleado.nombre}, {fedatario.cargo_texto}",
            fecha_expedicion=hoy(reloj),
        ),
        _("Acuerdo %(n)s: %(a)s") % {"n": resolucion.numero_completo, "a": resolucion.asunto},
        "TD01",
        "acuerdo",
        [campo_de(fedatario, CAMPO_FE), campo_de(preside, CAMPO_VISTO_BUENO, _("Visto bueno"))],
        ((CAMPO_FE, "fe_publica"), (CAMPO_VISTO_BUENO, "visto_bueno")),
    )


@accion(
    "resolucion.documentada",
    permiso=DOCUMENTAR,
    norma="LPACAP arts. 26, 36 y 88; LRJSP arts. 9.4, 13.4 y 43; ROF art. 200",
)
def documentar(*, actor: Actor, resolucion_id: UUID, reloj: Reloj) -> Documento | None:
    """Render a numbered resolution and ask for the signatures of who decides and of who gives public faith, and before them of those whom its
    procedure adds.

    Who: the job of the same name; idempotent: one already rendered in this round is left as it is (None). The signatories may see the
    case while they sign. Writes Documento, Resolucion, the circuit. Emits ResolucionDocumentada. Raises NoEncontrado, DatosIncorrectos.
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
    anadidas = firmas_que_se_anaden(resolucion, salvo=(puesto, secretaria), en=dia)
    escrito = (
        _acuerdo(resolucion, firmante, fedatario, reloj)
        if resolucion.en_sesion
        else _decreto(resolucion, firmante, fedatario, anadidas)
    )
    documento = crear_desde_plantilla(
        escrito.plantilla,
        escrito.datos,
        titulo=escrito.titulo,
        tipo_documental=escrito.tipo_documental,
        organo=expediente.unidad.dir3,
        unidad=expediente.unidad.nombre,
        expediente=expediente.numero,
        nombre=f"{escrito.nombre}-{resolucion.numero}-{resolucion.libro.anio if resolucion.libro else ''}.pdf",
        firmas=escrito.campos,
        actor=actor,
        reloj=reloj,
    )
    resolucion.documento = documento
    resolucion.save(update_fields=["documento"])
    for quien in {firmante.empleado.id, fedatario.empleado.id}:
        dar_acceso(expediente.id, referencia=resolucion.id, causa=CAUSA, momento=reloj.ahora(), empleado_id=quien)
    dar_acceso_a_quien_firma(anadidas, expediente, referencia=resolucion.id, causa=CAUSA, reloj=reloj)
    de_ley = [PasoPedido({CAMPO_FE: secretaria}.get(campo, puesto), campo, papel) for campo, papel in escrito.orden]
    pedir_firmas(
        documento,
        [*(una.pedido for una in anadidas), *de_ley],
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
        titulo=_("Diligencia de %(clase)s del %(libro)s")
        % {"clase": diligencia.get_clase_display().lower(), "libro": diligencia.libro},
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
