"""What `verificar` says when somebody who owns the database, knows how the log is made and has taken every constraint away, changes, adds or
takes away what the town has written; with the head that was kept outside, also when they have the key of the seal."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from random import Random

import pytest
from conftest import Sembradas
from django.conf import settings
from pruebas.alteraciones import alcance, arena, reescrituras
from pruebas.alteraciones.ataques import SENCILLOS, Imposible
from pruebas.alteraciones.forja import OtroSello
from pruebas.alteraciones.juez import Juez, sin_repetir
from pruebas.alteraciones.reescrituras import Falsificador

from consistorio.cli.copias.programas import cargar
from consistorio.documental.firma.certificados import Confianza
from consistorio.documental.sellado import verificacion
from consistorio.documental.sellado.hallazgos import Hallazgo
from consistorio.plataforma.auditoria.filas import tablas_avaladas, tablas_fijas
from consistorio.plataforma.auditoria.inmutables import inmutables
from consistorio.plataforma.base import plantillas
from consistorio.tramitacion.expedientes import consultas as expedientes
from consistorio.tramitacion.expedientes.models import Expediente

from .entrega import RAIZ, Entrega
from .ordenes import ALTERACIONES, ORDENES

pytestmark = [pytest.mark.lento, pytest.mark.duenio]
SEMILLA, AL_AZAR = 20261128, 3


@dataclass(frozen=True)
class Campo:
    """The town under attack, its judge and the forger who has the organ's key."""

    arena: arena.Arena
    juez: Juez
    falso: Falsificador
    sembradas: Sembradas
    base: str

    def hallazgos(self, *, con_cabecera: bool = True) -> list[Hallazgo]:
        """What is found once the attack is committed. It is undone after."""
        self.arena.sesion.commit()
        publicadas = [(self.juez.cabecera.name, self.juez.cabecera.read_bytes())] if con_cabecera else []
        nif = str(settings.CONSISTORIO_ENTIDAD["nif"])
        try:
            with self.sembradas.apuntada(self.base), sin_repetir():
                return verificacion.verificar(confianza=self.juez.confianza, publicadas=publicadas, nif=nif).hallazgos
        finally:
            self.arena.deshacer()


class HastaElSello(Random):
    """Dice that always go as far as the seal."""

    def choice(self, de):  # type: ignore[no-untyped-def]
        return de[-1] if de is reescrituras.NIVELES else super().choice(de)


@pytest.fixture(scope="module")
def campo(entrega: Entrega, sembradas: Sembradas, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Campo]:
    servidor, carpeta = sembradas.servidor.conexion, tmp_path_factory.mktemp("forja")
    base = plantillas.clonar(servidor, "template0")
    url = servidor.con_nombre(base).url()
    cargar(servidor.con_nombre(base), entrega.carpeta / "base.dump")
    arena.preparar(url)
    sello = OtroSello(entrega.leer("cabecera.json"), carpeta)
    ca = carpeta / "raices.pem"
    ca.write_bytes(entrega.leer("ca.pem") + sello.raiz_pem)
    abierta = arena.abrir(url)
    yield Campo(
        abierta, Juez.de(Path(entrega.carpeta / "cabecera.json"), ca, url), Falsificador(sello), sembradas, base
    )
    abierta.sesion.close()
    plantillas.borrar(servidor, base)


def dar(orden: str, campo: Campo) -> None:
    """Carry out an order, which must change something."""
    for una in orden.split(";"):
        suya = una.split("UPDATE " if una.strip().startswith("UPDATE") else "INTO " if "INTO" in una else "FROM ")[1]
        assert campo.arena.escribir(suya.split()[0], una) > 0


def test_nothing_differs_in_what_the_story_left(campo: Campo) -> None:
    with campo.sembradas.apuntada(campo.base):
        resultado = verificacion.verificar(confianza=Confianza(()))
    assert resultado.hallazgos == []
    assert resultado.cifras["filas"] > 50
    assert resultado.cifras["expedientes"] == 1


def rondas() -> list[list[tuple[str, str, str]]]:
    """The alterations in groups in which none is of the table of another: each is found by itself."""
    hechas: list[list[tuple[str, str, str]]] = []
    for una in ALTERACIONES:
        libre = next((ronda for ronda in hechas if una[0] not in {tabla for tabla, _orden, _texto in ronda}), None)
        if libre is None:
            hechas.append(libre := [])
        libre.append(una)
    return hechas


def test_every_alteration_is_found_and_named(campo: Campo) -> None:
    for ronda in rondas():
        for _tabla, orden, _texto in ronda:
            dar(orden, campo)
        hallazgos = campo.hallazgos(con_cabecera=False)
        for tabla, orden, texto in ronda:
            assert any(h.tabla == tabla and texto in h.texto for h in hallazgos), f"{orden}: {hallazgos}"


