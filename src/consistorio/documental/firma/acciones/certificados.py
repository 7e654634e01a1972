"""Custody of the employees' certificates."""

from __future__ import annotations

from uuid import UUID

from cryptography.hazmat.primitives.serialization import Encoding
from django.utils.translation import gettext as _

from consistorio.documental.firma.casa import secreto_de_firma
from consistorio.documental.firma.certificados import leer_titular
from consistorio.documental.firma.custodia import MINIMO_MATERIAL, envolver
from consistorio.documental.firma.eventos import CertificadoGuardado, CertificadoRevocado
from consistorio.documental.firma.manos import huella, mano_de_p12
from consistorio.documental.firma.models import CertificadoEmpleado, ClaveFirma
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, NoEncontrado, NoPermitido, Problema
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.organizacion.models import Empleado
from consistorio.plataforma.puertos.segundo_factor import segundo_factor

_Estado = CertificadoEmpleado.Estado


@accion(
    "firma.certificado.guardado", permiso="personal.cuenta", norma="LRJSP art. 43; Reglamento (UE) 910/2014 anexo II"
)
def guardar_certificado(*, actor: Actor, p12: bytes, contrasena: str, reloj: Reloj) -> CertificadoEmpleado:
    """Put one's own certificate and key (PKCS#12) in custody; it replaces the one in force.

    Who: the employee, for himself. Writes: CertificadoEmpleado, ClaveFirma. Emits: firma.certificado.guardado. Raises: NoPermitido
    without a second factor; DatosIncorrectos (file, password, somebody else's certificate, expired); Conflicto (already kept).
    """
    empleado = Empleado.objects.select_related("persona").get(id=actor.id)
    material = segundo_factor().material(actor.id)
    if len(material) < MINIMO_MATERIAL:
        raise NoPermitido(_("Antes de guardar su certificado, active su segundo factor."))
    mano = mano_de_p12(p12, contrasena)
    titular = leer_titular(mano.certificado)
    _exigir_propio(titular.nif, empleado.persona.nif)
    if not titular.desde <= reloj.ahora() <= titular.hasta:
        mensaje = _("El certificado no está en vigor.")
        raise DatosIncorrectos(mensaje, problemas=[Problema("p12", mensaje)])
    nombre = huella(mano.certificado)
    if CertificadoEmpleado.objects.filter(huella=nombre).exists():
        raise Conflicto(_("Ese certificado ya está o estuvo guardado."))
    _retirar(empleado.id, _Estado.SUSTITUIDO, _("Sustituido por otro"), reloj)
    certificado = CertificadoEmpleado.objects.create(
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
    envuelta = envolver(mano.clave, secreto=secreto_de_firma(), material=material, empleado=empleado.id, huella=nombre)
    ClaveFirma.objects.create(certificado=certificado, sal=envuelta.sal, nonce=envuelta.nonce, cifrada=envuelta.cifrada)
    anotar("sistema", CertificadoGuardado(empleado.id, nombre), actor=actor, reloj=reloj)
    return certificado


@accion("firma.certificado.revocado", permiso="cuentas.administrar", norma="RD 311/2022 anexo II op.acc.1 y op.acc.5")
def revocar_certificado(*, actor: Actor, certificado_id: UUID, motivo: str, reloj: Reloj) -> CertificadoEmpleado:
    """Stop an employee's certificate here and erase its key: that person alone cannot sign any more. What was signed stays.

    The issuer must be told apart. Who: who administers accounts. Writes: CertificadoEmpleado, ClaveFirma. Emits:
    firma.certificado.revocado. Raises: NoEncontrado, Conflicto (not in force), DatosIncorrectos without a reason.
    """
    if not motivo.strip():
        mensaje = _("Escriba el motivo de la revocación.")
        raise DatosIncorrectos(mensaje, problemas=[Problema("motivo", mensaje)])
    certificado = CertificadoEmpleado.objects.filter(id=certificado_id).first()
    if certificado is None:
        raise NoEncontrado(_("No existe ese certificado."))
    if not _retirar(certificado.empleado_id, _Estado.REVOCADO, motivo.strip()[:300], reloj, certificado.id):
        raise Conflicto(_("Ese certificado ya no estaba en vigor."))
    certificado.refresh_from_db()
    anotar("sistema", CertificadoRevocado(certificado.empleado_id, certificado.huella), actor=actor, reloj=reloj)
    return certificado


def _exigir_propio(nif_certificado: str, nif_persona: str) -> None:
    if nif_certificado.upper() != nif_persona.upper():
        mensaje = _("El certificado es de otra persona: su NIF no coincide con el suyo.")
        raise DatosIncorrectos(mensaje, problemas=[Problema("p12", mensaje)])


def _retirar(empleado_id: UUID, estado: str, motivo: str, reloj: Reloj, certificado_id: UUID | None = None) -> bool:
    """Withdraw the certificate in force and erase its key; whether there was one."""
    filas = CertificadoEmpleado.objects.select_for_update().filter(empleado_id=empleado_id, estado=_Estado.VIGENTE)
    vigente = (filas.filter(id=certificado_id) if certificado_id else filas).first()
    if vigente is None:
        return False
    vigente.estado, vigente.motivo, vigente.retirado_el = estado, motivo, reloj.ahora()
    vigente.save(update_fields=["estado", "motivo", "retirado_el"])
    ClaveFirma.objects.filter(certificado=vigente).delete()
    return True
