"""Who may appeal, what, and how often; and who acts for the parties of the case that an appeal opens."""

from __future__ import annotations

import json
from datetime import date, timedelta
from uuid import UUID

import pytest

from consistorio.nucleo.errores import FaseIncompatible, NoPermitido
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.identidad.models import Persona
from consistorio.servicios.tests import escenario
from consistorio.tramitacion.catalogo.acciones import cargar, publicar
from consistorio.tramitacion.catalogo.tipos import DatosLegales, Organo, Recurso
from consistorio.tramitacion.expedientes.models import Expediente, Interesado
from consistorio.tramitacion.motor import acciones, operaciones
from consistorio.tramitacion.motor.models import Plazo, Terminacion
from consistorio.tramitacion.motor.operaciones.decision import concedido_por_silencio
from consistorio.tramitacion.solicitudes.procedencia import motivo_de_que_no_procede
from consistorio.tramitacion.solicitudes.recursos import (
    ALZADA,
    REPOSICION,
    TRIBUTARIO,
    es_recurrible,
    recurso_que_cabe,
    ultimo_dia_para_recurrir,
)
from consistorio.tramitacion.tests.factories import RelojMovil, aportar, ciudadana, expediente_de_obra
from consistorio.tramitacion.tests.test_motor import (
    admitir,
    barrer,
    cerrar,
    comprobar_repeticion,
    informar,
    notificar,
    tramitadora,
)
from consistorio.tramitacion.tests.test_representacion import OTRA, caso, con_poder, parte_de

pytestmark = pytest.mark.lento

RESOLUCION = f"resolucion:{UUID(int=1)}"


def disponer(expediente: Expediente, reloj: RelojMovil) -> Expediente:
    """Its decision is put at disposal."""
    reloj.ir_a(2026, 10, 20)
    notificar(expediente, RESOLUCION, reloj.ahora(), reloj, tipo="obligacion_cumplida")
    return Expediente.objects.get(id=expediente.id)


def recurrir(expediente: Expediente, reloj: RelojMovil, **quien: object) -> Expediente:
    return aportar(expediente, reloj, "recurso", texto="No estoy de acuerdo.", **quien).expediente  # type: ignore[arg-type]


def test_a_decision_is_appealed_once_it_is_at_disposal_not_when_it_is_signed(reloj: RelojMovil) -> None:
    expediente = expediente_de_obra(reloj)
    admitir(expediente, reloj)
    informar(expediente, reloj)
    for codigo in ("propuesta", "resolucion"):
        cerrar(expediente.tareas.get(codigo=codigo), reloj, codigo="deniega")
    assert not es_recurrible(expediente, en=hoy(reloj))
    with pytest.raises(FaseIncompatible):
        recurrir(expediente, reloj)
    expediente = disponer(expediente, reloj)
    assert es_recurrible(expediente, en=hoy(reloj))
    recurso = recurrir(expediente, reloj)
    assert not es_recurrible(recurso, en=hoy(reloj))
    comprobar_repeticion(recurso)


@pytest.mark.parametrize(
    ("notificada", "ultimo"),
    [
        (date(2026, 4, 24), date(2026, 5, 25)),  # the 24th of May is a Sunday (30.5)
        (date(2026, 1, 31), date(2026, 3, 2)),  # no 31st, and the last of February is a Saturday (30.4)
        (date(2026, 3, 10), date(2026, 4, 10)),
        (date(2026, 4, 15), date(2026, 5, 18)),  # San Isidro is a local holiday there, and a Friday
    ],
)
def test_a_month_to_appeal_from_the_notification(reloj: RelojMovil, notificada: date, ultimo: date) -> None:
    expediente = expediente_de_obra(reloj)
    ana = expediente.interesados.get().persona_id
    assert ultimo_dia_para_recurrir(expediente, ana, notificada=notificada, en=hoy(reloj)) == ultimo


