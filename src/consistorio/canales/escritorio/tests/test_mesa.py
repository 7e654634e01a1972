"""The desk through its pages: what each person sees and may do, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from consistorio.canales.escritorio.tests.conftest import Mesa
from consistorio.canales.oac.tests.actor_de_prueba import ActorDePrueba
from consistorio.documental.documentos.models import Documento
from consistorio.documental.registro.acciones import redirigir
from consistorio.documental.registro.operaciones import asentar
from consistorio.documental.registro.tipos import DatosComplementarios
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.auditoria.models import Acceso
from consistorio.plataforma.identidad.models import Persona
from consistorio.plataforma.organizacion.models import Ausencia, Empleado, Unidad
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.expedientes import visibilidad
from consistorio.tramitacion.expedientes.acciones import diligenciar
from consistorio.tramitacion.expedientes.models import (
    Expediente,
    Interesado,
    NotaTrabajo,
    Relacion,
)
from consistorio.tramitacion.motor.models import Tarea
from consistorio.tramitacion.tests.factories import un_pdf

pytestmark = pytest.mark.lento

BASE = "/escritorio/"
LA_BUSQUEDA = 23  # how many questions it asks, whatever there is
PESTANAS = ("", "tramites/", "interesados/", "comunicaciones/", "notas/", "historial/", "plazo/")


def quien(usuario: str) -> UUID:
    return Empleado.objects.get(cuenta__usuario=usuario).id


def de(expediente: Expediente) -> str:
    return f"{BASE}expedientes/{expediente.id}/"


def test_a_case_opens_for_its_unit_and_is_unknown_to_another(mesa: Mesa, expediente: Expediente) -> None:
    negados = Acceso.objects.filter(objeto_id=expediente.id, resultado="denegado")
    for pestana in PESTANAS:
        direccion, antes = f"{de(expediente)}{pestana}", negados.count()
        assert mesa("nuria").get(direccion).status_code == 200
        assert mesa("raul").get(direccion).status_code == 404
        assert negados.count() > antes, pestana


PAGINAS = (
    "",
    "siguiente/",
    "atajos/",
    "buscar/",
    "expedientes/",
    "?ver=vencen&tras=x",
)


def test_the_desk_needs_the_permission_to_see_cases(mesa: Mesa, expediente: Expediente) -> None:
    for ruta in PAGINAS:
        cliente = mesa("nuria")
        assert cliente.get(f"{BASE}{ruta}").status_code in {200, 302}
        assert ActorDePrueba.actor is not None
        ActorDePrueba.actor = replace(ActorDePrueba.actor, permisos=frozenset())
        assert cliente.get(f"{BASE}{ruta}").status_code == 403


def test_who_shares_out_the_work_gives_the_tasks_of_somebody_who_is_away_to_another(
    mesa: Mesa, expediente: Expediente, reloj: RelojDePrueba
) -> None:
    nuria, raul = escenario.empleado("nuria", reloj), escenario.empleado("raul", reloj)
    tarea = Tarea.objects.get(expediente=expediente, tipo="revision")
    mesa("nuria").post(f"{de(expediente)}tareas/{tarea.id}/asignar/", {"empleado": str(nuria.id)})
    pagina = f"{BASE}repartir/"
    assert mesa("nuria").get(pagina).status_code == 403
    assert pagina not in mesa("nuria").get(BASE).content.decode()
    jefa = mesa("marta")
    assert pagina in jefa.get(BASE).content.decode()
    Ausencia.objects.create(empleado_id=nuria.id, desde=hoy(reloj), hasta=hoy(reloj), motivo=Ausencia.Motivo.values[0])
    formulario = jefa.get(pagina).context["form"]
    assert "1 tarea, ausente hoy" in dict(formulario.fields["ausente"].choices)[str(nuria.id)]
    assert str(nuria.id) not in dict(formulario.fields["empleado"].choices)
    nadie = jefa.post(pagina, {"ausente": "", "empleado": ""})
    assert (nadie.status_code, "Elija de quién son las tareas" in nadie.content.decode()) == (422, True)
    assert jefa.post(pagina, {"ausente": str(nuria.id), "empleado": str(raul.id)}).status_code == 422
    tarea.refresh_from_db()
    assert tarea.asignada_a_id == nuria.id
    assert ActorDePrueba.actor is not None
    otra = ActorDePrueba.actor.id
    assert jefa.post(pagina, {"ausente": str(nuria.id), "empleado": str(otra)}).status_code == 302
    tarea.refresh_from_db()
    assert tarea.asignada_a_id == otra
    assert jefa.post(pagina, {"ausente": str(otra), "empleado": ""}).status_code == 302
    tarea.refresh_from_db()
    assert tarea.asignada_a_id is None


def test_taking_a_task_brings_it_to_my_tray_and_next_task_goes_there(mesa: Mesa, expediente: Expediente) -> None:
    cliente = mesa("nuria")
    tarea = Tarea.objects.get(expediente=expediente, tipo="revision")
    assert "No tiene tareas" in cliente.get(BASE).content.decode()
    acto = f"{de(expediente)}tareas/{tarea.id}/asignar/"
    assert ActorDePrueba.actor is not None
    assert cliente.post(acto, {"empleado": str(ActorDePrueba.actor.id)}).status_code == 302
    assert tarea.nombre in cliente.get(BASE).content.decode()
    assert cliente.get(f"{BASE}siguiente/").headers["Location"] == f"{de(expediente)}#tarea-{tarea.id}"
    assert cliente.post(acto, {"empleado": str(uuid4())}).status_code == 422
    assert mesa("raul").post(acto, {"empleado": ""}).status_code == 404


def test_without_tasks_next_task_says_so(mesa: Mesa) -> None:
    pagina = mesa("raul").get(f"{BASE}siguiente/", follow=True).content.decode()
    assert "No le queda ninguna tarea." in pagina


MAL_ESCRITOS: tuple[tuple[str, dict[str, str], list[str]], ...] = (
    ("extender_diligencia", {}, ["texto"]),
    ("dictar_providencia", {"texto": " "}, ["texto"]),
    ("escribir_a_las_partes", {"destinatarios": "nadie"}, ["destinatarios-1", "asunto", "texto"]),
    ("subir_documento", {"tipo_documental": "TD99"}, ["fichero", "titulo", "estado_elaboracion"]),
    ("pedir_informe", {}, ["unidad"]),
    ("ampliar_plazo", {"cantidad": "0"}, ["cantidad", "motivo"]),
    ("anadir_persona", {"nif": "12345678A", "papel": "interesado", "canal": "papel"}, ["nif"]),
    ("anadir_persona", {"nif": "", "papel": "", "canal": ""}, ["nif", "papel", "canal-1"]),
    ("relacionar", {"numero": "2026/NADA/1", "clase": "relacionado"}, ["numero"]),
    ("rectificar_error", {"donde_dice": "x", "debe_decir": "x", "motivo": "y"}, ["debe_decir"]),
)


def test_what_is_wrong_in_an_act_is_said_by_its_field(mesa: Mesa, expediente: Expediente) -> None:
    for acto, datos, campos in MAL_ESCRITOS:
        respuesta = mesa("nuria").post(f"{de(expediente)}hacer/{acto}/", datos)
        pagina = respuesta.content.decode()
        assert respuesta.status_code == 422, pagina
        assert "<title>Error:" in pagina
        for campo in campos:
            assert f'href="#campo-{campo}"' in pagina, campo


def test_a_letter_is_written_from_the_desk_and_again_over_what_it_said(mesa: Mesa, expediente: Expediente) -> None:
    cliente, acto = mesa("nuria"), f"{de(expediente)}hacer/escribir_a_las_partes/"
    parte = expediente.interesados.get()
    assert parte.persona.nombre_completo in cliente.get(acto).content.decode()
    datos = {"destinatarios": [str(parte.persona_id)], "asunto": "Recoja su placa", "texto": "Está hecha.\nVenga."}
    assert cliente.post(acto, datos).status_code == 302
    tarea = Tarea.objects.get(expediente=expediente, codigo="carta")
    de_la_tarea = f"{de(expediente)}tareas/{tarea.id}"
    assert cliente.post(f"{de_la_tarea}/retirar_acto/", {"motivo": "Faltaba la hora."}).status_code == 302
    assert cliente.post(acto, datos | {"texto": "Está hecha.\nVenga a las 9:00."}).status_code == 302
    assert expediente.actos.filter(clase="carta", estado="en_firma").count() == 1


def test_an_unknown_act_or_a_task_of_another_case_are_not_found(
    mesa: Mesa, expediente: Expediente, reloj: RelojDePrueba
) -> None:
    cliente = mesa("nuria")
    ajena = Tarea.objects.filter(expediente=escenario.caso(reloj, solicitante="12345678Z")).first()
    assert ajena is not None
    assert cliente.get(f"{de(expediente)}hacer/volar/").status_code == 404
    assert cliente.get(f"{de(expediente)}tareas/{ajena.id}/asignar/").status_code == 404


def test_parties_relations_and_corrections_from_the_desk(
    mesa: Mesa, expediente: Expediente, reloj: RelojDePrueba
) -> None:
    cliente, otro = mesa("nuria"), escenario.caso(reloj)
    datos = {"nif": "87654321X", "nombre": "Luis", "apellido1": "Sanz", "papel": "afectado", "canal": "papel"}
    assert cliente.post(f"{de(expediente)}hacer/anadir_persona/", datos).status_code == 302
    assert Interesado.objects.filter(expediente=expediente, papel="afectado").count() == 1
    assert cliente.post(f"{de(expediente)}hacer/anadir_persona/", datos).status_code == 422
    enlace = {"numero": otro.numero, "clase": "antecedente"}
    assert cliente.post(f"{de(expediente)}hacer/relacionar/", enlace).status_code == 302
    assert cliente.post(f"{de(expediente)}hacer/relacionar/", enlace).status_code == 422
    assert Relacion.objects.count() == 1
    assert otro.numero in cliente.get(de(expediente)).content.decode()
    assert expediente.numero in cliente.get(de(otro)).content.decode()
    correccion = {"documento": "", "donde_dice": "14", "debe_decir": "41", "motivo": "Cifras bailadas"}
    assert cliente.post(f"{de(expediente)}hacer/rectificar_error/", correccion).status_code == 302
    assert "Rectificación de error" in cliente.get(de(expediente)).content.decode()


def test_acting_needs_its_own_permission(mesa: Mesa, expediente: Expediente) -> None:
    cliente = mesa("javier")
    assert ActorDePrueba.actor is not None
    ActorDePrueba.actor = replace(ActorDePrueba.actor, permisos=frozenset({"expediente.ver", "control.expedientes"}))
    assert cliente.get(de(expediente)).status_code == 200
    assert "Otras cosas que puede hacer" not in cliente.get(de(expediente)).content.decode()
    negada = cliente.post(f"{de(expediente)}hacer/extender_diligencia/", {"texto": "Hecho"})
    assert negada.status_code == 403


def test_notes_are_written_and_an_empty_one_is_refused(mesa: Mesa, expediente: Expediente) -> None:
    cliente = mesa("nuria")
    assert cliente.post(f"{de(expediente)}notas/", {"texto": "Llamar el lunes"}).status_code == 302
    assert "Llamar el lunes" in cliente.get(f"{de(expediente)}notas/").content.decode()
    assert cliente.post(f"{de(expediente)}notas/", {"texto": ""}).status_code == 422
    assert NotaTrabajo.objects.count() == 1


def test_documents_and_their_bytes_only_for_who_may_see_the_case(
    mesa: Mesa, expediente: Expediente, reloj: RelojDePrueba
) -> None:
    puesto = diligenciar(
        actor=escenario.empleado("nuria", reloj), expediente_id=expediente.id, texto="Consta.", reloj=reloj
    )
    direccion = f"{BASE}documentos/{puesto.documento_id}/"
    cliente = mesa("nuria")
    assert "Tipo documental" in cliente.get(direccion).content.decode()
    assert cliente.get(f"{direccion}fichero/").getvalue().startswith(b"%PDF")
    otra = mesa("raul")
    assert otra.get(direccion).status_code == otra.get(f"{direccion}fichero/").status_code == 404


POR_LO_QUE_SE_HALLA = (
    "cocina",
    "12345678z",
    "LIC",
)


def test_search_finds_what_one_may_see_and_nothing_for_another_unit(mesa: Mesa, expediente: Expediente) -> None:
    for texto in POR_LO_QUE_SE_HALLA:
        hallado = mesa("nuria").post(f"{BASE}buscar/", {"q": texto}, follow=True).content.decode()
        assert f"{expediente.numero} · " in hallado
        nada = mesa("raul").post(f"{BASE}buscar/", {"q": texto}, follow=True).content.decode()
        assert expediente.numero not in nada
        assert "No encontramos" in nada


POR_PARTES_Y_TITULO = (
    "garcia ana",
    "LÓPEZ",
    "Cociná reforma",
    "12345678z",
)


def test_a_party_or_a_title_is_found_by_who_may_open_the_case_whatever_they_see_of_the_registry(
    mesa: Mesa, expediente: Expediente
) -> None:
    for texto in POR_PARTES_Y_TITULO:
        buscado, caso = {"q": texto}, f"{expediente.numero} · "
        for usuario in ("isabel", "teresa", "elena", "nuria"):
            suyas = Acceso.objects.filter(que="busqueda", actor_id=quien(usuario))
            antes = suyas.count()
            pagina = mesa(usuario).post(f"{BASE}buscar/", buscado, follow=True).content.decode()
            assert pagina.count(caso) == 1, f"{usuario} may open it"
            assert suyas.count() > antes
        for usuario in ("carmen", "pilar", "raul"):
            assert caso not in mesa(usuario).post(f"{BASE}buscar/", buscado).content.decode(), f"{usuario} may not"
        assert caso not in mesa("isabel").post(f"{BASE}buscar/", {"q": "garcia pedro"}).content.decode()


@pytest.mark.parametrize("pocos", [0, visibilidad.POCOS])
def test_search_answers_the_same_to_who_sees_few_cases_and_to_who_sees_many(
    mesa: Mesa, expediente: Expediente, reloj: RelojDePrueba, monkeypatch: pytest.MonkeyPatch, pocos: int
) -> None:
    monkeypatch.setattr(visibilidad, "POCOS", pocos)
    escenario.caso(reloj, solicitante="87654321X")
    puesto = diligenciar(
        actor=escenario.empleado("nuria", reloj), expediente_id=expediente.id, texto="Consta.", reloj=reloj
    )
    documento, caso = f"{BASE}documentos/{puesto.documento_id}/", f"{expediente.numero} · "
    for usuario, ve in (("nuria", True), ("isabel", True), ("raul", False), ("carmen", False)):
        for texto in ("cocina", "garcia ana", "12345678z"):
            hallado = mesa(usuario).post(f"{BASE}buscar/", {"q": texto}, follow=True).content.decode()
            assert (caso in hallado) is ve, f"{usuario}, {texto}"
        assert (documento in mesa(usuario).post(f"{BASE}buscar/", {"q": "diligencia"}).content.decode()) is ve


def test_who_is_no_longer_a_party_is_not_looked_for(mesa: Mesa, expediente: Expediente, reloj: RelojDePrueba) -> None:
    Interesado.objects.filter(expediente=expediente).update(hasta=reloj.ahora())
    assert f"{expediente.numero} · " not in mesa("isabel").post(f"{BASE}buscar/", {"q": "garcia"}).content.decode()


def test_documents_are_found_by_words_of_their_title_only_through_a_visible_case(
    mesa: Mesa, expediente: Expediente, reloj: RelojDePrueba
) -> None:
    nuria = escenario.empleado("nuria", reloj)
    puesto = diligenciar(actor=nuria, expediente_id=expediente.id, texto="Consta.", reloj=reloj)
    direccion = f"{BASE}documentos/{puesto.documento_id}/"
    for usuario in ("isabel", "nuria"):
        assert direccion in mesa(usuario).post(f"{BASE}buscar/", {"q": "diligéncia"}).content.decode()
    for usuario in ("carmen", "raul"):
        assert direccion not in mesa(usuario).post(f"{BASE}buscar/", {"q": "diligéncia"}).content.decode()


def test_search_by_number_goes_there_and_by_address_looks_for_nothing(mesa: Mesa, expediente: Expediente) -> None:
    cliente = mesa("nuria")
    assert cliente.post(f"{BASE}buscar/", {"q": expediente.numero}).headers["Location"] == de(expediente)
    for corto in ("a", "de la"):
        assert "al menos tres letras" in cliente.post(f"{BASE}buscar/", {"q": corto}).content.decode()
    assert expediente.numero not in cliente.get(f"{BASE}buscar/?q={expediente.numero}").content.decode()
    assert mesa("raul").post(f"{BASE}buscar/", {"q": expediente.numero}).status_code == 200


def test_search_looks_for_cases_only_in_the_entries_that_one_may_see(
    mesa: Mesa, expediente: Expediente, reloj: RelojDePrueba
) -> None:
    with transaction.atomic():
        asiento = asentar(
            libro="E",
            asunto="Instancia con el plano del tejado",
            interesado=Persona.objects.get(nif="12345678Z"),
            unidad_destino=expediente.unidad,
            canal="sede",
            clave_idempotencia="tejado",
            actor=escenario.SISTEMA,
            reloj=reloj,
            complementos=DatosComplementarios(numero_expediente=expediente.numero),
        )
    texto, caso = {"q": "tejado"}, f"{expediente.numero} · "
    pagina = mesa("nuria").post(f"{BASE}buscar/", texto).content.decode()
    assert caso in pagina
    assert f"{asiento.numero_completo} · " in pagina
    otra = Unidad.objects.get(id__in=escenario.empleado("raul", reloj).unidades)
    nuria = escenario.empleado("nuria", reloj)
    redirigir(actor=nuria, asiento_id=asiento.id, unidad_id=otra.id, motivo="Es de Vía Pública", reloj=reloj)
    sin_asiento = mesa("nuria").post(f"{BASE}buscar/", texto).content.decode()
    assert caso not in sin_asiento
    assert f"{asiento.numero_completo} · " not in sin_asiento
    sin_caso = mesa("raul").post(f"{BASE}buscar/", texto).content.decode()
    assert f"{asiento.numero_completo} · " in sin_caso
    assert caso not in sin_caso


def test_a_search_costs_the_same_queries_with_few_and_many_rows(
    mesa: Mesa, expediente: Expediente, reloj: RelojDePrueba
) -> None:
    cliente, texto = mesa("nuria"), {"q": "cocina"}
    cliente.post(f"{BASE}buscar/", texto)
    with CaptureQueriesContext(connection) as pocas:
        assert f"{expediente.numero} · " in cliente.post(f"{BASE}buscar/", texto).content.decode()
    otros = [escenario.caso(reloj) for _vez in range(4)]
    with CaptureQueriesContext(connection) as muchas:
        pagina = cliente.post(f"{BASE}buscar/", texto).content.decode()
    assert all(f"{otro.numero} · " in pagina for otro in otros)
    assert len(muchas) <= len(pocas) <= LA_BUSQUEDA, f"{len(pocas)} queries became {len(muchas)}"
    assert sum('"registro_asiento"."busqueda"' in pregunta["sql"] for pregunta in muchas) == 1, (
        "the registry is looked in once"
    )


def test_a_page_costs_the_same_queries_with_few_and_many_rows(
    mesa: Mesa, expediente: Expediente, reloj: RelojDePrueba
) -> None:
    topes = {f"{BASE}?ver=unidad": 30, f"{BASE}expedientes/": 14, de(expediente): 73, f"{BASE}portafirmas/": 18}
    actor = escenario.empleado("marta", reloj)
    cliente = mesa("marta")

    def cuestan() -> dict[str, int]:
        hechas = {}
        for direccion in topes:
            with CaptureQueriesContext(connection) as consultas:
                assert cliente.get(direccion).status_code == 200
            hechas[direccion] = len(consultas)
        return hechas

    diligenciar(actor=actor, expediente_id=expediente.id, texto="Primera.", reloj=reloj)
    cuestan()
    pocas = cuestan()
    for vez in range(3):
        diligenciar(actor=actor, expediente_id=expediente.id, texto=f"Otra {vez}.", reloj=reloj)
        escenario.caso(reloj)
    muchas = cuestan()
    assert all(muchas[una] <= pocas[una] <= tope for una, tope in topes.items()), f"{pocas} became {muchas}"


def un_pdf_subido() -> SimpleUploadedFile:
    return SimpleUploadedFile("plano.pdf", un_pdf("plano"), "application/pdf")


def test_a_mistake_in_the_metadata_of_a_document_is_corrected_and_kept(mesa: Mesa, expediente: Expediente) -> None:
    cliente = mesa("nuria")
    subida = {"titulo": "Plano", "tipo_documental": "TD99", "estado_elaboracion": "EE01", "fichero": un_pdf_subido()}
    assert cliente.post(f"{de(expediente)}hacer/subir_documento/", subida).status_code == 302
    documento = Documento.objects.get(titulo="Plano")
    pagina = f"{BASE}documentos/{documento.id}/corregir/"
    assert pagina in cliente.get(f"{BASE}documentos/{documento.id}/").content.decode()
    datos = {
        "titulo": documento.titulo,
        "tipo_documental": documento.tipo_documental,
        "origen_administracion": "si" if documento.origen_administracion else "no",
        "estado_elaboracion": documento.estado_elaboracion,
        "id_eni_origen": documento.id_eni_origen,
        "organo": documento.organo,
        "motivo": "Estaba mal escrito",
    }
    igual = cliente.post(pagina, datos)
    assert (igual.status_code, "No hay ningún cambio" in igual.content.decode()) == (422, True)
    copia = cliente.post(pagina, {**datos, "estado_elaboracion": "EE02", "id_eni_origen": ""})
    assert (copia.status_code, "de qué documento lo es" in copia.content.decode()) == (422, True)
    assert cliente.post(pagina, {**datos, "titulo": "Como debe"}).status_code == 302
    documento.refresh_from_db()
    assert documento.titulo == "Como debe"
    assert documento.versiones_metadatos.get().motivo == "Estaba mal escrito"
    lista = cliente.get(de(expediente)).content.decode()
    assert "Corrección de los datos de un documento" in lista, "a diligencia says it"
    assert mesa("raul").get(pagina).status_code in (403, 404)


def test_another_represents_a_party_and_the_unit_checks_it(mesa: Mesa, expediente: Expediente) -> None:
    cliente = mesa("nuria")
    parte = Interesado.objects.filter(expediente=expediente, hasta=None).order_by("desde")[0]
    acto = f"{de(expediente)}hacer/cambiar_representante/"
    propio = cliente.post(acto, {"interesado": str(parte.id), "nif": parte.persona.nif})
    assert (propio.status_code, "a sí mismo" in propio.content.decode()) == (422, True)
    datos = {"interesado": str(parte.id), "nif": "22222222J", "nombre": "Eva", "apellido1": "Sanz"}
    assert cliente.post(acto, datos).status_code == 302
    parte.refresh_from_db()
    assert parte.representante is not None
    assert (parte.representante.nif, parte.acreditacion) == ("22222222J", Interesado.Acreditacion.PENDIENTE)
    assert Tarea.objects.filter(expediente=expediente, tipo="acreditacion", cerrada_el=None).count() == 1
    assert cliente.post(acto, {"interesado": str(parte.id), "nif": ""}).status_code == 302
    parte.refresh_from_db()
    assert parte.representante is None
