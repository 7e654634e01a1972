"""The codes that the people of the stories show, before a clock that follows them as the server's does."""

from __future__ import annotations

from django_otp.oath import TOTP
from hypothesis import given
from hypothesis import strategies as st

from consistorio.cli.recorrido.aparato import SEGUNDOS_EN_LLEGAR, Aparato

SECRETO = b"12345678901234567890"


class Servidor:
    """`TOTPDevice.verify_token` without its table."""

    def __init__(self) -> None:
        self.ultimo = self.desvio = 0

    def acepta(self, codigo: str, segundos: float) -> bool:
        suyo = TOTP(SECRETO, drift=self.desvio)
        suyo.time = segundos
        bien = bool(suyo.verify(int(codigo), 1, self.ultimo + 1))
        if bien:
            self.ultimo, self.desvio = suyo.t(), suyo.drift
        return bien


@given(st.lists(st.tuples(st.floats(0, 200), st.floats(0, SEGUNDOS_EN_LLEGAR - 0.1)), min_size=1, max_size=30))
def test_every_code_does_when_it_arrives_however_often_they_are_asked_for(veces: list[tuple[float, float]]) -> None:
    aparato, servidor, reloj = Aparato(SECRETO), Servidor(), 1_800_000_000.0
    for espera, tarda in veces:
        reloj += espera
        pedido = reloj
        while (codigo := aparato.codigo(reloj)) is None:
            reloj += 0.5
        assert reloj - pedido <= 60
        reloj += tarda
        assert servidor.acepta(codigo, reloj)
