"""A province's identity server on loopback: discovery, keys, tokens by codes with PKCE; it lies on demand."""

import base64
import hashlib
import hmac
import json
import secrets
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit

from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

START, BACK = "/dang-nhap/tinh/", "/dang-nhap/tinh/ve/"
CLIENT, SECRET = "cong-so-hoa", "bi-mat-cua-thu-nghiem"
KEY, OTHER_KEY = (RSAKey.generate_key(2048, {"kid": name}) for name in ("throw-away", "stranger"))


class IdentityServer:
    """What it signs, and how it lies: `lies` overrides claims; `signer` signs with another key or none."""

    def __init__(self, issuer):
        self.issuer = issuer
        self.begin_anew()

    def begin_anew(self):
        self.codes, self.lies, self.signer, self.metadata = {}, {}, self.sign, {}
        self.info, self.asked, self.keys = {}, [], [KEY]

    def discovery(self):
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "end_session_endpoint": f"{self.issuer}/logout",
            "id_token_signing_alg_values_supported": ["RS256", "HS256", "none"],
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
        } | self.metadata

    def sign_in(self, address, subject="s-1", **claims):
        """As the person does at the page the portal sent them to; returns the query that comes back."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        code = secrets.token_urlsafe(16)
        now = int(time.time())
        claimed = {"iss": self.issuer, "sub": subject, "aud": asked["client_id"], "nonce": asked["nonce"]}
        claimed |= {"iat": now, "exp": now + 300, "auth_time": now} | claims | self.lies
        self.codes[code] = (asked, {name: value for name, value in claimed.items() if value is not None})
        self.asked.append(asked)
        return {"code": code, "state": asked["state"]}

    def sign(self, claims):
        return jwt.encode({"alg": "RS256", "kid": "throw-away"}, claims, KEY)

    def token(self, form, authorization):
        """The answer to a code: refused where it is unknown or used, or the secret or the verifier is another one."""
        known = self.codes.pop(form.get("code", ""), None)
        if known is None or authorization != basic(CLIENT, SECRET):
            return None
        asked, claims = known
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        if asked["code_challenge_method"] != "S256" or challenge != asked["code_challenge"]:
            return None
        self.info.setdefault("sub", claims.get("sub"))
        return {"access_token": "a", "token_type": "Bearer", "expires_in": 60, "id_token": self.signer(claims)}


def basic(name, secret):
    return "Basic " + base64.b64encode(f"{name}:{secret}".encode()).decode()


def unsigned(claims):
    """alg none, as an attacker writes it."""
    parts = [{"alg": "none"}, claims]
    return ".".join(packed(json.dumps(part).encode()) for part in parts) + "."


def signed_by_a_stranger(claims):
    return jwt.encode({"alg": "RS256", "kid": "throw-away"}, claims, OTHER_KEY)


def signed_by_the_next_key(claims):
    return jwt.encode({"alg": "RS256", "kid": "stranger"}, claims, OTHER_KEY)


def signed_by_the_public_key(claims):
    """HS256 with the public key as the secret: the classic confusion."""
    head, body = (packed(json.dumps(part).encode()) for part in ({"alg": "HS256", "kid": "throw-away"}, claims))
    mark = hmac.new(KEY.as_pem(private=False), f"{head}.{body}".encode(), hashlib.sha256).digest()
    return f"{head}.{body}.{packed(mark)}"


def packed(data):
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def signed_by_the_secret(claims):
    return jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(SECRET))


@contextmanager
def running():
    """A server on a free port, for as long as it is needed."""
    web = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server = web.server_of = IdentityServer(f"http://127.0.0.1:{web.server_port}")
    Thread(target=web.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        web.shutdown()
        web.server_close()


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        server = self.server.server_of
        keys = {"keys": [key.as_dict(private=False) for key in server.keys]}
        pages = {"/.well-known/openid-configuration": server.discovery(), "/keys": keys, "/userinfo": server.info}
        self.answer(pages.get(urlsplit(self.path).path))

    def do_POST(self):
        data = self.rfile.read(int(self.headers["Content-Length"])).decode()
        form = {name: values[0] for name, values in parse_qs(data).items()}
        self.answer(self.server.server_of.token(form, self.headers.get("Authorization")), {"error": "invalid_grant"})

    def answer(self, content, otherwise=None):
        self.send_response(200 if content is not None else 400)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(content if content is not None else otherwise).encode())

    def log_message(self, *args):
        """Nothing is printed."""


def come_back(browser, server, subject="s-1", start=START, **claims):
    """From the button to the answer of the portal."""
    address = browser.get(start).headers["Location"]
    return browser.get(BACK, server.sign_in(address, subject, **claims))


def is_in(browser):
    return "_auth_user_id" in browser.session
