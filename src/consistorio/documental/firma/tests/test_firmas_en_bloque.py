"""One order over many documents: few questions to the database, what cannot be signed stops nobody, and nobody waits with the documents of
others in hand."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from uuid import UUID, uuid4

import pytest
from conftest import BasePropia
from django.db import IntegrityError, InterfaceError, OperationalError, connection, connections, transaction
from django.test.utils import CaptureQueriesContext

from consistorio.documental.documentos.models import Documento, RevisionDocumento
from consistorio.documental.firma import casa, consultas
from consistorio.documental.firma.acciones.devolver import devolver
from consistorio.documental.firma.acciones.firmar import abrir_clave, firmar, firmar_pasos
from consistorio.documental.firma.manos import ManoSoftware
from consistorio.documental.firma.models import Ampliacion, Circuito, PasoFirma
from consistorio.documental.firma.tests.test_circuitos import RELOJ, actor, circuito, documento, empleado, firma, paso
from consistorio.documental.firma.tests.test_revocados import fichero_de
from consistorio.documental.firma.tipos import ResultadoFirma
from consistorio.documental.firma.validacion import Veredicto
from consistorio.documental.sellado.verificacion import verificar
from consistorio.integraciones.pki_demo.servidor import Servidor
from consistorio.integraciones.pki_demo.siembra import certificar_personal
from consistorio.nucleo.errores import FaseIncompatible
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.auditoria import operaciones as auditoria
from consistorio.plataforma.auditoria.models import Evento
from consistorio.plataforma.auditoria.suscripciones import HechoAnotado, Suscriptor, suscriptores_de
from consistorio.plataforma.base.tests.cerrojos import espera_alguien
from consistorio.plataforma.cola import tandas
from consistorio.plataforma.cola.consultas import trabajos as trabajos_en_cola
from consistorio.plataforma.organizacion import demostracion
from consistorio.plataforma.organizacion.models import Ausencia, Puesto, Suplencia

pytestmark = pytest.mark.lento
sembrados = pytest.mark.usefixtures("personal_sembrado", "personal_que_firma")


@pytest.fixture
def de_verdad(base_propia: BasePropia, casa_que_firma: Servidor) -> None:
    """The demo's staff with their keys, where what is committed stays so and others see it."""
    demostracion.sembrar(reloj=RELOJ)
    certificar_personal(casa_que_firma.pki, reloj=RELOJ)


def pedidos(cuantos: int, *puestos: str) -> list[Circuito]:
    with transaction.atomic():
        return [circuito(*(puestos or ("alcaldia",))) for _ in range(cuantos)]


def primeros(circuitos: Sequence[Circuito]) -> list[PasoFirma]:
    return [paso(uno) for uno in circuitos]


def firmados(circuitos: Sequence[Circuito]) -> list[bool]:
    """Whether the first step of each is signed: the row, the document and its chain say the same."""
    dichos = []
    for uno in circuitos:
        hechos = Evento.objects.filter(tipo="firma.paso.firmado", datos__paso_id=str(paso(uno).id)).count()
        dichos.append(paso(uno).estado == PasoFirma.Estado.FIRMADO)
        revision = Documento.objects.get(id=uno.documento_id).revision
        assert (hechos, revision) == ((1, 2) if dichos[-1] else (0, 1))
    return dichos


def al_anotar(monkeypatch: pytest.MonkeyPatch, tipo: str, hacer: Suscriptor) -> None:
    def suscriptores(otro: str) -> tuple[Suscriptor, ...]:
        return (*suscriptores_de(otro), hacer) if otro == tipo else suscriptores_de(otro)

    monkeypatch.setattr(auditoria, "suscriptores_de", suscriptores)


def al_firmar(monkeypatch: pytest.MonkeyPatch, numero: int, hacer: Callable[[], object]) -> None:
    """Do something when the key is going to be used for that time."""
    veces: list[int] = []
    original = ManoSoftware.firmar

    def contar(mano: ManoSoftware, datos: bytes) -> bytes:
        veces.append(len(veces))
        if len(veces) == numero:
            hacer()
        return original(mano, datos)

    monkeypatch.setattr(ManoSoftware, "firmar", contar)


def codigos_nuevos() -> None:
    connection.cursor().execute("UPDATE otp_totp_totpdevice SET last_t=-1")


