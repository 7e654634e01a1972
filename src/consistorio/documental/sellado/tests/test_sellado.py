"""Sealing the log: heads that others can check with openssl, proofs, publication, and every tampering found and named."""

from __future__ import annotations

import base64
import hashlib
import json
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest
from conftest import BasePropia
from django.conf import settings
from django.db import connection

from consistorio.documental.firma.casa import confianza_de_la_casa
from consistorio.documental.firma.certificados import Confianza
from consistorio.documental.firma.cms import Firmador
from consistorio.documental.firma.tests.falsificador import (
    ENGANOS,
    SELLO_DE_TIEMPO,
    AutoridadFalsa,
    Engano,
    firmador_falso,
    peticion_de,
)
from consistorio.documental.sellado import arbol, cabeceras, consultas, publicacion, trabajos, verificacion
from consistorio.documental.sellado.acciones.sellar import fechar, sellar
from consistorio.documental.sellado.hallazgos import Resultado
from consistorio.documental.sellado.models import Cabecera, Hoja, SuscripcionCabeceras
from consistorio.integraciones.pki_demo.servidor import Servidor
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, NoEncontrado, ServicioNoDisponible
from consistorio.nucleo.reloj import RelojFijo
from consistorio.plataforma.auditoria.eventos import evento
from consistorio.plataforma.auditoria.models import Evento
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.cola.consultas import trabajos as trabajos_en_cola

pytestmark = pytest.mark.lento

RELOJ = RelojFijo(datetime(2026, 11, 1, 22, 58, tzinfo=UTC))


@evento("prueba.sellado", "Se probó el sellado")
@dataclass(frozen=True)
class HechoSellable:
    numero: int


def anotar_varios(cuantos: int, cadena: str = "prueba") -> list[Evento]:
    from django.db import transaction

    with transaction.atomic():
        return [anotar(cadena, HechoSellable(n), actor=Actor.sistema("prueba"), reloj=RELOJ) for n in range(cuantos)]


@pytest.fixture
def casa(base_propia: BasePropia, casa_que_firma: Servidor) -> Servidor:
    return casa_que_firma


def verificar(publicadas: list[tuple[str, bytes]] | None = None, confianza: Confianza | None = None) -> Resultado:
    return verificacion.verificar(confianza=confianza or confianza_de_la_casa(), publicadas=publicadas or [])


def test_a_head_is_signed_stamped_published_and_checked_by_openssl(casa: Servidor, tmp_path: Path) -> None:
    anotar_varios(5)
    trabajos.sellar_cabecera()
    cabecera = consultas.ultima_cabecera()
    assert cabecera is not None
    fichero = publicacion.carpeta() / f"{cabecera.tamano:012d}.json"
    datos = json.loads(fichero.read_bytes())
    assert (datos["tamano"], datos["raiz"]) == (5, cabecera.raiz)
    if shutil.which("openssl") is None:
        pytest.skip("NOT RUN: openssl is not installed")
    raiz = casa.pki.carpeta / "raiz.pem"
    sello = subprocess.run(
        ["openssl", "ts", "-verify", "-data", fichero, "-in", fichero.with_suffix(".tsr"), "-CAfile", raiz, "-untrusted", casa.pki.carpeta / "tsa.pem"],
        check=False, capture_output=True,
    )  # fmt: skip
    assert sello.returncode == 0, sello.stderr
    publicada = cabeceras.leer(fichero.read_bytes())
    tmp_path.joinpath("firma").write_bytes(publicada.firma_der)
    sin_firma = json.dumps({k: v for k, v in datos.items() if k != "firma"}, sort_keys=True, separators=(",", ":"))
    tmp_path.joinpath("datos").write_bytes(sin_firma.encode())
    orden: list[str | Path] = ["openssl", "cms", "-verify", "-cades", "-binary", "-inform", "DER", "-in", tmp_path / "firma", "-content", tmp_path / "datos", "-CAfile", raiz, "-purpose", "any", "-out", "/dev/null"]  # fmt: skip
    assert subprocess.run(orden, check=False, capture_output=True).returncode == 0
    tmp_path.joinpath("datos").write_bytes(sin_firma.replace('"tamano":5', '"tamano":6').encode())
    assert subprocess.run(orden, check=False, capture_output=True).returncode != 0