@pytest.mark.parametrize("caso", ORDENES)
def test_each_is_named(caso: str, campo: Campo) -> None:
    orden, tabla, texto = ORDENES[caso]
    dar(orden, campo)
    hallazgos = campo.hallazgos()
    assert any(h.tabla == tabla and texto in h.texto for h in hallazgos), hallazgos[:5]


def test_a_published_head_that_was_changed_is_found(campo: Campo) -> None:
    campos = json.loads(campo.juez.cabecera.read_bytes())
    campos["raiz"] = sha256(b"otra").hexdigest()
    cambiada = json.dumps(campos, sort_keys=True, separators=(",", ":")).encode()
    with campo.sembradas.apuntada(campo.base), sin_repetir():
        primero = verificacion.verificar(
            confianza=campo.juez.confianza,
            publicadas=[("cabecera.json", cambiada)],
            nif=str(settings.CONSISTORIO_ENTIDAD["nif"]),
        ).hallazgos[0]
    assert "cabecera.json" in str(primero)


def test_the_facts_told_again_give_the_state_of_the_case(campo: Campo) -> None:
    with campo.sembradas.apuntada(campo.base):
        casos = list(Expediente.objects.order_by("id"))
        assert any(caso.estado == "cerrado" for caso in casos)
        for caso in casos:
            assert expedientes.estado_segun_hechos(caso) == expedientes.estado_actual(caso)


ATAQUES: dict[str, tuple[Callable[[Falsificador], Callable[[arena.Arena, Random], None]], str]] = {
    "two chains' tails swapped": (lambda f: f.colas_cruzadas, "sellado_hoja"),
    "a root rewritten together with its rows": (lambda f: f.fila_con_su_hecho, "sellado_hoja"),
}


@pytest.mark.parametrize("caso", ATAQUES)
def test_whoever_has_the_key_of_the_seal_is_betrayed_by_the_head_alone(caso: str, campo: Campo) -> None:
    """With every hash, root and seal made again nothing inside tells: what was published does."""
    cual, tabla = ATAQUES[caso]
    if caso == "a root rewritten together with its rows":  # the others leave rows of which no fact answers
        cual(campo.falso)(campo.arena, HastaElSello(SEMILLA))
        assert campo.hallazgos(con_cabecera=False) == []
    cual(campo.falso)(campo.arena, HastaElSello(SEMILLA))
    hallazgos = campo.hallazgos()
    assert any(h.tabla == tabla and "«cabecera.json»" in h.texto for h in hallazgos), hallazgos[:5]


def test_a_row_that_never_changes_has_one_fact(campo: Campo) -> None:
    campo.falso.fila_con_otro_hecho(campo.arena, Random(SEMILLA))
    assert any("dos hechos dicen cosas distintas" in h.texto for h in campo.hallazgos())


def test_a_share_of_the_random_attacks(campo: Campo) -> None:
    clases = {**SENCILLOS, **reescrituras.reescrituras(campo.falso)}
    for numero in range(AL_AZAR):
        azar = Random(f"{SEMILLA}:{numero}")
        for nombre in azar.sample(sorted(clases), len(clases)):
            try:
                clases[nombre][1](campo.arena, azar)
            except Imposible:
                campo.arena.deshacer()
                continue
            hecho = list(campo.arena.hecho)
            assert campo.hallazgos() != [], f"seed {SEMILLA}:{numero}, {nombre}: {hecho}"
            break
    assert campo.hallazgos() == [], "the town is as it was"


def test_the_command_finds_nothing_by_itself(campo: Campo) -> None:
    """Else that it finds something after an attack would say nothing."""
    assert campo.juez.orden() == []


def test_what_is_not_answered_for_is_said() -> None:
    dicho = (RAIZ / "docs/verificacion/alteraciones.md").read_text("utf-8")
    cotejadas = {f"`{tabla}.{columna}`" for tabla, columnas in alcance.COTEJADAS.items() for columna in columnas}
    libres = {
        f"`{tabla}.{columna}`" for tabla, columnas in alcance.avaladas().items() for columna in columnas
    } - cotejadas
    assert libres
    assert [columna for columna in sorted(libres) if columna not in dicho] == []


def test_the_attacks_cover_what_is_answered_for(campo: Campo) -> None:
    assert tablas_avaladas() == set(alcance.avaladas())
    assert tablas_fijas() == set(alcance.FIJAS)
    with campo.sembradas.apuntada(campo.base):
        enteras = {t.tabla for t in inmutables("default") if t.entera}
    assert tablas_fijas() == tablas_avaladas() & enteras
