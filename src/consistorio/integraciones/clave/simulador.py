"""A Cl@ve of our own: an identity provider that signs real SAML messages, for demo and tests. Refuses production.

`python -m consistorio.integraciones.clave.simulador --carpeta DIR --puerto N --sede URL [--personas F.json]`. The first start makes
keys and metadata of both sides in the folder. Its page lets one choose whom to be, with which level, and how it should go:
well, cancelled, failed, late, for another site, with a broken signature, without answer, or sent twice.
"""

from __future__ import annotations

import argparse
import base64
import html
import json
import os
import re
import sys
import threading
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cached_property
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from saml2 import BINDING_HTTP_POST, SAMLError
from saml2.config import IdPConfig
from saml2.metadata import create_metadata_string
from saml2.saml import NAMEID_FORMAT_UNSPECIFIED, NameID
from saml2.samlp import STATUS_AUTHN_FAILED, STATUS_REQUEST_DENIED
from saml2.server import Server

from consistorio.integraciones.clave.niveles import URI_POR_NIVEL
from consistorio.integraciones.clave.sp import CLAVE, EIDAS, FIRMA, RESUMEN, ProveedorServicio
from consistorio.nucleo.actor import Nivel
from consistorio.nucleo.errores import NoPermitido

VARIANTES = {
    "bien": "Identificar bien",
    "cancela": "Cancelar",
    "falla": "Fallar",
    "caducada": "Responder con un mensaje caducado",
    "otra_sede": "Responder para otra sede",
    "firma_rota": "Responder con la firma rota",
    "sin_respuesta": "No responder",
}
PERSONAS_DE_SERIE = [
    {"nif": "12345678Z", "nombre": "Ana", "apellido1": "García", "apellido2": "López"},
    {"nif": "87654321X", "nombre": "Pedro", "apellido1": "Ruiz", "apellido2": "Sanz"},
]


@dataclass(frozen=True)
class Simulador:
    """The identity provider: a folder with its keys, its own address and that of the site it serves."""

    carpeta: Path
    direccion: str
    sede: str
    personas: tuple[dict[str, str], ...]

    @cached_property
    def sp(self) -> ProveedorServicio:
        """The site's side, as the demo's settings name it."""
        return ProveedorServicio(
            self.sede.rstrip("/"), self.carpeta / "idp.xml", self.carpeta / "sp.key", self.carpeta / "sp.pem", "DEMO"
        )

    @cached_property
    def otro_sp(self) -> ProveedorServicio:
        """A site that is not ours, for the answer that must be refused."""
        return replace(self.sp, sede="https://otra.example")

    def preparar(self) -> None:
        """Make keys and metadata that are missing; the metadata of the provider always tell the present address."""
        self.carpeta.mkdir(parents=True, exist_ok=True)
        for lado in ("idp", "sp"):
            if not (self.carpeta / f"{lado}.key").exists():
                _crear_clave(self.carpeta, lado)
        metadatos = create_metadata_string(None, config=self._configuracion(minutos=5, con_sp=False), valid=24 * 365)
        (self.carpeta / "idp.xml").write_bytes(metadatos)

    @cached_property
    def puntual(self) -> Server:
        """The provider of pysaml2, whose assertions last five minutes. Kept: most of a login would be to read the keys again."""
        return self._servidor(minutos=5)

    @cached_property
    def atrasado(self) -> Server:
        """Another, whose assertions have already expired."""
        return self._servidor(minutos=-10)

    def _servidor(self, *, minutos: int) -> Server:
        return Server(config=self._configuracion(minutos=minutos, con_sp=True))

    def leer(self, peticion: str) -> tuple[str, str, str]:
        """ID, consumer address and level asked of a signed AuthnRequest. Raises SAMLError when it cannot be trusted."""
        pedido = self.puntual.parse_authn_request(peticion, BINDING_HTTP_POST)
        mensaje = pedido.message
        contexto = mensaje.requested_authn_context
        pedidos = contexto.authn_context_class_ref if contexto else []
        nivel = str(pedidos[0].text) if pedidos else URI_POR_NIVEL[Nivel.BAJO]
        return str(mensaje.id), str(mensaje.assertion_consumer_service_url), nivel

    def responder(self, peticion: str, consumidor: str, *, nif: str, nivel: str, variante: str) -> str:
        """A signed SAMLResponse in base64, gone as `variante` says."""
        if variante in ("cancela", "falla"):
            codigo = STATUS_REQUEST_DENIED if variante == "cancela" else STATUS_AUTHN_FAILED
            mensaje = self.puntual.create_error_response(
                peticion, consumidor, info=(codigo, "simulado"), sign=True, sign_alg=FIRMA, digest_alg=RESUMEN
            )
            return base64.b64encode(str(mensaje).encode()).decode()
        persona = next((p for p in self.personas if p["nif"] == nif), self.personas[0])
        apellidos = " ".join(p for p in (persona["apellido1"], persona.get("apellido2", "")) if p)
        identidad = {
            EIDAS + "PersonIdentifier": [f"ES/ES/{persona['nif']}"],
            EIDAS + "CurrentGivenName": [persona["nombre"]],
            EIDAS + "CurrentFamilyName": [apellidos],
            CLAVE + "FirstSurname": [persona["apellido1"]],
            CLAVE + "SelectedIdP": ["SIMULADOR"],
        }
        destinatario = (self.otro_sp if variante == "otra_sede" else self.sp).entidad
        mensaje = (self.atrasado if variante == "caducada" else self.puntual).create_authn_response(
            identidad,
            peticion,
            consumidor,
            destinatario,
            name_id=NameID(format=NAMEID_FORMAT_UNSPECIFIED, text=persona["nif"]),
            authn={"class_ref": nivel, "authn_auth": self.direccion},
            sign_assertion=True,
            sign_response=True,
            sign_alg=FIRMA,
            digest_alg=RESUMEN,
        )
        texto = str(mensaje)
        if variante == "firma_rota":
            texto = texto.replace(f"ES/ES/{persona['nif']}", "ES/ES/00000000T")
        return base64.b64encode(texto.encode()).decode()

    def _configuracion(self, *, minutos: int, con_sp: bool) -> IdPConfig:
        ajustes: dict[str, object] = {
            "entityid": f"{self.direccion}/metadatos",
            "xmlsec_binary": "/usr/bin/xmlsec1",
            "key_file": str(self.carpeta / "idp.key"),
            "cert_file": str(self.carpeta / "idp.pem"),
            "allow_unknown_attributes": True,
            "service": {
                "idp": {
                    "signing_algorithm": FIRMA,
                    "digest_algorithm": RESUMEN,
                    "name": "Cl@ve simulada",
                    "endpoints": {"single_sign_on_service": [(f"{self.direccion}/sso", BINDING_HTTP_POST)]},
                    "want_authn_requests_signed": True,
                    "want_authn_requests_only_with_valid_cert": False,
                    "policy": {
                        "default": {
                            "lifetime": {"minutes": minutos},
                            "attribute_restrictions": None,
                            "name_form": "urn:oasis:names:tc:SAML:2.0:attrname-format:uri",
                        }
                    },
                }
            },
        }
        if con_sp:
            ajustes["metadata"] = {"inline": [self.sp.metadatos().decode(), self.otro_sp.metadatos().decode()]}
        return IdPConfig().load(ajustes)


