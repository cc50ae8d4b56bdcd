"""How the page is served, and that it is all here: nothing from elsewhere, nothing run that was not meant."""

import re
from importlib.resources import files

import pytest
from aiohttp import ClientSession

STATIC = files("auto_order_sandbox.page").joinpath("static")
TEXTS = {file.name: file.read_text("utf-8") for file in STATIC.iterdir()}
# What turns a text into markup or code.
DANGEROUS = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|srcdoc")
ELSEWHERE = re.compile(r"""(?:src|href|url\(|import|from)\s*[=(]?\s*["']?(?:https?:)?//""")


async def test_the_page_is_served_with_a_strict_policy(sandbox: str, http: ClientSession) -> None:
    async with http.get(f"{sandbox}/") as answer:
        page = await answer.text()

    policy = dict(part.strip().split(" ", 1) for part in answer.headers["Content-Security-Policy"].split(";"))
    assert answer.content_type == "text/html"
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == "'self'"
    assert policy["require-trusted-types-for"] == "'script'"
    assert policy["trusted-types"] == policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "<title>" in page


@pytest.mark.parametrize("name", sorted(TEXTS))
async def test_every_file_is_served_as_what_it_is(sandbox: str, http: ClientSession, name: str) -> None:
    types = {"css": "text/css", "js": "text/javascript", "html": "text/html", "svg": "image/svg+xml"}

    async with http.get(f"{sandbox}/page/{name}") as answer:
        assert await answer.text() == TEXTS[name]
        assert answer.content_type == types[name.rpartition(".")[2]]
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    async with http.get(f"{sandbox}/page/{name}", headers={"If-None-Match": answer.headers["ETag"]}) as again:
        assert (again.status, await again.read()) == (304, b"")


@pytest.mark.parametrize("name", ["nothing.js", "..%2Froutes.py", "%2e%2e%2froutes.py", "__init__.py"])
async def test_nothing_else_is_served(sandbox: str, http: ClientSession, name: str) -> None:
    async with http.get(f"{sandbox}/page/{name}") as answer:
        assert answer.status == 404


@pytest.mark.parametrize("origin", ["https://evil.example", "http://127.0.0.1:1", "null"])
async def test_the_page_of_another_site_may_do_nothing_here(
    sandbox: str, http: ClientSession, origin: str
) -> None:
    url = f"{sandbox}/_sandbox/chats/1001/send"

    async with http.post(url, json={"text": "/start"}, headers={"Origin": origin}) as foreign:
        assert foreign.status == 403
        assert origin in (await foreign.json())["error"]
    async with http.post(url, json={"text": "/start"}, headers={"Origin": sandbox}) as own:
        assert own.status == 200


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_nothing_turns_text_into_markup_or_comes_from_elsewhere(name: str) -> None:
    assert not DANGEROUS.findall(TEXTS[name])
    assert not ELSEWHERE.findall(TEXTS[name])


@pytest.mark.parametrize(
    "code", ["a.innerHTML = b", "eval(x)", 'import "https://cdn.example/x.js"', '<img src="//x.example/y">']
)
def test_the_guard_bites(code: str) -> None:
    assert DANGEROUS.search(code) or ELSEWHERE.search(code)


def test_every_file_is_asked_for_at_once() -> None:
    named = set(re.findall(r'"/page/([\w.]+)"', TEXTS["index.html"]))

    assert named == TEXTS.keys() - {"index.html"}
