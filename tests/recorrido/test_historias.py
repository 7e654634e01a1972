"""The stories end to end: separate processes, own database, real pages. The one by the command that people run is that of `entrega`;
these are told one after another in one town, the first of them with things that stop in the middle (`averias.py`)."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from consistorio.cli.recorrido.multiparte import Multiparte
from consistorio.plataforma.base.rutas import RAIZ

from .averias import INDICE_FIRMADO
from .contar import CON_AVERIAS, LEIDO
from .entradas import CERRADO, MEGA, ROTOS, de_la_calle, muestras, programa, que_no_se_admiten
from .entrega import Entrega, correr, sin_base
from .jornadas import trabajados
from .test_entrega_eni import contenidos_de, juzgar_paquete
from .test_entrega_pdf import juzgar_pdf

Leido = dict[str, str]
NUMERO = re.compile(r"Número de registro\s*(\d{4}-E-\d{8})")
CUANDO = re.compile(r"La registramos el (.*?)\. Su expediente")
PLAZO_DE_LA_NOTIFICACION = re.compile(r"Disponible desde\s*(.*?) Puede abrirla hasta\s*(\d+ de \w+ de \d+)")
MINIMOS = ("justificante.pdf", "resolucion.pdf", "eni/expediente.xml", "bitacora.jsonl", "cabecera.json", "base.dump")


@pytest.fixture(scope="module")
def contadas(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder where each story has left its own."""
    base = tmp_path_factory.mktemp("historias")
    traen = {"caducada": de_la_calle(base), "mostrador": [programa(base)], "denegacion": que_no_se_admiten(base)}
    plan = [
        {"historia": cual, "carpeta": str(base / cual), "entradas": [str(f) for f in traen.get(cual, ())]}
        for cual in ("procedimiento-nuevo", "caducada", "representante", "mostrador", "denegacion")
    ]
    (base / "plan.json").write_text(json.dumps(plan), "utf-8")
    orden = [sys.executable, "-m", "tests.recorrido.contar", str(base / "plan.json")]
    hecho = subprocess.run(orden, check=False, cwd=RAIZ, env=sin_base(), capture_output=True, text=True)
    assert hecho.returncode == 0, f"a story did not end:\n{hecho.stdout[-2000:]}{hecho.stderr[-4000:]}"
    return base


def _resumen(carpeta: Path) -> dict[str, object]:
    assert all((carpeta / nombre).exists() for nombre in MINIMOS)
    resumen: dict[str, object] = json.loads((carpeta / "resumen.json").read_text("utf-8"))
    return resumen


def _estados(resumen: dict[str, object]) -> list[tuple[str, str]]:
    notificaciones = resumen["notificaciones"]
    assert isinstance(notificaciones, list)
    return [(n["estado"], n["canal"]) for n in notificaciones]


def _expediente(resumen: dict[str, object]) -> dict[str, str]:
    expediente = resumen["expediente"]
    assert isinstance(expediente, dict)
    return expediente


def _juzgar(carpeta: Path, tmp_path: Path) -> set[str]:
    """Everything that judges a folder: its package, each of its PDFs, and that nobody of the staff worked on an inhábil day. Answers the
    states of elaboración that it saw."""
    entrega = Entrega(carpeta)
    dias, inhabiles = trabajados(entrega)
    assert dias
    assert not inhabiles
    juzgar_pdf(entrega, tmp_path)
    return juzgar_paquete(entrega)


def _motivos(resumen: dict[str, object]) -> dict[str, str]:
    """Why each file was refused, by its name."""
    rechazadas = resumen["rechazadas"]
    assert isinstance(rechazadas, list)
    return {str(r["fichero"]): str(r["motivo"]) for r in rechazadas}


@pytest.mark.lento
def test_un_procedimiento_cargado_de_un_fichero_llega_al_cierre(contadas: Path, tmp_path: Path) -> None:
    resumen = _resumen(contadas / "procedimiento-nuevo")
    assert _expediente(resumen)["estado"] == "cerrado"
    assert resumen["resultado"] == "estima"
    assert _estados(resumen)[-1] == ("accedida", "electronica")
    assert resumen["cierre"] is not None
    _juzgar(contadas / "procedimiento-nuevo", tmp_path)


