"""Đăng nhập bằng tài khoản của tỉnh: OpenID Connect, where the operator names an identity server.

Accounts are matched, never made; whoever comes in this way passes the same steps and has the same rights.
"""
