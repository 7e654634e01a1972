"""What a case has to pay, from its answers and the tariff of the ordenanza, to the receipt of what was paid."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, FaseIncompatible, NoEncontrado, NoPermitido
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.auditoria.filas import filas_avaladas
from consistorio.plataforma.auditoria.tests.anotado import Anotado
from consistorio.plataforma.calendario.acciones import publicar_calendarios
from consistorio.plataforma.calendario.datos import ficheros_del_ejemplo
from consistorio.plataforma.cola.vaciado import vaciar_colas
from consistorio.servicios.notificaciones.models import Notificacion
from consistorio.servicios.tests import escenario, manos
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.servicios.tributos import acciones, operaciones
from consistorio.servicios.tributos.ingresos import IngresoEscrito
from consistorio.servicios.tributos.models import Cobro, Liquidacion
from consistorio.servicios.tributos.tests import terraza
from consistorio.servicios.tributos.tipos_tarea import TareaPago
from consistorio.servicios.tributos.trabajos import fechar, justificante
from consistorio.tramitacion.expedientes.acceso import bloquear
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.formularios.valores import Valor
from consistorio.tramitacion.motor import consultas
from consistorio.tramitacion.motor.models import Tarea
from consistorio.tramitacion.motor.posibles import esperas_del_expediente
from consistorio.tramitacion.tests.firmas import firmado, firmar, texto_de, texto_del_documento

pytestmark = [pytest.mark.django_db, pytest.mark.lento]
ENTRADA = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def expediente(reloj: RelojDePrueba) -> Expediente:
    reloj.poner(ENTRADA)
    terraza.procedimiento(reloj)
    terraza.escribir_tarifa(reloj)
    return terraza.caso(reloj)


def autoliquidar(
    expediente: Expediente, reloj: RelojDePrueba, importe: str = "504.00", quien: str = "olga"
) -> Liquidacion:
    return terraza.autoliquidada(expediente, reloj, importe=importe, quien=quien)


def liquidar(expediente: Expediente, reloj: RelojDePrueba) -> UUID:
    acto = acciones.liquidar(
        actor=escenario.empleado("olga", reloj),
        tarea_id=terraza.tarea_de_pago(expediente).id,
        importe="504.00",
        reloj=reloj,
    )
    firmado(acto, reloj)
    return UUID(str(acto.documento_id))


def pagar(liquidacion: Liquidacion, reloj: RelojDePrueba, importe: str = "504,00", **como: str) -> Cobro:
    return terraza.pagada(liquidacion, reloj, importe=importe, **como)


def como_dicen_los_hechos(expediente: Expediente) -> None:
    caso = Expediente.objects.get(id=expediente.id)
    assert consultas.estado_segun_hechos(caso) == consultas.estado_actual(caso)


def esperas(expediente: Expediente) -> str:
    otra = Tarea.objects.select_related("expediente").filter(expediente=expediente, tipo="informe").first()
    assert otra is not None
    return " ".join(esperas_del_expediente(Tarea(id=otra.id, expediente=expediente, tipo="propuesta")))


def test_the_terrace_pays_504_euros_and_its_case_goes_on(expediente: Expediente, reloj: RelojDePrueba) -> None:
    manos.correr()  # the program makes it by itself when its task opens
    liquidacion = Liquidacion.objects.get(expediente=expediente)
    assert liquidacion.factores.cuenta == "24 m² × 3,50 € (por metro cuadrado y mes) × 6 meses = 504,00 €"
    assert (liquidacion.estado, liquidacion.deudor.nif, liquidacion.vence) == ("pendiente", "12345678Z", None)
    documento = texto_del_documento(liquidacion.documento_id)
    for palabras in ("504,00 €", liquidacion.referencia_dictada, "Ordenanza fiscal n.º 7, artículo 6", "24 m²"):
        assert palabras in documento
    assert expediente.documentos.filter(documento_id=liquidacion.documento_id, visible_interesado=True).exists()
    assert "Pagar la tasa" in esperas(expediente)
    with pytest.raises(Conflicto):
        autoliquidar(expediente, reloj)

    reloj.poner(datetime(2026, 3, 23, 10, 0, tzinfo=UTC))
    cobro = pagar(liquidacion, reloj)
    assert (cobro.resultado, cobro.fuera_de_plazo) == ("completo", False)
    assert pagar(liquidacion, reloj) == cobro  # the same bank reference is the same payment
    manos.correr()
    liquidacion.refresh_from_db()
    assert (liquidacion.estado, liquidacion.cobrada) == ("cobrada", date(2026, 3, 23))
    assert terraza.tarea_de_pago(expediente).estado == "hecha"
    assert "Pagar la tasa" not in esperas(expediente)
    assert liquidacion.justificante_id is not None
    recibo = texto_del_documento(liquidacion.justificante_id)
    for palabras in ("504,00 €", "23 de marzo de 2026", "BANCO-1", "Transferencia"):
        assert palabras in recibo
    como_dicen_los_hechos(expediente)


def test_without_a_tariff_it_says_that_the_ordenanza_is_pending(reloj: RelojDePrueba) -> None:
    reloj.poner(ENTRADA)
    terraza.procedimiento(reloj)
    expediente = terraza.caso(reloj)
    manos.correr()
    assert not Liquidacion.objects.exists()
    tarea = terraza.tarea_de_pago(expediente)
    primera = TareaPago().acciones(tarea, escenario.empleado("olga", reloj))[0]
    assert primera.impedimentos == (
        "Ordenanza: pendiente. Gestión Tributaria no ha escrito la tarifa de «ocupacion» que regía el 02/03/2026.",
    )
    with pytest.raises(FaseIncompatible) as error:
        autoliquidar(expediente, reloj)
    assert "Ordenanza: pendiente" in error.value.que_hacer
    terraza.escribir_tarifa(reloj, desde="2026-03-03")  # in force the day after
    with pytest.raises(FaseIncompatible):
        autoliquidar(expediente, reloj)
    terraza.escribir_tarifa(reloj)
    assert autoliquidar(expediente, reloj).importe == 504


def test_the_tariff_is_that_of_the_day_of_the_application(expediente: Expediente, reloj: RelojDePrueba) -> None:
    reloj.poner(datetime(2026, 4, 1, 9, 0, tzinfo=UTC))
    terraza.escribir_tarifa(reloj, desde="2026-04-01", importe="7,00")
    with pytest.raises(Conflicto) as error:
        autoliquidar(expediente, reloj, importe="1008.00")
    assert "504,00 €" in str(error.value)
    assert autoliquidar(expediente, reloj).tarifa == 3.5
    assert autoliquidar(terraza.caso(reloj), reloj, importe="1008.00").tarifa == 7


@pytest.mark.parametrize(
    ("respuestas", "dice"),
    [
        ({"superficie": ""}, "La solicitud no dice «¿Cuántos metros cuadrados ocupa?»."),
        ({"superficie": "0"}, "«¿Cuántos metros cuadrados ocupa?» tiene que ser mayor que cero."),
        ({"hasta": ""}, "La solicitud no dice «Hasta»."),
        ({"hasta": "2026-05-01"}, "Del 01/06/2026 al 01/05/2026 no hay ningún mes que cobrar."),
    ],
)
def test_what_the_application_does_not_say_is_not_guessed(
    reloj: RelojDePrueba, respuestas: dict[str, Valor], dice: str
) -> None:
    terraza.procedimiento(reloj)
    terraza.escribir_tarifa(reloj)
    with pytest.raises(FaseIncompatible) as error:
        autoliquidar(terraza.caso(reloj, respuestas), reloj)
    assert dice in error.value.que_hacer


def test_all_the_year_is_what_the_procedure_says(expediente: Expediente, reloj: RelojDePrueba) -> None:
    todo_el_anio = terraza.caso(reloj, {"temporada": "anual", "desde": "", "hasta": ""})
    assert autoliquidar(todo_el_anio, reloj, importe="1008.00").periodos == 12


@pytest.mark.parametrize(
    ("periodos", "cuenta"),
    [
        ({"campo": "mesas", "unidad": "semanas"}, "× 6 semanas = 504,00 €"),
        ({"numero": 1, "unidad": "semanas"}, "× 1 semana = 84,00 €"),
        ({"numero": 3, "unidad": "veces"}, "× 3 veces = 252,00 €"),
        ({"numero": 2}, "× 2 meses = 168,00 €"),
    ],
)
def test_what_is_counted_is_said_with_its_word(reloj: RelojDePrueba, periodos: dict[str, Valor], cuenta: str) -> None:
    terraza.procedimiento(reloj, {**terraza.AUTOLIQUIDACION, "periodos": periodos})
    terraza.escribir_tarifa(reloj)
    expediente = terraza.caso(reloj)
    manos.correr()
    liquidacion = Liquidacion.objects.get(expediente=expediente)
    assert liquidacion.factores.cuenta.endswith(cuenta)


def test_only_who_liquidates_does_it(expediente: Expediente, reloj: RelojDePrueba) -> None:
    for quien in ("raul", "ines", "fernando"):
        with pytest.raises((NoPermitido, NoEncontrado)):
            autoliquidar(expediente, reloj, quien=quien)
    tarea = terraza.tarea_de_pago(expediente)
    assert TareaPago().acciones(tarea, escenario.empleado("raul", reloj))[0].impedimentos == (
        "Lo calcula quien liquida las tasas.",
    )
    with pytest.raises(NoEncontrado):
        acciones.autoliquidar(
            actor=escenario.empleado("olga", reloj), tarea_id=UUID(int=1), importe="504.00", reloj=reloj
        )
    with pytest.raises(FaseIncompatible):
        acciones.liquidar(actor=escenario.empleado("olga", reloj), tarea_id=tarea.id, importe="504.00", reloj=reloj)


def test_a_liquidation_is_signed_notified_and_paid_in_its_term(reloj: RelojDePrueba) -> None:
    reloj.poner(ENTRADA)
    terraza.procedimiento(reloj, terraza.LIQUIDACION)
    terraza.escribir_tarifa(reloj)
    expediente = terraza.caso(reloj)
    manos.correr()
    assert not Liquidacion.objects.exists()
    acto = acciones.liquidar(
        actor=escenario.empleado("olga", reloj),
        tarea_id=terraza.tarea_de_pago(expediente).id,
        importe="504.00",
        reloj=reloj,
    )
    escrito = texto_de(acto)
    for palabras in ("504,00 €", "24 m²", "14.2", "62.2", "Ordenanza fiscal n.º 7"):
        assert palabras in escrito
    firmar(acto.documento_id, reloj, devuelto="Falta el precepto.")
    tarea = terraza.tarea_de_pago(expediente)
    assert "Falta el precepto" in str(TareaPago().acciones(tarea, escenario.empleado("olga", reloj))[0].etiqueta)
    documento_id = liquidar(expediente, reloj)
    liquidacion = Liquidacion.objects.get(expediente=expediente)
    assert (liquidacion.acto_id, liquidacion.vence) == (documento_id, None)
    assert liquidacion.referencia_dictada in texto_del_documento(documento_id)

    reloj.poner(datetime(2026, 3, 16, 9, 0, tzinfo=UTC))
    manos.abrir_notificacion(expediente, f"liquidacion:{liquidacion.id}", "12345678Z", reloj)
    liquidacion.refresh_from_db()
    assert (liquidacion.notificada, liquidacion.vence) == (date(2026, 3, 16), date(2026, 5, 5))
    tarea = terraza.tarea_de_pago(expediente)
    assert "hasta el 05/05/2026" in TareaPago().impedimentos(tarea)[0]

    reloj.poner(datetime(2026, 5, 6, 9, 0, tzinfo=UTC))
    assert TareaPago().impedimentos(tarea) == ()  # nothing waits for it: it is enforced apart, and the case may go on
    cobro = pagar(liquidacion, reloj)
    assert (cobro.resultado, cobro.fuera_de_plazo) == ("completo", True)
    assert terraza.tarea_de_pago(expediente).estado == "hecha"
    como_dicen_los_hechos(expediente)


def test_the_account_changed_while_it_waited_for_its_signature(reloj: RelojDePrueba) -> None:
    terraza.procedimiento(reloj, {**terraza.LIQUIDACION, "devengo": "liquidacion"})
    terraza.escribir_tarifa(reloj)
    expediente = terraza.caso(reloj)
    acto = acciones.liquidar(
        actor=escenario.empleado("olga", reloj),
        tarea_id=terraza.tarea_de_pago(expediente).id,
        importe="504.00",
        reloj=reloj,
    )
    terraza.escribir_tarifa(reloj, importe="7,00")
    firmar(acto.documento_id, reloj)
    acto.refresh_from_db()
    assert acto.estado == "sin_efecto"
    assert not Liquidacion.objects.exists()


def test_money_that_is_not_owed_is_kept_and_said(expediente: Expediente, reloj: RelojDePrueba) -> None:
    liquidacion = autoliquidar(expediente, reloj)
    assert pagar(liquidacion, reloj, "500", referencia_banco="B1").resultado == "a_cuenta"
    liquidacion.refresh_from_db()
    assert (liquidacion.estado, str(liquidacion.falta)) == ("pendiente", "4,00 €")
    assert terraza.tarea_de_pago(expediente).abierta
    assert pagar(liquidacion, reloj, "10", referencia_banco="B2").resultado == "de_mas"
    assert pagar(liquidacion, reloj, "504", referencia_banco="B3").resultado == "duplicado"
    liquidacion.refresh_from_db()
    assert (liquidacion.estado, str(liquidacion.a_devolver)) == ("cobrada", "510,00 €")
    manos.correr()
    liquidacion.refresh_from_db()
    assert "510,00 €" in texto_del_documento(UUID(str(liquidacion.justificante_id)))


def test_a_bank_reference_is_of_one_payment(expediente: Expediente, reloj: RelojDePrueba) -> None:
    liquidacion = autoliquidar(expediente, reloj)
    pagar(liquidacion, reloj, "500")
    with pytest.raises(DatosIncorrectos) as error:
        pagar(liquidacion, reloj, "4")
    assert [p.campo for p in error.value.problemas] == ["referencia_banco"]
    assert "500,00 €" in error.value.problemas[0].mensaje
    assert Cobro.objects.count() == 1


def test_what_is_wrong_with_a_payment_is_said_whole(expediente: Expediente, reloj: RelojDePrueba) -> None:
    liquidacion = autoliquidar(expediente, reloj)
    with pytest.raises(DatosIncorrectos) as error:
        pagar(liquidacion, reloj, "-1", referencia="1234", fecha="31/02/2026", medio="oro", referencia_banco=" ")
    assert [p.campo for p in error.value.problemas] == ["referencia", "importe", "fecha", "medio", "referencia_banco"]
    with pytest.raises(DatosIncorrectos) as error:
        pagar(liquidacion, reloj, "x", fecha="01/01/2030")
    assert [p.campo for p in error.value.problemas] == ["importe", "fecha"]
    with pytest.raises(NoPermitido):
        acciones.anotar_cobro(
            actor=escenario.empleado("olga", reloj),
            escrito=IngresoEscrito(1, liquidacion.referencia, "504", "02/03/2026", "caja", "1"),
            reloj=reloj,
        )


def test_an_annulled_debt_is_not_owed_and_may_be_made_again(expediente: Expediente, reloj: RelojDePrueba) -> None:
    liquidacion = autoliquidar(expediente, reloj)
    pagar(liquidacion, reloj, "100", referencia_banco="B1")
    olga = escenario.empleado("olga", reloj)
    with pytest.raises(DatosIncorrectos):
        acciones.anular_liquidacion(actor=olga, liquidacion_id=liquidacion.id, motivo="no", reloj=reloj)
    with pytest.raises(NoEncontrado):
        acciones.anular_liquidacion(actor=olga, liquidacion_id=UUID(int=1), motivo="Motivo largo.", reloj=reloj)
    acto = acciones.anular_liquidacion(
        actor=olga,
        liquidacion_id=liquidacion.id,
        motivo="Son 20 metros, según el informe.",
        reloj=reloj,
    )
    assert "100,00 €" in texto_de(acto)
    firmado(acto, reloj)
    liquidacion.refresh_from_db()
    assert (liquidacion.estado, str(liquidacion.a_devolver)) == ("anulada", "100,00 €")
    assert Notificacion.objects.filter(referencia=f"anulacion_liquidacion:{liquidacion.id}").exists()
    assert pagar(liquidacion, reloj, "404", referencia_banco="B2").resultado == "de_anulada"
    with pytest.raises(FaseIncompatible):
        acciones.anular_liquidacion(actor=olga, liquidacion_id=liquidacion.id, motivo="Otra vez más.", reloj=reloj)
    assert autoliquidar(expediente, reloj).referencia != liquidacion.referencia
    como_dicen_los_hechos(expediente)


def test_it_is_not_needed_in_a_case_only_if_nothing_is_owed(expediente: Expediente, reloj: RelojDePrueba) -> None:
    tarea = terraza.tarea_de_pago(expediente)
    assert TareaPago().impedimentos(tarea) == ()
    autoliquidar(expediente, reloj)
    assert "504,00 €" in TareaPago().impedimentos(tarea)[0]
    reloj.poner(datetime(2026, 12, 1, 9, 0, tzinfo=UTC))
    assert TareaPago().impedimentos(tarea)  # what must be paid before the decision is awaited


def test_a_paid_debt_makes_its_receipt_once(expediente: Expediente, reloj: RelojDePrueba) -> None:
    pagar(autoliquidar(expediente, reloj), reloj)
    vaciar_colas(propagar=False)
    antes = Liquidacion.objects.get().justificante_id
    justificante(liquidacion_id=str(Liquidacion.objects.get().id))
    assert Liquidacion.objects.get().justificante_id == antes


def test_each_debt_and_payment_is_what_its_facts_say_and_none_changes(
    expediente: Expediente, reloj: RelojDePrueba
) -> None:
    liquidacion = autoliquidar(expediente, reloj)
    cobro = pagar(liquidacion, reloj, "510")
    manos.correr()
    informe = Anotado()
    filas_avaladas("default", informe)
    assert [falla for falla in informe.fallas if falla[0].startswith("tributos_")] == []
    for cambio in ({"importe": 1}, {"referencia": "0" * 12}, {"base": 1}, {"deudor_id": UUID(int=1)}):
        with pytest.raises(IntegrityError, match="inmutable"), transaction.atomic():
            Liquidacion.objects.filter(id=liquidacion.id).update(**cambio)
    with pytest.raises(IntegrityError, match="inmutable"), transaction.atomic():
        Cobro.objects.filter(id=cobro.id).update(resultado="completo")
    Liquidacion.objects.filter(id=liquidacion.id).update(por_devolver=0, recibido=504)
    informe = Anotado()
    filas_avaladas("default", informe)
    assert [falla[0] for falla in informe.fallas if falla[0].startswith("tributos_")] == ["tributos_liquidacion"]


def test_a_last_day_of_a_year_without_calendar_waits_for_it(reloj: RelojDePrueba) -> None:
    terraza.procedimiento(reloj, terraza.LIQUIDACION)
    terraza.escribir_tarifa(reloj)
    expediente = terraza.caso(reloj)
    liquidar(expediente, reloj)
    liquidacion = Liquidacion.objects.get(expediente=expediente)
    reloj.poner(datetime(2027, 11, 20, 9, 0, tzinfo=UTC))  # there is no calendar of 2028
    with transaction.atomic():
        caso = bloquear(expediente.id)
        operaciones.notificada(liquidacion, caso, dia=hoy(reloj), actor=escenario.SISTEMA, reloj=reloj)
    liquidacion.refresh_from_db()
    assert (liquidacion.notificada, liquidacion.vence) == (hoy(reloj), None)
    assert "Falta que" in TareaPago().impedimentos(terraza.tarea_de_pago(expediente))[0]
    fechar()
    liquidacion.refresh_from_db()
    assert liquidacion.vence is None
    ficheros = [
        (n.replace("2027", "2028"), t.replace("2027", "2028")) for n, t in ficheros_del_ejemplo() if "2027" in n
    ]
    publicar_calendarios(actor=Actor.sistema("prueba", "calendario.publicar"), ficheros=ficheros, reloj=reloj)
    fechar()
    liquidacion.refresh_from_db()
    assert liquidacion.vence == date(2028, 1, 5)
