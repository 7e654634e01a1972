"""A supplier from its ficha to its account, its change, and what stops its payments."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from consistorio.economia.terceros import acciones, consultas
from consistorio.economia.terceros.acceso import documento_para, tercero_para
from consistorio.economia.terceros.acciones.bloqueos import BloqueoPedido
from consistorio.economia.terceros.acciones.fichas import PersonaEscrita
from consistorio.economia.terceros.models import Bloqueo, CuentaTercero, Tercero
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, FaseIncompatible, NoEncontrado, NoPermitido
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.auditoria.models import Acceso, Evento
from consistorio.plataforma.identidad.models import Persona
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.tests.factories import un_pdf

pytestmark = pytest.mark.django_db
BUENO, OTRO = "ES91 2100 0418 4502 0005 1332", "ES79 2100 0813 6101 2345 6789"


@pytest.fixture
def tesoreria(reloj: RelojDePrueba) -> Actor:
    return escenario.empleado("fernando", reloj)


@pytest.fixture
def intervencion(reloj: RelojDePrueba) -> Actor:
    return escenario.empleado("teresa", reloj)


def _alta(actor: Actor, reloj: RelojDePrueba, numero: str = "B99999997", **dicho: str) -> Tercero:
    return acciones.dar_de_alta(actor=actor, persona=PersonaEscrita(numero, **dicho), reloj=reloj)


def _documento(actor: Actor, tercero: Tercero, clase: str, reloj: RelojDePrueba, dias: int | None = None) -> UUID:
    suyo = acciones.incorporar_documento(
        actor=actor,
        tercero_id=tercero.id,
        flujo=io.BytesIO(un_pdf(f"{clase} {uuid4()}")),
        nombre="certificado.pdf",
        titulo="Certificado",
        clase=clase,
        valido_hasta=hoy(reloj) + timedelta(days=dias) if dias is not None else None,
        reloj=reloj,
    )
    return suyo.documento_id


def _cuenta(actor: Actor, tercero: Tercero, iban: str, reloj: RelojDePrueba) -> CuentaTercero:
    documento = _documento(actor, tercero, "titularidad", reloj)
    return acciones.anotar_cuenta(
        actor=actor, tercero_id=tercero.id, iban=iban, bic="", documento_id=documento, reloj=reloj
    )


def test_an_account_serves_when_a_second_person_confirms_it(
    reloj: RelojDePrueba, tesoreria: Actor, intervencion: Actor
) -> None:
    tercero = _alta(tesoreria, reloj)
    assert _alta(tesoreria, reloj).id == tercero.id
    persona = tercero.persona_id
    primera = _cuenta(tesoreria, tercero, BUENO, reloj)
    assert consultas.cuenta_en_vigor(persona, en=hoy(reloj)) is None
    assert consultas.por_confirmar(tesoreria) == []
    assert [c.id for c in consultas.por_confirmar(intervencion)] == [primera.id]
    assert str(primera) == "ES91 **** 1332"

    las_dos = tesoreria.con_permisos("terceros.confirmar_cuenta")
    with pytest.raises(NoPermitido, match="otra persona"):
        acciones.confirmar_cuenta(actor=las_dos, cuenta_id=primera.id, iban=BUENO, reloj=reloj)
    with pytest.raises(DatosIncorrectos, match="no coincide"):
        acciones.confirmar_cuenta(actor=intervencion, cuenta_id=primera.id, iban=OTRO, reloj=reloj)
    with pytest.raises(FaseIncompatible, match="espera"):
        _cuenta(tesoreria, tercero, OTRO, reloj)
    acciones.confirmar_cuenta(actor=intervencion, cuenta_id=primera.id, iban=BUENO, reloj=reloj)
    assert consultas.cuenta_en_vigor(persona, en=hoy(reloj)) == primera
    with pytest.raises(FaseIncompatible, match="en vigor"):
        _cuenta(tesoreria, tercero, BUENO, reloj)

    ayer = hoy(reloj)
    reloj.avanzar(days=10)
    tesoreria, intervencion = escenario.empleado("fernando", reloj), escenario.empleado("teresa", reloj)
    falsa = _cuenta(tesoreria, tercero, OTRO, reloj)
    assert consultas.cuenta_en_vigor(persona, en=hoy(reloj)) == primera, "the change waits"
    with pytest.raises(DatosIncorrectos, match="por qué"):
        acciones.rechazar_cuenta(actor=intervencion, cuenta_id=falsa.id, motivo=" ", reloj=reloj)
    acciones.rechazar_cuenta(actor=intervencion, cuenta_id=falsa.id, motivo="El banco no la conoce", reloj=reloj)
    nueva = _cuenta(tesoreria, tercero, OTRO, reloj)
    acciones.confirmar_cuenta(actor=intervencion, cuenta_id=nueva.id, iban=OTRO, reloj=reloj)
    assert consultas.cuenta_en_vigor(persona, en=hoy(reloj)) == nueva
    assert consultas.cuenta_en_vigor(persona, en=ayer) == primera, "what was in force then"
    acciones.retirar_cuenta(actor=tesoreria, cuenta_id=nueva.id, motivo="Cerró la cuenta", reloj=reloj)
    assert consultas.cuenta_en_vigor(persona, en=hoy(reloj)) is None

    hechos = Evento.objects.filter(cadena=tercero.cadena, tipo__startswith="terceros.cuenta").order_by("seq")
    dichos = [(h.tipo.rsplit(".", 1)[1], h.actor_id) for h in hechos]
    assert dichos == [
        ("anotada", tesoreria.id),
        ("confirmada", intervencion.id),
        ("anotada", tesoreria.id),
        ("rechazada", intervencion.id),
        ("anotada", tesoreria.id),
        ("confirmada", intervencion.id),
        ("retirada", tesoreria.id),
    ]
    assert not any("ES91" in str(h.datos) for h in hechos)
    for orden in (
        f"UPDATE terceros_cuentatercero SET iban = 'ES7921000813610123456789' WHERE id = '{primera.id}'",
        f"UPDATE terceros_cuentatercero SET estado = 'vigente' WHERE id = '{falsa.id}'",
        f"DELETE FROM terceros_cuentatercero WHERE id = '{falsa.id}'",
    ):
        with pytest.raises(IntegrityError, match="inmutable"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(orden)


def test_nobody_sees_to_their_own_account_and_what_is_wrong_is_told_at_once(
    reloj: RelojDePrueba, tesoreria: Actor, intervencion: Actor
) -> None:
    suyo = _alta(tesoreria, reloj, "50002841J")  # Fernando's own
    with pytest.raises(NoPermitido, match="propia"):
        _cuenta(tesoreria, suyo, BUENO, reloj)
    tercero = _alta(tesoreria, reloj, "12345678Z")
    caducado = _documento(tesoreria, tercero, "titularidad", reloj, dias=-1)
    with pytest.raises(DatosIncorrectos) as mal:
        acciones.anotar_cuenta(
            actor=tesoreria, tercero_id=tercero.id, iban="ES00", bic="X", documento_id=caducado, reloj=reloj
        )
    assert [p.campo for p in mal.value.problemas] == ["iban", "bic", "documento"]
    with pytest.raises(IntegrityError, match="cuenta_dos_personas"), transaction.atomic():
        CuentaTercero.objects.create(
            tercero=tercero,
            iban="ES9121000418450200051332",
            titularidad=tercero.documentos.get(),
            estado="vigente",
            anotada_el=reloj.ahora(),
            anotada_por=tesoreria.id,
            confirmada_el=reloj.ahora(),
            confirmada_por=tesoreria.id,
            desde=hoy(reloj),
        )
    with pytest.raises(DatosIncorrectos):
        _alta(tesoreria, reloj, "99999999R")
    de_fuera = _alta(
        tesoreria, reloj, "K1234567", tipo_documento="pasaporte", pais="PT", nombre="Rui", apellido1="Sousa"
    )
    assert de_fuera.persona.pais_documento == "PT"
    irlandesa = _alta(
        tesoreria, reloj, "IE 1234567-WA", tipo_documento="fiscal", pais="IE", razon_social="Nubes de Ejemplo Ltd"
    )
    assert (irlandesa.persona.clase, irlandesa.persona.causa_obligacion) == ("juridica", "14.2.a")
    assert (str(irlandesa.persona), irlandesa.persona.nif) == ("Nubes de Ejemplo Ltd", "IE1234567WA")
    assert _alta(tesoreria, reloj, "ie1234567wa", tipo_documento="fiscal", pais="IE").id == irlandesa.id
    with pytest.raises(DatosIncorrectos) as refusal:
        _alta(tesoreria, reloj, "X1", tipo_documento="pasaporte", pais="IE", razon_social="Nubes Ltd")
    assert {p.campo for p in refusal.value.problemas} == {"nif", "tipo_documento"}
    with pytest.raises(DatosIncorrectos, match="Faltan datos"):
        _alta(tesoreria, reloj, "12345", tipo_documento="fiscal", pais="ES", razon_social="Nubes Ltd")
    with pytest.raises(NoPermitido):
        _alta(intervencion, reloj, "87654321X")


def test_who_may_look_finds_by_number_and_by_name_and_it_is_noted(
    reloj: RelojDePrueba, tesoreria: Actor, intervencion: Actor
) -> None:
    empresa, ana = _alta(tesoreria, reloj), _alta(tesoreria, reloj, "12345678Z")
    documento = _documento(tesoreria, ana, "identificacion", reloj)
    assert consultas.buscar(intervencion, "b-99.999.997") == [empresa]
    assert consultas.buscar(intervencion, "garcia ana") == [ana]
    assert consultas.buscar(intervencion, "...") == []
    ajeno = escenario.empleado("nuria", reloj)
    assert consultas.buscar(ajeno, "garcia ana") == []
    assert tercero_para(intervencion, ana.id, motivo="Ver su ficha").persona.nombre == "Ana"
    assert documento_para(intervencion, documento, motivo="Ver").id == documento
    for puerta in (
        lambda: tercero_para(ajeno, ana.id, motivo="Ver"),
        lambda: documento_para(ajeno, documento, motivo="Ver"),
    ):
        with pytest.raises(NoEncontrado):
            puerta()
    accesos = Acceso.objects.filter(que="tercero", objeto_id=str(ana.id)).order_by("momento")
    assert {(a.actor_id, a.resultado) for a in accesos} >= {(intervencion.id, "permitido"), (ajeno.id, "denegado")}
    assert not Acceso.objects.filter(motivo__icontains="garcia").exists()


def test_a_block_stops_a_payment_or_sends_it_elsewhere_until_it_is_lifted(
    reloj: RelojDePrueba, tesoreria: Actor
) -> None:
    tercero, banco = (
        _alta(tesoreria, reloj),
        _alta(tesoreria, reloj, "A28000032", razon_social="Banco de Ejemplo, S. A."),
    )
    persona, dia = tercero.persona_id, hoy(reloj)
    orden = _documento(tesoreria, tercero, "traba", reloj)
    with pytest.raises(DatosIncorrectos) as mal:
        acciones.poner_bloqueo(
            actor=tesoreria,
            tercero_id=tercero.id,
            pedido=BloqueoPedido(
                "cesion", uuid4(), dia, dia - timedelta(days=1), tope="0", objeto=f"operacion:{uuid4()}"
            ),
            reloj=reloj,
        )
    assert [p.campo for p in mal.value.problemas] == ["tope", "hasta", "a_favor_de", "objeto", "documento"]

    factura = f"factura:{uuid4()}"
    cedida = BloqueoPedido("cesion", orden, dia, a_favor_de=banco.id, objeto=factura)
    acciones.poner_bloqueo(actor=tesoreria, tercero_id=tercero.id, pedido=cedida, reloj=reloj)
    with pytest.raises(Conflicto, match="cedido"):
        acciones.poner_bloqueo(actor=tesoreria, tercero_id=tercero.id, pedido=cedida, reloj=reloj)
    embargo = acciones.poner_bloqueo(
        actor=tesoreria,
        tercero_id=tercero.id,
        pedido=BloqueoPedido("embargo", orden, dia, dia + timedelta(days=30), banco.id, tope="1.500,50"),
        reloj=reloj,
    )
    assert [b.id for b in consultas.bloqueos_de(persona, en=dia)] == [embargo.id]
    assert len(consultas.bloqueos_de(persona, en=dia, objeto=factura)) == 2
    reparto = consultas.reparto_de(consultas.bloqueos_de(persona, en=dia), centimos=200_000)
    assert [(p.a_favor_de, p.centimos) for p in reparto.partes] == [(banco.id, 150_050), (None, 49_950)]
    assert consultas.bloqueos_de(persona, en=dia + timedelta(days=31)) == []
    fin = _documento(tesoreria, tercero, "traba", reloj)
    for otro in (uuid4(), orden, _documento(tesoreria, tercero, "titularidad", reloj)):
        with pytest.raises(DatosIncorrectos, match="documento que lo levanta"):
            acciones.levantar_bloqueo(actor=tesoreria, bloqueo_id=embargo.id, documento_id=otro, reloj=reloj)
    acciones.levantar_bloqueo(actor=tesoreria, bloqueo_id=embargo.id, documento_id=fin, reloj=reloj)
    with pytest.raises(FaseIncompatible):
        acciones.levantar_bloqueo(actor=tesoreria, bloqueo_id=embargo.id, documento_id=fin, reloj=reloj)
    assert consultas.bloqueos_de(persona, en=dia) == []
    assert (Bloqueo.objects.count(), Persona.objects.filter(tercero__isnull=False).count()) == (2, 2)


def test_an_assignment_of_credit_pays_nobody_until_a_second_person_confirms_it(
    reloj: RelojDePrueba, tesoreria: Actor, intervencion: Actor
) -> None:
    tercero = _alta(tesoreria, reloj)
    banco = _alta(tesoreria, reloj, "A28000032", razon_social="Banco de Ejemplo, S. A.")
    orden, otro = (_documento(tesoreria, tercero, clase, reloj) for clase in ("traba", "otro"))

    def ceder(documento_id: UUID) -> Bloqueo:
        pedido = BloqueoPedido("cesion", documento_id, hoy(reloj), a_favor_de=banco.id)
        return acciones.poner_bloqueo(actor=tesoreria, tercero_id=tercero.id, pedido=pedido, reloj=reloj)

    with pytest.raises(DatosIncorrectos) as mal:
        ceder(otro)
    assert [(p.campo, "Embargo, cesión" in p.mensaje) for p in mal.value.problemas] == [("documento", True)]
    cesion = ceder(orden)
    bloqueos = consultas.bloqueos_de(tercero.persona_id, en=hoy(reloj))
    assert consultas.reparto_de(bloqueos, centimos=1000).parado_por == (cesion.id,), "to neither of them"
    assert [b.id for b in consultas.cesiones_por_confirmar(intervencion)] == [cesion.id]
    con: dict[str, Any] = {"bloqueo_id": cesion.id, "cobra": "A28000032", "reloj": reloj}
    las_dos = tesoreria.con_permisos("terceros.confirmar_cuenta")
    assert consultas.cesiones_por_confirmar(las_dos) == []
    for quien, dice in ((tesoreria, "permiso"), (las_dos, "la anotó usted")):
        with pytest.raises(NoPermitido, match=dice):
            acciones.confirmar_cesion(**con, actor=quien)
    with pytest.raises(DatosIncorrectos) as mal:
        acciones.confirmar_cesion(**con | {"cobra": "B99999997"}, actor=intervencion)
    assert [p.campo for p in mal.value.problemas] == ["cobra"]
    with pytest.raises(IntegrityError), transaction.atomic():
        Bloqueo.objects.filter(id=cesion.id).update(confirmado_el=reloj.ahora(), confirmado_por=tesoreria.id)
    acciones.confirmar_cesion(**con | {"cobra": "a-28000032"}, actor=intervencion)
    with pytest.raises(FaseIncompatible):
        acciones.confirmar_cesion(**con, actor=intervencion)
    with pytest.raises(IntegrityError), transaction.atomic():
        Bloqueo.objects.filter(id=cesion.id).update(confirmado_el=None, confirmado_por=None)
    bloqueos = consultas.bloqueos_de(tercero.persona_id, en=hoy(reloj))
    a_quien = [(p.a_favor_de, p.centimos) for p in consultas.reparto_de(bloqueos, centimos=1000).partes]
    assert a_quien == [(banco.id, 1000)]
    hecho = Evento.objects.get(tipo="terceros.cesion.confirmada")
    assert (hecho.cadena, hecho.datos["puesto_por"]) == (tercero.cadena, str(tesoreria.id))

    # Who noted it does not send the money back to who assigned it: another person does, with the document that the first one added
    fin = _documento(tesoreria, tercero, "traba", reloj)
    suyo = _documento(intervencion.con_permisos("terceros.alta"), tercero, "traba", reloj)
    fuera: dict[str, Any] = {"bloqueo_id": cesion.id, "documento_id": fin, "reloj": reloj}
    with pytest.raises(FaseIncompatible, match="está confirmada"):
        acciones.levantar_bloqueo(**fuera, actor=tesoreria)
    for quien, documento_id in ((tesoreria, fin), (las_dos, fin), (intervencion, suyo)):
        with pytest.raises(NoPermitido):
            acciones.levantar_cesion(**fuera | {"documento_id": documento_id}, actor=quien)
    with pytest.raises(DatosIncorrectos, match="no el que lo puso"):
        acciones.levantar_cesion(**fuera | {"documento_id": orden}, actor=intervencion)
    acciones.levantar_cesion(**fuera, actor=intervencion)
    assert consultas.bloqueos_de(tercero.persona_id, en=hoy(reloj)) == []
