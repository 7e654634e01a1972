"""A person of an area prepares a procedure with pages alone, and somebody else publishes it."""

from __future__ import annotations

import json

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.html import escape

from consistorio.canales.diseno.tests.conftest import Entrar
from consistorio.tramitacion.catalogo.consultas import vigente
from consistorio.tramitacion.catalogo.exportar import documento_de
from consistorio.tramitacion.catalogo.models import BorradorProcedimiento, CasoDePrueba, VersionProcedimiento

P = "/escritorio/procedimientos/"
INFORME = {
    "nombre": "Informe de tráfico",
    "tipo": "informe",
    "fase": "instruccion",
    "area": "policia_local",
    "norma": "LPACAP art. 79",
    "plazo": "5",
    "plazo_unidad": "dias_habiles",
    "condicion_campo": "superficie",
    "condicion_operador": "mayor",
    "condicion_valor": "20",
}


def preparado(entra: Entrar, usuario: str = "ines", codigo: str = "terraza") -> tuple[BorradorProcedimiento, str]:
    """An open draft of that procedure, and its address."""
    respuesta = entra(usuario).post(f"{P}version/{vigente(codigo).id}/preparar/")
    borrador = BorradorProcedimiento.objects.get(codigo=codigo, cerrado_el=None)
    assert respuesta["Location"] == f"{P}{borrador.id}/"
    return borrador, f"{P}{borrador.id}/"


def edicion(borrador: BorradorProcedimiento) -> dict[str, int]:
    borrador.refresh_from_db()
    return {"edicion": borrador.edicion}


def test_from_the_draft_to_its_publication(entra: Entrar) -> None:
    ines = entra("ines")
    assert "Ocupación de la vía pública con terraza" in ines.get(P).content.decode()
    assert "Licencia de obra menor" not in ines.get(P).content.decode()
    borrador, uno = preparado(entra)
    assert "Todavía nada." in ines.get(uno).content.decode()

    mal = ines.post(f"{uno}tareas/nueva/", {**INFORME, **edicion(borrador), "norma": "", "condicion_valor": ""})
    assert mal.status_code == 422
    for falta in ("Un informe dice qué norma lo pide", "Diga con qué se compara."):
        assert falta in mal.content.decode()
    assert ines.post(f"{uno}tareas/nueva/", {**INFORME, **edicion(borrador)}).status_code == 302
    pregunta = {
        "etiqueta": "¿Cuántos metros?",
        "tipo": "numero",
        "ayuda": "Con decimales, si los hay.",
        "pagina": "ocupacion",
    }
    assert ines.post(f"{uno}preguntas/ocupacion/nueva/", {**pregunta, **edicion(borrador)}).status_code == 302
    ya = "Lo tenemos si la presentó el año pasado & no ha cambiado."
    documento = {"nombre": "Fotografía de la acera", "formatos": ["imagen"], "opcional": "on", "ya_lo_tenemos": ya}
    assert ines.post(f"{uno}documentos/nuevo/", {**documento, **edicion(borrador)}).status_code == 302

    pagina = ines.get(uno).content.decode()
    for cambio in (
        "Se añade la tarea «Informe de tráfico».",
        "El formulario pregunta además «¿Cuántos metros?».",
        "Se pide un documento más: «Fotografía de la acera».",
        "Solo si «¿Cuántos metros cuadrados ocupa?» es mayor que 20.",
        f"Ya lo tenemos: {escape(ya)}",
    ):
        assert cambio in pagina

    assert ines.post(f"{uno}ensayar/", edicion(borrador)).status_code == 302
    version = VersionProcedimiento.objects.get(procedimiento__codigo="terraza", estado="ensayo")
    informe = version.tipada.tarea("informe_de_trafico")
    assert informe is not None
    assert (informe.area, informe.plazo_interno and informe.plazo_interno.cantidad) == ("policia_local", 5)
    assert version.tipada.formulario.campo("cuantos_metros") is not None
    quien_puede = "Lo que está en ensayo lo puede publicar:"
    de_ines = ines.get(P).content.decode()
    assert "Javier Quintana Mora" in de_ines.partition(quien_puede)[2].partition("</p>")[0]
    por_publicar = "Versiones de procedimientos por publicar (1)"
    assert por_publicar not in de_ines
    javier = entra("javier")
    assert por_publicar in javier.get(P).content.decode()
    assert por_publicar in javier.get("/escritorio/").content.decode()
    assert javier.post(f"/administracion/catalogo/{version.id}/publicar/").status_code == 302
    assert vigente("terraza").id == version.id
    assert escape(ya) in javier.get("/tramites/terraza/").content.decode()  # who files reads it before starting
    assert quien_puede not in entra("ines").get(P).content.decode()


