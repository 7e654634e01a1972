"""The pages that the staff look at all day, at ten thousand and at a million cases: the inbox, a case, the search.

Asked over HTTP of the product's own server (two processes), with real sessions, for who sees all the cases and for two people who see only what is of
their unit: one with six cases of every ten and one with one of every thousand; by one browser and by sixteen at once. Who sees less never waits half as
much again as who sees all. Then what grows: the database for each case, and the cost of a submission.
"""

from __future__ import annotations

import http.client
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode
from uuid import uuid4

from benchmarks import siembra
from benchmarks.banco import RAIZ, Banco, Gasto, pieza
from benchmarks.cifras import Cifra

if TYPE_CHECKING:
    from consistorio.tramitacion.expedientes.models import Expediente

METAS = {1: 100, 16: 300}
VECES_MAS = 1.5
MENOS_DE_ESTO_NO_SE_COMPARA = 30  # ms: the page itself
TESTIGO = "b" * 32
# Of each one: a case that they see, and one that they do not or that is not there (`siembra.lo_que_busca`)
BUSQUEDAS = {
    "a name of theirs": "{suyo_de}",
    "a name of others": "{ajeno_de}",
    "a number of theirs": "BEN/{suyo}/",
    "a number of others": "BEN/{ajeno}/",
    "who is in theirs": "P{suyo:08d}",
    "who is in others": "P{ajeno:08d}",
    "two words of titles": "reforma cocina",
    "a street": "{suyo_en}",
    "a word of every document": "licencia",
    "a word of one document in 200": "palabra77",
    "a word of one document": "rara{suyo}",
    "a word of every communication": "zanja",
    "a misspelt word": "refroma terrazza",
    "nothing": "inexistente",
}
DE_MUCHOS_A_LA_VEZ = ("a name of theirs", "a number of theirs", "two words of titles", "nothing")


@dataclass(frozen=True)
class Pagina:
    """What is asked, and with what."""

    nombre: str
    pedir: Callable[[random.Random], tuple[str, str, str]]  # method, path, body
    clientes: Sequence[int] = tuple(METAS)  # how many ask for it at once


def medir(banco: Banco) -> list[Cifra]:
    """Small town, large town."""
    from django.db import connections

    from benchmarks.presentar import _presentar, borradores
    from consistorio.plataforma.cola.vaciado import vaciar_colas
    from consistorio.tramitacion.expedientes.models import Expediente

    _presentar(borradores(1), Gasto())
    vaciar_colas()
    modelo = Expediente.objects.get()
    _comunicar(modelo)
    sembrada = siembra.Siembra(modelo.id)
    cifras: list[Cifra] = []
    grande = int(banco.opciones.get("expedientes", banco.cuanto(1_000_000, 10_000)))
    tamanos = (banco.cuanto(10_000, 1_000), grande)
    antes = 0
    for total in tamanos:
        empieza = time.monotonic()
        sembrada.hasta(total)
        banco.aviso(f"{total} cases sown in {time.monotonic() - empieza:.0f} s")
        connections.close_all()
        cifras += _paginas(banco, total)
        bytes_ahora = _tamano()
        if antes:
            nuevas = tamanos[1] - tamanos[0]
            cifras.append(
                Cifra(
                    que="Database for each case, with its indexes",
                    valor=round((bytes_ahora - antes) / nuevas / 1024, 1),
                    unidad="kB",
                )
            )
        antes = bytes_ahora
        cifras.append(_presentar_con(banco, total))
    return cifras


def _comunicar(caso: Expediente) -> None:
    """What is said about the case that is copied."""
    from django.db import transaction

    from benchmarks.pueblo import empleado
    from consistorio.nucleo.reloj import hoy
    from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
    from consistorio.plataforma.organizacion.consultas import unidad_por_dir3
    from consistorio.servicios.comunicaciones.operaciones import Envio, enviar
    from consistorio.servicios.comunicaciones.tipos import Mensaje

    reloj = reloj_de_la_casa()
    secretaria = unidad_por_dir3("LA0009982", en=hoy(reloj))
    mensaje = Mensaje(caso.unidad_id, "Zanja telefónica", "Se abre el lunes.", (), ())
    with transaction.atomic():
        enviar(
            Envio(mensaje, (secretaria.id,), expediente_id=caso.id),
            [],
            clave=uuid4(),
            actor=empleado(siembra.MUCHAS),
            reloj=reloj,
        )


