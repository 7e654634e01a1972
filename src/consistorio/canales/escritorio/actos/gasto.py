"""Control of what spends: the result of Intervención, and what the unit does with a reparo."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from consistorio.canales.escritorio.actos.campos import UN_PARRAFO_POR_LINEA, ofrecer_documentos, parrafos, si_o_no
from consistorio.canales.escritorio.actos.registro import Acto, FormularioActo, Limpio, Ocasion, lineas, registrar
from consistorio.canales.escritorio.requisitos import PreguntasDeRequisitos
from consistorio.canales.interfaz.cursores import identificador
from consistorio.nucleo.reloj import hoy
from consistorio.servicios.intervencion.acciones import (
    aceptar_reparo,
    anotar_acuerdo_del_pleno,
    discrepar,
    fiscalizar,
    resolver_discrepancia,
)
from consistorio.servicios.intervencion.acciones.fiscalizar import MAXIMO_APLICACION
from consistorio.servicios.intervencion.consultas import credito_de, hallazgos_de, lista_del_procedimiento
from consistorio.servicios.intervencion.models import Fiscalizacion, Reparo
from consistorio.servicios.intervencion.reglas import CAUSAS, RESULTADOS
from consistorio.servicios.intervencion.reglas_de_requisitos import FASES
from consistorio.servicios.intervencion.requisitos import ControlLimitado
from consistorio.tramitacion.formularios.valores import Valor, texto_de
from consistorio.tramitacion.motor.consultas import por_escribir_otra_vez


class Resultado(FormularioActo):
    """What Intervención says of the proposal."""

    requisitos: PreguntasDeRequisitos | None = None

    resultado = forms.ChoiceField(label=_("Resultado"), choices=list(RESULTADOS.items()), widget=forms.RadioSelect)
    importe = forms.CharField(label=_("Importe del gasto"), max_length=20, help_text=_("Por ejemplo, 1240,50"))
    aplicacion = forms.CharField(
        label=_("Aplicación presupuestaria, si ya se sabe"), max_length=MAXIMO_APLICACION, required=False
    )
    causas = forms.MultipleChoiceField(
        label=_("Causas, si es un reparo"),
        choices=list(CAUSAS.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Con alguna de las cuatro primeras, el reparo suspende el gasto."),
    )
    texto = parrafos(
        _("¿En qué se funda?"),
        _("Hace falta con observaciones o con reparo. Un párrafo en cada línea."),
        obligatorio=False,
        filas=8,
    )

    def preparar(self) -> None:
        """With the amount that the application says. Without credit for it, that is offered as the cause of a reparo. Where the control is limited, with the requirements of its list."""
        fiscalizacion = Fiscalizacion.objects.filter(tarea=self.ocasion.tarea).first()
        if fiscalizacion is not None:
            self._con_requisitos(fiscalizacion)
            credito = credito_de(fiscalizacion, en=hoy(self.ocasion.reloj))
            if credito is not None and not credito.bastante:
                self.fields["resultado"].initial, self.fields["causas"].initial = "reparo", ["credito"]
            gasto = fiscalizacion.gasto
            self.fields["importe"].initial = str(gasto).removesuffix(" €") if gasto is not None else ""
            self.fields["aplicacion"].initial = fiscalizacion.aplicacion

    def _con_requisitos(self, fiscalizacion: Fiscalizacion) -> None:
        caso, tarea, dia = self.ocasion.expediente, self.ocasion.exigir_tarea(), hoy(self.ocasion.reloj)
        escrito = por_escribir_otra_vez(tarea)
        suya = lista_del_procedimiento(tarea, caso, en=dia)
        sugerida = identificador(texto_de(escrito.get("lista"))) or (suya.id if suya is not None else None)
        hallazgos = hallazgos_de(fiscalizacion, caso, en=dia)
        preguntas = PreguntasDeRequisitos(
            self, en=dia, fases=tuple(FASES), hallazgos=hallazgos, sugerida=sugerida, dichas=_dichas(escrito)
        )
        self.order_fields(["importe", "aplicacion", *preguntas.nombres, "resultado", "causas", "texto"])
        self.requisitos = preguntas

    def clean(self) -> dict[str, object]:
        """With what is answered of the basic requirements, if the control is limited."""
        limpio = super().clean() or {}
        limpio["limitado"] = self.requisitos.leer() if self.requisitos is not None else None
        return limpio


def _dichas(escrito: Mapping[str, Valor]) -> dict[str, tuple[str, str]]:
    """What was answered in a result that came back."""
    antes = escrito.get("requisitos")
    return {
        texto_de(una.get("requisito")): (texto_de(una.get("respuesta")), texto_de(una.get("motivo")))
        for una in (antes if isinstance(antes, list) else ())
        if isinstance(una, dict)
    }


def _credito(ocasion: Ocasion) -> Sequence[tuple[str, str]]:
    """What is set aside for what is examined, and what it falls short."""
    fiscalizacion = Fiscalizacion.objects.filter(tarea=ocasion.tarea).first()
    credito = credito_de(fiscalizacion, en=hoy(ocasion.reloj)) if fiscalizacion is not None else None
    if credito is None:
        return ()
    return ((str(_("Crédito retenido")), " ".join(filter(None, (str(credito.retenido), credito.aviso)))),)


def _fiscalizar(ocasion: Ocasion, limpio: Limpio) -> object:
    elegidas, limitado = limpio["causas"], limpio["limitado"]
    return fiscalizar(
        actor=ocasion.actor,
        tarea_id=ocasion.exigir_tarea().id,
        resultado=str(limpio["resultado"]),
        importe=str(limpio["importe"]),
        aplicacion=str(limpio["aplicacion"]),
        causas=[str(una) for una in elegidas] if isinstance(elegidas, list) else [],
        texto=lineas(limpio["texto"]),
        limitado=limitado if isinstance(limitado, ControlLimitado) else None,
        reloj=ocasion.reloj,
    )


class Aceptacion(FormularioActo):
    """How it is mended."""

    texto = parrafos(_("¿Cómo se arregla?"), UN_PARRAFO_POR_LINEA, filas=6)


def _aceptar(ocasion: Ocasion, limpio: Limpio) -> object:
    return aceptar_reparo(
        actor=ocasion.actor,
        tarea_id=ocasion.exigir_tarea().id,
        texto=lineas(limpio["texto"]),
        reloj=ocasion.reloj,
    )


class NoAceptacion(FormularioActo):
    """Why not, and whose the expense is."""

    texto = parrafos(_("¿Por qué no se acepta?"), _("Con los preceptos en que se apoya."), filas=6)
    gasto_del_pleno = si_o_no(
        _("¿Aprobar este gasto es competencia del Pleno?"),
        _("Entonces, y si falta crédito, resuelve el Pleno (artículo 217.2). En lo demás, la Presidencia (217.1)."),
    )


def _discrepar(ocasion: Ocasion, limpio: Limpio) -> object:
    return discrepar(
        actor=ocasion.actor,
        tarea_id=ocasion.exigir_tarea().id,
        texto=lineas(limpio["texto"]),
        gasto_del_pleno=limpio["gasto_del_pleno"] == "si",
        reloj=ocasion.reloj,
    )


class Decision(FormularioActo):
    """How it is settled, and why."""

    levanta = si_o_no(
        _("¿Se levanta el reparo?"), _("Si se levanta, el gasto sigue. Si no, hay que arreglar lo que dice el reparo.")
    )
    texto = parrafos(_("¿En qué se funda?"), UN_PARRAFO_POR_LINEA, filas=6)


def _resolver(ocasion: Ocasion, limpio: Limpio) -> object:
    return resolver_discrepancia(
        actor=ocasion.actor,
        tarea_id=ocasion.exigir_tarea().id,
        levanta=limpio["levanta"] == "si",
        texto=lineas(limpio["texto"]),
        reloj=ocasion.reloj,
    )


class AcuerdoDelPleno(FormularioActo):
    """What the Pleno agreed, and the document that says so."""

    levanta = si_o_no(_("¿El Pleno levantó el reparo?"), _("Si no lo levantó, hay que arreglar lo que dice el reparo."))
    documento = forms.ChoiceField(
        label=_("¿En qué documento consta?"), help_text=_("El certificado del acuerdo. Añádalo antes al expediente.")
    )

    def preparar(self) -> None:
        """Offer the documents of the case, the last ones first."""
        ofrecer_documentos(self)


def _pleno(ocasion: Ocasion, limpio: Limpio) -> Reparo:
    return anotar_acuerdo_del_pleno(
        actor=ocasion.actor,
        tarea_id=ocasion.exigir_tarea().id,
        levanta=limpio["levanta"] == "si",
        documento_id=UUID(str(limpio["documento"])),
        reloj=ocasion.reloj,
    )


for acto in (
    Acto(
        codigo="fiscalizar",
        titulo=_("Resultado de la fiscalización"),
        explicacion=_(
            "Vale para la propuesta tal como está hoy: si cambia, se fiscaliza otra vez. Usted lo firma en su portafirmas."
        ),
        boton=_("Enviar a la firma"),
        hecho=_("Resultado escrito. Fírmelo en su portafirmas: entonces surte efecto."),
        formulario=Resultado,
        ejecutar=_fiscalizar,
        previsto=_credito,
    ),
    Acto(
        codigo="aceptar_reparo",
        titulo=_("Aceptar el reparo"),
        explicacion=_(
            "Usted lo firma en su portafirmas y el gasto vuelve a Intervención. Si cambia la propuesta, hágalo antes."
        ),
        boton=_("Enviar a la firma"),
        hecho=_("Aceptación escrita. Fírmela en su portafirmas: entonces vuelve a Intervención."),
        formulario=Aceptacion,
        ejecutar=_aceptar,
    ),
    Acto(
        codigo="discrepar",
        titulo=_("No aceptar el reparo"),
        explicacion=_(
            "Usted lo firma en su portafirmas. La discrepancia la resuelve la Presidencia, o el Pleno si falta crédito."
        ),
        boton=_("Enviar a la firma"),
        hecho=_("Discrepancia escrita. Fírmela en su portafirmas: entonces se puede resolver."),
        formulario=NoAceptacion,
        ejecutar=_discrepar,
    ),
    Acto(
        codigo="resolver_discrepancia",
        titulo=_("Resolución de la discrepancia"),
        explicacion=_("La firma la Alcaldía, que no puede delegarla (artículo 217.1): va a su portafirmas."),
        boton=_("Enviar a la firma"),
        hecho=_("Resolución enviada a la firma de la Alcaldía."),
        formulario=Decision,
        ejecutar=_resolver,
    ),
    Acto(
        codigo="anotar_pleno",
        titulo=_("Anotar lo que acordó el Pleno"),
        explicacion=_(
            "Cuando falta crédito, o el gasto lo aprueba el Pleno, la discrepancia la resuelve él (artículo 217.2)."
        ),
        boton=_("Anotar el acuerdo"),
        hecho=_("Acuerdo anotado."),
        formulario=AcuerdoDelPleno,
        ejecutar=_pleno,
    ),
):
    registrar(acto)
