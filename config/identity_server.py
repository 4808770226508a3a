"""Check of the settings of a province's identity server."""

from urllib.parse import urlsplit

LOOPBACK = ("localhost", "127.0.0.1", "::1")


def identity_server_refusal(issuer: str, client_id: str, match: str) -> str:
    """Why the portal does not start with these settings, or an empty string."""
    parts = urlsplit(issuer)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
        return "PORTAL_OIDC_ISSUER must be an https:// address. / Địa chỉ máy chủ tài khoản phải là https://."
    if not client_id:
        return "PORTAL_OIDC_ISSUER needs PORTAL_OIDC_CLIENT_ID. / Thiếu PORTAL_OIDC_CLIENT_ID."
    if match not in ("username", "email"):
        return "PORTAL_OIDC_MATCH is username or email. / PORTAL_OIDC_MATCH là username hoặc email."
    return ""


def origin(address: str) -> str:
    """ "https://id.example.vn" of an address there."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"
