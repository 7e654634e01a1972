"""The model of an area with pages alone: it is changed, what it would break is said with where to mend it, and somebody else publishes it."""

from __future__ import annotations

import json

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from consistorio.canales.diseno.tests.conftest import Entrar
from consistorio.canales.diseno.tests.test_diseno import INFORME, P
from consistorio.canales.diseno.tests.test_publicados import copia
from consistorio.canales.interfaz.tests.enviado import sin_tocar
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.tramitacion.catalogo.consultas import modelo_vigente, vigente
from consistorio.tramitacion.catalogo.models import Area, BorradorModelo, BorradorProcedimiento, Modelo

M = f"{P}modelos/"
ACCESIBLE = {**INFORME, "nombre": "Informe de accesibilidad", "condicion_campo": "", "condicion_operador": ""}
ACCESIBLE["condicion_valor"] = ""


def abierto(entra: Entrar) -> tuple[BorradorModelo, str]:
    """The open draft of the model of Urbanismo, and its address."""
    respuesta = entra("marta").post(f"{M}urbanismo/preparar/")
    borrador = BorradorModelo.objects.get(area="urbanismo", cerrado_el=None)
    assert respuesta["Location"] == f"{P}{borrador.id}/"
    return borrador, respuesta["Location"]


def edicion(borrador: BorradorModelo) -> dict[str, int]:
    borrador.refresh_from_db()
    return {"edicion": borrador.edicion}


def en_ensayo(entra: Entrar) -> Modelo:
    borrador, uno = abierto(entra)
    marta = entra("marta")
    assert marta.post(f"{uno}tareas/nueva/", {**ACCESIBLE, **edicion(borrador)}).status_code == 302
    assert marta.post(f"{uno}ensayar/", edicion(borrador))["Location"] == f"{M}urbanismo/"
    return Modelo.objects.get(codigo="urbanismo", estado="ensayo")


def test_from_the_draft_to_what_it_changes(entra: Entrar) -> None:
    marta = entra("marta")
    assert f'href="{M}urbanismo/"' in marta.get(P).content.decode()
    assert "Cambiar el modelo del área" in marta.get(f"{M}urbanismo/").content.decode()
    borrador, uno = abierto(entra)
    vacio = marta.get(uno).content.decode()
    assert "Todavía nada." in vacio
    assert "Ninguno de los publicados." in vacio
    nada = marta.post(f"{uno}ensayar/", edicion(borrador))
    assert (nada.status_code, "no hay nada que ensayar" in nada.content.decode()) == (422, True)

    # The pages of the procedures, over the layer of the area
    fija = marta.get(f"{uno}tareas/resolucion/").content.decode()
    assert "Es una tarea preceptiva (LPACAP art. 88)" in fija
    assert marta.get(f"{uno}tareas/resolucion/quitar/").status_code == 404
    assert marta.post(f"{uno}tareas/nueva/", {**ACCESIBLE, **edicion(borrador)}).status_code == 302
    assert marta.post(f"{uno}paginas/nueva/", {"titulo": "Finca", **edicion(borrador)}).status_code == 302
    finca = {"etiqueta": "Finca registral", "tipo": "texto", "pagina": "finca", "opcional": "on"}
    assert marta.post(f"{uno}preguntas/finca/nueva/", {**finca, **edicion(borrador)}).status_code == 302
    assert marta.get(f"{uno}preguntas/contacto/nueva/").status_code == 404  # that page is of the standard model
    assert marta.get(f"{uno}diagrama/").status_code == 200
    for ajena in ("tamano/", "textos/", "documentos/nuevo/", "probar/", "formulario/", "tareas/informe_area/pago/"):
        assert marta.get(f"{uno}{ajena}").status_code == 404  # of procedures alone

    pagina = marta.get(uno).content.decode()
    for dice in (
        "Se añade la tarea «Informe de accesibilidad».",
        "El formulario pregunta además «Finca registral».",
        "Licencia de obra menor",
        "Licencia de obra mayor",
        "Del área",
    ):
        assert dice in pagina
    assert "Terraza" not in pagina

    assert marta.post(f"{uno}ensayar/", edicion(borrador)).status_code == 302
    modelo = Modelo.objects.get(codigo="urbanismo", estado="ensayo")
    publicar = f"{M}version/{modelo.id}/publicar/"
    assert "En ensayo: versión 3" in marta.get(f"{M}urbanismo/").content.decode()
    assert publicar not in marta.get(f"{M}urbanismo/").content.decode()
    javier = entra("javier")
    assert publicar in javier.get(f"{M}urbanismo/").content.decode()
    leida = javier.get(publicar).content.decode()
    assert "Licencia de obra mayor" in leida
    negada = javier.post(publicar, {"visto": "otra cosa"})
    assert (negada.status_code, "ya no es lo que usted ha leído" in negada.content.decode()) == (422, True)
    hecha = javier.post(publicar, sin_tocar(leida, "visto"), follow=True)
    assert "El modelo está en vigor" in hecha.content.decode()
    assert modelo_vigente("area", "urbanismo") == modelo
    for codigo in ("licencia-obra-menor", "licencia-obra-mayor"):
        assert vigente(codigo).tipada.tarea("informe_de_accesibilidad") is not None
        assert vigente(codigo).tipada.formulario.campo("finca_registral") is not None
    assert javier.get(publicar).status_code == 404
    assert "Se añade la tarea «Informe de accesibilidad»." in javier.get(f"{M}urbanismo/").content.decode()


