"""Whether a tree keeps to the structure of its version: every place where it does not, in words."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from consistorio.economia.facturas.estructura.nombres import nombre_de
from consistorio.economia.facturas.estructura.tabla import Pieza, Tabla
from consistorio.economia.facturas.estructura.tipos import Defecto
from consistorio.economia.facturas.estructura.valores import problema
from consistorio.nucleo.textos import gettext as _

Elemento = etree._Element
DS = "http://www.w3.org/2000/09/xmldsig#"
XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
FIRMA = f"{{{DS}}}Signature"
MAXIMO = 200
_DE_SERIE = frozenset({f"{XSI}schemaLocation", f"{XSI}noNamespaceSchemaLocation"})


class Comprobacion:
    """One walk over a tree. `defectos`: what it found, up to `MAXIMO`."""

    def __init__(self, tabla: Tabla) -> None:
        self.tabla = tabla
        self.defectos: list[Defecto] = []
        self._factura = 0
        self._lleno = False

    def todo(self, raiz: Elemento) -> list[Defecto]:
        """Every problem of the file."""
        self._grupo(raiz, "Facturae")
        if self._lleno:
            self.defectos.append(Defecto("estructura", "", _("Hay más problemas, que no se cuentan.")))
        return self.defectos

    def _anotar(self, nodo: Elemento, mensaje: str) -> None:
        if len(self.defectos) >= MAXIMO:
            self._lleno = True
            return
        donde = nombre_de(local(nodo))
        self.defectos.append(Defecto("estructura", donde, mensaje, linea_de(nodo), self._factura))

    def _grupo(self, nodo: Elemento, tipo: str) -> None:
        self._atributos(nodo)
        if any(texto and texto.strip() for texto in (nodo.text, *(h.tail for h in nodo))):
            self._anotar(nodo, _("Lleva texto suelto entre sus elementos."))
        if tipo == "Extensions":
            return
        piezas, lugar, cuantos = self.tabla.grupos[tipo], 0, 0
        for hijo in elementos(nodo):
            if tipo == "Invoices":
                self._factura += 1
            hallada = _pieza_de(piezas, local(hijo) if hijo.tag != FIRMA else "ds:Signature")
            if hallada is None:
                self._anotar(nodo, _("Lleva un elemento que aquí no existe: «%(e)s».") % {"e": local(hijo)[:60]})
                continue
            if hallada < lugar or (hallada == lugar and cuantos >= piezas[lugar].maximo):
                self._anotar(hijo, _("Está repetido o fuera de su sitio."))
            elif hallada > lugar:
                self._faltan(nodo, piezas, lugar, hallada, cuantos)
                lugar, cuantos = hallada, 1
            else:
                cuantos += 1
            self._valor(hijo, piezas[hallada])
        self._faltan(nodo, piezas, lugar, len(piezas), cuantos)
        if tipo == "Invoices":
            self._factura = 0

    def _faltan(self, nodo: Elemento, piezas: Sequence[Pieza], desde: int, hasta: int, cuantos: int) -> None:
        for numero in range(desde, hasta):
            pieza = piezas[numero]
            if pieza.minimo and not (numero == desde and cuantos):
                nombres = _(" o ").join(nombre_de(n) for n in pieza.tipos)
                self._anotar(nodo, _("Falta %(que)s.") % {"que": nombres})

    def _valor(self, nodo: Elemento, pieza: Pieza) -> None:
        tipo = pieza.tipos[local(nodo) if nodo.tag != FIRMA else "ds:Signature"]
        if tipo == "firma":
            return
        if etree.QName(nodo).namespace:
            self._anotar(nodo, _("Este elemento no puede llevar espacio de nombres."))
        if tipo in self.tabla.grupos:
            self._grupo(nodo, tipo)
            return
        self._atributos(nodo)
        if any(True for _hijo in elementos(nodo)):
            self._anotar(nodo, _("Aquí va solo texto, y lleva otros elementos dentro."))
            return
        mensaje = problema(tipo, "".join(map(str, nodo.itertext(etree.Element, with_tail=True))), self.tabla.listas)
        if mensaje:
            self._anotar(nodo, mensaje)

    def _atributos(self, nodo: Elemento) -> None:
        for atributo in nodo.attrib:
            if atributo not in _DE_SERIE:
                self._anotar(nodo, _("Lleva un atributo que no existe: «%(a)s».") % {"a": str(atributo)[-40:]})


def _pieza_de(piezas: Sequence[Pieza], nombre: str) -> int | None:
    return next((n for n, pieza in enumerate(piezas) if nombre in pieza.tipos), None)


def local(nodo: Elemento) -> str:
    """The name of an element without its namespace."""
    return str(etree.QName(nodo).localname)


def linea_de(nodo: Elemento | None) -> int:
    """The line of the file where an element begins; 0 when it is not known."""
    linea = nodo.sourceline if nodo is not None else None
    return linea if isinstance(linea, int) else 0


def elementos(nodo: Elemento) -> list[Elemento]:
    """Its children that are elements: neither comments nor instructions."""
    return [hijo for hijo in nodo if isinstance(hijo.tag, str)]