def test_everything_is_proved_to_be_in_the_tree_and_the_tree_to_grow(casa: Servidor) -> None:
    eventos = anotar_varios(7)
    primera = sellar(actor=trabajos.ACTOR, reloj=RELOJ)
    assert primera is not None
    for uno in eventos:
        prueba = consultas.prueba_de_inclusion(uno)
        hoja = arbol.hash_hoja(uno.canonico.encode())
        assert hoja.hex() == prueba.hash_hoja
        camino = [bytes.fromhex(p) for p in prueba.camino]
        assert arbol.comprobar_inclusion(hoja, prueba.indice, prueba.tamano, camino, bytes.fromhex(primera.raiz))
    [nuevo] = anotar_varios(1, "otra")
    with pytest.raises(NoEncontrado):
        consultas.prueba_de_inclusion(nuevo)
    segunda = sellar(actor=trabajos.ACTOR, reloj=RELOJ)
    assert segunda is not None
    assert segunda.tamano == 9  # the new fact, and the one that noted the first head
    pruebas = [bytes.fromhex(p) for p in consultas.prueba_de_consistencia(7, 9)]
    raices = bytes.fromhex(primera.raiz), bytes.fromhex(segunda.raiz)
    assert arbol.comprobar_consistencia(7, 9, *raices, pruebas)
    assert verificar().bien


def test_without_news_there_is_no_new_head(casa: Servidor) -> None:
    anotar_varios(2)
    trabajos.sellar_cabecera()
    trabajos.sellar_cabecera()
    assert Cabecera.objects.count() == 1
    assert verificar().sin_sellar == 2  # what sealing itself noted waits for the next head


def con_otra_edad(milisegundos: int, cadena: str) -> UUID:
    """A fact whose identifier was made so long ago, as if its transaction had just committed."""
    nuevo = anotar_varios(1, cadena)[0]
    suyo = UUID(int=nuevo.id.int - (milisegundos << 80))
    texto = nuevo.canonico.replace(str(nuevo.id), str(suyo))
    propio = hashlib.sha256(texto.encode()).hexdigest()
    manipular(f"UPDATE auditoria_evento SET id='{suyo}', canonico='{texto}', hash='{propio}' WHERE id='{nuevo.id}'")
    manipular(f"UPDATE auditoria_cadena SET hash='{propio}' WHERE nombre='{cadena}'")
    return suyo


def test_what_commits_late_is_sealed_in_the_next_round_or_at_night(casa: Servidor) -> None:
    anotar_varios(2)
    trabajos.sellar_cabecera()
    diez_minutos, dos_horas = con_otra_edad(600_000, "tarde"), con_otra_edad(7_200_000, "muy tarde")
    trabajos.sellar_cabecera()
    assert Hoja.objects.filter(evento_id=diez_minutos).exists()
    assert not Hoja.objects.filter(evento_id=dos_horas).exists(), "a round reads the last hour, not the whole log"
    trabajos.repasar()
    assert Hoja.objects.filter(evento_id=dos_horas).exists()
    assert verificar().bien


def test_a_clock_that_ran_ahead_hides_nothing(casa: Servidor) -> None:
    con_otra_edad(-365 * 86_400_000, "adelantada")
    trabajos.sellar_cabecera()
    [nuevo] = anotar_varios(1)
    trabajos.sellar_cabecera()
    assert Hoja.objects.filter(evento=nuevo).exists()


def test_without_time_stamp_authority_the_head_waits_for_it(casa: Servidor) -> None:
    casa.averias = {"tsa": "caida"}
    anotar_varios(1)
    trabajos.sellar_cabecera()
    assert Cabecera.objects.filter(sello=None).count() == 1
    assert "esperan su sello" in " ".join(verificar().avisos)
    casa.averias = {}
    trabajos.sellar_cabecera()
    assert not Cabecera.objects.filter(sello=None).exists()
    assert publicacion.carpeta().joinpath("000000000001.tsr").exists()


@pytest.mark.parametrize("tabla", ["sellado_hoja", "sellado_nodo", "sellado_cabecera", "sellado_sellocabecera"])
def test_the_database_refuses_to_change_the_tree(casa: Servidor, tabla: str) -> None:
    from django.db import DatabaseError, transaction

    anotar_varios(3)
    trabajos.sellar_cabecera()
    for orden in (f"DELETE FROM {tabla}", f"TRUNCATE {tabla} CASCADE"):
        with pytest.raises(DatabaseError, match=r"inmutable|permission denied"), transaction.atomic():
            connection.cursor().execute(orden)


