"""Circuits of signatures through the real actions: real documents, keys, second factors and authorities."""

from __future__ import annotations

import io
import shutil
import subprocess
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from pyhanko.pdf_utils.reader import PdfFileReader

from consistorio.documental.documentos import consultas as documentos
from consistorio.documental.documentos.comprobacion import problemas_pdf_oficial
from consistorio.documental.documentos.models import Documento
from consistorio.documental.documentos.operaciones import crear_desde_plantilla, incorporar
from consistorio.documental.documentos.tipos import CampoFirma
from consistorio.documental.firma import consultas, operaciones, trabajos
from consistorio.documental.firma.acciones.certificados import guardar_certificado, revocar_certificado
from consistorio.documental.firma.acciones.devolver import devolver
from consistorio.documental.firma.acciones.firmar import firmar
from consistorio.documental.firma.models import (
    Ampliacion,
    CertificadoEmpleado,
    Circuito,
    ClaveFirma,
    PasoFirma,
)
from consistorio.documental.firma.tests.conftest import pdf_con_campos
from consistorio.documental.firma.tests.falsificador import hacer, nombre, p12_de, usos
from consistorio.documental.firma.tipos import Orden, PasoPedido, ResultadoFirma
from consistorio.documental.firma.validacion import Veredicto
from consistorio.integraciones.pki_demo.nombres import PERSONA, Persona, sujeto_persona
from consistorio.integraciones.pki_demo.servidor import Servidor
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, NoPermitido, ServicioNoDisponible
from consistorio.nucleo.reloj import RelojSistema, hoy
from consistorio.plataforma.almacen.operaciones import guardar_bytes
from consistorio.plataforma.auditoria.models import Evento
from consistorio.plataforma.cola.vaciado import vaciar_colas
from consistorio.plataforma.organizacion import consultas as organizacion
from consistorio.plataforma.organizacion.acciones import personal, sustituciones
from consistorio.plataforma.organizacion.demostracion import codigo_actual
from consistorio.plataforma.organizacion.models import Ausencia, Empleado, Puesto, Suplencia

pytestmark = [pytest.mark.usefixtures("personal_sembrado"), pytest.mark.lento]

RELOJ = RelojSistema()
QUIEN_PIDE = Actor.sistema("prueba")
ADMINISTRADOR = Actor.sistema("administradora", "cuentas.administrar")
CAMPOS = (CampoFirma("alcaldia", "La alcaldesa"), CampoFirma("fe", "El secretario", antefirma="Doy fe"))


def empleado(usuario: str) -> Empleado:
    return Empleado.objects.select_related("persona").get(cuenta__usuario=usuario)


def actor(usuario: str) -> Actor:
    return organizacion.actor_de(empleado(usuario), en=hoy(RELOJ))


def documento(*campos: str) -> Documento:
    return incorporar(
        guardar_bytes(pdf_con_campos(*campos)), titulo="Decreto", nombre="decreto.pdf", tipo_documental="TD01", origen_administracion=True, organo="L01999998", actor=QUIEN_PIDE, reloj=RELOJ
    )  # fmt: skip


def circuito(*puestos: str, orden: str = Orden.CASCADA, doc: Documento | None = None) -> Circuito:
    pasos = [PasoPedido(Puesto.objects.get(codigo=p), f"firma{n}", "firma") for n, p in enumerate(puestos)]
    pedido = doc or documento(*(p.campo for p in pasos))
    return operaciones.pedir_firmas(pedido, pasos, referencia="prueba:1", actor=QUIEN_PIDE, reloj=RELOJ, orden=orden)


def paso(uno: Circuito, numero: int = 1) -> PasoFirma:
    return uno.pasos.get(numero=numero)


def firma(usuario: str, *pasos: PasoFirma, codigo: str | None = None) -> ResultadoFirma:
    return firmar(
        actor=actor(usuario),
        paso_ids=[p.id for p in pasos],
        segundo_factor=codigo or codigo_actual(usuario),
        reloj=RELOJ,
    )


