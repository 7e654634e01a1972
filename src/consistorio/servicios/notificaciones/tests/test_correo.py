"""Letters on paper: address, printing, posting with its exit entry, and when they meet the duty to notify (LPACAP 40.4, 42)."""

from __future__ import annotations

import io
import shutil
import subprocess
from datetime import UTC, date, datetime
from uuid import UUID

import pikepdf
import pytest
from django.db import IntegrityError, transaction

from consistorio.documental.documentos.operaciones import incorporar
from consistorio.documental.documentos.tests.test_estampado import pagina_en_blanco
from consistorio.documental.registro.models import Asiento
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, FaseIncompatible, NoEncontrado, NoPermitido
from consistorio.nucleo.reloj import MADRID
from consistorio.plataforma.almacen.operaciones import guardar_bytes
from consistorio.plataforma.auditoria.models import Evento
from consistorio.plataforma.identidad.models import Persona
from consistorio.servicios.notificaciones import acciones, consultas, datos_documento, operaciones
from consistorio.servicios.notificaciones.models import ImpresionPapel, Notificacion
from consistorio.servicios.notificaciones.operaciones import Encargo
from consistorio.servicios.notificaciones.tests.test_notificar import (
    ACTO,
    ANA,
    FIRMA,
    PEDRO,
    TRABAJOS,
    acceder,
    dispuesta,
    documento,
    enviada,
    intento,
)
from consistorio.servicios.notificaciones.tipos import DireccionPostal, PorEnviar, Procedencia
from consistorio.servicios.tests import escenario, manos
from consistorio.servicios.tests.escenario import SISTEMA, RelojDePrueba
from consistorio.tramitacion.expedientes import operaciones as expedientes
from consistorio.tramitacion.expedientes.acceso import bloquear
from consistorio.tramitacion.expedientes.models import Expediente, Interesado
from consistorio.tramitacion.motor import acciones as motor
from consistorio.tramitacion.motor.models import Plazo, Tarea
from consistorio.tramitacion.tests.firmas import texto_del_documento

pytestmark = [pytest.mark.django_db, pytest.mark.lento]
DIRECCION = DireccionPostal("Calle Ancha, 3, 1.º", "09001", "Villaejemplo", "Burgos")
ULTIMO_DIA = datetime(2026, 12, 1, 11, 0, tzinfo=MADRID)  # of the term of three months
DESPUES = datetime(2026, 12, 4, 9, 0, tzinfo=MADRID)


@pytest.fixture
def en_papel(reloj: RelojDePrueba) -> Expediente:
    return escenario.caso(reloj, canal="papel")


def imprimir(notificacion: Notificacion, reloj: RelojDePrueba) -> bytes:
    marta = escenario.empleado("marta", reloj)
    return acciones.imprimir(actor=marta, notificacion_id=notificacion.id, reloj=reloj).pdf.read()


def enviar(notificacion: Notificacion, reloj: RelojDePrueba, codigo: str = "") -> Notificacion:
    marta = escenario.empleado("marta", reloj)
    return acciones.enviar_en_papel(actor=marta, notificacion_id=notificacion.id, codigo=codigo, reloj=reloj)


def comunicacion(expediente: Expediente, reloj: RelojDePrueba) -> Notificacion:
    """The initial communication, made and in the sede."""
    tarea = Tarea.objects.get(expediente=expediente, tipo="comunicacion_inicial")
    motor.enviar_comunicacion_inicial(actor=escenario.empleado("marta", reloj), tarea_id=tarea.id, reloj=reloj)
    hecha = Notificacion.objects.get(referencia=f"comunicacion_inicial:{tarea.id}")
    return acciones.preparar(actor=TRABAJOS, notificacion_id=hecha.id, reloj=reloj)


def paginas(pdf: bytes) -> list[str]:
    if shutil.which("pdftotext") is None:
        pytest.skip("NOT RUN: pdftotext (poppler-utils) is not installed")
    hecho = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return [" ".join(pagina.split()) for pagina in hecho.stdout.decode().split("\f")[:-1]]


def test_what_goes_on_paper_leaves_when_it_is_posted_and_not_before(en_papel: Expediente, reloj: RelojDePrueba) -> None:
    notificacion = dispuesta(en_papel, reloj)
    assert (notificacion.estado, notificacion.salida, notificacion.por_enviar) == ("disponible", None, True)
    assert not Asiento.objects.filter(libro_id="S").exists()
    with pytest.raises(FaseIncompatible, match="impreso"):
        enviar(notificacion, reloj)
    imprimir(notificacion, reloj)
    reloj.avanzar(days=2)
    enviada_ = enviar(notificacion, reloj, "NT12345678")
    assert (enviada_.estado, enviada_.por_enviar) == ("disponible", False)
    salida = Asiento.objects.get(libro_id="S")
    assert (salida.canal, salida.numero_transporte) == ("correo_postal", "NT12345678")
    assert salida.registrado_el >= reloj.ahora()
    assert enviada_.salida_id == salida.id
    with pytest.raises(Conflicto, match=salida.numero_completo):
        enviar(notificacion, reloj)
    assert Asiento.objects.filter(libro_id="S").count() == 1


