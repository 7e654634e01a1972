"""The texts of the decision are written from their page, name only what a case can say, and are seen in a made-up case before any real one."""

from __future__ import annotations

import io
import json
import shutil
import subprocess

import pikepdf
import pytest

from consistorio.canales.diseno.tests.conftest import Entrar
from consistorio.canales.diseno.tests.test_diseno import edicion, preparado
from consistorio.canales.diseno.vistas.tareas import explicacion_de
from consistorio.canales.interfaz.tests.enviado import sin_tocar
from consistorio.documental.documentos.models import Documento
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.almacen.models import Contenido
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.servicios.resoluciones.campos import campos_de, problemas_de_textos
from consistorio.servicios.resoluciones.models import Resolucion
from consistorio.servicios.resoluciones.vista_previa import texto_de_prueba, vista_previa
from consistorio.tramitacion.catalogo.consultas import vigente
from consistorio.tramitacion.catalogo.datos import CARPETA, PROCEDIMIENTOS
from consistorio.tramitacion.catalogo.models import BorradorProcedimiento
from consistorio.tramitacion.formularios.valores import Valor, como_datos


def textos_de(borrador: BorradorProcedimiento) -> dict[str, Valor]:
    borrador.refresh_from_db()
    cambios = {c["codigo"]: c for c in borrador.capa["tareas"]["cambiar"]}
    return como_datos(cambios["propuesta"]["datos"]["textos"])


def palabras_del_pdf(pdf: bytes) -> str:
    """What is read in it, in the order of its structure."""
    if shutil.which("pdftotext") is None:
        pytest.skip("NOT RUN: pdftotext (poppler-utils) is not installed")
    hecho = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    return " ".join(hecho.stdout.decode().split())


def test_a_text_is_written_and_only_what_was_touched_changes(entra: Entrar) -> None:
    borrador, uno = preparado(entra)
    ines = entra("ines")
    antes = textos_de(borrador)
    lista = ines.get(f"{uno}textos/").content.decode()
    assert "Fundamentos de derecho, Decisión" in lista
    pagina = ines.get(f"{uno}textos/estima/").content.decode()
    for dicho in (
        "[[respuesta_superficie]]",
        "¿Cuántos metros cuadrados ocupa?",
        "Ocupa 12 metros cuadrados.",
        "[[pruebas]]",
    ):
        assert dicho in pagina
    enviado = sin_tocar(pagina, "decision")
    assert ines.post(f"{uno}textos/estima/", enviado).status_code == 302
    assert textos_de(borrador) == antes

    decision = "Autorizar a [[interesado]].\r\nEs la terraza de [[respuesta_nombre_local]].\r\n\r\nPaga la tasa."
    assert ines.post(f"{uno}textos/estima/", {**enviado, "decision": decision}).status_code == 302
    estima = como_datos(textos_de(borrador)["estima"])
    assert estima["decision"] == [
        "Autorizar a [[interesado]]. Es la terraza de [[respuesta_nombre_local]].",
        "Paga la tasa.",
    ]
    assert estima["fundamentos"] == como_datos(antes["estima"])["fundamentos"]
    assert textos_de(borrador)["deniega"] == antes["deniega"]
    vacio = {"antecedentes": "", "fundamentos": "", "decision": "", **edicion(borrador)}
    assert ines.post(f"{uno}textos/deniega/", vacio).status_code == 302
    assert "deniega" not in textos_de(borrador)
    assert ines.get(f"{uno}textos/nada/").status_code == 404


def test_what_no_case_can_say_is_told_with_its_place_and_nothing_is_lost(entra: Entrar) -> None:
    borrador, uno = preparado(entra)
    ines = entra("ines")
    texto = {"decision": "Bien.\n\nMide [[respuesta_metros]] y [[Interesado]].", **edicion(borrador)}
    mal = ines.post(f"{uno}textos/estima/", texto)
    assert mal.status_code == 422
    for falta in (
        "En el párrafo 2, «[[respuesta_metros]]» no es",
        "«[[Interesado]]» no es",
        "Mide [[respuesta_metros]]",
    ):
        assert falta in mal.content.decode()
    prueba = ines.post(f"{uno}textos/estima/prueba/propuesta/", texto)
    assert (prueba.status_code, "no es ninguno de los campos" in prueba.content.decode()) == (422, True)
    # One that was right until its question was taken away is told by the checker, with the page where it is mended
    assert ines.post(f"{uno}preguntas/ocupacion/mesas/quitar/", edicion(borrador)).status_code == 302
    pagina = ines.get(uno).content.decode()
    assert "en el párrafo 4, «[[respuesta_mesas]]» no es ninguno de los campos que se pueden poner." in pagina
    assert f'href="{uno}textos/"' in pagina
    assert ines.post(f"{uno}ensayar/", edicion(borrador)).status_code == 422


