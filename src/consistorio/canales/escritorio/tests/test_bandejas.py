"""The home of the desk: trays with counts, the team, what lapses, what one follows, and who goes out of turn."""

from __future__ import annotations

import re
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from consistorio.canales.escritorio.tests.conftest import Mesa
from consistorio.canales.escritorio.vistas import seguimiento
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.organizacion.acciones.estructura import crear_puesto
from consistorio.plataforma.organizacion.acciones.personal import anotar_ausencia, cesar, ocupar
from consistorio.plataforma.organizacion.acciones.sustituciones import designar_suplencia, terminar_suplencia
from consistorio.plataforma.organizacion.models import Empleado, Ocupacion, Puesto, Unidad
from consistorio.servicios.estadistica.consultas import atrasadas
from consistorio.servicios.estadistica.consultas import cuadro as cuadro_de
from consistorio.servicios.estadistica.tipos import Alcance, Periodo
from consistorio.servicios.notificaciones.tests.test_notificar import dispuesta
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.expedientes.acciones import diligenciar
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor.consultas import recuento
from consistorio.tramitacion.motor.models import MotivoDeTarea, Tarea
from consistorio.tramitacion.motor.operaciones import poner_en_espera, reanudar

pytestmark = pytest.mark.lento

BASE = "/escritorio/"
ADMINISTRA = Actor.sistema("pruebas", "organizacion.administrar", "personal.cuenta")


def de(expediente: Expediente) -> str:
    return f"{BASE}expedientes/{expediente.id}/"


def revision(expediente: Expediente) -> Tarea:
    return Tarea.objects.get(expediente=expediente, tipo="revision")


def quien(usuario: str) -> UUID:
    return Empleado.objects.get(cuenta__usuario=usuario).id


def bandejas(cliente: Client) -> dict[str, str]:
    """What the links of the home say, without their counts, with them."""
    pagina = cliente.get(BASE).content.decode()
    dichas = re.findall(r">([^<>]+) \(((?:\d+|100 o más))\)</a>", pagina)
    return dict(dichas)


@pytest.fixture
def dos(reloj: RelojDePrueba) -> tuple[Expediente, Expediente]:
    """An older case and a newer one, alike."""
    viejo = escenario.caso(reloj)
    reloj.avanzar(days=2)
    return viejo, escenario.caso(reloj)


def test_out_of_turn_the_page_asks_why_and_the_history_tells_it(mesa: Mesa, dos: tuple[Expediente, Expediente]) -> None:
    viejo, nuevo = dos
    nuria = mesa("nuria")
    en_orden = f"{de(viejo)}tareas/{revision(viejo).id}/completar_tarea/"
    assert "motivo_orden" not in nuria.get(en_orden).content.decode()
    acto = f"{de(nuevo)}tareas/{revision(nuevo).id}/completar_tarea/"
    assert f"antes que el expediente {viejo.numero}" in nuria.get(acto).content.decode()
    sin_motivo = nuria.post(acto)
    assert sin_motivo.status_code == 422
    assert 'href="#campo-motivo_orden"' in sin_motivo.content.decode()
    assert nuria.post(acto, {"motivo_orden": "Lo ordena la jefa: hay riesgo."}).status_code == 302
    assert MotivoDeTarea.objects.get().anterior_id == revision(viejo).id
    historial = nuria.get(f"{de(nuevo)}historial/").content.decode()
    assert "Lo ordena la jefa: hay riesgo." in historial
    assert nuria.get(f"{BASE}siguiente/").headers["Location"].startswith(f"{de(viejo)}#tarea-")


