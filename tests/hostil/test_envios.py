"""What people send by the pages, spoilt: forms, multipart bodies, searches. No page fails, and nothing is written without its fact.

Each case comes from the seed and its number. A long run by hand:

    CONSISTORIO_SEMILLA=7 CONSISTORIO_CASOS=3000 pytest tests/hostil/test_envios.py
"""

from __future__ import annotations

import os
import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

import pytest
from conftest import Sembradas, fundar
from django.db import connection, transaction
from django.http import HttpResponseBase
from django.test import Client
from lxml import html
from pruebas.hostil.mutaciones import NUMEROS, TROZOS, mutar

from consistorio.plataforma.auditoria.filas import tablas_avaladas
from consistorio.plataforma.identidad.models import Persona
from consistorio.tramitacion.tests.factories import un_pdf
from tests.navegador import oficinas, villa
from tests.navegador.fichas import Fichas

pytestmark = pytest.mark.lento
SEMILLA, CASOS = int(os.environ.get("CONSISTORIO_SEMILLA", "1")), int(os.environ.get("CONSISTORIO_CASOS", "25"))
RAROS = (
    *TROZOS,
    *NUMEROS,
    *(
        t.encode()
        for t in (
            " ",
            "٣",
            "²",
            "\u202e\u2066",
            "\U0001f9d1\u200d\U0001f9bd",
            "e\u0301" * 300,
            "' OR 1=1 --",
            "%_\\",
            "%00",
            "../../../etc/passwd",
            "{{7*7}}",
            "<script>",
            "0001-01-01",
            "2026-02-31",
            "019505d4-0000-7000-8000-0000000000aa",
            "a\r\nb: c",
        )
    ),
)
FRONTERA = b"frontera7"


@dataclass(frozen=True)
class Envio:
    """A form of a page, as it would be sent by who does not touch it."""

    sesion: str
    metodo: str
    ruta: str
    campos: tuple[tuple[bytes, bytes], ...]
    ficheros: tuple[bytes, ...]


@pytest.fixture(scope="module")
def ayuntamiento(sembradas: Sembradas) -> Iterator[None]:
    def sembrar() -> None:
        fundar()
        oficinas.sembrar()

    with sembradas.clonada("oficinas", sembrar):
        yield


@pytest.fixture
def envios(ayuntamiento: None, db: None) -> list[Envio]:
    """Every form of those pages, and their searches."""
    fichas, ana = Fichas.leer(), Persona.objects.get(nif="12345678Z")
    borrador = villa.borrador_de_obra(ana)
    en_obra, caso = f"/borradores/{borrador.id}/", f"/mi-carpeta/expedientes/{fichas.largo.id}/"
    mesa = f"/escritorio/expedientes/{fichas.largo.id}/"
    paginas = {
        "": ("/verificar/", "/verificacion/prueba/"),
        villa.identificar(ana): (
            *(f"{en_obra}paso/{paso.codigo}/" for paso in borrador.esquema.pasos),
            *(f"{en_obra}{final}" for final in ("documentos/plano/", "interesados/", "revisar/")),
            *(f"{caso}presentar/{clase}/" for clase in ("alegaciones", "otro")),
            "/mi-carpeta/datos/",
            "/mi-carpeta/documentos/",
            "/acceso/representaciones/nueva/",
            "/tramites/licencia-obra-menor/empezar/por-otra-persona/",
        ),
        villa.identificar_personal("nuria"): (
            "/escritorio/buscar/",
            *(f"{mesa}{final}" for final in ("notas/", "hacer/extender_diligencia/", "hacer/subir_documento/")),
            *(f"{mesa}hacer/{acto}/" for acto in ("anadir_persona", "escribir_a_las_partes")),
            f"/escritorio/entradas/{fichas.en_la_unidad.id}/abrir/",
            f"/escritorio/entradas/{fichas.en_la_unidad.id}/unir/",
            f"/escritorio/entradas/{fichas.en_la_unidad.id}/devolver/",
            "/escritorio/expedientes/iniciar/",
        ),
        villa.identificar_personal("teresa"): (
            "/escritorio/economia/intervencion/requisitos/nueva/?tipo=subvenciones&fase=A",
        ),
        villa.identificar_personal("rosa"): (
            "/escritorio/registro/",
            "/escritorio/registro/nueva/",
            "/escritorio/registro/personas/",
            "/escritorio/registro/apoderamientos/nuevo/",
            f"/escritorio/registro/{fichas.asiento.id}/rectificar/",
        ),
    }
    hallados = [envio for sesion, rutas in paginas.items() for ruta in rutas for envio in formularios(sesion, ruta)]
    de_ana = list(paginas)[1]
    subida = (b"nombre", b"plano.pdf"), (b"tamano", b"100")
    hallados.append(Envio(de_ana, "POST", f"{en_obra}documentos/plano/subidas/", subida, ()))
    for ruta in ("/verificacion/cabeceras/", "/mi-carpeta/borradores/", "/mi-carpeta/notificaciones/", "/tramites/"):
        hallados.append(Envio(de_ana, "GET", ruta, ((b"antes", b"1"), (b"q", b"obra")), ()))
    return hallados


