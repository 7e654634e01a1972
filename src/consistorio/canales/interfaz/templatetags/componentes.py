"""Components as template tags: one tag, one partial in `interfaz/componentes/`.

Leaf components are inclusion tags; those with content between their marks are block tags whose content is already safe HTML.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import TypeVar

from django import template
from django.forms.boundfield import BoundField
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from consistorio.canales.interfaz.campos import CampoVisible, de_django
from consistorio.canales.interfaz.diagrama import Diagrama
from consistorio.canales.interfaz.fases import nombre_de_fase
from consistorio.nucleo.dato import dato
from consistorio.nucleo.reloj import en_madrid
from consistorio.nucleo.tipos import Importe
from consistorio.plataforma.calendario.textos import fecha_larga
from consistorio.tramitacion.catalogo.en_palabras import FaseDicha

register = template.Library()
F = TypeVar("F", bound=Callable[..., dict[str, object]])
C = "interfaz/componentes/"


@dato
class Fila:
    """A row of a summary list. `accion`: address of its link; `accion_texto`: its verb."""

    clave: str
    valor: str
    accion: str = ""
    accion_texto: str = ""
    codigo: bool = False


@dato
class FilaTarea:
    """A row of a task list. Without `enlace` it cannot start yet."""

    titulo: str
    estado: str
    enlace: str = ""
    ayuda: str = ""
    color: str = ""


@dato
class Hito:
    """A point of a timeline. `clase`: hecho, actual or futura."""

    momento: datetime | date | None
    titulo: str
    detalle: str = ""
    clase: str = "hecho"
    enlace: str = ""
    enlace_texto: str = ""


@dato
class Enlace:
    """A link of a menu, of breadcrumbs or of tabs."""

    texto: str
    url: str
    actual: bool = False


def _inclusion(nombre: str) -> Callable[[F], F]:
    return register.inclusion_tag(f"{C}{nombre}.html")


@_inclusion("boton")
def boton(
    texto: str,
    *,
    url: str = "",
    clase: str = "",
    nombre: str = "",
    valor: str = "",
    peligro: bool = False,
    secundario: bool = False,
) -> dict[str, object]:
    """A button that sends the form, or a link with the looks of a button when `url` is given."""
    clases = " ".join(
        c
        for c in (clase, "govuk-button--warning" if peligro else "", "govuk-button--secondary" if secundario else "")
        if c
    )
    return {"texto": texto, "url": url, "clase": clases, "nombre": nombre, "valor": valor}


@_inclusion("diagrama")
def diagrama(dibujo: Diagrama, titulo: str) -> dict[str, object]:
    """A procedure drawn; the same is read in a list beside it (`fases`)."""
    return {"dibujo": dibujo, "titulo": titulo}


@_inclusion("fases")
def fases(dichas: Sequence[FaseDicha]) -> dict[str, object]:
    """The tasks of a procedure by phases, in words."""
    return {"fases": [(nombre_de_fase(fase.codigo) or _("Sin fase"), fase.pasos) for fase in dichas]}


@register.simple_tag
def campo(que: CampoVisible | BoundField) -> SafeString:
    """Draw one field of any origin."""
    visible = de_django(que) if isinstance(que, BoundField) else que
    return render_to_string(visible.plantilla, {"campo": visible})


@_inclusion("resumen_errores")
def resumen_errores(errores: Sequence[tuple[str, str]]) -> dict[str, object]:
    """The list of everything wrong, with a link to each field. Draws nothing without errors."""
    return {"errores": errores}


@_inclusion("lista_resumen")
def lista_resumen(filas: Iterable[Fila], *, sin_borde: bool = False) -> dict[str, object]:
    """Pairs of name and value, with an action each."""
    lista = list(filas)
    return {"filas": lista, "sin_borde": sin_borde, "con_acciones": any(f.accion for f in lista)}


@_inclusion("lista_tareas")
def lista_tareas(filas: Iterable[FilaTarea], *, prefijo: str = "tarea") -> dict[str, object]:
    """The steps of a task with their state as text."""
    return {"filas": list(filas), "prefijo": prefijo}


@_inclusion("etiqueta_estado")
def etiqueta_estado(texto: str, color: str = "") -> dict[str, object]:
    """A state as a coloured word. Colours of the design system: grey green turquoise blue purple pink red orange yellow."""
    return {"texto": texto, "color": color}


@_inclusion("cronologia")
def cronologia(hitos: Iterable[Hito]) -> dict[str, object]:
    """Facts in order of time."""
    return {"hitos": list(hitos)}


@_inclusion("migas")
def migas(enlaces: Iterable[Enlace]) -> dict[str, object]:
    """Where this page is."""
    return {"enlaces": list(enlaces)}


@_inclusion("volver")
def volver(url: str, texto: str = "") -> dict[str, object]:
    """The link back, inside its own landmark."""
    return {"url": url, "texto": texto or _("Volver")}


@_inclusion("pestanas")
def pestanas(enlaces: Iterable[Enlace], etiqueta: str) -> dict[str, object]:
    """Tabs that are links: one page each, no script needed."""
    return {"enlaces": list(enlaces), "etiqueta": etiqueta}


@_inclusion("paginacion")
def paginacion(siguiente: str = "", anterior: str = "", etiqueta: str = "") -> dict[str, object]:
    """Keyset pagination: addresses of the next and previous pages, if any; never a total."""
    return {"siguiente": siguiente, "anterior": anterior, "etiqueta": etiqueta or _("Páginas")}


@_inclusion("buscador")
def buscador(accion: str, etiqueta: str, *, valor: str = "", nombre: str = "q", ayuda: str = "") -> dict[str, object]:
    """A search box with its own form."""
    return {"accion": accion, "etiqueta": etiqueta, "valor": valor, "nombre": nombre, "ayuda": ayuda}


@_inclusion("estado_vacio")
def estado_vacio(texto: str, *, enlace: str = "", enlace_texto: str = "") -> dict[str, object]:
    """What a list says when it has nothing."""
    return {"texto": texto, "enlace": enlace, "enlace_texto": enlace_texto}


@_inclusion("documento")
def documento(titulo: str, url: str, *, detalle: str = "", formato: str = "PDF", tamano: str = "") -> dict[str, object]:
    """A document that can be opened, with its format and size in words."""
    return {"titulo": titulo, "url": url, "detalle": detalle, "formato": formato, "tamano": tamano}


@_inclusion("borrador")
def aun_no_presentada(detalle: str = "", *, escrito: bool = False) -> dict[str, object]:
    """The permanent notice of every draft page. `escrito`: of a later submission, not of an application."""
    return {"detalle": detalle, "escrito": escrito}


@_inclusion("progreso")
def progreso_subida() -> dict[str, object]:
    """The bar of a resumable upload, hidden until it starts."""
    return {}


def _bloque(nombre: str, contenido: str, **datos: object) -> SafeString:
    return render_to_string(f"{C}{nombre}.html", {"contenido": contenido, **datos})


@register.simple_block_tag
def panel(content: str, titulo: str, *, pendiente: bool = False) -> SafeString:
    """The panel of a confirmation."""
    return _bloque("panel", content, titulo=titulo, pendiente=pendiente)


@register.simple_block_tag
def aviso(content: str, titulo: str = "", *, exito: bool = False, id: str = "aviso") -> SafeString:  # HTML's own word
    """A notice above the content of the page."""
    return _bloque("aviso", content, titulo=titulo or (_("Hecho") if exito else _("Importante")), exito=exito, id=id)


@register.simple_block_tag
def advertencia(content: str) -> SafeString:
    """Something with consequences that must be read before going on."""
    return _bloque("advertencia", content)


@register.simple_block_tag
def destacado(content: str) -> SafeString:
    """Text set apart."""
    return _bloque("destacado", content)


@register.simple_block_tag
def detalles(content: str, titulo: str, *, abierto: bool = False) -> SafeString:
    """Text folded away under its title."""
    return _bloque("detalles", content, titulo=titulo, abierto=abierto)


@register.simple_block_tag
def tabla(content: str, titulo: str, *, oculto: bool = False, breve: bool = False) -> SafeString:
    """A table that scrolls inside itself on narrow screens. `content`: thead and tbody. `breve`: its few columns fit a telephone."""
    return _bloque("tabla", content, titulo=titulo, oculto=oculto, breve=breve)


@register.simple_block_tag
def tarjeta(content: str, titulo: str, *, url: str = "", nivel: int = 3, urgente: bool = False) -> SafeString:
    """A box of a grid with a title that may be a link."""
    return _bloque("tarjeta", content, titulo=titulo, url=url, nivel=nivel, urgente=urgente)


@register.simple_block_tag(takes_context=True)
def cronometro(context: Context, content: str) -> SafeString:
    """Text of a state that people wait for: announced when it changes."""
    return _bloque("estado_vivo", content)


@register.filter
def fecha(valor: datetime | date | None) -> str:
    """A date in words: 3 de noviembre de 2026 (civil date of Madrid for instants)."""
    return "" if valor is None else fecha_larga(valor)


@register.filter
def momento(valor: datetime | None) -> str:
    """An instant in words, in Madrid's time, to the second: legal facts are dated so."""
    if valor is None:
        return ""
    local = en_madrid(valor)
    return _("%(fecha)s, a las %(hora)s") % {"fecha": fecha(local), "hora": local.strftime("%H:%M:%S")}


@register.filter
def hora(valor: datetime | None) -> str:
    """Hours and minutes of an instant in Madrid."""
    return en_madrid(valor).strftime("%H:%M") if valor else ""


@register.filter
def fecha_corta(valor: datetime | date | None) -> str:
    """A date in figures: 03/11/2026."""
    if valor is None:
        return ""
    dia = en_madrid(valor).date() if isinstance(valor, datetime) else valor
    return dia.strftime("%d/%m/%Y")


@register.filter
def importe(valor: Decimal | None) -> str:
    """An amount in euros, as people write it: 1.234,50 €; empty when there is none."""
    return "" if valor is None else str(Importe(valor))


@register.filter
def tamano(octetos: int | None) -> str:
    """A size in words: 320 KB, 1,4 MB."""
    if not octetos:
        return ""
    if octetos < 1_000_000:
        return f"{max(1, round(octetos / 1000))} KB"
    return f"{octetos / 1_000_000:.1f} MB".replace(".", ",").replace(",0 ", " ")