@pytest.mark.lento
def test_los_pdf_de_la_calle_llegan_como_son_y_lo_danado_se_dice(contadas: Path, tmp_path: Path) -> None:
    resumen = _resumen(contadas / "caducada")
    assert _expediente(resumen)["estado"] == "cerrado"
    assert resumen["resultado"] == "estima"
    assert _estados(resumen)[-1] == ("caducada", "electronica")
    assert resumen["cierre"] is not None
    motivos = _motivos(resumen)
    assert set(motivos) == {CERRADO, *(m.name for m in muestras() if "password" in m.name)}
    assert all("contraseña" in motivo for motivo in motivos.values())
    entrega = Entrega(contadas / "caducada")
    assert {uno["reparo"]: uno["sha256"] for uno in entrega.lista("danados")} == {
        reparo: hashlib.sha256((contadas / nombre).read_bytes()).hexdigest() for reparo, nombre in ROTOS.items()
    }
    guardados = set(contenidos_de(entrega).values())
    traidos = [*muestras(), *(contadas / nombre for nombre in ("cifrado.pdf", CERRADO, *ROTOS.values()))]
    assert {t.name for t in traidos if t.read_bytes() not in guardados} == set(motivos)
    _juzgar(entrega.carpeta, tmp_path)
    if not muestras():
        pytest.skip("NOT RUN: the folder of sample PDFs (../shared/data/pdf) is not here")


@pytest.mark.lento
def test_cada_parte_recibe_su_notificacion_por_medios_electronicos(contadas: Path, tmp_path: Path) -> None:
    resumen = _resumen(contadas / "representante")
    assert _expediente(resumen)["estado"] == "cerrado"
    assert _estados(resumen)[-2:] == [("accedida", "electronica")] * 2
    _juzgar(contadas / "representante", tmp_path)


@pytest.mark.lento
def test_en_el_mostrador_todo_llega_y_se_notifica_en_papel(contadas: Path, tmp_path: Path) -> None:
    resumen = _resumen(contadas / "mostrador")
    assert _expediente(resumen)["estado"] == "cerrado"
    assert resumen["resultado"] == "estima"
    assert _estados(resumen)[-1] == ("entregada", "papel")
    assert resumen["cierre"] is not None
    assert set(_motivos(resumen)) == {"programa.pdf"}
    assert "EE03" in _juzgar(contadas / "mostrador", tmp_path)
    codigo, decreto = correr("pdftotext", "-layout", contadas / "mostrador" / "resolucion.pdf", "-")
    assert codigo == 0
    for dice in ("Cambiar la bañera por un plato de ducha", "Calle Mayor, 14", "3.200,50"):
        assert dice in " ".join(decreto.split()), dice


@pytest.mark.lento
def test_lo_que_no_se_admite_se_dice_y_la_historia_llega_a_su_denegacion(contadas: Path, tmp_path: Path) -> None:
    resumen = _resumen(contadas / "denegacion")
    assert _expediente(resumen)["estado"] == "cerrado"
    assert resumen["resultado"] == "deniega"
    assert _estados(resumen)[-1] == ("rechazada", "electronica")
    assert resumen["cierre"] is not None
    motivos = _motivos(resumen)
    assert set(motivos) == {"programa.pdf", "enorme.pdf", "prueba.txt"}
    assert all(motivos.values())
    assert "250 MB" in motivos["enorme.pdf"]
    assert [(d["fichero"], d["reparo"]) for d in Entrega(contadas / "denegacion").lista("danados")] == [
        ("roto.pdf", "ilegible")
    ]
    _juzgar(contadas / "denegacion", tmp_path)


@pytest.mark.lento
def test_la_orden_aporta_los_ficheros_que_le_dan(entrega: Entrega) -> None:
    assert [uno["fichero"] for uno in entrega.lista("rechazadas")] == ["programa.pdf"]