@sembrados
def test_many_cost_as_many_statements_as_one_and_leave_the_same() -> None:
    uno, muchos = pedidos(1), pedidos(6)
    mano = abrir_clave(
        actor=actor("isabel"), paso_ids=[], segundo_factor=demostracion.codigo_actual("isabel"), reloj=RELOJ
    )
    assert mano is not None

    def cuantas(circuitos: list[Circuito]) -> int:
        quien, ids = actor("isabel"), [p.id for p in primeros(circuitos)]
        with CaptureQueriesContext(connection) as preguntas:
            assert firmar_pasos(actor=quien, paso_ids=ids, mano=mano, reloj=RELOJ) == dict.fromkeys(ids)
        return len(preguntas)

    assert cuantas(uno) == cuantas(muchos)
    todos = [*uno, *muchos]
    assert firmados(todos) == [True] * 7
    for cada in todos:
        fila = Documento.objects.get(id=cada.documento_id)
        assert consultas.informe_de_firmas(fila).veredicto is Veredicto.VALIDA
        assert list(Evento.objects.filter(cadena=f"documento:{fila.id}").order_by("seq").values_list("tipo", flat=True)) == [
            "documento.capturado", "firma.circuito.pedido", "documento.revisado", "firma.paso.firmado", "firma.circuito.completado"
        ]  # fmt: skip
        ultima = RevisionDocumento.objects.get(documento=fila, numero=2)
        assert ultima.motivo == f"Firma ({paso(cada).puesto.nombre})"
        cada.refresh_from_db()
        assert (cada.estado, cada.terminado_el) == (Circuito.Estado.COMPLETADO, paso(cada).terminado_el)
    assert Ampliacion.objects.filter(pendiente_desde__isnull=False).count() == 7
    ampliar = [str(t.ids["documento_id"]) for t in trabajos_en_cola() if t.nombre == "firma.ampliar"]
    assert sorted(ampliar) == sorted(str(c.documento_id) for c in todos)


@sembrados
def test_each_that_cannot_be_signed_says_why_and_stops_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    buenos = pedidos(4)
    (ajeno,), (devuelto,), (firmado,), (sin_turno,) = (
        pedidos(1, "secretaria"), pedidos(1), pedidos(1), pedidos(1, "secretaria", "alcaldia")
    )  # fmt: skip
    (rehusado,), sin_bytes = pedidos(1), circuito("alcaldia", doc=documento("firma0", "de_nadie_mas"))
    devolver(actor=actor("isabel"), paso_id=paso(devuelto).id, motivo="Falta el informe.", reloj=RELOJ)
    assert firma("isabel", paso(firmado)).fallidos == ()
    codigos_nuevos()
    fichero_de(Documento.objects.get(id=sin_bytes.documento_id)).unlink()
    inexistente = PasoFirma(id=uuid4())

    def rehusar(hecho: HechoAnotado) -> None:
        if hecho.datos["circuito_id"] == str(rehusado.id):
            raise FaseIncompatible("El acto ya no admite esta firma.")

    al_anotar(monkeypatch, "firma.circuito.completado", rehusar)
    malos = {
        paso(ajeno).id: "no le corresponde",
        paso(devuelto).id: "ya no espera",
        paso(firmado).id: "ya no espera",
        paso(sin_turno, 2).id: "Antes tiene que firmar",
        paso(sin_bytes).id: "no está en el almacén",
        paso(rehusado).id: "ya no admite esta firma",
        inexistente.id: "No existe",
    }
    entremedias = [*primeros(buenos[:2]), *(PasoFirma(id=i) for i in malos), *primeros(buenos[2:]), paso(buenos[0])]
    resultado = firma("isabel", *entremedias)
    assert resultado.firmados == tuple(p.id for p in primeros(buenos))
    assert [f.paso_id for f in resultado.fallidos] == list(malos)
    for fallo in resultado.fallidos:
        assert malos[fallo.paso_id] in fallo.motivo
    assert firmados([*buenos, ajeno, sin_bytes, rehusado]) == [True] * 4 + [False] * 3
    assert Evento.objects.filter(tipo="firma.circuito.completado", datos__circuito_id=str(rehusado.id)).count() == 0


@sembrados
def test_what_nobody_foresaw_is_raised_when_the_others_are_signed() -> None:
    todos = pedidos(3)
    malo = Documento.objects.get(id=todos[1].documento_id)
    RevisionDocumento.objects.create(
        documento=malo, numero=2, contenido=malo.contenido, motivo="otra", momento=RELOJ.ahora()
    )
    with pytest.raises(IntegrityError):
        firma("isabel", *primeros(todos))
    assert firmados(todos) == [True, False, True]


