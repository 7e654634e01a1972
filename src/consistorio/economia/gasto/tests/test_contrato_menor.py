"""A contrato menor from its credit to its payment, through what its people do; each yes and each refusal with its reason."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from consistorio.documental.firma.acciones.firmar import firmar
from consistorio.documental.firma.models import PasoFirma
from consistorio.economia.cierre import memoria
from consistorio.economia.contabilidad.acciones import abrir_ejercicio
from consistorio.economia.contabilidad.models import Asiento, Ejercicio
from consistorio.economia.gasto import acciones, consultas
from consistorio.economia.gasto.control import comprometido_de, por_que_no_se_compromete
from consistorio.economia.gasto.tests import contrato
from consistorio.economia.presupuesto import acciones as presupuesto
from consistorio.economia.presupuesto.models import Bolsa, Operacion, SaldoCerrado
from consistorio.economia.presupuesto.tests.escenario import INTERVENCION
from consistorio.economia.presupuesto.tipos import Cabecera, LineaPedida
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, FaseIncompatible, NoPermitido
from consistorio.nucleo.reloj import RelojFijo, hoy
from consistorio.plataforma.auditoria.consultas import eventos_de
from consistorio.plataforma.cola.vaciado import vaciar_colas
from consistorio.plataforma.identidad.models import Persona
from consistorio.plataforma.organizacion.demostracion import codigo_actual
from consistorio.plataforma.puertos.credito import credito
from consistorio.servicios.resoluciones.models import Resolucion
from consistorio.servicios.tests import escenario, manos
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor import acciones as motor
from consistorio.tramitacion.motor.models import ActoTramite
from consistorio.tramitacion.motor.registro_tipos import tipo_de
from consistorio.tramitacion.tests.firmas import firmado, texto_de
from consistorio.tramitacion.tests.firmas import firmar as devolver_o_firmar

pytestmark = [pytest.mark.django_db, pytest.mark.lento, pytest.mark.usefixtures("personal_que_firma")]


def disponible() -> Decimal:
    return Bolsa.objects.get(aplicaciones__economica="22706").disponible


def impedimentos(expediente: Expediente, codigo: str, quien: str, reloj: RelojDePrueba) -> tuple[str, ...]:
    tarea = contrato.tarea_de(expediente, codigo)
    return tipo_de(tarea.tipo).acciones(tarea, escenario.empleado(quien, reloj))[0].impedimentos


def test_it_is_played_from_its_credit_to_its_payment(reloj: RelojDePrueba) -> None:
    expediente = contrato.caso(reloj)
    tarea = contrato.tarea_de(expediente, "retener_credito")
    ofrece = tipo_de(tarea.tipo).acciones(tarea, escenario.empleado("teresa", reloj))
    assert [una.codigo for una in ofrece] == ["retener_credito"]  # its procedure demands it
    assert impedimentos(expediente, "retener_credito", "gloria", reloj) == (
        "La retención la contabiliza Intervención.",
    )
    with pytest.raises(NoPermitido):
        contrato.retener(expediente, reloj, quien="gloria")
    _no_se_retiene(expediente, reloj)

    acto = contrato.retener(expediente, reloj)
    assert (acto.estado, disponible()) == ("en_firma", Decimal(790))
    assert contrato.tarea_de(expediente, "retener_credito").estado == "en_espera"
    for dicho in ("920.22706 Estudios y trabajos técnicos", "RC 2026/1", "1.210,00 €", "790,00 €", expediente.numero):
        assert dicho in texto_de(acto)
    _firmado_de_verdad(acto, reloj)
    assert contrato.tarea_de(expediente, "retener_credito").resultado["codigo"] == "retenido"
    assert expediente.documentos.get(origen="certificado_credito").visible_interesado is False

    contrato.instruido(expediente, reloj)
    contrato.propuesto(expediente, reloj)
    contrato.decretado(expediente, reloj)
    _no_se_compromete(expediente, reloj)
    compromiso = contrato.comprometer(expediente, reloj)
    assert (str(compromiso), compromiso.clase, disponible()) == ("AD 2026/2", "AD", Decimal(790))
    adjudicado = eventos_de(expediente.cadena).get(tipo="gasto.contrato.adjudicado")
    assert {clave: adjudicado.datos[clave] for clave in ("importe", "aplicacion", "exento")} == {
        "importe": "1100.00",
        "aplicacion": contrato.APLICACION,
        "exento": "contrato_menor",
    }

    factura = contrato.con_factura(expediente, reloj)
    assert contrato.tarea_de(expediente, "ejecucion").abierta
    contrato.hecha(expediente, "ejecucion", "gloria", reloj)
    _no_se_reconoce(expediente, factura, reloj)
    primera = contrato.reconocer(expediente, reloj, factura)
    assert contrato.tarea_de(expediente, "reconocer").abierta  # another invoice is expected
    segunda = contrato.reconocer(expediente, reloj, factura, importe="400", factura="F-2", ultima=True)
    assert (segunda.tercero_id, segunda.expediente_id) == (compromiso.tercero_id, expediente.id)
    with pytest.raises(FaseIncompatible):
        contrato.reconocer(expediente, reloj, factura)

    libre = acciones.liberar_credito(
        actor=escenario.empleado("teresa", reloj), tarea_id=contrato.tarea_de(expediente, "liberar").id, reloj=reloj
    )
    assert (libre, disponible()) == (Decimal("210.00"), Decimal(1000))
    _se_paga_intervenido(expediente, primera, reloj)

    _dice_su_economia(expediente)
    _lo_que_prescribe_no_espera(expediente, reloj)


def _lo_que_prescribe_no_espera(expediente: Expediente, reloj: RelojDePrueba) -> None:
    """What is rectified and prescribed of its obligation, once its year is closed, waits for no payment."""
    en_2027 = RelojFijo(datetime(2027, 1, 5, 10, 0, tzinfo=UTC))
    abrir_ejercicio(actor=INTERVENCION, anio=2027, reloj=en_2027)
    debida = Operacion.objects.get(ejercicio=2026, numero=4).lineas.get()
    de: dict[str, Any] = {"ejercicio_id": 2027, "clase": "obligacion", "anio": 2026, "cuenta": "4010"}
    saldo = SaldoCerrado.objects.create(**de, linea_origen_id=debida.id, inicial=Decimal(400))
    for clase, importe, esperan in (("RO", 100, ["O 2026/4"]), ("PRO", 300, [])):
        presupuesto.anotar_cerrados(
            actor=INTERVENCION,
            clase=clase,
            cabecera=Cabecera(date(2027, 1, 5), "Baja", varios=True),
            lineas=[LineaPedida(Decimal(importe), cerrado=saldo.id)],
            reloj=en_2027,
        )
        assert [una.nombre for una in consultas.pagos_por_intervenir(expediente)] == esperan


def _dice_su_economia(expediente: Expediente) -> None:
    with CaptureQueriesContext(connection) as hechas:
        economia = consultas.economia_de(expediente)
    assert len(hechas) <= 6
    assert [(str(una.operacion), una.operacion.importe) for una in economia.operaciones] == [
        ("RC 2026/1", Decimal("1210.00")),
        ("AD 2026/2", Decimal("1100.00")),
        ("O 2026/3", Decimal("600.00")),
        ("O 2026/4", Decimal("400.00")),
        ("AD/ 2026/5", Decimal("-100.00")),
        ("RC/ 2026/6", Decimal("-210.00")),
        ("P 2026/7", Decimal("600.00")),
        ("R 2026/8", Decimal("600.00")),
    ]
    assert {fase.nombre: str(fase.importe) for fase in economia.fases} == {
        "Crédito retenido": "0,00 €",
        "Comprometido": "1.000,00 €",
        "Obligaciones reconocidas": "1.000,00 €",
        "Pagado": "600,00 €",
    }
    assert [(una.codigo, str(una.disponible)) for una in economia.aplicaciones] == [(contrato.APLICACION, "1.000,00 €")]
    asentadas = {una.operacion.id for una in economia.operaciones if una.asiento is not None}
    assert [str(una.nombre) for una in economia.por_intervenir] == ["O 2026/4"]
    assert asentadas == set(Asiento.objects.filter(expediente_id=expediente.id).values_list("operacion_id", flat=True))
    assert len(asentadas) == 7
    anotados = eventos_de(expediente.cadena).filter(tipo="gasto.operacion.anotada")
    assert [hecho.datos["referencia"] for hecho in anotados] == [str(una.operacion) for una in economia.operaciones]
    # The memoria counts it among the contracts of the year, with what is still committed
    assert memoria.datos(2026, {}, ())["contratos"] == [["Contrato menor · servicio", "1", "1000.00"]]


def _se_paga_intervenido(expediente: Expediente, obligacion: Operacion, reloj: RelojDePrueba) -> None:
    """Tesorería orders and pays it, once Intervención has intervened it."""
    with pytest.raises(FaseIncompatible, match="no ha intervenido el pago"):
        contrato.pagar("P", obligacion, reloj=reloj)
    with pytest.raises(NoPermitido):
        contrato.intervenir(expediente, obligacion, reloj, quien="gloria")
    contrato.intervenir(expediente, obligacion, reloj)
    with pytest.raises(DatosIncorrectos, match="por intervenir"):
        contrato.intervenir(expediente, obligacion, reloj)
    contrato.pagar("R", contrato.pagar("P", obligacion, reloj=reloj), reloj=reloj)


def _no_se_retiene(expediente: Expediente, reloj: RelojDePrueba) -> None:
    for importe, aplicacion, dicho in (
        ("2.100,00", contrato.APLICACION, "Faltan 100,00 €"),
        ("", "", "Escriba el importe con IVA"),
        ("1.210,00", "920.99999", "no está en el presupuesto de 2026"),
        ("1.210,00", "mesas", "no es una aplicación"),
    ):
        with pytest.raises(DatosIncorrectos) as error:
            contrato.retener(expediente, reloj, importe=importe, aplicacion=aplicacion)
        assert any(dicho in problema.mensaje for problema in error.value.problemas), error.value.problemas
    assert len(_problemas_sin_nada(expediente, reloj)) == 2
    assert contrato.tarea_de(expediente, "retener_credito").abierta
    assert not Operacion.objects.filter(expediente_id=expediente.id).exists()
    assert not ActoTramite.objects.filter(expediente=expediente).exists()


def _problemas_sin_nada(expediente: Expediente, reloj: RelojDePrueba) -> list[str]:
    with pytest.raises(DatosIncorrectos) as error:
        contrato.retener(expediente, reloj, importe="gratis", aplicacion=" ")
    return [problema.campo for problema in error.value.problemas]


def _firmado_de_verdad(acto: ActoTramite, reloj: RelojDePrueba) -> None:
    """With the keys of whoever holds the post of Intervención."""
    paso = PasoFirma.objects.get(circuito__documento_id=acto.documento_id)
    resultado = firmar(
        actor=escenario.empleado("teresa", reloj),
        paso_ids=[paso.id],
        segundo_factor=codigo_actual("teresa"),
        reloj=reloj,
    )
    assert resultado.fallidos == ()
    manos.correr()
    acto.refresh_from_db()
    assert acto.estado == "firmado", acto.motivo


def _no_se_compromete(expediente: Expediente, reloj: RelojDePrueba) -> None:
    with pytest.raises(NoPermitido):
        contrato.comprometer(expediente, reloj, quien="gloria")
    with pytest.raises(DatosIncorrectos) as error:
        contrato.comprometer(expediente, reloj, importe="1.300,00")
    assert "Faltan 90,00 €: a la operación RC 2026/1 le quedan 1.210,00 €." in str(error.value.problemas)
    with pytest.raises(DatosIncorrectos) as error:
        contrato.comprometer(expediente, reloj, importe="0", nif="87654321X")
    assert [problema.campo for problema in error.value.problemas] == ["importe", "tercero"]
    assert contrato.tarea_de(expediente, "comprometer").abierta


def _no_se_reconoce(expediente: Expediente, factura: UUID, reloj: RelojDePrueba) -> None:
    with pytest.raises(NoPermitido):
        contrato.reconocer(expediente, reloj, factura, quien="gloria")
    with pytest.raises(DatosIncorrectos) as error:
        contrato.reconocer(expediente, reloj, uuid4(), importe="", factura=" ")
    assert [problema.campo for problema in error.value.problemas] == ["importe", "factura", "documento"]
    with pytest.raises(DatosIncorrectos) as error:
        contrato.reconocer(expediente, reloj, factura, importe="1.100,01")
    assert "Faltan 0,01 €" in str(error.value.problemas)


def test_a_certificate_that_comes_back_keeps_the_credit_until_it_changes(reloj: RelojDePrueba) -> None:
    expediente = contrato.caso(reloj)
    acto = contrato.retener(expediente, reloj)
    with pytest.raises(FaseIncompatible):
        contrato.retener(expediente, reloj)
    devolver_o_firmar(acto.documento_id, reloj, devuelto="Es otra aplicación.")
    assert disponible() == Decimal(790)
    reloj.avanzar(minutes=1)
    otra_vez = contrato.retener(expediente, reloj)
    assert otra_vez.datos["operacion"] == acto.datos["operacion"]  # nothing changed: the same retention
    devolver_o_firmar(otra_vez.documento_id, reloj, devuelto="Es otra aplicación.")
    reloj.avanzar(minutes=1)
    corregido = contrato.retener(expediente, reloj, aplicacion="920.22000", importe="300")
    assert disponible() == Decimal(2000)
    firmado(corregido, reloj)
    assert contrato.tarea_de(expediente, "retener_credito").resultado["importe"] == "300.00"
    en_el_puerto = credito().de_un_caso(expediente.id, en=hoy(reloj))
    assert en_el_puerto is not None
    assert (en_el_puerto.retenido, en_el_puerto.aplicaciones, en_el_puerto.operaciones) == (
        Decimal(300),
        ("920.22000",),
        ("RC 2026/3",),
    )


def test_a_contract_that_comes_to_nothing_goes_on_without_spending(reloj: RelojDePrueba) -> None:
    expediente = contrato.con_credito(reloj)
    contrato.propuesto(expediente, reloj)
    contrato.decretado(expediente, reloj)
    contrato.hecha(expediente, "ejecucion", "gloria", reloj)
    teresa = escenario.empleado("teresa", reloj)
    for codigo, siguiente in (("comprometer", "reconocer"), ("reconocer", "liberar")):
        motor.dejar_sin_hacer(
            actor=teresa, tarea_id=contrato.tarea_de(expediente, codigo).id, motivo="La empresa renuncia.", reloj=reloj
        )
        assert contrato.tarea_de(expediente, siguiente).abierta
    libre = acciones.liberar_credito(actor=teresa, tarea_id=contrato.tarea_de(expediente, "liberar").id, reloj=reloj)
    assert (libre, disponible()) == (Decimal("1210.00"), Decimal(2000))


def test_what_another_door_recognises_ends_the_task_of_its_case(reloj: RelojDePrueba) -> None:
    expediente = contrato.con_credito(reloj)
    contrato.propuesto(expediente, reloj)
    contrato.decretado(expediente, reloj)
    compromiso = contrato.comprometer(expediente, reloj)
    teresa = escenario.empleado("teresa", reloj)

    def reconoce(importe: str) -> Operacion:
        cabecera = Cabecera(fecha=hoy(reloj), texto="Factura por su página", factura="F-1")
        linea = LineaPedida(Decimal(importe), origen=compromiso.lineas.get().id)
        hecha = presupuesto.gastar(actor=teresa, clase="O", cabecera=cabecera, lineas=[linea], reloj=reloj)
        vaciar_colas(colas=("general",))
        return hecha

    with pytest.raises(DatosIncorrectos) as error:  # a decree of the Alcaldía raises no limit of the Pleno
        presupuesto.elevar_limite(
            actor=teresa.con_permisos("presupuesto.preparar"),
            ejercicio=2026,
            codigo="920.61900",
            anio=2027,
            importe=Decimal(1),
            por="pleno",
            acuerdo_id=Resolucion.objects.get(expediente=expediente).documento_id,
            fecha=hoy(reloj),
            texto="Obra",
            reloj=reloj,
        )
    assert "lo eleva el Pleno" in str(error.value.problemas)
    reconoce("600")
    contrato.hecha(expediente, "ejecucion", "gloria", reloj)
    vaciar_colas(colas=("general",))
    assert contrato.tarea_de(expediente, "reconocer").abierta, "500 are left: another invoice may come"
    ultima = reconoce("500")
    tarea = contrato.tarea_de(expediente, "reconocer")
    assert (tarea.estado, tarea.resultado) == (
        "hecha",
        {"codigo": "reconocida", "operacion": str(ultima.id), "importe": "500.00"},
    )
    assert contrato.tarea_de(expediente, "liberar").abierta


def test_what_goes_over_to_the_next_years_goes_on_with_what_is_noted_in_each(reloj: RelojDePrueba) -> None:
    expediente = contrato.con_credito(reloj)
    contrato.propuesto(expediente, reloj)
    contrato.decretado(expediente, reloj)
    proveedora = Persona.objects.get(nif=contrato.PROVEEDORA).id

    def anota(clase: str, importe: str, dia: date | None = None, **mas: Any) -> Operacion:
        cabecera = Cabecera(dia or hoy(reloj), "En el año nuevo", tercero_id=proveedora, expediente_id=expediente.id)
        noto = presupuesto.retener if clase == "RC" else presupuesto.gastar
        linea = LineaPedida(Decimal(importe), **(mas or {"codigo": contrato.APLICACION}))
        teresa = escenario.empleado("teresa", reloj)
        return noto(actor=teresa, clase=clase, cabecera=cabecera, lineas=[linea], reloj=reloj)

    reloj.poner(datetime(2027, 1, 11, 8, 0, tzinfo=UTC))
    contrato.cuentas(reloj)
    with pytest.raises(DatosIncorrectos) as error:
        contrato.comprometer(expediente, reloj)
    assert [problema.campo for problema in error.value.problemas] == ["aplicacion"], "its credit was of 2026"
    retenido = anota("RC", "1210")
    compromiso = contrato.comprometer(expediente, reloj)
    assert (compromiso.ejercicio_id, compromiso.lineas.get().origen) == (2027, retenido.lineas.get())

    reloj.poner(datetime(2028, 1, 11, 8, 0, tzinfo=UTC))
    contrato.cuentas(reloj)
    contrato.hecha(expediente, "ejecucion", "gloria", reloj)
    en_diciembre = anota("O", "100", date(2027, 12, 31), origen=compromiso.lineas.get().id)
    vaciar_colas(colas=("general",))
    assert contrato.tarea_de(expediente, "reconocer").abierta, "1,000 of its year go on in this one"
    teresa = escenario.empleado("teresa", reloj)
    sin_ella = Cabecera(en_diciembre.fecha, "Otra vez", tercero_id=proveedora)
    presupuesto.corregir_gasto(actor=teresa, operacion_id=en_diciembre.id, cabecera=sin_ella, reloj=reloj)
    dice = "Lo comprometido es de 2027, y su crédito acabó con ese año (TRLRHL artículo 175)"
    assert any(dice in uno for uno in impedimentos(expediente, "reconocer", "teresa", reloj))
    factura = contrato.con_factura(expediente, reloj)
    with pytest.raises(FaseIncompatible, match="Lo comprometido es de 2027"):
        contrato.reconocer(expediente, reloj, factura)
    otra_vez = anota("AD", "1100")
    assert comprometido_de(expediente) == Decimal(2200), "2027 may still be spent while it is open"
    dice = "De 2027 queda 1.100,00 € comprometido sin gastar"
    assert dice in por_que_no_se_compromete(expediente, Decimal(100000))
    Ejercicio.objects.filter(pk=2027).update(estado=Ejercicio.Estado.CERRADO)
    assert comprometido_de(expediente) == Decimal(1100)
    contrato.reconocer(expediente, reloj, factura, importe="600,00")
    ultima = anota("O", "500", origen=otra_vez.lineas.get().id)
    vaciar_colas(colas=("general",))
    tarea = contrato.tarea_de(expediente, "reconocer")
    assert (tarea.estado, tarea.resultado["operacion"]) == ("hecha", str(ultima.id))


def test_nothing_decided_gives_back_all_its_credit(reloj: RelojDePrueba) -> None:
    expediente = contrato.con_credito(reloj)
    contrato.propuesto(expediente, reloj, "deniega")
    contrato.decretado(expediente, reloj)
    assert contrato.tarea_de(expediente, "comprometer").estado == "cancelada"
    liberar = contrato.tarea_de(expediente, "liberar")
    with pytest.raises(NoPermitido):
        acciones.liberar_credito(actor=escenario.empleado("gloria", reloj), tarea_id=liberar.id, reloj=reloj)
    libre = acciones.liberar_credito(actor=escenario.empleado("teresa", reloj), tarea_id=liberar.id, reloj=reloj)
    assert (libre, disponible()) == (Decimal("1210.00"), Decimal(2000))


def test_a_town_that_keeps_its_budget_elsewhere_says_where_it_is_noted(reloj: RelojDePrueba) -> None:
    reloj.poner(datetime(2027, 2, 1, 8, 0, tzinfo=UTC))  # its budget is not loaded
    expediente = contrato.caso(reloj)
    teresa, tarea = escenario.empleado("teresa", reloj), contrato.tarea_de(expediente, "retener_credito")
    retener, constar = tipo_de(tarea.tipo).acciones(tarea, teresa)
    assert retener.impedimentos == ("El presupuesto de este año no se lleva en este programa.",)
    assert (constar.codigo, constar.principal) == ("no_hace_falta", True)
    with pytest.raises(Conflicto, match="El presupuesto de 2027 no está cargado"):
        contrato.retener(expediente, reloj)
    motor.dejar_sin_hacer(actor=teresa, tarea_id=tarea.id, motivo="RC 2027/15 de la otra contabilidad.", reloj=reloj)
    assert contrato.tarea_de(expediente, "retener_credito").estado == "hecha"