def test_a_communication_is_over_once_posted_and_is_read_without_appearing(
    en_papel: Expediente, reloj: RelojDePrueba
) -> None:
    pendiente = comunicacion(en_papel, reloj)
    assert (pendiente.estado, pendiente.practicada_el, pendiente.salida) == ("disponible", None, None)
    ana = escenario.ciudadana(ANA)
    assert not consultas.pendientes_de(ana).exists()
    leida = acciones.acceder(actor=ana, notificacion_id=pendiente.id, advertida_el=reloj.ahora(), reloj=reloj)
    assert leida.estado == "disponible"  # nothing to appear for
    reloj.avanzar(days=1)
    imprimir(pendiente, reloj)
    echada = enviar(pendiente, reloj)
    assert (echada.estado, echada.practicada_el) == ("comunicada", reloj.ahora())
    assert Asiento.objects.get(libro_id="S").canal == "correo_postal"
    assert not consultas.sin_resultado(escenario.empleado("marta", reloj)).exists()


def test_the_envelope_holds_cover_notification_act_and_acknowledgement(
    en_papel: Expediente, reloj: RelojDePrueba
) -> None:
    notificacion = dispuesta(en_papel, reloj)
    assert notificacion.cedula is not None
    hojas = paginas(imprimir(notificacion, reloj))
    assert "Ana" in hojas[0]
    assert "Calle Mayor" in hojas[0]
    assert notificacion.cedula.csv in " ".join(hojas)
    assert notificacion.documento.csv in " ".join(hojas)
    assert "Acuse de recibo" in hojas[-1]
    assert len(hojas) % 2 == 1  # the form that comes back is on a sheet of its own
    assert ANA not in hojas[0] + hojas[-1]  # what the postman sees


def test_the_envelope_of_a_communication_has_no_acknowledgement(en_papel: Expediente, reloj: RelojDePrueba) -> None:
    hojas = paginas(imprimir(comunicacion(en_papel, reloj), reloj))
    assert "Comunicación en papel" in hojas[0]
    assert "Acuse de recibo" not in " ".join(hojas)


def test_an_act_that_came_from_outside_is_printed_with_its_code(en_papel: Expediente, reloj: RelojDePrueba) -> None:
    with transaction.atomic():
        acuerdo = incorporar(
            guardar_bytes(pagina_en_blanco(0)),
            titulo="Acuerdo",
            nombre="acuerdo.pdf",
            tipo_documental="TD02",
            origen_administracion=True,
            organo=en_papel.unidad.dir3,
            actor=SISTEMA,
            reloj=reloj,
        )
        bloquear(en_papel.id)
        encargo = Encargo(acuerdo.id, "prueba:fuera", "Inicio", ACTO)
        (notificacion,) = operaciones.emitir(en_papel, encargo, actor=SISTEMA, reloj=reloj)
    acciones.preparar(actor=TRABAJOS, notificacion_id=notificacion.id, reloj=reloj)
    acciones.disponer(actor=TRABAJOS, notificacion_id=notificacion.id, reloj=reloj)
    assert [h for h in paginas(imprimir(notificacion, reloj)) if f"(CSV): {acuerdo.csv}" in h]


def test_printing_again_is_possible_and_written_down(en_papel: Expediente, reloj: RelojDePrueba) -> None:
    notificacion = enviada(en_papel, reloj)
    imprimir(notificacion, reloj)
    assert ImpresionPapel.objects.filter(notificacion=notificacion).count() == 2
    assert Evento.objects.filter(tipo="notificacion.impresa").count() == 2
    with pytest.raises(IntegrityError), transaction.atomic():
        ImpresionPapel.objects.update(huella="0" * 64)
    with pytest.raises(Conflicto):
        imprimir(dispuesta(escenario.caso(reloj), reloj, referencia="prueba:2"), reloj)


def sin_direccion(expediente: Expediente, reloj: RelojDePrueba) -> Notificacion:
    Interesado.objects.filter(expediente=expediente).update(domicilio={})
    Persona.objects.filter(nif=ANA).update(direccion="", codigo_postal="", municipio="", provincia="")
    return dispuesta(expediente, reloj)


