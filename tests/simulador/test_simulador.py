"""A small share of the simulator (`pruebas/simulador`): a sequence of one seed, and that the judge sees what is spoilt on purpose."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Protocol

import pytest
from django.db import connection, transaction
from pruebas.simulador import accesos, actos, averias, juicio, ojos, villa
from pruebas.simulador.juego import Diferencia, Partida, Siembra
from pruebas.simulador.modelo import CIUDADANIA, DESCONOCIDA, Modelo
from pruebas.simulador.paso import Paso
from pruebas.simulador.salas import todas

from consistorio.integraciones.pki_demo.servidor import Servidor
from consistorio.nucleo.errores import Conflicto
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba

pytestmark = [pytest.mark.lento, pytest.mark.duenio]
ANA, PEDRO = CIUDADANIA
SEMILLA, ACTOS = 11, 6
# The town dies inside, and who asks again comes in
MUERE = {"muerte_en_la_respuesta": "si", "muerte_al_recoger": "si"}


class Sembradas(Protocol):
    def clonada(self, sembrado: str, sembrar: Callable[[], None]) -> AbstractContextManager[str]: ...


@pytest.fixture(scope="module")
def sembrada(sembradas: Sembradas) -> Iterator[None]:
    """The town of the tests of the services, with whom each area is of."""
    escenario.tipos_de_tarea()
    with sembradas.clonada("servicios", lambda: escenario.villa(RelojDePrueba(escenario.SIEMBRA))):
        villa.asignar_areas(RelojDePrueba(escenario.SIEMBRA))
        actos.olvidar()
        yield
        actos.olvidar()


@pytest.fixture
def partida(sembrada: None, servidor_pki: Servidor, tmp_path: Path) -> Iterator[Partida]:
    """A sequence that begins with a case just filed and an application to file; undone at the end."""
    with (
        accesos.abierto(tmp_path / "clave") as fuera,
        villa.puertos_con_averias(servidor_pki, fuera, tmp_path, tmp_path / "firma.clave"),
        villa.deshecha(),
    ):
        reloj = RelojDePrueba(escenario.SIEMBRA)
        reloj.poner(reloj.momento)
        borradores = {nif: [str(actos.preparar_solicitud(nif, reloj))] for nif in CIUDADANIA}
        partida = Partida(Siembra(Modelo(reloj.momento), borradores), fuera)
        partida.dar(Paso("presentar", ANA))
        yield partida


def test_lo_sorteado_no_deja_nada_que_el_modelo_no_diga(partida: Partida) -> None:
    azar = Random(SEMILLA)
    try:
        for _ in range(ACTOS):
            partida.dar(partida.sortear(azar, 0.5))
        partida.converger()
    except Diferencia as diferencia:
        pytest.fail(f"seed {SEMILLA}: {diferencia}\n" + "\n".join(partida.dado))


ESTROPEADO = {
    "numbers of a registry book with gaps": "UPDATE registro_asiento SET numero = numero + 1 WHERE libro_id = 'E'",
    "numbers of cases with gaps": "UPDATE expedientes_expediente SET orden = orden + 1",
    "next step": "UPDATE motor_tarea SET codigo = 'otra' WHERE codigo = 'revision'",
    "last day to decide": "UPDATE motor_plazo SET vence = vence + 1",
    "0 cases, and 1 were opened": "DELETE FROM expedientes_expediente",
    "without one receipt to be made": "DELETE FROM registro_justificante",
}


def estropear(orden: str) -> None:
    """As who owns the database, past its guards."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(orden)
        cursor.execute("SET LOCAL session_replication_role = origin")


def test_el_juez_ve_lo_que_se_estropea_a_proposito(partida: Partida) -> None:
    partida.comparar()
    for hallazgo, orden in ESTROPEADO.items():
        punto = transaction.savepoint()
        estropear(orden)
        with pytest.raises(Diferencia, match=hallazgo):
            partida.comparar()
        transaction.savepoint_rollback(punto)
    partida.comparar()

    estropear("UPDATE auditoria_evento SET canonico = canonico || ' ' WHERE seq = 1 AND cadena LIKE 'expediente:%'")
    assert any("is not the one that was hashed" in rota for rota in ojos.cadenas_rotas())

    partida.modelo.casos[0].vence += timedelta(days=1)  # a wrong term
    with pytest.raises(Diferencia, match="last day to decide"):
        partida.comparar()


