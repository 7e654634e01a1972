"""What is fuzzed: each target takes bytes and answers in a word what it did with them. What it raises besides its refusals is a failure."""

from __future__ import annotations

import base64
import io
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from cryptography import x509

from consistorio.canales.interfaz.lectura_de_hojas import leer_hoja
from consistorio.documental.documentos import csv as codigos
from consistorio.documental.documentos.estampado import Estampa, estampar, porque_no_es_un_escaneo
from consistorio.documental.firma.certificados import Confianza, juzgar
from consistorio.documental.firma.validacion import Criterio, Informe
from consistorio.documental.firma.validacion_cms import validar_cms
from consistorio.documental.firma.validacion_fichero import validar_fichero
from consistorio.documental.firma.validacion_xml import validar_xml
from consistorio.integraciones.certificado import lector as lector_certificado
from consistorio.integraciones.certificado.validacion import CertificadoRechazado
from consistorio.integraciones.certificado.validacion import validar as validar_certificado
from consistorio.integraciones.clave.sp import ProveedorServicio
from consistorio.integraciones.clave.tipos import RespuestaRechazada
from consistorio.nucleo.errores import ErrorDominio, ServicioNoDisponible
from consistorio.plataforma.almacen import recepcion
from consistorio.plataforma.calendario.ficheros import leer_calendario
from consistorio.plataforma.organizacion.ficheros import leer_contenidos
from consistorio.servicios.archivo.eni.firmas import JuezEni
from consistorio.servicios.archivo.eni.validacion import validar as validar_eni
from consistorio.tramitacion.catalogo.carga import leer_texto
from pruebas.hostil import puertos
from pruebas.hostil.muestras import Muestras


@dataclass(frozen=True)
class Blanco:
    """A parser: what it does with bytes, and which samples it is given. `buena`: what it says of the first one, if that is known; `dura`: seconds
    that they are good for."""

    hacer: Callable[[bytes], str]
    muestras: tuple[str, ...]
    buena: str = ""
    dura: float = float("inf")


class Falso(AssertionError):
    """The parser took what nobody signed."""


def blancos(carpeta: Path, muestras: Muestras) -> dict[str, Blanco]:
    """Every target, by name."""
    criterio = Criterio(Confianza.de_carpeta(carpeta), datetime.now(UTC))
    trabajo = Path(tempfile.mkdtemp(prefix="hostil"))
    pdfs, todos = ("pdf", "bombas_pdf"), ("pdf", "xml", "cms", "bombas_pdf", "bombas_xml", "bombas_zip")
    return {
        "subida": Blanco(lambda d: _subida(d, trabajo), todos),
        "firmas_pdf": Blanco(lambda d: _informe(validar_fichero(io.BytesIO(d), criterio)), pdfs),
        "firmas_xml": Blanco(lambda d: _informe(validar_xml(d, criterio)), ("xml", "eni", "bombas_xml")),
        "firmas_cms": Blanco(lambda d: _informe(validar_cms(d, None, criterio)), ("cms",)),
        "firmas_cms_separada": Blanco(lambda d: _informe(validar_cms(d, b"contenido", criterio)), ("cms",)),
        "copia_pdf": Blanco(lambda d: _copia(d, trabajo), pdfs),
        "escaneo": Blanco(lambda d: porque_no_es_un_escaneo(io.BytesIO(d))[:30] or "vale", pdfs),
        "eni": Blanco(lambda d: f"{len(validar_eni(d, firmas=JuezEni(criterio)))} problemas", ("eni", "bombas_xml")),
        "saml": Blanco(lambda d: _saml(d, carpeta), ("saml", "bombas_xml"), buena="aceptada", dura=240),
        "certificado": Blanco(lambda d: _certificado(d, criterio), ("certificado",)),
        "procedimiento": Blanco(lambda d: _rechaza(lambda: leer_texto(d)), ("procedimiento",)),
        "organizacion": Blanco(_organizacion, ("organizacion",)),
        "calendario": Blanco(_calendario, ("calendario",)),
        "csv": Blanco(_csv, ("csv",)),
        "hoja": Blanco(
            lambda d: _rechaza(lambda: leer_hoja(io.BytesIO(d), maximo_filas=300)), ("hoja", "bombas_zip"), buena="vale"
        ),
        "sello_tiempo": Blanco(lambda d: puertos.sello_tiempo(d, carpeta), ("sello_tiempo",)),
        "ocsp": Blanco(lambda d: puertos.revocacion(carpeta, ocsp=d), ("ocsp",)),
        "lista": Blanco(lambda d: puertos.revocacion(carpeta, lista=d), ("lista",)),
        "antivirus": Blanco(puertos.antivirus, ("clamd",)),
        "version_antivirus": Blanco(puertos.version_del_antivirus, ("clamd_version",)),
        "http": Blanco(puertos.http, ("http",)),
    }