@pytest.mark.parametrize(
    ("fin_de_via", "recursos", "cabe"),
    [
        (True, ("reposicion", "contencioso"), REPOSICION),  # LPACAP 123
        (False, ("alzada",), ALZADA),  # 121
        (False, ("reposicion_tributaria", "contencioso"), TRIBUTARIO),  # TRLRHL 14.2
        (False, ("reposicion_tributaria", "reclamacion_economico_administrativa"), TRIBUTARIO),
        (True, (), REPOSICION),  # nobody wrote which
        (False, (), ALZADA),
    ],
)
def test_the_appeal_that_fits(fin_de_via: bool, recursos: tuple[str, ...], cabe: str) -> None:
    dichos = tuple(Recurso(tipo, "Alcaldía", "1 mes", "LPACAP art. 112") for tipo in recursos)
    organo = Organo("alcaldia", "Alcaldía")
    legal = DatosLegales(None, "desestimatorio", "", organo, fin_de_via, dichos, "", "", None, {})
    assert recurso_que_cabe(legal) == cabe


def que_se_alza(reloj: RelojMovil) -> Expediente:
    """A licence whose silence denies it, and against whose decision an alzada fits."""
    documento = json.loads((escenario.DATOS / "licencia-obra-menor.json").read_text("utf-8"))
    documento["legal"]["silencio"] |= {"sentido": "desestimatorio"}
    alzada = {"tipo": "alzada", "ante": "Alcaldía", "plazo": "1 mes", "articulo": "LPACAP arts. 121 y 122"}
    documento["legal"]["recursos"] |= {"fin_de_via": False, "lista": [alzada]}
    carga = cargar(actor=escenario.SISTEMA, contenido=json.dumps(documento).encode(), reloj=reloj)
    assert carga.version_id is not None, carga
    publicar(actor=escenario.SISTEMA, version_id=carga.version_id, reloj=reloj)
    return expediente_de_obra(reloj)


def test_an_alzada_against_a_silence_that_is_not_decided_is_granted_and_one_against_a_decision_is_not(
    reloj: RelojMovil,
) -> None:
    """Double silence (LPACAP 24.1, last paragraph)."""
    callado = que_se_alza(reloj)
    resuelto = disponer(expediente_de_obra(reloj), reloj)
    otra = recurrir(resuelto, reloj)
    reloj.ir_a(2026, 12, 29)
    barrer(reloj)
    assert operaciones.silencio_producido(callado, en=hoy(reloj)) == "desestimatorio"
    recurso = recurrir(callado, reloj)
    assert {uno.version.procedimiento.codigo for uno in (recurso, otra)} == {ALZADA}
    plazo = Plazo.objects.get(expediente=recurso)
    assert (plazo.silencio, plazo.vence) == ("estimatorio", date(2027, 3, 29))  # three months (122.2)
    assert Plazo.objects.get(expediente=otra).silencio == "desestimatorio"
    despues = plazo.vence + timedelta(days=1)
    reloj.ir_a(despues.year, despues.month, despues.day)
    barrer(reloj)
    assert concedido_por_silencio(recurso)
    assert not concedido_por_silencio(otra)
    with pytest.raises(FaseIncompatible, match=r"24\.3"):
        operaciones.exigir_sentido(recurso, "deniega", en=despues)
    comprobar_repeticion(recurso)


def test_a_refused_tax_relief_is_appealed_before_the_organ_that_refused_it_which_has_a_month(reloj: RelojMovil) -> None:
    """TRLRHL 14.2: obligatory before the court, and decided in a month."""
    expediente = escenario.abierto(
        reloj,  # type: ignore[arg-type]  # a clock that the test moves, too
        {"beneficio": "solar", "referencia_catastral": "9872023VH5797S0001WX", "ejercicio": "2027"},
        procedimiento="bonificacion-tributo",
        unidad="LA0009992",
        titulo="Placas solares en Calle Mayor, 14",
        solicitante="12345678Z",
    )
    pasos = {"revision": "admitida", "libre": "hecha", "informe": "desfavorable", "audiencia": "hecha"}
    for tipo, codigo in {**pasos, "propuesta": "deniega", "resolucion": "deniega"}.items():
        escenario.completar(expediente, tipo, {"codigo": codigo}, reloj)  # type: ignore[arg-type]
    recurso = recurrir(disponer(expediente, reloj), reloj)
    assert recurso.version.procedimiento.codigo == TRIBUTARIO
    plazo = Plazo.objects.get(expediente=recurso)
    assert (plazo.silencio, plazo.vence) == ("desestimatorio", date(2026, 11, 20))
    comprobar_repeticion(recurso)


