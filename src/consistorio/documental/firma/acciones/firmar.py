"""Signing one document or many with the employee's own key."""

from __future__ import annotations

from collections.abc import Container, Sequence
from datetime import datetime
from uuid import UUID

from cryptography import x509
from django.utils.translation import gettext as _

from consistorio.documental.documentos.operaciones import cadena_de_documento
from consistorio.documental.firma import casa, consultas
from consistorio.documental.firma.cms import Firmador
from consistorio.documental.firma.custodia import ClaveEnvuelta, desenvolver
from consistorio.documental.firma.eventos import CircuitoCompletado, ClaveAbierta, ClaveRechazada, PasoFirmado
from consistorio.documental.firma.manos import ManoSoftware, huella, ordenar_cadena
from consistorio.documental.firma.models import CertificadoEmpleado, Circuito, ClaveFirma, PasoFirma
from consistorio.documental.firma.operaciones import FirmasPuestas, cadena_de_firmante, poner_firmas
from consistorio.documental.firma.pasos import bloquear_pasos, exigir_firmante
from consistorio.documental.firma.tipos import Fallo, FirmaPorPoner, ResultadoFirma, asunto_de_pasos
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, ErrorDominio, NoPermitido
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import Nota, anotar, anotar_varios
from consistorio.plataforma.cola.tandas import juntos_o_cada_uno, tandas
from consistorio.plataforma.organizacion.consultas import Firmante
from consistorio.plataforma.puertos.segundo_factor import segundo_factor as puerto_segundo_factor

PERMISO = "firma.firmar"
MAXIMO_DE_UNA_VEZ = 500


