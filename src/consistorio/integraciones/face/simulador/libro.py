"""What the simulator holds: the invoices filed there, how each is, and what an administration may do with it."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from lxml import etree

ABIERTAS = ("1300", "2400")
A_CADA_UNA = {"1300": ("2400", "2600"), "2400": ("2500", "2600")}
MAXIMO = 500


class NoProcede(Exception):
    """What an operation answers when it does not do it: a code and why."""

    def __init__(self, codigo: str, descripcion: str) -> None:
        super().__init__(descripcion)
        self.codigo, self.descripcion = codigo, descripcion


@dataclass
class Presentada:
    """An invoice filed there. `tramitacion` and `anulacion`: codes of its two flows; `historia`: every state that it was told, in order."""

    numero: str
    contenido: bytes
    nombre: str
    centros: dict[str, str]
    datos: dict[str, str]
    registrada: datetime
    anexos: Sequence[tuple[str, bytes]] = ()
    tramitacion: str = "1200"
    motivo: str = ""
    codigo_rcf: str = ""
    anulacion: str = "4100"
    anulacion_motivo: str = ""
    anulacion_pedida: datetime | None = None
    historia: list[str] = field(default_factory=list)


class Libro:
    """All of them, by their number."""

    def __init__(self) -> None:
        self.facturas: dict[str, Presentada] = {}
        self.cerrojo = threading.RLock()

    def presentar(
        self,
        contenido: bytes,
        *,
        cuando: datetime,
        nombre: str = "factura.xsig",
        anexos: Sequence[tuple[str, bytes]] = (),
    ) -> str:
        """What a supplier does: the number of its filing. Anything is taken: what is wrong with it is for the town to see."""
        with self.cerrojo:
            numero = f"{cuando:%Y%m}{len(self.facturas) + 1:06d}"
            centros, datos = _leido(contenido)
            self.facturas[numero] = Presentada(numero, contenido, nombre, centros, datos, cuando, anexos)
            return numero

    def pedir_anulacion(self, numero: str, motivo: str, *, cuando: datetime) -> None:
        """What a supplier does when an invoice should not have been filed."""
        with self.cerrojo:
            una = self.facturas[numero]
            una.anulacion, una.anulacion_motivo, una.anulacion_pedida = "4200", motivo, cuando

    def una(self, numero: str) -> Presentada:
        """Raises NoProcede when there is none."""
        if numero not in self.facturas:
            raise NoProcede("303", "No existe la factura")
        return self.facturas[numero]

    def nuevas(self, oficina: str, *, tambien: bool = False) -> list[Presentada]:
        """Those that wait; `tambien`, those that were confirmed too."""
        return [
            f
            for f in self.facturas.values()
            if (tambien or f.tramitacion == "1200") and oficina in ("", f.centros.get("01", ""))
        ][:MAXIMO]

    def descargar(self, numero: str) -> Presentada:
        """Only while it waits."""
        una = self.una(numero)
        if una.tramitacion != "1200":
            raise NoProcede("308", "La factura no está en estado registrada")
        return una

    def confirmar(self, numero: str, codigo_rcf: str) -> Presentada:
        """From registered to registered in the town."""
        una = self.descargar(numero)
        una.tramitacion, una.codigo_rcf = "1300", codigo_rcf
        una.historia.append("1300")
        return una

    def cambiar(self, numero: str, codigo: str, comentario: str) -> Presentada:
        """A state that may follow its own."""
        una = self.una(numero)
        if codigo not in A_CADA_UNA.get(una.tramitacion, ()):
            raise NoProcede("310", f"No se puede pasar de {una.tramitacion} a {codigo}")
        una.tramitacion, una.motivo = codigo, comentario
        una.historia.append(codigo)
        return una

    def anulaciones(self, oficina: str) -> list[Presentada]:
        """Those that wait for an answer."""
        return [
            f for f in self.facturas.values() if f.anulacion == "4200" and oficina in ("", f.centros.get("01", ""))
        ][:MAXIMO]

    def contestar(self, numero: str, codigo: str, comentario: str) -> Presentada:
        """It is cancelled, or it is not."""
        una = self.una(numero)
        if una.anulacion != "4200" or codigo not in ("4300", "4400"):
            raise NoProcede("311", f"La anulación está en {una.anulacion}")
        una.anulacion, una.anulacion_motivo = codigo, comentario
        if codigo == "4300":
            una.tramitacion = "3100"
        una.historia.append(codigo)
        return una


def _leido(contenido: bytes) -> tuple[dict[str, str], dict[str, str]]:
    """The centres of an invoice, and what is said of it in its data; nothing of what is not XML."""
    try:
        raiz = etree.fromstring(contenido, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    except etree.XMLSyntaxError:
        return {}, {}
    centros = {
        (c.findtext("{*}RoleTypeCode") or ""): (c.findtext("{*}CentreCode") or "")
        for c in raiz.iter("{*}AdministrativeCentre")
    }
    datos = {
        "numero": next((n.text or "" for n in raiz.iter("{*}InvoiceNumber")), ""),
        "serie": next((n.text or "" for n in raiz.iter("{*}InvoiceSeriesCode")), ""),
        "importe": next((n.text or "" for n in raiz.iter("{*}InvoiceTotal")), ""),
        "proveedor": next((n.text or "" for n in raiz.iter("{*}TaxIdentificationNumber")), ""),
    }
    return centros, datos
