"""The shared interface of every surface: base templates, components, form renderer, gates, error pages and security headers.

Public names: `puertas` (who may open a view), `campos` (fields for forms of any origin), `respuestas` (repeat a form with its
errors), `politica` (content security policy of a view). Law: RD 1112/2018 (accessibility), RD 203/2021 art. 9-11 (sede), LRJSP 38.
"""
