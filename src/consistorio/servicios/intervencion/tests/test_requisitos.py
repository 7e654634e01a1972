"""The limited control of basic requirements: lists by date with their agreement, results that follow from the answers, and what is kept (TRLRHL 219.2; RD 424/2017 arts. 13 and 14)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, FaseIncompatible, NoEncontrado, NoPermitido
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.auditoria.filas import filas_avaladas
from consistorio.plataforma.auditoria.tests.anotado import Anotado
from consistorio.servicios.intervencion import acciones, consultas, informe, requisitos
from consistorio.servicios.intervencion.models import (
    AcuerdoDeControl,
    Fiscalizacion,
    ListaDeRequisitos,
    Reparo,
    Requisito,
    RespuestaDeRequisito,
)
from consistorio.servicios.intervencion.propuestas_de_requisitos import propuestos_de, tipos_propuestos
from consistorio.servicios.intervencion.reglas_de_requisitos import RequisitoPedido, problemas_de_la_lista
from consistorio.servicios.intervencion.requisitos import ControlLimitado, RespuestaDada
from consistorio.servicios.intervencion.tests import gasto, limitado
from consistorio.servicios.intervencion.tests.limitado import ENERO, POR_QUE
from consistorio.servicios.tests import escenario, manos
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor.models import ActoTramite
from consistorio.tramitacion.tests.firmas import firmado, texto_de

pytestmark = [pytest.mark.django_db, pytest.mark.lento]


@pytest.fixture
def expediente(reloj: RelojDePrueba) -> Expediente:
    gasto.procedimiento(reloj, {"importe": "presupuesto", "tipo": "subvenciones", "fase": "AD"})
    return gasto.propuesto(reloj)


@pytest.fixture
def acuerdo(expediente: Expediente, reloj: RelojDePrueba) -> AcuerdoDeControl:
    return limitado.acuerdo(reloj, limitado.certificado(expediente, reloj))


def escribe(
    expediente: Expediente, reloj: RelojDePrueba, control: ControlLimitado | None, resultado: str = "favorable"
) -> ActoTramite:
    return acciones.fiscalizar(
        actor=escenario.empleado("teresa", reloj),
        tarea_id=gasto.tarea_de(expediente).id,
        resultado=resultado,
        importe="12000",
        aplicacion="",
        causas=(),
        texto=["Conviene publicar antes la convocatoria."] if resultado == "observaciones" else (),
        limitado=control,
        reloj=reloj,
    )


def problemas(error: pytest.ExceptionInfo[DatosIncorrectos]) -> str:
    return " ".join(f"[{uno.campo}] {uno.mensaje}" for uno in error.value.problemas)


def test_what_the_program_proposes_is_a_list_that_may_be_approved() -> None:
    for tipo in tipos_propuestos().values():
        for fase, propuestos in tipo.fases.items():
            assert problemas_de_la_lista([uno.pedido for uno in propuestos]) == (), (tipo.codigo, fase)
            # Nothing is cited of what nobody opened, and everything of it is to be reviewed
            assert all(bool(uno.pedido.norma) == (uno.certeza == "verificado") for uno in propuestos)
            assert any(uno.certeza == "propuesta" for uno in propuestos), (tipo.codigo, fase)
    assert propuestos_de("subvenciones", "P") == propuestos_de("nada", "A") == ()


def test_a_favourable_result_holds_every_requirement_and_its_answers_stay(
    expediente: Expediente, acuerdo: AcuerdoDeControl, reloj: RelojDePrueba
) -> None:
    lista = limitado.lista(reloj, acuerdo)
    assert requisitos.listas_en_vigor(hoy(reloj)) == [lista]
    with pytest.raises(DatosIncorrectos) as error:
        escribe(expediente, reloj, None)
    assert "[lista] Este gasto se fiscaliza con la lista" in problemas(error)
    with pytest.raises(DatosIncorrectos) as error:
        escribe(expediente, reloj, ControlLimitado(lista.id))
    assert problemas(error).count("diga si se cumple") == lista.requisitos.count()
    no_procede = {2: ("no_procede", "No llega a otros años.")}
    acto = escribe(expediente, reloj, limitado.contestada(lista, no_procede))
    dicho = texto_de(acto)
    for palabras in ("Requisitos básicos comprobados", "No procede", "No llega a otros años.", "Limitado previo"):
        assert palabras in dicho
    assert not RespuestaDeRequisito.objects.exists(), "it is not signed"
    firmado(acto, reloj)
    fiscalizacion = Fiscalizacion.objects.get()
    assert fiscalizacion.estado == "favorable"
    respuestas = list(fiscalizacion.respuestas.order_by("requisito__numero"))
    assert [una.respuesta for una in respuestas].count("cumple") == lista.requisitos.count() - 1
    organo = next(una for una in respuestas if una.requisito.clase == "organo")
    assert (organo.propuesta, "lo resuelve" in organo.evidencia) == ("cumple", True)
    with pytest.raises(IntegrityError, match="inmutable"), transaction.atomic():
        RespuestaDeRequisito.objects.filter(id=organo.id).update(respuesta="no_cumple", motivo=POR_QUE)
    for filas, cambio in (
        (ListaDeRequisitos.objects.filter(id=lista.id), {"rige": False}),
        (Requisito.objects.filter(lista=lista), {"texto": "Otra cosa."}),
    ):
        with pytest.raises(IntegrityError, match="inmutable"), transaction.atomic():
            filas.update(**cambio)
    visto = Anotado()
    filas_avaladas("default", visto)
    assert [falla for falla in visto.fallas if falla[0].startswith("intervencion_")] == []
    del_anio = informe.control_de(2026)
    assert [(una.cuantas, una.incumplen, str(una.importe)) for una in del_anio.limitadas] == [(1, 0, "12000.00")]
    dichos = dict(informe.secciones_de(del_anio, "resumen"))
    assert "Subvenciones y ayudas" in dichos["De ellos, con la lista de requisitos básicos"][0]
    assert manos.elevar(expediente, reloj).numero is not None


def test_what_is_not_fulfilled_is_a_reparo_with_its_cause_and_the_rest_does_not_suspend(
    expediente: Expediente, acuerdo: AcuerdoDeControl, reloj: RelojDePrueba
) -> None:
    lista = limitado.lista(reloj, acuerdo)
    ultimo = lista.requisitos.count()
    with pytest.raises(DatosIncorrectos) as error:
        escribe(expediente, reloj, limitado.contestada(lista, {ultimo: ("no_cumple", " ")}))
    assert f"[resultado] No se cumple el requisito {ultimo}" in problemas(error)
    assert f"Requisito {ultimo}: escriba por qué" in problemas(error)
    with pytest.raises(DatosIncorrectos) as error:  # what is always checked always applies
        escribe(expediente, reloj, limitado.contestada(lista, {1: ("no_procede", POR_QUE)}))
    assert "se comprueba siempre" in problemas(error)
    with pytest.raises(DatosIncorrectos) as error:
        escribe(expediente, reloj, limitado.contestada(lista), "reparo")
    assert "Dígalo como observación" in problemas(error)
    escribe_y_firma = limitado.contestada(lista, {1: ("no_cumple", POR_QUE), ultimo: ("no_cumple", POR_QUE)})
    acto = escribe(expediente, reloj, escribe_y_firma, "reparo")
    assert f"No se cumple el requisito {ultimo}" in texto_de(acto)
    firmado(acto, reloj)
    reparo = Reparo.objects.get()
    assert (reparo.causas, reparo.suspende, reparo.estado) == (["credito", "tramites"], True, "abierto")
    assert [una.incumplen for una in informe.control_de(2026).limitadas] == [1]
    # Mended, it is examined again with answers of its own
    marta, tarea = escenario.empleado("marta", reloj), gasto.tarea_de(expediente, "reparo")
    firmado(acciones.aceptar_reparo(actor=marta, tarea_id=tarea.id, texto=["Se aportan los dos."], reloj=reloj), reloj)
    firmado(escribe(expediente, reloj, limitado.contestada(lista), "observaciones"), reloj)
    fiscalizacion = Fiscalizacion.objects.get()
    assert fiscalizacion.estado == "observaciones"
    assert fiscalizacion.respuestas.count() == ultimo * 2
    assert fiscalizacion.respuestas.filter(documento=fiscalizacion.documento).count() == ultimo
    assert [una.incumplen for una in informe.control_de(2026).limitadas] == [0]


def test_a_list_that_changed_meanwhile_is_answered_again(
    expediente: Expediente, acuerdo: AcuerdoDeControl, reloj: RelojDePrueba
) -> None:
    lista = limitado.lista(reloj, acuerdo)
    otra = limitado.lista(reloj, acuerdo, "convenios")
    vista = limitado.contestada(lista)
    ajena = limitado.contestada(otra).respuestas
    for mal in (replace(vista, respuestas=ajena), replace(vista, respuestas=(*vista.respuestas, ajena[0]))):
        with pytest.raises(DatosIncorrectos) as error:
            escribe(expediente, reloj, mal)
        assert "[lista] Hay respuestas repetidas, o a requisitos de otra lista" in problemas(error)
    repetida = replace(vista, respuestas=(*vista.respuestas, vista.respuestas[0]))
    with pytest.raises(DatosIncorrectos) as error:
        escribe(expediente, reloj, repetida)
    assert "respuestas repetidas" in problemas(error)
    nueva = limitado.lista(reloj, acuerdo, desde=hoy(reloj))
    with pytest.raises(DatosIncorrectos) as error:
        escribe(expediente, reloj, vista)
    assert "no está en vigor hoy" in problemas(error)
    with pytest.raises(DatosIncorrectos):
        escribe(expediente, reloj, ControlLimitado(uuid4(), (RespuestaDada(uuid4(), "cumple"),)))
    # Once it is written, a version that comes later does not change what was answered
    acto = escribe(expediente, reloj, limitado.contestada(nueva))
    limitado.lista(reloj, acuerdo, desde=hoy(reloj) - timedelta(days=1))
    firmado(acto, reloj)
    assert Fiscalizacion.objects.get().respuestas.filter(requisito__lista=nueva).count() == nueva.requisitos.count()


def test_without_an_agreement_or_a_list_in_force_the_control_is_full(
    expediente: Expediente, acuerdo: AcuerdoDeControl, reloj: RelojDePrueba
) -> None:
    tarea, dia = gasto.tarea_de(expediente), hoy(reloj)
    assert consultas.lista_del_procedimiento(tarea, expediente, en=dia) is None
    lista = limitado.lista(reloj, acuerdo)
    assert consultas.lista_del_procedimiento(tarea, expediente, en=dia) == lista
    assert requisitos.listas_en_vigor(date(2025, 12, 31)) == []
    limitado.lista(reloj, acuerdo, desde=dia, rige=False)
    assert requisitos.listas_en_vigor(dia) == []
    assert requisitos.listas_en_vigor(dia - timedelta(days=1)) == [lista]
    with pytest.raises(DatosIncorrectos):
        escribe(expediente, reloj, limitado.contestada(lista))
    limitado.acuerdo(reloj, acuerdo.documento_id, desde=dia, rige=False)
    assert requisitos.limitado_en(dia) is None
    firmado(escribe(expediente, reloj, None), reloj)
    assert Fiscalizacion.objects.get().estado == "favorable"
    assert not RespuestaDeRequisito.objects.exists()


def test_a_list_is_approved_whole_or_not_at_all(
    expediente: Expediente, acuerdo: AcuerdoDeControl, reloj: RelojDePrueba
) -> None:
    with pytest.raises(NoPermitido):
        limitado.lista(reloj, acuerdo, quien="marta")
    propios = [RequisitoPedido("rara", "corto"), RequisitoPedido("adicional", "Consta el informe del área.", "x" * 201)]
    with pytest.raises(DatosIncorrectos) as error:
        limitado.lista(reloj, acuerdo, fase="Z", desde=date(2025, 1, 1), pedidos=propios)
    for dicho in (
        "[fase]",
        "[desde] No puede regir antes",
        "crédito adecuado y suficiente",
        "órgano competente",
        "[clase.1]",
        "[texto.1]",
        "[norma.2]",
    ):
        assert dicho in problemas(error)
    otro = AcuerdoDeControl(id=uuid4())
    with pytest.raises(DatosIncorrectos) as error:
        limitado.lista(reloj, otro, desde=None)
    assert "[acuerdo]" in problemas(error)
    assert "[desde]" in problemas(error)
    with pytest.raises(DatosIncorrectos) as error:
        limitado.lista(reloj, acuerdo, rige=False)
    assert "[rige]" in problemas(error)
    assert not ListaDeRequisitos.objects.exists()
    limitado.lista(reloj, acuerdo)
    with pytest.raises(Conflicto):
        limitado.lista(reloj, acuerdo)


def test_what_the_program_proposes_is_confirmed_once_and_stays_so_in_the_next_version(
    expediente: Expediente, acuerdo: AcuerdoDeControl, reloj: RelojDePrueba
) -> None:
    lista = limitado.lista(reloj, acuerdo)
    verificado, propuesto = (
        lista.requisitos.filter(certeza=c).order_by("numero")[0] for c in ("verificado", "propuesta")
    )
    como = {"actor": escenario.empleado("teresa", reloj), "reloj": reloj}
    assert not verificado.por_revisar
    assert propuesto.por_revisar
    with pytest.raises(FaseIncompatible):
        acciones.revisar_requisito(**como, requisito_id=verificado.id, motivo=POR_QUE)  # type: ignore[arg-type]
    with pytest.raises(DatosIncorrectos):
        acciones.revisar_requisito(**como, requisito_id=propuesto.id, motivo="Sí")  # type: ignore[arg-type]
    with pytest.raises(NoEncontrado):
        acciones.revisar_requisito(**como, requisito_id=uuid4(), motivo=POR_QUE)  # type: ignore[arg-type]
    acciones.revisar_requisito(**como, requisito_id=propuesto.id, motivo="Con el artículo de la ley.")  # type: ignore[arg-type]
    with pytest.raises(FaseIncompatible):
        acciones.revisar_requisito(**como, requisito_id=propuesto.id, motivo=POR_QUE)  # type: ignore[arg-type]
    pedidos = [RequisitoPedido(uno.clase, uno.texto, uno.norma) for uno in lista.requisitos.order_by("numero")]
    suyo = RequisitoPedido("adicional", "Consta el informe de la comisión de valoración.", "Base 12 de ejecución")
    nueva = limitado.lista(reloj, acuerdo, desde=date(2026, 6, 1), pedidos=[*pedidos, suyo])
    mismo = nueva.requisitos.get(texto=propuesto.texto)
    assert (mismo.revisado_el, mismo.revision) == (hoy(reloj), "Con el artículo de la ley.")
    assert nueva.requisitos.order_by("-numero")[0].certeza == Requisito.Certeza.PROPIO
    visto = Anotado()
    filas_avaladas("default", visto)
    assert [falla for falla in visto.fallas if falla[0].startswith("intervencion_")] == []
    assert lista.desde == ENERO