def test_a_task_of_the_model_changes_only_in_what_an_area_may_change(entra: Entrar) -> None:
    borrador, uno = preparado(entra)
    ines = entra("ines")
    pagina = ines.get(f"{uno}tareas/resolucion/").content.decode()
    assert "Es una tarea preceptiva (LPACAP art. 88)" in pagina
    assert 'name="fase"' not in pagina
    assert 'name="condicion_campo"' not in pagina
    assert "Quitar esta tarea" not in pagina
    assert ines.get(f"{uno}tareas/resolucion/quitar/").status_code == 404
    datos = {"nombre": "Resolver sobre la terraza", "tras": ["propuesta"], **edicion(borrador)}
    assert ines.post(f"{uno}tareas/resolucion/", datos).status_code == 302
    borrador.refresh_from_db()
    cambios = {c["codigo"]: c for c in borrador.capa["tareas"]["cambiar"]}
    assert cambios["resolucion"] == {"codigo": "resolucion", "nombre": "Resolver sobre la terraza"}
    antes = {"nombre": "Resolver", "tras": ["propuesta"], **edicion(borrador)}
    assert ines.post(f"{uno}tareas/resolucion/", antes).status_code == 302
    borrador.refresh_from_db()
    assert "resolucion" not in {c["codigo"] for c in borrador.capa["tareas"]["cambiar"]}  # nothing of its own is left

    assert ines.post(f"{uno}tareas/comprobar_partes/quitar/", edicion(borrador)).status_code == 302
    assert "Quitada" in ines.get(uno).content.decode()
    assert "Volver a ponerla" in ines.get(f"{uno}tareas/comprobar_partes/").content.decode()
    assert ines.post(f"{uno}tareas/comprobar_partes/", edicion(borrador)).status_code == 302
    assert "Quitada" not in ines.get(uno).content.decode()


def test_two_windows_never_overwrite_each_other(entra: Entrar) -> None:
    borrador, uno = preparado(entra)
    vieja = edicion(borrador)
    assert entra("raul").post(f"{uno}tareas/nueva/", {**INFORME, **vieja}).status_code == 302
    tarde = entra("ines").post(f"{uno}tareas/nueva/", {**INFORME, **vieja, "nombre": "Otro informe"})
    assert tarde.status_code == 422
    assert "Raúl Pascual Ibarra ha guardado cambios" in tarde.content.decode()
    assert "Otro informe" in tarde.content.decode()  # what was typed is still there
    assert entra("ines").post(f"{uno}ensayar/", vieja).status_code == 422
    assert entra("ines").post(f"{uno}descartar/", vieja).status_code == 422
    assert entra("ines").post(f"{uno}descartar/", edicion(borrador)).status_code == 302