@pytest.mark.usefixtures("personal_que_firma")
def test_a_decree_of_ours_is_signed_by_two_and_stays_valid_for_everybody(tmp_path: Path) -> None:
    resolucion = crear_desde_plantilla(
        "diligencia",
        {"texto": "Se hace constar lo que se hace constar.", "fecha": date(2026, 11, 23), "titulo": "Diligencia"},
        titulo="Diligencia", tipo_documental="TD12", organo="L01999998", actor=QUIEN_PIDE, reloj=RELOJ, firmas=CAMPOS,
    )  # fmt: skip
    pasos = [
        PasoPedido(organizacion.puesto_de_organo("alcaldia"), "alcaldia", "firma"),
        PasoPedido(organizacion.puesto_de_organo("secretaria"), "fe", "fe_publica"),
    ]
    original = documentos.leer(resolucion)
    uno = operaciones.pedir_firmas(resolucion, pasos, referencia="prueba:decreto", actor=QUIEN_PIDE, reloj=RELOJ)
    assert consultas.estado_de(resolucion).codigo == "pendiente"
    assert firma("isabel", paso(uno, 1)).fallidos == ()
    vaciar_colas()
    assert firma("javier", paso(uno, 2)).fallidos == ()
    resolucion.refresh_from_db()
    assert consultas.estado_de(resolucion).texto == "Firmado, pendiente de sello de tiempo"
    vaciar_colas()
    resolucion.refresh_from_db()
    assert consultas.estado_de(resolucion).codigo == "firmado"
    informe = consultas.informe_de_firmas(resolucion)
    assert informe.veredicto is Veredicto.VALIDA, informe.lineas()
    assert [(f.titular.nombre if f.titular else "", f.nivel) for f in informe.firmas] == [
        ("ISABEL ROBLEDO CANO", "B-LTA"),
        ("JAVIER QUINTANA MORA", "B-LTA"),
    ]
    final = documentos.leer(resolucion)
    assert final.startswith(original)
    assert problemas_pdf_oficial(final) == []
    fichero = tmp_path / "resolucion.pdf"
    fichero.write_bytes(final)
    for programa in ("qpdf", "pdfsig"):
        if shutil.which(programa) is None:
            pytest.skip(f"NOT RUN: {programa} is not installed")
    assert subprocess.run(["qpdf", "--check", fichero], check=False, capture_output=True).returncode == 0
    dicho = subprocess.run(["pdfsig", "-nocert", fichero], check=False, capture_output=True, text=True).stdout
    assert dicho.count("Signature is Valid.") >= 2
    assert list(
        Evento.objects.filter(tipo="firma.circuito.completado").values_list("datos__referencia", flat=True)
    ) == ["prueba:decreto"]


@pytest.mark.usefixtures("personal_que_firma")
def test_a_code_serves_once_and_a_wrong_one_signs_nothing() -> None:
    uno, dos = circuito("alcaldia"), circuito("alcaldia")
    codigo = codigo_actual("isabel")
    with pytest.raises(NoPermitido, match="no es correcto o ya se ha usado"):
        firma("isabel", paso(uno), codigo="000000" if codigo != "000000" else "111111")
    assert Evento.objects.filter(tipo="firma.clave.rechazada").count() == 1
    connection.cursor().execute(
        "UPDATE otp_totp_totpdevice SET throttling_failure_count=0, throttling_failure_timestamp=NULL"
    )
    assert firma("isabel", paso(uno), codigo=codigo).firmados == (paso(uno).id,)
    with pytest.raises(NoPermitido):
        firma("isabel", paso(dos), codigo=codigo)
    assert paso(dos).estado == PasoFirma.Estado.PENDIENTE


@pytest.mark.usefixtures("personal_que_firma")
def test_many_at_once_with_one_code_and_those_that_fail_are_listed() -> None:
    buenos = [circuito("alcaldia") for _ in range(3)]
    ajeno, devuelto = circuito("secretaria"), circuito("alcaldia")
    devolver(actor=actor("isabel"), paso_id=paso(devuelto).id, motivo="Falta el informe.", reloj=RELOJ)
    inexistente = PasoFirma(id=uuid4())
    resultado = firma("isabel", *(paso(c) for c in buenos), paso(ajeno), paso(devuelto), inexistente)
    assert resultado.firmados == tuple(paso(c).id for c in buenos)
    motivos = {f.paso_id: f.motivo for f in resultado.fallidos}
    assert "no le corresponde" in motivos[paso(ajeno).id]
    assert "ya no espera" in motivos[paso(devuelto).id]
    assert "No existe" in motivos[inexistente.id]
    assert Evento.objects.filter(tipo="firma.clave.abierta").count() == 1