def test_without_an_address_it_says_what_to_do_and_takes_one(en_papel: Expediente, reloj: RelojDePrueba) -> None:
    notificacion, marta = sin_direccion(en_papel, reloj), escenario.empleado("marta", reloj)
    for hacer in (imprimir, enviar):
        with pytest.raises(DatosIncorrectos) as error:
            hacer(notificacion, reloj)
        assert "padrón" in error.value.que_hacer

    def anotar(direccion: DireccionPostal) -> Notificacion:
        return acciones.anotar_direccion(
            actor=marta,
            notificacion_id=notificacion.id,
            direccion=direccion,
            procedencia=Procedencia.PADRON,
            reloj=reloj,
        )

    with pytest.raises(DatosIncorrectos) as error:
        anotar(DireccionPostal("", "9001", ""))
    assert {p.campo for p in error.value.problemas} == {"via", "codigo_postal", "municipio"}
    assert anotar(DireccionPostal("12 Rue Neuve", "F-75", "París", pais="Francia")).direccion_postal.endswith("Francia")
    assert "Calle Ancha" in anotar(DIRECCION).direccion_postal
    hecho = Evento.objects.filter(tipo="notificacion.direccion").latest("seq")
    assert hecho.datos["procedencia"] == "padron"
    assert "Ancha" not in str(hecho.datos)
    imprimir(notificacion, reloj)
    enviar(notificacion, reloj)
    with pytest.raises(Conflicto, match="ya se envió"):
        anotar(DIRECCION)
    with pytest.raises(IntegrityError, match="dirección"), transaction.atomic():
        Notificacion.objects.filter(id=notificacion.id).update(direccion_postal="Otra")


def test_one_that_was_opened_in_the_sede_is_not_posted(en_papel: Expediente, reloj: RelojDePrueba) -> None:
    notificacion = dispuesta(en_papel, reloj)
    imprimir(notificacion, reloj)
    acceder(notificacion, reloj)
    assert Asiento.objects.get(libro_id="S").canal == "sede"
    with pytest.raises(Conflicto, match="se abrió en la sede"):
        enviar(notificacion, reloj)


def test_many_at_once_and_each_failure_with_its_reason(en_papel: Expediente, reloj: RelojDePrueba) -> None:
    buena, sin_imprimir = dispuesta(en_papel, reloj), dispuesta(en_papel, reloj, referencia="prueba:2")
    imprimir(buena, reloj)
    envios = [PorEnviar(n) for n in (buena.id, sin_imprimir.id, UUID(int=1))]
    marta = escenario.empleado("marta", reloj)
    resultado = acciones.enviar_varias(actor=marta, envios=envios, reloj=reloj)
    assert resultado.enviadas == (buena.id,)
    assert [f.notificacion_id for f in resultado.fallidas] == [sin_imprimir.id, UUID(int=1)]
    assert "Imprímala" in resultado.fallidas[0].motivo
    with pytest.raises(Conflicto):
        acciones.enviar_varias(actor=marta, envios=[PorEnviar(UUID(int=1))] * 101, reloj=reloj)


def test_only_who_may_and_sees_the_case(en_papel: Expediente, reloj: RelojDePrueba) -> None:
    notificacion = dispuesta(en_papel, reloj)
    marta = escenario.empleado("marta", reloj)
    with pytest.raises(NoPermitido):
        acciones.imprimir(actor=escenario.empleado("pablo", reloj), notificacion_id=notificacion.id, reloj=reloj)
    with pytest.raises(NoEncontrado):
        acciones.imprimir(
            actor=escenario.empleado("raul", reloj).con_permisos("notificacion.papel"),
            notificacion_id=notificacion.id,
            reloj=reloj,
        )
    assert list(consultas.por_enviar(marta)) == [notificacion]
    assert not consultas.por_enviar(escenario.empleado("raul", reloj)).exists()


@pytest.mark.parametrize(("quien", "de_oficio", "dicho"), [(ANA, False, "art. 16.4"), (FIRMA, True, "art. 43.2")])
def test_paper_says_how_to_answer_or_that_the_next_ones_are_electronic(
    reloj: RelojDePrueba, quien: str, de_oficio: bool, dicho: str
) -> None:
    caso = escenario.caso(reloj, solicitante=quien, canal="" if de_oficio else "papel")
    Interesado.objects.filter(expediente=caso).update(correo_aviso="")
    Persona.objects.filter(nif=quien).update(correo="", telefono="")
    encargo = Encargo(documento(caso, reloj).id, "prueba:1", "Licencia", ACTO, de_oficio=de_oficio)
    with transaction.atomic():
        (notificacion,) = operaciones.emitir(bloquear(caso.id), encargo, actor=SISTEMA, reloj=reloj)
    assert notificacion.canal == "papel"
    assert dicho in str(datos_documento.de_notificacion(notificacion)["efectos"])


