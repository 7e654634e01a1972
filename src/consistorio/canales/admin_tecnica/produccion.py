"""What a real town must have said of itself before production starts: nothing of the example, of the demo or of a test."""

from __future__ import annotations

import os
from collections.abc import Mapping
from email.utils import parseaddr
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.hazmat.primitives.serialization import pkcs12
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError
from django.http.request import validate_host
from django.utils.translation import gettext as _

from consistorio.canales.interfaz.cliente import Proxies
from consistorio.documental.registro.comprobaciones import epigrafes
from consistorio.documental.registro.reglas import prefijo_valido
from consistorio.integraciones.pki_demo.nombres import ORGANIZACION as AUTORIDAD_DE_DEMOSTRACION
from consistorio.nucleo.errores import DatosIncorrectos, Problema
from consistorio.nucleo.tipos import Dir3, Nif
from consistorio.plataforma.base.conexion import Conexion
from consistorio.plataforma.base.errores import BaseNoDisponible
from consistorio.plataforma.calendario.models import DesfaseReloj
from consistorio.plataforma.organizacion.demostracion import hay_gente_de_la_demostracion
from consistorio.plataforma.supervision.produccion import en_produccion

# RFC 2606 and RFC 6761: names that belong to nobody
_RESERVADOS = ("localhost", "example", "test", "invalid", "local", "example.com", "example.org", "example.net")
_LARGO_CLAVE = 50
_DISTINTOS_CLAVE = 10


@en_produccion("produccion.E001")
def entidad() -> list[Problema]:
    """The town's own name, DIR3 and NIF: acts and ENI identifiers carry them for ever."""
    dichos: Mapping[str, str] = settings.CONSISTORIO_ENTIDAD
    ejemplo: Mapping[str, str] = settings.CONSISTORIO_EJEMPLO
    palabras = {"nombre": _("el nombre"), "dir3": _("el código DIR3"), "nif": _("el NIF")}
    problemas = []
    for clave, palabra in palabras.items():
        campo, valor = f"CONSISTORIO_ENTIDAD_{clave.upper()}", dichos.get(clave, "").strip()
        if not valor or valor == ejemplo[clave]:
            que = _("falta") if not valor else _("es el del ejemplo")
            problemas.append(
                Problema(campo, _("%(que)s. Ponga %(cual)s del Ayuntamiento.") % {"que": que, "cual": palabra})
            )
        elif clave != "nombre":
            problemas += _mal_escrito(campo, clave, valor)
    return problemas


@en_produccion("produccion.E010")
def registro() -> list[Problema]:
    """What the registry puts in every entry: numbers of 20 characters at most, and headings that can be read."""
    prefijo, problemas = str(settings.CONSISTORIO_ENTIDAD.get("prefijo_registro", "")), []
    if not prefijo_valido(prefijo):
        mensaje = _("ponga como mucho 5 letras mayúsculas y números, o déjelo vacío.")
        problemas.append(Problema("CONSISTORIO_ENTIDAD_PREFIJO_REGISTRO", mensaje))
    try:
        epigrafes()
    except (OSError, ValueError) as error:
        mensaje = _("no se puede leer: %(error)s.") % {"error": error}
        problemas.append(Problema("CONSISTORIO_EPIGRAFES_FICHERO", mensaje))
    return problemas


@en_produccion("produccion.E009")
def regulacion_csv() -> list[Problema]:
    """The town's own rule of its CSV: it goes in every ENI document (NTI de Documento electrónico, RegulacionGeneracionCSV)."""
    dicha = settings.CONSISTORIO_REGULACION_CSV.strip()
    if dicha and dicha != settings.CONSISTORIO_REGULACION_DE_EJEMPLO:
        return []
    que = _("es la del ejemplo") if dicha else _("falta")
    mensaje = _("%(que)s. Ponga la norma del Ayuntamiento que regula su código seguro de verificación.")
    return [Problema("CONSISTORIO_REGULACION_CSV", mensaje % {"que": que})]