# In each room: an act, and what is spoilt afterwards
SALAS = {
    "pagos: debts": (
        Paso("pagos.cobrar", "fernando", sentido="100"),
        "UPDATE tributos_liquidacion SET recibido = recibido + 1",
    ),
    "neither pays a debt": (Paso("pagos.cobrar", "fernando", sentido="600", cuanto=1), "DELETE FROM tributos_cobro"),
    "gasto: control": (
        Paso("gasto.fiscalizar", "teresa", sentido="reparo"),
        "UPDATE intervencion_fiscalizacion SET estado = 'sin_gasto'",
    ),
    "acuerdos: matter": (Paso("acuerdos.llevar", "marta"), "UPDATE resoluciones_asuntosesion SET estado = 'listo'"),
    "imparcialidad: papers": (
        Paso("imparcialidad.recusar", ANA),
        "UPDATE motor_tarea SET codigo = 'otra' WHERE codigo = 'escrito_recusacion'",
    ),
    "communications with gaps": (
        Paso("comunicaciones.enviar", "nuria"),
        "UPDATE comunicaciones_comunicacion SET orden = orden + 1",
    ),
    "borradores: drafts": (
        Paso("borradores.empezar", "nuria"),
        "UPDATE redaccion_borradordocumento SET estado = 'descartado', cerrado_el = now()",
    ),
    "versiones: versions": (
        Paso("versiones.pasar", "marta", sentido="uno"),
        "UPDATE catalogo_versionprocedimiento SET numero = numero + 7",
    ),
}


def test_cada_sala_se_juega_y_el_juez_ve_lo_que_se_estropea_en_ella(partida: Partida) -> None:
    partida.modelo.salas = todas.sembradas(partida.reloj)
    partida.dar(Paso("trabajar"))
    for hallazgo, (paso, orden) in SALAS.items():
        partida.dar(paso)
        assert partida.dado[-1].endswith("-> si"), partida.dado
        punto = transaction.savepoint()
        estropear(orden)
        with pytest.raises(Diferencia, match=hallazgo):
            partida.comparar()
        transaction.savepoint_rollback(punto)
    for negado in (
        Paso("pagos.autoliquidar", "olga"),
        Paso("gasto.elevar", "marta"),
        Paso("acuerdos.cerrar_libro", "javier"),
        Paso("borradores.subir_sergio", "sergio", sentido="otra"),
        Paso("versiones.pasar", "marta", sentido="todos"),
        Paso("comunicaciones.acusar", "silvia"),
    ):
        partida.dar(negado)
        assert partida.dado[-1].endswith("-> no"), partida.dado
    partida.converger()


def test_el_juez_ve_lo_que_se_hace_dos_veces_y_lo_que_escribe_quien_se_niega(partida: Partida) -> None:
    partida.fuera.buzon.recibidos += ["<x@villaejemplo.example>"] * 2
    assert any("left 2 times" in f for f in juicio.faltas_de_correos(partida.fuera.buzon.recibidos, frozenset()))
    punto = transaction.savepoint()
    estropear("UPDATE documentos_documento SET plantilla = 'justificante'")  # as a job that made a receipt again
    assert any("receipts of no entry" in rota for rota in ojos.rotas(ojos.AL_FINAL))
    transaction.savepoint_rollback(punto)

    def negarse() -> None:
        estropear("UPDATE expedientes_expediente SET titulo = titulo || '.'")
        raise Conflicto("no")

    with pytest.raises(Diferencia, match="something was written in expedientes_expediente"):
        partida._intentar(False, negarse)
    with pytest.raises(Diferencia, match="taken, and it had to be refused"):
        partida._intentar(False, lambda: None)
    partida.modelo.casos[0].fase, partida.modelo.casos[0].informe = "informe", "pedido"  # nobody has admitted it
    with pytest.raises(Diferencia, match="refused, and it had to be taken"):
        partida.dar(Paso("informar", "pablo"))


def test_de_clave_solo_entra_quien_fue_a_identificarse_y_una_vez(
    partida: Partida, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(averias.MAS, "idp", 100)  # it breaks each time
    for averia in averias.CLASES["idp"]:
        monkeypatch.setitem(averias.CLASES, "idp", (averia,))
        partida.dar(Paso("entrar", DESCONOCIDA, averias=SEMILLA))
        como = {"muerte_despues": "cayó", "dos_veces": "si", **MUERE}.get(averia, "no")
        assert partida.dado[-1].endswith(f"{como} [idp:{averia}]")
    assert partida.modelo.sesiones == {(DESCONOCIDA, "Lucía Vega Mora", 1): 3}

    estropear("UPDATE identidad_sesion SET persona_id = (SELECT id FROM identidad_persona WHERE nif = '12345678Z')")
    with pytest.raises(Diferencia, match=r"by Cl@ve came in ..'12345678Z', 'Ana García López', 1.: 3"):
        partida.comparar()
