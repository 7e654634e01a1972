"""Reports that the procedure says stop the term, or bind the decision (LPACAP 22.1.d, 35.1, 80.1)."""

from __future__ import annotations

import json

import pytest

from consistorio.nucleo.errores import DatosIncorrectos
from consistorio.servicios.notificaciones.models import Notificacion
from consistorio.servicios.resoluciones import acciones as resoluciones
from consistorio.servicios.resoluciones.contexto import borrador_para
from consistorio.servicios.resoluciones.reglas import (
    InformeDicho,
    advertencias_de_informes,
    problemas_con_informes,
    sin_recoger,
)
from consistorio.servicios.tests import escenario, manos
from consistorio.servicios.tests.escenario import DATOS, SISTEMA, RelojDePrueba
from consistorio.tramitacion.catalogo.acciones import cargar, publicar
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor import acciones as motor
from consistorio.tramitacion.motor.models import Informe, Plazo
from consistorio.tramitacion.tests.firmas import firmado

DATOS_DEL_INFORME = {"preceptivo": True, "vinculante": True, "suspende": True, "precepto": "Ley 12/2002 art. 44"}
A, V = "Patrimonio", True
CASOS = [
    # what is decided, what the report says, whether it binds, silence; whether it is refused, and what is warned
    ("estima", "favorable", V, "", False, ""),
    ("estima", "desfavorable", V, "", True, ""),
    ("estima", "desfavorable", not V, "", False, "no es vinculante"),
    ("estima_parcial", "desfavorable", V, "", False, "solo lo que ese informe no impide"),
    ("deniega", "desfavorable", V, "", False, ""),
    ("deniega", "favorable", V, "", False, "motivos distintos"),
    ("deniega", "favorable", not V, "", False, "que es favorable"),
    ("estima", "condicionado", V, "", True, ""),
    ("estima", "condicionado", not V, "", False, "todas las condiciones"),
    ("estima", "sin_sentido", V, "", False, ""),
    ("confirma_silencio", "desfavorable", V, "estimatorio", False, "revisarlo de oficio"),
    ("desistida", "desfavorable", V, "", False, ""),
    ("estima", "", V, "", False, "No llegó"),
]


@pytest.mark.parametrize(("sentido", "dice", "vincula", "silencio", "se_rechaza", "se_avisa"), CASOS)
def test_a_decision_held_against_a_report(
    sentido: str, dice: str, vincula: bool, silencio: str, se_rechaza: bool, se_avisa: str
) -> None:
    informes = [InformeDicho(A, dice, vincula, ("Fachada blanca.",) if dice == "condicionado" else ())]
    problemas = problemas_con_informes(sentido, ["Conceder."], informes, silencio=silencio)
    assert bool(problemas) == se_rechaza
    if not se_rechaza:
        avisos = advertencias_de_informes(sentido, ["Conceder."], informes, silencio=silencio)
        assert bool(avisos) == bool(se_avisa)
        assert se_avisa in " ".join(avisos)


def test_conditions_are_found_whatever_their_capitals_and_spaces() -> None:
    decision = ["Conceder.", "Con la   fachada BLANCA y sin rótulos."]
    assert sin_recoger(decision, ["Fachada blanca.", "Sin rótulos"]) == ()
    assert sin_recoger(decision, ["Sin aire acondicionado."]) == ("Sin aire acondicionado.",)


@pytest.fixture
def expediente(reloj: RelojDePrueba) -> Expediente:
    """A case of the licence whose report binds and stops the term, because the area said so."""
    documento = json.loads((DATOS / "licencia-obra-menor.json").read_text("utf-8"))
    documento["tareas"]["cambiar"].append({"codigo": "informe_area", "datos": DATOS_DEL_INFORME})
    carga = cargar(actor=SISTEMA, contenido=json.dumps(documento).encode(), reloj=reloj)
    assert carga.version_id is not None, carga
    publicar(actor=SISTEMA, version_id=carga.version_id, reloj=reloj)
    caso = escenario.caso(reloj)
    escenario.completar(caso, "revision", {"codigo": "admitida"}, reloj)
    return Expediente.objects.get(id=caso.id)


