"""What changes from one definition to another, in words for people: which is what the second person reads before publishing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from consistorio.nucleo.dato import dato
from consistorio.tramitacion.catalogo.en_palabras import condicion_en_palabras
from consistorio.tramitacion.catalogo.firmas import anadidas_en_palabras
from consistorio.tramitacion.catalogo.legales import CAMPOS_LEGALES
from consistorio.tramitacion.catalogo.tipos_conocidos import datos_en_palabras
from consistorio.tramitacion.catalogo.valores_legales import NOMBRES
from consistorio.tramitacion.formularios.condiciones import leer_condicion
from consistorio.tramitacion.formularios.esquema import leer_esquema
from consistorio.tramitacion.formularios.tipos import Esquema
from consistorio.tramitacion.formularios.valores import Valor

Cosa = Mapping[str, Valor]
# What a change comes to, in a sentence of its own: out of the name of the thing and the thing as it is now, by the key that changed; "" where there
# is no more to say than that it changed
Detalles = Mapping[str, Callable[[str, Cosa], str]]

# What may change in a thing of a list, in the words with which it is said
_DE_TAREA = {
    "nombre": gettext_noop("el nombre"),
    "area": gettext_noop("quién la hace"),
    "plazo_interno": gettext_noop("el plazo interno"),
    "tras": gettext_noop("a qué espera"),
    "datos": gettext_noop("sus datos"),
    "textos": gettext_noop("los textos de la decisión y de otros escritos"),
    "norma": gettext_noop("la norma"),
    "fase": gettext_noop("la fase"),
    "tipo": gettext_noop("la clase"),
    "paralela": gettext_noop("si se hace a la vez que otras"),
    "preceptiva": gettext_noop("si es preceptiva"),
    "naturalezas": gettext_noop("en qué trámites se hace"),
}
_DE_CAMPO = {
    "etiqueta": gettext_noop("la pregunta"),
    "ayuda": gettext_noop("la ayuda"),
    "obligatorio": gettext_noop("si es obligatorio"),
    "opciones": gettext_noop("las respuestas que admite"),
    "tipo": gettext_noop("la clase de respuesta"),
}
_DE_REQUISITO = {
    "nombre": gettext_noop("el nombre"),
    "ayuda": gettext_noop("la ayuda"),
    "obligatorio": gettext_noop("si es obligatorio"),
    "ya_lo_tenemos": gettext_noop("cuándo no hay que aportarlo"),
    "formatos": gettext_noop("los formatos que admite"),
    "varios": gettext_noop("si admite varios"),
}
_GENERALES = {
    "nombre": gettext_noop("Cambia el nombre del procedimiento."),
    "serie": gettext_noop("Cambia la serie con la que se numeran los expedientes."),
    "titulo_expediente": gettext_noop("Cambia cómo se titula cada expediente."),
    "nivel": gettext_noop("Cambia la identificación que se pide."),
    "iniciacion": gettext_noop("Cambia quién lo puede iniciar."),
    "ficha": gettext_noop("Cambia lo que se lee en la sede antes de empezar."),
    "area": gettext_noop("Cambia el área a la que pertenece."),
    "tamano": gettext_noop("Cambia el tamaño con el que se tramita: simplificado o modelado."),
    "silencio_de_oficio": gettext_noop(
        "Cambia qué pasa si lo iniciado de oficio no se resuelve a tiempo (LPACAP art. 25)."
    ),
    "sancionador": gettext_noop("Cambia si en él se imponen sanciones (LPACAP art. 63)."),
    "sia": gettext_noop("Cambia su código SIA."),
    "codigo_propio": gettext_noop("Cambia su código propio de clasificación."),
}


@dato
class Diferencia:
    """`lugar`: where it is, as a problem names it. `texto`: the sentence."""

    lugar: str
    texto: str


def diferencias(
    antes: Mapping[str, Valor], ahora: Mapping[str, Valor], *, puestos: Mapping[str, str] | None = None
) -> tuple[Diferencia, ...]:
    """Every change between two composed definitions, in the order in which they are read; none when they say the same. `puestos`: what the posts
    that sign are called."""
    esquema, _problemas = leer_esquema(ahora.get("formulario"))
    de_tarea: Detalles = {
        "condicion": lambda nombre, tarea: _se_hace(nombre, _cuando(tarea, esquema)),
        "firmas": lambda nombre, tarea: _la_firman(nombre, anadidas_en_palabras(tarea.get("firmas"), puestos or {})),
        "datos": lambda nombre, tarea: _con_sus_datos(nombre, tarea, esquema),
    }
    de_campo: Detalles = {"condicion": lambda nombre, campo: _se_pregunta(nombre, _cuando(campo, esquema))}
    de_requisito: Detalles = {"condicion": lambda nombre, requisito: _se_pide(nombre, _cuando(requisito, esquema))}
    return (
        *(Diferencia(clave, _(texto)) for clave, texto in _GENERALES.items() if antes.get(clave) != ahora.get(clave)),
        *_de_lista("tareas", _tareas(antes), _tareas(ahora), _TAREA, _DE_TAREA, "nombre", de_tarea),
        *_de_lista("formulario", _campos(antes), _campos(ahora), _CAMPO, _DE_CAMPO, "etiqueta", de_campo),
        *_paginas(
            _por(_objeto(antes.get("formulario")).get("pasos")), _por(_objeto(ahora.get("formulario")).get("pasos"))
        ),
        *_de_lista(
            "requisitos", _requisitos(antes), _requisitos(ahora), _REQUISITO, _DE_REQUISITO, "nombre", de_requisito
        ),
        *_legales(_objeto(antes.get("legal")), _objeto(ahora.get("legal"))),
    )


_TAREA = (
    gettext_noop("Se añade la tarea «%(n)s»."),
    gettext_noop("Se quita la tarea «%(n)s»."),
    gettext_noop("En la tarea «%(n)s» cambia %(que)s."),
)
_CAMPO = (
    gettext_noop("El formulario pregunta además «%(n)s»."),
    gettext_noop("El formulario deja de preguntar «%(n)s»."),
    gettext_noop("En la pregunta «%(n)s» cambia %(que)s."),
)
_REQUISITO = (
    gettext_noop("Se pide un documento más: «%(n)s»."),
    gettext_noop("Deja de pedirse el documento «%(n)s»."),
    gettext_noop("En el documento «%(n)s» cambia %(que)s."),
)


def _de_lista(
    lugar: str,
    antes: Mapping[str, Mapping[str, Valor]],
    ahora: Mapping[str, Mapping[str, Valor]],
    frases: Sequence[str],
    palabras: Mapping[str, str],
    nombre: str,
    detalles: Detalles,
) -> Iterator[Diferencia]:
    nueva, quitada, cambiada = frases
    for codigo, cosa in ahora.items():
        dicho, sitio = str(cosa.get(nombre) or codigo), f"{lugar}[{codigo}]"
        if codigo not in antes:
            yield Diferencia(sitio, _(nueva) % {"n": dicho})
            yield from _detalladas(sitio, [detalles[c](dicho, cosa) for c in detalles if cosa.get(c)])
            continue
        claves = [c for c in {**antes[codigo], **cosa} if antes[codigo].get(c) != cosa.get(c)]
        detalladas = {c: frase for c in claves if c in detalles and (frase := detalles[c](dicho, cosa))}
        if otras := [c for c in claves if c not in detalladas]:
            que = ", ".join(dict.fromkeys(_(palabras.get(c, gettext_noop("otros datos"))) for c in otras))
            yield Diferencia(sitio, _(cambiada) % {"n": dicho, "que": que})
        yield from _detalladas(sitio, detalladas.values())
    for codigo, cosa in antes.items():
        if codigo not in ahora:
            yield Diferencia(f"{lugar}[{codigo}]", _(quitada) % {"n": cosa.get(nombre) or codigo})
    comunes = [codigo for codigo in ahora if codigo in antes]
    if comunes != [codigo for codigo in antes if codigo in ahora]:
        yield Diferencia(lugar, _("Cambia el orden."))


def _detalladas(sitio: str, frases: Iterable[str]) -> Iterator[Diferencia]:
    yield from (Diferencia(sitio, frase) for frase in frases if frase)


def _cuando(cosa: Cosa, esquema: Esquema) -> str:
    """When it is, in words; "" for always."""
    return condicion_en_palabras(leer_condicion(cosa.get("condicion"), "", []), esquema)


def _con_sus_datos(nombre: str, tarea: Cosa, esquema: Esquema) -> str:
    """What its kind says of it now; "" when it says nothing."""
    dichos = datos_en_palabras(str(tarea.get("tipo")), _objeto(tarea.get("datos")), esquema)
    return _("En la tarea «%(n)s»: %(q)s") % {"n": nombre, "q": " ".join(dichos)} if dichos else ""


def _se_hace(nombre: str, cuando: str) -> str:
    if not cuando:
        return _("La tarea «%(n)s» se hace siempre.") % {"n": nombre}
    return _("La tarea «%(n)s» se hace solo si %(c)s.") % {"n": nombre, "c": cuando}


def _se_pregunta(nombre: str, cuando: str) -> str:
    if not cuando:
        return _("La pregunta «%(n)s» se hace siempre.") % {"n": nombre}
    return _("La pregunta «%(n)s» se hace solo si %(c)s.") % {"n": nombre, "c": cuando}


def _se_pide(nombre: str, cuando: str) -> str:
    if not cuando:
        return _("El documento «%(n)s» se pide siempre.") % {"n": nombre}
    return _("El documento «%(n)s» se pide solo si %(c)s.") % {"n": nombre, "c": cuando}


def _la_firman(nombre: str, quienes: str) -> str:
    if not quienes:
        return _("La tarea «%(n)s» la firma solo quien dice la ley.") % {"n": nombre}
    return _("En la tarea «%(n)s», además de quien dice la ley: %(q)s.") % {"n": nombre, "q": quienes}


def _paginas(
    antes: Mapping[str, Mapping[str, Valor]], ahora: Mapping[str, Mapping[str, Valor]]
) -> Iterator[Diferencia]:
    """The pages of the form, without their questions."""
    for codigo in {**antes, **ahora}:
        viejo, nuevo = dict(antes.get(codigo, {})), dict(ahora.get(codigo, {}))
        viejo.pop("campos", None)
        nuevo.pop("campos", None)
        if viejo != nuevo:
            titulo = nuevo.get("titulo") or viejo.get("titulo") or codigo
            cambio = _("Cambia la página «%(n)s» del formulario.")
            if codigo not in antes:
                cambio = _("Se añade la página «%(n)s» al formulario.")
            elif codigo not in ahora:
                cambio = _("Se quita la página «%(n)s» del formulario.")
            yield Diferencia(f"formulario[{codigo}]", cambio % {"n": titulo})


def _legales(antes: Mapping[str, Valor], ahora: Mapping[str, Valor]) -> Iterator[Diferencia]:
    for campo in CAMPOS_LEGALES:
        if antes.get(campo) != ahora.get(campo):
            articulo = _objeto(ahora.get(campo)).get("articulo") or _("pendiente")
            texto = _("Cambia un dato legal. %(que)s: %(articulo)s.") % {"que": NOMBRES[campo], "articulo": articulo}
            yield Diferencia(f"legal.{campo}", texto)


def _campos(definicion: Mapping[str, Valor]) -> dict[str, Mapping[str, Valor]]:
    pasos = _objeto(definicion.get("formulario")).get("pasos")
    return {c: campo for paso in _por(pasos).values() for c, campo in _por(paso.get("campos")).items()}


def _requisitos(definicion: Mapping[str, Valor]) -> dict[str, Mapping[str, Valor]]:
    return _por(_objeto(definicion.get("formulario")).get("requisitos"))


def _tareas(definicion: Mapping[str, Valor]) -> dict[str, Mapping[str, Valor]]:
    """By their code; the texts of the decision are told apart from the rest of what a task says of itself."""
    return {codigo: _con_los_textos_aparte(tarea) for codigo, tarea in _por(definicion.get("tareas")).items()}


def _con_los_textos_aparte(tarea: Mapping[str, Valor]) -> Mapping[str, Valor]:
    datos = _objeto(tarea.get("datos"))
    resto: dict[str, Valor] = {clave: valor for clave, valor in datos.items() if clave != "textos"}
    return {**tarea, "datos": resto or None, "textos": datos.get("textos")}


def _por(lista: Valor) -> dict[str, Mapping[str, Valor]]:
    """By their code."""
    if not isinstance(lista, list):
        return {}
    return {str(cosa.get("codigo")): cosa for cosa in lista if isinstance(cosa, dict)}


def _objeto(valor: Valor) -> Mapping[str, Valor]:
    return valor if isinstance(valor, dict) else {}
