"""What each type of question takes: how an answer is written down and what is wrong with it, in plain Spanish.

Every channel calls the same functions. An answer that cannot be understood is kept as it was typed, so that nothing is lost.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from stdnum import iban
from stdnum.exceptions import ValidationError as ErrorDeNumero

from consistorio.nucleo.errores import DatosIncorrectos, Problema
from consistorio.nucleo.tipos import Importe, Nif
from consistorio.tramitacion.formularios.condiciones import esta_vacio
from consistorio.tramitacion.formularios.tipos import (
    PARTES_DIRECCION,
    PARTES_DIRECCION_OBLIGATORIAS,
    Campo,
)
from consistorio.tramitacion.formularios.valores import Datos, Valor, texto_de

_SI = frozenset({"si", "sí", "on", "true", "1", "acepto"})
_MILES = re.compile(r"\d{1,3}(\.\d{3})+")
_FECHA_ES = re.compile(r"(\d{1,2})[/\-. ](\d{1,2})[/\-. ](\d{4})")


def respuesta_cruda(campo: Campo, crudos: Datos) -> Valor:
    """The raw answer to a question. Parts may come nested or as `codigo.parte`, as plain HTML forms send them."""
    directa = crudos.get(campo.codigo)
    if campo.tipo == "direccion" and not isinstance(directa, dict):
        return {parte: texto_de(crudos.get(f"{campo.codigo}.{parte}")) for parte in PARTES_DIRECCION}
    if campo.tipo == "fecha" and directa is None and f"{campo.codigo}.anio" in crudos:
        partes = [texto_de(crudos.get(f"{campo.codigo}.{parte}")) for parte in ("dia", "mes", "anio")]
        return "/".join(partes) if any(partes) else ""
    return directa


def normalizar_respuesta(campo: Campo, cruda: Valor) -> Valor:
    """The answer in its written form: ISO dates, amounts with a point, tax numbers without spaces."""
    if campo.tipo in {"casilla", "declaracion"}:
        return cruda is True or texto_de(cruda).casefold() in _SI
    if campo.tipo == "casillas":
        partes = cruda if isinstance(cruda, list) else [cruda]
        return [texto_de(parte) for parte in partes if texto_de(parte)]
    if campo.tipo == "direccion":
        partes_dir = cruda if isinstance(cruda, dict) else {}
        return {parte: " ".join(texto_de(partes_dir.get(parte)).split()) for parte in PARTES_DIRECCION}
    texto = texto_de(cruda)
    if not texto:
        return ""
    transformar = _TRANSFORMAR.get(campo.tipo)
    return transformar(texto) if transformar else texto


def problemas_de(campo: Campo, valor: Valor, *, hoy: date) -> tuple[Problema, ...]:
    """Everything wrong with a written answer. `hoy` is the official date."""
    if esta_vacio(valor):
        if not campo.obligatorio:
            return ()
        return (Problema(_primera_parte(campo), campo.error or _mensaje_vacio(campo)),)
    if campo.tipo == "direccion":
        return _direccion(campo, valor)
    comprobar = _COMPROBAR.get(campo.tipo)
    mensaje = comprobar(campo, valor, hoy) if comprobar else None
    return (Problema(campo.codigo, mensaje),) if mensaje else ()


def texto_legible(campo: Campo, valor: Valor) -> str:
    """The answer as people read it in the review page and in the application's PDF."""
    if campo.tipo in {"casilla", "declaracion"}:
        return _("Sí") if valor else _("No")
    if esta_vacio(valor):
        return ""
    opciones = {opcion.valor: opcion.texto for opcion in campo.opciones}
    if isinstance(valor, list):
        return ", ".join(opciones.get(texto_de(parte), texto_de(parte)) for parte in valor)
    if isinstance(valor, Mapping):
        return _direccion_legible(valor)
    texto = texto_de(valor)
    if campo.tipo == "fecha":
        try:
            return date.fromisoformat(texto).strftime("%d/%m/%Y")
        except ValueError:
            return texto
    if campo.tipo == "importe":
        try:
            return str(Importe.de(texto))
        except DatosIncorrectos:
            return texto
    if campo.tipo == "numero":
        return texto.replace(".", ",")
    return opciones.get(texto, texto)