def test_the_proof_says_where_it_went_and_when_it_left(en_papel: Expediente, reloj: RelojDePrueba) -> None:
    notificacion = dispuesta(en_papel, reloj)
    imprimir(notificacion, reloj)
    enviar(notificacion, reloj, "NT12345678")
    reloj.avanzar(days=5)
    entregada = intento(
        notificacion, reloj, datetime(2026, 9, 3, 11, 0, tzinfo=MADRID), "entregada", receptor="Ana García"
    )
    con_prueba = acciones.evidenciar(actor=TRABAJOS, notificacion_id=entregada.id, reloj=reloj)
    assert con_prueba.evidencia is not None
    texto = texto_del_documento(con_prueba.evidencia.id)
    salida = Asiento.objects.get(libro_id="S").numero_completo
    for dicho in ("Calle Mayor, 14, Villaejemplo", "NT12345678", salida, "Entregada. Ana García"):
        assert dicho in texto


def test_the_lists_follow_the_letter(en_papel: Expediente, reloj: RelojDePrueba) -> None:
    marta, notificacion = escenario.empleado("marta", reloj), enviada(en_papel, reloj)

    def listas() -> tuple[int, int, int]:
        return tuple(  # type: ignore[return-value]
            lista(marta).count() for lista in (consultas.por_enviar, consultas.sin_resultado, consultas.por_publicar)
        )

    assert listas() == (0, 1, 0)
    reloj.avanzar(days=5)
    intento(notificacion, reloj, datetime(2026, 9, 3, 11, 0, tzinfo=MADRID), "ausente")
    assert listas() == (0, 1, 0)
    intento(notificacion, reloj, datetime(2026, 9, 4, 18, 0, tzinfo=MADRID), "ausente")
    assert listas() == (0, 0, 1)


def test_an_attempt_is_of_something_that_was_posted(en_papel: Expediente, reloj: RelojDePrueba) -> None:
    notificacion = dispuesta(en_papel, reloj)
    with pytest.raises(FaseIncompatible) as error:
        intento(notificacion, reloj, reloj.ahora(), "ausente")
    assert "Correo postal" in error.value.que_hacer


def test_a_case_is_not_closed_while_a_communication_waits_to_be_posted(
    en_papel: Expediente, reloj: RelojDePrueba
) -> None:
    pendiente, notificacion = comunicacion(en_papel, reloj), dispuesta(en_papel, reloj)

    def cerrar() -> None:
        with transaction.atomic():
            expedientes.cerrar(bloquear(en_papel.id), resultado="terminado", actor=SISTEMA, reloj=reloj)

    with pytest.raises(FaseIncompatible) as error:
        cerrar()
    assert "Correo postal" in error.value.que_hacer
    for una in (pendiente, notificacion):
        imprimir(una, reloj)
    enviar(pendiente, reloj)
    cerrar()
    with pytest.raises(FaseIncompatible, match="está cerrado"):
        enviar(notificacion, reloj)
    assert not consultas.por_enviar(escenario.empleado("marta", reloj)).exists()


# When the duty to notify a decision in term is met (LPACAP 40.4)


def decision(expediente: Expediente, reloj: RelojDePrueba) -> list[Notificacion]:
    """The decision of a case, at disposal of every party."""
    decreto = documento(expediente, reloj)
    encargo = Encargo(decreto.id, f"resolucion:{decreto.id}", "Licencia", ACTO)
    with transaction.atomic():
        emitidas = operaciones.emitir(bloquear(expediente.id), encargo, actor=SISTEMA, reloj=reloj)
    for una in emitidas:
        acciones.preparar(actor=TRABAJOS, notificacion_id=una.id, reloj=reloj)
    return [acciones.disponer(actor=TRABAJOS, notificacion_id=una.id, reloj=reloj) for una in emitidas]


def anadir(expediente: Expediente, nif: str, papel: str, canal: str, reloj: RelojDePrueba) -> None:
    with transaction.atomic():
        persona = Persona.objects.get(nif=nif)
        expedientes.anadir_interesado(
            bloquear(expediente.id),
            persona,
            papel=papel,
            canal=canal,
            domicilio={"via": "Calle Ancha", "numero": "3", "codigo_postal": "09001", "municipio": "Villaejemplo"},
            actor=SISTEMA,
            reloj=reloj,
        )