@pytest.mark.usefixtures("personal_que_firma")
def test_in_a_cascade_each_waits_for_the_one_before_and_in_parallel_nobody_does() -> None:
    uno = circuito("alcaldia", "secretaria")
    assert "Antes tiene que firmar" in firma("javier", paso(uno, 2)).fallidos[0].motivo
    assert [p.paso.id for p in consultas.pendientes_de(empleado("javier"), en=hoy(RELOJ))] == []
    assert [p.paso.id for p in consultas.pendientes_de(empleado("isabel"), en=hoy(RELOJ))] == [paso(uno, 1).id]
    firma("isabel", paso(uno, 1))
    [pendiente] = consultas.pendientes_de(empleado("javier"), en=hoy(RELOJ))
    assert (pendiente.paso.id, pendiente.impedimento) == (paso(uno, 2).id, "")
    otro = circuito("alcaldia", "secretaria", orden=Orden.PARALELO)
    assert firma("javier", paso(otro, 2)).firmados
    assert firma("isabel", paso(otro, 1)).firmados
    otro.refresh_from_db()
    assert otro.estado == Circuito.Estado.COMPLETADO


@pytest.mark.usefixtures("personal_que_firma")
def test_the_substitute_signs_and_the_words_say_so() -> None:
    uno = circuito("secretaria")
    dia = hoy(RELOJ)
    Ausencia.objects.create(empleado=empleado("javier"), desde=dia, hasta=dia, motivo="vacaciones")
    Suplencia.objects.create(
        puesto=Puesto.objects.get(codigo="secretaria"), suplente=empleado("beatriz"), desde=dia, hasta=dia, norma="Decreto 2026/700"
    )  # fmt: skip
    assert "no le corresponde" in firma("javier", paso(uno)).fallidos[0].motivo
    assert firma("beatriz", paso(uno)).firmados
    firmado = paso(uno)
    assert firmado.firmante == empleado("beatriz")
    assert "P. S." in firmado.cargo_texto
    lector = PdfFileReader(io.BytesIO(documentos.leer(Documento.objects.get(id=uno.documento_id))))
    assert firmado.cargo_texto in str(lector.embedded_signatures[0].sig_object["/Reason"])


@pytest.mark.usefixtures("personal_que_firma")
def test_what_waited_for_a_substitute_waits_for_the_holder_once_the_substitution_ends() -> None:
    """It was asked of the post while somebody substituted: whoever has it when it is signed signs it, in their own words."""
    quien, dia = Actor.sistema("administradora", "organizacion.administrar", "personal.cuenta"), hoy(RELOJ)
    ayer = dia - timedelta(days=1)
    javier, beatriz = empleado("javier"), empleado("beatriz")
    ausencia = personal.anotar_ausencia(
        actor=quien, empleado_id=javier.id, desde=ayer, hasta=dia, motivo="vacaciones", reloj=RELOJ
    )
    suplencia = sustituciones.designar_suplencia(
        actor=quien,
        puesto_id=Puesto.objects.get(codigo="secretaria").id,
        suplente_id=beatriz.id,
        desde=ayer,
        hasta=dia,
        norma="Decreto 2026/700",
        reloj=RELOJ,
    )
    uno = circuito("secretaria")
    assert [p.paso.id for p in consultas.pendientes_de(beatriz, en=dia)] == [paso(uno).id]
    assert consultas.pendientes_de(javier, en=dia) == []
    sustituciones.terminar_suplencia(actor=quien, suplencia_id=suplencia.id, hasta=ayer, reloj=RELOJ)
    assert consultas.pendientes_de(beatriz, en=dia) == []
    assert "no le corresponde" in firma("beatriz", paso(uno)).fallidos[0].motivo
    personal.anular_ausencia(actor=quien, ausencia_id=ausencia.id, reloj=RELOJ)
    assert [p.paso.id for p in consultas.pendientes_de(javier, en=dia)] == [paso(uno).id]
    assert firma("javier", paso(uno)).firmados
    assert (paso(uno).firmante, "P. S." in paso(uno).cargo_texto) == (javier, False)


@pytest.mark.usefixtures("personal_que_firma")
def test_who_signs_by_delegation_says_so() -> None:
    doc = documento("firma")
    pedido = [PasoPedido(Puesto.objects.get(codigo="concejalia-urbanismo"), "firma", "firma", organo="alcaldia")]
    uno = operaciones.pedir_firmas(doc, pedido, referencia="r:1", actor=QUIEN_PIDE, reloj=RELOJ)
    assert firma("carmen", paso(uno)).firmados
    assert "por delegación de la Alcaldía" in paso(uno).cargo_texto


