"""Ký thay (KT.), ký thừa lệnh (TL.), ký thừa ủy quyền (TUQ.): deciding in the place of another person for some days."""