def manipular(orden: str) -> None:
    """What the owner of the database can do: switch the triggers off."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(orden)
        cursor.execute("SET session_replication_role = DEFAULT")


def reescribir_todo(posicion: int) -> None:
    """The cleverest forger: changes a fact and recomputes chains, leaves, nodes and root; cannot sign."""
    previo = ""
    for fila in Evento.objects.filter(cadena="prueba").order_by("seq"):
        dicho = json.loads(fila.canonico)
        dicho["hash_previo"] = previo
        if fila.seq == posicion:
            dicho["datos"] = {"numero": 99}
        texto = json.dumps(dicho, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        previo = hashlib.sha256(texto.encode()).hexdigest()
        escapado = texto.replace("'", "''")
        manipular(
            f"UPDATE auditoria_evento SET canonico='{escapado}', datos='{json.dumps(dicho['datos'])}', hash='{previo}', "
            f"hash_previo='{dicho['hash_previo']}' WHERE id='{fila.id}'"
        )
    manipular(f"UPDATE auditoria_cadena SET hash='{previo}' WHERE nombre='prueba'")
    borde = arbol.Borde()
    for hoja in Hoja.objects.select_related("evento").order_by("indice"):
        valor = arbol.hash_hoja(hoja.evento.canonico.encode())
        manipular(f"UPDATE sellado_hoja SET hash='{valor.hex()}' WHERE indice={hoja.indice}")
        for nivel, indice, nodo in borde.anadir(valor):
            manipular(f"UPDATE sellado_nodo SET hash='{nodo.hex()}' WHERE nivel={nivel} AND indice={indice}")
    manipular(f"UPDATE sellado_cabecera SET raiz='{borde.raiz().hex()}'")


@pytest.mark.parametrize(
    ("orden", "tabla", "texto"),
    [
        ("UPDATE auditoria_evento SET datos='{\"numero\": 7}' WHERE seq=2", "auditoria_evento", "columna datos"),
        ("UPDATE auditoria_evento SET datos='{\"numero\": 1.0}' WHERE seq=2", "auditoria_evento", "columna canonico"),
        ("UPDATE auditoria_evento SET datos='{\"numero\": true}' WHERE seq=2", "auditoria_evento", "columna datos"),
        ("UPDATE auditoria_evento SET id=overlay(id::text placing 'f' from 36)::uuid WHERE seq=2", "auditoria_evento", "columna id"),
        ("UPDATE auditoria_evento SET momento=now() WHERE seq=2", "auditoria_evento", "columna momento"),
        ("UPDATE auditoria_evento SET canonico=replace(canonico,'\"seq\":2','\"seq\":3') WHERE seq=2", "auditoria_evento", "no corresponde a su hash"),
        ("DELETE FROM auditoria_evento WHERE seq=2", "auditoria_evento", "falta el hecho número 2"),
        ("DELETE FROM auditoria_evento WHERE seq=4 AND cadena='prueba'", "auditoria_cadena", "acaba en el 3"),
        ("UPDATE auditoria_cadena SET seq=9 WHERE nombre='prueba'", "auditoria_cadena", "dice acabar en el hecho 9"),
        ("UPDATE sellado_hoja SET hash=repeat('0',64) WHERE indice=1", "sellado_hoja", "no es el que se selló"),
        ("UPDATE sellado_nodo SET hash=repeat('0',64)", "sellado_nodo", "no es el que sale"),
        ("UPDATE sellado_cabecera SET raiz=repeat('0',64)", "sellado_cabecera", "su raíz no es la del árbol"),
        ("UPDATE sellado_cabecera SET momento=now()", "sellado_cabecera", "la firma de la cabecera no vale"),
        ("UPDATE sellado_sellocabecera SET respuesta=set_byte(respuesta, length(respuesta)-9, 1)", "sellado_sellocabecera", "sello de tiempo"),
    ],
)  # fmt: skip
def test_tampering_is_found_and_named(casa: Servidor, orden: str, tabla: str, texto: str) -> None:
    anotar_varios(4)
    trabajos.sellar_cabecera()
    assert verificar().bien
    manipular(orden)
    resultado = verificar()
    assert not resultado.bien
    assert any(h.tabla == tabla and texto in h.texto for h in resultado.hallazgos), resultado.hallazgos


def test_a_large_log_is_checked_by_two_processes_that_see_the_same(
    casa: Servidor, monkeypatch: pytest.MonkeyPatch
) -> None:
    anotar_varios(4)
    trabajos.sellar_cabecera()
    manipular("UPDATE auditoria_evento SET datos='{\"numero\": 7}' WHERE seq=2 AND cadena='prueba'")
    manipular("UPDATE sellado_hoja SET hash=repeat('0',64) WHERE indice=1")
    uno = verificar(verificacion.leer_carpeta(publicacion.carpeta()))
    monkeypatch.setattr(verificacion, "EN_DOS_PROCESOS_DESDE", 0)
    dos = verificar(verificacion.leer_carpeta(publicacion.carpeta()))
    assert not dos.bien
    assert (dos.hallazgos, dos.avisos, dos.cifras, dos.sin_sellar) == (
        uno.hallazgos,
        uno.avisos,
        uno.cifras,
        uno.sin_sellar,
    )
    assert {h.tabla for h in dos.hallazgos} >= {"auditoria_evento", "sellado_hoja"}
    manipular("ALTER TABLE sellado_hoja RENAME COLUMN indice TO lugar")
    assert any(h.tabla == "sellado_hoja" and "no se puede leer" in h.texto for h in verificar().hallazgos)


def test_a_forger_who_recomputes_everything_is_betrayed_by_the_signature_and_by_the_published_head(
    casa: Servidor,
) -> None:
    anotar_varios(4)
    trabajos.sellar_cabecera()
    publicadas = verificacion.leer_carpeta(publicacion.carpeta())
    assert verificar(publicadas).bien
    reescribir_todo(2)
    textos = [str(h) for h in verificar(publicadas).hallazgos]
    assert any("la firma de la cabecera no vale" in t for t in textos), textos
    assert any("ha cambiado desde que se publicó" in t for t in textos), textos
    manipular("DELETE FROM sellado_sellocabecera")
    manipular("DELETE FROM sellado_cabecera")
    assert any("ha cambiado desde que se publicó" in str(h) for h in verificar(publicadas).hallazgos)


def test_a_published_head_of_more_than_there_is_is_a_loss(casa: Servidor) -> None:
    anotar_varios(4)
    trabajos.sellar_cabecera()
    publicadas = verificacion.leer_carpeta(publicacion.carpeta())
    for tabla in ("sellado_sellocabecera", "sellado_cabecera", "sellado_nodo", "sellado_hoja"):
        manipular(f"DELETE FROM {tabla}")
    assert any("aquí hay menos" in str(h) for h in verificar(publicadas).hallazgos)


def test_a_head_of_somebody_else_is_refused(casa: Servidor, tmp_path: Path) -> None:
    from consistorio.integraciones.pki_demo.pruebas import pki_de_pruebas

    anotar_varios(2)
    trabajos.sellar_cabecera()
    with pki_de_pruebas(tmp_path / "ajena") as ajena:
        otra = Confianza((ajena.pki.raiz.certificado,))
    assert any("no es del sello del Ayuntamiento" in str(h) for h in verificar(confianza=otra).hallazgos)
    sin_raices = verificar(confianza=Confianza(()))
    assert sin_raices.bien
    assert "raíces de confianza" in " ".join(sin_raices.avisos)


@pytest.mark.parametrize(
    "cambio", [lambda d: b"{}", lambda d: d[:-1], lambda d: d.replace(b'"tamano":2', b'"tamano":"2"')]
)
def test_what_is_not_a_head_is_refused(casa: Servidor, cambio: Callable[[bytes], bytes]) -> None:
    anotar_varios(2)
    trabajos.sellar_cabecera()
    [(_nombre, bueno)] = verificacion.leer_carpeta(publicacion.carpeta())
    with pytest.raises(DatosIncorrectos):
        cabeceras.leer(cambio(bueno))


@pytest.mark.parametrize("engano", ENGANOS, ids=str)
def test_a_head_signed_with_a_borrowed_identity_is_found(casa: Servidor, engano: Engano) -> None:
    anotar_varios(2)
    trabajos.sellar_cabecera()
    cabecera = consultas.ultima_cabecera()
    assert cabecera is not None
    firmado = consultas.publicada(cabecera).firmado
    falsa = firmador_falso(casa.pki.mano("sello").certificado, engano).separada(hashlib.sha256(firmado).digest())
    manipular(f"UPDATE sellado_cabecera SET firma='{base64.b64encode(falsa).decode()}'")
    manipular("DELETE FROM sellado_sellocabecera")
    hallazgos = verificar().hallazgos
    assert any(h.tabla == "sellado_cabecera" and "firma de la cabecera" in h.texto for h in hallazgos), hallazgos


@pytest.mark.parametrize("engano", ENGANOS, ids=str)
def test_a_time_stamp_of_a_head_with_a_borrowed_identity_is_found_and_is_not_kept(
    casa: Servidor, engano: Engano
) -> None:
    anotar_varios(2)
    trabajos.sellar_cabecera()
    cabecera = consultas.ultima_cabecera()
    assert cabecera is not None
    autoridad = AutoridadFalsa(firmador_falso(casa.pki.mano("tsa").certificado, engano, SELLO_DE_TIEMPO))
    resumen = hashlib.sha256(consultas.publicada(cabecera).fichero).digest()
    falsa = autoridad.responder(peticion_de(resumen))
    manipular(f"UPDATE sellado_sellocabecera SET respuesta='\\x{falsa.hex()}'")
    hallazgos = verificar().hallazgos
    assert any(h.tabla == "sellado_sellocabecera" and "sello de tiempo" in h.texto for h in hallazgos), hallazgos


def test_a_head_signed_by_a_neighbour_with_a_good_certificate_is_not_of_the_house(casa: Servidor) -> None:
    anotar_varios(2)
    trabajos.sellar_cabecera()
    cabecera = consultas.ultima_cabecera()
    assert cabecera is not None
    nif = settings.CONSISTORIO_ENTIDAD["nif"]
    assert verificacion.verificar(confianza=confianza_de_la_casa(), nif=nif).bien
    firmado = consultas.publicada(cabecera).firmado
    vecina = Firmador(casa.pki.mano("ciudadania/12345678Z")).separada(hashlib.sha256(firmado).digest())
    manipular("DELETE FROM sellado_sellocabecera")
    manipular(f"UPDATE sellado_cabecera SET firma='{base64.b64encode(vecina).decode()}'")
    hallazgos = verificacion.verificar(confianza=confianza_de_la_casa(), nif=nif).hallazgos
    assert any("no es del sello del Ayuntamiento: es de" in h.texto for h in hallazgos), hallazgos


def test_what_a_process_that_died_left_unpublished_the_next_one_publishes(casa: Servidor) -> None:
    anotar_varios(1)
    trabajos.sellar_cabecera()
    ficheros = sorted(publicacion.carpeta().iterdir())
    assert len(ficheros) == 2
    for fichero in ficheros:
        fichero.unlink()
    trabajos.sellar_cabecera()  # nothing new to seal
    assert sorted(publicacion.carpeta().iterdir()) == ficheros


def test_whoever_keeps_the_heads_is_written_to_with_the_head_or_not_at_all(
    casa: Servidor,
) -> None:
    SuscripcionCabeceras.objects.create(correo="archivo@ejemplo.es", alta=RELOJ.ahora())
    SuscripcionCabeceras.objects.create(correo="baja@ejemplo.es", alta=RELOJ.ahora(), baja=RELOJ.ahora())
    anotar_varios(1)
    sellar(actor=trabajos.ACTOR, reloj=RELOJ)
    [pedido] = [t for t in trabajos_en_cola() if t.nombre == "sellado.avisar"]
    assert pedido.ids["tamano"] == consultas.tamano()


def test_what_is_not_the_time_stamp_of_a_head_is_not_kept(casa: Servidor) -> None:
    casa.averias = {"tsa": "caida"}
    anotar_varios(2)
    trabajos.sellar_cabecera()
    suya = Firmador(casa.pki.mano("tsa"))
    for respuesta in (b"", AutoridadFalsa(suya).responder(peticion_de(bytes(32)))):
        with pytest.raises(ServicioNoDisponible, match="no es de esta cabecera"):
            fechar(actor=trabajos.ACTOR, tamano=2, respuesta=respuesta, reloj=RELOJ)
    assert Cabecera.objects.filter(sello=None).count() == 1
