"""The pages of the form: added, named, ordered, taken away; their questions go from one to another; and the whole is seen as in the sede."""

from __future__ import annotations

from django.utils.html import escape

from consistorio.canales.diseno.tests.conftest import Entrar
from consistorio.canales.diseno.tests.test_diseno import edicion, preparado
from consistorio.canales.interfaz.tests.enviado import sin_tocar
from consistorio.tramitacion.catalogo.models import BorradorProcedimiento
from consistorio.tramitacion.formularios.models import Borrador
from consistorio.tramitacion.formularios.valores import Valor, como_datos


def pasos_de(borrador: BorradorProcedimiento) -> dict[str, dict[str, Valor]]:
    borrador.refresh_from_db()
    return {paso["codigo"]: como_datos(paso) for paso in borrador.capa["formulario"]["pasos"]}


def preguntas_de(borrador: BorradorProcedimiento, paso: str) -> list[str]:
    campos = pasos_de(borrador)[paso].get("campos", [])
    return [str(como_datos(campo)["codigo"]) for campo in campos] if isinstance(campos, list) else []


def test_a_page_comes_is_named_moves_and_goes(entra: Entrar) -> None:
    borrador, uno = preparado(entra)
    ines = entra("ines")
    assert ines.post(f"{uno}paginas/nueva/", {"titulo": "", **edicion(borrador)}).status_code == 422
    condicion = {"condicion_campo": "temporada", "condicion_operador": "igual", "condicion_valor": "temporada"}
    nueva = {"titulo": "Música", "ayuda": "Si la va a haber.", **condicion}
    assert ines.post(f"{uno}paginas/nueva/", {**nueva, **edicion(borrador)}).status_code == 302
    assert pasos_de(borrador)["musica"]["condicion"] == {
        "campo": "temporada",
        "operador": "igual",
        "valor": "temporada",
    }
    assert "formulario.pasos" not in ines.get(uno).content.decode()
    assert ines.post(f"{uno}ensayar/", edicion(borrador)).status_code == 422  # it asks nothing yet
    pregunta = {"etiqueta": "¿Tendrá música?", "tipo": "casilla", "pagina": "musica", **edicion(borrador)}
    assert ines.post(f"{uno}preguntas/musica/nueva/", pregunta).status_code == 302
    assert preguntas_de(borrador, "musica") == ["tendra_musica"]

    pagina = ines.get(f"{uno}paginas/musica/").content.decode()
    enviado = sin_tocar(pagina, "titulo")
    assert ines.post(f"{uno}paginas/musica/", {**enviado, "titulo": "Música y ruido"}).status_code == 302
    assert pasos_de(borrador)["musica"]["titulo"] == "Música y ruido"
    assert preguntas_de(borrador, "musica") == ["tendra_musica"]
    assert list(pasos_de(borrador))[-1] == "musica"
    arriba = {"hacia": "arriba", **edicion(borrador)}
    assert ines.post(f"{uno}paginas/musica/mover/", arriba).status_code == 302
    assert list(pasos_de(borrador))[-2] == "musica"
    assert "Se quita con su pregunta." in ines.get(f"{uno}paginas/musica/quitar/").content.decode()
    assert ines.post(f"{uno}paginas/musica/quitar/", edicion(borrador)).status_code == 302
    assert "musica" not in pasos_de(borrador)
    assert ines.get(f"{uno}paginas/contacto/").status_code == 404  # it is of the standard model


def test_a_question_goes_to_another_page_as_it_is(entra: Entrar) -> None:
    borrador, uno = preparado(entra)
    ines = entra("ines")
    direccion = f"{uno}preguntas/local/licencia_actividad/"
    enviado = sin_tocar(ines.get(direccion).content.decode(), "pagina")
    assert enviado["pagina"] == ["local"]
    antes = next(c for c in pasos_de(borrador)["local"]["campos"] if c["codigo"] == "licencia_actividad")  # type: ignore[union-attr,index,call-overload]
    assert ines.post(direccion, {**enviado, "pagina": "ocupacion"}).status_code == 302
    assert "licencia_actividad" not in preguntas_de(borrador, "local")
    assert preguntas_de(borrador, "ocupacion")[-1] == "licencia_actividad"
    assert pasos_de(borrador)["ocupacion"]["campos"][-1] == antes  # type: ignore[index]
    mal = ines.post(
        f"{uno}preguntas/ocupacion/licencia_actividad/", {**enviado, **edicion(borrador), "pagina": "contacto"}
    )
    assert mal.status_code == 422