def firmar(*, actor: Actor, paso_ids: Sequence[UUID], segundo_factor: str, reloj: Reloj) -> ResultadoFirma:
    """Sign one or many documents: one proof of presence opens the key, and fifty documents are signed in each transaction.

    What cannot be signed (sent back meanwhile, somebody else's turn) is listed with its reason; the rest is signed all the same, and only then
    is raised what nobody foresaw. Asked twice is asked once.
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
    pedidos = list(dict.fromkeys(paso_ids))

    def firmar_los(ids: Sequence[UUID]) -> dict[UUID, ErrorDominio | None]:
        return firmar_pasos(actor=actor, paso_ids=ids, mano=mano, reloj=reloj)

    dichos: dict[UUID, Exception | None] = {}
    for tanda in tandas(pedidos):
        dichos.update(juntos_o_cada_uno(tanda, firmar_los))
        for solo in [paso_id for paso_id in tanda if paso_id not in dichos]:
            dichos.update(juntos_o_cada_uno([solo], firmar_los))
    fallidos = {paso_id: dicho for paso_id in pedidos if (dicho := dichos[paso_id]) is not None}
    for error in fallidos.values():
        if not isinstance(error, ErrorDominio):
            raise error
    return ResultadoFirma(
        tuple(paso_id for paso_id in pedidos if paso_id not in fallidos),
        tuple(Fallo(paso_id, str(error)) for paso_id, error in fallidos.items()),
    )


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
def firmar_pasos(
    *, actor: Actor, paso_ids: Sequence[UUID], mano: ManoSoftware, reloj: Reloj
) -> dict[UUID, ErrorDominio | None]:
    """Sign one step or many with an open key (level B-B, at once), all together; jobs add validation data and time stamps after the commit.

    Returns why each step could not be signed, of which nothing is written, or None of one that is signed. Of many, nothing is said of those
    whose circuit somebody holds (`bloquear_pasos`), nor of the second one of a document: they are to be signed by themselves. What is
    wrong with the rows of one, or what those subscribed to its facts refuse, is raised, and spoils the transaction of all.
    Who: whoever holds the step's post today, by right, substitution or delegation. Writes: PasoFirma, RevisionDocumento, Circuito.
    Emits: firma.paso.firmado, and firma.circuito.completado with the last one. Raises: NoPermitido (no certificate in force, or another
    key), NoEncontrado (the only one does not exist).
    """
    pasos = bloquear_pasos(paso_ids)
    certificado = certificado_para_firmar(actor, reloj)
    if certificado.huella != huella(mano.certificado):
        raise NoPermitido(_("La clave abierta no es la de su certificado en vigor."))
    de_hoy = consultas.firmantes_de(pasos, en=hoy(reloj))
    dichos: dict[UUID, ErrorDominio | None] = {}
    por_firmar: dict[UUID, tuple[PasoFirma, Firmante]] = {}
    for paso in pasos:
        if paso.circuito.documento_id in por_firmar:
            continue
        try:
            por_firmar[paso.circuito.documento_id] = paso, exigir_firmante(paso, de_hoy[paso.id], actor, en=hoy(reloj))
        except ErrorDominio as error:
            dichos[paso.id] = error
    puestas = poner_firmas(
        [_firma_por_poner(paso, firmante, certificado) for paso, firmante in por_firmar.values()],
        Firmador(mano),
        actor=actor,
        reloj=reloj,
    )
    firmados = [por_firmar[documento_id] for documento_id in puestas.documentos]
    completos = _dar_por_firmados(firmados, certificado, puestas.momento)
    _anotar_firmados([paso for paso, _firmante in firmados], completos, puestas, actor=actor, reloj=reloj)
    dichos |= {por_firmar[documento_id][0].id: fallo for documento_id, fallo in puestas.fallos.items()}
    return dichos | {paso.id: None for paso, _firmante in firmados}


def _firma_por_poner(paso: PasoFirma, firmante: Firmante, certificado: CertificadoEmpleado) -> FirmaPorPoner:
    return FirmaPorPoner(
        paso.circuito.documento_id,
        paso.campo,
        nombre=certificado.titular,
        razon=f"{paso.get_papel_display()}: {firmante.cargo_texto}",
        motivo=f"{paso.get_papel_display()} ({paso.puesto.nombre})"[:200],
    )


def _dar_por_firmados(
    firmados: Sequence[tuple[PasoFirma, Firmante]], certificado: CertificadoEmpleado, momento: datetime
) -> set[UUID]:
    """Write who signed each step, and which circuits end with it: these are returned."""
    de_cada_firmante: dict[Firmante, list[PasoFirma]] = {}
    for paso, firmante in firmados:
        paso.estado = PasoFirma.Estado.FIRMADO
        de_cada_firmante.setdefault(firmante, []).append(paso)
    for firmante, suyos in de_cada_firmante.items():
        PasoFirma.objects.filter(id__in=[paso.id for paso in suyos]).update(
            estado=PasoFirma.Estado.FIRMADO,
            terminado_el=momento,
            certificado=certificado,
            firmante=firmante.empleado,
            cargo_texto=firmante.cargo_texto[:500],
            norma=firmante.norma[:300],
        )
    completos = {
        paso.circuito_id
        for paso, _firmante in firmados
        if all(otro.estado == PasoFirma.Estado.FIRMADO for otro in paso.circuito.pasos.all())
    }
    if completos:
        Circuito.objects.filter(id__in=completos).update(estado=Circuito.Estado.COMPLETADO, terminado_el=momento)
    return completos


def _anotar_firmados(
    pasos: Sequence[PasoFirma], completos: Container[UUID], puestas: FirmasPuestas, *, actor: Actor, reloj: Reloj
) -> None:
    notas: list[Nota] = []
    for paso in pasos:
        circuito, documento = paso.circuito, puestas.documentos[paso.circuito.documento_id]
        cadena = cadena_de_documento(documento.id)
        firmado = PasoFirmado(
            circuito.id, paso.id, documento.id, actor.id, puestas.certificado, paso.papel, documento.huella
        )
        notas.append(Nota(cadena, firmado))
        if circuito.id in completos:
            notas.append(Nota(cadena, CircuitoCompletado(circuito.id, documento.id, circuito.referencia)))
    anotar_varios(notas, actor=actor, reloj=reloj)


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