def test_who_publishes_it_is_said_and_reaches_their_desk(entra: Entrar) -> None:
    modelo = en_ensayo(entra)
    quien_puede, por_publicar = "Lo puede publicar:", f'href="{M}">Modelos de área por publicar (1)'
    marta = entra("marta")
    for pagina, dice in ((f"{M}urbanismo/", quien_puede), (P, "lo puede publicar:")):
        dicho = marta.get(pagina).content.decode().partition(dice)[2].partition("</p>")[0]
        assert "Javier Quintana Mora" in dicho
        assert "Marta" not in dicho
    assert por_publicar not in marta.get("/escritorio/").content.decode()
    javier, publicar = entra("javier"), f"{M}version/{modelo.id}/publicar/"
    for pagina in ("/escritorio/", P):
        assert por_publicar in javier.get(pagina).content.decode()
    assert publicar in javier.get(M).content.decode()
    assert quien_puede not in javier.get(f"{M}urbanismo/").content.decode()
    assert javier.post(f"{M}version/{modelo.id}/descartar/").status_code == 302
    assert por_publicar not in javier.get("/escritorio/").content.decode()


def test_a_task_and_a_page_of_some_procedures_alone(entra: Entrar) -> None:
    borrador, uno = abierto(entra)
    marta = entra("marta")
    declarada = {**ACCESIBLE, "naturalezas": ["declaracion"], "tras": ["informe_area"]}
    assert marta.post(f"{uno}tareas/nueva/", {**declarada, **edicion(borrador)}).status_code == 302
    finca = {"titulo": "Finca", "naturalezas": ["solicitud", "declaracion", "comunicacion"], **edicion(borrador)}
    assert marta.post(f"{uno}paginas/nueva/", finca).status_code == 302
    borrador.refresh_from_db()
    (tarea,), (pagina,) = borrador.capa["tareas"]["anadir"], borrador.capa["formulario"]["pasos"]
    assert (tarea["naturalezas"], "naturalezas" in pagina) == (["declaracion"], False)
    dicho = marta.get(uno).content.decode()
    assert "espera a «Informe técnico municipal», que solo se hace en solicitudes." in dicho
    suya = f"{uno}tareas/{tarea['codigo']}/"
    assert f'href="{suya}"' in dicho
    assert "Solo en declaraciones responsables." in dicho
    assert (
        dicho.count("Se añade la tarea «Informe de accesibilidad».") == 1
    )  # not in the licences, which are applications
    assert dicho.count("Se añade la página «Finca» al formulario.") == 3
    enviado = sin_tocar(marta.get(suya).content.decode(), "edicion")
    assert enviado["naturalezas"] == ["declaracion"]
    assert marta.post(suya, {**enviado, "tras": ["comprobacion"]}).status_code == 302
    dicho = marta.get(uno).content.decode()
    assert "que solo se hace en" not in dicho
    comprobar = marta.get(f"{uno}tareas/comprobacion/").content.decode()
    assert "Solo en declaraciones responsables y comunicaciones." in comprobar
    assert 'name="naturalezas"' not in comprobar
    assert (
        marta.post(f"{uno}paginas/finca/", {**finca, "naturalezas": ["ruego"], **edicion(borrador)}).status_code == 422
    )
    mia = marta.post(f"{P}version/{vigente('licencia-obra-menor').id}/preparar/")["Location"]
    for aqui in ("tareas/nueva/", "paginas/nueva/"):
        assert 'name="naturalezas"' not in marta.get(f"{mia}{aqui}").content.decode()  # a procedure is of one