@pytest.mark.usefixtures("personal_que_firma")
def test_revoking_one_certificate_stops_that_person_only() -> None:
    uno, dos = circuito("alcaldia"), circuito("secretaria")
    certificado = CertificadoEmpleado.objects.get(empleado=empleado("isabel"))
    with pytest.raises(DatosIncorrectos):
        revocar_certificado(actor=ADMINISTRADOR, certificado_id=certificado.id, motivo=" ", reloj=RELOJ)
    revocar_certificado(actor=ADMINISTRADOR, certificado_id=certificado.id, motivo="Teléfono perdido", reloj=RELOJ)
    assert not ClaveFirma.objects.filter(certificado=certificado).exists()
    with pytest.raises(NoPermitido, match="certificado de firma en vigor"):
        firma("isabel", paso(uno))
    assert firma("javier", paso(dos)).firmados
    with pytest.raises(Conflicto):
        revocar_certificado(actor=ADMINISTRADOR, certificado_id=certificado.id, motivo="otra vez", reloj=RELOJ)


def test_the_key_opens_neither_without_the_file_nor_with_another_factor(
    personal_que_firma: Servidor, tmp_path: Path
) -> None:
    uno = circuito("alcaldia")
    connection.cursor().execute(
        "UPDATE otp_totp_totpdevice SET key=repeat('ab',20) WHERE user_id=(SELECT cuenta_id FROM organizacion_empleado WHERE id=%s)",
        [empleado("isabel").id],
    )
    with pytest.raises(NoPermitido, match="segundo factor actual"):
        firma("isabel", paso(uno))
    dos = circuito("secretaria")
    tmp_path.joinpath("firma.clave").write_bytes(b"otro secreto de treinta y dos oct")
    with pytest.raises(NoPermitido, match="segundo factor actual"):
        firma("javier", paso(dos))


def test_only_ones_own_certificate_in_force_can_be_kept(personal_que_firma: Servidor) -> None:
    pki = personal_que_firma.pki
    with pytest.raises(DatosIncorrectos, match="otra persona"):
        guardar_certificado(actor=actor("isabel"), p12=pki.p12("empleados/50000512F"), contrasena="demo", reloj=RELOJ)
    with pytest.raises(DatosIncorrectos, match="contraseña"):
        guardar_certificado(actor=actor("isabel"), p12=pki.p12("empleados/50000101X"), contrasena="mala", reloj=RELOJ)
    persona = Persona("50000101X", "ISABEL", "ROBLEDO CANO")
    ayer = RELOJ.ahora() - timedelta(days=1)
    pki.emitir("empleados/caducado", sujeto_persona(persona), PERSONA, hasta=ayer)
    with pytest.raises(DatosIncorrectos, match="no está en vigor"):
        guardar_certificado(actor=actor("isabel"), p12=pki.p12("empleados/caducado"), contrasena="demo", reloj=RELOJ)
    pki.emitir("empleados/nuevo", sujeto_persona(persona), PERSONA)
    guardar_certificado(actor=actor("isabel"), p12=pki.p12("empleados/nuevo"), contrasena="demo", reloj=RELOJ)
    estados = CertificadoEmpleado.objects.filter(empleado=empleado("isabel")).order_by("guardado_el")
    assert [c.estado for c in estados] == ["sustituido", "vigente"]
    assert firma("isabel", paso(circuito("alcaldia"))).firmados
    with pytest.raises(Conflicto, match="se retiró"):
        guardar_certificado(actor=actor("isabel"), p12=pki.p12("empleados/50000101X"), contrasena="demo", reloj=RELOJ)


def test_every_reason_against_a_certificate_is_told_at_once(personal_que_firma: Servidor) -> None:
    ajeno = hacer(nombre("Otra persona"), usos("key_encipherment"))
    futuro = personal_que_firma.pki.emitir(
        "empleados/futuro",
        sujeto_persona(Persona("50000101X", "ISABEL", "ROBLEDO CANO")),
        PERSONA,
        desde=RELOJ.ahora() + timedelta(days=3),
    )
    for mano, motivos in [
        (ajeno, ["otra persona", "no está autorizado para firmar", "No se reconoce al emisor"]),
        (futuro, ["vale desde el"]),
    ]:
        with pytest.raises(DatosIncorrectos) as error:
            guardar_certificado(actor=actor("isabel"), p12=p12_de(mano), contrasena="x", reloj=RELOJ)
        mensajes = [p.mensaje for p in error.value.problemas]
        assert len(mensajes) == len(motivos)
        assert all(motivo in mensaje for motivo, mensaje in zip(motivos, mensajes, strict=True)), mensajes
    assert CertificadoEmpleado.objects.filter(empleado=empleado("isabel")).count() == 1


