"""The nginx of the manual, run for real in front of the real processes: TLS, a client's certificate, the trusted socket."""

from __future__ import annotations

import grp
import http.client
import os
import shutil
import signal
import socket as socket_
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from conftest import Sembradas, fundar

from consistorio.cli.procesos import libre
from consistorio.integraciones.pki_demo.servidor import Servidor
from consistorio.plataforma.base.rutas import RAIZ
from consistorio.plataforma.identidad.intentos import clave_de_direccion
from consistorio.plataforma.identidad.models import IntentoAcceso, Sesion

from .partidas import PARTIDAS, SEGUIDAS, con_la_suya, escondida

pytestmark = pytest.mark.lento
MUESTRA = RAIZ / "docs" / "manual" / "administracion" / "nginx.conf"
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")


@dataclass(frozen=True)
class Casa:
    """Ports and files of the processes started for these tests. `carpeta`: what they write of what they did."""

    carpeta: Path
    sede: int
    certificado: int
    pki: Path
    socket: Path

    def enviar(self, bytes_: bytes) -> bytes:
        """Send them to the sede as they are, through TLS; what comes back until nobody says more."""
        contexto = ssl.create_default_context(cafile=str(self.pki / "raiz.pem"))
        contexto.check_hostname = False
        dicho = b""
        with (
            socket_.create_connection(("127.0.0.1", self.sede), timeout=5) as hilo,
            contexto.wrap_socket(hilo) as cifrado,
        ):
            cifrado.settimeout(1)
            cifrado.sendall(bytes_)
            try:
                while trozo := cifrado.recv(65536):
                    dicho += trozo
            except (TimeoutError, ConnectionError, ssl.SSLError):
                pass
        return dicho

    def pedir(
        self, puerto: int, ruta: str, *, cliente: str = "", metodo: str = "GET", cuerpo: str = "", **cabeceras: str
    ) -> tuple[int, http.client.HTTPMessage, str]:
        contexto = ssl.create_default_context(cafile=str(self.pki / "raiz.pem"))
        contexto.check_hostname = False
        if cliente:
            contexto.load_cert_chain(self.pki / f"ciudadania/{cliente}.pem", self.pki / f"ciudadania/{cliente}.key")
        conexion = http.client.HTTPSConnection("127.0.0.1", puerto, context=contexto, timeout=60)
        todas = {"Host": "localhost", **{c.replace("_", "-"): v for c, v in cabeceras.items()}}
        conexion.request(metodo, ruta, body=cuerpo or None, headers=todas)
        respuesta = conexion.getresponse()
        return respuesta.status, respuesta.headers, respuesta.read().decode()


def _arrancar(orden: list[str], entorno: dict[str, str], bitacora: Path) -> subprocess.Popen[bytes]:
    with bitacora.open("wb") as salida:
        return subprocess.Popen(orden, env=entorno, stdout=salida, stderr=subprocess.STDOUT)