def _tamano() -> int:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return int(cursor.fetchone()[0])


def _presentar_con(banco: Banco, total: int) -> Cifra:
    from benchmarks.presentar import _presentar, borradores

    cuantas = banco.cuanto(50, 5)
    _presentar(borradores(1), Gasto())
    preparados = borradores(cuantas)
    with banco.gasto() as gasto:
        _presentar(preparados, gasto)
    return Cifra(
        que=f"A submission in the sede, {_miles(total)} cases",
        valor=round(1000 * gasto.procesador / cuantas, 1),
        unidad="ms of CPU",
        **gasto.por(cuantas),
    )


def _paginas(banco: Banco, total: int) -> list[Cifra]:
    cifras = []
    a_solas: dict[str, dict[str, Gasto]] = {}
    with servidor(banco) as (puerto, pid):
        for cuantos, usuario in siembra.QUIENES.items():
            cookie = sesion(usuario)
            for pagina in _que_se_pide(cuantos, usuario):
                pedir(puerto, cookie, pagina, clientes=1, veces=3)
                for clientes in pagina.clientes:
                    veces = banco.cuanto(40 if clientes == 1 else 12, 2)
                    with banco.gasto(pid) as gasto:
                        gasto.tiempos = pedir(puerto, cookie, pagina, clientes=clientes, veces=veces).tiempos
                    if clientes == 1:
                        a_solas.setdefault(pagina.nombre, {})[cuantos] = gasto
                    con_meta = pagina.nombre.startswith("Inbox" if clientes > 1 else ("Inbox", "Search"))
                    cifras.append(
                        Cifra(
                            que=f"{pagina.nombre}, {_miles(total)} cases, {cuantos} of them theirs, {clientes} at once",
                            valor=gasto.ms(50),
                            unidad="ms (p50)",
                            p95=gasto.ms(95),
                            meta=METAS[clientes] if con_meta else None,
                            **gasto.por(len(gasto.tiempos)),
                        )
                    )
    cifras += [
        frente_a_quien_lo_ve_todo(f"{pagina}, {_miles(total)} cases", tiempos) for pagina, tiempos in a_solas.items()
    ]
    return cifras


def frente_a_quien_lo_ve_todo(que: str, gastos: Mapping[str, Gasto]) -> Cifra:
    """How many times who sees less waits what who sees all does. The note: the same in processor, which says more on a busy machine."""
    todo, menos = gastos["all"], [gasto for quien, gasto in gastos.items() if quien != "all"]
    base = max(todo.ms(50), MENOS_DE_ESTO_NO_SE_COMPARA)
    cpu_base = max(_procesador(todo), MENOS_DE_ESTO_NO_SE_COMPARA)
    return Cifra(
        que=f"{que}: who sees less, against who sees all",
        valor=round(max(gasto.ms(50) for gasto in menos) / base, 2),
        unidad="times",
        meta=VECES_MAS,
        nota=f"{max(map(_procesador, menos)) / cpu_base:.2f} in processor",
    )


def _procesador(gasto: Gasto) -> float:
    """Milliseconds of processor of each piece, ours and PostgreSQL's."""
    return 1000 * gasto.procesador / len(gasto.tiempos)


def _miles(n: int) -> str:
    return f"{n:,}"


@contextmanager
def servidor(banco: Banco, *, procesos: int = 2) -> Iterator[tuple[int, int]]:
    """The product's server: its port, and its process number (its children are those who answer)."""
    puerto = 20_000 + os.getpid() % 10_000
    with (banco.var / "servidor.log").open("ab") as bitacora:
        hijo = subprocess.Popen(
            [sys.executable, "-m", "consistorio.cli", "servir", "--puerto", str(puerto), "--procesos", str(procesos)],
            cwd=RAIZ,
            stdout=bitacora,
            stderr=bitacora,
            start_new_session=True,
        )
    try:
        for _vez in range(600):
            try:
                conexion = http.client.HTTPConnection("127.0.0.1", puerto, timeout=60)
                conexion.request("GET", "/salud/vivo", headers={"Host": "localhost"})
                conexion.getresponse().read()
                break
            except OSError:
                time.sleep(0.1)
        yield puerto, hijo.pid
    finally:
        os.killpg(hijo.pid, signal.SIGTERM)
        hijo.wait(60)