def test_with_another_factor_the_same_certificate_is_kept_again_and_signs(personal_que_firma: Servidor) -> None:
    uno = circuito("alcaldia")
    connection.cursor().execute(
        "UPDATE otp_totp_totpdevice SET key=repeat('ab',20) WHERE user_id=(SELECT cuenta_id FROM organizacion_empleado WHERE id=%s)",
        [empleado("isabel").id],
    )
    with pytest.raises(NoPermitido, match="segundo factor actual"):
        firma("isabel", paso(uno))
    p12 = personal_que_firma.pki.p12("empleados/50000101X")
    guardar_certificado(actor=actor("isabel"), p12=p12, contrasena="demo", reloj=RELOJ)
    connection.cursor().execute("UPDATE otp_totp_totpdevice SET last_t=-1")  # the code spent in the refusal
    assert firma("isabel", paso(uno)).firmados
    assert CertificadoEmpleado.objects.filter(empleado=empleado("isabel")).count() == 1


@pytest.mark.usefixtures("personal_que_firma")
def test_what_is_sent_back_says_why_and_waits_for_nobody() -> None:
    uno = circuito("alcaldia", "secretaria")
    for motivo in ("", "  ", "x" * 1001):
        with pytest.raises(DatosIncorrectos):
            devolver(actor=actor("isabel"), paso_id=paso(uno).id, motivo=motivo, reloj=RELOJ)
    with pytest.raises(NoPermitido):
        devolver(actor=actor("javier"), paso_id=paso(uno).id, motivo="no", reloj=RELOJ)
    devolver(actor=actor("isabel"), paso_id=paso(uno).id, motivo="Falta el informe técnico.", reloj=RELOJ)
    assert [p.estado for p in consultas.pasos_de(uno)] == ["devuelto", "cancelado"]
    assert consultas.estado_de(Documento.objects.get(id=uno.documento_id)).codigo == "devuelto"
    hecho = Evento.objects.get(tipo="firma.circuito.devuelto")
    assert "Falta" not in hecho.canonico


@pytest.mark.usefixtures("personal_que_firma")
def test_what_cannot_be_asked_is_refused_whole() -> None:
    alcaldia = Puesto.objects.get(codigo="alcaldia")
    doc = documento("a", "b")
    malos: list[list[PasoPedido]] = [
        [], [PasoPedido(alcaldia, "z")], [PasoPedido(alcaldia, "a"), PasoPedido(alcaldia, "a")], [PasoPedido(alcaldia, "a", "testigo")]
    ]  # fmt: skip
    for pasos in malos:
        with pytest.raises(DatosIncorrectos) as error:
            operaciones.pedir_firmas(doc, pasos, referencia="r", actor=QUIEN_PIDE, reloj=RELOJ)
        assert error.value.problemas
    operaciones.pedir_firmas(doc, [PasoPedido(alcaldia, "a")], referencia="r", actor=QUIEN_PIDE, reloj=RELOJ)
    with pytest.raises(Conflicto, match="ya está pendiente"):
        operaciones.pedir_firmas(doc, [PasoPedido(alcaldia, "b")], referencia="r", actor=QUIEN_PIDE, reloj=RELOJ)


@pytest.mark.parametrize("averia", ["tsa", "ocsp"])
def test_signing_works_while_the_authorities_are_down_and_the_rest_comes_later(
    personal_que_firma: Servidor, averia: str
) -> None:
    personal_que_firma.averias = {averia: "caida", **({"crl": "caida"} if averia == "ocsp" else {})}
    uno = circuito("alcaldia")
    assert firma("isabel", paso(uno)).firmados
    with pytest.raises(ServicioNoDisponible):
        vaciar_colas()
    estado = consultas.estado_de(Documento.objects.get(id=uno.documento_id))
    assert estado.codigo == "pendiente_tiempo"
    assert estado.incidencia
    personal_que_firma.averias = {}
    Ampliacion.objects.update(pendiente_desde=RELOJ.ahora() - timedelta(hours=1))
    from consistorio.documental.firma.trabajos import recuperar

    recuperar()
    vaciar_colas()
    assert consultas.estado_de(Documento.objects.get(id=uno.documento_id)).codigo == "firmado"