def formularios(sesion: str, ruta: str) -> Iterator[Envio]:
    """The forms of a page with what they carry, filled in where they are empty."""
    respuesta = pedir(Client(headers={"host": "localhost"}), sesion, "GET", ruta)
    assert respuesta.status_code == 200, f"{ruta} {respuesta.status_code}"
    for formulario in html.fromstring(respuesta.content).iter("form"):  # type: ignore[attr-defined]
        if formulario.get("action", "").startswith(("/acceso/salir", "/acceso/en-nombre")):
            continue
        campos = [c for c in formulario.iter("input", "textarea", "select", "button") if c.get("name")]
        valores = tuple((c.get("name").encode(), _valor(c)) for c in campos if c.get("type") != "file")
        ficheros = tuple(c.get("name").encode() for c in campos if c.get("type") == "file")
        yield Envio(
            sesion,
            (formulario.get("method") or "get").upper(),
            formulario.get("action") or ruta,
            valores,
            ficheros,
        )


def _valor(campo: html.HtmlElement) -> bytes:
    if campo.tag == "select":
        opciones = [o.get("value", "") for o in campo.iter("option")]
        return (opciones[-1] if opciones else "").encode()
    return ((campo.text if campo.tag == "textarea" else campo.get("value")) or "Algo 1").encode()


def pedir(
    cliente: Client, sesion: str, metodo: str, ruta: str, cuerpo: bytes = b"", tipo: str = ""
) -> HttpResponseBase:
    cliente.cookies.clear()
    if sesion:
        cliente.cookies["sessionid"] = sesion
    return cliente.generic(metodo, ruta, cuerpo, content_type=tipo or "application/octet-stream")


def estropear(envio: Envio, azar: random.Random) -> tuple[str, bytes, str]:
    """Address, body and type of a case."""
    campos = list(envio.campos)
    for _vez in range(azar.choice((1, 1, 2, 4))):
        if not campos:
            campos.append((b"texto", b""))
        cual = azar.randrange(len(campos))
        nombre, valor = campos[cual]
        campos[cual : cual + 1] = azar.choice(
            (
                [(nombre, azar.choice(RAROS))],
                [(nombre, azar.choice(RAROS))],
                [(nombre, valor + azar.choice(RAROS))],
                [(nombre, azar.choice(campos)[1])],
                [(nombre, valor), (nombre, azar.choice(RAROS))],
                [(nombre + azar.choice(RAROS)[:50], valor)],
                [],
            )
        )
    if envio.metodo == "GET":
        return f"{envio.ruta}?{_en_linea(campos)}", b"", ""
    if not envio.ficheros and azar.random() < 0.7:
        cuerpo = _en_linea(campos).encode()
        return (
            envio.ruta,
            mutar(cuerpo, azar, (cuerpo,)) if azar.random() < 0.2 else cuerpo,
            "application/x-www-form-urlencoded",
        )
    partes = [(b'name="%s"' % n.replace(b'"', b"%22"), v) for n, v in campos]
    for nombre in envio.ficheros or (b"fichero",):
        de = azar.choice((b"plano.pdf", b"a" * 400 + b".pdf", *RAROS)).replace(b'"', b"%22")
        datos = azar.choice((un_pdf("hola"), un_pdf("hola")[:200], b"", *RAROS))
        partes += [(b'name="%s"; filename="%s"' % (nombre, de), datos)] * azar.choice((1, 1, 2))
    cuerpo = b"".join(
        b"--%s\r\nContent-Disposition: form-data; %s\r\n\r\n%s\r\n" % (FRONTERA, cabeza, v) for cabeza, v in partes
    )
    cuerpo += b"--%s--\r\n" % FRONTERA
    if azar.random() < 0.4:
        cuerpo = mutar(cuerpo, azar, (cuerpo,))
    return envio.ruta, cuerpo, f"multipart/form-data; boundary={FRONTERA.decode()}"