def test_a_question_keeps_its_code_and_the_values_of_its_answers(entra: Entrar) -> None:
    borrador, uno = preparado(entra)
    ines = entra("ines")
    direccion = f"{uno}preguntas/ocupacion/temporada/"
    assert 'name="tipo"' not in ines.get(direccion).content.decode()
    datos = {
        "etiqueta": "¿Cuándo?",
        "pagina": "ocupacion",
        "respuesta_1": "Todo el año",
        "respuesta_3": "Solo en verano",
        "respuesta_5": "Solo en fiestas",
        **edicion(borrador),
    }
    assert ines.post(direccion, {**datos, "respuesta_3": "", "respuesta_5": ""}).status_code == 422
    assert ines.post(direccion, datos).status_code == 302
    borrador.refresh_from_db()
    campos = {c["codigo"]: c for paso in borrador.capa["formulario"]["pasos"] for c in paso["campos"]}
    assert [o["valor"] for o in campos["temporada"]["opciones"]] == ["anual", "solo_en_verano", "solo_en_fiestas"]
    orden = [c["codigo"] for c in borrador.capa["formulario"]["pasos"][1]["campos"]]
    movida = ines.post(f"{uno}preguntas/ocupacion/mesas/mover/", {"hacia": "arriba", **edicion(borrador)})
    assert movida.status_code == 302
    borrador.refresh_from_db()
    despues = [c["codigo"] for c in borrador.capa["formulario"]["pasos"][1]["campos"]]
    assert despues.index("mesas") == orden.index("mesas") - 1
    assert ines.post(f"{uno}preguntas/ocupacion/temporada/quitar/", edicion(borrador)).status_code == 302
    pagina = ines.post(f"{uno}ensayar/", edicion(borrador))  # other questions depend on its answer
    assert pagina.status_code == 422
    assert "temporada" in pagina.content.decode()
    assert ines.get(f"{uno}preguntas/contacto/nueva/").status_code == 404  # that page is of the standard model


def test_what_is_of_another_area_does_not_exist_there(entra: Entrar) -> None:
    _borrador, uno = preparado(entra)
    marta = entra("marta")
    assert marta.get(uno).status_code == 404
    assert marta.get(f"{uno}tareas/nueva/").status_code == 404
    assert marta.post(f"{P}version/{vigente('terraza').id}/preparar/").status_code == 403
    assert entra("nuria").get(P).status_code == 403  # she processes cases, and prepares no procedure


def test_a_file_of_another_town_becomes_a_draft(entra: Entrar) -> None:
    documento = {**documento_de(vigente("terraza")), "codigo": "quioscos", "nombre": "Quioscos"}
    ines = entra("ines")
    for malo in (b"nada", b"{}"):
        assert ines.post(f"{P}traer/", {"fichero": SimpleUploadedFile("p.json", malo)}).status_code == 422
    fichero = SimpleUploadedFile("p.json", json.dumps(documento).encode())
    traido = ines.post(f"{P}traer/", {"fichero": fichero}, follow=True)
    assert "Quioscos" in traido.content.decode()
    assert "falta este apartado" in traido.content.decode()


def test_what_is_in_trial_is_taken_back(entra: Entrar) -> None:
    borrador, uno = preparado(entra)
    ines = entra("ines")
    ines.post(f"{uno}tareas/nueva/", {**INFORME, **edicion(borrador)})
    ines.post(f"{uno}ensayar/", edicion(borrador))
    version = VersionProcedimiento.objects.get(procedimiento__codigo="terraza", estado="ensayo")
    assert "Seguir cambiándola" in ines.get(P).content.decode()
    assert ines.post(f"{P}version/{version.id}/retomar/").status_code == 302
    version.refresh_from_db()
    assert version.estado == "descartada"
    assert (
        "Informe de tráfico" in ines.get(P, follow=True).content.decode()
        or BorradorProcedimiento.objects.filter(codigo="terraza", cerrado_el=None).exists()
    )


