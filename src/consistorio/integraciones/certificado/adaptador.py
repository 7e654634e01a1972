"""From a certificate that TLS proved to the Identificacion that the town hall keeps."""

from __future__ import annotations

from pathlib import Path

from cryptography import x509
from django.conf import settings
from django.utils.translation import gettext as _

from consistorio.integraciones.certificado.lector import leer
from consistorio.integraciones.certificado.validacion import CertificadoRechazado, raices_de, validar
from consistorio.nucleo.actor import Nivel
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.identidad.tipos import Identificacion
from consistorio.plataforma.puertos.revocacion import ConPlazo, revocacion


def identificar(pem: bytes, *, maquina: Reloj) -> Identificacion:
    """Whom the first certificate of `pem` identifies; the rest is its chain. TLS has proved who holds the key.

    Level: ALTO on a secure device, else SUSTANCIAL. Raises CertificadoRechazado, CertificadoSinTitular.
    """
    try:
        cadena = x509.load_pem_x509_certificates(pem)
    except ValueError as error:
        raise CertificadoRechazado("incorrecto", _("No hemos recibido ningún certificado.")) from error
    raices = raices_de(Path(settings.CONSISTORIO_CONFIANZA))
    como = validar(cadena[0], cadena[1:], raices=raices, revocacion=ConPlazo(revocacion()), ahora=maquina.ahora())
    titular = leer(cadena[0])
    if titular.es_sello or (settings.CONSISTORIO_EXIGE_CUALIFICADO and not titular.cualificado):
        raise CertificadoRechazado(
            "no_cualificado",
            _("Su certificado no es de los que la ley admite para identificarse (cualificado de persona)."),
            que_hacer=_("Entre con su DNI electrónico, con otro certificado o con Cl@ve."),
        )
    return Identificacion(
        medio="certificado",
        nivel=Nivel.ALTO if titular.dispositivo_seguro else Nivel.SUSTANCIAL,
        nif=titular.nif,
        tipo_documento=titular.tipo_documento,
        pais_documento=titular.pais_documento,
        nombre=titular.nombre,
        apellido1=titular.apellido1,
        apellido2=titular.apellido2,
        emisor=titular.emisor,
        serie=titular.serie,
        huella=titular.huella,
        organizacion_nif=titular.organizacion_nif,
        organizacion_nombre=titular.organizacion_nombre,
        valida_hasta=titular.hasta.date(),
        evidencia={"revocacion": como, "comprobada": maquina.ahora().isoformat()},
    )