class Servidor(ThreadingHTTPServer):
    """The simulator over HTTP."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, direccion: tuple[str, int], simulador: Simulador) -> None:
        super().__init__(direccion, Manejador)
        self.simulador = simulador
        self.turno = threading.Lock()  # pysaml2's servers are not for several threads


class Manejador(BaseHTTPRequestHandler):
    """Two doors: /sso takes the request and shows the page; /entrar answers."""

    server: Servidor
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Metadata, and a word for who comes by chance."""
        if self.path == "/metadatos":
            self._enviar((self.server.simulador.carpeta / "idp.xml").read_bytes(), tipo="application/samlmetadata+xml")
        else:
            self._enviar(_pagina("Cl@ve simulada", "<p>Entre desde la sede electrónica.</p>"))

    def do_POST(self) -> None:
        """A request from the site, or the choice made on our page."""
        cuerpo = self.rfile.read(min(int(self.headers.get("Content-Length") or 0), 500_000)).decode("utf-8", "replace")
        datos = {clave: valores[0] for clave, valores in parse_qs(cuerpo).items()}
        simulador = self.server.simulador
        try:
            with self.server.turno:
                peticion, consumidor, nivel = simulador.leer(datos.get("SAMLRequest", ""))
        except (SAMLError, ValueError, AttributeError, KeyError):
            self._enviar(
                _pagina("Petición rechazada", "<p>La petición no está bien firmada.</p>"), HTTPStatus.BAD_REQUEST
            )
            return
        if self.path == "/sso":
            self._enviar(_elegir(simulador, datos, nivel))
            return
        variante = datos.get("variante", "bien")
        if variante == "sin_respuesta":
            self._enviar(_pagina("Sin respuesta", "<p>Cl@ve no responde. Vuelva atrás y pruebe otro medio.</p>"))
            return
        with self.server.turno:
            respuesta = simulador.responder(
                peticion, consumidor, nif=datos.get("nif", ""), nivel=datos.get("nivel", nivel), variante=variante
            )
        campos = {"SAMLResponse": respuesta, "RelayState": datos.get("RelayState", "")}
        self._enviar(_pagina("Volver a la sede", _formulario(consumidor, campos, "Continuar")))

    def log_message(self, format: str, *args: object) -> None:
        """Silent."""

    def _enviar(
        self, cuerpo: bytes, estado: HTTPStatus = HTTPStatus.OK, *, tipo: str = "text/html; charset=utf-8"
    ) -> None:
        self.send_response(estado)
        self.send_header("Content-Type", tipo)
        self.send_header("Content-Length", str(len(cuerpo)))
        self.end_headers()
        self.wfile.write(cuerpo)