def test_a_task_is_taken_left_and_delegated_with_a_word_of_why(
    mesa: Mesa, expediente: Expediente, reloj: RelojDePrueba
) -> None:
    nuria, tareas = mesa("nuria"), f"{de(expediente)}tareas/{revision(expediente).id}"
    pagina = nuria.get(de(expediente)).content.decode()
    assert f"{tareas}/tomar_tarea/" in pagina
    assert f"{tareas}/delegar_tarea/" not in pagina
    assert f"{tareas}/asignar/" not in pagina, "she does not share out the work"
    negada = nuria.post(f"{tareas}/delegar_tarea/", {"empleado": str(quien("sergio")), "motivo": "Sí"})
    assert negada.status_code == 403
    tomada = nuria.post(f"{tareas}/tomar_tarea/").headers["Location"]
    assert tomada == f"{de(expediente)}#tarea-{revision(expediente).id}"
    assert f'id="{tomada.partition("#")[2]}"' in nuria.get(tomada).content.decode()
    assert nuria.post(f"{tareas}/soltar_tarea/").headers["Location"] == de(expediente)
    assert revision(expediente).asignada_a_id is None
    assert nuria.post(f"{tareas}/tomar_tarea/").status_code == 302
    pagina = nuria.get(de(expediente)).content.decode()
    assert f"{tareas}/delegar_tarea/" in pagina
    vacia = nuria.post(f"{tareas}/delegar_tarea/", {"empleado": "", "motivo": ""}).content.decode()
    assert all(f'href="#campo-{campo}"' in vacia for campo in ("empleado", "motivo"))
    ajena = {"empleado": str(quien("raul")), "motivo": "Le toca"}
    assert nuria.post(f"{tareas}/delegar_tarea/", ajena).status_code == 422
    anotar_ausencia(
        actor=ADMINISTRA,
        empleado_id=quien("marta"),
        desde=hoy(reloj),
        hasta=hoy(reloj),
        motivo="vacaciones",
        reloj=reloj,
    )
    ofrecidos = dict(nuria.get(f"{tareas}/delegar_tarea/").context["form"].fields["empleado"].choices)
    assert set(ofrecidos) == {"", str(quien("sergio")), str(quien("alvaro"))}, "neither who is away nor who asks"
    datos = {"empleado": str(quien("sergio")), "motivo": "Conoce la obra."}
    assert nuria.post(f"{tareas}/delegar_tarea/", datos).status_code == 302
    assert revision(expediente).asignada_a_id == quien("sergio")
    assert "Conoce la obra." in mesa("sergio").get(f"{de(expediente)}historial/").content.decode()
    assert revision(expediente).nombre in mesa("sergio").get(BASE).content.decode()


def test_who_comes_second_to_a_task_is_told_who_has_it_and_the_history_who_took_it(
    mesa: Mesa, expediente: Expediente
) -> None:
    ruta = f"{de(expediente)}tareas/{revision(expediente).id}/tomar_tarea/"
    nuria = Empleado.objects.get(id=quien("nuria")).nombre
    assert mesa("nuria").post(ruta).status_code == 302
    segundo = mesa("sergio").post(ruta)
    assert (segundo.status_code, f"Esta tarea ya la tiene {nuria}." in segundo.content.decode()) == (409, True)
    assert revision(expediente).asignada_a_id == quien("nuria")
    historial = mesa("sergio").get(f"{de(expediente)}historial/").content.decode()
    assert f"{revision(expediente).nombre} · {nuria}" in historial
    assert "Proceso automático" in historial


def test_the_home_counts_what_waits_for_each_person(
    mesa: Mesa, dos: tuple[Expediente, Expediente], reloj: RelojDePrueba
) -> None:
    nuria = mesa("nuria")
    nuria.post(f"{de(dos[0])}tareas/{revision(dos[0]).id}/tomar_tarea/")
    suyas = bandejas(nuria)
    assert suyas["Mías"] == "1"
    assert "De mi equipo" not in suyas
    assert "De quien suplo" not in suyas
    abiertas = Tarea.objects.filter(cerrada_el=None)
    assert suyas["De mi unidad"] == str(abiertas.count())
    assert suyas["Sin asignar"] == str(abiertas.filter(asignada_a=None).count())
    assert suyas["Por firmar"] == "0"
    diligenciar(actor=escenario.empleado("nuria", reloj), expediente_id=dos[0].id, texto="Consta.", reloj=reloj)
    assert bandejas(nuria)["Por firmar"] == "1"
    assert "2 días" in nuria.get(f"{BASE}?ver=unidad").content.decode()
    de_marta = bandejas(mesa("marta"))
    assert de_marta["De mi equipo"] == "1"
    assert "Entradas por aceptar" in de_marta
    assert "Por firmar" not in bandejas(mesa("elena")), "the archivist signs nothing"