@pytest.mark.usefixtures("personal_que_firma")
def test_somebody_signs_while_the_time_stamp_is_being_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    uno = circuito("alcaldia", "secretaria")
    firma("isabel", paso(uno, 1))
    original = trabajos._ampliado
    vueltas: list[int] = []

    def lento(doc: Documento) -> object:
        construido = original(doc)
        if not vueltas:
            firma("javier", paso(uno, 2))
        vueltas.append(doc.revision)
        return construido

    monkeypatch.setattr(trabajos, "_ampliado", lento)
    trabajos.ampliar(documento_id=str(uno.documento_id))
    final = Documento.objects.get(id=uno.documento_id)
    assert vueltas == [2, 3]
    assert final.revision == 4
    assert [f.nivel for f in consultas.informe_de_firmas(final).firmas] == ["B-LTA", "B-LTA"]


@pytest.mark.usefixtures("personal_que_firma")
@pytest.mark.parametrize(
    "orden",
    ["DELETE FROM firma_pasofirma", "UPDATE firma_pasofirma SET campo='x'", "UPDATE firma_circuito SET referencia='x'", "UPDATE firma_certificadoempleado SET pem=''"],
)  # fmt: skip
def test_the_database_keeps_what_was_asked_and_signed(orden: str) -> None:
    circuito("alcaldia")
    with pytest.raises(DatabaseError, match="inmutable"), transaction.atomic():
        connection.cursor().execute(orden)


FIRMADO, DEVUELTO = "firmado", "devuelto"


@pytest.mark.usefixtures("personal_que_firma")
@pytest.mark.parametrize(
    "orden",
    [
        "UPDATE firma_pasofirma SET estado='pendiente' WHERE estado=%s",
        "UPDATE firma_pasofirma SET terminado_el=now() WHERE estado=%s",
        "UPDATE firma_pasofirma SET cargo_texto='otro cargo' WHERE estado=%s",
        "UPDATE firma_pasofirma SET firmante_id=NULL WHERE estado=%s",
        "UPDATE firma_pasofirma SET motivo='otro motivo' WHERE estado=%s",
        "DELETE FROM firma_pasofirma WHERE estado=%s",
        "UPDATE firma_circuito SET estado='pendiente', terminado_el=NULL WHERE estado IN ('completado', %s)",
    ],
)
@pytest.mark.parametrize("estado", [FIRMADO, DEVUELTO])
def test_a_step_that_was_signed_or_returned_never_changes(orden: str, estado: str) -> None:
    uno = circuito("alcaldia")
    if estado == FIRMADO:
        assert firma("isabel", paso(uno)).fallidos == ()
    else:
        devolver(actor=actor("isabel"), paso_id=paso(uno).id, motivo="Falta el informe.", reloj=RELOJ)
    with pytest.raises(DatabaseError, match="inmutable"), transaction.atomic():
        connection.cursor().execute(orden, [estado])
    assert paso(uno).estado == estado


@pytest.mark.usefixtures("personal_que_firma")
def test_what_is_taken_out_of_the_folders_can_no_longer_be_signed() -> None:
    uno = circuito("alcaldia", "secretaria")
    assert firma("isabel", paso(uno)).fallidos == ()
    with transaction.atomic():
        assert operaciones.retirar_firmas(uno.documento_id, actor=QUIEN_PIDE, reloj=RELOJ)
        assert not operaciones.retirar_firmas(uno.documento_id, actor=QUIEN_PIDE, reloj=RELOJ)
    uno.refresh_from_db()
    assert (uno.estado, paso(uno).estado, paso(uno, 2).estado) == ("retirado", "firmado", "cancelado")
    assert consultas.estado_de(uno.documento).texto == "Retirado antes de firmarse"
    assert consultas.pendientes_de(empleado("javier"), en=hoy(RELOJ)) == []
    (fallo,) = firma("javier", paso(uno, 2)).fallidos
    assert "ya no espera" in fallo.motivo
    assert Evento.objects.filter(tipo="firma.circuito.retirado").count() == 1


def test_ids_are_uuids() -> None:
    assert isinstance(PasoFirma().id, UUID)