def test_un_formulario_grande_no_se_lee_entero(tmp_path: Path) -> None:
    fichero = tmp_path / 'con "comillas".bin'
    with fichero.open("wb") as salida:
        salida.truncate(40 * MEGA)
    with Multiparte([("a", "ñ")], [("fichero", (fichero.name, fichero))]) as cuerpo:
        largo, mayor, primero = 0, 0, b""
        while trozo := cuerpo.read(16_384):
            primero += trozo if largo < 1000 else b""
            largo, mayor = largo + len(trozo), max(mayor, len(trozo))
        assert largo == len(cuerpo)
    assert mayor <= 16_384
    assert 'name="a"\r\n\r\nñ\r\n'.encode() in primero
    assert b'filename="con %22comillas%22.bin"' in primero


@pytest.fixture(scope="module")
def leido(contadas: Path) -> dict[str, Leido]:
    """What each page said while something was stopped, by breakdown."""
    contenido: dict[str, Leido] = json.loads((contadas / CON_AVERIAS / LEIDO).read_text("utf-8"))
    return contenido


def hallar(patron: re.Pattern[str], texto: str) -> tuple[str, ...]:
    """The groups of a pattern that must be there."""
    hallado = patron.search(texto)
    assert hallado is not None, texto
    return hallado.groups()


@pytest.mark.lento
def test_sin_sello_de_tiempo_se_presenta_y_el_administrador_lo_reintenta(leido: dict[str, Leido]) -> None:
    tsa = leido["tsa"]
    antes, despues = tsa["confirmacion"], tsa["confirmacion despues"]
    assert "Su justificante" in antes
    assert "pendiente de sello de tiempo" in tsa["mesa"]
    assert "La autoridad de sellado de tiempo no responde" in tsa["mesa"]
    assert "Añadir el sello de tiempo a un documento firmado" in tsa["cola"]
    assert "La autoridad de sellado de tiempo no responde" in tsa["cola"]
    assert "pendiente" not in tsa["mesa despues"]
    assert "Firmado y con sello de tiempo" in tsa["mesa despues"]
    assert "Sellado" in despues
    assert hallar(NUMERO, antes) == hallar(NUMERO, despues)
    assert hallar(CUANDO, antes) == hallar(CUANDO, despues)
    assert ", a las 23:58:" in hallar(CUANDO, despues)[0]


@pytest.mark.lento
def test_sin_trabajadores_el_decreto_conserva_su_numero_y_sigue_solo(leido: dict[str, Leido]) -> None:
    parados = leido["trabajadores"]
    assert re.search(
        r"Tiene el número \d+/\d{4}\. Su documento se está preparando; cuando esté, irá solo", parados["mesa"]
    )
    assert "TrabajadoresMal" in parados["estado"]
    assert "Lo que espera no se pierde." in parados["estado"]
    assert "Generar el documento de una resolución numerada" in parados["cola"]
    assert re.search(r"Resolución \d+/\d{4}: .*? Firmado y con sello de tiempo", leido["final"]["documentos"])


@pytest.mark.lento
def test_sin_correo_la_notificacion_cuenta_desde_su_dia_y_el_aviso_sale_despues(leido: dict[str, Leido]) -> None:
    correo = leido["correo"]
    assert (
        "El aviso por correo no ha salido; se volverá a intentar. El servidor de correo no responde." in correo["mesa"]
    )
    assert "Avisar por correo de una notificación" in correo["cola"]
    assert "El servidor de correo no responde." in correo["cola"]
    assert "Avisada por correo" in correo["mesa despues"]
    assert int(correo["correos"]) == 1
    assert hallar(PLAZO_DE_LA_NOTIFICACION, correo["sede"]) == hallar(PLAZO_DE_LA_NOTIFICACION, correo["sede despues"])


@pytest.mark.lento
def test_la_historia_termina(leido: dict[str, Leido]) -> None:
    final = leido["final"]
    assert "El expediente está cerrado. No queda nada por hacer." in final["expediente"]
    assert INDICE_FIRMADO in final["expediente"]
    assert "pendiente" not in final["documentos"].lower()
    assert "Este expediente está cerrado." in final["sede"]