def test_who_heads_a_unit_sees_what_each_person_has_in_hand(
    mesa: Mesa, expediente: Expediente, reloj: RelojDePrueba
) -> None:
    tarea = revision(expediente)
    mesa("nuria").post(f"{de(expediente)}tareas/{tarea.id}/tomar_tarea/")
    Tarea.objects.filter(id=tarea.id).update(vence=hoy(reloj) - timedelta(days=1))
    equipo, suya = f"{BASE}equipo/", f"{BASE}equipo/{quien('nuria')}/"
    assert mesa("nuria").get(equipo).status_code == mesa("nuria").get(suya).status_code == 403
    jefa = mesa("marta")
    fila = next(f for f in jefa.get(equipo).context["gente"] if f.empleado.id == quien("nuria"))
    assert (fila.abiertas, fila.vencidas_texto, fila.primera) == (1, "1", hoy(reloj) - timedelta(days=1))
    pagina = jefa.get(suya).content.decode()
    assert f"{expediente.numero}" in pagina
    assert f'href="{de(expediente)}"' in pagina
    otra_jefa = mesa("ines")
    assert quien("nuria") not in {f.empleado.id for f in otra_jefa.get(equipo).context["gente"]}
    assert otra_jefa.get(suya).status_code == 404
    assert mesa("marta").get(f"{BASE}equipo/{uuid4()}/").status_code == 404


def test_what_waits_is_not_late_and_is_given_back_the_days_that_it_waited(
    mesa: Mesa, expediente: Expediente, reloj: RelojDePrueba
) -> None:
    tarea = revision(expediente)
    mesa("nuria").post(f"{de(expediente)}tareas/{tarea.id}/tomar_tarea/")
    Tarea.objects.filter(id=tarea.id).update(vence=hoy(reloj) + timedelta(days=2))
    alcance = Alcance(None, protegido=False)

    def atrasos() -> tuple[str, date | None, int, int, int]:
        """As told of the team, in the figures, in their list and in the digest."""
        dia, nuria = hoy(reloj), escenario.empleado("nuria", reloj)
        fila = next(f for f in mesa("marta").get(f"{BASE}equipo/").context["gente"] if f.empleado.id == quien("nuria"))
        cuadro = cuadro_de(alcance, Periodo(dia, dia + timedelta(days=1)), hoy=dia)
        return (
            fila.vencidas_texto,
            fila.primera,
            sum(paso.atrasadas or 0 for paso in cuadro.pasos if paso.codigo == tarea.codigo),
            len([una for una in atrasadas(nuria, alcance, hoy=dia) if una.id == tarea.id]),
            recuento(nuria, hoy=dia)["vencen_hoy"],
        )

    with transaction.atomic():
        poner_en_espera(revision(expediente), actor=escenario.SISTEMA, reloj=reloj)
    reloj.avanzar(days=5)
    assert atrasos() == ("0", None, 0, 0, 0)
    fila = mesa("nuria").get(f"{BASE}?ver=en_espera").content.decode().partition("<tbody>")[2].partition("</tr>")[0]
    assert tarea.nombre in fila
    assert "govuk-tag--red" not in fila
    with transaction.atomic():
        reanudar(revision(expediente), actor=escenario.SISTEMA, reloj=reloj)
    assert atrasos() == ("0", hoy(reloj) + timedelta(days=2), 0, 0, 0)
    reloj.avanzar(days=3)
    assert atrasos() == ("1", hoy(reloj) - timedelta(days=1), 1, 1, 1)
    fila = mesa("nuria").get(BASE).content.decode().partition("<tbody>")[2].partition("</tr>")[0]
    assert "govuk-tag--red" in fila


def test_heading_a_unit_above_shows_the_work_and_opens_no_case(
    mesa: Mesa, expediente: Expediente, reloj: RelojDePrueba
) -> None:
    mesa("nuria").post(f"{de(expediente)}tareas/{revision(expediente).id}/tomar_tarea/")
    urbanismo = Unidad.objects.get(dir3="LA0009985")
    puesto = crear_puesto(
        actor=ADMINISTRA,
        unidad_id=urbanismo.id,
        codigo="direccion-urbanismo",
        nombre="Dirección de Urbanismo",
        organo="",
        roles=["jefatura"],
        reloj=reloj,
    )
    anterior = Ocupacion.objects.get(empleado_id=quien("ines"), hasta=None)
    cesar(actor=ADMINISTRA, ocupacion_id=anterior.id, hasta=hoy(reloj) - timedelta(days=1), reloj=reloj)
    ocupar(actor=ADMINISTRA, empleado_id=quien("ines"), puesto_id=puesto.id, desde=hoy(reloj), norma="D", reloj=reloj)
    directora = mesa("ines")
    assert bandejas(directora)["De mi equipo"] == "1"
    pagina = directora.get(f"{BASE}equipo/{quien('nuria')}/").content.decode()
    assert revision(expediente).nombre in pagina
    assert "no tiene acceso" in pagina
    assert expediente.numero not in pagina
    assert expediente.titulo not in pagina
    assert directora.get(de(expediente)).status_code == 404


