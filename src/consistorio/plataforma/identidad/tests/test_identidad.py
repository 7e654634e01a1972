"""Persons, powers, channel and sessions: rules, and what the database refuses."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.conf import global_settings
from django.contrib.auth.hashers import check_password, make_password
from django.db import IntegrityError, transaction
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from consistorio.nucleo.actor import Actor, ClaseActor, Nivel
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, NoEncontrado, NoPermitido
from consistorio.nucleo.reloj import RelojFijo
from consistorio.nucleo.tipos import Nif
from consistorio.plataforma.auditoria.models import Evento
from consistorio.plataforma.identidad import consultas, permisos, reglas
from consistorio.plataforma.identidad.acciones import canal
from consistorio.plataforma.identidad.acciones import representacion as acciones
from consistorio.plataforma.identidad.acciones.sesion import elegir_representado
from consistorio.plataforma.identidad.models import Persona, PreferenciaCanal, Representacion, Sesion
from consistorio.plataforma.identidad.operaciones import (
    inscribir_representacion,
    persona_por_documento,
    persona_por_nif,
)
from consistorio.plataforma.identidad.permisos import Ambito, de_ambito

RELOJ = RelojFijo(datetime(2026, 9, 15, 10, tzinfo=UTC))
DIA = date(2026, 9, 15)
SISTEMA = Actor.sistema("prueba")
OFICINA = Actor.sistema("oficina", "representacion.inscribir", "personas.mantener")
DIR3 = "L01999998"


def persona(nif: str, nombre: str = "Ana", **mas: str) -> Persona:
    with transaction.atomic():
        return persona_por_nif(nif, nombre=nombre, actor=SISTEMA, reloj=RELOJ, **mas)


def ciudadana(quien: Persona, nivel: Nivel = Nivel.SUSTANCIAL) -> Actor:
    return Actor(ClaseActor.CIUDADANO, quien.id, "x", de_ambito(Ambito.CIUDADANIA), nivel=nivel, medio="clave")


@pytest.mark.parametrize(
    ("nif", "clase", "causa"),
    [
        ("12345678Z", "fisica", ""),
        ("X1234567L", "fisica", ""),
        ("B99999997", "juridica", "14.2.a"),
        ("P9999900E", "juridica", "14.2.a"),
        ("E99000028", "sin_personalidad", "14.2.b"),
        ("H99000036", "sin_personalidad", "14.2.b"),
    ],
)
def test_the_number_says_the_class_and_the_duty(nif: str, clase: str, causa: str) -> None:
    assert reglas.clase_de_nif(Nif.de(nif)) == clase
    assert reglas.causa_por_clase(clase) == causa


@given(st.dates(date(1990, 1, 1), date(2090, 12, 31)), st.integers(-10, 4000))
def test_no_period_over_five_years_nor_backwards(desde: date, dias: int) -> None:
    hasta = desde + timedelta(days=dias)
    correcto = desde <= hasta <= reglas.ultimo_dia_posible(desde)
    try:
        reglas.exigir_periodo(desde, hasta, hoy=desde)
    except DatosIncorrectos:
        assert not correcto
    else:
        assert correcto


@pytest.mark.parametrize(("desde", "hasta"), [(2, date(2031, 9, 15)), (-400, date(2030, 8, 11))])
def test_five_years_are_counted_from_the_inscription_however_late_the_power_begins(desde: int, hasta: date) -> None:
    primero = DIA + timedelta(days=desde)
    reglas.exigir_periodo(primero, hasta, hoy=DIA)
    with pytest.raises(DatosIncorrectos):
        reglas.exigir_periodo(primero, hasta + timedelta(days=1), hoy=DIA)


@pytest.mark.parametrize(
    ("alcance", "organismo", "procedimiento", "pedido", "esperado"),
    [
        ("general", "", "", "obra-menor", True),
        ("general", "", "", "", True),
        ("organismo", DIR3, "", "obra-menor", True),
        ("organismo", "L01280796", "", "obra-menor", False),
        ("procedimiento", DIR3, "obra-menor", "obra-menor", True),
        ("procedimiento", DIR3, "obra-menor", "terraza", False),
        ("procedimiento", DIR3, "obra-menor", "", False),
        ("procedimiento", "L01280796", "obra-menor", "obra-menor", False),
    ],
)
def test_scope_of_a_power(alcance: str, organismo: str, procedimiento: str, pedido: str, esperado: bool) -> None:
    desde, hasta = date(2026, 1, 1), date(2026, 12, 31)
    poder = reglas.Poder(alcance, organismo, procedimiento, "vigente", desde, hasta)
    assert reglas.cubre(poder, organismo=DIR3, procedimiento=pedido, en=desde) is esperado
    assert reglas.cubre(poder, organismo=DIR3, procedimiento=pedido, en=hasta) is esperado
    assert not reglas.cubre(poder, organismo=DIR3, procedimiento=pedido, en=hasta + timedelta(days=1))
    assert not reglas.cubre(poder, organismo=DIR3, procedimiento=pedido, en=desde - timedelta(days=1))
    for estado in ("pendiente", "revocada", "renunciada", "rechazada"):
        otro = reglas.Poder(alcance, organismo, procedimiento, estado, desde, hasta)
        assert not reglas.cubre(otro, organismo=DIR3, procedimiento=pedido, en=desde)


@pytest.mark.django_db
def test_a_person_is_made_once_and_never_overwritten() -> None:
    una = persona("12.345.678-z", "Ana", apellido1="García")
    assert persona("12345678Z", "Otra").id == una.id
    assert Persona.objects.get().nombre == "Ana"
    assert Evento.objects.filter(tipo="identidad.persona.creada").count() == 1
    with pytest.raises(DatosIncorrectos):
        persona("12345678A")
    with pytest.raises(DatosIncorrectos):
        persona("87654321X", "")
    assert persona("B99999997", "Obras SL").obligada
    with transaction.atomic():
        extranjera = persona_por_documento("pasaporte", "fr", "12 ab-34", nombre="Zoé", actor=SISTEMA, reloj=RELOJ)
    assert (extranjera.nif, extranjera.pais_documento) == ("12AB34", "FR")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "cambios",
    [
        {"nif": "B1", "clase": "juridica", "razon_social": "X"},
        {"nif": "B2", "clase": "juridica", "obligada": True, "causa_obligacion": "14.2.a"},
        {"nif": "1", "clase": "fisica"},
        {"nif": "2", "clase": "fisica", "nombre": "A", "obligada": True},
    ],
)
def test_postgresql_refuses_incoherent_persons(cambios: dict[str, object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Persona.objects.create(**cambios)


@pytest.mark.django_db
def test_powers_over_five_years_overlapping_or_changed_are_refused_by_postgresql() -> None:
    ana, pedro = persona("12345678Z"), persona("87654321X", "Pedro")

    def inscribir(hasta: date, desde: date = DIA) -> Representacion:
        with transaction.atomic():
            return inscribir_representacion(
                representado=ana,
                representante=pedro,
                alcance="general",
                acreditacion="rea",
                desde=desde,
                hasta=hasta,
                estado="vigente",
                actor=SISTEMA,
                reloj=RELOJ,
            )

    with pytest.raises(IntegrityError, match="cinco_anios"):
        inscribir(date(2031, 9, 16))
    poder = inscribir(date(2031, 9, 15))
    with pytest.raises(IntegrityError, match="sin_solapes"):
        inscribir(date(2031, 12, 1), date(2031, 9, 15))
    poder.hasta = date(2035, 1, 1)
    with pytest.raises(IntegrityError, match="inmutable"), transaction.atomic():
        poder.save()
    with pytest.raises(IntegrityError, match="inmutable"), transaction.atomic():
        Representacion.objects.filter(id=poder.id).delete()
    encontrado = consultas.poder_para(
        representante_id=pedro.id, representado_id=ana.id, procedimiento="obra-menor", en=DIA
    )
    assert encontrado is not None
    acreditacion = consultas.acreditacion_de(encontrado)
    assert "Registro electrónico de apoderamientos" in acreditacion.texto
    assert len(acreditacion.huella) == 64
    assert (
        consultas.poder_para(representante_id=ana.id, representado_id=pedro.id, procedimiento="obra-menor", en=DIA)
        is None
    )


@pytest.mark.django_db
def test_granting_wants_assurance_and_another_person() -> None:
    ana = persona("12345678Z")
    pedro = {"nif": "87654321X", "nombre": "Pedro"}
    comun = {"alcance": "organismo", "desde": DIA, "hasta": date(2027, 1, 1), "reloj": RELOJ}
    with pytest.raises(NoPermitido):
        acciones.otorgar_en_sede(actor=ciudadana(ana, Nivel.BAJO), representante=pedro, **comun)  # type: ignore[arg-type]
    with pytest.raises(DatosIncorrectos, match="a sí mismo"):
        acciones.otorgar_en_sede(actor=ciudadana(ana), representante={"nif": ana.nif}, **comun)  # type: ignore[arg-type]
    poder = acciones.otorgar_en_sede(actor=ciudadana(ana), representante=pedro, **comun)  # type: ignore[arg-type]
    assert poder.organismo == DIR3
    with pytest.raises(Conflicto):
        acciones.otorgar_en_sede(actor=ciudadana(ana), representante=pedro, **comun)  # type: ignore[arg-type]


@pytest.mark.django_db
def test_channel_takes_effect_on_the_fifth_habil_day_and_the_obliged_cannot_choose() -> None:
    from consistorio.plataforma.calendario.datos import demo

    demo.sembrar()
    ana = persona("12345678Z")
    preferencia = canal.elegir_canal(actor=ciudadana(ana), canal="electronica", reloj=RELOJ)
    assert preferencia.efectos_desde >= date(2026, 9, 22)
    assert consultas.canal_de(ana, en=DIA) == "papel"
    assert consultas.canal_de(ana, en=preferencia.efectos_desde) == "electronica"
    with pytest.raises(IntegrityError, match="inmutable"), transaction.atomic():
        PreferenciaCanal.objects.update(canal="papel")
    with pytest.raises(Conflicto, match="obliga"):
        canal.elegir_canal(actor=ciudadana(persona("B99999997", "Obras")), canal="papel", reloj=RELOJ)
    with pytest.raises(DatosIncorrectos) as error:
        canal.cambiar_contacto(actor=ciudadana(ana), correo="mal", telefono="12", reloj=RELOJ)
    assert {p.campo for p in error.value.problemas} == {"correo", "telefono"}


def test_every_permission_that_an_action_asks_for_is_declared_with_words() -> None:
    pruebas = {"x", "prueba.anotar"}
    assert permisos.sin_declarar() - pruebas == frozenset()
    assert all(len(str(p.etiqueta)) > 8 and p.ambitos for p in permisos.registrados().values())
    with pytest.raises(ValueError, match="already registered"):
        permisos.declarar("personas.mantener", "Otra cosa")


@pytest.mark.django_db
def test_an_organisation_accepts_through_who_acts_for_it_but_a_person_does_not() -> None:
    ana, marta, juan = persona("12345678Z"), persona("11111111H", "Marta"), persona("22222222J", "Juan")
    empresa = persona("B99999997", "", razon_social="Reformas, S. L.")
    comun = {"alcance": "organismo", "desde": DIA, "hasta": date(2027, 1, 1), "reloj": RELOJ}

    def otorgar(representante: Persona) -> Representacion:
        datos = {"nif": representante.nif}
        return acciones.otorgar_en_sede(actor=ciudadana(ana), representante=datos, **comun)  # type: ignore[arg-type]

    a_empresa, a_juan = otorgar(empresa), otorgar(juan)
    for pendiente, por in ((a_empresa, None), (a_juan, juan.id)):
        with pytest.raises(NoEncontrado):
            acciones.aceptar(
                actor=replace(ciudadana(marta), representa_a=por), representacion_id=pendiente.id, reloj=RELOJ
            )
    en_su_nombre = replace(ciudadana(marta), representa_a=empresa.id)
    assert acciones.aceptar(actor=en_su_nombre, representacion_id=a_empresa.id, reloj=RELOJ).estado == "vigente"


@pytest.mark.django_db
def test_what_the_law_or_a_judge_gave_is_neither_revoked_nor_given_up_in_the_sede() -> None:
    ana, pedro = persona("12345678Z"), persona("87654321X", "Pedro")
    with transaction.atomic():
        tutela = inscribir_representacion(
            representado=ana,
            representante=pedro,
            alcance="general",
            acreditacion="legal",
            desde=DIA,
            hasta=date(2027, 1, 1),
            estado="vigente",
            actor=SISTEMA,
            reloj=RELOJ,
        )
    for terminar, quien in ((acciones.revocar, ana), (acciones.renunciar, pedro)):
        with pytest.raises(Conflicto, match="la ley o un juez") as error:
            terminar(actor=ciudadana(quien), representacion_id=tutela.id, reloj=RELOJ)
        assert "resolución judicial" in error.value.que_hacer
    tutela.refresh_from_db()
    assert (tutela.estado, tutela.terminada_el) == ("vigente", None)


def sesion_de(quien: Persona, poder: Representacion | None = None, **mas: object) -> Sesion:
    ahora = RELOJ.ahora()
    momentos = dict.fromkeys(("abierta_el", "vista_el", "reautenticada_el"), ahora)
    return Sesion.objects.create(
        persona=quien,
        medio="clave",
        nivel=2,
        representacion=poder,
        caduca_el=ahora + timedelta(hours=1),
        **momentos,
        **mas,
    )


def con_poder(sesion: Sesion) -> Actor:
    return consultas.actor_de_sesion(
        Sesion.objects.select_related("persona", "representacion").get(id=sesion.id), en=DIA
    )


def inscrito(
    representado: Persona, representante: Persona, acreditacion: str, alcance: str = "general", **de: str
) -> Representacion:
    with transaction.atomic():
        return inscribir_representacion(
            representado=representado,
            representante=representante,
            acreditacion=acreditacion,
            desde=DIA,
            hasta=date(2027, 1, 1),
            estado="vigente",
            actor=SISTEMA,
            reloj=RELOJ,
            alcance=alcance,
            organismo=de.get("organismo", ""),
            procedimiento=de.get("procedimiento", ""),
        )


@pytest.mark.django_db
def test_the_power_of_a_certificate_serves_in_the_session_opened_with_it_and_in_no_other() -> None:
    ana, empresa = persona("12345678Z"), persona("B99999997", "", razon_social="Reformas, S. L.")
    poder = inscrito(empresa, ana, "certificado")
    con_clave, con_el = sesion_de(ana), sesion_de(ana, evidencia={"representacion": str(poder.id)})
    assert list(consultas.puede_actuar_por(con_clave.id, en=DIA)) == []
    assert list(consultas.puede_actuar_por(con_el.id, en=DIA)) == [poder]
    with pytest.raises(NoEncontrado):
        elegir_representado(actor=con_poder(con_clave), representacion_id=poder.id, reloj=RELOJ)
    elegida = elegir_representado(actor=con_poder(con_el), representacion_id=poder.id, reloj=RELOJ)
    assert elegida.representacion_id == poder.id
    otra_de_pedro = sesion_de(persona("87654321X", "Pedro"), evidencia={"representacion": str(poder.id)})
    for sesion, vale in ((con_el.id, poder), (con_clave.id, None), (otra_de_pedro.id, None), ("", None)):
        encontrado = consultas.poder_para(
            representante_id=ana.id, representado_id=empresa.id, procedimiento="x", en=DIA, sesion=str(sesion)
        )
        assert encontrado == vale


@pytest.mark.django_db
def test_nobody_gives_takes_back_or_accepts_more_than_their_own_power_reaches() -> None:
    ana, pedro, marta = persona("12345678Z"), persona("87654321X", "Pedro"), persona("11111111H", "Marta")
    tramite = {"alcance": "procedimiento", "procedimiento": "obra-menor", "organismo": DIR3}
    para_uno = con_poder(sesion_de(pedro, inscrito(ana, pedro, "legal", **tramite)))
    para_todo = con_poder(sesion_de(pedro, inscrito(ana, pedro, "legal", alcance="organismo", organismo=DIR3)))
    voluntario = con_poder(sesion_de(pedro, inscrito(ana, pedro, "rea")))

    def otorgar(quien: Actor, alcance: str) -> Representacion:
        return acciones.otorgar_en_sede(
            actor=quien,
            representante={"nif": marta.nif},
            alcance=alcance,
            desde=DIA,
            hasta=date(2027, 1, 1),
            reloj=RELOJ,
        )

    for quien, alcance in ((para_uno, "organismo"), (voluntario, "organismo"), (para_todo, "general")):
        with pytest.raises(NoPermitido):
            otorgar(quien, alcance)
    otro = otorgar(para_todo, "organismo")
    for quien in (para_uno, voluntario):
        with pytest.raises(NoPermitido, match="revocar"):
            acciones.revocar(actor=quien, representacion_id=otro.id, reloj=RELOJ)
    assert acciones.revocar(actor=para_todo, representacion_id=otro.id, reloj=RELOJ).estado == "revocada"


@pytest.mark.django_db
def test_an_organisation_does_not_accept_through_who_has_its_power_for_one_procedure() -> None:
    ana, marta = persona("12345678Z"), persona("11111111H", "Marta")
    empresa = persona("B99999997", "", razon_social="Reformas, S. L.")
    pendiente = acciones.otorgar_en_sede(
        actor=ciudadana(ana),
        representante={"nif": empresa.nif},
        alcance="organismo",
        desde=DIA,
        hasta=date(2027, 1, 1),
        reloj=RELOJ,
    )
    de_un_tramite = replace(ciudadana(marta), representa_a=empresa.id, solo_procedimiento="obra-menor")
    with pytest.raises(NoEncontrado):
        acciones.aceptar(actor=de_un_tramite, representacion_id=pendiente.id, reloj=RELOJ)


@pytest.mark.django_db
def test_who_gave_a_power_extends_it_before_it_ends_five_years_at_most() -> None:
    ana, pedro = persona("12345678Z"), persona("87654321X", "Pedro")
    poder = acciones.otorgar_en_sede(
        actor=ciudadana(ana),
        representante={"nif": "87654321X", "nombre": "Pedro"},
        alcance="organismo",
        desde=DIA,
        hasta=date(2027, 1, 1),
        reloj=RELOJ,
    )

    def prorrogar(hasta: date, quien: Actor, reloj: RelojFijo = RELOJ) -> Representacion:
        return acciones.prorrogar(actor=quien, representacion_id=poder.id, hasta=hasta, reloj=reloj)

    with pytest.raises(Conflicto, match="no está vigente"):  # nobody accepted it yet
        prorrogar(date(2028, 1, 1), ciudadana(ana))
    acciones.aceptar(actor=ciudadana(pedro), representacion_id=poder.id, reloj=RELOJ)
    with pytest.raises(NoPermitido, match="más seguridad"):
        prorrogar(date(2028, 1, 1), ciudadana(ana, Nivel.BAJO))
    with pytest.raises(NoEncontrado):
        prorrogar(date(2028, 1, 1), ciudadana(pedro))
    despues = RelojFijo(datetime(2026, 12, 31, 10, tzinfo=UTC))
    for mala, dicho in ((date(2027, 1, 1), "posterior al 01/01/2027"), (date(2032, 1, 1), "hasta el 31/12/2031")):
        with pytest.raises(DatosIncorrectos) as error:
            prorrogar(mala, ciudadana(ana), despues)
        assert dicho in error.value.problemas[0].mensaje
    prorrogada = prorrogar(date(2031, 12, 31), ciudadana(ana), despues)
    assert (prorrogada.hasta, prorrogada.prorrogada_el) == (date(2031, 12, 31), despues.ahora())
    hecho = Evento.objects.get(tipo="identidad.representacion.prorrogada")
    assert (hecho.datos["antes"], hecho.datos["hasta"]) == ("2027-01-01", "2031-12-31")
    vale = consultas.poder_para(
        representante_id=pedro.id, representado_id=ana.id, procedimiento="obra-menor", en=date(2030, 1, 1)
    )
    assert vale is not None
    assert "Prorrogada el 31/12/2026." in consultas.acreditacion_de(vale).texto
    with pytest.raises(Conflicto, match="no está vigente"):  # too late
        prorrogar(date(2034, 1, 1), ciudadana(ana), RelojFijo(datetime(2032, 1, 1, 10, tzinfo=UTC)))
    acciones.revocar(actor=ciudadana(ana), representacion_id=poder.id, reloj=despues)
    with pytest.raises(Conflicto, match="no está vigente"):
        prorrogar(date(2031, 12, 31), ciudadana(ana), despues)


@pytest.mark.django_db
@pytest.mark.parametrize("acreditacion", ["legal", "certificado", "rea"])
def test_what_was_not_inscribed_here_is_not_extended_here(acreditacion: str) -> None:
    ana, pedro = persona("12345678Z"), persona("87654321X", "Pedro")
    with transaction.atomic():
        poder = inscribir_representacion(
            representado=ana,
            representante=pedro,
            alcance="general",
            acreditacion=acreditacion,
            desde=DIA,
            hasta=date(2027, 1, 1),
            estado="vigente",
            actor=SISTEMA,
            reloj=RELOJ,
        )
    with pytest.raises(Conflicto, match="no se prorroga aquí"):
        acciones.prorrogar(actor=ciudadana(ana), representacion_id=poder.id, hasta=date(2028, 1, 1), reloj=RELOJ)


@pytest.mark.django_db
def test_postgresql_lets_a_power_last_longer_only_by_an_extension() -> None:
    ana, pedro = persona("12345678Z"), persona("87654321X", "Pedro")
    with transaction.atomic():
        poder = inscribir_representacion(
            representado=ana,
            representante=pedro,
            alcance="general",
            acreditacion="documento",
            desde=DIA,
            hasta=date(2027, 1, 1),
            estado="vigente",
            actor=SISTEMA,
            reloj=RELOJ,
        )
    suya = Representacion.objects.filter(id=poder.id)
    ahora = RELOJ.ahora()
    for mal in (
        {"hasta": date(2028, 1, 1)},  # without an extension
        {"hasta": date(2026, 12, 1), "prorrogada_el": ahora},  # backwards
        {"prorrogada_el": ahora},  # of nothing
        {"hasta": date(2028, 1, 1), "prorrogada_el": ahora - timedelta(days=1)},  # before it was inscribed
        {"hasta": date(2028, 1, 1), "prorrogada_el": ahora, "estado": "revocada", "terminada_el": ahora},
    ):
        with pytest.raises(IntegrityError, match="inmutable"), transaction.atomic():
            suya.update(**mal)
    with pytest.raises(IntegrityError, match="cinco_anios"), transaction.atomic():
        suya.update(hasta=date(2031, 9, 16), prorrogada_el=ahora)
    suya.update(hasta=date(2031, 9, 15), prorrogada_el=ahora)


DEL_EJEMPLO = ["consistorio.plataforma.identidad.huellas.HuellaDeEjemplo"]


def test_a_password_of_the_example_opens_no_real_town() -> None:
    with override_settings(PASSWORD_HASHERS=DEL_EJEMPLO):
        huella = make_password("Consistorio-de-prueba-1")
        assert check_password("Consistorio-de-prueba-1", huella)
    with override_settings(PASSWORD_HASHERS=global_settings.PASSWORD_HASHERS):
        assert not check_password("Consistorio-de-prueba-1", huella)
