"""Custody of the employees' certificates."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from cryptography.hazmat.primitives.serialization import Encoding
from django.utils.translation import gettext as _

from consistorio.documental.firma.casa import confianza_de_la_casa, secreto_de_firma
from consistorio.documental.firma.certificados import Uso, camino, leer_titular, por_usos
from consistorio.documental.firma.custodia import MINIMO_MATERIAL, envolver
from consistorio.documental.firma.eventos import CertificadoGuardado, CertificadoRevocado
from consistorio.documental.firma.manos import ManoSoftware, huella, mano_de_p12
from consistorio.documental.firma.models import CertificadoEmpleado, ClaveFirma
from consistorio.documental.firma.operaciones import cadena_de_firmante
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, NoEncontrado, NoPermitido, Problema
from consistorio.nucleo.reloj import Reloj, en_madrid
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.organizacion.models import Empleado
from consistorio.plataforma.puertos.segundo_factor import segundo_factor

_Estado = CertificadoEmpleado.Estado
MAXIMO_P12 = 100_000
MAXIMO_MOTIVO = 300


@accion(
    "firma.certificado.guardado", permiso="personal.cuenta", norma="LRJSP art. 43; Reglamento (UE) 910/2014 anexo II"
)
def guardar_certificado(*, actor: Actor, p12: bytes, contrasena: str, reloj: Reloj) -> CertificadoEmpleado:
    """Put one's own certificate and key (PKCS#12) in custody; it replaces the one in force. The same one again locks its key anew with
    today's second factor. The password is not kept.

    Who: the employee, for himself. Writes: CertificadoEmpleado, ClaveFirma. Emits: firma.certificado.guardado. Raises: NoPermitido
    without a second factor; DatosIncorrectos with every problem (file, password, somebody else's, not in force, not for signing, issuer
    that is not trusted); Conflicto (it was withdrawn).
    """
    empleado = Empleado.objects.select_related("persona").get(id=actor.id)
    material = segundo_factor().material(actor.id)
    if len(material) < MINIMO_MATERIAL:
        raise NoPermitido(_("Antes de guardar su certificado, active su segundo factor."))
    mano = _abrir(p12, contrasena)
    _exigir_que_sirva(mano, empleado, reloj)
    nombre = huella(mano.certificado)
    certificado, retirado = _ya_guardado(empleado.id, nombre), None
    if certificado is None:
        retirado = _retirar(empleado.id, _Estado.SUSTITUIDO, _("Sustituido por otro"), reloj)
        certificado = _guardar_nuevo(empleado, mano, nombre, reloj)
    envuelta = envolver(mano.clave, secreto=secreto_de_firma(), material=material, empleado=empleado.id, huella=nombre)
    ClaveFirma.objects.update_or_create(
        certificado=certificado,
        defaults={"sal": envuelta.sal, "nonce": envuelta.nonce, "cifrada": envuelta.cifrada},
    )
    filas = [fila for fila in (certificado, retirado) if fila is not None]
    anotar(
        cadena_de_firmante(empleado.id), CertificadoGuardado(empleado.id, nombre), actor=actor, reloj=reloj, filas=filas
    )
    return certificado


def _abrir(p12: bytes, contrasena: str) -> ManoSoftware:
    """The hand of the file. Raises DatosIncorrectos beside the field that is wrong."""
    if not p12 or len(p12) > MAXIMO_P12:
        mensaje = _("Elija el fichero de su certificado, .p12 o .pfx, de menos de 100 KB.")
        raise DatosIncorrectos(mensaje, problemas=[Problema("p12", mensaje)])
    try:
        return mano_de_p12(p12, contrasena)
    except DatosIncorrectos as error:
        texto = error.entero
        raise DatosIncorrectos(error.mensaje, que_hacer=error.que_hacer, problemas=[Problema("p12", texto)]) from error


def _exigir_que_sirva(mano: ManoSoftware, empleado: Empleado, reloj: Reloj) -> None:
    """Raises DatosIncorrectos with everything that keeps the employee from signing with it."""
    titular, ahora, confianza = leer_titular(mano.certificado), reloj.ahora(), confianza_de_la_casa()
    motivos = []
    if titular.nif.upper() != empleado.persona.nif.upper():
        motivos.append(_("El certificado es de otra persona: su NIF no coincide con el suyo."))
    if ahora > titular.hasta:
        motivos.append(_("El certificado no está en vigor: caducó el %(dia)s.") % {"dia": _dia(titular.hasta)})
    if ahora < titular.desde:
        motivos.append(_("El certificado no está en vigor: vale desde el %(dia)s.") % {"dia": _dia(titular.desde)})
    motivos.append(por_usos(mano.certificado, Uso.FIRMA))
    if confianza.raices and not camino(mano.certificado, mano.cadena, confianza):
        motivos.append(
            _("No se reconoce al emisor «%(emisor)s»: quien administra el sistema debe añadirlo a los de confianza.")
            % {"emisor": titular.emisor}
        )
    problemas = [Problema("p12", motivo) for motivo in motivos if motivo]
    if problemas:
        raise DatosIncorrectos(problemas[0].mensaje, problemas=problemas)


def _ya_guardado(empleado_id: UUID, nombre: str) -> CertificadoEmpleado | None:
    """The row of that certificate if it is the employee's in force. Raises Conflicto when it was withdrawn."""
    fila = CertificadoEmpleado.objects.select_for_update().filter(huella=nombre).first()
    if fila is not None and (fila.empleado_id != empleado_id or fila.estado != _Estado.VIGENTE):
        raise Conflicto(
            _("Ese certificado se retiró aquí y ya no puede usarse."),
            que_hacer=_("Guarde otro: pídalo o renuévelo donde obtuvo este."),
        )
    return fila


