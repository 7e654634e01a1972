"""Many receipts at once: few questions to the database, what fails stops nobody, and whatever dies or runs at once leaves one for each entry."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event
from uuid import UUID

import pytest
from django.conf import LazySettings
from django.db import IntegrityError, InterfaceError, OperationalError, connection, connections, transaction
from django.test.utils import CaptureQueriesContext

from consistorio.documental.documentos import operaciones as documentos
from consistorio.documental.documentos.csv import generar_csv
from consistorio.documental.documentos.models import Documento
from consistorio.documental.firma import operaciones as firma
from consistorio.documental.registro import justificante, trabajos
from consistorio.documental.registro.acciones.emitir_justificante import emitir_justificante
from consistorio.documental.registro.models import Asiento, Justificante
from consistorio.documental.registro.tests.factories import adjunto, asentar
from consistorio.documental.registro.tests.test_justificante import sello
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, NoEncontrado, ServicioNoDisponible
from consistorio.nucleo.identificadores import uuid7
from consistorio.nucleo.reloj import Reloj, RelojSistema
from consistorio.plataforma.auditoria.models import Evento
from consistorio.plataforma.base.tests.cerrojos import espera_alguien
from consistorio.plataforma.cola.consultas import trabajos as trabajos_en_cola
from consistorio.plataforma.cola.vaciado import vaciar_colas

__all__ = ["sello"]
pytestmark = pytest.mark.usefixtures("base_propia", "sello")
PROCESO = Actor.sistema("justificantes", "registro.emitir_justificante")
HECHOS = ["documento.capturado", "documento.revisado", "firma.documento.sellado", "registro.justificante.emitido"]
Paso = Callable[[Asiento], None]


@pytest.fixture(autouse=True)
def reloj_de_la_maquina(settings: LazySettings) -> None:
    """Asking what time it is asks nothing of the database."""
    settings.CONSISTORIO_RELOJ_MOVIL = False


def registrar(cuantos: int) -> list[Asiento]:
    with transaction.atomic():
        return [asentar(uuid7().hex, documentos=[adjunto()], asunto=f"Asunto {n}") for n in range(cuantos)]


def antes_de(monkeypatch: pytest.MonkeyPatch, paso: Paso) -> None:
    """Something happens when the receipt of each entry is about to be rendered."""
    datos_de = justificante.datos_de

    def con_paso(asiento: Asiento) -> dict[str, object]:
        paso(asiento)
        return datos_de(asiento)

    monkeypatch.setattr(justificante, "datos_de", con_paso)


def correr(asiento: Asiento) -> None:
    trabajos.emitir_justificante(asiento_id=str(asiento.id))


def en_otro_hilo(hilos: ThreadPoolExecutor, asiento: Asiento) -> Future[None]:
    def suyo() -> None:
        try:
            correr(asiento)
        finally:
            connections.close_all()

    return hilos.submit(suyo)


def estados(asientos: list[Asiento]) -> list[str]:
    filas = Justificante.objects.in_bulk([asiento.id for asiento in asientos])
    return [filas[asiento.id].estado for asiento in asientos]


def incidencias() -> dict[UUID, str]:
    return dict(Justificante.objects.exclude(incidencia="").values_list("asiento_id", "incidencia"))


def exigir_uno_cada_uno(asientos: list[Asiento]) -> None:
    """Each entry has its receipt, sealed, with the facts in their order and what follows asked for once; and there is no other."""
    assert estados(asientos) == ["sellado"] * len(asientos)
    filas = Justificante.objects.in_bulk([asiento.id for asiento in asientos])
    suyos = {asiento.id: filas[asiento.id].documento_id for asiento in asientos}
    hechos = Documento.objects.filter(plantilla="justificante")
    assert sorted(hechos.values_list("id", "revision")) == sorted((d, 2) for d in suyos.values() if d)
    for asiento_id, documento_id in suyos.items():
        de_la_cadena = Evento.objects.filter(cadena=f"documento:{documento_id}").order_by("seq")
        assert [evento.tipo for evento in de_la_cadena] == HECHOS
        assert (de_la_cadena[3].datos["asiento_id"], de_la_cadena[2].momento) == (
            str(asiento_id),
            filas[asiento_id].sellado_el,
        )
    pedidos = [(t.nombre, str(next(iter(t.ids.values())))) for t in trabajos_en_cola()]
    assert sorted(i for n, i in pedidos if n == "firma.ampliar") == sorted(map(str, suyos.values()))
    assert sorted(i for n, i in pedidos if n == "solicitudes.incorporar_justificante") == sorted(map(str, suyos))


def test_muchos_cuestan_las_preguntas_de_uno_y_los_demas_trabajos_no_encuentran_nada_que_hacer() -> None:
    def cuantas(asientos: list[Asiento]) -> int:
        with CaptureQueriesContext(connection) as preguntas:
            hechos = emitir_justificante(
                actor=PROCESO, asiento_id=asientos[0].id, reloj=RelojSistema(), otros=len(asientos)
            )
        assert hechos == dict.fromkeys([asiento.id for asiento in asientos])
        return len(preguntas)

    uno = registrar(1)
    de_uno = cuantas(uno)
    muchos = registrar(6)
    assert cuantas(muchos) == de_uno
    with CaptureQueriesContext(connection) as preguntas:
        correr(muchos[3])
    assert len(preguntas) == 3, "its transaction, and to see that it is made"
    exigir_uno_cada_uno([*uno, *muchos])


def test_un_trabajo_hace_el_suyo_y_los_mas_antiguos(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trabajos, "TANDA_DE_JUSTIFICANTES", 3)
    asientos = registrar(5)
    correr(asientos[4])
    assert estados(asientos) == ["sellado", "sellado", "pendiente", "pendiente", "sellado"]
    assert vaciar_colas(colas=["documentos"]) > 0
    assert estados(asientos) == ["sellado"] * 5


def test_lo_que_no_existe_se_dice() -> None:
    with pytest.raises(NoEncontrado):
        trabajos.emitir_justificante(asiento_id=str(uuid7()))


def test_sin_sello_existen_todos_y_lo_pone_un_solo_trabajo(settings: LazySettings) -> None:
    settings.CONSISTORIO_SELLO = {"clave": "/no/hay.key", "certificado": "/no/hay.pem"}
    asientos = registrar(3)
    correr(asientos[0])
    assert estados(asientos) == ["sin_sellar"] * 3
    assert [t.nombre for t in trabajos_en_cola()].count("firma.sellar") == 1


def datos_malos(monkeypatch: pytest.MonkeyPatch, malo: Asiento) -> None:
    def negarse(asiento: Asiento) -> None:
        if asiento.id == malo.id:
            raise DatosIncorrectos("Falta un dato.")

    antes_de(monkeypatch, negarse)


def filas_malas(monkeypatch: pytest.MonkeyPatch, malo: Asiento) -> None:
    """Its CSV is taken: what the database refuses spoils the transaction of all."""
    cual: list[Asiento] = []
    antes_de(monkeypatch, lambda asiento: cual.__setitem__(slice(None), [asiento]))
    tomado = Documento.objects.values_list("csv", flat=True)[0]
    monkeypatch.setattr(documentos, "generar_csv", lambda: tomado if cual and cual[0].id == malo.id else generar_csv())


@pytest.mark.parametrize(("estropear", "error"), [(datos_malos, DatosIncorrectos), (filas_malas, IntegrityError)])
def test_uno_que_no_se_puede_hacer_se_ve_y_no_para_a_los_demas(
    monkeypatch: pytest.MonkeyPatch,
    estropear: Callable[[pytest.MonkeyPatch, Asiento], None],
    error: type[Exception],
) -> None:
    asientos = registrar(4)
    bueno, malo = asientos[0], asientos[1]
    with monkeypatch.context() as estropeado:
        estropear(estropeado, malo)
        correr(bueno)
        assert estados(asientos) == ["sellado", "pendiente", "sellado", "sellado"]
        assert list(incidencias()) == [malo.id]
        with pytest.raises(error):
            correr(malo)
    despues = registrar(2)
    correr(despues[0])
    assert estados([malo, *despues]) == ["pendiente", "sellado", "sellado"], "only its own job tries it again"
    correr(malo)
    assert incidencias() == {}
    exigir_uno_cada_uno([*asientos, *despues])


def test_si_el_almacen_no_admite_nada_no_se_prueba_con_los_demas(monkeypatch: pytest.MonkeyPatch) -> None:
    asientos = registrar(3)
    probados: list[UUID] = []

    def sin_sitio(asiento: Asiento) -> None:
        probados.append(asiento.id)
        raise ServicioNoDisponible("El almacén no tiene sitio.")

    with monkeypatch.context() as lleno:
        antes_de(lleno, sin_sitio)
        with pytest.raises(ServicioNoDisponible):
            correr(asientos[0])
    assert probados == [asientos[0].id]
    assert list(incidencias()) == [asientos[0].id]
    correr(asientos[2])
    assert estados(asientos) == ["pendiente", "sellado", "sellado"]
    correr(asientos[0])
    exigir_uno_cada_uno(asientos)


def morir(_asiento: Asiento) -> None:
    with pytest.raises(OperationalError), connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")


def test_lo_que_muere_a_medias_lo_hace_entero_el_siguiente_y_una_vez(monkeypatch: pytest.MonkeyPatch) -> None:
    asientos = registrar(4)
    with monkeypatch.context() as muerte:
        antes_de(muerte, lambda asiento: morir(asiento) if asiento.id == asientos[2].id else None)
        with pytest.raises((OperationalError, InterfaceError)):
            correr(asientos[0])
    connection.close()
    assert estados(asientos) == ["pendiente"] * 4
    assert incidencias() == {}
    for asiento in asientos[1:]:
        correr(asiento)
    exigir_uno_cada_uno(asientos)


def test_mientras_se_hacen_nadie_espera_en_el_mostrador(monkeypatch: pytest.MonkeyPatch) -> None:
    """All of them written and sealed, and not committed yet: another entry of the same book does not wait."""
    asientos = registrar(3)
    escritos, sigue = Event(), Event()
    sellar_ahora = firma.sellar_ahora

    def sellar_y_pararse(pedidos: Sequence[tuple[Documento, str]], *, reloj: Reloj) -> None:
        sellar_ahora(pedidos, reloj=reloj)
        escritos.set()
        sigue.wait(60)

    monkeypatch.setattr(firma, "sellar_ahora", sellar_y_pararse)
    with ThreadPoolExecutor(1) as hilos:
        try:
            otro = en_otro_hilo(hilos, asientos[0])
            assert escritos.wait(60)
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = '3s'")
            nuevo = registrar(1)
            assert estados([*asientos, *nuevo]) == ["pendiente"] * 4
        finally:
            sigue.set()
        otro.result()
    correr(nuevo[0])
    exigir_uno_cada_uno([*asientos, *nuevo])


@pytest.mark.parametrize("muere", [False, True])
def test_dos_a_la_vez_hacen_cada_uno_los_suyos_y_nadie_se_queda_sin_el_suyo(
    monkeypatch: pytest.MonkeyPatch, muere: bool
) -> None:
    """The other has this one's in hand: meanwhile it makes some more, and then waits to see whether it was made."""
    monkeypatch.setattr(trabajos, "TANDA_DE_JUSTIFICANTES", 3)
    asientos = registrar(6)
    en_ello, sigue = Event(), Event()

    def pararse(asiento: Asiento) -> None:
        if en_ello.is_set():
            return
        en_ello.set()
        sigue.wait(60)
        if muere:
            morir(asiento)

    antes_de(monkeypatch, pararse)
    with ThreadPoolExecutor(2) as hilos:
        try:
            otro = en_otro_hilo(hilos, asientos[0])
            assert en_ello.wait(60)
            mio = en_otro_hilo(hilos, asientos[1])
            while not mio.done() and not espera_alguien():
                time.sleep(0.02)
            assert estados(asientos) == ["pendiente"] * 3 + ["sellado"] * 2 + ["pendiente"]
        finally:
            sigue.set()
        mio.result()
        if muere:
            with pytest.raises((OperationalError, InterfaceError)):
                otro.result()
        else:
            otro.result()
    assert estados(asientos)[1] == "sellado"
    for asiento in asientos:
        correr(asiento)
    exigir_uno_cada_uno(asientos)