def test_who_already_appealed_is_told_before_writing_and_the_rest_may(reloj: RelojMovil) -> None:
    expediente = disponer(expediente_de_obra(reloj), reloj)
    acciones_de_ana = {"actor": ciudadana(), "reloj": reloj}
    assert motivo_de_que_no_procede(expediente, "recurso", **acciones_de_ana) == ""  # type: ignore[arg-type]
    recurso = recurrir(expediente, reloj)
    motivo = motivo_de_que_no_procede(expediente, "recurso", **acciones_de_ana)  # type: ignore[arg-type]
    assert recurso.numero in motivo
    assert motivo_de_que_no_procede(expediente, "otro", **acciones_de_ana) == ""  # type: ignore[arg-type]
    with pytest.raises(NoPermitido):
        motivo_de_que_no_procede(expediente, "recurso", actor=ciudadana("87654321X"), reloj=reloj)


def test_the_same_decision_is_not_appealed_twice_and_a_later_one_is(reloj: RelojMovil) -> None:
    expediente = disponer(expediente_de_obra(reloj), reloj)
    recurso = recurrir(expediente, reloj)
    reloj.pasar(days=30)
    Expediente.objects.filter(id=recurso.id).update(estado="cerrado", cerrado_el=reloj.ahora())
    with pytest.raises(
        FaseIncompatible, match=f"Ya recurrió esta decisión: se resolvió en el expediente {recurso.numero}"
    ):
        recurrir(expediente, reloj)
    retirado = Terminacion.objects.create(
        expediente=recurso, clase="desistimiento", estado="aceptada", referencia=recurso.id, creada_el=reloj.ahora()
    )
    otro = recurrir(expediente, reloj)  # that one was withdrawn
    assert otro.id != recurso.id
    retirado.delete()
    Expediente.objects.filter(id=otro.id).update(estado="cerrado", cerrado_el=reloj.ahora())
    reloj.pasar(days=1)
    Plazo.objects.filter(expediente=expediente).update(cumplido_el=reloj.ahora())  # decided again
    assert recurrir(expediente, reloj).estado == "abierto"


def test_a_representation_still_to_be_accredited_is_checked_in_the_appeal(reloj: RelojMovil) -> None:
    recurso = recurrir(disponer(caso(reloj), reloj), reloj)
    parte = parte_de(recurso)
    assert parte.acreditacion == "pendiente"
    tarea = recurso.tareas.get(tipo="acreditacion", cerrada_el=None)
    acciones.aceptar_representacion(actor=tramitadora(reloj), interesado_id=parte.id, reloj=reloj)
    tarea.refresh_from_db()
    assert tarea.estado == "hecha"
    comprobar_repeticion(recurso)


def test_a_representation_accredited_in_the_case_holds_in_the_appeal(reloj: RelojMovil) -> None:
    expediente = caso(reloj)
    acciones.aceptar_representacion(actor=tramitadora(reloj), interesado_id=parte_de(expediente).id, reloj=reloj)
    recurso = recurrir(disponer(expediente, reloj), reloj)
    assert parte_de(recurso).acreditacion == "acreditada"
    assert not recurso.tareas.filter(tipo="acreditacion").exists()
    comprobar_repeticion(recurso)


def test_who_was_not_taken_as_representative_is_not_in_the_appeal_of_the_party(reloj: RelojMovil) -> None:
    expediente = caso(reloj)
    Interesado.objects.filter(id=parte_de(expediente).id).update(acreditacion="no_acreditada")
    recurso = recurrir(disponer(expediente, reloj), reloj, actor=ciudadana(OTRA["nif"]))
    assert parte_de(recurso).acreditacion == "no_acreditada"
    assert not recurso.tareas.filter(tipo="acreditacion").exists()


def test_the_power_with_which_somebody_appeals_is_in_its_case(reloj: RelojMovil) -> None:
    expediente, dada = con_poder(reloj)
    representada = Persona.objects.get(nif="87654321X")
    recurso = recurrir(disponer(expediente, reloj), reloj, actor=ciudadana(representa_a=representada))
    parte = recurso.interesados.get()
    assert (parte.acreditacion, parte.representacion_id) == ("poder", dada.id)
    titulos = [d.documento.titulo for d in recurso.documentos.select_related("documento")]
    originales = [d.documento.titulo for d in expediente.documentos.select_related("documento")]
    poder = [t for t in originales if "represent" in t.lower() or "poder" in t.lower()]
    assert poder
    assert set(poder) <= set(titulos)
    comprobar_repeticion(recurso)