def emitir(informe: Informe, sentido: str, reloj: RelojDePrueba, condiciones: tuple[str, ...] = ()) -> None:
    acto = motor.emitir_informe(
        actor=escenario.empleado("pablo" if informe.tarea.del_modelo else "marta", reloj),
        informe_id=informe.id,
        sentido=sentido,
        conclusion="Dicho queda.",
        condiciones=condiciones,
        reloj=reloj,
    )
    firmado(acto, reloj)


def proponer(
    expediente: Expediente, sentido: str, reloj: RelojDePrueba, *, mas: tuple[str, ...] = ()
) -> tuple[str, ...]:
    """Propose in that sense, with more paragraphs in the decision; what was warned."""
    borrador = manos.motivado(borrador_para(Expediente.objects.get(id=expediente.id), sentido))
    borrador = type(borrador)(
        borrador.sentido,
        borrador.asunto,
        borrador.antecedentes,
        borrador.fundamentos,
        (*borrador.decision, *mas),
    )
    hecha = resoluciones.proponer(
        actor=escenario.empleado("marta", reloj), expediente_id=expediente.id, borrador=borrador, reloj=reloj
    )
    return tuple(hecha.advertencias)


def test_the_term_stops_by_itself_when_the_procedure_says_so(expediente: Expediente, reloj: RelojDePrueba) -> None:
    informe = Informe.objects.get(expediente=expediente)
    assert (informe.preceptivo, informe.vinculante, informe.suspende) == (True, True, True)
    assert Plazo.objects.get(expediente=expediente).estado == "suspendido"
    assert Notificacion.objects.get(referencia=f"informe_pedido:{informe.id}").clase == "comunicacion"
    reloj.avanzar(days=20)
    emitir(informe, "favorable", reloj)
    assert Plazo.objects.get(expediente=expediente).estado == "corriendo"
    assert Notificacion.objects.filter(referencia=f"informe_recibido:{informe.id}").exists()


def test_nobody_grants_against_a_binding_report(expediente: Expediente, reloj: RelojDePrueba) -> None:
    emitir(Informe.objects.get(expediente=expediente), "desfavorable", reloj)
    with pytest.raises(DatosIncorrectos) as error:
        proponer(expediente, "estima", reloj)
    assert [p.campo for p in error.value.problemas] == ["sentido"]
    assert "vinculante y desfavorable" in error.value.problemas[0].mensaje
    assert not expediente.resoluciones.filter(estado="propuesta").exists()
    proponer(expediente, "deniega", reloj)
    assert expediente.resoluciones.get().estado == "propuesta"


def test_the_conditions_of_a_binding_report_are_in_the_decision(expediente: Expediente, reloj: RelojDePrueba) -> None:
    emitir(Informe.objects.get(expediente=expediente), "condicionado", reloj, ("No tocar la fachada.",))
    with pytest.raises(DatosIncorrectos) as error:
        proponer(expediente, "estima", reloj)
    assert "No tocar la fachada." in error.value.problemas[0].mensaje
    assert proponer(expediente, "estima", reloj, mas=("No tocar la fachada.",)) == ()


def test_a_unit_that_corrects_its_report_is_heard_in_the_last(expediente: Expediente, reloj: RelojDePrueba) -> None:
    emitir(Informe.objects.get(expediente=expediente), "favorable", reloj)
    for sentido in ("desfavorable", "favorable"):
        reloj.avanzar(hours=1)
        pedido = motor.pedir_informe(
            actor=escenario.empleado("marta", reloj),
            expediente_id=expediente.id,
            unidad_id=expediente.unidad_id,
            asunto="Patrimonio",
            precepto="Ley 12/2002 art. 44",
            vinculante=True,
            reloj=reloj,
        )
        emitir(pedido, sentido, reloj)
    assert proponer(expediente, "estima", reloj) == ()


def test_a_report_that_does_not_bind_only_warns(reloj: RelojDePrueba) -> None:
    caso = escenario.caso_informado(reloj)
    assert any("no es vinculante" in aviso for aviso in proponer(caso, "estima", reloj))


def test_a_binding_report_that_never_came_is_warned_of(expediente: Expediente, reloj: RelojDePrueba) -> None:
    reloj.avanzar(days=95)
    informe = Informe.objects.get(expediente=expediente)
    motor.seguir_sin_informe(actor=escenario.empleado("marta", reloj), informe_id=informe.id, reloj=reloj)
    assert any("No llegó" in aviso for aviso in proponer(expediente, "estima", reloj))
