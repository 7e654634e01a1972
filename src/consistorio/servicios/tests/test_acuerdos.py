"""What the Junta de Gobierno Local decides in session: proposal, result, acuerdo in its own book, certificate and notification (ROF 112-113, 202, 204-207)."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from consistorio.documental.firma.acciones import devolver_paso
from consistorio.documental.firma.acciones.firmar import firmar
from consistorio.documental.firma.models import PasoFirma
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, FaseIncompatible, NoEncontrado, NoPermitido
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.organizacion.acciones.personal import cesar
from consistorio.plataforma.organizacion.demostracion import codigo_actual
from consistorio.plataforma.organizacion.models import Ocupacion
from consistorio.servicios.resoluciones import acciones as resoluciones
from consistorio.servicios.resoluciones import consultas
from consistorio.servicios.resoluciones.contexto import borrador_para
from consistorio.servicios.resoluciones.models import AsuntoSesion, Diligencia, Libro, Resolucion
from consistorio.servicios.tests import escenario, manos
from consistorio.servicios.tests.escenario import DATOS, SISTEMA, RelojDePrueba
from consistorio.tramitacion.catalogo.acciones import cargar, publicar
from consistorio.tramitacion.catalogo.models import VersionProcedimiento
from consistorio.tramitacion.catalogo.titulares import sin_titular
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor.models import Plazo, Tarea
from consistorio.tramitacion.motor.operaciones import problemas_de_decision
from consistorio.tramitacion.tests.firmas import texto_del_documento

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.lento,
    pytest.mark.usefixtures("villa_que_firma", "personal_que_firma"),
]
JUNTA = {"codigo": "junta_gobierno", "nombre": "Junta de Gobierno Local"}
ENMIENDA = ["Conceder la licencia, con un plazo de seis meses para acabar la obra."]


def de_la_junta() -> bytes:
    documento = json.loads((DATOS / "licencia-obra-menor.json").read_text("utf-8"))
    documento["legal"]["organo"] |= JUNTA
    return json.dumps(documento).encode()


@pytest.fixture
def expediente(reloj: RelojDePrueba) -> Expediente:
    """A case of a licence that the Junta decides, waiting for the proposal."""
    carga = cargar(actor=SISTEMA, contenido=de_la_junta(), reloj=reloj)
    assert carga.version_id is not None, carga
    publicar(actor=SISTEMA, version_id=carga.version_id, reloj=reloj)
    return escenario.caso_por_proponer(reloj)


def firma(usuario: str, paso: PasoFirma, reloj: RelojDePrueba) -> None:
    resultado = firmar(
        actor=escenario.empleado(usuario, reloj),
        paso_ids=[paso.id],
        segundo_factor=codigo_actual(usuario),
        reloj=reloj,
    )
    assert resultado.fallidos == ()
    manos.correr()


def llevar(expediente: Expediente, reloj: RelojDePrueba) -> AsuntoSesion:
    return resoluciones.llevar_a_sesion(
        actor=escenario.empleado("marta", reloj), expediente_id=expediente.id, reloj=reloj
    )


def paso_de(documento_id: UUID, papel: str = "") -> PasoFirma:
    pasos = PasoFirma.objects.filter(circuito__documento_id=documento_id)
    return pasos.get(papel=papel) if papel else pasos.get()


def listo(expediente: Expediente, reloj: RelojDePrueba, sentido: str = "estima") -> AsuntoSesion:
    """Its proposal, made and signed by the area."""
    manos.proponer(expediente, sentido, reloj)
    asunto = llevar(expediente, reloj)
    firma("marta", paso_de(asunto.propuesta_id), reloj)
    asunto.refresh_from_db()
    return asunto


def anotar(asunto: AsuntoSesion, reloj: RelojDePrueba, resultado: str = "aprobado", **como: object) -> AsuntoSesion:
    assert asunto.tarea_id is not None
    datos: dict[str, object] = {"sesion_el": hoy(reloj), "sesion_numero": "31/2026, ordinaria", **como}
    return resoluciones.anotar_acuerdo(
        actor=escenario.empleado("javier", reloj),
        tarea_id=asunto.tarea_id,
        resultado=resultado,
        reloj=reloj,
        **datos,  # type: ignore[arg-type]
    )


def certificado(asunto: AsuntoSesion, reloj: RelojDePrueba) -> Resolucion:
    """The certificate, signed by the secretario and then by whom presides."""
    manos.correr()
    resolucion = Resolucion.objects.get(id=asunto.resolucion_id)
    assert resolucion.documento_id is not None
    firma("javier", paso_de(resolucion.documento_id, "fe_publica"), reloj)
    firma("isabel", paso_de(resolucion.documento_id, "visto_bueno"), reloj)
    resolucion.refresh_from_db()
    return resolucion


def test_what_is_agreed_is_numbered_certified_and_notified(expediente: Expediente, reloj: RelojDePrueba) -> None:
    manos.proponer(expediente, "estima", reloj)
    with pytest.raises(FaseIncompatible) as error:
        manos.elevar(expediente, reloj)
    assert "en sesión" in error.value.mensaje
    asunto = llevar(expediente, reloj)
    with pytest.raises(FaseIncompatible):
        llevar(expediente, reloj)
    assert consultas.asuntos_listos() == []
    firma("marta", paso_de(asunto.propuesta_id), reloj)
    assert consultas.asuntos_listos() == [asunto]
    asunto.refresh_from_db()
    assert expediente.documentos.filter(documento_id=asunto.propuesta_id, visible_interesado=False).exists()
    with pytest.raises(FaseIncompatible) as error:
        resoluciones.retirar_propuesta(
            actor=escenario.empleado("marta", reloj), expediente_id=expediente.id, motivo="Otra cosa", reloj=reloj
        )
    assert "Pida a la Secretaría" in error.value.que_hacer
    with pytest.raises(Conflicto):
        resoluciones.redactar(
            actor=escenario.empleado("marta", reloj),
            expediente_id=expediente.id,
            borrador=borrador_para(expediente, "estima"),
            reloj=reloj,
        )
    anotar(asunto, reloj)
    with pytest.raises(FaseIncompatible):
        anotar(asunto, reloj)
    numerada = Resolucion.objects.get(id=asunto.resolucion_id)
    assert (numerada.numero_completo, numerada.estado) == ("JGL 1/2026", "en_firma")
    assert sorted(Libro.objects.values_list("codigo", flat=True)) == ["acuerdos_junta"]
    resolucion = certificado(asunto, reloj)
    assert resolucion.estado == "firmada"
    dicho = texto_del_documento(UUID(str(resolucion.documento_id)))
    for palabras in (
        "sesión 31/2026, ordinaria, de 1 de septiembre de 2026",
        "JGL 1/2026",
        "artículo 206 del ROF",
        "Visto bueno",
    ):
        assert palabras in dicho
    aviso = manos.notificada(expediente, "12345678Z", reloj)
    assert aviso.clase == "notificacion"
    assert Plazo.objects.get(expediente=expediente).estado == "cumplido"
    notificable = Tarea.objects.get(expediente=expediente, tipo="resolucion").resultado["notificable"]
    assert (notificable["titulo"], notificable["fecha"]) == ("Acuerdo", "1 de septiembre de 2026")
    assert notificable["fin_de_via"] is True
    with pytest.raises(FaseIncompatible):
        resoluciones.anular_por_diligencia(
            actor=escenario.empleado("javier", reloj), resolucion_id=resolucion.id, motivo="Errata", reloj=reloj
        )


def test_an_amendment_is_what_is_certified_and_the_proposal_stays(expediente: Expediente, reloj: RelojDePrueba) -> None:
    asunto = listo(expediente, reloj)
    with pytest.raises(DatosIncorrectos) as mal:
        anotar(asunto, reloj, "enmendado")
    assert [p.campo for p in mal.value.problemas] == ["enmienda"]
    anotar(asunto, reloj, "enmendado", enmienda=ENMIENDA, acta_aprobada=True)
    resolucion = certificado(asunto, reloj)
    assert resolucion.decision == ENMIENDA
    dicho = texto_del_documento(UUID(str(resolucion.documento_id)))
    assert "seis meses para acabar la obra" in dicho
    assert "artículo 206" not in dicho
    assert "seis meses para acabar" not in texto_del_documento(asunto.propuesta_id)


def test_what_is_not_agreed_goes_back_to_the_area(expediente: Expediente, reloj: RelojDePrueba) -> None:
    asunto = listo(expediente, reloj)
    tarea = Tarea.objects.get(expediente=expediente, tipo="resolucion")
    for resultado, motivo in (("rechazado", "Falta el informe jurídico."), ("retirado", "Falta un plano.")):
        with pytest.raises(DatosIncorrectos) as mal:
            anotar(asunto, reloj, resultado)
        assert [p.campo for p in mal.value.problemas] == ["motivo"]
        anotar(asunto, reloj, resultado, motivo=motivo)
        resolucion = Resolucion.objects.get(id=asunto.resolucion_id)
        assert (resolucion.estado, resolucion.numero) == ("propuesta", None)
        tarea.refresh_from_db()
        assert (tarea.estado, tarea.datos["devuelto"]) == ("pendiente", motivo)
        assert not Libro.objects.exists()
        asunto = llevar(expediente, reloj)  # again, when it is mended
        firma("marta", paso_de(asunto.propuesta_id), reloj)
        asunto.refresh_from_db()
    anotar(asunto, reloj)
    assert "devuelto" not in Tarea.objects.get(id=tarea.id).datos
    assert Resolucion.objects.get(id=asunto.resolucion_id).numero == 1


def test_what_is_left_on_the_table_waits_for_another_session_after_that_one(
    expediente: Expediente, reloj: RelojDePrueba
) -> None:
    asunto = listo(expediente, reloj)
    primera = hoy(reloj)
    reloj.avanzar(days=20)  # both are recorded late
    anotar(asunto, reloj, "sobre_la_mesa", motivo="Se estudia otra vez.", sesion_el=primera)
    (otro,) = consultas.asuntos_listos()
    assert (otro.id != asunto.id, otro.tarea_id) == (True, asunto.tarea_id)
    assert otro.enviado_el == asunto.enviado_el
    for dia in (primera, primera - timedelta(days=1)):
        with pytest.raises(DatosIncorrectos) as mal:
            anotar(otro, reloj, sesion_el=dia, sesion_numero="32/2026")
        assert [p.campo for p in mal.value.problemas] == ["sesion_el"]
    anotar(otro, reloj, sesion_el=primera + timedelta(days=7), sesion_numero="32/2026")
    assert AsuntoSesion.objects.filter(estado="tratado").count() == 2
    assert Tarea.objects.get(expediente=expediente, tipo="acuerdo_junta").estado == "hecha"
    assert Resolucion.objects.get(id=asunto.resolucion_id).numero == 1


def test_what_never_reached_a_session_is_withdrawn_without_one(expediente: Expediente, reloj: RelojDePrueba) -> None:
    asunto = listo(expediente, reloj)
    for resultado in ("aprobado", "rechazado", "sobre_la_mesa"):
        with pytest.raises(DatosIncorrectos) as mal:
            anotar(asunto, reloj, resultado, motivo="No", sesion_el=None, sesion_numero="")
        assert [p.campo for p in mal.value.problemas] == ["sesion_el", "sesion_numero"]
    with pytest.raises(DatosIncorrectos) as mal:  # one without the other
        anotar(asunto, reloj, "retirado", motivo="No", sesion_el=None)
    assert [p.campo for p in mal.value.problemas] == ["sesion_el"]
    anotar(asunto, reloj, "retirado", motivo="Desistió.", sesion_el=None, sesion_numero="")
    asunto.refresh_from_db()
    assert (asunto.estado, asunto.sesion_el, asunto.sesion_numero) == ("tratado", None, "")
    assert Resolucion.objects.get(id=asunto.resolucion_id).estado == "propuesta"
    with pytest.raises(IntegrityError), transaction.atomic():
        AsuntoSesion.objects.filter(id=asunto.id).update(resultado="rechazado")


def test_what_was_agreed_in_december_is_of_that_year(expediente: Expediente, reloj: RelojDePrueba) -> None:
    reloj.avanzar(days=(date(2026, 12, 20) - hoy(reloj)).days)
    asunto = listo(expediente, reloj)
    reloj.avanzar(days=20)
    anotar(asunto, reloj, sesion_el=date(2026, 12, 28))
    resolucion = Resolucion.objects.get(id=asunto.resolucion_id)
    assert resolucion.libro is not None
    assert (resolucion.libro.anio, resolucion.numero) == (2026, 1)
    assert "/2026" in certificado(asunto, reloj).numero_completo


def test_a_session_of_a_year_whose_book_is_closed_is_refused(expediente: Expediente, reloj: RelojDePrueba) -> None:
    reloj.avanzar(days=(date(2026, 12, 20) - hoy(reloj)).days)
    asunto = listo(expediente, reloj)
    Libro.objects.create(codigo="acuerdos_junta", anio=2026, abierto_el=reloj.ahora(), cerrado_el=reloj.ahora())
    reloj.avanzar(days=20)
    with pytest.raises(Conflicto) as cerrado:
        anotar(asunto, reloj, sesion_el=date(2026, 12, 28))
    assert "ratificarse en una sesión de este año" in cerrado.value.que_hacer
    asunto.refresh_from_db()
    assert asunto.estado == "listo"
    anotar(asunto, reloj)
    resolucion = Resolucion.objects.get(id=asunto.resolucion_id)
    assert resolucion.libro is not None
    assert resolucion.libro.anio == 2027


def test_the_book_of_the_year_is_closed_when_nothing_of_it_waits_and_printed(
    expediente: Expediente, reloj: RelojDePrueba
) -> None:
    reloj.avanzar(days=(date(2026, 12, 20) - hoy(reloj)).days)
    otro = escenario.caso_por_proponer(reloj)
    asunto, pendiente = listo(expediente, reloj), listo(otro, reloj)
    anotar(asunto, reloj)
    javier = escenario.empleado("javier", reloj)

    def cerrar() -> Libro:
        return resoluciones.cerrar_libro(actor=javier, codigo="acuerdos_junta", anio=2026, reloj=reloj)

    with pytest.raises(Conflicto) as aun_no:
        cerrar()
    dicho = " ".join(p.mensaje for p in aun_no.value.problemas)
    for motivo in ("cuando termina el año", "Sin firmar: JGL 1/2026", f"sin resultado: {otro.numero}"):
        assert motivo in dicho
    certificado(asunto, reloj)
    reloj.poner(datetime(2027, 1, 5, 9, tzinfo=UTC))
    with pytest.raises(Conflicto) as aun_no:
        cerrar()
    assert [p.mensaje.split(":")[0] for p in aun_no.value.problemas] == ["Propuestas enviadas ese año sin resultado"]
    anotar(pendiente, reloj, "sobre_la_mesa", motivo="Se estudia.", sesion_el=date(2026, 12, 28))
    (para_enero,) = consultas.asuntos_listos()
    anotar(para_enero, reloj, sesion_el=date(2027, 1, 4), sesion_numero="1/2027")
    assert cerrar().cerrado_el is not None
    manos.correr()
    clases = Diligencia.objects.filter(libro__anio=2026).order_by("momento").values_list("clase", flat=True)
    assert list(clases) == ["apertura", "cierre"]
    cierre = Diligencia.objects.get(libro__anio=2026, clase="cierre")
    assert "Contiene un solo número: el JGL 1/2026." in texto_del_documento(UUID(str(cierre.documento_id)))
    impreso = resoluciones.imprimir_libro(actor=javier, codigo="acuerdos_junta", anio=2026, reloj=reloj)
    leido = texto_del_documento(impreso.id)
    adoptada = Resolucion.objects.get(id=asunto.resolucion_id)
    assert adoptada.documento is not None
    for palabras in (
        "Índice",
        "JGL 1/2026",
        "31/2026, ordinaria",
        adoptada.documento.csv,
        *adoptada.decision,
        cierre.texto,
    ):
        assert palabras in leido
    with pytest.raises(NoEncontrado):
        resoluciones.imprimir_libro(actor=javier, codigo="actas_pleno", anio=2026, reloj=reloj)
    with pytest.raises(NoPermitido):
        resoluciones.cerrar_libro(
            actor=escenario.empleado("marta", reloj), codigo="acuerdos_junta", anio=2027, reloj=reloj
        )


def test_a_proposal_that_comes_back_without_signature_may_be_changed(
    expediente: Expediente, reloj: RelojDePrueba
) -> None:
    manos.proponer(expediente, "estima", reloj)
    asunto = llevar(expediente, reloj)
    devolver_paso(
        actor=escenario.empleado("marta", reloj),
        paso_id=paso_de(asunto.propuesta_id).id,
        motivo="Falta un fundamento.",
        reloj=reloj,
    )
    manos.correr()
    asunto.refresh_from_db()
    assert (asunto.estado, asunto.motivo) == ("devuelto", "Falta un fundamento.")
    resoluciones.redactar(
        actor=escenario.empleado("marta", reloj),
        expediente_id=expediente.id,
        borrador=borrador_para(expediente, "estima"),
        reloj=reloj,
    )
    llevar(expediente, reloj)


def test_a_certificate_sent_back_is_made_again_with_its_number_and_its_text(
    expediente: Expediente, reloj: RelojDePrueba
) -> None:
    asunto = listo(expediente, reloj)
    anotar(asunto, reloj)
    manos.correr()
    resolucion = Resolucion.objects.get(id=asunto.resolucion_id)
    assert resolucion.documento_id is not None
    devolver_paso(
        actor=escenario.empleado("javier", reloj),
        paso_id=paso_de(resolucion.documento_id, "fe_publica").id,
        motivo="El número de la sesión está mal.",
        reloj=reloj,
    )
    manos.correr()
    with pytest.raises(Conflicto):  # what was agreed is not written again by the area
        resoluciones.redactar(
            actor=escenario.empleado("marta", reloj),
            expediente_id=expediente.id,
            borrador=borrador_para(expediente, "estima"),
            reloj=reloj,
        )
    with pytest.raises(FaseIncompatible):
        llevar(expediente, reloj)
    manos.elevar(expediente, reloj)
    assert certificado(asunto, reloj).numero_completo == "JGL 1/2026"


def test_positive_silence_binds_the_junta_too(expediente: Expediente, reloj: RelojDePrueba) -> None:
    asunto = listo(expediente, reloj, "deniega")
    plazo = Plazo.objects.get(expediente=expediente)
    reloj.avanzar(days=(plazo.vence - hoy(reloj)).days + 1)
    manos.barrer(reloj)
    assert problemas_de_decision(expediente, "deniega", en=hoy(reloj))
    with pytest.raises(DatosIncorrectos) as mal:
        anotar(asunto, reloj)
    assert "24.3" in " ".join(p.mensaje for p in mal.value.problemas)
    assert AsuntoSesion.objects.get(id=asunto.id).estado == "listo"  # nothing was half written
    anotar(asunto, reloj, "retirado", motivo="Se concedió por silencio.")


def test_what_is_wrong_is_said_whole(expediente: Expediente, reloj: RelojDePrueba) -> None:
    asunto = listo(expediente, reloj)
    manana = hoy(reloj) + timedelta(days=1)
    with pytest.raises(DatosIncorrectos) as mal:
        anotar(asunto, reloj, "otra", sesion_el=manana, sesion_numero=" ", enmienda=ENMIENDA)
    assert [p.campo for p in mal.value.problemas] == ["resultado", "sesion_el", "sesion_numero", "enmienda"]
    with pytest.raises(NoPermitido):
        resoluciones.anotar_acuerdo(
            actor=escenario.empleado("isabel", reloj),
            tarea_id=UUID(str(asunto.tarea_id)),
            resultado="aprobado",
            sesion_el=hoy(reloj),
            sesion_numero="1",
            reloj=reloj,
        )


def test_a_procedure_whose_junta_nobody_presides_is_told(reloj: RelojDePrueba) -> None:
    carga = cargar(actor=SISTEMA, contenido=de_la_junta(), reloj=reloj)
    assert carga.version_id is not None
    definicion = VersionProcedimiento.objects.get(id=carga.version_id).tipada
    assert "legal.organo" not in {p.campo for p in sin_titular(definicion, en=hoy(reloj))}
    cesar(
        actor=Actor.sistema("prueba", "organizacion.administrar"),
        ocupacion_id=Ocupacion.objects.get(puesto__organo="junta_gobierno").id,
        hasta=hoy(reloj) - timedelta(days=1),
        reloj=reloj,
    )
    assert "legal.organo" in {p.campo for p in sin_titular(definicion, en=hoy(reloj))}