def _rechaza(hacer: Callable[[], object]) -> str:
    try:
        hacer()
    except ErrorDominio as error:
        return type(error).__name__
    return "vale"


def _informe(informe: Informe) -> str:
    informe.lineas()
    return informe.veredicto if not informe.ilegible else "ilegible"


def _subida(datos: bytes, trabajo: Path) -> str:
    fichero = trabajo / "subida"
    fichero.unlink(missing_ok=True)
    recibido = recepcion.recibir(io.BytesIO(datos), fichero)
    return f"{recibido.tipo_mime} {recepcion.reparo_de(fichero, recibido.tipo_mime)}"


def _copia(datos: bytes, trabajo: Path) -> str:
    destino = trabajo / "copia"
    destino.unlink(missing_ok=True)
    estampa = Estampa("Ayuntamiento", "7KQ2-M9XD-4RTH-BW8C-Z3NK", "https://sede.example/verificar", ("Copia",))
    return _rechaza(lambda: estampar(io.BytesIO(datos), destino, estampa, campo="sello"))


def _saml(datos: bytes, carpeta: Path) -> str:
    clave = carpeta / "clave"
    sp = ProveedorServicio("http://localhost:8000", clave / "idp.xml", clave / "sp.key", clave / "sp.pem", "DEMO")
    peticion = UUID(hex=(carpeta / "peticion").read_text())
    try:
        aceptada = sp.juzgar(base64.b64encode(datos).decode(), abierta=lambda p: p == peticion)
    except RespuestaRechazada as error:
        return str(error.codigo)
    quien = aceptada.identificacion
    if (quien.nif, quien.nombre, quien.nivel.name) != ("12345678Z", "Ana", "SUSTANCIAL"):
        raise Falso(f"{quien.nif} {quien.nombre} {quien.nivel.name}")
    return "aceptada"


class _Nadie:
    """Nobody answers about revocation."""

    def ocsp(self, direccion: str, peticion: bytes) -> bytes:
        raise ServicioNoDisponible("nobody")

    def crl(self, direccion: str) -> bytes:
        raise ServicioNoDisponible("nobody")

    def olvidar(self, cuerpo: bytes) -> None:
        """Nothing is kept here."""


def _certificado(datos: bytes, criterio: Criterio) -> str:
    """As the certificate port reads it, and as whoever judges a signature."""
    try:
        cadena = x509.load_pem_x509_certificates(datos)
    except ValueError:
        return "no es"
    raices = criterio.confianza.raices
    juicio = juzgar(cadena[0], cadena[1:], criterio.confianza, momento=criterio.momento)
    try:
        validar_certificado(cadena[0], cadena[1:], raices=raices, revocacion=_Nadie(), ahora=criterio.momento)
    except CertificadoRechazado as error:
        if error.codigo != "sin_comprobar":
            return f"{juicio.estado} {error.codigo}"
    return f"{juicio.estado} {_rechaza(lambda: lector_certificado.leer(cadena[0]))}"


def _organizacion(datos: bytes) -> str:
    return "/".join(
        _rechaza(lambda n=n: leer_contenidos({n: datos})) for n in ("todo.json", "unidades.csv", "personas.csv")
    )


def _calendario(datos: bytes) -> str:
    try:
        texto = datos.decode("utf-8-sig")
    except UnicodeDecodeError:
        return "no es UTF-8"
    return _rechaza(lambda: leer_calendario(texto.splitlines(), nombre="c.csv"))


def _csv(datos: bytes) -> str:
    codigo = codigos.normalizar_csv(datos.decode("utf-8", "replace"))
    if codigo is not None and codigos.normalizar_csv(codigo) != codigo:
        raise Falso(codigo)
    return "puede ser" if codigo else "no puede ser"