def _en_linea(campos: list[tuple[bytes, bytes]]) -> str:
    return "&".join(f"{quote(nombre)}={quote(valor)}" for nombre, valor in campos)


def filas() -> tuple[int, ...]:
    """How many facts there are, and how many rows of each table that facts vouch for."""
    tablas = ["auditoria_evento", *sorted(tablas_avaladas())]
    with connection.cursor() as cursor:
        cuentas = (f'SELECT {n}, count(*) FROM "{tabla}"' for n, tabla in enumerate(tablas))
        cursor.execute(f"{' UNION ALL '.join(cuentas)} ORDER BY 1")
        return tuple(fila[1] for fila in cursor.fetchall())


def test_nothing_that_is_sent_makes_a_page_fail_nor_leaves_half_written(envios: list[Envio]) -> None:
    cliente = Client(headers={"host": "localhost"}, raise_request_exception=False)
    dichos: Counter[int] = Counter()
    fallos, antes = [], filas()
    for caso in range(CASOS):
        azar = random.Random(f"{SEMILLA}/{caso}")
        envio = azar.choice(envios)
        ruta, cuerpo, tipo = estropear(envio, azar)
        punto = transaction.savepoint()
        estado = pedir(cliente, envio.sesion, envio.metodo, ruta, cuerpo, tipo).status_code
        dichos[estado] += 1
        despues = antes if estado == 500 else filas()
        if estado == 500 or (despues[0] == antes[0] and despues != antes):
            aqui = re.sub(r"[0-9a-f-]{36}", "…", envio.ruta)
            fallos.append(f"seed {SEMILLA} case {caso}: {estado} {envio.metodo} {aqui} {cuerpo[:300]!r} {ruta[-200:]}")
        transaction.savepoint_rollback(punto)
    assert (fallos, min(dichos) < 400) == ([], True), dichos


def test_a_number_that_no_list_has_is_as_none(ayuntamiento: None, db: None) -> None:
    """Where a page goes on from, how many boxes it has, where a piece of a file goes."""
    persona = Persona.objects.get(nif="12345678Z")
    subidas = f"/borradores/{villa.borrador_de_obra(persona).id}/documentos/plano/subidas/"
    ana = villa.identificar(persona)
    cliente = Client(headers={"host": "localhost"})
    nuria, rosa = villa.identificar_personal("nuria"), villa.identificar_personal("rosa")
    inicio = pedir(cliente, ana, "POST", subidas, b"nombre=a.pdf&tamano=9", "application/x-www-form-urlencoded")
    assert inicio.status_code == 201
    trozo = f"{subidas}{inicio.json()['id']}/"  # type: ignore[attr-defined]
    for cifras in ("9" * 25, "9" * 5000):
        assert pedir(cliente, "", "GET", f"/verificacion/cabeceras/?antes={cifras}").status_code == 200
        assert pedir(cliente, nuria, "GET", f"/escritorio/correo/?desde={cifras}").status_code == 200
        cuerpo = f"cuantas={cifras}".encode()
        pedido = pedir(
            cliente, rosa, "POST", "/escritorio/registro/nueva/", cuerpo, "application/x-www-form-urlencoded"
        )
        assert pedido.status_code == 422
        cliente.cookies["sessionid"] = ana
        assert cliente.generic("PATCH", trozo, b"x", headers={"Upload-Offset": cifras}).status_code == 409
