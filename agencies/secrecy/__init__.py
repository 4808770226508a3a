"""State secrets never enter the portal (Luật Bảo vệ bí mật nhà nước 117/2025 Điều 5.2; domain §4).

`spelling` writes a text plainly, `marks` decides whether a short text carries a mark, `stamps` the same for a line of
a long document, `office_texts` reads the texts of an Office file: all pure, without Django. `model_fields` is the gate
before the database, `refusals` its answer, `middleware` the page that says so, `finding` looks for what was stored
before the rule.
"""
