"""Client of the identity server: code flow with PKCE, state and nonce; the ID token checked whole.

Authlib does the protocol. What is checked beside it: the issuer of the discovery document and of the answer, the
algorithm (signatures with the server's own key only), the audience, and that every address is HTTPS.
"""

import hmac
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any, ParamSpec, TypeVar
from urllib.parse import urlencode, urlsplit

from django.conf import settings

from ..limits.places import place_or_later

SECONDS, LEEWAY, KEPT = 5, 60, 3600  # of one request; of clocks; for which what the server says of itself is kept
SIGNED_BY_KEY = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
AT_ONCE = 8  # on one machine
BUSY = "Nhiều người đang đăng nhập bằng tài khoản của tỉnh cùng lúc."
LOOPBACK = ("localhost", "127.0.0.1", "::1")
DISCOVERY = "/.well-known/openid-configuration"
Claims = dict[str, Any]
Asked = ParamSpec("Asked")
Answered = TypeVar("Answered")
_known: dict[tuple[str, ...], tuple[float, Any]] = {}


class Refused(Exception):
    """What came back proves nothing; says why, for the log."""


class Unreachable(Exception):
    """The identity server does not answer, or not as OpenID Connect requires."""


@dataclass(frozen=True)
class Flow:
    """What one log-in must bring back; kept with the browser, signed, until it does."""

    state: str
    nonce: str
    verifier: str
    redirect_uri: str


def is_on() -> bool:
    return bool(settings.OIDC_ISSUER)


def few_at_once(call: Callable[Asked, Answered]) -> Callable[Asked, Answered]:
    """A server that is frozen holds a few threads of the portal, never all. Raises TooBusy."""

    @wraps(call)
    def calling(*args: Asked.args, **kwargs: Asked.kwargs) -> Answered:
        with place_or_later("identity-server", AT_ONCE, 0, sentence=BUSY, again_after=SECONDS):
            return call(*args, **kwargs)

    return calling


def translated(call: Callable[Asked, Answered]) -> Callable[Asked, Answered]:
    """Errors of the libraries as the two of this module."""

    @wraps(call)
    def calling(*args: Asked.args, **kwargs: Asked.kwargs) -> Answered:
        from authlib.integrations.base_client import OAuthError  # heavy, and off by default
        from joserfc.errors import JoseError  # the same
        from requests import RequestException  # the same

        try:
            return call(*args, **kwargs)
        except RequestException as error:
            raise Unreachable(type(error).__name__) from error
        except (OAuthError, JoseError, ValueError, KeyError, TypeError, RuntimeError) as error:
            raise Refused(f"{type(error).__name__}: {getattr(error, 'error', '')}"[:200]) from error

    return calling


@translated
def server() -> Any:
    """The server as Authlib knows it, with what it says of itself. Raises Refused, Unreachable."""
    key = (settings.OIDC_ISSUER, settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET)
    began, known = _known.get(key, (0.0, None))
    if known is None or time.monotonic() - began > KEPT:
        known = registered(*key)
        check_metadata(known.server_metadata)
        _known[key] = (time.monotonic(), known)
    return known


def registered(issuer: str, client_id: str, secret: str) -> Any:
    from authlib.integrations.django_client import OAuth  # heavy, and off by default

    kwargs = {
        "scope": "openid profile email",
        "code_challenge_method": "S256",
        "default_timeout": SECONDS,
        "token_endpoint_auth_method": "client_secret_basic" if secret else "none",
    }
    names = {"client_id": client_id, "client_secret": secret or None}
    address = f"{issuer.rstrip('/')}{DISCOVERY}"
    found = OAuth().register("province", server_metadata_url=address, client_kwargs=kwargs, **names)
    found.load_server_metadata()
    return found


def check_metadata(metadata: dict[str, Any]) -> None:
    """Raises Refused where it speaks for another issuer or names an address without TLS; keeps the algorithms that sign
    with a key of the server's own."""
    if metadata.get("issuer") != settings.OIDC_ISSUER:
        raise Refused("the discovery document names another issuer")
    for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
        if not is_safe(metadata.get(name, "")):
            raise Refused(f"{name} is not HTTPS")
    offered = metadata.get("id_token_signing_alg_values_supported") or ["RS256"]
    metadata["id_token_signing_alg_values_supported"] = [each for each in offered if each in SIGNED_BY_KEY] or ["RS256"]