def sesion(usuario: str) -> str:
    """The cookies of somebody who has entered."""
    from django.conf import settings
    from tests.navegador.villa import identificar_personal

    return f"{settings.SESSION_COOKIE_NAME}={identificar_personal(usuario)}; {settings.CSRF_COOKIE_NAME}={TESTIGO}"


def _que_se_pide(cuantos: str, usuario: str) -> list[Pagina]:
    from benchmarks.pueblo import empleado
    from consistorio.tramitacion.expedientes.models import Expediente
    from consistorio.tramitacion.expedientes.visibilidad import unidades_que_ve

    suyos = Expediente.objects.filter(numero__startswith="BEN/")
    if (unidades := unidades_que_ve(empleado(usuario))) is not None:
        suyos = suyos.filter(unidad_id__in=unidades)
    numeros = suyos.order_by("-id").values_list("id", flat=True)[:2_000]
    casos = [str(uno) for uno in numeros if uno.int % 7 == 0] or [str(uno) for uno in numeros]
    return [
        Pagina("Inbox (mine)", lambda _azar: ("GET", "/escritorio/", "")),
        Pagina("Inbox (of my unit)", lambda _azar: ("GET", "/escritorio/?ver=unidad", "")),
        Pagina("List of cases", lambda _azar: ("GET", "/escritorio/expedientes/", "")),
        Pagina("A case", lambda azar: ("GET", f"/escritorio/expedientes/{azar.choice(casos)}/", "")),
        *_busquedas(cuantos),
    ]


def _busquedas(cuantos: str) -> Iterator[Pagina]:
    suyo = siembra.lo_que_busca(cuantos)
    for que, texto in BUSQUEDAS.items():
        cuerpo = urlencode({"q": texto.format(**suyo)})
        clientes = tuple(METAS) if que in DE_MUCHOS_A_LA_VEZ else (1,)
        yield Pagina(f"Search of {que}", lambda _azar, cuerpo=cuerpo: ("POST", "/escritorio/buscar/", cuerpo), clientes)  # type: ignore[misc]


def pedir(puerto: int, cookie: str, pagina: Pagina, *, clientes: int, veces: int) -> Gasto:
    """So many browsers at once, each so many times, one after another."""
    with ThreadPoolExecutor(clientes) as hilos:
        partes = list(hilos.map(lambda i: _cliente(puerto, cookie, pagina, veces, semilla=i), range(clientes)))
    return Gasto(tiempos=[tiempo for parte in partes for tiempo in parte])


def _cliente(puerto: int, cookie: str, pagina: Pagina, veces: int, *, semilla: int) -> Sequence[float]:
    azar, hecho = random.Random(semilla), Gasto()
    conexion = http.client.HTTPConnection("127.0.0.1", puerto, timeout=300)
    cabeceras = {
        "Host": f"localhost:{puerto}",
        "Cookie": cookie,
        "X-CSRFToken": TESTIGO,
        "Content-Type": "application/x-www-form-urlencoded",
        "Accept-Encoding": "gzip",
    }
    for _vez in range(veces):
        metodo, ruta, cuerpo = pagina.pedir(azar)
        with pieza(hecho):
            conexion.request(metodo, ruta, body=cuerpo or None, headers=cabeceras)
            respuesta = conexion.getresponse()
            respuesta.read()
            if respuesta.status == 302 and metodo == "POST":  # what is found by its own number is opened
                conexion.request("GET", respuesta.getheader("Location") or "", headers=cabeceras)
                respuesta = conexion.getresponse()
                respuesta.read()
        if respuesta.status != 200:
            raise SystemExit(f"{metodo} {ruta}: {respuesta.status} {respuesta.getheader('Location') or ''}")
    conexion.close()
    return hecho.tiempos
