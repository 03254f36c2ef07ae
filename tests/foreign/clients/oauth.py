"""requests-oauthlib and authlib: a user signs in by each of them, and an expired token is renewed."""

import os
from importlib.metadata import version

import requests
from authlib.integrations.requests_client import OAuth2Session as AuthlibSession
from requests_oauthlib import OAuth2Session

import check

# The sandbox talks plain HTTP, on this machine.
os.environ["OAUTHLIB_INSECURE_TRANSPORT"] = "1"
SCOPES = ["read:space:confluence", "read:me", "offline_access"]
AUTHORIZE = f"{check.IDENTITY}/authorize"
TOKEN = f"{check.IDENTITY}/oauth/token"
SPACES = f"{check.GATEWAY}/wiki/api/v2/spaces"
ASKED = {"audience": "api.atlassian.com", "prompt": "consent"}


def token_expires():
    answer = requests.post(f"{check.SITE}/_sandbox/clock", json={"advance": 3601}, timeout=30)
    answer.raise_for_status()


def calls(client, session, renewed):
    """What both libraries do with a token that they have just got."""
    me = check.read("/rest/api/user/current")
    client.equal("who signed in", session.get(f"{check.SITE}/me").json()["account_id"], me["accountId"])
    sites = session.get(f"{check.SITE}/oauth/token/accessible-resources").json()
    client.equal("the site", [(site["url"], site["scopes"]) for site in sites], [(check.SITE, SCOPES[:1])])
    client.equal("a call", session.get(SPACES).status_code, 200)
    client.equal("a call without its scope", session.get(f"{check.GATEWAY}/wiki/api/v2/pages").status_code, 401)
    before = session.token
    token_expires()
    client.equal("the old token", requests.get(SPACES, headers=bearer(before), timeout=30).status_code, 401)
    session.token = {**before, "expires_at": 1}
    client.equal("a call that renews it first", session.get(SPACES).status_code, 200)
    client.equal("it is renewed once", len(renewed), 1)
    tokens = [before["refresh_token"], renewed[0]["refresh_token"]]
    client.holds("there is another refresh token", len(set(tokens)) == 2, tokens)


def bearer(token):
    return {"Authorization": f"Bearer {token['access_token']}"}


def with_requests_oauthlib(client):
    renewed = []
    session = OAuth2Session(
        check.OAUTH_ID,
        redirect_uri=check.OAUTH_CALLBACK,
        scope=SCOPES,
        auto_refresh_url=TOKEN,
        auto_refresh_kwargs={"client_id": check.OAUTH_ID, "client_secret": check.OAUTH_SECRET},
        token_updater=renewed.append,
    )
    url, _ = session.authorization_url(AUTHORIZE, **ASKED)
    back = check.consent(url)
    token = session.fetch_token(
        TOKEN, authorization_response=back, client_secret=check.OAUTH_SECRET, include_client_id=True
    )
    client.equal("what was granted", (token["scope"], token["expires_in"]), (SCOPES, 3600))
    calls(client, session, renewed)


def with_authlib(client):
    renewed = []
    session = AuthlibSession(
        check.OAUTH_ID,
        check.OAUTH_SECRET,
        scope=" ".join(SCOPES),
        redirect_uri=check.OAUTH_CALLBACK,
        token_endpoint=TOKEN,
        token_endpoint_auth_method="client_secret_post",
        code_challenge_method="S256",
        update_token=lambda token, **_: renewed.append(token),
    )
    verifier = "a" * 50
    url, state = session.create_authorization_url(AUTHORIZE, code_verifier=verifier, **ASKED)
    back = check.consent(url)
    try:
        session.fetch_token(TOKEN, authorization_response=back, code_verifier="b" * 50, state=state)
        client.fails("a wrong verifier", "a refusal", "a token")
    except Exception as refusal:
        client.equal("a wrong verifier is refused", getattr(refusal, "error", refusal), "invalid_grant")
    back = check.consent(url)
    token = session.fetch_token(TOKEN, authorization_response=back, code_verifier=verifier, state=state)
    client.equal("what was granted", (token["scope"], token["expires_in"]), (" ".join(SCOPES), 3600))
    calls(client, session, renewed)


with check.Client(f"requests-oauthlib {version('requests-oauthlib')}") as client:
    with_requests_oauthlib(client)
    client.name = f"authlib {version('authlib')}"
    with_authlib(client)