@sembrados
def test_whoever_signs_twice_in_a_document_signs_over_the_first_signature() -> None:
    dia = hoy(RELOJ)
    Ausencia.objects.create(empleado=empleado("javier"), desde=dia, hasta=dia, motivo="vacaciones")
    Suplencia.objects.create(
        puesto=Puesto.objects.get(codigo="secretaria"), suplente=empleado("isabel"), desde=dia, hasta=dia, norma="Decreto 2026/700"
    )  # fmt: skip
    dos, (otro,) = pedidos(2, "alcaldia", "secretaria"), pedidos(1)
    a_la_vez = [paso(dos[0], 1), paso(dos[0], 2), paso(otro), paso(dos[1], 1), paso(dos[1], 2)]
    assert firma("isabel", *a_la_vez) == ResultadoFirma(tuple(p.id for p in a_la_vez), ())
    for uno in dos:
        fila = Documento.objects.get(id=uno.documento_id)
        informe = consultas.informe_de_firmas(fila)
        assert (fila.revision, informe.veredicto, len(informe.firmas)) == (3, Veredicto.VALIDA, 2)
        assert ["P. S." in p.cargo_texto for p in consultas.pasos_de(uno)] == [False, True]


@sembrados
def test_who_loses_the_post_in_the_middle_of_an_order_signs_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tandas, "TANDA", 2)
    todos = pedidos(4)

    def marcharse(_hecho: HechoAnotado) -> None:
        dia = hoy(RELOJ)
        Ausencia.objects.get_or_create(empleado=empleado("isabel"), desde=dia, hasta=dia, motivo="baja")

    al_anotar(monkeypatch, "firma.circuito.completado", marcharse)
    resultado = firma("isabel", *primeros(todos))
    assert firmados(todos) == [True, True, False, False]
    assert ["no le corresponde" in f.motivo for f in resultado.fallidos] == [True, True]


@pytest.mark.usefixtures("de_verdad")
def test_an_order_that_dies_in_the_middle_leaves_signed_what_was_signed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The server throws the session out when the fourth signature is made, the second of its batch."""
    monkeypatch.setattr(tandas, "TANDA", 2)
    todos = pedidos(5)

    def cortar() -> None:
        with pytest.raises(OperationalError), connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")

    al_firmar(monkeypatch, 4, cortar)
    with pytest.raises((OperationalError, InterfaceError)):
        firma("isabel", *primeros(todos))
    connection.close()
    assert firmados(todos) == [True, True, False, False, False]
    codigos_nuevos()
    otra_vez = firma("isabel", *primeros(todos))
    assert otra_vez.firmados == tuple(p.id for p in primeros(todos[2:]))
    assert ["ya no espera" in f.motivo for f in otra_vez.fallidos] == [True, True]
    assert firmados(todos) == [True] * 5
    assert verificar(confianza=casa.confianza_de_la_casa()).bien


@pytest.mark.usefixtures("de_verdad")
def test_two_orders_at_once_over_the_same_steps_sign_each_once(monkeypatch: pytest.MonkeyPatch) -> None:
    todos = pedidos(3)
    ids = [p.id for p in primeros(todos)]
    firmando, seguir = threading.Event(), threading.Event()

    def pararse() -> None:
        firmando.set()
        assert seguir.wait(60)

    al_firmar(monkeypatch, 2, pararse)
    with ThreadPoolExecutor(2) as hilos:
        primera = hilos.submit(firmar_aparte, ids)
        assert firmando.wait(60)
        codigos_nuevos()
        segunda = hilos.submit(firmar_aparte, ids)
        hasta_que_espere(segunda)
        seguir.set()
        assert primera.result() == ResultadoFirma(tuple(ids), ())
        dicho = segunda.result()
    assert [("ya no espera" in f.motivo, f.paso_id) for f in dicho.fallidos] == [(True, i) for i in ids]
    assert dicho.firmados == ()
    assert firmados(todos) == [True] * 3
    assert verificar(confianza=casa.confianza_de_la_casa()).bien


@pytest.mark.usefixtures("de_verdad")
def test_nobody_waits_for_a_circuit_with_others_in_hand() -> None:
    """A case that ends takes its circuits one after another, in the order of its tasks."""
    uno, otro = pedidos(2)
    with ThreadPoolExecutor(1) as hilos:
        with transaction.atomic():
            Circuito.objects.select_for_update().get(id=otro.id)
            firma_de_los_dos = hilos.submit(firmar_aparte, [paso(uno).id, paso(otro).id])
            hasta_que_espere(firma_de_los_dos)
            assert Circuito.objects.select_for_update(nowait=True).get(id=uno.id).estado == "completado"
        assert firma_de_los_dos.result().fallidos == ()
    assert firmados([uno, otro]) == [True, True]


def firmar_aparte(ids: list[UUID]) -> ResultadoFirma:
    """Isabel signs these steps, in another thread with connections of its own."""
    try:
        codigo = demostracion.codigo_actual("isabel")
        return firmar(actor=actor("isabel"), paso_ids=ids, segundo_factor=codigo, reloj=RELOJ)
    finally:
        connections.close_all()


def hasta_que_espere(tarea: Future[ResultadoFirma]) -> None:
    while not tarea.done() and not espera_alguien():
        time.sleep(0.02)
