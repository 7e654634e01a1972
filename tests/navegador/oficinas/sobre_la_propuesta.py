"""Cases that wait for a hearing or a dictamen on their proposal, and reviews of office, for the pages of the staff."""

from __future__ import annotations

from consistorio.servicios.resoluciones.models import Resolucion
from consistorio.servicios.tests import escenario, manos, sancion
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.servicios.tests.test_revision_de_oficio import LESIVIDAD, NULIDAD, instruido, senalar
from consistorio.tramitacion.expedientes.models import Expediente


def sembrar(reloj: RelojDePrueba) -> None:
    """A sanction that was proposed; the review of a decision, proposed; another of which nobody said yet what it reviews; one that the Pleno decides."""
    manos.proponer(sancion.iniciado(reloj), "estima", reloj)
    sancion.publicar_procedimiento(NULIDAD, reloj, "servicios_juridicos")
    por_senalar, caso = (escenario.caso(reloj, procedimiento=NULIDAD) for _numero in range(2))
    Expediente.objects.filter(id__in=(por_senalar.id, caso.id)).update(datos={"acto": "1/2026", "motivos": "Falta."})
    original = Resolucion.objects.get(estado="firmada").expediente
    caso = Expediente.objects.get(id=caso.id)
    senalar(caso, original.numero, reloj)
    instruido(caso, reloj)
    manos.proponer(caso, "estima", reloj)
    sancion.publicar_procedimiento(LESIVIDAD, reloj, "servicios_juridicos")
    del_pleno = escenario.caso(reloj, procedimiento=LESIVIDAD)
    senalar(del_pleno, original.numero, reloj, causa="")