def test_what_would_break_leads_to_where_it_is_mended(entra: Entrar) -> None:
    borrador, uno = abierto(entra)
    marta = entra("marta")
    assert marta.post(f"{uno}tareas/informe_area/quitar/", edicion(borrador)).status_code == 302
    pagina = marta.get(uno).content.decode()
    assert "No sería válido" in pagina
    assert f"{uno}tareas/informe_area/" in pagina  # there the model puts it back
    preparar = f"{P}version/{vigente('licencia-obra-mayor').id}/preparar/"
    assert preparar in pagina
    parada = marta.post(f"{uno}ensayar/", edicion(borrador))
    assert (parada.status_code, "no se puede ensayar todavía" in parada.content.decode()) == (422, True)

    suyo = marta.post(preparar)["Location"]
    pagina = marta.get(uno).content.decode()
    assert f"{suyo}tareas/informe_juridico/" in pagina  # what waits for what would not be there
    assert marta.get(f"{suyo}tareas/informe_juridico/").status_code == 200
    assert BorradorProcedimiento.objects.filter(codigo="licencia-obra-mayor", cerrado_el=None).exists()
    assert "Volver a ponerla" in marta.get(f"{uno}tareas/informe_area/").content.decode()
    assert marta.post(f"{uno}tareas/informe_area/", edicion(borrador)).status_code == 302
    assert "No sería válido" not in marta.get(uno).content.decode()


def test_a_procedure_with_a_draft_is_listed_once_unless_its_draft_would_be_wrong(entra: Entrar) -> None:
    borrador, uno = abierto(entra)
    marta = entra("marta")
    suyo = marta.post(f"{P}version/{vigente('licencia-obra-menor').id}/preparar/")["Location"]
    assert marta.post(f"{uno}tareas/nueva/", {**ACCESIBLE, **edicion(borrador)}).status_code == 302
    pagina = marta.get(uno).content.decode()
    assert pagina.count("<strong>Licencia de obra menor</strong>") == 1
    assert "Se está preparando otra versión, que también lo tendrá." in pagina
    propia = BorradorProcedimiento.objects.get(codigo="licencia-obra-menor", cerrado_el=None)
    repetida = {**ACCESIBLE, "edicion": propia.edicion}
    assert marta.post(f"{suyo}tareas/nueva/", repetida).status_code == 302
    pagina = marta.get(uno).content.decode()
    assert pagina.count("<strong>Licencia de obra menor</strong>") == 2
    assert "ya hay una tarea con este código en un nivel superior" in pagina


def test_somebody_of_another_area_sees_it_and_is_told_who_changes_it(entra: Entrar) -> None:
    borrador, uno = abierto(entra)
    ines = entra("ines")
    pagina = ines.get(f"{M}urbanismo/").content.decode()
    assert "Lo cambia Licencias" in pagina
    assert "Cambiar el modelo del área" not in pagina
    assert str(borrador.id) not in pagina
    negada = ines.post(f"{M}urbanismo/preparar/")
    assert (negada.status_code, "Esto es de otra área: responde Licencias" in negada.content.decode()) == (403, True)
    assert ines.get(uno).status_code == 404
    assert ines.post(f"{uno}tareas/nueva/", {**ACCESIBLE, "edicion": 1}).status_code == 404
    assert "Urbanismo" in entra("nuria").get(M).content.decode()  # whoever works in the town reads them
    assert entra("nuria").post(f"{M}urbanismo/preparar/").status_code == 403
    assert entra("nuria").get(f"{M}ninguna/").status_code == 404


def test_two_windows_never_overwrite_each_other_and_it_saves_by_itself(entra: Entrar) -> None:
    borrador, uno = abierto(entra)
    marta, direccion = entra("marta"), f"{uno}tareas/informe_area/"
    enviado = sin_tocar(marta.get(direccion).content.decode(), "edicion")
    solo = {"Accept": "application/json"}
    primera = marta.post(direccion, {**enviado, "nombre": "Informe técnico"}, headers=solo)
    assert (primera.status_code, primera.json()["edicion"]) == (200, 2)
    tarde = marta.post(direccion, {**enviado, "nombre": "Otro"}, headers=solo)
    assert (tarde.status_code, "ha guardado cambios mientras usted escribía" in tarde.json()["mensaje"]) == (409, True)
    borrador.refresh_from_db()
    (cambio,) = borrador.capa["tareas"]["cambiar"]
    assert cambio["nombre"] == "Informe técnico"
    assert cambio["area"] == "servicios_tecnicos"  # what nobody touched stays
    assert marta.post(f"{uno}descartar/", {"edicion": 1}).status_code == 422
    assert marta.post(f"{uno}descartar/", {"edicion": 2}).status_code == 302
    assert marta.get(uno).status_code == 404