def _direccion_legible(valor: Mapping[str, Valor]) -> str:
    def parte(clave: str) -> str:
        return texto_de(valor.get(clave))

    calle = ", ".join(trozo for trozo in (parte("via"), parte("numero"), parte("piso")) if trozo)
    lugar = " ".join(trozo for trozo in (parte("codigo_postal"), parte("municipio")) if trozo)
    provincia = f"({parte('provincia')})" if parte("provincia") else ""
    return ", ".join(trozo for trozo in (calle, " ".join(t for t in (lugar, provincia) if t)) if trozo)


def _primera_parte(campo: Campo) -> str:
    return f"{campo.codigo}.via" if campo.tipo == "direccion" else campo.codigo


def _mensaje_vacio(campo: Campo) -> str:
    match campo.tipo:
        case "declaracion":
            return _("Para presentar la solicitud tiene que marcar: «%(c)s».") % {"c": campo.etiqueta}
        case "casilla":
            return _("Marque la casilla «%(c)s».") % {"c": campo.etiqueta}
        case "opcion" | "seleccion":
            return _("Elija una respuesta en «%(c)s».") % {"c": campo.etiqueta}
        case "casillas":
            return _("Marque al menos una respuesta en «%(c)s».") % {"c": campo.etiqueta}
        case "direccion":
            return _("Escriba el nombre de la calle.")
        case "nif":
            return _("Escriba el DNI con 8 números y una letra, por ejemplo 12345678Z.")
        case "fecha":
            return _("Escriba la fecha en «%(c)s». Por ejemplo, 27/3/2026.") % {"c": campo.etiqueta}
    return _("Falta la respuesta a «%(c)s».") % {"c": campo.etiqueta}


def _fecha(texto: str) -> str:
    partes = _FECHA_ES.fullmatch(texto)
    if not partes:
        return texto
    dia, mes, anio = (int(parte) for parte in partes.groups())
    try:
        return date(anio, mes, dia).isoformat()
    except ValueError:
        return texto


def _numero(texto: str) -> str:
    limpio = texto.replace(" ", "")
    if "," in limpio:
        limpio = limpio.replace(".", "").replace(",", ".")
    return limpio


def _importe(texto: str) -> str:
    if _MILES.fullmatch(texto.replace("€", "").strip()):  # 9.999 is nine thousand for whoever writes it here
        texto = texto.replace(".", "")
    try:
        return f"{Importe.de(texto).euros:.2f}"
    except DatosIncorrectos:
        return texto


def _nif(texto: str) -> str:
    return re.sub(r"[\s.\-]", "", texto).upper()


def _telefono(texto: str) -> str:
    return re.sub(r"[\s.\-()]", "", texto)


_TRANSFORMAR: dict[str, Callable[[str], str]] = {
    "fecha": _fecha,
    "numero": _numero,
    "importe": _importe,
    "nif": _nif,
    "iban": iban.compact,
    "telefono": _telefono,
}


def _comprobar_texto(campo: Campo, valor: Valor, hoy: date) -> str | None:
    texto = texto_de(valor)
    if "\x00" in texto:
        return _("El texto lleva caracteres que no se pueden guardar. Escríbalo de nuevo.")
    if campo.largo and len(texto) > campo.largo:
        return _("Ha escrito %(n)d caracteres y caben %(m)d. Acorte el texto o adjúntelo como documento.") % {
            "n": len(texto),
            "m": campo.largo,
        }
    return None


def _comprobar_numero(campo: Campo, valor: Valor, hoy: date) -> str | None:
    try:
        numero = Decimal(texto_de(valor))
    except InvalidOperation:
        numero = Decimal("NaN")
    if not numero.is_finite() or abs(numero) > Decimal(10) ** 15:
        return _("Escriba un número. Por ejemplo, 12 o 12,5.")
    if campo.entero and numero != numero.to_integral_value():
        return _("Escriba un número sin decimales.")
    return _fuera_de_limites(campo, numero, "")


def _comprobar_importe(campo: Campo, valor: Valor, hoy: date) -> str | None:
    try:
        euros = Importe.de(texto_de(valor)).euros
    except DatosIncorrectos as error:
        return error.mensaje
    return _fuera_de_limites(campo, euros, " €")


def _fuera_de_limites(campo: Campo, numero: Decimal, unidad: str) -> str | None:
    if campo.minimo is not None and numero < campo.minimo:
        return _("Debe ser %(n)s%(u)s o más.") % {"n": _con_coma(campo.minimo), "u": unidad}
    if campo.maximo is not None and numero > campo.maximo:
        return _("Debe ser %(n)s%(u)s o menos.") % {"n": _con_coma(campo.maximo), "u": unidad}
    return None