def plazo(expediente: Expediente) -> tuple[str, datetime | None, date | None]:
    fila = Plazo.objects.get(expediente=expediente)
    return fila.estado, fila.cumplido_el, fila.silencio_el


def test_on_paper_the_first_attempt_counts_and_not_the_sede(en_papel: Expediente, reloj: RelojDePrueba) -> None:
    reloj.avanzar(days=10)
    (notificacion,) = decision(en_papel, reloj)
    imprimir(notificacion, reloj)
    enviar(notificacion, reloj)
    assert plazo(en_papel) == ("corriendo", None, None)
    reloj.avanzar(days=5)
    momento = datetime(2026, 9, 14, 10, 0, tzinfo=MADRID)
    intento(notificacion, reloj, momento, "ausente")
    assert plazo(en_papel) == ("cumplido", momento.astimezone(UTC), None)
    assert Evento.objects.filter(tipo="notificacion.obligacion_cumplida").count() == 1
    intento(notificacion, reloj, datetime(2026, 9, 15, 17, 0, tzinfo=MADRID), "ausente")
    assert Evento.objects.filter(tipo="notificacion.obligacion_cumplida").count() == 1


def test_on_paper_the_access_in_the_sede_counts(en_papel: Expediente, reloj: RelojDePrueba) -> None:
    (notificacion,) = decision(en_papel, reloj)
    acceder(notificacion, reloj)
    assert plazo(en_papel)[:2] == ("cumplido", reloj.ahora())


def test_an_attempt_in_term_told_after_the_sweep_leaves_silence_without_effect(
    en_papel: Expediente, reloj: RelojDePrueba
) -> None:
    reloj.poner(datetime(2026, 11, 30, 9, 0, tzinfo=MADRID))
    (notificacion,) = decision(en_papel, reloj)
    imprimir(notificacion, reloj)
    enviar(notificacion, reloj)
    reloj.poner(DESPUES)
    manos.barrer(reloj)
    assert plazo(en_papel)[0] == "vencido"
    assert Tarea.objects.get(expediente=en_papel, codigo="certificado_silencio").abierta
    intento(notificacion, reloj, ULTIMO_DIA, "ausente")
    assert plazo(en_papel) == ("cumplido", ULTIMO_DIA.astimezone(UTC), None)
    assert not Tarea.objects.get(expediente=en_papel, codigo="certificado_silencio").abierta
    assert Evento.objects.filter(tipo="motor.silencio.sin_efecto").count() == 1


def test_an_attempt_after_the_term_does_not_undo_silence(en_papel: Expediente, reloj: RelojDePrueba) -> None:
    reloj.poner(datetime(2026, 11, 30, 9, 0, tzinfo=MADRID))
    (notificacion,) = decision(en_papel, reloj)
    imprimir(notificacion, reloj)
    enviar(notificacion, reloj)
    reloj.poner(DESPUES)
    manos.barrer(reloj)
    tarde = datetime(2026, 12, 2, 10, 0, tzinfo=MADRID)
    intento(notificacion, reloj, tarde, "ausente")
    assert plazo(en_papel) == ("vencido", tarde.astimezone(UTC), date(2026, 12, 2))


@pytest.mark.parametrize(("papel", "cumplido"), [("solicitante", False), ("interesado", True)])
def test_with_several_parties_the_last_who_asked_counts(reloj: RelojDePrueba, papel: str, cumplido: bool) -> None:
    expediente = escenario.caso(reloj)  # Ana asked, and is notified by electronic means
    anadir(expediente, PEDRO, papel, "papel", reloj)
    notificaciones = {n.destinatario.nif: n for n in decision(expediente, reloj)}
    puesta = notificaciones[ANA].puesta_a_disposicion
    assert plazo(expediente) == (("cumplido", puesta, None) if cumplido else ("corriendo", None, None))
    reloj.avanzar(hours=1)
    imprimir(notificaciones[PEDRO], reloj)
    enviar(notificaciones[PEDRO], reloj)
    reloj.avanzar(days=2)
    momento = datetime(2026, 9, 3, 9, 0, tzinfo=MADRID)
    intento(notificaciones[PEDRO], reloj, momento, "entregada", receptor="Pedro")
    assert plazo(expediente)[:2] == ("cumplido", puesta if cumplido else momento.astimezone(UTC))


def test_the_pdf_is_one_that_readers_open(en_papel: Expediente, reloj: RelojDePrueba) -> None:
    with pikepdf.open(io.BytesIO(imprimir(dispuesta(en_papel, reloj), reloj))) as pdf:
        assert len(pdf.pages) >= 4
        assert not pdf.check_pdf_syntax()
