"""The log, its head and its proof, recomputed without the product; what `verificar` says of a copy that was tampered with."""

from __future__ import annotations

import base64
import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import psycopg
import pytest
from pruebas import arbol

from consistorio.cli.copias.programas import cargar, volcar
from consistorio.plataforma.base import plantillas
from consistorio.plataforma.base.conexion import Conexion, asegurar_base_de_pruebas

from .entrega import RAIZ, Entrega, correr, sin_base
from .jornadas import trabajados

pytestmark = pytest.mark.lento

CIERRE = b',"hash":"'


def _partir(linea: bytes) -> tuple[bytes, str]:
    """The bytes that are hashed and the hash written at the end of the line."""
    assert (linea[-75:-66], linea[-2:]) == (CIERRE, b'"}'), linea[-90:]
    return linea[:-75] + b"}", linea[-66:-2].decode()


def _faltas(lineas: list[bytes]) -> list[str]:
    """What is wrong with the hashes and the chains of a log."""
    malos, chains = [], defaultdict(list)
    for numero, linea in enumerate(lineas, 1):
        cuerpo, escrito = _partir(linea)
        hecho = json.loads(cuerpo)
        canonico = json.dumps(hecho, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
        if canonico != cuerpo:
            malos.append(f"line {numero}: not canonical")
        if sha256(cuerpo).hexdigest() != escrito:
            malos.append(f"line {numero}: another hash")
        chains[hecho["cadena"]].append((hecho["seq"], hecho["hash_previo"], escrito))
    for cadena, hechos in chains.items():
        hechos.sort()
        if [h[0] for h in hechos] != list(range(1, len(hechos) + 1)):
            malos.append(f"{cadena}: a gap")
        if [h[1] for h in hechos] != ["", *(h[2] for h in hechos[:-1])]:
            malos.append(f"{cadena}: broken")
    return malos


def test_el_personal_trabaja_solo_en_dias_habiles(entrega: Entrega) -> None:
    dias, inhabiles = trabajados(entrega)
    assert len(dias) > 5
    assert not inhabiles


def test_los_hashes_y_las_cadenas_cuadran(entrega: Entrega) -> None:
    assert len(entrega.lineas) > 50
    assert _faltas(entrega.lineas) == []


def test_un_hecho_cambiado_o_quitado_rompe_su_cadena(entrega: Entrega) -> None:
    donde = next(n for n, linea in enumerate(entrega.lineas) if b"registro.asiento.practicado" in linea)
    cambiada = entrega.lineas[donde].replace(b'"momento":"2', b'"momento":"1', 1)
    assert _faltas([*entrega.lineas[:donde], cambiada, *entrega.lineas[donde + 1 :]]) == [
        f"line {donde + 1}: another hash"
    ]
    rehecha = _partir(cambiada)[0]
    con_otro_hash = rehecha[:-1] + CIERRE + sha256(rehecha).hexdigest().encode() + b'"}'
    alterada = [*entrega.lineas[:donde], con_otro_hash, *entrega.lineas[donde + 1 :]]
    assert _raiz(alterada) != json.loads(entrega.leer("cabecera.json"))["raiz"]
    assert _faltas([*entrega.lineas[:donde], *entrega.lineas[donde + 1 :]]) != []


def _raiz(lineas: list[bytes]) -> str:
    return arbol.raiz([arbol.hoja(_partir(linea)[0]) for linea in lineas]).hex()


def test_la_raiz_es_la_de_la_cabecera(entrega: Entrega) -> None:
    cabecera = json.loads(entrega.leer("cabecera.json"))
    assert set(cabecera) == {"firma", "momento", "organo", "raiz", "tamano"}
    assert cabecera["tamano"] == len(entrega.lineas)
    assert cabecera["raiz"] == _raiz(entrega.lineas)


def test_la_prueba_demuestra_la_presentacion(entrega: Entrega) -> None:
    prueba, cabecera = (json.loads(entrega.leer(n)) for n in ("prueba_inclusion.json", "cabecera.json"))
    cuerpo, _ = _partir(entrega.lineas[prueba["indice"]])
    hecho = json.loads(cuerpo)
    assert hecho["tipo"] == "registro.asiento.practicado"
    assert hecho["datos"]["libro"] == "E"
    assert hecho["datos"]["numero"] == entrega.resumen["registro"]["numero"]
    assert arbol.hoja(cuerpo).hex() == prueba["hash_hoja"]
    camino = [bytes.fromhex(paso) for paso in prueba["camino"]]
    resultado = arbol.raiz_por_camino(arbol.hoja(cuerpo), prueba["indice"], prueba["tamano"], camino)
    assert resultado is not None
    assert resultado.hex() == prueba["raiz"] == cabecera["raiz"]
    otra = arbol.raiz_por_camino(arbol.hoja(cuerpo + b" "), prueba["indice"], prueba["tamano"], camino)
    assert otra != resultado
    assert arbol.raiz_por_camino(arbol.hoja(cuerpo), prueba["indice"] ^ 1, prueba["tamano"], camino) != resultado


def _sello_de_tiempo(cabecera: Path, entrega: Entrega) -> tuple[int, str]:
    orden = ["ts", "-verify", "-data", cabecera, "-in", entrega.carpeta / "cabecera.tsr"]
    return correr("openssl", *orden, "-CAfile", entrega.carpeta / "ca.pem", "-untrusted", entrega.carpeta / "tsa.pem")


def _firma(cabecera: bytes, entrega: Entrega, tmp_path: Path) -> tuple[int, str]:
    campos = json.loads(cabecera)
    (tmp_path / "firma.p7s").write_bytes(base64.b64decode(campos.pop("firma")))
    (tmp_path / "firmado.json").write_text(json.dumps(campos, sort_keys=True, separators=(",", ":")))
    orden = ["cms", "-verify", "-cades", "-binary", "-inform", "DER", "-in", tmp_path / "firma.p7s"]
    destino = ["-content", tmp_path / "firmado.json", "-CAfile", entrega.carpeta / "ca.pem"]
    return correr("openssl", *orden, *destino, "-purpose", "any", "-out", "/dev/null")


def test_openssl_da_por_buenos_la_firma_y_el_sello_de_tiempo(entrega: Entrega, tmp_path: Path) -> None:
    cabecera = entrega.carpeta / "cabecera.json"
    codigo, dicho = _sello_de_tiempo(cabecera, entrega)
    assert (codigo, "Verification: OK" in dicho) == (0, True), dicho
    codigo, dicho = _firma(cabecera.read_bytes(), entrega, tmp_path)
    assert (codigo, "CAdES Verification successful" in dicho) == (0, True), dicho


def test_openssl_rechaza_una_cabecera_cambiada(entrega: Entrega, tmp_path: Path) -> None:
    campos = json.loads(entrega.leer("cabecera.json"))
    campos["tamano"] -= 1
    alterada = json.dumps(campos, sort_keys=True, separators=(",", ":")).encode()
    (tmp_path / "cabecera.json").write_bytes(alterada)
    assert _sello_de_tiempo(tmp_path / "cabecera.json", entrega)[0] != 0
    assert _firma(alterada, entrega, tmp_path)[0] != 0


def test_los_hechos_del_expediente_van_en_orden_y_ninguno_esta_en_el_futuro(entrega: Entrega) -> None:
    de_cada = defaultdict(list)
    for linea in entrega.lineas:
        hecho = json.loads(linea)
        de_cada[hecho["cadena"]].append((hecho["seq"], datetime.fromisoformat(hecho["momento"])))
    suya = de_cada[f"expediente:{entrega.resumen['expediente']['id']}"]
    assert len(suya) > 10
    for cadena, hechos in de_cada.items():
        momentos = [momento for _, momento in sorted(hechos)]
        assert max(momentos) <= datetime.now(UTC), cadena
        if cadena.startswith(("expediente:", "documento:", "libro:entrada", "libro:E")):
            assert momentos == sorted(momentos), cadena


def test_las_fechas_del_resumen_crecen_y_son_pasadas(entrega: Entrega) -> None:
    fechas = [datetime.fromisoformat(str(f)) for f in entrega.resumen["fechas"].values()]
    assert len(fechas) >= 10
    assert all(fecha.tzinfo is not None for fecha in fechas)
    assert all(una < otra for una, otra in pairwise(fechas))
    assert fechas[-1] < datetime.now(UTC) - timedelta(days=1)
    cierre = datetime.fromisoformat(str(entrega.resumen["cierre"]["momento"]))
    assert abs(fechas[-1] - cierre) < timedelta(minutes=1)
    assert cierre < datetime.now(UTC)


def test_las_fechas_del_resumen_son_de_hechos_anotados(entrega: Entrega) -> None:
    anotados = {datetime.fromisoformat(json.loads(linea)["momento"]) for linea in entrega.lineas}
    assert {datetime.fromisoformat(str(f)) for f in entrega.resumen["fechas"].values()} <= anotados


def test_el_resumen_dice_el_numero_de_la_resolucion(entrega: Entrega) -> None:
    [numerada] = [h for h in map(json.loads, entrega.lineas) if h["tipo"] == "resolucion.numerada"]
    numero, anio = str(entrega.resumen["resolucion"]["numero"]).split("/")
    assert (numero, anio) == (str(numerada["datos"]["numero"]), str(numerada["datos"]["anio"]))


def _inhabiles() -> set[str]:
    """Days without office of the example town, straight from its files, without weekends."""
    datos = RAIZ / "src/consistorio/plataforma/calendario/datos"
    dias = set()
    for fichero in datos.glob("*.csv"):
        dias |= {linea[:10] for linea in fichero.read_text("utf-8").splitlines() if linea[:1].isdigit()}
    return dias


def test_lo_presentado_en_inhabil_entra_a_las_cero_del_siguiente_habil(entrega: Entrega) -> None:
    madrid = ZoneInfo("Europe/Madrid")
    presentado, efectivo = (
        datetime.fromisoformat(str(entrega.resumen["registro"][n])).astimezone(madrid)
        for n in ("presentado", "efectivo")
    )
    assert (presentado.weekday(), presentado.hour, presentado.minute) == (6, 23, 58)
    dia = presentado.date() + timedelta(days=1)
    while dia.weekday() >= 5 or dia.isoformat() in _inhabiles():
        dia += timedelta(days=1)
    assert efectivo == datetime(dia.year, dia.month, dia.day, tzinfo=madrid)


@contextmanager
def _restaurada(copia: Path) -> Iterator[Conexion]:
    """The copy in a database of its own."""
    servidor = asegurar_base_de_pruebas()
    nombre = f"entrega_{sha256(str(copia).encode()).hexdigest()[:12]}"
    plantillas.borrar(servidor, nombre)
    plantillas.crear(servidor, nombre)
    try:
        cargar(servidor.con_nombre(nombre), copia)
        yield servidor.con_nombre(nombre)
    finally:
        plantillas.borrar(servidor, nombre)


def _verificar(copia: Path, cabecera: Path, entrega: Entrega) -> tuple[int, str]:
    orden = [sys.executable, "-m", "consistorio.cli", "verificar", "--copia", copia, "--cabecera", cabecera]
    return correr(*orden, "--ca", entrega.carpeta / "ca.pem", entorno=sin_base())


def test_verificar_da_por_buena_la_copia(entrega: Entrega) -> None:
    codigo, dicho = _verificar(entrega.carpeta / "base.dump", entrega.carpeta / "cabecera.json", entrega)
    assert codigo == 0, dicho
    assert "Nada se ha alterado." in dicho


def test_lo_que_no_es_una_cabecera_no_dice_nada_del_pueblo(entrega: Entrega) -> None:
    codigo, dicho = _verificar(entrega.carpeta / "base.dump", entrega.carpeta / "resumen.json", entrega)
    assert codigo == 2, dicho
    assert "no es una cabecera publicada" in dicho
    assert "ALTERADO" not in dicho


UN_HECHO_MENOS = (
    "DELETE FROM sellado_hoja h USING auditoria_evento e WHERE h.evento_id = e.id AND e.tipo = 'registro.asiento.practicado'",
    "DELETE FROM auditoria_evento WHERE tipo = 'registro.asiento.practicado'",
)


def test_verificar_rechaza_una_copia_alterada_por_quien_manda_en_la_base(entrega: Entrega, tmp_path: Path) -> None:
    """By the command; every other alteration, in test_alteraciones.py."""
    alterada = tmp_path / "alterada.dump"
    with _restaurada(entrega.carpeta / "base.dump") as conexion:
        with psycopg.connect(conexion.url()) as sesion:
            sesion.execute("SET session_replication_role = replica")
            for orden in UN_HECHO_MENOS:
                assert sesion.execute(orden.encode()).rowcount > 0, orden
        volcar(conexion, alterada)
    codigo, dicho = _verificar(alterada, entrega.carpeta / "cabecera.json", entrega)
    assert codigo == 1, dicho
    assert dicho.splitlines()[0].startswith(("auditoria_", "sellado_hoja")), dicho
