"""What the settings say and what it means, without secrets. They change in the environment of the processes, not here."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext as _

from consistorio.nucleo.dato import dato


@dato
class Interruptor:
    """A setting: its value in words, what it does, and the variable that changes it ("" when it comes with the environment)."""

    nombre: str
    valor: str
    significado: str
    variable: str = ""


def interruptores() -> list[tuple[str, list[Interruptor]]]:
    """Groups of settings, each with a title."""
    return [
        (_("Entorno"), _entorno()),
        (_("Identificación"), _identificacion()),
        (_("Firma y sellos"), _firma()),
        (_("Documentos"), _documentos()),
        (_("Avisos y correo"), _avisos()),
    ]


def _entorno() -> list[Interruptor]:
    entidad = settings.CONSISTORIO_ENTIDAD
    return [
        Interruptor(
            _("Entorno"),
            settings.CONSISTORIO_ENTORNO,
            _(
                "Solo en producción tiene validez lo que se hace. Allí no arrancan certificados, personas ni sistemas de prueba."
            ),
            "DJANGO_SETTINGS_MODULE",
        ),
        Interruptor(
            _("Reloj que se puede mover"),
            _si_no(settings.CONSISTORIO_RELOJ_MOVIL),
            _("Sirve para las demostraciones. En producción la hora oficial es la de la máquina."),
        ),
        Interruptor(
            _("Entidad"),
            f"{entidad['nombre']} ({entidad['dir3']})",
            _("Nombre, código DIR3 y NIF con los que se firman y registran los documentos."),
            "CONSISTORIO_ENTIDAD_NOMBRE, _DIR3, _NIF",
        ),
        Interruptor(
            _("Prefijo de los números de registro"),
            str(entidad["prefijo_registro"]) or _("Sin prefijo"),
            _(
                "Hasta 5 letras mayúsculas y números delante de cada número, si comparte numeración con otras entidades."
            ),
            "CONSISTORIO_ENTIDAD_PREFIJO_REGISTRO",
        ),
        Interruptor(
            _("Epígrafes del registro"),
            _puesto(settings.CONSISTORIO_EPIGRAFES_FICHERO),
            _("Fichero con la lista de clases de escritos entre las que elige la oficina (LPACAP art. 16.3)."),
            "CONSISTORIO_EPIGRAFES_FICHERO",
        ),
        Interruptor(
            _("Dirección de la sede"),
            settings.CONSISTORIO_SEDE_URL,
            _("La que se imprime en los documentos para verificarlos."),
            "CONSISTORIO_SEDE_URL",
        ),
        Interruptor(
            _("Textos de la sede"),
            _puesto(settings.CONSISTORIO_SEDE_FICHERO),
            _("Fichero con el contenido mínimo de la sede (RD 203/2021 art. 11)."),
            "CONSISTORIO_SEDE_FICHERO",
        ),
    ]


def _identificacion() -> list[Interruptor]:
    return [
        Interruptor(
            _("Exigir certificados cualificados"),
            _si_no(settings.CONSISTORIO_EXIGE_CUALIFICADO),
            _("Con «sí», solo entra quien tiene un certificado cualificado (LPACAP art. 9.2.a)."),
        ),
        Interruptor(
            _("Acceso con certificado"),
            _puesto(settings.CONSISTORIO_CERTIFICADO_URL),
            _("Dirección que pide el certificado al navegador."),
            "CONSISTORIO_CERTIFICADO_URL",
        ),
        Interruptor(
            _("Cl@ve"),
            _puesto(settings.CONSISTORIO_CLAVE.get("metadatos", "")),
            _("Conexión con el servicio de identificación Cl@ve."),
            "CONSISTORIO_CLAVE_METADATOS",
        ),
    ]


def _firma() -> list[Interruptor]:
    sello = settings.CONSISTORIO_SELLO
    tipo = _("dispositivo PKCS#11") if "pkcs11" in sello else _("clave en fichero") if sello else _("sin configurar")
    return [
        Interruptor(
            _("Sello del Ayuntamiento"), tipo, _("Dónde está la clave del sello de órgano."), "CONSISTORIO_SELLO_*"
        ),
        Interruptor(
            _("Sello de tiempo"),
            settings.CONSISTORIO_TSA_URL or _("sin configurar"),
            _("Autoridad que data las firmas. Sin ella, las firmas esperan su ampliación."),
            "CONSISTORIO_TSA_URL",
        ),
        Interruptor(
            _("Autoridades de confianza"),
            settings.CONSISTORIO_CONFIANZA,
            _("Carpeta con los certificados raíz que se aceptan al validar firmas."),
            "CONSISTORIO_CONFIANZA",
        ),
    ]


def _documentos() -> list[Interruptor]:
    return [
        Interruptor(
            _("Antivirus"),
            _puesto(settings.CONSISTORIO_CLAMD),
            _("Dirección de clamd. Sin antivirus, los ficheros se aceptan sin analizar y así se anota."),
            "CONSISTORIO_CLAMD",
        ),
        Interruptor(
            _("Almacén"),
            _("S3") if settings.CONSISTORIO_ALMACEN else _("disco de esta máquina"),
            _("Dónde se guardan los documentos."),
            "CONSISTORIO_S3_CUBO",
        ),
        Interruptor(
            _("Esquemas oficiales"),
            _puesto(settings.CONSISTORIO_ESQUEMAS),
            _("Carpeta con los XSD oficiales. Con ella, los ficheros ENI se validan también contra ellos."),
            "CONSISTORIO_ESQUEMAS",
        ),
    ]


def _avisos() -> list[Interruptor]:
    return [
        Interruptor(
            _("FACe"),
            _puesto(settings.CONSISTORIO_FACE.get("url", "")),
            _(
                "Conexión con el punto general de entrada de facturas. Sin ella, las facturas llegan por los demás canales."
            ),
            "CONSISTORIO_FACE_URL",
        ),
        Interruptor(
            _("Servidor de correo"),
            str(getattr(settings, "CONSISTORIO_SMTP", {}).get("servidor") or _("sin configurar")),
            _(
                "El aviso de una notificación sale por aquí. Si falla, la notificación es válida igual (LPACAP art. 41.6)."
            ),
            "CONSISTORIO_SMTP_SERVIDOR",
        ),
        Interruptor(
            _("Días para abrir una notificación"),
            _("10 naturales"),
            _("Los fija la ley (LPACAP art. 43.2); no se cambian aquí."),
        ),
    ]


def _si_no(valor: bool) -> str:
    return _("sí") if valor else _("no")


def _puesto(valor: str) -> str:
    return _("configurado") if valor else _("sin configurar")