def test_the_rows_of_the_answers_keep_what_was_answered(entra: Entrar) -> None:
    """Their order and their words change; the value of each, and what else it says, goes with its words or with its row."""
    borrador, uno = preparado(entra)
    ines = entra("ines")
    direccion = f"{uno}preguntas/ocupacion/elementos/"
    enviado = sin_tocar(ines.get(direccion).content.decode(), "respuesta_1")
    filas = {"respuesta_1": "Toldo", "respuesta_2": "Sombrillas", "respuesta_3": "Estufas de gas", "respuesta_4": ""}
    nuevas = {"respuesta_6": "Macetas"}
    assert ines.post(direccion, {**enviado, **filas, **nuevas}).status_code == 302
    campos = pasos_de(borrador)["ocupacion"]["campos"]
    elementos = next(como_datos(c) for c in campos if como_datos(c)["codigo"] == "elementos")  # type: ignore[union-attr]
    assert elementos["opciones"] == [
        {"valor": "toldo", "texto": "Toldo"},
        {"valor": "sombrillas", "texto": "Sombrillas"},
        {"valor": "estufas", "texto": "Estufas de gas"},
        {"valor": "macetas", "texto": "Macetas"},
    ]
    numero = f"{uno}preguntas/ocupacion/mesas/"
    assert "respuesta_1" not in ines.get(numero).content.decode()


def test_a_document_says_when_the_town_hall_has_it(entra: Entrar) -> None:
    """LPACAP 28.2: said, changed and taken away on its page, and told among what changes."""
    borrador, uno = preparado(entra)
    ines = entra("ines")
    direccion = f"{uno}documentos/plano_terraza/"

    def guardar(dicho: str) -> dict[str, Valor]:
        enviado = sin_tocar(ines.get(direccion).content.decode(), "ya_lo_tenemos")
        assert ines.post(direccion, {**enviado, "ya_lo_tenemos": dicho}).status_code == 302
        borrador.refresh_from_db()
        suyos = map(como_datos, borrador.capa["formulario"]["requisitos"])
        return next(r for r in suyos if r["codigo"] == "plano_terraza")

    assert guardar("Si es el del año pasado.")["ya_lo_tenemos"] == "Si es el del año pasado."
    cambia = "En el documento «Plano de la terraza con medidas» cambia cuándo no hay que aportarlo."
    assert cambia in ines.get(uno).content.decode()
    assert "ya_lo_tenemos" not in guardar("")
    assert ines.post(direccion, {**edicion(borrador), "ya_lo_tenemos": "x" * 601}).status_code == 422


def test_the_form_is_seen_as_in_the_sede_and_nothing_is_kept(entra: Entrar) -> None:
    borrador, uno = preparado(entra)
    ines = entra("ines")
    habia = Borrador.objects.count()
    direccion = f"{uno}formulario/"
    pagina = ines.get(direccion).content.decode()
    assert "Nombre del local" in pagina
    vacia = ines.post(direccion, sin_tocar(pagina, "paso"))
    assert vacia.status_code == 422
    assert "govuk-error-summary" in vacia.content.decode()
    local = {
        "paso": "local",
        "nombre_local": 'Bar "El Uno" <b>',
        "direccion_local.via": "Calle Mayor",
        "direccion_local.codigo_postal": "09001",
        "direccion_local.municipio": "Villaejemplo",
    }
    segunda = ines.post(direccion, local).content.decode()
    assert "¿Para cuándo la quiere?" in segunda
    assert escape('Bar "El Uno" <b>') in segunda  # it goes on to the next page
    assert 'name="desde.dia"' not in segunda  # asked only of who wants it for some months
    llevado = sin_tocar(segunda, "paso")
    temporada = {**llevado, "temporada": "temporada", "mesas": "4", "superficie": "20"}
    falta = ines.post(direccion, temporada)
    assert (falta.status_code, 'name="desde.dia"' in falta.content.decode()) == (422, True)
    anual = {**llevado, "temporada": "anual", "mesas": "4", "superficie": "20"}
    tercera = ines.post(direccion, anual).content.decode()
    assert "Declaro que tengo un seguro" in tercera
    cuarta = ines.post(direccion, {**sin_tocar(tercera, "paso"), "declara_seguro": "si", "declara_paso": "si"})
    final = ines.post(direccion, {**sin_tocar(cuarta.content.decode(), "paso"), "medio_notificacion": "electronica"})
    assert "Plano de la terraza con medidas" in final.content.decode()
    assert Borrador.objects.count() == habia
    borrador.refresh_from_db()
    assert borrador.edicion == 1
    assert entra("marta").get(direccion).status_code == 404