def _mal_escrito(campo: str, clave: str, valor: str) -> list[Problema]:
    try:
        if clave == "dir3":
            Dir3(valor)
        elif not Nif.de(valor).es_organizacion:
            return [Problema(campo, _("no es el NIF de una entidad."))]
    except DatosIncorrectos as error:
        return [Problema(campo, error.mensaje)]
    return []


@en_produccion("produccion.E002")
def direcciones() -> list[Problema]:
    """Addresses of the sede are the town's, over HTTPS."""
    sede = urlsplit(settings.CONSISTORIO_SEDE_URL)
    anfitriones: list[str] = settings.ALLOWED_HOSTS
    problemas = []
    if sede.scheme != "https" or not _publico(sede.hostname or ""):
        mensaje = _("«%(url)s» no sirve. Ponga la dirección pública de la sede, con https://.")
        problemas.append(Problema("CONSISTORIO_SEDE_URL", mensaje % {"url": settings.CONSISTORIO_SEDE_URL}))
    elif not validate_host(sede.hostname or "", anfitriones):
        mensaje = _("no incluye «%(nombre)s», que es el de la sede.")
        problemas.append(Problema("CONSISTORIO_HOSTS", mensaje % {"nombre": sede.hostname}))
    malos = [a for a in anfitriones if "*" in a or not _publico(a.lstrip("."))]
    if malos or not anfitriones:
        mensaje = _("ponga los nombres públicos de la sede, separados por comas (sobra: %(malos)s).")
        problemas.append(Problema("CONSISTORIO_HOSTS", mensaje % {"malos": ", ".join(malos) or _("nada; falta todo")}))
    certificado = settings.CONSISTORIO_CERTIFICADO_URL
    if certificado and (urlsplit(certificado).scheme != "https" or not _publico(urlsplit(certificado).hostname or "")):
        problemas.append(
            Problema(
                "CONSISTORIO_CERTIFICADO_URL", _("ponga la dirección pública del puerto de certificado, con https://.")
            )
        )
    try:
        Proxies.de(settings.CONSISTORIO_PROXIES)
    except ImproperlyConfigured as error:
        problemas.append(Problema("CONSISTORIO_PROXIES", str(error)))
    return problemas


@en_produccion("produccion.E003")
def secretos() -> list[Problema]:
    """A secret key of one's own, and no page that shows the inside of the house."""
    problemas = []
    try:
        clave = settings.SECRET_KEY
    except ImproperlyConfigured:  # Django's answer to an empty one
        clave = ""
    corta = len(clave) < _LARGO_CLAVE or len(set(clave)) < _DISTINTOS_CLAVE
    if corta or clave.startswith(("demo-", "django-insecure-")):
        mensaje = _("falta, es corta o es de ejemplo. Ponga 50 caracteres o más al azar (openssl rand -base64 60).")
        problemas.append(Problema("CONSISTORIO_CLAVE_SECRETA", mensaje))
    if settings.DEBUG:
        problemas.append(Problema("DEBUG", _("está activado: muestra datos internos. Quítelo.")))
    return problemas


@en_produccion("produccion.E004")
def reloj_e_identificacion() -> list[Problema]:
    """The official time is the machine's, and certificates are qualified."""
    problemas = []
    if settings.CONSISTORIO_RELOJ_MOVIL:
        problemas.append(Problema("CONSISTORIO_RELOJ_MOVIL", _("el reloj oficial no se puede mover. Quítelo.")))
    if not settings.CONSISTORIO_EXIGE_CUALIFICADO:
        mensaje = _("los certificados deben ser cualificados (LPACAP art. 9.2.a). Quítelo.")
        problemas.append(Problema("CONSISTORIO_EXIGE_CUALIFICADO", mensaje))
    return problemas


