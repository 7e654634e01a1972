"""Who must keep away from a case: they abstain or are challenged, do nothing in it, and are replaced in it (LRJSP 13.1, 23, 24; LPACAP 22.2.c)."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest

from consistorio.nucleo.errores import DatosIncorrectos, FaseIncompatible, NoEncontrado, NoPermitido
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.organizacion.consultas import unidad_por_dir3
from consistorio.plataforma.organizacion.mando import superior_de
from consistorio.plataforma.organizacion.models import Empleado
from consistorio.servicios.notificaciones.models import Notificacion
from consistorio.servicios.tests import escenario, manos
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.expedientes.acciones import cambiar_unidad
from consistorio.tramitacion.expedientes.models import Apartamiento, Expediente
from consistorio.tramitacion.motor import acciones as motor
from consistorio.tramitacion.motor import consultas, despacho
from consistorio.tramitacion.motor.models import ActoTramite, CuestionImparcialidad, Plazo, Tarea
from consistorio.tramitacion.motor.permisos import DECIDIR_IMPARCIALIDAD
from consistorio.tramitacion.solicitudes import acciones as solicitudes
from consistorio.tramitacion.solicitudes.tipos import EvidenciaSesion
from consistorio.tramitacion.tests.firmas import firmado, texto_de

pytestmark = [pytest.mark.django_db, pytest.mark.lento]
ANA = "12345678Z"
HECHOS = "La solicitante es mi cuñada."
MOTIVO = "Consta el parentesco en el padrón municipal."


@pytest.fixture
def expediente(reloj: RelojDePrueba) -> Expediente:
    return escenario.caso_por_proponer(reloj)


def quien(usuario: str) -> UUID:
    return Empleado.objects.get(cuenta__usuario=usuario).id


def abstencion(expediente: Expediente, reloj: RelojDePrueba, usuario: str = "nuria") -> CuestionImparcialidad:
    acto = motor.abstenerse(
        actor=escenario.empleado(usuario, reloj),
        expediente_id=expediente.id,
        causas=["b"],
        hechos=HECHOS,
        reloj=reloj,
    )
    firmado(acto, reloj)
    return CuestionImparcialidad.objects.get(documento_id=acto.documento_id)


def decidir(
    cuestion: CuestionImparcialidad,
    reloj: RelojDePrueba,
    por: str = "marta",
    sustituto: str = "sergio",
    acuerdo: str = "",
) -> ActoTramite:
    return motor.decidir_imparcialidad(
        actor=escenario.empleado(por, reloj),
        tarea_id=cuestion.tarea_id,
        estima=bool(sustituto),
        motivo=MOTIVO,
        sustituto_id=quien(sustituto) if sustituto else None,
        acuerdo=acuerdo,
        reloj=reloj,
    )


def recusar(expediente: Expediente, reloj: RelojDePrueba, texto: str = "Recuso a Nuria Vidal.") -> Tarea:
    """The party files it in the sede; the task of passing it on."""
    actor = escenario.ciudadana(ANA)
    guardado = solicitudes.guardar_escrito(
        actor=actor, expediente_id=expediente.id, clase="recusacion", texto=texto, reloj=reloj
    )
    solicitudes.presentar_escrito(
        actor=actor,
        borrador_id=guardado.borrador.id,
        clave_idempotencia=uuid4().hex,
        evidencia=EvidenciaSesion(),
        reloj=reloj,
    )
    return Tarea.objects.filter(expediente=expediente, codigo="escrito_recusacion").order_by("-id")[0]


def en_curso(expediente: Expediente, reloj: RelojDePrueba, usuario: str = "nuria") -> CuestionImparcialidad:
    return motor.dar_curso_a_recusacion(
        actor=escenario.empleado("marta", reloj),
        tarea_id=recusar(expediente, reloj).id,
        empleado_id=quien(usuario),
        causas=["c"],
        reloj=reloj,
    )


def contestar(cuestion: CuestionImparcialidad, reloj: RelojDePrueba, usuario: str = "nuria") -> ActoTramite:
    tarea = Tarea.objects.get(expediente=cuestion.expediente_id, codigo="recusacion_contestar", cerrada_el=None)
    return motor.contestar_recusacion(
        actor=escenario.empleado(usuario, reloj),
        tarea_id=tarea.id,
        reconoce=False,
        texto="No conozco a la solicitante.",
        reloj=reloj,
    )


def providencia(usuario: str, expediente: Expediente, reloj: RelojDePrueba) -> ActoTramite:
    return motor.dictar_providencia(
        actor=escenario.empleado(usuario, reloj), expediente_id=expediente.id, texto=["Siga."], reloj=reloj
    )


def como_dicen_los_hechos(expediente: Expediente) -> None:
    caso = Expediente.objects.get(id=expediente.id)
    assert consultas.estado_segun_hechos(caso) == consultas.estado_actual(caso)


SUPERIORES = [
    # who, who does not count, and who heads them
    ("nuria", (), "marta"),
    ("nuria", ("marta",), "carmen"),
    ("nuria", ("marta", "carmen"), "isabel"),
    ("marta", (), "carmen"),
    ("pilar", (), "carmen"),
    ("rosa", (), "javier"),
    ("beatriz", (), "javier"),
    ("carmen", (), "isabel"),
    ("javier", (), "isabel"),
    ("isabel", (), None),
    ("carmen", ("isabel",), None),
]


@pytest.mark.parametrize(("usuario", "salvo", "superior"), SUPERIORES)
def test_who_heads_whom(reloj: RelojDePrueba, usuario: str, salvo: tuple[str, ...], superior: str | None) -> None:
    hallado = superior_de(
        quien(usuario), permiso=DECIDIR_IMPARCIALIDAD, en=hoy(reloj), salvo=[quien(uno) for uno in salvo]
    )
    assert (hallado.empleado.id if hallado else None) == (quien(superior) if superior else None)


def test_who_abstains_does_nothing_until_it_is_decided_and_is_replaced(
    expediente: Expediente, reloj: RelojDePrueba
) -> None:
    hecha = providencia("nuria", expediente, reloj)
    firmado(hecha, reloj)
    tarea = Tarea.objects.get(expediente=expediente, tipo="propuesta")
    motor.asignar(actor=escenario.empleado("nuria", reloj), tarea_id=tarea.id, empleado_id=quien("nuria"), reloj=reloj)
    cuestion = abstencion(expediente, reloj)
    assert not expediente.documentos.get(documento_id=cuestion.documento_id).visible_interesado
    apartada = Apartamiento.objects.get()
    assert (apartada.empleado_id, apartada.provisional, apartada.hasta) == (quien("nuria"), True, None)
    decide = Tarea.objects.get(id=cuestion.tarea_id)
    assert (decide.tipo, decide.asignada_a_id) == ("abstencion", quien("marta"))
    assert Plazo.objects.get(expediente=expediente).estado == "corriendo"  # an abstention stops nothing
    with pytest.raises(NoPermitido) as error:
        providencia("nuria", expediente, reloj)
    assert "abstención o recusación" in error.value.mensaje
    with pytest.raises(DatosIncorrectos) as mal:
        motor.asignar(
            actor=escenario.empleado("marta", reloj), tarea_id=tarea.id, empleado_id=quien("nuria"), reloj=reloj
        )
    assert [p.campo for p in mal.value.problemas] == ["empleado"]
    assert despacho.siguiente_tarea(escenario.empleado("nuria", reloj)) is None

    acto = decidir(cuestion, reloj)
    with pytest.raises(FaseIncompatible):
        decidir(cuestion, reloj)
    firmado(acto, reloj)
    dicho = texto_de(acto)
    for palabras in ("Nuria Vidal Castro deja de intervenir", "Le sustituye en él Sergio Bravo Lara", MOTIVO):
        assert palabras in dicho
    apartada.refresh_from_db()
    assert (apartada.provisional, apartada.sustituto_id) == (False, quien("sergio"))
    tarea.refresh_from_db()
    assert tarea.asignada_a_id == quien("sergio")
    assert Tarea.objects.get(id=cuestion.tarea_id).estado == "hecha"
    assert Notificacion.objects.get(referencia=f"imparcialidad:{cuestion.id}").clase == "comunicacion"
    with pytest.raises(NoPermitido) as error:
        providencia("nuria", expediente, reloj)
    assert "por abstención aceptada el 1 de septiembre de 2026" in error.value.mensaje
    firmado(providencia("sergio", expediente, reloj), reloj)
    hecha.refresh_from_db()
    assert hecha.estado == "firmado"  # 23.4: what was done stays
    como_dicen_los_hechos(expediente)


def test_it_is_not_taken_as_good_and_they_go_on(expediente: Expediente, reloj: RelojDePrueba) -> None:
    cuestion = abstencion(expediente, reloj)
    firmado(decidir(cuestion, reloj, sustituto=""), reloj)
    assert Apartamiento.objects.get().hasta is not None
    assert not Notificacion.objects.filter(referencia__startswith="imparcialidad:").exists()
    firmado(providencia("nuria", expediente, reloj), reloj)
    firmado(decidir(abstencion(expediente, reloj), reloj), reloj)  # another time, with another cause


def test_a_challenge_stops_the_term_and_the_decision_until_it_is_decided(
    expediente: Expediente, reloj: RelojDePrueba
) -> None:
    manos.proponer(expediente, "estima", reloj)
    escrito = recusar(expediente, reloj)
    plazo = Plazo.objects.get(expediente=expediente)
    assert (plazo.estado, plazo.suspensiones.get().causa) == ("suspendido", "22.2.c")
    with pytest.raises(FaseIncompatible) as espera:
        manos.elevar(expediente, reloj)
    assert "Dar curso a la recusación" in espera.value.que_hacer
    with pytest.raises(FaseIncompatible):  # it is passed on, never just seen
        motor.completar_tarea(actor=escenario.empleado("marta", reloj), tarea_id=escrito.id, resultado={}, reloj=reloj)
    cuestion = motor.dar_curso_a_recusacion(
        actor=escenario.empleado("marta", reloj),
        tarea_id=escrito.id,
        empleado_id=quien("nuria"),
        causas=["c", "a"],
        reloj=reloj,
    )
    assert cuestion.contestar_hasta is not None
    assert (cuestion.causas, f"{cuestion.contestar_hasta:%d/%m}") == (["a", "c"], "02/09")
    with pytest.raises(FaseIncompatible) as espera:
        decidir(cuestion, reloj)
    assert "02/09/2026" in espera.value.mensaje
    with pytest.raises(NoPermitido):
        providencia("nuria", expediente, reloj)
    with pytest.raises(NoPermitido):
        contestar(cuestion, reloj, "sergio")
    reloj.avanzar(days=1)
    acto = contestar(cuestion, reloj)
    with pytest.raises(FaseIncompatible):
        contestar(cuestion, reloj)
    firmado(acto, reloj)
    assert "No se da en mí la causa" in texto_de(acto)
    decide = Tarea.objects.get(id=cuestion.tarea_id)
    assert f"{decide.vence:%d/%m}" == "07/09"  # three hábiles from the answer
    reloj.avanzar(days=2)
    with pytest.raises(FaseIncompatible):
        manos.elevar(expediente, reloj)
    firmado(decidir(cuestion, reloj, sustituto=""), reloj)
    plazo.refresh_from_db()
    assert (plazo.estado, plazo.suspensiones.get().dias) == ("corriendo", 3)
    aviso = Notificacion.objects.get(referencia=f"imparcialidad:{cuestion.id}")
    assert (aviso.clase, aviso.asunto) == ("notificacion", "Decisión sobre su recusación")
    firmado(providencia("nuria", expediente, reloj), reloj)
    manos.elevar(expediente, reloj)
    como_dicen_los_hechos(expediente)


def test_who_does_not_answer_is_decided_about_all_the_same(expediente: Expediente, reloj: RelojDePrueba) -> None:
    cuestion = en_curso(expediente, reloj)
    reloj.avanzar(days=2)
    firmado(decidir(cuestion, reloj), reloj)
    assert Tarea.objects.get(expediente=expediente, codigo="recusacion_contestar").estado == "cancelada"
    cuestion.refresh_from_db()
    assert (cuestion.reconoce, cuestion.estimada) == (None, True)


def test_a_challenge_outlives_a_withdrawal_that_is_accepted(expediente: Expediente, reloj: RelojDePrueba) -> None:
    cuestion = en_curso(expediente, reloj)
    actor = escenario.ciudadana(ANA)
    guardado = solicitudes.guardar_escrito(
        actor=actor, expediente_id=expediente.id, clase="desistimiento", texto="", reloj=reloj
    )
    solicitudes.presentar_escrito(
        actor=actor,
        borrador_id=guardado.borrador.id,
        clave_idempotencia=uuid4().hex,
        evidencia=EvidenciaSesion(),
        reloj=reloj,
    )
    motor.aceptar_desistimiento(actor=escenario.empleado("marta", reloj), expediente_id=expediente.id, reloj=reloj)
    assert Tarea.objects.get(id=cuestion.tarea_id).abierta
    assert Plazo.objects.get(expediente=expediente).estado == "suspendido"


def test_nobody_is_above_the_alcaldia_and_the_pleno_decides(expediente: Expediente, reloj: RelojDePrueba) -> None:
    cuestion = abstencion(expediente, reloj, "isabel")
    assert Tarea.objects.get(id=cuestion.tarea_id).asignada_a_id == quien("javier")
    with pytest.raises(DatosIncorrectos) as mal:
        decidir(cuestion, reloj, por="javier", sustituto="carmen")
    assert [p.campo for p in mal.value.problemas] == ["acuerdo"]
    acto = decidir(cuestion, reloj, por="javier", sustituto="carmen", acuerdo="Sesión de 1 de septiembre, punto 4")
    firmado(acto, reloj)
    assert "punto 4" in texto_de(acto)


def test_what_is_wrong_is_said_whole(expediente: Expediente, reloj: RelojDePrueba) -> None:
    nuria = escenario.empleado("nuria", reloj)
    with pytest.raises(DatosIncorrectos) as mal:
        motor.abstenerse(actor=nuria, expediente_id=expediente.id, causas=["z"], hechos=" ", reloj=reloj)
    assert [p.campo for p in mal.value.problemas] == ["causas", "hechos"]
    escrito = recusar(expediente, reloj)
    marta = escenario.empleado("marta", reloj)
    with pytest.raises(DatosIncorrectos) as mal:
        motor.dar_curso_a_recusacion(actor=marta, tarea_id=escrito.id, empleado_id=uuid4(), causas=[], reloj=reloj)
    assert [p.campo for p in mal.value.problemas] == ["causas", "empleado"]
    cuestion = abstencion(expediente, reloj)
    with pytest.raises(FaseIncompatible):
        motor.abstenerse(actor=nuria, expediente_id=expediente.id, causas=["b"], hechos=HECHOS, reloj=reloj)
    with pytest.raises(DatosIncorrectos):
        motor.dar_curso_a_recusacion(
            actor=escenario.empleado("marta", reloj),
            tarea_id=escrito.id,
            empleado_id=nuria.id,
            causas=["b"],
            reloj=reloj,
        )
    for malo in ("nuria", "andres"):  # themselves; who signs nothing
        with pytest.raises(DatosIncorrectos) as mal:
            decidir(cuestion, reloj, sustituto=malo)
        assert [p.campo for p in mal.value.problemas] == ["sustituto"]
    with pytest.raises(NoPermitido):  # another of the unit, without the permission
        decidir(cuestion, reloj, por="sergio")
    with pytest.raises(NoPermitido):  # nor who abstained
        decidir(cuestion, reloj, por="nuria")
    with pytest.raises((NoPermitido, NoEncontrado)):
        motor.abstenerse(
            actor=escenario.ciudadana(ANA), expediente_id=expediente.id, causas=["b"], hechos=HECHOS, reloj=reloj
        )


def test_two_people_of_one_case(expediente: Expediente, reloj: RelojDePrueba) -> None:
    """Each with their question; the superior who abstained decides nothing, and a substitute may have to be replaced too."""
    primera = abstencion(expediente, reloj, "marta")
    segunda = abstencion(expediente, reloj, "nuria")
    assert Tarea.objects.get(id=segunda.tarea_id).asignada_a_id == quien("carmen")
    with pytest.raises(DatosIncorrectos) as mal:
        decidir(segunda, reloj, por="carmen", sustituto="marta")
    assert "tampoco puede intervenir" in mal.value.problemas[0].mensaje
    firmado(decidir(segunda, reloj, por="carmen", sustituto="sergio"), reloj)
    firmado(decidir(primera, reloj, por="carmen", sustituto="sergio"), reloj)
    tercera = abstencion(expediente, reloj, "sergio")
    assert Apartamiento.objects.filter(hasta=None).count() == 3
    assert tercera.empleado_id == quien("sergio")


def test_what_is_shared_out_does_not_reach_who_is_set_apart(expediente: Expediente, reloj: RelojDePrueba) -> None:
    tarea = Tarea.objects.get(expediente=expediente, tipo="propuesta")
    motor.asignar(
        actor=escenario.empleado("sergio", reloj), tarea_id=tarea.id, empleado_id=quien("sergio"), reloj=reloj
    )
    cuestion = en_curso(expediente, reloj)
    marta = escenario.empleado("marta", reloj)
    assert motor.reasignar_por_ausencia(
        actor=marta, ausente_id=quien("sergio"), empleado_id=quien("nuria"), reloj=reloj
    )
    tarea.refresh_from_db()
    assert tarea.asignada_a_id is None
    via_publica = unidad_por_dir3("LA0009988", en=hoy(reloj))
    cambiar_unidad(actor=marta, expediente_id=expediente.id, unidad_id=via_publica.id, reloj=reloj)
    assert Tarea.objects.get(id=cuestion.tarea_id).asignada_a_id == quien("marta")
    firmado(contestar(cuestion, reloj), reloj)
    firmado(decidir(cuestion, reloj), reloj)
