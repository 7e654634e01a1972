"""Each port against a server that misbehaves: it is told as what it is, within a bound, and works again as soon as the other side does."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from io import BytesIO
from pathlib import Path

import pytest
from django.db import OperationalError, connections
from django.db.utils import ConnectionHandler
from pruebas.caidas.averiado import Averia, averiado
from pytest_django import Settings

from consistorio.integraciones.antivirus.clamd import Clamd
from consistorio.integraciones.correo import smtp
from consistorio.integraciones.face import cliente
from consistorio.integraciones.tsa import http
from consistorio.nucleo.errores import ServicioNoDisponible
from consistorio.plataforma.base import conexion
from consistorio.plataforma.puertos.correo import EntregaDudosa
from tests.caidas import puertos

PRISA, CALMA = (
    0.2,
    5.0,
)  # the bound while it is known that it will be reached (each drop comes sooner, all of them much later), and otherwise
SEMILLA = 20261129
Pedir = Callable[[int], object]


def sellar(puerto: int) -> bytes:
    return http.SelloTiempoHttp(f"http://127.0.0.1:{puerto}/tsa").responder(b"peticion")


def preguntar_ocsp(puerto: int) -> bytes:
    return http.RevocacionHttp().ocsp(f"http://127.0.0.1:{puerto}/ocsp", b"peticion")


def traer_lista(puerto: int) -> bytes:
    return http.RevocacionHttp().crl(f"http://127.0.0.1:{puerto}/lista.crl")


def comprobar_sello(puerto: int) -> None:
    http.SelloTiempoHttp(f"http://127.0.0.1:{puerto}/tsa").comprobar()


def analizar(puerto: int) -> object:
    return Clamd(f"127.0.0.1:{puerto}", plazo=http.LIMITE).analizar(BytesIO(b"un escrito"))


def comprobar_antivirus(puerto: int) -> None:
    Clamd(f"127.0.0.1:{puerto}", plazo=http.LIMITE).comprobar()


def ajustes(puerto: int) -> smtp.AjustesSmtp:
    return smtp.AjustesSmtp("127.0.0.1", puerto, "ninguna", "", "", "Ayuntamiento <avisos@villa.example>", 1)


def enviar(puerto: int) -> str:
    return smtp.CorreoSmtp(ajustes(puerto)).enviar(destino="a@b.example", asunto="Hola", cuerpo="Lea.", referencia="r")


def comprobar_correo(puerto: int) -> None:
    smtp.CorreoSmtp(ajustes(puerto)).comprobar()


def preguntar_a_face(puerto: int) -> object:
    servicio = cliente.FaceSoap({"url": f"http://127.0.0.1:{puerto}/facturasrcf"})
    servicio._mano, servicio._de_face = puertos.FACE, puertos.FACE.certificado
    return servicio.nuevas()


PUERTOS: dict[str, tuple[Callable[[Path], AbstractContextManager[puertos.Direccion]], Pedir]] = {
    "sello de tiempo": (puertos.autoridad, sellar),
    "salud del sello de tiempo": (puertos.autoridad, comprobar_sello),
    "ocsp": (puertos.autoridad, preguntar_ocsp),
    "lista de revocados": (puertos.autoridad, traer_lista),
    "antivirus": (puertos.antivirus, analizar),
    "salud del antivirus": (puertos.antivirus, comprobar_antivirus),
    "correo": (puertos.correo, enviar),
    "salud del correo": (puertos.correo, comprobar_correo),
    "face": (puertos.face, preguntar_a_face),
}
REALES = {
    "LIMITE": http.LIMITE,
    "LIMITE_DE_LISTA": http.LIMITE_DE_LISTA,
    "_ESPERAS": float(smtp._ESPERAS),
    "FACE": cliente.LIMITE,
}
AVERIAS = (Averia.CALLADA, Averia.GOTEO, Averia.A_MEDIAS, Averia.BASURA, Averia.CIERRA)


LLEGAN_AL_LIMITE = (Averia.CALLADA, Averia.GOTEO)


@pytest.fixture(autouse=True)
def _con_calma(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    settings.CONSISTORIO_TSA_CREDENCIALES = ""
    limitar(monkeypatch, CALMA)


def limitar(monkeypatch: pytest.MonkeyPatch, segundos: float) -> None:
    """Bound every port."""
    for modulo, nombre, valor in (
        (http, "SEGUNDOS", (segundos, segundos)),
        (http, "SEGUNDOS_DE_SALUD", (segundos, segundos)),
        (http, "LIMITE", segundos),
        (http, "LIMITE_DE_SALUD", segundos),
        (http, "LIMITE_DE_LISTA", segundos),
        (smtp, "_ESPERAS", segundos),
        (cliente, "SEGUNDOS", (segundos, segundos)),
        (cliente, "LIMITE", segundos),
    ):
        monkeypatch.setattr(modulo, nombre, valor)


def no_disponible(pedir: Pedir, puerto: int) -> str:
    """Why it could not be done, or "" when it was."""
    try:
        pedir(puerto)
    except ServicioNoDisponible as error:
        return error.mensaje
    return ""


@pytest.mark.lento
@pytest.mark.parametrize("nombre", PUERTOS)
def test_lo_que_falla_al_otro_lado_se_dice_y_en_cuanto_vuelve_funciona(
    nombre: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    montar, pedir = PUERTOS[nombre]
    with montar(tmp_path) as real, averiado(real, semilla=SEMILLA) as servidor:
        servidor.pausa = PRISA / 2  # the shortest answer has five bytes
        for averia in AVERIAS:
            if (pedir, averia) == (comprobar_sello, Averia.A_MEDIAS):
                continue  # half of its headers are an answer: it is there
            servidor.averia = averia
            limitar(monkeypatch, PRISA if averia in LLEGAN_AL_LIMITE else CALMA)
            assert no_disponible(pedir, servidor.puerto), f"{averia}: taken for an answer (seed {SEMILLA})"
        servidor.averia = Averia.NINGUNA
        limitar(monkeypatch, CALMA)
        pedir(servidor.puerto)
        caido = servidor.puerto
    with pytest.raises(ServicioNoDisponible):
        pedir(caido)


@pytest.mark.parametrize("averia", [Averia.RETENIDA, Averia.BASURA])
def test_del_correo_que_el_servidor_tiene_y_no_contesta_bien_no_se_dice_que_no_salio(
    averia: Averia, tmp_path: Path
) -> None:
    with puertos.correo(tmp_path) as real, averiado(real, semilla=SEMILLA) as servidor:
        servidor.averia = Averia.RETENIDA
        servidor.al_retener = servidor.azar.randbytes(40) + b"\r\n" if averia is Averia.BASURA else b""
        with pytest.raises(EntregaDudosa):
            enviar(servidor.puerto)
    assert len(list(tmp_path.glob("*.eml"))) == 1


def test_lo_que_se_corta_antes_de_entregarlo_se_reintenta_solo(tmp_path: Path) -> None:
    with puertos.correo(tmp_path) as real, averiado(real, semilla=SEMILLA) as servidor:
        servidor.averia, servidor.marca = Averia.RETENIDA, b"data\r\n"
        with pytest.raises(ServicioNoDisponible):
            enviar(servidor.puerto)
    assert list(tmp_path.glob("*.eml")) == []


def test_la_cadena_de_un_servidor_que_no_es_http_no_se_toma_por_respuesta(tmp_path: Path) -> None:
    with puertos.correo(tmp_path) as real, averiado(real) as servidor, pytest.raises(ServicioNoDisponible):
        sellar(servidor.puerto)


@pytest.mark.parametrize("averia", AVERIAS)
def test_una_base_de_datos_que_no_contesta_no_retiene_a_nadie(
    averia: Averia, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conexion, "ESPERA", 2)
    ajustes = connections.settings["default"]
    zocalo = f"{ajustes['HOST']}/.s.PGSQL.{ajustes['PORT'] or 5432}"
    with averiado(zocalo, semilla=SEMILLA) as servidor:
        servidor.pausa, servidor.gotas = 0.2, 40
        otra = conexion.Conexion(
            str(ajustes["NAME"]), str(ajustes["USER"]), host="127.0.0.1", puerto=str(servidor.puerto)
        )
        base = ConnectionHandler({"default": otra.ajustes_django()})["default"]
        base.ensure_connection()
        base.close()
        servidor.averia = averia
        with pytest.raises(OperationalError):
            base.ensure_connection()
        servidor.averia = Averia.NINGUNA
        base.ensure_connection()
        base.close()


def test_los_segundos_que_dice_la_documentacion_son_los_del_programa() -> None:
    doc = (Path(__file__).parents[2] / "docs" / "verificacion" / "caidas.md").read_text("utf-8")
    filas = [[celda.strip() for celda in linea.split("|")[1:3]] for linea in doc.splitlines() if linea.startswith("| ")]
    dichos = {celdas[0]: celdas[1] for celdas in filas}
    de_verdad = {
        "Sello de tiempo": REALES["LIMITE"],
        "OCSP": REALES["LIMITE"],
        "Lista de revocados": REALES["LIMITE_DE_LISTA"],
        "Antivirus": Clamd("127.0.0.1:1").plazo,
        "Correo": smtp.AjustesSmtp("", 25, "ninguna", "", "", "").segundos * REALES["_ESPERAS"],
        "FACe": REALES["FACE"],
        "Base de datos": conexion.ESPERA,
    }
    assert {puerto: dichos[puerto] for puerto in de_verdad} == {
        p: f"{segundos:.0f}" for p, segundos in de_verdad.items()
    }