def test_what_is_in_trial_is_taken_back_or_given_up(entra: Entrar) -> None:
    modelo = en_ensayo(entra)
    marta, javier = entra("marta"), entra("javier")
    retomado = entra("marta").post(f"{M}version/{modelo.id}/retomar/")
    assert "Informe de accesibilidad" in marta.get(retomado["Location"]).content.decode()
    assert marta.post(f"{M}version/{modelo.id}/retomar/").status_code == 409
    borrador = BorradorModelo.objects.get(area="urbanismo", cerrado_el=None)
    entra("marta").post(f"{P}{borrador.id}/ensayar/", edicion(borrador))
    otra = Modelo.objects.get(codigo="urbanismo", estado="ensayo")
    javier = entra("javier")
    assert javier.get(f"{M}version/{otra.id}/descartar/").status_code == 200
    assert javier.post(f"{M}version/{otra.id}/descartar/").status_code == 302
    assert javier.post(f"{M}version/{otra.id}/descartar/").status_code == 404


def test_a_file_comes_and_goes(entra: Entrar) -> None:
    en_vigor = modelo_vigente("area", "urbanismo")
    assert en_vigor is not None
    bajado = entra("nuria").get(f"{M}version/{en_vigor.id}/fichero/")
    assert json.loads(bajado.content) == en_vigor.definicion
    marta = entra("marta")
    estandar = Modelo.objects.get(clase="modelo", estado="publicado")
    assert marta.get(f"{M}version/{estandar.id}/fichero/").status_code == 404
    mal = SimpleUploadedFile("m.json", json.dumps(estandar.definicion).encode())
    negado = marta.post(f"{P}traer/", {"fichero": mal})
    assert (negado.status_code, "no es del modelo de un área" in negado.content.decode()) == (422, True)
    traido = marta.post(f"{P}traer/", {"fichero": SimpleUploadedFile("m.json", bajado.content)}, follow=True)
    assert "Todavía nada." in traido.content.decode()


def test_what_stays_as_it_is_and_what_is_wrong_in_trial_is_said(entra: Entrar) -> None:
    ahora = reloj_de_la_casa().ahora()
    copia(vigente("licencia-obra-mayor"), capa={}, estado="publicada", publicada_el=ahora)
    _borrador, uno = abierto(entra)
    assert "no se guardaba lo que es suyo: Zócalos" in entra("marta").get(uno).content.decode()

    en_vigor = modelo_vigente("area", "atencion")
    assert en_vigor is not None
    malo = {**en_vigor.definicion, "numero": 9, "tareas": {"quitar": ["resolucion"]}}
    Modelo.objects.create(
        clase="area", codigo="atencion", numero=9, nombre="Atención", definicion=malo, huella="9", cargado_el=ahora
    )
    modelo = Modelo.objects.get(codigo="atencion", estado="ensayo")
    javier = entra("javier")
    pagina = javier.get(f"{M}version/{modelo.id}/publicar/").content.decode()
    assert "Mientras sea así no se puede publicar" in pagina
    assert pagina.count("la ley no deja quitarla") == 1
    negada = javier.post(f"{M}version/{modelo.id}/publicar/", sin_tocar(pagina, "visto"))
    assert (negada.status_code, "No se ha publicado nada" in negada.content.decode()) == (422, True)


def test_the_lists_ask_the_same_for_one_as_for_many(entra: Entrar) -> None:
    def preguntas() -> tuple[int, int]:
        cuantas = []
        for usuario, direccion in (("nuria", M), ("marta", P)):
            cliente = entra(usuario)
            cliente.get(direccion)  # what a process reads once
            with CaptureQueriesContext(connection) as hechas:
                assert cliente.get(direccion).status_code == 200
            cuantas.append(len(hechas))
        return cuantas[0], cuantas[1]

    ahora = reloj_de_la_casa().ahora()
    licencias = Area.objects.get(codigo="urbanismo").unidad

    def una_mas(numero: int) -> None:
        codigo = f"area_{numero}"
        Area.objects.create(codigo=codigo, nombre=f"Área {numero}", unidad=licencias)
        Modelo.objects.create(
            clase="area", codigo=codigo, numero=1, nombre=codigo, definicion={}, huella=codigo, cargado_el=ahora
        )

    una_mas(0)
    antes = preguntas()
    for numero in range(1, 9):
        una_mas(numero)
    assert preguntas() == antes