def is_safe(address: str) -> bool:
    """HTTPS, or this very machine."""
    parts = urlsplit(address)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)


@translated
@few_at_once
def begin(redirect_uri: str, *, again: bool = False) -> tuple[str, Flow]:
    """(address to go to, what must come back); `again` asks the person to prove themselves anew."""
    anew = {"prompt": "login", "max_age": "0"} if again else {}
    made = server().create_authorization_url(redirect_uri, **anew)
    return made["url"], Flow(made["state"], made["nonce"], made["code_verifier"], redirect_uri)


@translated
@few_at_once
def finish(flow: Flow, answer: Mapping[str, str]) -> Claims:
    """Who the person is, from the code that came back: the claims of the ID token, and of the user info where the one
    that is looked for is there alone. Raises Refused, Unreachable."""
    if not hmac.compare_digest(answer.get("state", "").encode(), flow.state.encode()):
        raise Refused("another state")
    if answer.get("iss", settings.OIDC_ISSUER) != settings.OIDC_ISSUER:
        raise Refused("the answer is of another issuer")
    if "error" in answer or not answer.get("code"):
        raise Refused("no code")
    app = server()
    token = app.fetch_access_token(
        redirect_uri=flow.redirect_uri, code=answer["code"], state=flow.state, code_verifier=flow.verifier
    )
    if not token.get("id_token"):
        raise Refused("no ID token")
    claims = dict(app.parse_id_token(token, nonce=flow.nonce, claims_options=expected(), leeway=LEEWAY))
    check_claims(claims)
    return with_user_info(app, token, claims)


def expected() -> dict[str, Any]:
    """Claims that must be in the token."""
    return {
        "iss": {"essential": True, "value": settings.OIDC_ISSUER},
        "aud": {"essential": True, "value": settings.OIDC_CLIENT_ID},
        "exp": {"essential": True},
        "nonce": {"essential": True},
    }


def check_claims(claims: Claims) -> None:
    """Raises Refused where the token is meant for others, or names nobody."""
    audience, me = claims["aud"], settings.OIDC_CLIENT_ID
    audience = [audience] if isinstance(audience, str) else list(audience)
    if me not in audience or (len(audience) > 1 and claims.get("azp") != me):
        raise Refused("meant for others")
    subject = claims.get("sub")
    if not isinstance(subject, str) or not 0 < len(subject) <= 255:
        raise Refused("no subject")


def with_user_info(app: Any, token: Mapping[str, Any], claims: Claims) -> Claims:
    """The claims, with what the server returns elsewhere about the person where the one looked for is missing."""
    address = app.server_metadata.get("userinfo_endpoint", "")
    if settings.OIDC_CLAIM in claims or not is_safe(address):
        return claims
    fresh = {"access_token": token["access_token"], "token_type": "Bearer"}  # one of a minute only is no expired one
    more = dict(app.userinfo(token=fresh))
    if more.get("sub") != claims["sub"]:
        raise Refused("user info of another person")
    return more | claims


def counts_as_second_factor(claims: Claims) -> bool:
    """The server says that more than a password was shown, in words that the operator accepts."""
    said = claims.get("amr")
    words = [*(said if isinstance(said, list) else []), claims.get("acr")]
    return any(word in settings.OIDC_SECOND_FACTOR for word in words if isinstance(word, str))


def is_of_now(claims: Claims) -> bool:
    """The person proved themselves to the server in the last minutes."""
    at = claims.get("auth_time")
    return isinstance(at, int | float) and -LEEWAY <= time.time() - at < settings.PROOF_SECONDS


def sign_out_address(back: str) -> str:
    """Where the person leaves the identity server too; "" where it has no such page of its own."""
    try:
        address = server().server_metadata.get("end_session_endpoint", "")
    except (Refused, Unreachable):
        return ""
    if origin(address) != origin(settings.OIDC_ISSUER):
        return ""
    query = urlencode({"client_id": settings.OIDC_CLIENT_ID, "post_logout_redirect_uri": back})
    return f"{address}{'&' if '?' in address else '?'}{query}"


def origin(address: str) -> str:
    """Scheme, host and port."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"
