"""The rules of forms: pure, the same on every channel (web, kiosk, counter, API)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from django.utils.translation import gettext as _

from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import Problema
from consistorio.tramitacion.formularios.campos import (
    normalizar_respuesta,
    problemas_de,
    respuesta_cruda,
    texto_legible,
)
from consistorio.tramitacion.formularios.condiciones import esta_vacio, se_cumple
from consistorio.tramitacion.formularios.tipos import Campo, Esquema, Paso, Requisito
from consistorio.tramitacion.formularios.valores import Datos, Valor


@dato
class Respuesta:
    """An answer as people read it."""

    paso: str
    campo: str
    etiqueta: str
    texto: str


def pasos_visibles(esquema: Esquema, datos: Datos) -> tuple[Paso, ...]:
    """The steps that these answers call for."""
    limpios = limpiar(esquema, datos)
    return tuple(paso for paso in esquema.pasos if se_cumple(paso.condicion, limpios))


def campos_visibles(esquema: Esquema, datos: Datos, *, paso: str = "") -> tuple[Campo, ...]:
    """The questions that these answers call for, of one step or of all."""
    limpios = limpiar(esquema, datos)
    return tuple(
        campo
        for uno in esquema.pasos
        if (not paso or uno.codigo == paso) and se_cumple(uno.condicion, limpios)
        for campo in uno.campos
        if se_cumple(campo.condicion, limpios)
    )


def requisitos_visibles(esquema: Esquema, datos: Datos) -> tuple[Requisito, ...]:
    """The documents that these answers call for."""
    limpios = limpiar(esquema, datos)
    return tuple(requisito for requisito in esquema.requisitos if se_cumple(requisito.condicion, limpios))


def normalizar(esquema: Esquema, crudos: Datos, *, paso: str = "") -> dict[str, Valor]:
    """The raw answers of a step (or of all) in their written form. Keys that are no question are dropped."""
    return {
        campo.codigo: normalizar_respuesta(campo, respuesta_cruda(campo, crudos))
        for uno in esquema.pasos
        if not paso or uno.codigo == paso
        for campo in uno.campos
    }


def limpiar(esquema: Esquema, datos: Datos) -> dict[str, Valor]:
    """Only the answers to questions that are asked: a hidden question counts as not answered for those after it."""
    limpios: dict[str, Valor] = {}
    for paso in esquema.pasos:
        if not se_cumple(paso.condicion, limpios):
            continue
        for campo in paso.campos:
            if se_cumple(campo.condicion, limpios) and campo.codigo in datos:
                limpios[campo.codigo] = datos[campo.codigo]
    return limpios


def validar(esquema: Esquema, datos: Datos, *, hoy: date, paso: str = "") -> tuple[Problema, ...]:
    """Everything wrong with the answers (written form), in the order of the form; of one step when `paso` is given."""
    return tuple(
        problema
        for campo in campos_visibles(esquema, datos, paso=paso)
        for problema in problemas_de(campo, datos.get(campo.codigo), hoy=hoy)
    )


def paso_completo(esquema: Esquema, datos: Datos, paso: str, *, hoy: date) -> bool:
    """Whether a step has all its answers and they are good."""
    return not validar(esquema, datos, hoy=hoy, paso=paso)


def siguiente_paso(esquema: Esquema, datos: Datos, paso: str) -> Paso | None:
    """The visible step after this one; None after the last."""
    visibles = pasos_visibles(esquema, datos)
    codigos = [uno.codigo for uno in visibles]
    if paso not in codigos:
        return visibles[0] if visibles else None
    orden = codigos.index(paso) + 1
    return visibles[orden] if orden < len(visibles) else None


def documentos_que_faltan(esquema: Esquema, datos: Datos, adjuntados: Collection[str]) -> tuple[Requisito, ...]:
    """The mandatory documents not attached. They do not stop a submission (LPACAP 68.1): they are warned of."""
    return tuple(
        requisito
        for requisito in requisitos_visibles(esquema, datos)
        if requisito.obligatorio and requisito.codigo not in adjuntados
    )


def resumen(esquema: Esquema, datos: Datos) -> tuple[Respuesta, ...]:
    """The answers given, in order, for the review page and the application's PDF."""
    visibles = {campo.codigo for campo in campos_visibles(esquema, datos)}
    return tuple(
        Respuesta(paso.codigo, campo.codigo, campo.etiqueta, texto_legible(campo, datos.get(campo.codigo)))
        for paso in esquema.pasos
        for campo in paso.campos
        if campo.codigo in visibles and not esta_vacio(datos.get(campo.codigo))
    )


@dato
class Fichero:
    """What is known of an uploaded file. `estado_antivirus`: limpio, pendiente or cuarentena."""

    nombre: str
    tamano: int
    tipo_mime: str
    estado_antivirus: str
    con_clave: bool = False
    danado: bool = False


def rechazo_de_adjunto(requisito: Requisito, fichero: Fichero, ya_adjuntos: int) -> str | None:
    """Why a file is refused while it is a draft, in words that say what to do; None when it is taken."""
    nombre = {"n": fichero.nombre}
    if fichero.estado_antivirus == "cuarentena":
        return _("No hemos aceptado el archivo «%(n)s» porque contiene un virus. Su solicitud sigue guardada.") % nombre
    if fichero.tamano == 0:
        return _("El archivo «%(n)s» está vacío. Compruebe que es el que quería adjuntar.") % nombre
    if fichero.tamano > requisito.max_bytes:
        return _("«%(n)s» pesa %(p)s y el máximo es %(m)s. Baje la calidad o pártalo en dos.") % {
            **nombre,
            "p": tamano_legible(fichero.tamano),
            "m": tamano_legible(requisito.max_bytes),
        }
    if fichero.tipo_mime not in requisito.tipos_mime:
        return _("«%(n)s» no es de un tipo admitido. Aquí puede adjuntar: %(f)s.") % {
            **nombre,
            "f": ", ".join(_NOMBRE_FORMATO[formato] for formato in requisito.formatos),
        }
    if fichero.con_clave:
        return _("El archivo «%(n)s» tiene contraseña. Quítela y vuelva a subirlo.") % nombre
    if fichero.danado:
        return _("El archivo «%(n)s» está dañado y no se puede abrir. Vuelva a guardarlo y súbalo otra vez.") % nombre
    if ya_adjuntos and not requisito.varios:
        return _("Ya ha adjuntado «%(r)s». Quite el archivo anterior para poner otro.") % {"r": requisito.nombre}
    return None


_NOMBRE_FORMATO: Mapping[str, str] = {
    "pdf": "PDF",
    "imagen": "JPG, PNG, HEIC, TIFF",
    "texto": "TXT, CSV",
    "ofimatica": "ODT, ODS, DOCX, XLSX",
    "xml": "XML",
    "zip": "ZIP",
    "video": "MP4, WEBM",
    "audio": "MP3, OGG",
}


def tamano_legible(octetos: int) -> str:
    """A size as people read it: `14 MB`, `1,5 MB`, `320 KB`."""
    if octetos >= 1024 * 1024:
        megas = octetos / (1024 * 1024)
        return f"{megas:.1f}".rstrip("0").rstrip(".").replace(".", ",") + " MB"
    return f"{max(1, round(octetos / 1024))} KB"
