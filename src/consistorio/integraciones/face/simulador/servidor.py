"""The server: HTTP and SOAP, with each message signed as the real one's."""

from __future__ import annotations

import base64
import time
from collections import deque
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import timedelta
from enum import StrEnum
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from cryptography import x509
from lxml import etree

from consistorio.documental.firma.manos import Mano
from consistorio.integraciones.face import seguridad
from consistorio.integraciones.face.mensajes import SOAP, Elemento, cuerpo_de, leer, servicio, sobre, texto
from consistorio.integraciones.face.simulador.libro import Libro, NoProcede, Presentada
from consistorio.nucleo.reloj import RelojSistema, en_madrid

VALIDEZ = timedelta(minutes=5)
MAXIMO = 40_000_000
REGISTRAR = "/registrar"


class Averia(StrEnum):
    """What the simulator does with the next call of an operation, instead of what it should."""

    CAE_ANTES = "cae antes de hacerlo"
    CAE_DESPUES = "lo hace y cae antes de contestar"
    NIEGA = "contesta que no"
    FIRMA_ROTA = "contesta con otra firma"
    LENTA = "tarda en contestar"
    REPITE = "ofrece también lo confirmado, y dos veces"


class Simulador(ThreadingHTTPServer):
    """FACe on this machine. `cliente`: the certificate of the town that it knows (None: any). `averias`: for each operation, what it does in its next
    calls, in order. `llamadas`: the operations asked for. A supplier files with POST to `/registrar`."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, mano: Mano, *, cliente: x509.Certificate | None = None, puerto: int = 0) -> None:
        super().__init__(("127.0.0.1", puerto), _Conversacion)
        self.mano, self.cliente = mano, cliente
        self.libro = Libro()
        self.averias: dict[str, deque[Averia]] = {}
        self.llamadas: list[str] = []
        self.pausa = 0.3

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.server_address[1]}/facturasrcf"

    def averiar(self, operacion: str, *cuales: Averia) -> None:
        """What it does in the next calls of an operation."""
        self.averias[operacion] = deque(cuales)

    def atender(self, mensaje: bytes) -> tuple[int, bytes] | None:
        """The status and the answer to a message; None: it hangs up. Raises nothing."""
        try:
            pedido = leer(mensaje)
            if self.cliente is not None:
                seguridad.verificar(pedido, self.cliente, ahora=RelojSistema().ahora())
            dentro = cuerpo_de(pedido)
        except ValueError as error:
            return HTTPStatus.INTERNAL_SERVER_ERROR, self._firmado(_fallo(str(error)))
        operacion = etree.QName(dentro).localname
        self.llamadas.append(operacion)
        pendientes = self.averias.get(operacion)
        averia = pendientes.popleft() if pendientes else None
        if averia is Averia.CAE_ANTES:
            return None
        if averia is Averia.LENTA:
            time.sleep(self.pausa)
        with self.libro.cerrojo:
            raiz = self._hacer(operacion, dentro, averia)
        if averia is Averia.CAE_DESPUES:
            return None
        respuesta = self._firmado(raiz)
        if averia is Averia.FIRMA_ROTA:
            respuesta = respuesta.replace(b"<ds:SignatureValue>", b"<ds:SignatureValue>AAAA", 1)
        return HTTPStatus.OK, respuesta

    def _hacer(self, operacion: str, dentro: Elemento, averia: Averia | None) -> Elemento:
        raiz, nodo = sobre(f"{operacion}Response")
        vuelta = etree.SubElement(nodo, "return")
        try:
            if averia is Averia.NIEGA:
                raise NoProcede("500", "Error interno")
            hacer = OPERACIONES.get(operacion)
            if hacer is None:
                raise NoProcede("501", "Operación desconocida")
            hacer(self.libro, dentro, vuelta, averia is Averia.REPITE)
            _resultado(vuelta, servicio().bien, "Correcto")
        except NoProcede as error:
            for hijo in list(vuelta):
                vuelta.remove(hijo)
            _resultado(vuelta, error.codigo, error.descripcion)
        return raiz

    def _firmado(self, raiz: Elemento) -> bytes:
        seguridad.firmar(raiz, self.mano, ahora=RelojSistema().ahora(), validez=VALIDEZ)
        return etree.tostring(raiz, xml_declaration=True, encoding="UTF-8")


Hacer = Callable[[Libro, Elemento, Elemento, bool], None]


def _nuevas(libro: Libro, pedido: Elemento, vuelta: Elemento, repite: bool) -> None:
    lista = etree.SubElement(vuelta, "facturas")
    halladas = libro.nuevas(texto(pedido, "oficinaContable"), tambien=repite)
    for una in [*halladas, *(halladas if repite else [])]:
        nodo = etree.SubElement(lista, "solicitarNuevasFacturas")
        _poner(nodo, {**_centros(una), "fechaHoraRegistro": f"{en_madrid(una.registrada):%d/%m/%Y %H:%M:%S}"})


def _descargar(libro: Libro, pedido: Elemento, vuelta: Elemento, _repite: bool) -> None:
    una = libro.descargar(texto(pedido, "numeroRegistro"))
    nodo = etree.SubElement(vuelta, "factura")
    _poner(nodo, {**una.datos, "nombre": una.nombre, "factura": _base64(una.contenido), "mime": "application/xml"})
    anexos = etree.SubElement(nodo, "anexos")
    for nombre, contenido in una.anexos:
        _poner(etree.SubElement(anexos, "AnexoFile"), {"anexo": _base64(contenido), "nombre": nombre, "mime": ""})


def _confirmar(libro: Libro, pedido: Elemento, vuelta: Elemento, _repite: bool) -> None:
    una = libro.confirmar(texto(pedido, "numeroRegistro"), texto(pedido, "codigoRCF"))
    _poner(etree.SubElement(vuelta, "factura"), {**_centros(una), "codigo": una.tramitacion})


def _consultar(libro: Libro, pedido: Elemento, vuelta: Elemento, _repite: bool) -> None:
    una = libro.una(texto(pedido, "numeroRegistro"))
    nodo = etree.SubElement(vuelta, "factura")
    _poner(nodo, {"numeroRegistro": una.numero})
    _poner(etree.SubElement(nodo, "tramitacion"), {"codigo": una.tramitacion, "descripcion": "", "motivo": una.motivo})
    anulacion = {"codigo": una.anulacion, "descripcion": "", "motivo": una.anulacion_motivo}
    _poner(etree.SubElement(nodo, "anulacion"), anulacion)


def _cambiar(libro: Libro, pedido: Elemento, vuelta: Elemento, _repite: bool) -> None:
    una = libro.cambiar(texto(pedido, "numeroRegistro"), texto(pedido, "codigo"), texto(pedido, "comentario"))
    _poner(etree.SubElement(vuelta, "factura"), {"numeroRegistro": una.numero, "codigo": una.tramitacion})


def _anulaciones(libro: Libro, pedido: Elemento, vuelta: Elemento, _repite: bool) -> None:
    lista = etree.SubElement(vuelta, "facturas")
    for una in libro.anulaciones(texto(pedido, "oficinaContable")):
        cuando = f"{en_madrid(una.anulacion_pedida):%d/%m/%Y %H:%M:%S}" if una.anulacion_pedida is not None else ""
        nodo = etree.SubElement(lista, "solicitarNuevasAnulaciones")
        _poner(nodo, {**_centros(una), "fechaHoraSolicitudAnulacion": cuando, "motivo": una.anulacion_motivo})


def _contestar(libro: Libro, pedido: Elemento, vuelta: Elemento, _repite: bool) -> None:
    una = libro.contestar(texto(pedido, "numeroRegistro"), texto(pedido, "codigo"), texto(pedido, "comentario"))
    _poner(etree.SubElement(vuelta, "factura"), {"numeroRegistro": una.numero, "codigo": una.anulacion})


OPERACIONES: Mapping[str, Hacer] = {
    "solicitarNuevasFacturas": _nuevas,
    "descargarFactura": _descargar,
    "confirmarDescargaFactura": _confirmar,
    "consultarFactura": _consultar,
    "cambiarEstadoFactura": _cambiar,
    "solicitarNuevasAnulaciones": _anulaciones,
    "gestionarSolicitudAnulacionFactura": _contestar,
}


def _centros(una: Presentada) -> dict[str, str]:
    return {
        "numeroRegistro": una.numero,
        "oficinaContable": una.centros.get("01", ""),
        "organoGestor": una.centros.get("02", ""),
        "unidadTramitadora": una.centros.get("03", ""),
    }


def _poner(nodo: Elemento, datos: Mapping[str, str]) -> None:
    for nombre, valor in datos.items():
        etree.SubElement(nodo, nombre).text = valor


def _resultado(vuelta: Elemento, codigo: str, descripcion: str) -> None:
    nodo = etree.Element("resultado")
    _poner(nodo, {"codigo": codigo, "descripcion": descripcion, "codigoSeguimiento": "simulador"})
    vuelta.insert(0, nodo)


def _fallo(porque: str) -> Elemento:
    raiz, nodo = sobre("fallo")
    nodo.tag = f"{{{SOAP}}}Fault"
    _poner(nodo, {"faultcode": "soapenv:Client", "faultstring": porque})
    return raiz


def _base64(datos: bytes) -> str:
    return base64.b64encode(datos).decode()


class _Conversacion(BaseHTTPRequestHandler):
    server: Simulador

    def do_HEAD(self) -> None:
        self._decir(HTTPStatus.OK, b"")

    def do_POST(self) -> None:
        largo = int(self.headers.get("Content-Length") or 0)
        mensaje = self.rfile.read(min(largo, MAXIMO))
        if self.path == REGISTRAR:
            numero = self.server.libro.presentar(mensaje, cuando=RelojSistema().ahora())
            self._decir(HTTPStatus.CREATED, numero.encode(), "text/plain")
            return
        dicho = self.server.atender(mensaje)
        if dicho is None:
            self.close_connection = True
            return
        self._decir(dicho[0], dicho[1])

    def _decir(self, estado: int, cuerpo: bytes, tipo: str = "text/xml; charset=utf-8") -> None:
        with suppress(ConnectionError):  # who asked is gone
            self.send_response(estado)
            self.send_header("Content-Type", tipo)
            self.send_header("Content-Length", str(len(cuerpo)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(cuerpo)

    def log_message(self, *_partes: object) -> None:
        """Nobody reads it."""