def test_what_is_answered_by_choosing_is_chosen_in_the_made_up_case_too(entra: Entrar) -> None:
    _borrador, uno = preparado(entra, "sonia", codigo="vado")
    oscar = entra("oscar")
    caso = {"entrada.dia": "2", "entrada.mes": "3", "entrada.anio": "2026", "interesados": "1"}
    pagina = oscar.get(f"{uno}probar/").content.decode()
    assert "No se contesta" in pagina.partition('name="r.rebaje"')[2].partition("</select>")[0]
    pasos = {"paso": ["comunicacion_inicial:1:", "revision:1:"]}
    tecnico = "Informe técnico sobre el rebaje del bordillo"
    con = oscar.get(f"{uno}probar/", {**caso, **pasos, "r.rebaje": "true"}).content.decode()
    assert tecnico in con.partition("Qué se puede hacer ahora")[2].partition("Qué ha pasado")[0]
    sin = oscar.get(f"{uno}probar/", {**caso, **pasos}).content.decode()
    assert tecnico not in sin.partition("Qué se puede hacer ahora")[2].partition("Qué ha pasado")[0]
    assert oscar.get(f"{uno}probar/", {**caso, "r.rebaje": "a veces"}).status_code == 422


def test_who_does_a_task_is_chosen_knowing_the_unit_that_answers(entra: Entrar) -> None:
    _borrador, uno = preparado(entra, "sonia", codigo="vado")
    assert "Policía Local" in entra("sonia").get(f"{uno}tareas/nueva/").content.decode()


def test_a_draft_is_tried_on_a_made_up_case_and_the_case_is_kept(entra: Entrar) -> None:
    borrador, uno = preparado(entra)
    ines = entra("ines")
    ines.post(f"{uno}tareas/nueva/", {**INFORME, **edicion(borrador)})
    pagina = ines.get(f"{uno}probar/").content.decode()
    assert "¿Cuántos metros cuadrados ocupa?" in pagina  # on it depends a task
    assert "Nombre del local" not in pagina
    caso = {"entrada.dia": "2", "entrada.mes": "3", "entrada.anio": "2026", "interesados": "1", "r.superficie": "24"}
    assert ines.get(f"{uno}probar/", {**caso, "entrada.mes": "13"}).status_code == 422
    empezado = ines.get(f"{uno}probar/", caso).content.decode()
    assert "Hay que resolver y notificar hasta el 2 de junio de 2026" in empezado
    pasos = ["comunicacion_inicial:1:", "revision:7:", "informe_area:10:", "informe_tecnico:0:"]
    a_medias = ines.get(
        f"{uno}probar/", {**caso, "paso": pasos, "tarea": "informe_de_trafico", "dias": "3"}
    ).content.decode()
    assert "Redactar la propuesta de resolución" in a_medias
    fuera = ines.get(f"{uno}probar/", {**caso, "paso": ["resolucion:1:estima"]})
    assert fuera.status_code == 422
    assert "ese día no está abierta «Resolver»" in fuera.content.decode()

    todos = [*pasos, "informe_de_trafico:3:", "propuesta:1:estima", "resolucion:1:estima", "notificacion:1:"]
    sin_nombre = ines.post(f"{uno}probar/guardar/", {**caso, "paso": todos})
    assert sin_nombre.status_code == 422
    guardado = ines.post(f"{uno}probar/guardar/", {**caso, "paso": todos, "nombre": "Con tráfico"}, follow=True)
    assert "Caso guardado" in guardado.content.decode()

    assert ines.post(f"{uno}tareas/informe_de_trafico/quitar/", edicion(borrador)).status_code == 302
    parado = ines.get(uno).content.decode()
    assert "el caso «Con tráfico» ya no se puede seguir" in parado
    assert ines.post(f"{uno}ensayar/", edicion(borrador)).status_code == 422
    fila = CasoDePrueba.objects.get(procedimiento="terraza")
    assert ines.post(f"{uno}probar/{fila.id}/retirar/").status_code == 302
    assert ines.post(f"{uno}probar/{fila.id}/retirar/").status_code == 404
    assert "Con tráfico" not in ines.get(uno).content.decode()


