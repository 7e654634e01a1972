"""Signing one document or many with the employee's own key."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from cryptography import x509
from django.utils.translation import gettext as _

from consistorio.documental.documentos.models import Documento
from consistorio.documental.documentos.operaciones import anadir_revision, cadena_de_documento
from consistorio.documental.firma import casa, consultas
from consistorio.documental.firma.cms import Firmador
from consistorio.documental.firma.custodia import ClaveEnvuelta, desenvolver
from consistorio.documental.firma.eventos import CircuitoCompletado, ClaveAbierta, ClaveRechazada, PasoFirmado
from consistorio.documental.firma.manos import ManoSoftware, huella, ordenar_cadena
from consistorio.documental.firma.models import CertificadoEmpleado, Circuito, ClaveFirma, PasoFirma
from consistorio.documental.firma.operaciones import cadena_de_firmante, firmar_contenido, pedir_ampliacion
from consistorio.documental.firma.tipos import Fallo, Orden, ResultadoFirma, asunto_de_pasos
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, ErrorDominio, FaseIncompatible, NoEncontrado, NoPermitido
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.organizacion.consultas import Firmante
from consistorio.plataforma.puertos.segundo_factor import segundo_factor as puerto_segundo_factor

PERMISO = "firma.firmar"
MAXIMO_DE_UNA_VEZ = 500


def firmar(*, actor: Actor, paso_ids: Sequence[UUID], segundo_factor: str, reloj: Reloj) -> ResultadoFirma:
    """Sign one or many documents: one proof of presence opens the key, and each document is signed in a transaction of its own.

    What cannot be signed (sent back meanwhile, somebody else's turn) is listed with its reason; the rest is signed all the same.
    `segundo_factor`: a fresh code or passkey assertion; it is consumed even if no document can be signed.
    The issuer is asked whether the certificate was revoked, before any transaction.
    Raises: NoPermitido (wrong or used factor, no certificate, revoked, expired), Conflicto (more than 500 at once).
    """
    if len(paso_ids) > MAXIMO_DE_UNA_VEZ:
        raise Conflicto(_("Firme como mucho %(n)s documentos de una vez.") % {"n": MAXIMO_DE_UNA_VEZ})
    _exigir_que_no_lo_ha_revocado_su_emisor(certificado_para_firmar(actor, reloj))
    mano = abrir_clave(actor=actor, paso_ids=paso_ids, segundo_factor=segundo_factor, reloj=reloj)
    if mano is None:
        raise NoPermitido(
            _("El código no es correcto o ya se ha usado."),
            que_hacer=_("Espere a que su aplicación muestre un código nuevo y escríbalo, o use otra vez su llave."),
        )
    firmados: list[UUID] = []
    fallidos: list[Fallo] = []
    for paso_id in paso_ids:
        try:
            firmar_paso(actor=actor, paso_id=paso_id, mano=mano, reloj=reloj)
            firmados.append(paso_id)
        except ErrorDominio as error:
            fallidos.append(Fallo(paso_id, str(error)))
    return ResultadoFirma(tuple(firmados), tuple(fallidos))


def _exigir_que_no_lo_ha_revocado_su_emisor(certificado: CertificadoEmpleado) -> None:
    propio, *otros = x509.load_pem_x509_certificates(certificado.pem.encode())
    porque = casa.revocada(propio, ordenar_cadena(propio, otros))
    if porque:
        raise NoPermitido(porque, que_hacer=_("Guarde en «Su cuenta» un certificado en vigor."))


@accion(
    "firma.clave.abierta",
    "firma.clave.rechazada",
    permiso=PERMISO,
    norma="LRJSP art. 43; RD 311/2022 anexo II mp.info.3",
)
def abrir_clave(*, actor: Actor, paso_ids: Sequence[UUID], segundo_factor: str, reloj: Reloj) -> ManoSoftware | None:
    """Open the employee's own key with a fresh proof of presence; None when the proof is wrong, which stays written.

    A passkey's proof is for these very steps (`asunto_de_pasos`); a code of the application is for whatever it is typed in.

    Who: the employee. Emits: firma.clave.abierta, or firma.clave.rechazada. Raises: NoPermitido (no certificate in force).
    """
    certificado = certificado_para_firmar(actor, reloj)
    puerto = puerto_segundo_factor()
    if not puerto.verificar(actor.id, segundo_factor, para=asunto_de_pasos(paso_ids)):
        anotar(cadena_de_firmante(actor.id), ClaveRechazada(actor.id), actor=actor, reloj=reloj)
        return None
    fila = ClaveFirma.objects.get(certificado=certificado)
    clave = desenvolver(
        ClaveEnvuelta(bytes(fila.sal), bytes(fila.nonce), bytes(fila.cifrada)),
        secreto=casa.secreto_de_firma(),
        material=puerto.material(actor.id),
        empleado=actor.id,
        huella=certificado.huella,
    )
    propio, *otros = x509.load_pem_x509_certificates(certificado.pem.encode())
    anotar(cadena_de_firmante(actor.id), ClaveAbierta(certificado.huella, len(paso_ids)), actor=actor, reloj=reloj)
    return ManoSoftware(propio, ordenar_cadena(propio, otros), clave)


@accion("firma.paso.firmado", "firma.circuito.completado", permiso=PERMISO, norma="LPACAP art. 26.2.e; LRJSP art. 43")
def firmar_paso(*, actor: Actor, paso_id: UUID, mano: ManoSoftware, reloj: Reloj) -> PasoFirma:
    """Sign one step with an open key (level B-B, at once); a job adds validation data and time stamp after the commit.

    Who: whoever holds the step's post today, by right, substitution or delegation. Writes: PasoFirma, RevisionDocumento, Circuito.
    Emits: firma.paso.firmado, and firma.circuito.completado with the last one.
    Raises: NoEncontrado, NoPermitido, FaseIncompatible (not its turn, already signed or sent back).
    """
    from consistorio.documental.firma import pades  # slow to load

    paso, circuito = paso_pendiente(paso_id)
    certificado = certificado_para_firmar(actor, reloj)
    if certificado.huella != huella(mano.certificado):
        raise NoPermitido(_("La clave abierta no es la de su certificado en vigor."))
    firmante = exigir_firmante(paso, actor, reloj)
    exigir_turno(paso, circuito)
    # Its row locked before its bytes are read: a time stamp that a job adds meanwhile would make this signature void
    documento = Documento.objects.select_for_update().get(id=circuito.documento_id)
    momento = reloj.ahora()
    firma = pades.Firma(
        paso.campo, momento, nombre=certificado.titular, motivo=f"{paso.get_papel_display()}: {firmante.cargo_texto}"
    )
    contenido = firmar_contenido(documento, firma, Firmador(mano))
    motivo = f"{paso.get_papel_display()} ({paso.puesto.nombre})"[:200]
    anadir_revision(documento, contenido, motivo=motivo, actor=actor, reloj=reloj)
    paso.estado, paso.terminado_el, paso.certificado = PasoFirma.Estado.FIRMADO, momento, certificado
    paso.firmante, paso.cargo_texto, paso.norma = firmante.empleado, firmante.cargo_texto[:500], firmante.norma[:300]
    paso.save(update_fields=["estado", "terminado_el", "certificado", "firmante", "cargo_texto", "norma"])
    pedir_ampliacion(documento, reloj=reloj)
    hecho = PasoFirmado(circuito.id, paso.id, documento.id, actor.id, certificado.huella, paso.papel, contenido.sha256)
    anotar(cadena_de_documento(documento.id), hecho, actor=actor, reloj=reloj)
    if not circuito.pasos.exclude(estado=PasoFirma.Estado.FIRMADO).exists():
        circuito.estado, circuito.terminado_el = Circuito.Estado.COMPLETADO, momento
        circuito.save(update_fields=["estado", "terminado_el"])
        completado = CircuitoCompletado(circuito.id, documento.id, circuito.referencia)
        anotar(cadena_de_documento(documento.id), completado, actor=actor, reloj=reloj)
    return paso


def paso_pendiente(paso_id: UUID) -> tuple[PasoFirma, Circuito]:
    """A step with its circuit's row locked. Raises NoEncontrado, FaseIncompatible when it is no longer pending."""
    paso = PasoFirma.objects.select_related("puesto").filter(id=paso_id).first()
    if paso is None:
        raise NoEncontrado(_("No existe esa petición de firma."))
    circuito = Circuito.objects.select_for_update(of=("self",)).select_related("documento").get(id=paso.circuito_id)
    paso.refresh_from_db()
    if circuito.estado != Circuito.Estado.PENDIENTE or paso.estado != PasoFirma.Estado.PENDIENTE:
        raise FaseIncompatible(_("Este documento ya no espera esa firma."))
    return paso, circuito


def exigir_firmante(paso: PasoFirma, actor: Actor, reloj: Reloj) -> Firmante:
    """Who signs for the post today, if it is the actor. Raises NoPermitido."""
    firmante = consultas.firmante_de(paso, en=hoy(reloj))
    if firmante is None or firmante.empleado.id != actor.id:
        raise NoPermitido(
            _("Hoy no le corresponde firmar por el puesto «%(puesto)s».") % {"puesto": paso.puesto.nombre}
        )
    return firmante


def exigir_turno(paso: PasoFirma, circuito: Circuito) -> None:
    """Raises FaseIncompatible when, in a cascade, somebody must sign before."""
    anteriores = circuito.pasos.filter(numero__lt=paso.numero).exclude(estado=PasoFirma.Estado.FIRMADO)
    if circuito.orden == Orden.CASCADA and anteriores.exists():
        raise FaseIncompatible(_("Antes tiene que firmar otra persona."))


def certificado_para_firmar(actor: Actor, reloj: Reloj) -> CertificadoEmpleado:
    """The actor's certificate, in force at the town's time. Raises NoPermitido."""
    certificado = consultas.certificado_vigente(actor.id)
    if certificado is None:
        raise NoPermitido(
            _("No tiene un certificado de firma en vigor."),
            que_hacer=_("Guárdelo en «Su cuenta», «Mi certificado de firma»."),
        )
    if not certificado.desde <= reloj.ahora() <= certificado.hasta:
        raise NoPermitido(_("Su certificado de firma ha caducado."), que_hacer=_("Guarde el nuevo en «Su cuenta»."))
    return certificado
