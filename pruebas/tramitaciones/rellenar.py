"""Fills in any form at random: those of the acts of the desk, and those of the procedures."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from random import Random

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from consistorio.canales.escritorio.actos.registro import FormularioActo
from consistorio.canales.interfaz.campos import EntradaFecha
from consistorio.tramitacion.formularios.tipos import Campo, Esquema
from consistorio.tramitacion.formularios.valores import Valor
from consistorio.tramitacion.tests.factories import un_pdf

IBAN, NIF = "ES9121000418450200051332", "11111111H"
# What a box wants that takes any text
FORMAS = {"hora": "10:30", "importe": "1.200,50", "aplicacion": "920.22706"}
FRASE = "Lo dice quien lo ha visto."
DIRECCION = {"via": "Calle Mayor", "numero": "14", "codigo_postal": "09001", "municipio": "Villaejemplo"}


def acto(form: FormularioActo, azar: Random, hoy: date) -> tuple[QueryDict, MultiValueDict[str, UploadedFile[bytes]]]:
    """What somebody would send of the form of an act. What comes filled in mostly stays as it is."""
    dicho = QueryDict(mutable=True)
    ficheros: MultiValueDict[str, UploadedFile[bytes]] = MultiValueDict()
    for nombre, campo in form.fields.items():
        puesto = form.get_initial_for_field(campo, nombre)
        if isinstance(campo, forms.FileField):
            if campo.required or azar.random() < 0.3:
                ficheros.appendlist(nombre, SimpleUploadedFile("papel.pdf", un_pdf(nombre), "application/pdf"))
        elif isinstance(campo.widget, EntradaFecha):
            cual = hoy + timedelta(days=azar.choice((0, 0, -1, -3)))
            dicho.update(
                {f"{nombre}.dia": str(cual.day), f"{nombre}.mes": str(cual.month), f"{nombre}.anio": str(cual.year)}
            )
        else:
            dicho.setlist(nombre, _valores(nombre, campo, puesto, azar))
    return dicho, ficheros


def _valores(nombre: str, campo: forms.Field, puesto: object, azar: Random) -> list[str]:
    if isinstance(
        campo, forms.MultipleChoiceField | forms.ModelMultipleChoiceField | forms.ChoiceField | forms.ModelChoiceField
    ):
        opciones = [str(valor) for valor, _texto in campo.choices if str(valor)]
        if not opciones:
            return []
        if isinstance(campo, forms.MultipleChoiceField | forms.ModelMultipleChoiceField):
            return azar.sample(opciones, azar.randint(1, len(opciones)))
        return [str(puesto)] if str(puesto or "") in opciones and azar.random() < 0.5 else [azar.choice(opciones)]
    if isinstance(campo, forms.BooleanField):
        return ["on"] if campo.required or azar.random() < 0.4 else []
    if puesto not in (None, "", []) and azar.random() < 0.9:
        return [str(puesto)]
    if isinstance(campo, forms.IntegerField):
        minimo = int(campo.min_value or 1)  # type: ignore[arg-type]  # no form of the desk gives it as a callable
        maximo = int(campo.max_value or minimo + 20)  # type: ignore[arg-type]
        return [str(azar.randint(minimo, min(maximo, minimo + 30)))]
    if isinstance(campo, forms.DateField):
        return [(hoy_mas(azar)).isoformat()]
    if nombre in FORMAS:
        return [FORMAS[nombre]]
    largo = getattr(campo, "max_length", None) or 200
    return [FRASE[:largo]] if campo.required or azar.random() < 0.5 else [""]


def hoy_mas(azar: Random) -> date:
    """Some day of this year."""
    return date(2026, 1, 1) + timedelta(days=azar.randrange(365))


def solicitud(esquema: Esquema, azar: Random, hoy: date) -> dict[str, dict[str, Valor]]:
    """Answers to every page of a form, as its boxes send them; what is not asked is left out by the form itself."""
    return {
        paso.codigo: {clave: valor for campo in paso.campos for clave, valor in _respuesta(campo, azar, hoy).items()}
        for paso in esquema.pasos
    }


def todas(esquema: Esquema, azar: Random, hoy: date) -> dict[str, Valor]:
    """The same in one go."""
    return {clave: valor for paso in solicitud(esquema, azar, hoy).values() for clave, valor in paso.items()}


def _respuesta(campo: Campo, azar: Random, hoy: date) -> Mapping[str, Valor]:
    if not campo.obligatorio and azar.random() < 0.4:
        return {}
    if campo.tipo == "direccion":
        return {f"{campo.codigo}.{parte}": valor for parte, valor in DIRECCION.items()}
    return {campo.codigo: _valor(campo, azar, hoy)}


def _valor(campo: Campo, azar: Random, hoy: date) -> Valor:
    opciones: list[Valor] = [opcion.valor for opcion in campo.opciones]
    match campo.tipo:
        case "opcion" | "seleccion":
            return azar.choice(opciones)
        case "casillas":
            return azar.sample(opciones, azar.randint(1, len(opciones)))
        case "casilla" | "declaracion":
            return "si"
        case "fecha":
            dias = -azar.randrange(1, 200) if campo.fecha_limite == "hoy_o_anterior" else azar.randrange(1, 200)
            return f"{hoy + timedelta(days=dias):%d/%m/%Y}"
        case "numero" | "importe":
            return _numero(campo, azar)
        case "iban":
            return IBAN
        case "nif":
            return NIF
        case "telefono":
            return "600 123 456"
        case "correo":
            return "alguien@correo.example"
        case _:
            return FRASE[: campo.largo or 100]


def _numero(campo: Campo, azar: Random) -> str:
    minimo = campo.minimo if campo.minimo is not None else 1
    maximo = campo.maximo if campo.maximo is not None else minimo + 1000
    if campo.entero:
        return str(azar.randint(int(minimo), int(min(maximo, minimo + 60))))
    return str(azar.choice((minimo, maximo))).replace(".", ",")
