"""Where a case happens: what its answers say of streets."""

from __future__ import annotations

from django.db.models import F, Func, TextField

# Every part of each answer that has a street (`via`): the addresses of a form, whatever its questions are called
LUGARES = Func(
    F("datos"),
    template="jsonb_path_query_array(%(expressions)s, '$.* ? (exists(@.via)).*')::text",
    output_field=TextField(),
)