def test_what_lapses_in_three_days_shows_to_who_may_see_its_case(
    mesa: Mesa, expediente: Expediente, reloj: RelojDePrueba
) -> None:
    notificacion = dispuesta(expediente, reloj)
    assert notificacion.caduca is not None
    por_caducar = f"{BASE}por-caducar/"
    asunto = notificacion.asunto

    def dias_antes(dias: int) -> None:
        reloj.avanzar(days=((notificacion.caduca or date.min) - hoy(reloj)).days - dias)

    for dias, sale in ((4, False), (3, True), (0, True)):
        dias_antes(dias)
        nuria = mesa("nuria")
        assert (asunto in nuria.get(por_caducar).content.decode()) is sale, dias
        assert bandejas(nuria)["Notificaciones que caducan pronto"] == ("1" if sale else "0")
    assert asunto not in mesa("raul").get(por_caducar).content.decode()
    reloj.avanzar(days=1)
    assert asunto not in mesa("nuria").get(por_caducar).content.decode(), "it has lapsed"


def test_what_one_follows_shows_on_the_desk_while_one_may_see_it(
    mesa: Mesa, expediente: Expediente, reloj: RelojDePrueba
) -> None:
    nuria, sigo = mesa("nuria"), f"{BASE}sigo/"
    assert "No sigue ningún expediente" in nuria.get(sigo).content.decode()
    assert mesa("raul").post(f"{de(expediente)}seguir/").status_code == 404
    nuria = mesa("nuria")
    for _vez in range(2):
        assert nuria.post(f"{de(expediente)}seguir/").status_code == 302
    assert nuria.get(f"{de(expediente)}seguir/").status_code == 405
    assert "Todavía no hay nada nuevo" in nuria.get(BASE).content.decode(), "what was before is not new"
    reloj.avanzar(hours=1)
    diligenciar(actor=escenario.empleado("marta", reloj), expediente_id=expediente.id, texto="Consta.", reloj=reloj)
    for pagina in (BASE, sigo):
        assert "Se ha incorporado un documento" in nuria.get(pagina).content.decode()
    assert "Se ha incorporado un documento" not in mesa("marta").get(BASE).content.decode()
    otra = Unidad.objects.get(dir3="LA0009988")
    Expediente.objects.filter(id=expediente.id).update(unidad=otra)
    Tarea.objects.filter(expediente=expediente).update(unidad=otra)
    expediente.permisos.all().delete()
    nuria = mesa("nuria")
    assert expediente.numero not in nuria.get(sigo).content.decode()
    assert nuria.get(sigo).context["novedades"] == []
    assert nuria.post(f"{de(expediente)}dejar-de-seguir/").status_code == 302
    assert nuria.post(f"{de(expediente)}dejar-de-seguir/").status_code == 404, "she does not follow it, nor may see it"


def test_what_one_follows_goes_on_page_after_page(
    mesa: Mesa, expediente: Expediente, reloj: RelojDePrueba, monkeypatch: pytest.MonkeyPatch
) -> None:
    nuria, actor = mesa("nuria"), escenario.empleado("nuria", reloj)
    otro = escenario.caso(reloj)
    for caso in (expediente, otro):
        nuria.post(f"{de(caso)}seguir/")
    for vez in range(8):
        reloj.avanzar(minutes=1)
        diligenciar(actor=actor, expediente_id=(expediente, otro)[vez % 2].id, texto=f"Vez {vez}.", reloj=reloj)
    monkeypatch.setattr(seguimiento, "POR_PAGINA", 3)
    vistas, direccion = [], f"{BASE}sigo/"
    while direccion:
        pagina = nuria.get(direccion).context
        vistas += [(n.momento, n.id) for n in pagina["novedades"]]
        direccion = pagina["siguiente"]
    assert len(vistas) == 8
    assert vistas == sorted(set(vistas), reverse=True)


