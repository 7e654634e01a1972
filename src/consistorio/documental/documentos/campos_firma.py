"""Signature fields written into a tagged PDF before anybody signs it.

Each field is one visible widget annotation: printed, described (TU), with an appearance, nested in a `Form` structure element with
its own key in the parent tree (ISO 14289-1, 7.18.4), so that signing breaks neither PDF/A-2a nor PDF/UA-1.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

import pikepdf
from django.utils.translation import gettext as _
from pikepdf import Array, Dictionary, Name, String

from consistorio.nucleo.dato import dato
from consistorio.plataforma.almacen.pdf import abrir

_IMPRIMIR = 4
_HAY_FIRMAS = 1  # SigFlags: the form has signature fields. "Append only" (2) is set by whoever signs first


@dato
class Hueco:
    """Where a field goes: page from 1; x, y of its upper left corner from the upper left of the page; all in points (1/72 inch)."""

    nombre: str
    rotulo: str
    pagina: int
    x: float
    y: float
    ancho: float
    alto: float


def escribir_campos(pdf: bytes, huecos: Sequence[Hueco]) -> bytes:
    """The same PDF with an empty signature field in each place, in the order given.

    Raises ValueError when the PDF is not tagged.
    """
    with abrir(io.BytesIO(pdf)) as documento:
        raiz = documento.Root
        if "/StructTreeRoot" not in raiz:
            msg = "signature fields need a tagged PDF"
            raise ValueError(msg)
        campos = [_escribir(documento, hueco) for hueco in huecos]
        raiz.AcroForm = documento.make_indirect(Dictionary(Fields=Array(campos), SigFlags=_HAY_FIRMAS))
        salida = io.BytesIO()
        documento.save(salida, object_stream_mode=pikepdf.ObjectStreamMode.preserve, fix_metadata_version=False)
    return salida.getvalue()


def _escribir(documento: pikepdf.Pdf, hueco: Hueco) -> pikepdf.Object:
    pagina = documento.pages[hueco.pagina - 1]
    alto_pagina = float(pagina.mediabox[3])
    x0, y1 = hueco.x, alto_pagina - hueco.y
    clave = _clave_nueva(documento.Root.StructTreeRoot)
    widget = documento.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Sig,
            T=String(hueco.nombre),
            TU=String(_("Firma electrónica: %(quien)s") % {"quien": hueco.rotulo}),
            Contents=String(_("Espacio para la firma electrónica: %(quien)s") % {"quien": hueco.rotulo}),
            F=_IMPRIMIR,
            Rect=Array([round(x0, 2), round(y1 - hueco.alto, 2), round(x0 + hueco.ancho, 2), round(y1, 2)]),
            P=pagina.obj,
            StructParent=clave,
            AP=Dictionary(N=_apariencia_vacia(documento, hueco)),
        )
    )
    if "/Annots" not in pagina.obj:
        pagina.obj.Annots = Array([])
    pagina.obj.Annots.append(widget)
    pagina.obj.Tabs = Name.S
    elemento = _elemento_form(documento, widget, pagina.obj, hueco)
    _anotar_padre(documento.Root.StructTreeRoot, clave, elemento)
    return widget


def _apariencia_vacia(documento: pikepdf.Pdf, hueco: Hueco) -> pikepdf.Object:
    """A form that draws nothing: the frame and the label belong to the page itself."""
    return documento.make_stream(
        b"", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, hueco.ancho, hueco.alto]), Resources=Dictionary()
    )


def _elemento_form(
    documento: pikepdf.Pdf, widget: pikepdf.Object, pagina: pikepdf.Object, hueco: Hueco
) -> pikepdf.Object:
    """A Form element at the end of the document's reading order, holding the widget by reference."""
    padre = _documento_estructural(documento.Root.StructTreeRoot)
    elemento = documento.make_indirect(
        Dictionary(
            Type=Name.StructElem,
            S=Name.Form,
            P=padre,
            Pg=pagina,
            Alt=String(_("Firma electrónica: %(quien)s") % {"quien": hueco.rotulo}),
            # One child, not an array of one: validators that compare revisions look for the widget exactly there
            K=Dictionary(Type=Name.OBJR, Obj=widget, Pg=pagina),
        )
    )
    hijos = padre.get("/K")
    if not isinstance(hijos, Array):
        padre.K = Array([] if hijos is None else [hijos])
    padre.K.append(elemento)
    return elemento


def _documento_estructural(arbol: pikepdf.Object) -> pikepdf.Object:
    hijos = arbol.get("/K")
    if isinstance(hijos, Array):
        hijos = hijos[0]
    if not isinstance(hijos, Dictionary):
        msg = "the structure tree has no root element"
        raise ValueError(msg)
    return hijos


def _clave_nueva(arbol: pikepdf.Object) -> int:
    """The next free key of the parent tree."""
    clave = int(arbol.get("/ParentTreeNextKey", -1))
    if clave < 0:
        clave = max(_claves(arbol.ParentTree), default=-1) + 1
    arbol.ParentTreeNextKey = clave + 1
    return clave


def _claves(nodo: pikepdf.Object) -> list[int]:
    propias = [int(nodo.Nums[i]) for i in range(0, len(nodo.get("/Nums", [])), 2)]
    return propias + [clave for hijo in nodo.get("/Kids", []) for clave in _claves(hijo)]


def _anotar_padre(arbol: pikepdf.Object, clave: int, elemento: pikepdf.Object) -> None:
    """Add `clave -> elemento` at the end of the parent tree (keys ascend, so it goes into the last leaf)."""
    nodo = arbol.ParentTree
    while "/Kids" in nodo:
        nodo = nodo.Kids[-1]
        if "/Limits" in nodo:
            nodo.Limits[1] = clave
    nodo.Nums.append(clave)
    nodo.Nums.append(elemento)
