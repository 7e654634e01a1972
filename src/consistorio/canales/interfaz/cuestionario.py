"""From a form's definition and answers to what the components draw. Nothing is judged here: `formularios.reglas` does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from consistorio.canales.interfaz.campos import CampoVisible, OpcionVisible, ParteVisible, partes_de_fecha
from consistorio.nucleo.errores import Problema
from consistorio.tramitacion.formularios.tipos import PARTES_DIRECCION_OBLIGATORIAS, Campo, Requisito
from consistorio.tramitacion.formularios.valores import Datos, Valor, texto_de

_PARTES: Sequence[tuple[str, str, str, str]] = (
    ("via", gettext_noop("Calle, plaza o avenida"), "", "address-line1"),
    ("numero", gettext_noop("Número"), "5", ""),
    ("piso", gettext_noop("Piso y puerta"), "10", "address-line2"),
    ("codigo_postal", gettext_noop("Código postal"), "5", "postal-code"),
    ("municipio", gettext_noop("Municipio"), "20", "address-level2"),
    ("provincia", gettext_noop("Provincia"), "20", "address-level1"),
)
_AUTOCOMPLETAR = {"correo": "email", "telefono": "tel"}
_FORMATOS = {
    "pdf": ("PDF", ".pdf"),
    "imagen": (gettext_noop("JPG, PNG o HEIC"), ".jpg,.jpeg,.png,.heic,.heif,.tif,.tiff,.webp"),
    "texto": (gettext_noop("TXT o CSV"), ".txt,.csv"),
    "ofimatica": (gettext_noop("ODT, ODS, DOCX o XLSX"), ".odt,.ods,.docx,.xlsx"),
    "xml": ("XML", ".xml"),
    "zip": ("ZIP", ".zip"),
    "video": (gettext_noop("MP4 o WEBM"), ".mp4,.webm"),
    "audio": (gettext_noop("MP3 u OGG"), ".mp3,.ogg"),
}


def datos_enviados(post: QueryDict) -> dict[str, Valor]:
    """What a plain HTML form sent: one value as text, several as a list."""
    enviados: dict[str, Valor] = {}
    for clave in post:
        valores: list[Valor] = list(post.getlist(clave))
        enviados[clave] = valores if len(valores) > 1 else valores[0] if valores else ""
    return enviados


def campos_visibles(
    campos: Sequence[Campo], datos: Datos, problemas: Sequence[Problema], *, titulo: str
) -> list[CampoVisible]:
    """The questions of a step. A step of one question has it as the title of the page."""
    por_campo = {problema.campo: problema.mensaje for problema in problemas}
    unico = len(campos) == 1 and campos[0].etiqueta == titulo
    return [campo_visible(campo, datos.get(campo.codigo), por_campo, es_titulo=unico) for campo in campos]


def campo_visible(campo: Campo, valor: Valor, errores: Mapping[str, str], *, es_titulo: bool = False) -> CampoVisible:
    """One question with what was answered and what is wrong with it."""
    error = errores.get(campo.codigo, "")
    texto = texto_de(valor)
    return CampoVisible(
        nombre=campo.codigo,
        etiqueta=campo.etiqueta,
        tipo=campo.tipo,
        valor=texto.replace(".", ",") if campo.tipo in {"numero", "importe"} else texto,
        ayuda=campo.ayuda,
        error=error,
        opciones=_opciones(campo, valor),
        partes=_partes(campo, valor, errores),
        obligatorio=campo.obligatorio or campo.tipo in {"casilla", "declaracion"},
        es_titulo=es_titulo,
        autocompletar=campo.autocompletar or _AUTOCOMPLETAR.get(campo.tipo, ""),
        largo=campo.largo,
    )


def _opciones(campo: Campo, valor: Valor) -> tuple[OpcionVisible, ...]:
    if campo.tipo in {"casilla", "declaracion"}:
        return (OpcionVisible("si", campo.etiqueta, actual=valor is True),)
    elegidas = {texto_de(v) for v in valor} if isinstance(valor, list) else {texto_de(valor)}
    opciones = tuple(OpcionVisible(o.valor, o.texto, o.ayuda, actual=o.valor in elegidas) for o in campo.opciones)
    if campo.tipo == "seleccion":
        return (OpcionVisible("", _("Elija una opción")), *opciones)
    return opciones


def _partes(campo: Campo, valor: Valor, errores: Mapping[str, str]) -> tuple[ParteVisible, ...]:
    if campo.tipo == "fecha":
        return partes_de_fecha(campo.codigo, texto_de(valor), errores.get(campo.codigo, ""))
    if campo.tipo != "direccion":
        return ()
    escrita = valor if isinstance(valor, dict) else {}
    partes = []
    for clave, etiqueta, ancho, autocompletar in _PARTES:
        nombre = f"{campo.codigo}.{clave}"
        opcional = "" if clave in PARTES_DIRECCION_OBLIGATORIAS else f" {_('(opcional)')}"
        partes.append(
            ParteVisible(
                nombre,
                _(etiqueta) + opcional,
                texto_de(escrita.get(clave)),
                errores.get(nombre, ""),
                ancho,
                autocompletar,
                clave == "codigo_postal",
            )
        )
    return tuple(partes)


def formatos_de(requisito: Requisito) -> str:
    """What may be attached, in words: PDF, JPG, PNG o HEIC."""
    return ", ".join(_(_FORMATOS[f][0]) for f in requisito.formatos if f in _FORMATOS)


def extensiones_de(requisito: Requisito) -> str:
    """Value of the `accept` attribute."""
    return ",".join(_FORMATOS[f][1] for f in requisito.formatos if f in _FORMATOS)