def _guardar_nuevo(empleado: Empleado, mano: ManoSoftware, nombre: str, reloj: Reloj) -> CertificadoEmpleado:
    titular = leer_titular(mano.certificado)
    return CertificadoEmpleado.objects.create(
        empleado=empleado,
        huella=nombre,
        titular=titular.nombre[:200],
        emisor=titular.emisor[:200],
        serie=titular.serie,
        desde=titular.desde,
        hasta=titular.hasta,
        pem=b"".join(c.public_bytes(Encoding.PEM) for c in (mano.certificado, *mano.cadena)).decode(),
        guardado_el=reloj.ahora(),
    )


@accion("firma.certificado.revocado", permiso="cuentas.administrar", norma="RD 311/2022 anexo II op.acc.1 y op.acc.5")
def revocar_certificado(*, actor: Actor, certificado_id: UUID, motivo: str, reloj: Reloj) -> CertificadoEmpleado:
    """Stop an employee's certificate here and erase its key: that person alone cannot sign any more. What was signed stays.

    The issuer must be told apart. Who: who administers accounts. Writes: CertificadoEmpleado, ClaveFirma. Emits:
    firma.certificado.revocado. Raises: NoEncontrado, Conflicto (not in force), DatosIncorrectos without a reason.
    """
    texto = motivo.strip()
    if not texto or len(texto) > MAXIMO_MOTIVO:
        mensaje = _("Escriba el motivo de la revocación, en 300 letras como mucho.")
        raise DatosIncorrectos(mensaje, problemas=[Problema("motivo", mensaje)])
    certificado = CertificadoEmpleado.objects.filter(id=certificado_id).first()
    if certificado is None:
        raise NoEncontrado(_("No existe ese certificado."))
    revocado = _retirar(certificado.empleado_id, _Estado.REVOCADO, texto, reloj, certificado.id)
    if revocado is None:
        raise Conflicto(_("Ese certificado ya no estaba en vigor."))
    hecho = CertificadoRevocado(revocado.empleado_id, revocado.huella)
    anotar(cadena_de_firmante(revocado.empleado_id), hecho, actor=actor, reloj=reloj, filas=[revocado])
    return revocado


def _retirar(
    empleado_id: UUID, estado: str, motivo: str, reloj: Reloj, certificado_id: UUID | None = None
) -> CertificadoEmpleado | None:
    """Withdraw the certificate in force and erase its key; None when there was none."""
    filas = CertificadoEmpleado.objects.select_for_update().filter(empleado_id=empleado_id, estado=_Estado.VIGENTE)
    vigente = (filas.filter(id=certificado_id) if certificado_id else filas).first()
    if vigente is None:
        return None
    vigente.estado, vigente.motivo, vigente.retirado_el = estado, motivo, reloj.ahora()
    vigente.save(update_fields=["estado", "motivo", "retirado_el"])
    ClaveFirma.objects.filter(certificado=vigente).delete()
    return vigente


def _dia(momento: datetime) -> str:
    return f"{en_madrid(momento):%d/%m/%Y}"
