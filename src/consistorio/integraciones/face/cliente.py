"""The adapter: each operation of the port is a signed SOAP call, bounded in time and size, whose answer has to be signed by FACe."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from functools import cached_property
from http.client import HTTPException
from pathlib import Path

import requests
from cryptography import x509
from django.conf import settings
from lxml import etree
from urllib3.exceptions import HTTPError

from consistorio.documental.firma.manos import Mano, mano_de_p12, mano_de_pem
from consistorio.integraciones.face import seguridad
from consistorio.integraciones.face.mensajes import (
    SOAP,
    Elemento,
    cuerpo_de,
    elementos,
    hijo,
    leer,
    peticion,
    servicio,
    texto,
)
from consistorio.nucleo.errores import DatosIncorrectos, ServicioNoDisponible
from consistorio.nucleo.reloj import MADRID, RelojSistema
from consistorio.nucleo.textos import gettext as _
from consistorio.plataforma.puertos.face import (
    AnexoDeFace,
    AnulacionEnFace,
    EstadoEnFace,
    FaceNoLoAdmite,
    FacturaDeFace,
    NuevaEnFace,
)
from consistorio.plataforma.puertos.limite import Limite
from consistorio.plataforma.puertos.vigilancia import sesion_vigilada

SEGUNDOS = (3.05, 30)  # to connect; for each wait
LIMITE = 60.0  # for the whole answer
SEGUNDOS_DE_SALUD = (2, 3)
LIMITE_DE_SALUD = 4.0
MAXIMO = 40_000_000
TIPO = "text/xml;charset=UTF-8"


class FaceSoap:
    """The port `face` over the service at `CONSISTORIO_FACE["url"]`.

    `p12` with `contrasena_fichero`, or `clave` and `certificado` (PEM): with what the town is known there. `servicio`: the certificate (PEM) with
    which FACe signs its answers; without it nothing is believed. `oficina`: DIR3 of the accounting office, if only hers are asked for.
    """

    activo = True

    def __init__(self, ajustes: Mapping[str, str] | None = None) -> None:
        self._ajustes: Mapping[str, str] = ajustes if ajustes is not None else settings.CONSISTORIO_FACE

    def nuevas(self) -> list[NuevaEnFace]:
        """See the port."""
        dicho = self._llamar("solicitarNuevasFacturas", oficinaContable=self._oficina)
        return [
            NuevaEnFace(
                texto(una, "numeroRegistro"),
                texto(una, "oficinaContable"),
                texto(una, "organoGestor"),
                texto(una, "unidadTramitadora"),
                instante(texto(una, "fechaHoraRegistro")),
            )
            for una in elementos(hijo(dicho, "facturas"), "numeroRegistro")
        ]

    def descargar(self, numero: str) -> FacturaDeFace:
        """See the port. A file that does not come whole is not taken: ServicioNoDisponible."""
        suya = hijo(self._llamar("descargarFactura", numeroRegistro=numero), "factura")
        contenido = _bytes(texto(suya, "factura"))
        if not contenido:
            raise _no_responde()
        return FacturaDeFace(
            nombre=texto(suya, "nombre") or "factura.xsig",
            contenido=contenido,
            numero_factura=texto(suya, "numero"),
            serie=texto(suya, "serie"),
            importe=_importe(texto(suya, "importe")),
            emisor_nif=texto(suya, "proveedor"),
            anexos=tuple(
                AnexoDeFace(texto(uno, "nombre"), _bytes(texto(uno, "anexo")))
                for uno in elementos(hijo(suya, "anexos"), "anexo")
            ),
        )

    def confirmar(self, *, oficina_contable: str, numero: str, codigo: str) -> None:
        """See the port."""
        self._llamar(
            "confirmarDescargaFactura", oficinaContable=oficina_contable, numeroRegistro=numero, codigoRCF=codigo
        )

    def cambiar_estado(self, *, oficina_contable: str, numero: str, codigo: str, comentario: str) -> None:
        """See the port."""
        self._cambiar("cambiarEstadoFactura", oficina_contable, numero, codigo, comentario)

    def contestar_anulacion(self, *, oficina_contable: str, numero: str, codigo: str, comentario: str) -> None:
        """See the port."""
        self._cambiar("gestionarSolicitudAnulacionFactura", oficina_contable, numero, codigo, comentario)

    def _cambiar(self, operacion: str, oficina: str, numero: str, codigo: str, comentario: str) -> None:
        self._llamar(
            operacion,
            oficinaContable=oficina,
            numeroRegistro=numero,
            codigo=codigo,
            comentario=comentario[: servicio().letras_de_comentario],
        )

    def consultar(self, numero: str) -> EstadoEnFace:
        """See the port."""
        suya = hijo(self._llamar("consultarFactura", numeroRegistro=numero), "factura")
        return EstadoEnFace(texto(suya, "tramitacion", "codigo"), texto(suya, "anulacion", "codigo"))

    def anulaciones(self) -> list[AnulacionEnFace]:
        """See the port."""
        dicho = self._llamar("solicitarNuevasAnulaciones", oficinaContable=self._oficina)
        return [
            AnulacionEnFace(
                texto(una, "numeroRegistro"),
                texto(una, "oficinaContable"),
                texto(una, "fechaHoraSolicitudAnulacion")[:60],
                texto(una, "motivo"),
            )
            for una in elementos(hijo(dicho, "facturas"), "numeroRegistro")
        ]

    def comprobar(self) -> None:
        """That its address answers HTTP, whatever it says, and that our certificate can be opened. Raises ServicioNoDisponible."""
        self._mano  # noqa: B018  # opened now, if it was not
        try:
            with Limite(LIMITE_DE_SALUD) as limite, sesion_vigilada(limite) as sesion:
                sesion.head(self._ajustes.get("url", ""), timeout=SEGUNDOS_DE_SALUD, allow_redirects=False)
        except requests.RequestException as error:
            raise _no_responde() from error

    @property
    def _oficina(self) -> str:
        return self._ajustes.get("oficina", "")

    @cached_property
    def _mano(self) -> Mano:
        try:
            if "p12" in self._ajustes:
                secreto = self._ajustes.get("contrasena_fichero")
                contrasena = Path(secreto).read_text(encoding="utf-8").strip() if secreto else ""
                return mano_de_p12(Path(self._ajustes["p12"]).read_bytes(), contrasena)
            pem = Path(self._ajustes["certificado"]).read_bytes()
            return mano_de_pem(Path(self._ajustes["clave"]).read_bytes(), pem, pem, None)
        except (OSError, KeyError, DatosIncorrectos) as error:
            raise _mal_puesto() from error

    @cached_property
    def _de_face(self) -> x509.Certificate:
        try:
            return x509.load_pem_x509_certificate(Path(self._ajustes["servicio"]).read_bytes())
        except (OSError, KeyError, ValueError) as error:
            raise _mal_puesto() from error

    def _llamar(self, operacion: str, **parametros: str) -> Elemento:
        """What an operation returned. Raises ServicioNoDisponible, FaceNoLoAdmite."""
        conocido, mano = self._de_face, self._mano
        sobre = peticion(operacion, parametros)
        validez = timedelta(seconds=servicio().segundos_de_validez)
        seguridad.firmar(sobre, mano, ahora=RelojSistema().ahora(), validez=validez)
        cuerpo = self._enviar(etree.tostring(sobre, xml_declaration=True, encoding="UTF-8"))
        try:
            respuesta = leer(cuerpo)
            seguridad.verificar(respuesta, conocido, ahora=RelojSistema().ahora())
            dentro = cuerpo_de(respuesta)
        except ValueError as error:
            raise _no_responde() from error
        if dentro.tag == f"{{{SOAP}}}Fault":
            raise ServicioNoDisponible(
                _("FACe no ha atendido la petición: %(d)s.") % {"d": texto(dentro, "faultstring")[:200]}
            )
        vuelta = hijo(dentro, "return")
        codigo = texto(vuelta, "resultado", "codigo")
        if vuelta is None or not codigo:
            raise _no_responde()
        if codigo != servicio().bien:
            raise FaceNoLoAdmite(codigo, texto(vuelta, "resultado", "descripcion"))
        return vuelta

    def _enviar(self, mensaje: bytes) -> bytes:
        direccion = self._ajustes.get("url", "")
        if not direccion.startswith(("http://", "https://")):
            raise _mal_puesto()
        try:
            with (
                Limite(LIMITE) as limite,
                sesion_vigilada(limite) as sesion,
                sesion.post(
                    direccion,
                    data=mensaje,
                    headers={"Content-Type": TIPO, "SOAPAction": '""', "Accept-Encoding": "identity"},
                    timeout=SEGUNDOS,
                    stream=True,
                    allow_redirects=False,
                ) as respuesta,
            ):
                # A fault comes with 500, and is as signed as any answer
                valido = respuesta.status_code in (requests.codes.ok, requests.codes.server_error)
                contenido: bytes = respuesta.raw.read(MAXIMO + 1, decode_content=True) if valido else b""
                limite.exigir()
        except (requests.RequestException, HTTPError, HTTPException, OSError, ValueError) as error:
            raise _no_responde() from error
        if not contenido or len(contenido) > MAXIMO:
            raise _no_responde()
        return contenido


def instante(dicho: str) -> datetime | None:
    """When something happened, of the forms that FACe may use, in Madrid's time unless it says another; None when none fits."""
    if not dicho:
        return None
    try:
        hallado = datetime.fromisoformat(dicho)
    except ValueError:
        return next((h for forma in servicio().formas_de_fecha if (h := _con(forma, dicho)) is not None), None)
    return hallado if hallado.tzinfo is not None else hallado.replace(tzinfo=MADRID)


def _con(forma: str, dicho: str) -> datetime | None:
    try:
        return datetime.strptime(dicho, forma).replace(tzinfo=MADRID)
    except ValueError:
        return None


def _bytes(dicho: str) -> bytes:
    try:
        return base64.b64decode(dicho)
    except (binascii.Error, ValueError) as error:
        raise _no_responde() from error


def _importe(dicho: str) -> Decimal | None:
    try:
        return Decimal(dicho) if dicho and Decimal(dicho).is_finite() else None
    except InvalidOperation:
        return None


def _no_responde() -> ServicioNoDisponible:
    return ServicioNoDisponible(_("FACe no responde, o su respuesta no se puede dar por suya."))


def _mal_puesto() -> ServicioNoDisponible:
    return ServicioNoDisponible(
        _("La conexión con FACe está mal puesta: falta su dirección, nuestro certificado o el suyo."),
        que_hacer=_("Quien administra el sistema debe revisar los ajustes CONSISTORIO_FACE."),
    )