def _pagina(titulo: str, contenido: str) -> bytes:
    return (
        f'<!DOCTYPE html><html lang="es"><head><meta charset="utf-8"><title>{html.escape(titulo)}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><style>body{font:18px/1.5 sans-serif;'
        "max-width:40rem;margin:2rem auto;padding:0 1rem}button{font:inherit;padding:.5rem 1rem;margin:.3rem 0}</style>"
        f"</head><body><main><h1>{html.escape(titulo)}</h1>{contenido}</main></body></html>"
    ).encode()


def _formulario(destino: str, campos: dict[str, str], boton: str) -> str:
    ocultos = "".join(
        f'<input type="hidden" name="{html.escape(c)}" value="{html.escape(v)}">' for c, v in campos.items()
    )
    return f'<form method="post" action="{html.escape(destino)}" id="volver">{ocultos}<button>{html.escape(boton)}</button></form>'


def _elegir(simulador: Simulador, datos: dict[str, str], nivel: str) -> bytes:
    ocultos = "".join(
        f'<input type="hidden" name="{c}" value="{html.escape(datos.get(c, ""))}">'
        for c in ("SAMLRequest", "RelayState")
    )
    personas = "".join(
        f'<p><label><input type="radio" name="nif" value="{html.escape(p["nif"])}"{" checked" if n == 0 else ""}> '
        f"{html.escape(p['nombre'])} {html.escape(p['apellido1'])} {html.escape(p.get('apellido2', ''))}"
        f" ({html.escape(p['nif'])})</label></p>"
        for n, p in enumerate(simulador.personas)
    )
    niveles = "".join(
        f'<option value="{uri}"{" selected" if uri == max(nivel, "") else ""}>{n.name.lower()}</option>'
        for n, uri in URI_POR_NIVEL.items()
    )
    botones = "".join(
        f'<p><button name="variante" value="{clave}">{html.escape(texto)}</button></p>'
        for clave, texto in VARIANTES.items()
    )
    return _pagina(
        "Cl@ve simulada",
        '<p>Nada de esto es real: sirve para probar la sede.</p><form method="post" action="/entrar">'
        f"{ocultos}<fieldset><legend>¿Quién es?</legend>{personas}</fieldset>"
        f'<p><label>Nivel de seguridad <select name="nivel">{niveles}</select></label></p>{botones}</form>',
    )


def _crear_clave(carpeta: Path, lado: str) -> None:
    clave = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    nombre = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"Cl@ve simulada ({lado})")])
    ahora = datetime.now(UTC)
    certificado = (
        x509.CertificateBuilder()
        .subject_name(nombre)
        .issuer_name(nombre)
        .public_key(clave.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(ahora - timedelta(days=1))
        .not_valid_after(ahora + timedelta(days=3650))
        .sign(clave, hashes.SHA256())
    )
    fichero = carpeta / f"{lado}.key"
    with os.fdopen(os.open(fichero, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as salida:
        salida.write(clave.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    (carpeta / f"{lado}.pem").write_bytes(certificado.public_bytes(Encoding.PEM))


def exigir_demo(entorno: str) -> None:
    """Raises NoPermitido in production."""
    if entorno not in ("demo", "test"):
        raise NoPermitido("El simulador de Cl@ve no se puede usar en producción.")


def crear(carpeta: Path, *, puerto: int, sede: str, personas: tuple[dict[str, str], ...] = ()) -> Servidor:
    """A server ready to serve on 127.0.0.1 (port 0: any free one), with its metadata written."""
    servidor = Servidor(("127.0.0.1", puerto), Simulador(carpeta, "", sede, personas or tuple(PERSONAS_DE_SERIE)))
    direccion = f"http://localhost:{servidor.server_address[1]}"
    servidor.simulador = Simulador(carpeta, direccion, sede, servidor.simulador.personas)
    servidor.simulador.preparar()
    return servidor


def en_hilo(servidor: Servidor) -> None:
    """Serve in a thread, for tests."""
    threading.Thread(
        target=servidor.serve_forever, kwargs={"poll_interval": 0.02}, name="clave-simulada", daemon=True
    ).start()


def main() -> None:
    """Serve until stopped. The environment comes from the settings module's name."""
    opciones = argparse.ArgumentParser(description="Cl@ve simulada")
    opciones.add_argument("--carpeta", type=Path, required=True)
    opciones.add_argument("--puerto", type=int, required=True)
    opciones.add_argument("--sede", required=True)
    opciones.add_argument("--personas", type=Path)
    pedido = opciones.parse_args()
    encaje = re.search(r"\.(\w+)$", os.environ.get("DJANGO_SETTINGS_MODULE", "consistorio.conf.demo"))
    try:
        producto = os.environ.get("CONSISTORIO_PRODUCTO") == "1"
        exigir_demo(encaje.group(1) if encaje and not producto else "")
    except NoPermitido as error:
        sys.exit(error.mensaje)
    personas: tuple[dict[str, str], ...] = ()
    if pedido.personas:
        personas = tuple(json.loads(pedido.personas.read_text(encoding="utf-8"))["personas"])
    with crear(pedido.carpeta, puerto=pedido.puerto, sede=pedido.sede, personas=personas) as servidor:
        servidor.serve_forever()


if __name__ == "__main__":
    main()
