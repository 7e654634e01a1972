"""Working notes: answered, and calling colleagues who may see the case, never who may not."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, NoEncontrado, NoPermitido
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.auditoria.models import Evento
from consistorio.plataforma.organizacion.consultas import actor_de
from consistorio.plataforma.organizacion.models import Empleado
from consistorio.tramitacion.expedientes import acciones, consultas
from consistorio.tramitacion.expedientes.models import Expediente, MencionNota, NotaTrabajo
from consistorio.tramitacion.expedientes.reglas import mencionados
from consistorio.tramitacion.tests.conftest import pueblo, reloj
from consistorio.tramitacion.tests.factories import RelojMovil, ciudadana, expediente_de_obra

__all__ = ["pueblo", "reloj"]
pytestmark = [pytest.mark.usefixtures("pueblo"), pytest.mark.django_db]


@pytest.mark.parametrize(
    ("texto", "quienes"),
    [
        ("Mira esto, @nuria.", ("nuria",)),
        ("@Marta y (@sergio): llamad", ("marta", "sergio")),
        ("@nuria @nuria", ("nuria",)),
        ("Escribe a ana@correo.example", ()),
        ("a las 8 @ la puerta, @", ()),
        ("@ana.ruiz-2, por favor", ("ana.ruiz-2",)),
        ("Sin nadie", ()),
    ],
)
def test_who_is_called_is_read_from_the_text(texto: str, quienes: tuple[str, ...]) -> None:
    assert mencionados(texto) == quienes


def quien(usuario: str, reloj: RelojMovil) -> Actor:
    return actor_de(Empleado.objects.select_related("persona").get(cuenta__usuario=usuario), en=hoy(reloj))


def anotada(
    usuario: str, expediente: Expediente, reloj: RelojMovil, texto: str, responde_a: UUID | None = None
) -> NotaTrabajo:
    return acciones.anotar_nota(
        actor=quien(usuario, reloj), expediente_id=expediente.id, texto=texto, responde_a=responde_a, reloj=reloj
    )


def avisos(usuario: str, reloj: RelojMovil, *, por_ver: bool = True) -> list[str]:
    return [m.nota.texto for m in consultas.menciones_de(quien(usuario, reloj), por_ver=por_ver)]


def test_a_colleague_is_called_and_says_that_they_saw_it(reloj: RelojMovil) -> None:
    expediente = expediente_de_obra(reloj)
    anotada("nuria", expediente, reloj, "¿Lo miras, @marta? Y tú, @nuria.")
    assert (len(avisos("marta", reloj)), avisos("nuria", reloj)) == (1, [])  # nobody calls themselves
    mencion = MencionNota.objects.get()
    for usuario in ("nuria", "sergio"):
        with pytest.raises(NoEncontrado):
            acciones.dar_por_vista(actor=quien(usuario, reloj), mencion_id=mencion.id, reloj=reloj)
    acciones.dar_por_vista(actor=quien("marta", reloj), mencion_id=mencion.id, reloj=reloj)
    acciones.dar_por_vista(actor=quien("marta", reloj), mencion_id=mencion.id, reloj=reloj)
    assert (avisos("marta", reloj), len(avisos("marta", reloj, por_ver=False))) == ([], 1)
    tipos = ["expediente.nota.mencion.hecha", "expediente.nota.mencion.vista"]
    assert list(Evento.objects.filter(tipo__in=tipos).order_by("seq").values_list("tipo", flat=True)) == tipos
    hitos, _mas = consultas.cronologia(expediente, ciudadana())
    assert not [h for h in hitos if "nota" in h.tipo]


def test_who_may_not_see_the_case_is_not_called_and_it_says_so(reloj: RelojMovil) -> None:
    expediente = expediente_de_obra(reloj)
    with pytest.raises(DatosIncorrectos) as error:
        anotada("nuria", expediente, reloj, "@raul, @nadie y @marta: mirad esto")
    assert [p.campo for p in error.value.problemas] == ["texto", "texto"]
    assert "«@raul» no puede ver este expediente" in str(error.value)
    assert "No hay nadie con el usuario «@nadie»" in str(error.value)
    assert "@marta" not in str(error.value)
    with pytest.raises(DatosIncorrectos, match="10 personas"):
        anotada("nuria", expediente, reloj, " ".join(f"@u{n}" for n in range(11)))
    assert (NotaTrabajo.objects.count(), MencionNota.objects.count()) == (0, 0)
    anotada("nuria", expediente, reloj, "@javier, ¿es así?")  # the Secretaría sees every case
    assert len(avisos("javier", reloj)) == 1


def test_who_left_is_not_called(reloj: RelojMovil) -> None:
    expediente = expediente_de_obra(reloj)
    Empleado.objects.filter(cuenta__usuario="sergio").update(hasta=hoy(reloj) - timedelta(days=1))
    with pytest.raises(DatosIncorrectos, match="no puede ver este expediente"):
        anotada("nuria", expediente, reloj, "@sergio, mira")


def test_a_call_leaves_the_trays_with_the_case(reloj: RelojMovil) -> None:
    expediente = expediente_de_obra(reloj)
    anotada("nuria", expediente, reloj, "@marta, mira")
    ajena = quien("raul", reloj).unidades
    Expediente.objects.filter(id=expediente.id).update(unidad_id=next(iter(ajena)))
    expediente.permisos.update(hasta=reloj.ahora())
    assert avisos("marta", reloj, por_ver=False) == []
    with pytest.raises(NoEncontrado):
        acciones.dar_por_vista(actor=quien("marta", reloj), mencion_id=MencionNota.objects.get().id, reloj=reloj)


def test_a_note_is_answered_in_one_thread_and_who_wrote_it_is_told(reloj: RelojMovil) -> None:
    expediente, otro = expediente_de_obra(reloj), expediente_de_obra(reloj, nif="87654321X")
    raiz = anotada("nuria", expediente, reloj, "¿Falta el plano?")
    primera = anotada("marta", expediente, reloj, "Sí, pídelo.", raiz.id)
    segunda = anotada("nuria", expediente, reloj, "Pedido.", primera.id)
    assert (primera.responde_a_id, segunda.responde_a_id) == (raiz.id, raiz.id)
    assert (avisos("nuria", reloj), avisos("marta", reloj)) == (["Sí, pídelo."], ["Pedido."])
    (nota,) = consultas.notas_de(expediente, quien("marta", reloj))
    assert [r.texto for r in nota.respuestas.all()] == ["Sí, pídelo.", "Pedido."]
    for ajena in (uuid4(), anotada("nuria", otro, reloj, "Otra").id):
        with pytest.raises(NoEncontrado):
            anotada("nuria", expediente, reloj, "¿Y esta?", ajena)
    Empleado.objects.filter(cuenta__usuario="nuria").update(hasta=hoy(reloj) - timedelta(days=1))
    anotada("marta", expediente, reloj, "¿Llegó?", raiz.id)  # who wrote it left: nobody is told, and it is not refused


def test_those_that_are_offered_work_on_the_case(reloj: RelojMovil) -> None:
    expediente = expediente_de_obra(reloj)
    ofrecidos = consultas.a_quien_avisar(expediente, en=hoy(reloj))
    usuarios = {e.cuenta.usuario for e in ofrecidos if e.cuenta is not None}
    assert {"nuria", "marta", "sergio"} <= usuarios
    assert not usuarios & {"raul", "olga"}


def test_notes_are_of_the_staff(reloj: RelojMovil) -> None:
    expediente = expediente_de_obra(reloj)
    anotada("nuria", expediente, reloj, "@marta, mira")
    assert not consultas.menciones_de(ciudadana(), por_ver=False)
    with pytest.raises(NoPermitido):
        acciones.anotar_nota(actor=ciudadana(), expediente_id=expediente.id, texto="Hola", reloj=reloj)


def test_notes_and_calls_cost_the_same_with_few_and_many(reloj: RelojMovil) -> None:
    expediente = expediente_de_obra(reloj)
    marta, costes = quien("marta", reloj), []
    for _vuelta in range(3):
        raiz = anotada("nuria", expediente, reloj, "@marta, mira")
        anotada("sergio", expediente, reloj, "Y esto, @marta", raiz.id)
        with CaptureQueriesContext(connection) as hechas:
            notas = [
                (n.autor.nombre, *(r.autor.nombre for r in n.respuestas.all()))
                for n in consultas.notas_de(expediente, marta)
            ]
            suyas = [
                (m.nota.expediente.numero, m.nota.autor.nombre) for m in consultas.menciones_de(marta, por_ver=True)
            ]
        costes.append((len(notas), len(suyas), len(hechas)))
    assert costes == [(1, 2, 3), (2, 4, 3), (3, 6, 3)]
