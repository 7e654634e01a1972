"""What `verificar` says, with the head that was kept outside, to whoever knows how the log is made and has taken every constraint away."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
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
from consistorio.documental.sellado import verificacion
from consistorio.documental.sellado.hallazgos import Hallazgo
from consistorio.plataforma.auditoria.filas import tablas_avaladas, tablas_fijas
from consistorio.plataforma.auditoria.inmutables import inmutables
from consistorio.plataforma.base import plantillas

from .entrega import RAIZ, Entrega

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


ORDENES = {
    "a whole chain deleted": (
        "DELETE FROM auditoria_evento WHERE cadena LIKE 'expediente:%'; DELETE FROM auditoria_cadena WHERE nombre LIKE 'expediente:%'",
        "sellado_hoja", "ha desaparecido",
    ),
    "an empty chain": ("INSERT INTO auditoria_cadena VALUES ('libro:X:2026', 0, '')", "auditoria_cadena", "no tiene ningún hecho"),
    "a clock stopped for ever": ("UPDATE auditoria_evento SET momento = 'infinity' WHERE seq = 1", "auditoria_evento", "la columna momento"),
    "the clock of an entry stopped": ("UPDATE registro_asiento SET registrado_el = 'infinity'", "registro_asiento", "no se puede leer"),
    "facts that cannot be read": (
        "UPDATE auditoria_evento SET datos = jsonb_set(datos, '{filas,registro_asiento}', '\"x\"') WHERE tipo = 'registro.asiento.practicado'",
        "registro_asiento", "no se pueden leer",
    ),
    "a fact of a row that cannot be": (
        "UPDATE auditoria_evento SET datos = jsonb_set(datos, '{filas}', '{\"registro_asiento\": {\"x\": \"00\"}}') WHERE tipo = 'registro.asiento.practicado'",
        "registro_asiento", "no se puede leer",
    ),
    "a fact too deep to be read": (
        "UPDATE auditoria_evento SET canonico = repeat('[', 100000), hash = encode(sha256(repeat('[', 100000)::bytea), 'hex') WHERE tipo = 'registro.asiento.practicado'",
        "auditoria_evento", "la columna canonico",
    ),
    "a fact too deep in its column": (
        "UPDATE auditoria_evento SET datos = (repeat('[', 3000) || repeat(']', 3000))::jsonb WHERE tipo = 'expediente.abierto'",
        "auditoria_evento", "no se pueden leer",
    ),
    "a fact without its number": ("UPDATE auditoria_evento SET seq = NULL WHERE seq = 1", "auditoria_evento", "no tiene número"),
    "a chain without its number": ("UPDATE auditoria_cadena SET seq = NULL", "auditoria_cadena", "no dice en qué hecho acaba"),
    "a leaf without its place": ("UPDATE sellado_hoja SET indice = NULL WHERE indice = 3", "sellado_hoja", "falta la hoja 3"),
    "a head without its size": ("UPDATE sellado_cabecera SET tamano = NULL WHERE tamano = (SELECT min(tamano) FROM sellado_cabecera)", "sellado_cabecera", "no dice cuántos hechos"),
    "a head twice": ("INSERT INTO sellado_cabecera SELECT * FROM sellado_cabecera LIMIT 1", "sellado_cabecera", "está dos veces"),
    "a node without its place": ("INSERT INTO sellado_nodo (hash) VALUES (repeat('0', 64))", "sellado_nodo", "no cubre hojas"),
    "a row twice, once altered": (
        "INSERT INTO registro_asiento SELECT * FROM registro_asiento LIMIT 1; UPDATE registro_asiento SET asunto = 'Otro' WHERE ctid = (SELECT max(ctid) FROM registro_asiento)",
        "registro_asiento", "no dice lo que decía",
    ),
    "a row twice": ("INSERT INTO registro_asiento SELECT * FROM registro_asiento LIMIT 1", "registro_asiento", "está dos veces"),
    "a case twice": ("INSERT INTO expedientes_expediente SELECT * FROM expedientes_expediente", "expedientes_expediente", "está dos veces"),
    "a term without its day": ("UPDATE motor_plazo SET vence = NULL", "motor_tarea", "no se pueden leer"),
    "a party twice": (
        "INSERT INTO expedientes_interesado SELECT * FROM expedientes_interesado", "expedientes_expediente", "está dos veces entre los interesados",
    ),
    "a task twice": ("INSERT INTO motor_tarea SELECT * FROM motor_tarea", "motor_tarea", "está dos veces"),
    "a term twice": ("INSERT INTO motor_plazo SELECT * FROM motor_plazo", "motor_plazo", "dos veces"),
    "a notification without its proof": ("UPDATE notificaciones_notificacion SET evidencia_id = NULL", "notificaciones_notificacion", "el justificante"),
    "a notification of another document": ("UPDATE notificaciones_notificacion SET cedula_id = evidencia_id", "notificaciones_notificacion", "el documento entregado"),
    "a notification under another entry": (
        "UPDATE notificaciones_notificacion SET salida_id = (SELECT id FROM registro_asiento WHERE libro_id = 'E' LIMIT 1)",
        "notificaciones_notificacion", "el asiento de salida",
    ),
    "a subject that is none": ("UPDATE auditoria_evento SET cadena = 'expediente:x' WHERE cadena LIKE 'expediente:%'", "auditoria_evento", "no se pueden leer"),
    "a head deleted": ("DELETE FROM sellado_cabecera WHERE tamano = (SELECT min(tamano) FROM sellado_cabecera)", "sellado_cabecera", "ha desaparecido"),
    "the published head deleted": ("DELETE FROM sellado_cabecera WHERE tamano = (SELECT max(tamano) FROM sellado_cabecera)", "sellado_cabecera", "aquí no está"),
    "a time stamp deleted": ("DELETE FROM sellado_sellocabecera", "sellado_sellocabecera", "ha desaparecido"),
    "a time stamp of another day": ("UPDATE sellado_sellocabecera SET sellada_el = sellada_el - interval '1 day'", "sellado_sellocabecera", "no es lo que dice su hecho"),
    "a node too many": ("INSERT INTO sellado_nodo (nivel, indice, hash) VALUES (9, 7, repeat('0', 64))", "sellado_nodo", "no cubre hojas"),
    "a leaf twice": ("INSERT INTO sellado_hoja SELECT max(indice) OVER () + 1, evento_id, hash FROM sellado_hoja ORDER BY indice LIMIT 1", "sellado_hoja", "está dos veces"),
    "a content without its row": ("DELETE FROM almacen_contenido WHERE sha256 IN (SELECT contenido_id FROM documentos_revisiondocumento)", "almacen_contenido", "ha desaparecido"),
}  # fmt: skip


@pytest.mark.parametrize("caso", ORDENES)
def test_each_is_named(caso: str, campo: Campo) -> None:
    orden, tabla, texto = ORDENES[caso]
    for una in orden.split(";"):
        suya = una.split("UPDATE " if una.strip().startswith("UPDATE") else " INTO " if "INTO" in una else " FROM ")[1]
        assert campo.arena.escribir(suya.split()[0], una) > 0
    hallazgos = campo.hallazgos()
    assert any(h.tabla == tabla and texto in h.texto for h in hallazgos), hallazgos[:5]


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