@en_produccion("produccion.E005")
def correo() -> list[Problema]:
    """Mail leaves by the town's server with the town's sender."""
    smtp: Mapping[str, object] = settings.CONSISTORIO_SMTP
    servidor, seguridad = str(smtp["servidor"]), str(smtp["seguridad"])
    problemas = []
    if not servidor:
        problemas.append(Problema("CONSISTORIO_SMTP_SERVIDOR", _("falta. Ponga el servidor de correo.")))
    elif seguridad == "ninguna" and not _de_esta_maquina(servidor):
        mensaje = _("«ninguna» solo vale para un servidor de esta máquina. Ponga starttls o tls.")
        problemas.append(Problema("CONSISTORIO_SMTP_SEGURIDAD", mensaje))
    remitente = parseaddr(str(smtp["remitente"]))[1]
    if "@" not in remitente or not _publico(remitente.rpartition("@")[2]):
        mensaje = _("falta o es de ejemplo. Ponga la dirección desde la que avisa el Ayuntamiento.")
        problemas.append(Problema("CONSISTORIO_SMTP_REMITENTE", mensaje))
    return problemas


@en_produccion("produccion.E006")
def firma() -> list[Problema]:
    """The organ's seal, the roots and the time-stamp authority are real."""
    problemas = []
    sello: Mapping[str, str] = settings.CONSISTORIO_SELLO
    if not sello:
        problemas.append(Problema("CONSISTORIO_SELLO_*", _("falta el sello electrónico del Ayuntamiento.")))
    else:
        problemas += _sello(sello)
    confianza = Path(settings.CONSISTORIO_CONFIANZA)
    raices = [*confianza.glob("*.pem"), *confianza.glob("*.crt")] if confianza.is_dir() else []
    if not raices:
        mensaje = _("en «%(carpeta)s» no hay certificados raíz (.pem o .crt).")
        problemas.append(Problema("CONSISTORIO_CONFIANZA", mensaje % {"carpeta": confianza}))
    for raiz in raices:
        if _es_de_demostracion(raiz):
            mensaje = _("«%(fichero)s» es de la autoridad de demostración. Quítelo.")
            problemas.append(Problema("CONSISTORIO_CONFIANZA", mensaje % {"fichero": raiz.name}))
    tsa = urlsplit(settings.CONSISTORIO_TSA_URL)
    if not tsa.hostname or not _publico(tsa.hostname):
        problemas.append(
            Problema("CONSISTORIO_TSA_URL", _("falta o es de prueba. Ponga su autoridad de sellado de tiempo."))
        )
    return problemas


def _sello(sello: Mapping[str, str]) -> list[Problema]:
    fichero = Path(sello.get("p12") or sello.get("certificado") or "")
    if not fichero.is_file():
        return [Problema("CONSISTORIO_SELLO_*", _("no existe «%(fichero)s».") % {"fichero": fichero})]
    if _es_de_demostracion(fichero, sello.get("contrasena_fichero", "")):
        return [Problema("CONSISTORIO_SELLO_*", _("es el sello de demostración. Ponga el del Ayuntamiento."))]
    return []


@en_produccion("produccion.E012")
def punto_general_de_facturas() -> list[Problema]:
    """FACe, if the town uses it, is the real one, known by its certificate."""
    dichos: Mapping[str, str] = settings.CONSISTORIO_FACE
    if not dichos:
        return []
    problemas, direccion = [], urlsplit(dichos.get("url", ""))
    if direccion.scheme != "https" or not direccion.hostname or not _publico(direccion.hostname):
        problemas.append(Problema("CONSISTORIO_FACE_URL", _("ponga la dirección de FACe, con https.")))
    if not Path(dichos.get("servicio", "")).is_file():
        mensaje = _("falta el certificado con el que FACe firma sus respuestas (PEM).")
        problemas.append(Problema("CONSISTORIO_FACE_SERVICIO", mensaje))
    propio = Path(dichos.get("p12") or dichos.get("certificado") or "")
    if not propio.is_file() or _es_de_demostracion(propio, dichos.get("contrasena_fichero", "")):
        mensaje = _("falta el certificado con el que FACe conoce al Ayuntamiento, o es el de demostración.")
        problemas.append(Problema("CONSISTORIO_FACE_CERTIFICADO", mensaje))
    return problemas


