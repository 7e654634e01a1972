"""What stops or redirects what is paid to somebody: blocks, seizures, assignments of credit, and an account that nobody confirmed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from consistorio.economia.presupuesto.operaciones.bloqueos import retenido_por
from consistorio.economia.terceros.consultas import reparto_de
from consistorio.economia.terceros.models import Bloqueo, CuentaTercero
from consistorio.economia.tesoreria.tipos import CERO
from consistorio.nucleo.dato import dato
from consistorio.nucleo.tipos import Importe
from consistorio.plataforma.identidad.models import Persona


class Quienes:
    """The accounts in force and the blocks of some people on a day, read at once. `juntos`: each is asked for after what was asked before; `facturas`: the numbers of the invoices of what is
    owed to them, by obligation."""

    def __init__(self, personas: Collection[UUID], en: date) -> None:
        vigentes = Q(hasta=None) | Q(hasta__gt=en)
        cesionarios = Bloqueo.objects.filter(
            tercero__persona_id__in=personas, clase=Bloqueo.Clase.CESION, levantado_el=None
        ).values_list("a_favor_de__persona_id", flat=True)
        todas = {*personas, *(uno for uno in cesionarios if uno is not None)}
        self.cuentas: dict[UUID, CuentaTercero] = {
            c.tercero.persona_id: c
            for c in CuentaTercero.objects.select_related("tercero")
            .filter(vigentes, tercero__persona_id__in=todas, desde__lte=en)
            .order_by("desde", "confirmada_el")
        }
        self.bloqueos: defaultdict[UUID, list[Bloqueo]] = defaultdict(list)
        for b in Bloqueo.objects.select_related("tercero", "a_favor_de__persona").filter(
            Q(hasta=None) | Q(hasta__gte=en), tercero__persona_id__in=todas, desde__lte=en, levantado_el=None
        ):
            self.bloqueos[b.tercero.persona_id].append(b)
        self.juntos, self.facturas = False, dict[UUID, tuple[str, ...]]()
        self.desviado: defaultdict[UUID, Decimal] = defaultdict(lambda: CERO)

    def trabas(self, persona: Persona | None, debido: Mapping[str, Decimal], *, varios: bool) -> Trabas:
        """What stops or redirects what is paid to somebody of each thing (`debido`: of each invoice, and "" of none, in euros)."""
        if varios:
            return Trabas((_("Es de varios terceros: se paga con su propia lista, no en una relación."),), varios=True)
        if persona is None:
            return Trabas((_("No dice quién cobra: corrija la operación."),))
        parados, embargado, cedido = list[str](), CERO, dict[UUID, Decimal]()
        desviado = self.desviado if self.juntos else defaultdict[UUID, Decimal](lambda: CERO)
        clases = {b.id: b for b in self.bloqueos.get(persona.id, [])}
        for cual, importe in debido.items():
            suyos = {uno: b for uno, b in clases.items() if b.objeto in {"", cual}}
            ya = {uno: cuanto + desviado[uno] for uno, cuanto in retenido_por(suyos.values(), persona.id).items()}
            reparto = reparto_de(list(suyos.values()), centimos=int(importe * 100), retenido=ya)
            paran = [*reparto.parado_por]
            for parte in reparto.partes:
                if parte.traba_id is None:
                    continue
                cuanto, clase = Decimal(parte.centimos) / 100, suyos[parte.traba_id].clase
                desviado[parte.traba_id] += cuanto
                if clase == Bloqueo.Clase.CESION:
                    cedido[parte.traba_id] = cedido.get(parte.traba_id, CERO) + cuanto
                elif clase == Bloqueo.Clase.EMBARGO:
                    embargado += cuanto
                else:
                    paran.append(parte.traba_id)
            sin_confirmar = {uno for uno in paran if suyos[uno].por_confirmar}
            if sin_confirmar:
                mensaje = _(
                    "Hay una cesión del crédito sin confirmar: tiene que confirmarla otra persona, en la ficha de quien cede."
                )
                parados.append(mensaje)
            parados += [
                _("Quien cobra tiene los pagos bloqueados: %(clase)s. Levante el bloqueo o pague a quien corresponda.")
                % {"clase": suyos[uno].get_clase_display()}
                for uno in paran
                if uno not in sin_confirmar
            ]
        cobra, hallados = persona, list(parados)
        if cedido:
            cobra, motivo = self._cesionario(persona, [clases[uno] for uno in cedido])
            hallados += [motivo] if motivo else []
            suyo = sum(cedido.values(), CERO)
            if embargado:
                hallados.append(
                    _("El crédito está cedido y embargado a la vez: levante en la ficha lo que no proceda, y páguelo.")
                )
            elif suyo != sum(debido.values(), CERO):
                mensaje = _(
                    "El crédito está cedido solo en parte: corrija la orden, y ordene lo cedido (%(cuanto)s) aparte de lo demás."
                )
                hallados.append(mensaje % {"cuanto": Importe(suyo)})
        if cobra.id not in self.cuentas:
            hallados.append(
                _("Quien cobra no tiene una cuenta confirmada por dos personas: anótela y confírmela en Terceros.")
            )
        return Trabas(tuple(dict.fromkeys(hallados)), embargado, cobra, tuple(dict.fromkeys(parados)))

    def _cesionario(self, persona: Persona, cesiones: Sequence[Bloqueo]) -> tuple[Persona, str]:
        """Who acquired a credit, and why they cannot be paid, in words."""
        quienes = {una.a_favor_de.persona_id: una.a_favor_de.persona for una in cesiones if una.a_favor_de is not None}
        if len(quienes) != 1:
            return persona, _("El crédito está cedido a varios: ordene por separado el pago de cada parte.")
        [cobra] = quienes.values()
        if self.bloqueos.get(cobra.id):
            return cobra, _("Quien adquirió el crédito tiene a su vez los pagos bloqueados: véalo en su ficha.")
        return cobra, ""


@dato
class Trabas:
    """Why a payment cannot be made now, in words; how much of it is seized, in euros, and is kept of it; who gets the money: who acquired the credit, if it was assigned
    whole, or nobody when it is not known; which of those reasons stop its order too; whether it is of several."""

    impedimentos: tuple[str, ...]
    embargado: Decimal = CERO
    cobra: Persona | None = None
    paran: tuple[str, ...] = ()
    varios: bool = False