def _con_coma(numero: Decimal) -> str:
    return f"{numero:f}".replace(".", ",")


def _comprobar_fecha(campo: Campo, valor: Valor, hoy: date) -> str | None:
    try:
        fecha = date.fromisoformat(texto_de(valor))
    except ValueError:
        return _("Escriba una fecha que exista, con día, mes y año. Por ejemplo, 27/3/2026.")
    if not 1900 <= fecha.year <= 2200:
        return _("Revise el año de la fecha: ha escrito %(n)d.") % {"n": fecha.year}
    if campo.fecha_limite == "hoy_o_anterior" and fecha > hoy:
        return _("La fecha de «%(c)s» debe ser hoy o anterior.") % {"c": campo.etiqueta}
    if campo.fecha_limite == "hoy_o_posterior" and fecha < hoy:
        return _("La fecha de «%(c)s» debe ser hoy o posterior.") % {"c": campo.etiqueta}
    if campo.fecha_limite == "posterior_a_hoy" and fecha <= hoy:
        return _("La fecha de «%(c)s» debe ser posterior a hoy.") % {"c": campo.etiqueta}
    return None


def _comprobar_opcion(campo: Campo, valor: Valor, hoy: date) -> str | None:
    elegidas = valor if isinstance(valor, list) else [valor]
    admitidas = {opcion.valor for opcion in campo.opciones}
    if any(texto_de(elegida) not in admitidas for elegida in elegidas):
        return _("Elija una de las respuestas de la lista en «%(c)s».") % {"c": campo.etiqueta}
    return None


def _comprobar_nif(campo: Campo, valor: Valor, hoy: date) -> str | None:
    try:
        Nif.de(texto_de(valor))
    except DatosIncorrectos as error:
        return error.mensaje
    return None


def _comprobar_iban(campo: Campo, valor: Valor, hoy: date) -> str | None:
    try:
        iban.validate(texto_de(valor))
    except ErrorDeNumero:
        return _("El IBAN no es correcto: revise los números.")
    return None


def _comprobar_telefono(campo: Campo, valor: Valor, hoy: date) -> str | None:
    if re.fullmatch(r"(\+|00)\d{7,15}|[6-9]\d{8}", texto_de(valor)):
        return None
    return _("Escriba un teléfono con 9 números, o con el prefijo de su país. Por ejemplo, 600 123 456.")


def _comprobar_correo(campo: Campo, valor: Valor, hoy: date) -> str | None:
    try:
        validate_email(texto_de(valor))
    except ValidationError:
        return _("Escriba una dirección de correo completa. Por ejemplo, nombre@correo.es.")
    return None


_COMPROBAR: dict[str, Callable[[Campo, Valor, date], str | None]] = {
    "texto": _comprobar_texto,
    "texto_largo": _comprobar_texto,
    "numero": _comprobar_numero,
    "importe": _comprobar_importe,
    "fecha": _comprobar_fecha,
    "seleccion": _comprobar_opcion,
    "opcion": _comprobar_opcion,
    "casillas": _comprobar_opcion,
    "nif": _comprobar_nif,
    "iban": _comprobar_iban,
    "telefono": _comprobar_telefono,
    "correo": _comprobar_correo,
}


def _direccion(campo: Campo, valor: Valor) -> tuple[Problema, ...]:
    partes = valor if isinstance(valor, dict) else {}
    mensajes = {
        "via": _("Escriba el nombre de la calle."),
        "codigo_postal": _("Escriba el código postal."),
        "municipio": _("Escriba el municipio."),
    }
    problemas = []
    for parte in PARTES_DIRECCION:
        texto = texto_de(partes.get(parte))
        lugar = f"{campo.codigo}.{parte}"
        if not texto and parte in PARTES_DIRECCION_OBLIGATORIAS:
            problemas.append(Problema(lugar, mensajes[parte]))
        elif parte == "codigo_postal" and texto and not re.fullmatch(r"(0[1-9]|[1-4]\d|5[0-2])\d{3}", texto):
            problemas.append(Problema(lugar, _("Escriba el código postal con 5 números. Por ejemplo, 09001.")))
        elif len(texto) > 160:
            problemas.append(Problema(lugar, _("El texto es demasiado largo: caben 160 caracteres.")))
    return tuple(problemas)