@pytest.mark.parametrize("documento", ["propuesta", "resolucion"])
def test_the_trial_is_drawn_as_the_real_one_and_nothing_is_kept(entra: Entrar, documento: str) -> None:
    borrador, uno = preparado(entra)
    ines = entra("ines")
    habia = (Documento.objects.count(), Contenido.objects.count(), Resolucion.objects.count())
    texto = {"decision": "Se autoriza lo que pide [[interesado]], sin guardar.", **edicion(borrador)}
    respuesta = ines.post(f"{uno}textos/estima/prueba/{documento}/", texto)
    assert (respuesta.status_code, respuesta["Content-Type"]) == (200, "application/pdf")
    leido = palabras_del_pdf(respuesta.content)
    assert "PRUEBA" in leido
    assert "Se autoriza lo que pide Ana Ejemplo Inventada, sin guardar." in leido
    assert "Caso inventado. No es un documento del Ayuntamiento." in leido
    assert "Código seguro de verificación" not in leido
    with pikepdf.open(io.BytesIO(respuesta.content)) as pdf:
        assert "/AcroForm" not in pdf.Root  # there is nowhere to sign it
        assert str(pdf.docinfo["/Title"]).startswith("PRUEBA")
    assert (Documento.objects.count(), Contenido.objects.count(), Resolucion.objects.count()) == habia
    assert textos_de(borrador)["estima"] != {"decision": ["Se autoriza lo que pide [[interesado]], sin guardar."]}
    assert ines.post(f"{uno}textos/estima/prueba/factura/", texto).status_code == 404
    assert entra("marta").post(f"{uno}textos/estima/prueba/{documento}/", texto).status_code == 404


OTROS = {
    "requerimiento": "Requerimiento de subsanación",
    "audiencia": "Trámite de audiencia",
    "providencia": "Providencia",
    "carta": "Ocupación de la vía pública con terraza",
}


def test_the_other_writings_have_their_words_and_are_seen_beside_what_is_written(entra: Entrar) -> None:
    """Each is kept under its name, drawn as the real one, and its document may be shown inside a page of the house, and of no other."""
    borrador, uno = preparado(entra)
    ines = entra("ines")
    for clase, titulo in OTROS.items():
        pagina = f"{uno}textos/{clase}/"
        assert f'href="{pagina}"' in ines.get(f"{uno}textos/").content.decode()
        texto = f"Sobre [[titulo]], lo del {clase}.\r\n\r\nY lo que sigue."
        assert ines.post(pagina, {"texto": texto, **edicion(borrador)}).status_code == 302
        assert textos_de(borrador)[clase] == {"texto": [f"Sobre [[titulo]], lo del {clase}.", "Y lo que sigue."]}
        vista = ines.get(pagina)
        assert f"Sobre el título que tenga el expediente, lo del {clase}." in vista.content.decode()
        assert f'data-previa="{pagina}prueba/{clase}/"' in vista.content.decode()
        assert "frame-ancestors 'none'" in vista["Content-Security-Policy"]
        prueba = ines.get(f"{pagina}prueba/{clase}/")
        assert (prueba.status_code, prueba["Content-Type"]) == (200, "application/pdf")
        assert "frame-ancestors 'self'" in prueba["Content-Security-Policy"]
        leido = palabras_del_pdf(prueba.content)
        for dice in (titulo, f"lo del {clase}.", "Y lo que sigue.", "Caso inventado"):
            assert dice in leido, (clase, dice)
        assert ines.get(f"{pagina}prueba/resolucion/").status_code == 404
    assert "Texto" in ines.get(f"{uno}textos/").content.decode()
    mal = ines.post(f"{uno}textos/carta/", {"texto": "Hola, [[nadie]].", **edicion(borrador)})
    assert (mal.status_code, "«[[nadie]]» no es" in mal.content.decode()) == (422, True)
    assert "los textos de la decisión y de otros escritos" in ines.get(uno).content.decode()
    de_la_decision = ines.get(f"{uno}textos/estima/prueba/propuesta/")  # what is saved, as the page shows it beside
    assert "Autorizar a Ana Ejemplo Inventada" in palabras_del_pdf(de_la_decision.content)


