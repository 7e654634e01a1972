"""What a case spends: its credit, its commitment, what it owes and what it gives back."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from consistorio.canales.escritorio.actos.campos import ofrecer_documentos, si_o_no
from consistorio.canales.escritorio.actos.registro import Acto, FormularioActo, Limpio, Ocasion, registrar
from consistorio.canales.escritorio.formularios_de_antes import DeOtroEjercicio
from consistorio.canales.interfaz.cursores import identificador
from consistorio.economia.gasto import consultas
from consistorio.economia.gasto.acciones import (
    comprometer_gasto,
    intervenir_pago,
    liberar_credito,
    reconocer_obligacion,
    retener_credito,
)
from consistorio.economia.gasto.reglas import LARGO_FACTURA
from consistorio.economia.presupuesto.tipos import DeAntes
from consistorio.nucleo.errores import FaseIncompatible
from consistorio.nucleo.reloj import hoy
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor.operaciones.comunicaciones import partes_de

LARGO_APLICACION = 30


def _importe() -> forms.CharField:
    return forms.CharField(label=_("Importe, con IVA"), max_length=20, help_text=_("Por ejemplo, 1240,50"))


class Retencion(FormularioActo):
    """How much, and from which application."""

    aplicacion = forms.CharField(
        label=_("Aplicación presupuestaria"), max_length=LARGO_APLICACION, help_text=_("Por ejemplo, 920.22706")
    )
    importe = _importe()

    def preparar(self) -> None:
        """With what the procedure and the form say."""
        dicho = consultas.previsto_en(self.ocasion.exigir_tarea(), self.ocasion.expediente)
        self.fields["aplicacion"].initial = dicho.aplicacion
        self.fields["importe"].initial = dicho.escrito


def _disponible(ocasion: Ocasion) -> Sequence[tuple[str, str]]:
    dicho = consultas.previsto_en(ocasion.exigir_tarea(), ocasion.expediente)
    hay = consultas.disponible_en(dicho.aplicacion, hoy(ocasion.reloj).year)
    if hay is None:
        return ()
    return ((str(_("Crédito disponible en la bolsa de %(a)s") % {"a": dicho.aplicacion}), str(hay)),)


def _retener(ocasion: Ocasion, limpio: Limpio) -> object:
    return retener_credito(
        actor=ocasion.actor,
        tarea_id=ocasion.exigir_tarea().id,
        aplicacion=str(limpio["aplicacion"]),
        importe=str(limpio["importe"]),
        reloj=ocasion.reloj,
    )


class Compromiso(FormularioActo):
    """With whom, and for how much."""

    tercero = forms.ChoiceField(
        label=_("¿Con quién es el gasto?"),
        error_messages={"required": _("Elija una de las personas del expediente.")},
    )
    importe = _importe()
    aplicacion = forms.CharField(
        label=_("Aplicación presupuestaria"),
        max_length=LARGO_APLICACION,
        required=False,
        help_text=_("Por ejemplo, 920.22706"),
    )

    def preparar(self) -> None:
        """Offer the parties; where credit is set aside, its application is not asked."""
        tarea, expediente = self.ocasion.exigir_tarea(), self.ocasion.expediente
        campo = self.fields["tercero"]
        partes = [(str(una.persona_id), una.persona.nombre_completo) for una in partes_de(expediente)]
        if isinstance(campo, forms.ChoiceField):
            campo.choices = partes if len(partes) == 1 else [("", str(_("Elija una"))), *partes]
        dicho = consultas.previsto_en(tarea, expediente)
        self.fields["importe"].initial = dicho.escrito
        if consultas.queda_de(tarea, expediente, hoy(self.ocasion.reloj).year) is not None:
            del self.fields["aplicacion"]
        else:
            self.fields["aplicacion"].initial = dicho.aplicacion


def _de_lo_anterior(ocasion: Ocasion) -> Sequence[tuple[str, str]]:
    queda = consultas.queda_de(ocasion.exigir_tarea(), ocasion.expediente, hoy(ocasion.reloj).year)
    return () if queda is None else ((str(_("Quedan de %(o)s") % {"o": queda.nombre}), str(queda.importe)),)


def _comprometer(ocasion: Ocasion, limpio: Limpio) -> object:
    return comprometer_gasto(
        actor=ocasion.actor,
        tarea_id=ocasion.exigir_tarea().id,
        importe=str(limpio["importe"]),
        tercero_id=identificador(str(limpio["tercero"])),
        aplicacion=str(limpio.get("aplicacion") or ""),
        reloj=ocasion.reloj,
    )


class Obligacion(DeOtroEjercicio, FormularioActo):
    """Which invoice, for how much, whether it is of an earlier year, and whether another is expected."""

    field_order = ["documento", "factura", "importe", "antes", "antes_prueba", "ultima"]
    documento = forms.ChoiceField(
        label=_("¿Cuál es la factura?"), help_text=_("O el documento que la justifica. Añádalo antes al expediente.")
    )
    factura = forms.CharField(label=_("Número de la factura"), max_length=LARGO_FACTURA)
    importe = _importe()
    ultima = si_o_no(
        _("¿Es la última factura?"), _("Si lo es, la tarea termina. Si no, sigue abierta para la siguiente.")
    )

    def preparar(self) -> None:
        """Offer the documents of the case and all that is committed."""
        ofrecer_documentos(self)
        queda = consultas.queda_de(self.ocasion.exigir_tarea(), self.ocasion.expediente, hoy(self.ocasion.reloj).year)
        if queda is not None:
            self.fields["importe"].initial = str(queda.importe).removesuffix(" €")


def _reconocer(ocasion: Ocasion, limpio: Limpio) -> object:
    return reconocer_obligacion(
        actor=ocasion.actor,
        tarea_id=ocasion.exigir_tarea().id,
        importe=str(limpio["importe"]),
        factura=str(limpio["factura"]),
        documento_id=UUID(str(limpio["documento"])),
        ultima=limpio["ultima"] == "si",
        antes=antes if isinstance(antes := limpio.get("antes_prueba"), DeAntes) else None,
        reloj=ocasion.reloj,
    )


class Liberacion(FormularioActo):
    """That it was seen."""

    comprobado = forms.BooleanField(
        label=_("He comprobado que no se va a gastar más en este expediente"),
        error_messages={"required": _("Compruébelo y marque la casilla.")},
    )


def _lo_que_queda(ocasion: Ocasion) -> Sequence[tuple[str, str]]:
    quedan = consultas.por_liberar_de(ocasion.expediente, hoy(ocasion.reloj).year)
    if not quedan:
        return ((str(_("Queda por liberar")), str(_("Nada"))),)
    return [(str(_("Quedan de %(o)s") % {"o": una.nombre}), str(una.importe)) for una in quedan]


def _liberar(ocasion: Ocasion, limpio: Limpio) -> object:
    return liberar_credito(actor=ocasion.actor, tarea_id=ocasion.exigir_tarea().id, reloj=ocasion.reloj)


class Intervencion(FormularioActo):
    """Of which obligation, and that it was looked at."""

    operacion = forms.ChoiceField(
        label=_("¿De qué obligación?"), error_messages={"required": _("Elija la obligación.")}
    )
    comprobado = forms.BooleanField(
        label=_("He comprobado la obligación, a quién se paga y que se ordena a quien corresponde"),
        error_messages={"required": _("Compruébelo y marque la casilla.")},
    )

    def preparar(self) -> None:
        """Offer those that wait."""
        campo = self.fields["operacion"]
        quedan = consultas.pagos_por_intervenir(self.ocasion.expediente)
        if isinstance(campo, forms.ChoiceField):
            campo.choices = [
                *([] if len(quedan) == 1 else [("", str(_("Elija una")))]),
                *((str(una.operacion_id), f"{una.nombre}: {una.importe}") for una in quedan),
            ]


def _intervenir(ocasion: Ocasion, limpio: Limpio) -> object:
    return intervenir_pago(
        actor=ocasion.actor,
        expediente_id=ocasion.expediente.id,
        operacion_id=identificador(str(limpio["operacion"])),
        reloj=ocasion.reloj,
    )


def _hay_pagos_por_intervenir(expediente: Expediente) -> None:
    if not consultas.pagos_por_intervenir(expediente):
        raise FaseIncompatible(str(_("En este expediente no hay ningún pago por intervenir.")))


for acto in (
    Acto(
        codigo="retener_credito",
        titulo=_("Retener el crédito"),
        explicacion=_(
            "El crédito queda reservado para este gasto. El certificado va al portafirmas de Intervención: con su firma, la tarea termina."
        ),
        boton=_("Retener y enviar a la firma"),
        hecho=_("Crédito retenido. Falta que Intervención firme el certificado."),
        formulario=Retencion,
        ejecutar=_retener,
        previsto=_disponible,
    ),
    Acto(
        codigo="comprometer_gasto",
        titulo=_("Comprometer el gasto"),
        explicacion=_("Contabiliza la autorización y el compromiso (AD) de lo que se ha resuelto."),
        boton=_("Comprometer el gasto"),
        hecho=_("Gasto comprometido."),
        formulario=Compromiso,
        ejecutar=_comprometer,
        previsto=_de_lo_anterior,
    ),
    Acto(
        codigo="reconocer_obligacion",
        titulo=_("Reconocer la obligación"),
        explicacion=_(
            "Contabiliza la obligación (O) de una factura conformada. Al contabilizarla, Intervención la interviene."
        ),
        boton=_("Reconocer la obligación"),
        hecho=_("Obligación reconocida. Antes de pagarla, Intervención interviene el pago en la parte «Economía»."),
        formulario=Obligacion,
        ejecutar=_reconocer,
        previsto=_de_lo_anterior,
    ),
    Acto(
        codigo="liberar_credito",
        titulo=_("Liberar lo que no se ha gastado"),
        explicacion=_("Lo que queda retenido o comprometido vuelve a estar disponible en el presupuesto."),
        boton=_("Liberar el crédito"),
        hecho=_("Crédito liberado."),
        formulario=Liberacion,
        ejecutar=_liberar,
        previsto=_lo_que_queda,
    ),
    Acto(
        codigo="intervenir_pago",
        titulo=_("Intervenir un pago"),
        explicacion=_(
            "Con la intervención, Tesorería puede ordenar el pago y hacerlo (Real Decreto 424/2017, artículos 20 a 23)."
        ),
        boton=_("Intervenir el pago"),
        hecho=_("Pago intervenido. Tesorería ya puede ordenarlo."),
        formulario=Intervencion,
        ejecutar=_intervenir,
        procede=_hay_pagos_por_intervenir,
    ),
):
    registrar(acto)
