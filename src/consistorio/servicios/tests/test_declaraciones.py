"""What is declared has effects from its day and is checked afterwards, to each of its ends, with real keys and jobs (LPACAP 69)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from consistorio.canales.escritorio.lecturas import efectos_de
from consistorio.canales.sede import seguimiento
from consistorio.canales.sede.pendientes import le_toca
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, FaseIncompatible
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.auditoria.filas import filas_avaladas
from consistorio.plataforma.auditoria.tests.anotado import Anotado
from consistorio.servicios.archivo import acciones as archivo
from consistorio.servicios.archivo import operaciones as archivo_operaciones
from consistorio.servicios.estadistica import consultas as estadistica
from consistorio.servicios.estadistica.ambito import opciones
from consistorio.servicios.notificaciones.models import Notificacion
from consistorio.servicios.resoluciones import contexto
from consistorio.servicios.tests import escenario, manos
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.servicios.tests.test_recursos import exportado
from consistorio.tramitacion.catalogo.models import VersionProcedimiento
from consistorio.tramitacion.catalogo.tipos import Termino
from consistorio.tramitacion.expedientes.models import Expediente, Relacion
from consistorio.tramitacion.motor import acciones, consultas
from consistorio.tramitacion.motor.acciones.requerimientos import Defecto
from consistorio.tramitacion.motor.consultas_declaraciones import cuantas_por_comprobar, por_comprobar
from consistorio.tramitacion.motor.models import Declaracion, Plazo, Requerimiento, Tarea, TramiteAudiencia, Vencimiento
from consistorio.tramitacion.motor.operaciones.decision import imposibles_que_deja_sin_efecto
from consistorio.tramitacion.motor.permisos import BARRER
from consistorio.tramitacion.motor.reglas import PRESENTACION_ELECTRONICA
from consistorio.tramitacion.tests.factories import aportar
from consistorio.tramitacion.tests.firmas import firmado, surtido

pytestmark = [
    pytest.mark.lento,
    pytest.mark.django_db,
    pytest.mark.usefixtures("villa_que_firma", "personal_que_firma"),
]
ANA = "12345678Z"
MOTIVO = "El local no tiene salida de emergencia, como consta en el acta de la visita."


def hace(reloj: RelojDePrueba, dias: int) -> None:
    """Certificates are of today, so the decree is of today, and the story begins some days before."""
    reloj.poner(datetime.now(UTC) - timedelta(days=dias))


def la_comprobacion(expediente: Expediente) -> UUID:
    return Tarea.objects.get(expediente=expediente, tipo="comprobacion").id


def declaracion_de(expediente: Expediente) -> Declaracion:
    return Declaracion.objects.get(expediente=expediente)


def requerir(expediente: Expediente, reloj: RelojDePrueba, *, codigo: str = "documento") -> Requerimiento:
    acto = acciones.requerir_documentacion(
        actor=escenario.empleado("marta", reloj),
        tarea_id=la_comprobacion(expediente),
        documentos=(Defecto(codigo, "Plano del establecimiento", "plano_local"),),
        reloj=reloj,
    )
    requerimiento = surtido(acto, Requerimiento, reloj)
    manos.abrir_notificacion(expediente, f"requerimiento:{requerimiento.id}", ANA, reloj)
    requerimiento.refresh_from_db()
    return requerimiento


def conforme(expediente: Expediente, reloj: RelojDePrueba) -> None:
    acto = acciones.dar_por_conforme(
        actor=escenario.empleado("marta", reloj), tarea_id=la_comprobacion(expediente), reloj=reloj, como="El plano."
    )
    firmado(acto, reloj)


def oir(expediente: Expediente, reloj: RelojDePrueba) -> None:
    marta = escenario.empleado("marta", reloj)
    acto = acciones.abrir_audiencia(actor=marta, expediente_id=expediente.id, motivo=MOTIVO, reloj=reloj)
    audiencia = surtido(acto, TramiteAudiencia, reloj)
    manos.abrir_notificacion(expediente, f"audiencia:{audiencia.id}", ANA, reloj)
    acciones.cerrar_audiencia(actor=marta, audiencia_id=audiencia.id, causa="renuncia", reloj=reloj)


def apreciar(
    expediente: Expediente,
    reloj: RelojDePrueba,
    *,
    causa: str = "falsedad",
    motivo: str = MOTIVO,
    constancia: date | None = None,
    restituir: str = "",
) -> Declaracion:
    return acciones.apreciar_incumplimiento(
        actor=escenario.empleado("marta", reloj),
        tarea_id=la_comprobacion(expediente),
        causa=causa,
        motivo=motivo,
        constancia=constancia or hoy(reloj),
        restituir=restituir,
        reloj=reloj,
    )


def abiertas(expediente: Expediente) -> set[str]:
    return set(Tarea.objects.filter(expediente=expediente, cerrada_el=None).values_list("codigo", flat=True))


def segun_hechos(expediente: Expediente) -> bool:
    """Its work is what its facts say, and so is the row of what was declared."""
    informe = Anotado()
    filas_avaladas("default", informe)
    assert "motor_declaracion" not in [tabla for tabla, _texto in informe.fallas]
    return consultas.estado_segun_hechos(expediente) == consultas.estado_actual(expediente)


def test_it_has_effects_from_its_day_and_nothing_of_it_is_ever_overdue(reloj: RelojDePrueba) -> None:
    """Years later, with every sweep run: no term, no silence, no lapse; nor is any of its terms stopped or extended."""
    expediente = escenario.declarado(reloj)
    dia, marta = hoy(reloj), escenario.empleado("marta", reloj)
    assert abiertas(expediente) == {"comprobacion"}
    assert not Plazo.objects.filter(expediente=expediente).exists()
    assert not Vencimiento.objects.filter(expediente=expediente).exists()
    reloj.avanzar(days=900)
    manos.barrer(reloj)
    assert abiertas(expediente) == {"comprobacion"}
    assert (declaracion_de(expediente).desde, declaracion_de(expediente).estado) == (dia, "por_comprobar")
    for opcion in opciones(marta, en=hoy(reloj)):
        assert estadistica.vencidos(marta, opcion.alcance, hoy=hoy(reloj)) == []
    for accion, datos in (
        (acciones.ampliar_plazo, {"cantidad": 1, "motivo": "Es difícil."}),
        (acciones.advertir_caducidad, {"motivo": "No hace nada."}),
        (acciones.requerir_subsanacion, {"defectos": (Defecto("x", "Falta algo"),), "suspende": True}),
    ):
        with pytest.raises(FaseIncompatible, match="no hay plazo para resolver"):
            accion(actor=marta, expediente_id=expediente.id, reloj=reloj, **datos)
    assert seguimiento.plazo_en_palabras(expediente, escenario.ciudadana(ANA)) == []
    (dicho,) = seguimiento.efectos_en_palabras(expediente)
    assert dicho.startswith("Puede empezar desde el")
    assert not seguimiento.turno(expediente, escenario.ciudadana(ANA)).suyo
    visible = efectos_de(expediente)
    assert visible is not None
    assert "por comprobar" in visible.texto
    assert segun_hechos(expediente)


def test_the_programme_of_control_is_the_oldest_first_of_who_checks_it(
    reloj: RelojDePrueba, django_assert_num_queries: object
) -> None:
    casos = []
    for _vez in range(3):
        casos.append(escenario.declarado(reloj))
        reloj.avanzar(days=1)
    marta = escenario.empleado("marta", reloj)
    with django_assert_num_queries(1):  # type: ignore[operator]  # however many there are
        filas = [(una.expediente, una.expediente.version.procedimiento.nombre) for una in por_comprobar(marta)]
    assert [caso for caso, _nombre in filas] == casos
    primera = por_comprobar(marta, limite=1)[0]
    assert [una.expediente for una in por_comprobar(marta, tras=(primera.desde, primera.id))] == casos[1:]
    conforme(casos[0], reloj)
    assert [una.expediente for una in por_comprobar(marta)] == casos[1:]
    assert cuantas_por_comprobar(escenario.empleado("silvia", reloj), tope=10) == 0


def test_found_right_it_is_told_and_closed_without_a_decision(reloj: RelojDePrueba, tmp_path: Path) -> None:
    hace(reloj, 30)
    expediente = escenario.declarado(reloj)
    requerimiento = requerir(expediente, reloj)
    suyo = seguimiento.turno(expediente, escenario.ciudadana(ANA))
    assert (suyo.suyo, suyo.vence) == (True, requerimiento.vence)
    assert "Mientras tanto puede continuar" in suyo.texto
    pendientes = le_toca(escenario.ciudadana(ANA), ahora=reloj.ahora())
    assert "Envíe la documentación de lo que declaró" in [uno.titulo for uno in pendientes]
    with pytest.raises(FaseIncompatible):  # it waits for the documents
        conforme(expediente, reloj)
    aportar(expediente, reloj, "subsanacion", actor=escenario.ciudadana(ANA), texto="El plano.", clave="plano")
    hace(reloj, 0)
    conforme(expediente, reloj)
    assert declaracion_de(expediente).estado == "comprobada"
    dicha = Notificacion.objects.get(expediente=expediente, referencia__startswith="comprobada:")
    assert dicha.clase == "comunicacion"
    assert abiertas(expediente) == {"cierre"}
    no_hacen_falta = expediente.tareas.filter(estado="cancelada").values_list("codigo", flat=True)
    assert {"propuesta", "resolucion", "notificacion", "cese"} <= set(no_hacen_falta)
    assert "es conforme" in seguimiento.efectos_en_palabras(expediente)[1]
    with pytest.raises(Conflicto):
        conforme(expediente, reloj)
    assert segun_hechos(expediente)
    manos.correr()
    cierre = archivo.cerrar(actor=escenario.empleado("marta", reloj), expediente_id=expediente.id, reloj=reloj)
    assert cierre.resultado == "comprobada"
    manos.correr()
    assert exportado(expediente, tmp_path / "eni", reloj) == expediente.documentos.count()


def test_it_is_heard_before_it_is_found_that_it_cannot_go_on_and_the_organ_decides(reloj: RelojDePrueba) -> None:
    hace(reloj, 60)
    expediente = escenario.declarado(reloj)
    requerir(expediente, reloj)
    with pytest.raises(FaseIncompatible):  # nobody was heard
        apreciar(expediente, reloj)
    hace(reloj, 30)
    manos.barrer(reloj)  # its days are over: nothing lapses, nor is it taken as withdrawn
    assert not expediente.terminaciones.exists()
    assert abiertas(expediente) == {"comprobacion"}
    hace(reloj, 1)
    oir(expediente, reloj)
    hace(reloj, 0)
    with pytest.raises(DatosIncorrectos) as error:
        apreciar(expediente, reloj, motivo="No", constancia=hoy(reloj) + timedelta(days=1), causa="otra")
    assert [problema.campo for problema in error.value.problemas] == ["causa", "motivo", "constancia"]
    apreciar(expediente, reloj, causa="documentacion", restituir="Retire el rótulo.")
    expediente = Expediente.objects.get(id=expediente.id)
    assert contexto.sentidos_posibles(expediente, en=hoy(reloj)) == ("imposibilidad", "archiva")
    with pytest.raises(DatosIncorrectos):  # what was not asked for is not denied
        manos.proponer(expediente, "deniega", reloj)
    borrador = contexto.borrador_para(expediente, "imposibilidad")
    texto = " ".join((*borrador.fundamentos, *borrador.decision))
    assert MOTIVO in texto
    assert "no puede continuar" in borrador.decision[0]
    assert "enviar la documentación de lo declarado" in " ".join(borrador.antecedentes)
    assert "no haber presentado la documentación requerida" in texto
    assert "Retire el rótulo." in texto
    assert not [parrafo for parrafo in (*borrador.antecedentes, texto) if "[[" in parrafo]
    manos.proponer(expediente, "imposibilidad", reloj)
    assert manos.decretar(expediente, reloj, quien="isabel").estado == "firmada"
    assert declaracion_de(expediente).estado == "incumplida"  # it has no effects until it is notified
    with pytest.raises(FaseIncompatible):
        aportar(expediente, reloj, "recurso", actor=escenario.ciudadana(ANA), texto="No es así.", clave="pronto")
    assert manos.notificada(expediente, ANA, reloj).practicada
    assert declaracion_de(expediente).estado == "imposible"
    assert "Ya no puede continuar" in seguimiento.efectos_en_palabras(expediente)[1]
    assert segun_hechos(expediente)
    recurso = aportar(expediente, reloj, "recurso", actor=escenario.ciudadana(ANA), texto="No es así.", clave="recurre")
    assert Plazo.objects.filter(expediente=recurso.expediente).exists()  # the appeal is decided in its term
    assert "cese" in abiertas(expediente)
    y_el_recurso_se_estima(recurso.expediente, expediente, reloj)


def y_el_recurso_se_estima(recurso: Expediente, expediente: Expediente, reloj: RelojDePrueba) -> None:
    """Granted and notified, what was declared may go on again."""
    escenario.completar(recurso, "revision", {"codigo": "admitida"}, reloj)
    manos.proponer(recurso, "estima", reloj)
    manos.decretar(recurso, reloj, quien="isabel")
    manos.correr()
    assert declaracion_de(expediente).estado == "imposible"  # the appeal is not notified yet
    for clase in ("relacionado", "revision", "recurso"):  # a nullity does the same
        Relacion.objects.filter(expediente=recurso).update(clase=clase)
        assert imposibles_que_deja_sin_efecto(recurso) == ([] if clase == "relacionado" else [expediente.id])
    manos.notificada(recurso, ANA, reloj)
    manos.correr()
    assert declaracion_de(expediente).estado == "restablecida"
    assert "Puede continuar" in seguimiento.efectos_en_palabras(expediente)[1]
    assert abiertas(expediente) == {"cierre"}  # nobody has to cease
    assert archivo_operaciones.resultado_de(expediente) == "restablecida"
    assert segun_hechos(expediente)
    assert not acciones.restablecer_lo_declarado(
        actor=Actor.sistema("plazos", BARRER),
        expediente_id=expediente.id,
        decidido_en=recurso.id,
        reloj=reloj,
    )


def test_the_organ_may_leave_it_as_it_was(reloj: RelojDePrueba) -> None:
    hace(reloj, 0)
    expediente = escenario.declarado(reloj)
    oir(expediente, reloj)
    with pytest.raises(DatosIncorrectos) as error:  # nothing was required
        apreciar(expediente, reloj, causa="documentacion")
    assert [problema.campo for problema in error.value.problemas] == ["causa"]
    apreciar(expediente, reloj)
    manos.proponer(expediente, "archiva", reloj)
    manos.decretar(expediente, reloj, quien="isabel")
    manos.notificada(expediente, ANA, reloj)
    assert declaracion_de(expediente).estado == "comprobada"
    assert abiertas(expediente) == {"cierre"}
    assert segun_hechos(expediente)


def test_a_waiver_ends_it_as_what_it_is(reloj: RelojDePrueba) -> None:
    hace(reloj, 0)
    expediente = escenario.declarado(reloj)
    gestiones = dict(seguimiento.gestiones(expediente, escenario.ciudadana(ANA)))
    assert "desistimiento" not in gestiones
    with pytest.raises(FaseIncompatible):
        aportar(expediente, reloj, "desistimiento", actor=escenario.ciudadana(ANA), clave="desiste")
    aportar(expediente, reloj, "renuncia", actor=escenario.ciudadana(ANA), clave="renuncia")
    acciones.aceptar_desistimiento(actor=escenario.empleado("marta", reloj), expediente_id=expediente.id, reloj=reloj)
    assert contexto.sentidos_posibles(Expediente.objects.get(id=expediente.id), en=hoy(reloj)) == ("renuncia",)
    assert por_comprobar(escenario.empleado("marta", reloj)) == []
    manos.proponer(expediente, "renuncia", reloj)
    manos.decretar(expediente, reloj, quien="isabel")
    manos.notificada(expediente, ANA, reloj)
    cierre = archivo.cerrar(actor=escenario.empleado("marta", reloj), expediente_id=expediente.id, reloj=reloj)
    assert cierre.resultado == "renuncia"
    assert segun_hechos(expediente)


def test_brought_on_paper_by_who_had_to_file_it_electronically_its_effects_are_of_the_day_on_which_it_is(
    reloj: RelojDePrueba,
) -> None:
    expediente = escenario.declarado(reloj)
    reloj.avanzar(days=3)
    requerir(expediente, reloj, codigo=PRESENTACION_ELECTRONICA)
    reloj.avanzar(days=2)
    aportar(expediente, reloj, "subsanacion", actor=escenario.ciudadana(ANA), texto="Aquí está.", clave="sede")
    assert declaracion_de(expediente).desde == hoy(reloj)
    assert segun_hechos(expediente)


def test_the_decision_that_it_cannot_go_on_has_the_term_that_a_norm_says_and_none_that_is_guessed(
    reloj: RelojDePrueba, monkeypatch: pytest.MonkeyPatch
) -> None:
    hace(reloj, 0)
    pendiente, con_plazo = escenario.declarado(reloj), escenario.declarado(reloj)
    for expediente, cuanto in ((pendiente, None), (con_plazo, Termino(2, "meses"))):
        oir(expediente, reloj)
        legal = replace(expediente.version.tipada.legal, prohibicion=cuanto)
        with monkeypatch.context() as hoy_rige:
            hoy_rige.setattr(VersionProcedimiento, "tipada", replace(expediente.version.tipada, legal=legal))
            apreciar(expediente, reloj)
            visible = efectos_de(Expediente.objects.get(id=expediente.id))
        propuesta = expediente.tareas.get(tipo="propuesta")
        assert visible is not None
        if cuanto is None:
            assert (propuesta.vence, "Ninguna norma dice" in visible.texto) == (None, True)
        else:
            assert propuesta.vence is not None
            assert f"por resolver hasta el {propuesta.vence:%d/%m/%Y}" in visible.texto