def test_every_sense_of_everything_that_ships_is_drawn(entra: Entrar) -> None:
    """In one document of the terrace, and of each the words."""
    definicion = vigente("terraza").tipada
    for sentido in Resolucion.Sentido.values:
        pdf = vista_previa("resolucion", definicion, sentido, {}, unidad="", reloj=reloj_de_la_casa())
        assert pdf.startswith(b"%PDF")
        for nombre in PROCEDIMIENTOS:
            version = vigente(nombre.removesuffix(".json"))
            tarea = version.tipada.tarea("propuesta")
            textos = tarea.datos.get("textos") if tarea is not None else None
            texto, _v = texto_de_prueba(
                version.tipada, sentido, textos if isinstance(textos, dict) else {}, reloj=reloj_de_la_casa()
            )
            assert texto.decision
            assert "[[" not in " ".join((*texto.antecedentes, *texto.fundamentos, *texto.decision))


def test_every_field_has_its_words_and_what_ships_tells_its_proofs_and_its_public_information() -> None:
    con_hechos = 0
    for nombre in PROCEDIMIENTOS:
        documento = json.loads((CARPETA / nombre).read_text("utf-8"))
        for cambio in documento.get("tareas", {}).get("cambiar", []):
            for bloque in cambio.get("datos", {}).get("textos", {}).values():
                parrafos = bloque.get("antecedentes", [])
                if "Se han emitido estos informes: [[informes]]." in parrafos:
                    con_hechos += 1
                    assert {"[[pruebas]]", "[[informacion_publica]]"} <= set(parrafos), nombre
    assert con_hechos > 3


def test_the_form_of_the_texts_is_checked_too(entra: Entrar) -> None:
    esquema = vigente("terraza").tipada.formulario
    campos = campos_de(vigente("terraza").tipada, dia=hoy(reloj_de_la_casa()))
    assert all(campo.que and campo.ejemplo for campo in campos)
    todos: list[Valor] = [f"[[{campo.clave}]]" for campo in campos]
    assert problemas_de_textos({"*": {"decision": todos}, "carta": {"texto": todos}}, esquema) == ()
    malos: list[tuple[Valor, str]] = [
        ([], "textos"),
        ({"gana": {}}, "textos.gana"),
        ({"estima": []}, "textos.estima"),
        ({"estima": {"otra": []}}, "textos.estima.otra"),
        ({"estima": {"decision": "x"}}, "textos.estima.decision"),
        ({"estima": {"decision": ["", "[[x]]"]}}, "textos.estima.decision[2]"),
        ({"carta": []}, "textos.carta"),
        ({"carta": {"decision": []}}, "textos.carta.decision"),
        ({"estima": {"texto": []}}, "textos.estima.texto"),
        ({"carta": {"texto": ["[[x]]"]}}, "textos.carta.texto[1]"),
    ]
    for malo, lugar in malos:
        assert [problema.campo for problema in problemas_de_textos(malo, esquema)] == [lugar]


def test_a_mandatory_task_with_a_condition_is_not_said_to_be_done_always() -> None:
    siempre = explicacion_de({}, preceptiva=True, con_condicion=False, norma="LPACAP art. 88")
    a_veces = explicacion_de({}, preceptiva=True, con_condicion=True, norma="Ley 19/2013 art. 19.3")
    assert "(LPACAP art. 88): se hace siempre. " in siempre
    assert "(Ley 19/2013 art. 19.3): se hace siempre que se cumpla su condición. " in a_veces
