"""The log: chains that verify, order, immutability in the database, subscribers in the same transaction."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import RelojFijo
from consistorio.plataforma.auditoria import operaciones
from consistorio.plataforma.auditoria.eventos import evento
from consistorio.plataforma.auditoria.models import Cadena, Evento
from consistorio.plataforma.auditoria.suscripciones import HechoAnotado, suscrito, suscrito_a_varios

ACTOR = Actor.sistema("prueba")
RELOJ = RelojFijo(datetime(2026, 11, 1, 22, 58, tzinfo=UTC))


@evento("prueba.hecho", "Se probó")
@dataclass(frozen=True)
class HechoDePrueba:
    numero: int


@evento("prueba.de_varios", "Se probó con varios")
@dataclass(frozen=True)
class HechoDeVarios:
    numero: int


@pytest.mark.django_db
def test_each_line_holds_the_hash_of_the_one_before() -> None:
    anotados = [operaciones.anotar("prueba", HechoDePrueba(n), actor=ACTOR, reloj=RELOJ) for n in range(3)]
    assert [e.seq for e in anotados] == [1, 2, 3]
    previo = ""
    for fila in Evento.objects.filter(cadena="prueba").order_by("seq"):
        contenido = json.loads(fila.canonico)
        assert contenido["hash_previo"] == fila.hash_previo == previo
        assert contenido["datos"] == fila.datos == {"numero": fila.seq - 1}
        assert hashlib.sha256(fila.canonico.encode()).hexdigest() == fila.hash
        previo = fila.hash
    assert Cadena.objects.get(nombre="prueba").hash == previo


@pytest.mark.django_db
@pytest.mark.parametrize(
    "orden",
    ["UPDATE auditoria_evento SET seq = 9", "DELETE FROM auditoria_evento", "TRUNCATE auditoria_evento CASCADE"],
)
def test_the_database_refuses_to_change_a_fact(orden: str) -> None:
    operaciones.anotar("prueba", HechoDePrueba(1), actor=ACTOR, reloj=RELOJ)
    with pytest.raises((IntegrityError, DatabaseError), match=r"inmutable|pending trigger"), transaction.atomic():
        connection.cursor().execute(orden)
    assert Evento.objects.filter(cadena="prueba").count() == 1


@pytest.mark.django_db
def test_subscribers_run_in_the_same_transaction_and_can_refuse() -> None:
    recibidos: list[HechoAnotado] = []

    @suscrito("prueba.hecho")
    def apuntar(aviso: HechoAnotado) -> None:
        recibidos.append(aviso)
        if aviso.datos["numero"] == 13:
            raise ValueError("no")

    operaciones.anotar("prueba", HechoDePrueba(1), actor=ACTOR, reloj=RELOJ)
    assert recibidos[0].datos == {"numero": 1}
    with pytest.raises(ValueError, match="no"), transaction.atomic():
        operaciones.anotar("prueba", HechoDePrueba(13), actor=ACTOR, reloj=RELOJ)
    assert Evento.objects.filter(cadena="prueba").count() == 1


@pytest.mark.django_db
def test_who_is_subscribed_to_many_is_told_once_of_those_noted_together_and_can_refuse() -> None:
    recibidos: list[list[object]] = []

    @suscrito_a_varios("prueba.de_varios")
    def apuntar(avisos: Sequence[HechoAnotado]) -> None:
        recibidos.append([(aviso.cadena, aviso.seq, aviso.datos["numero"]) for aviso in avisos])
        if any(aviso.datos["numero"] == 13 for aviso in avisos):
            raise ValueError("no")

    notas = [
        operaciones.Nota("una", HechoDeVarios(1)),
        operaciones.Nota("una", HechoDePrueba(2)),
        operaciones.Nota("otra", HechoDeVarios(3)),
    ]
    operaciones.anotar_varios(notas, actor=ACTOR, reloj=RELOJ)
    operaciones.anotar("otra", HechoDeVarios(4), actor=ACTOR, reloj=RELOJ)
    assert recibidos == [[("una", 1, 1), ("otra", 1, 3)], [("otra", 2, 4)]]
    with pytest.raises(ValueError, match="no"), transaction.atomic():
        operaciones.anotar("una", HechoDeVarios(13), actor=ACTOR, reloj=RELOJ)
    assert Evento.objects.filter(cadena="una").count() == 2


@pytest.mark.django_db
def test_what_was_rolled_back_to_a_savepoint_is_not_what_the_next_fact_follows() -> None:
    primero = operaciones.anotar("prueba", HechoDePrueba(1), actor=ACTOR, reloj=RELOJ)
    with transaction.atomic():
        operaciones.anotar("prueba", HechoDePrueba(2), actor=ACTOR, reloj=RELOJ)
        operaciones.anotar("nueva", HechoDePrueba(2), actor=ACTOR, reloj=RELOJ)
        transaction.set_rollback(True)
    siguiente, de_la_nueva = (
        operaciones.anotar(cadena, HechoDePrueba(3), actor=ACTOR, reloj=RELOJ) for cadena in ("prueba", "nueva")
    )
    assert (siguiente.seq, siguiente.hash_previo) == (2, primero.hash)
    assert (de_la_nueva.seq, de_la_nueva.hash_previo) == (1, "")
    assert Cadena.objects.get(nombre="prueba").hash == siguiente.hash
    assert list(Evento.objects.filter(cadena="prueba").order_by("seq").values_list("seq", flat=True)) == [1, 2]


@pytest.mark.django_db
def test_many_facts_go_to_chains_that_the_transaction_knows_lost_and_never_saw() -> None:
    operaciones.anotar("sabida", HechoDePrueba(1), actor=ACTOR, reloj=RELOJ)
    with transaction.atomic():
        operaciones.anotar("perdida", HechoDePrueba(1), actor=ACTOR, reloj=RELOJ)
        transaction.set_rollback(True)
    cadenas = ["sabida", "nueva", "perdida", "sabida", "perdida"]
    notas = [operaciones.Nota(cadena, HechoDePrueba(n)) for n, cadena in enumerate(cadenas)]
    anotados = operaciones.anotar_varios(notas, actor=ACTOR, reloj=RELOJ)
    assert [(e.cadena, e.seq) for e in anotados] == list(zip(cadenas, [2, 1, 1, 3, 2], strict=True))
    for anotado in anotados:
        guardado = Evento.objects.get(id=anotado.id)
        assert (guardado.seq, guardado.hash, guardado.datos) == (anotado.seq, anotado.hash, anotado.datos)
    assert Cadena.objects.get(nombre="perdida").hash == anotados[-1].hash


@pytest.mark.django_db
def test_only_registered_facts_are_noted() -> None:
    with pytest.raises(TypeError, match="registered"):
        operaciones.anotar("prueba", object(), actor=ACTOR, reloj=RELOJ)