def _configuracion(carpeta: Path, pki: Path, socket: Path, puertos: dict[str, int]) -> Path:
    """The manual's own file with the paths and ports of this test, inside the frame of a whole nginx.conf."""
    texto = MUESTRA.read_text("utf-8")
    for de, a in {
        "listen 443 ssl": f"listen 127.0.0.1:{puertos['sede']} ssl",
        "listen 8443 ssl": f"listen 127.0.0.1:{puertos['certificado']} ssl",
        "sede.valdeprueba.es": "localhost",
        "/etc/consistorio/tls/sede.pem": str(pki / "servidor.pem"),
        "/etc/consistorio/tls/sede.key": str(pki / "servidor.key"),
        "127.0.0.1:8000": f"127.0.0.1:{puertos['web']}",
        "/run/consistorio/certificado.sock": str(socket),
        "/var/log/nginx/consistorio.log": str(carpeta / "accesos.log"),
    }.items():
        assert de in texto
        texto = texto.replace(de, a)
    temporales = "".join(
        f"{t}_temp_path {carpeta}/{t};\n" for t in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    quien = "user root;" if os.geteuid() == 0 else ""
    fichero = carpeta / "nginx.conf"
    fichero.write_text(
        f"{quien} daemon off; pid {carpeta}/nginx.pid; error_log {carpeta}/error.log;\n"
        f"events {{}}\nhttp {{ access_log off; {temporales}\n{texto}\n}}\n"
    )
    return fichero


@pytest.fixture(scope="module")
def casa(sembradas: Sembradas, servidor_pki: Servidor, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Casa]:
    if NGINX is None:
        pytest.skip("NOT RUN: nginx is not installed (apt-get install nginx-light)")
    carpeta = tmp_path_factory.mktemp("nginx")
    pki, socket = servidor_pki.pki.carpeta, carpeta / "c.sock"
    libres = [p for p in range(18500, 18600) if libre(p)][:3]
    puertos = dict(zip(("sede", "certificado", "web"), libres, strict=True))
    # nginx hands on the certificate without its chain: the issuer is trusted by name, as the manual says
    shutil.copytree(pki, carpeta / "var" / "pki")
    shutil.copy(pki / "emisora.pem", carpeta / "var" / "pki" / "confianza" / "emisora.pem")
    with sembradas.propia(sembradas.plantilla("pueblo", fundar)) as pueblo:
        entorno = {
            **pueblo.entorno,
            "CONSISTORIO_VAR": str(carpeta / "var"),
            "CONSISTORIO_PKI_URL": servidor_pki.url,
            "CONSISTORIO_PROXIES": "127.0.0.1,socket",
            "CONSISTORIO_CERTIFICADO_PUERTO": str(puertos["certificado"]),
            "CONSISTORIO_BITACORA_ACCESOS": "1",
        }
        with _en_marcha(carpeta, pki, socket, puertos, entorno):
            yield Casa(carpeta, puertos["sede"], puertos["certificado"], pki, socket)


@contextmanager
def _en_marcha(
    carpeta: Path, pki: Path, socket: Path, puertos: dict[str, int], entorno: dict[str, str]
) -> Iterator[None]:
    """The pages, the trusted socket and nginx, once they answer; stopped at the end."""
    assert NGINX is not None
    python = [sys.executable, "-m", "consistorio.cli"]
    grupo = grp.getgrgid(os.getegid()).gr_name
    procesos = [
        _arrancar([*python, "servir", "--puerto", str(puertos["web"])], entorno, carpeta / "web.log"),
        _arrancar(
            [*python, "certificado", "socket", "--socket", str(socket), "--grupo", grupo], entorno, carpeta / "s.log"
        ),
        _arrancar(
            [NGINX, "-c", str(_configuracion(carpeta, pki, socket, puertos)), "-e", str(carpeta / "error.log")],
            entorno,
            carpeta / "nginx.log",
        ),
    ]
    try:
        limite = time.monotonic() + 120
        while any(libre(p) for p in puertos.values()) or not socket.exists():
            bitacoras = "".join(f.read_text() for f in carpeta.glob("*.log"))
            assert all(p.poll() is None for p in procesos), bitacoras
            assert time.monotonic() < limite, bitacoras
            time.sleep(0.2)
        yield
    finally:
        for proceso in reversed(procesos):
            proceso.send_signal(signal.SIGTERM)
            proceso.wait(60)


def test_a_citizen_enters_with_a_certificate_through_nginx(casa: Casa) -> None:
    estado, cabeceras, _cuerpo = casa.pedir(casa.sede, "/acceso/certificado/")
    destino = urlsplit(cabeceras["Location"])
    assert (estado, destino.port) == (302, casa.certificado)
    galleta = cabeceras["Set-Cookie"].partition(";")[0]
    estado, cabeceras, _cuerpo = casa.pedir(
        casa.certificado, f"{destino.path}?{destino.query}", cliente="12345678Z", X_Forwarded_For="6.6.6.6"
    )
    vuelta = urlsplit(cabeceras["Location"])
    assert (estado, set(parse_qs(vuelta.query))) == (302, {"peticion", "vale"})
    estado, _cabeceras, _cuerpo = casa.pedir(casa.sede, f"{vuelta.path}?{vuelta.query}", Cookie=galleta)
    assert estado == 302
    sesion = Sesion.objects.get(persona__nif="12345678Z")
    assert sesion.medio == "certificado"


def test_what_the_visitor_writes_is_worth_nothing_at_either_door(casa: Casa) -> None:
    abiertas = Sesion.objects.count()
    robado = quote((casa.pki / "ciudadania/12345678Z.pem").read_text(), safe="-")
    _estado, cabeceras, _cuerpo = casa.pedir(casa.sede, "/acceso/certificado/")
    destino = urlsplit(cabeceras["Location"])
    ruta = f"{destino.path}?{destino.query}"
    assert casa.pedir(casa.sede, ruta, X_Consistorio_Certificado=robado)[0] == 404
    galleta = cabeceras["Set-Cookie"].partition(";")[0]
    estado, cabeceras, _cuerpo = casa.pedir(casa.certificado, ruta, X_Consistorio_Certificado=robado)
    vuelta = urlsplit(cabeceras["Location"])
    estado, _cabeceras, pagina = casa.pedir(casa.sede, f"{vuelta.path}?{vuelta.query}", Cookie=galleta)
    assert (estado, "no ha enviado ningún certificado" in pagina) == (422, True)
    assert Sesion.objects.count() == abiertas


def test_what_somebody_looks_for_is_not_kept_by_nginx(casa: Casa) -> None:
    casa.pedir(casa.sede, "/tramites/?q=12345678Z", Referer="https://localhost/?q=12345678Z")
    fichero = casa.carpeta / "accesos.log"
    hasta = time.monotonic() + 30
    while "GET /tramites/ HTTP" not in fichero.read_text() and time.monotonic() < hasta:
        time.sleep(0.05)
    escrito = fichero.read_text()
    assert "GET /tramites/ HTTP" in escrito
    assert "12345678Z" not in escrito


def test_the_certificate_port_has_one_page_and_its_socket_one_reader(casa: Casa) -> None:
    assert casa.pedir(casa.certificado, "/", cliente="12345678Z")[0] == 404
    assert casa.pedir(casa.certificado, "/acceso/certificado/entrar/", metodo="POST", cuerpo="x=1")[0] == 403
    assert casa.socket.stat().st_mode & 0o777 == 0o660


def test_failures_are_counted_to_the_visitor_that_nginx_saw(casa: Casa) -> None:
    estado, cabeceras, pagina = casa.pedir(casa.sede, "/acceso/empleados/")
    testigo = pagina.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
    galleta = cabeceras["Set-Cookie"].partition(";")[0]
    cuerpo = f"csrfmiddlewaretoken={testigo}&usuario=nadie&contrasena=mala"
    estado, _cabeceras, _pagina = casa.pedir(
        casa.sede,
        "/acceso/empleados/",
        metodo="POST",
        cuerpo=cuerpo,
        Cookie=galleta,
        Referer="https://localhost/acceso/empleados/",
        Content_Type="application/x-www-form-urlencoded",
        X_Forwarded_For="6.6.6.6",
    )
    assert estado == 422
    assert IntentoAcceso.objects.filter(clave=clave_de_direccion("127.0.0.1")).count() == 1
    assert not IntentoAcceso.objects.filter(clave=clave_de_direccion("6.6.6.6")).exists()


def test_where_a_request_ends_is_the_same_for_nginx_and_for_the_house(casa: Casa) -> None:
    """What hides behind the end of a request is seen by both or by nobody (CWE-444), and is answered to nobody else."""

    def vistas(numero: int) -> list[int]:
        return [(casa.carpeta / f).read_text().count(escondida(numero)) for f in ("accesos.log", "web.log")]

    def atacar(numero: int, peticion: bytes) -> tuple[int, bool]:
        casa.enviar(con_la_suya(peticion, numero))
        estado, _cabeceras, cuerpo = casa.pedir(casa.sede, "/tramites/")
        return estado, "escondida" in cuerpo

    numeradas = dict(enumerate(PARTIDAS.values(), start=1))
    with ThreadPoolExecutor(8) as visitantes:
        assert set(visitantes.map(atacar, numeradas, numeradas.values())) == {(200, False)}
    casa.enviar(con_la_suya(SEGUIDAS, 99))
    hasta = time.monotonic() + 30
    while vistas(99) != [1, 1]:
        assert time.monotonic() < hasta, vistas(99)
        time.sleep(0.05)
    solo_nuestras = [nombre for n, nombre in enumerate(PARTIDAS, start=1) if vistas(n)[1] > vistas(n)[0]]
    assert solo_nuestras == [], "the house saw requests that nginx did not"