@en_produccion("produccion.E007")
def simuladores() -> list[Problema]:
    """Nothing answers in place of the real systems."""
    problemas = [
        Problema(nombre, _("es de la demostración: la pone la orden «demo». Quítela."))
        for nombre in sorted(os.environ)
        if nombre.startswith("CONSISTORIO_PUERTO_") or nombre == "CONSISTORIO_PKI_URL"
    ]
    for puerto, clase in settings.CONSISTORIO_PUERTOS.items():
        if "simulador" in clase or "demo" in clase or ".tests." in clase:
            mensaje = _("«%(puerto)s» está conectado a un simulador.")
            problemas.append(Problema("CONSISTORIO_PUERTOS", mensaje % {"puerto": puerto}))
    metadatos = Path(settings.CONSISTORIO_CLAVE.get("metadatos") or "")
    if metadatos.is_file() and any(local in metadatos.read_bytes() for local in (b"//localhost", b"//127.0.0.1")):
        problemas.append(Problema("CONSISTORIO_CLAVE_METADATOS", _("son los del simulador de Cl@ve.")))
    return problemas


@en_produccion("produccion.E008")
def base_de_ejemplo() -> list[Problema]:
    """The database holds nobody whose password and codes are published. One that does not answer says so elsewhere."""
    if not os.environ.get("DATABASE_URL"):
        return [
            Problema(
                "DATABASE_URL", _("falta. La base incluida en el programa no protege lo registrado: es de pruebas.")
            )
        ]
    try:
        de_ejemplo = hay_gente_de_la_demostracion() or DesfaseReloj.objects.exists()
    except DatabaseError:
        return []
    if de_ejemplo:
        mensaje = _("la base de datos es la de una demostración, con contraseñas que conoce todo el mundo. Use otra.")
        return [Problema("DATABASE_URL", mensaje)]
    return []


@en_produccion("produccion.E011")
def base_en_otra_maquina() -> list[Problema]:
    """What goes to a database through a network goes encrypted, to the server that its certificate says and no other."""
    try:
        base = Conexion.de_url(os.environ.get("DATABASE_URL") or "postgresql:///sin-base")
    except BaseNoDisponible as error:
        return [Problema("DATABASE_URL", str(error))]
    servidores = base.host or base.opciones.get("hostaddr") or os.environ.get("PGHOST") or "/"
    lejos = [s for s in servidores.split(",") if not s.startswith(("/", "@")) and not _de_esta_maquina(s)]
    modo = base.opciones.get("sslmode") or os.environ.get("PGSSLMODE")
    if not lejos or modo == "verify-full":
        return []
    mensaje = _(
        "la base de datos está en otra máquina (%(donde)s) y no se comprueba que sea ella. "
        "Añada al final «?sslmode=verify-full&sslrootcert=FICHERO», con el certificado de su autoridad."
    )
    return [Problema("DATABASE_URL", mensaje % {"donde": ", ".join(lejos)})]


def _publico(nombre: str) -> bool:
    """Whether a host name can be somebody's on the Internet: neither reserved for examples nor a number."""
    limpio = nombre.lower().rstrip(".")
    try:
        return not ip_address(limpio.strip("[]"))
    except ValueError:
        return "." in limpio and not any(limpio == r or limpio.endswith(f".{r}") for r in _RESERVADOS)


def _de_esta_maquina(servidor: str) -> bool:
    try:
        return ip_address(servidor).is_loopback
    except ValueError:
        return servidor == "localhost"


def _es_de_demostracion(fichero: Path, contrasena_fichero: str = "") -> bool:
    """Whether a PEM or PKCS#12 file holds a certificate issued by the demo's authority. What cannot be read is not."""
    try:
        datos = fichero.read_bytes()
        if b"-----BEGIN" in datos:
            certificados = x509.load_pem_x509_certificates(datos)
        elif contrasena_fichero or fichero.suffix in (".p12", ".pfx"):
            clave = Path(contrasena_fichero).read_text("utf-8").strip().encode() if contrasena_fichero else None
            propio = pkcs12.load_key_and_certificates(datos, clave)[1]
            certificados = [propio] if propio is not None else []
        else:
            certificados = [x509.load_der_x509_certificate(datos)]
    except (OSError, ValueError):
        return False
    return any(AUTORIDAD_DE_DEMOSTRACION in c.issuer.rfc4514_string() for c in certificados)