def test_a_made_up_case_stops_and_extends_its_term_and_says_how_it_is_counted(entra: Entrar) -> None:
    _borrador, uno = preparado(entra)
    ines = entra("ines")
    caso = {"entrada.dia": "2", "entrada.mes": "3", "entrada.anio": "2026", "interesados": "1", "r.superficie": "10"}
    corregir = ines.get(
        f"{uno}probar/", {**caso, "tarea": "revision", "dias": "11", "que": "requiere"}
    ).content.decode()
    assert "El plazo para resolver está parado" in corregir
    assert "Contesta la persona interesada" in corregir
    pasos = ["revision:11::requiere:0"]
    contesta = ines.get(
        f"{uno}probar/", {**caso, "paso": pasos, "tarea": "revision", "dias": "7", "que": "responde"}
    ).content.decode()
    assert "Hay que resolver y notificar hasta el 9 de junio de 2026" in contesta
    assert "Suspendido del viernes 13 de marzo de 2026 al viernes 20 de marzo de 2026, 7 días naturales" in contesta
    pasos.append("revision:7::responde:0")
    ampliado = ines.get(f"{uno}probar/", {**caso, "paso": pasos, "que": "amplia", "cantidad": "1"}).content.decode()
    assert "Hay que resolver y notificar hasta el 9 de julio de 2026" in ampliado
    otra = ines.get(f"{uno}probar/", {**caso, "paso": [*pasos, ":0::amplia:1"], "que": "amplia", "cantidad": "1"})
    assert (otra.status_code, "ya se amplió una vez" in otra.content.decode()) == (422, True)
    guardado = ines.post(f"{uno}probar/guardar/", {**caso, "paso": pasos, "nombre": "Corregida"}, follow=True)
    assert "Caso guardado" in guardado.content.decode()
    fila = CasoDePrueba.objects.get(procedimiento="terraza")
    assert fila.caso["pasos"][0] == {"tarea": "revision", "dias": 11, "sentido": "", "que": "requiere", "cantidad": 0}


def test_a_file_never_takes_what_is_of_another_area_nor_what_no_page_could_show(entra: Entrar) -> None:
    ines = entra("ines")
    de_otra = {**documento_de(vigente("licencia-obra-menor")), "area": "via_publica"}
    negada = ines.post(f"{P}traer/", {"fichero": SimpleUploadedFile("p.json", json.dumps(de_otra).encode())})
    assert (negada.status_code, "es de otra área" in negada.content.decode()) == (422, True)
    bueno = {**documento_de(vigente("terraza")), "codigo": "quioscos"}
    raros: list[tuple[dict[str, object], str]] = [
        ({"codigo": "licencia obra"}, "minúsculas, números y guiones"),
        ({"tareas": []}, "anadir, cambiar o quitar"),
        ({"tareas": {"anadir": [{"codigo": "Mi tarea"}]}}, "letras minúsculas sin acentos"),
        ({"formulario": []}, "entre llaves"),
        ({"formulario": {"pasos": [{"codigo": "uno", "campos": [{"codigo": ""}]}]}}, "letras minúsculas sin acentos"),
        ({"nombre": 1.5}, "lleva decimales"),
        ({"nombre": "a\u0000"}, "carácter nulo"),
    ]
    for cambio, dice in raros:
        fichero = SimpleUploadedFile("p.json", json.dumps({**bueno, **cambio}).encode())
        pagina = ines.post(f"{P}traer/", {"fichero": fichero})
        assert (pagina.status_code, dice in pagina.content.decode()) == (422, True), cambio
    assert not BorradorProcedimiento.objects.filter(codigo="quioscos").exists()
    sin_fase: dict[str, object] = {
        **bueno,
        "tareas": {"anadir": [{"codigo": "x", "fase": "otra", "tras": ["revision"]}]},
    }
    abierto = ines.post(f"{P}traer/", {"fichero": SimpleUploadedFile("p.json", json.dumps(sin_fase).encode())})
    assert abierto.status_code == 302
    assert ines.get(abierto["Location"]).status_code == 200
    suya = abierto["Location"]
    for aqui in (
        "probar/?interesados=1",
        "formulario/",
    ):  # which cannot be tried nor seen: it says why, and where it is mended
        dicho = ines.get(f"{suya}{aqui}").content.decode()
        assert "hay que arreglar esto" in dicho
        assert f'<a class="govuk-link" href="{suya}tareas/x/">Arreglarlo' in dicho