def test_the_tasks_of_who_is_away_reach_the_substitute_while_it_lasts(
    mesa: Mesa, expediente: Expediente, reloj: RelojDePrueba
) -> None:
    tarea = revision(expediente)
    tareas = f"{de(expediente)}tareas/{tarea.id}"
    mesa("nuria").post(f"{tareas}/tomar_tarea/")
    assert mesa("raul").get(de(expediente)).status_code == 404
    suplencia = designar_suplencia(
        actor=ADMINISTRA,
        puesto_id=Puesto.objects.get(codigo="licencias-1").id,
        suplente_id=quien("raul"),
        desde=hoy(reloj),
        hasta=hoy(reloj) + timedelta(days=7),
        norma="Decreto 1/2026",
        reloj=reloj,
    )
    raul = mesa("raul")
    assert bandejas(raul)["De quien suplo"] == "1"
    assert tarea.nombre in raul.get(f"{BASE}?ver=suplo").content.decode()
    assert raul.get(f"{BASE}siguiente/").headers["Location"] == f"{de(expediente)}#tarea-{tarea.id}"
    assert raul.post(f"{tareas}/tomar_tarea/").status_code == 302
    assert revision(expediente).asignada_a_id == quien("raul")
    assert raul.post(f"{tareas}/soltar_tarea/").status_code == 302
    assert mesa("marta").post(f"{tareas}/asignar/", {"empleado": str(quien("raul"))}).status_code == 302
    terminar_suplencia(actor=ADMINISTRA, suplencia_id=suplencia.id, hasta=hoy(reloj), reloj=reloj)
    reloj.avanzar(days=1)
    assert "De quien suplo" not in bandejas(mesa("raul"))


def test_who_substitutes_one_who_signs_sees_the_case_of_what_they_sign(
    mesa: Mesa, expediente: Expediente, reloj: RelojDePrueba
) -> None:
    expediente.permisos.create(empleado_id=quien("carmen"), referencia=uuid4(), causa="firma:acto", desde=reloj.ahora())
    expediente.permisos.create(
        empleado_id=quien("carmen"), referencia=uuid4(), causa="tarea:libre", desde=reloj.ahora()
    )
    otro = escenario.caso(reloj)
    otro.permisos.create(empleado_id=quien("carmen"), referencia=uuid4(), causa="tarea:libre", desde=reloj.ahora())
    assert mesa("tomas").get(de(expediente)).status_code == 404
    designar_suplencia(
        actor=ADMINISTRA,
        puesto_id=Puesto.objects.get(codigo="concejalia-urbanismo").id,
        suplente_id=quien("tomas"),
        desde=hoy(reloj),
        hasta=hoy(reloj),
        norma="Decreto 2/2026",
        reloj=reloj,
    )
    tomas = mesa("tomas")
    assert tomas.get(de(expediente)).status_code == 200
    assert expediente.numero in tomas.get(f"{BASE}expedientes/").content.decode()
    assert tomas.get(de(otro)).status_code == 404, "what she has for another reason is not of her post"
    reloj.avanzar(days=1)
    assert mesa("tomas").get(de(expediente)).status_code == 404


def test_the_home_costs_the_same_queries_with_few_and_many_rows(
    mesa: Mesa, expediente: Expediente, reloj: RelojDePrueba
) -> None:
    actor = escenario.empleado("marta", reloj)
    rutas = ["", "?ver=unidad", "equipo/", f"equipo/{quien('nuria')}/", "por-caducar/", "sigo/", "siguiente/"]

    def poblar(veces: int) -> None:
        for _vez in range(veces):
            caso = escenario.caso(reloj)
            Tarea.objects.filter(expediente=caso, tipo="revision").update(asignada_a_id=quien("nuria"))
            mesa("marta").post(f"{de(caso)}seguir/")
            dispuesta(caso, reloj, referencia=f"prueba:{uuid4()}")
            diligenciar(actor=actor, expediente_id=caso.id, texto="Consta.", reloj=reloj)

    def cuestan() -> dict[str, int]:
        reloj.avanzar(days=8)
        jefa = mesa("marta")
        hechas: dict[str, int] = {}
        jefa.get(BASE)
        for ruta in rutas:
            with CaptureQueriesContext(connection) as consultas:
                assert jefa.get(f"{BASE}{ruta}").status_code in {200, 302}
            hechas[ruta] = len(consultas)
        reloj.avanzar(days=-8)
        return hechas

    poblar(2)
    pocas = cuestan()
    poblar(2)
    muchas = cuestan()
    assert {ruta: (pocas[ruta], muchas[ruta]) for ruta in rutas if muchas[ruta] > pocas[ruta]} == {}
    assert max(muchas.values()) <= 31
