"""Built pages → responses. The pages are made by `make web`; without them, a page that says so."""

from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

DIST = Path(__file__).resolve().parents[1] / "web" / "dist"
NOT_BUILT = """<!doctype html>
<html lang="zh-CN"><meta charset="utf-8"><title>公开 Gongkai</title>
<h1>公开 Gongkai</h1>
<p>网页尚未构建：请运行 <code>make web</code>，然后刷新本页。接口不受影响：
<a href="/schema.graphql">/schema.graphql</a>，<code>POST /graphql</code>。</p>
<p lang="en">The pages have not been built: run <code>make web</code> and reload. The API works without
them: <a href="/schema.graphql">/schema.graphql</a>, <code>POST /graphql</code>.</p>
</html>"""


class Assets(StaticFiles):
    """Files named by their content's hash: browsers may keep them for good."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        if response.status_code == 200:
            response.headers["cache-control"] = "public, max-age=31536000, immutable"
        return response


def page(name: str, dist: Path = DIST) -> Response:
    """A built page; asks browsers to look for a newer one each time."""
    path = dist / name
    if not path.is_file():
        return HTMLResponse(NOT_BUILT, headers={"cache-control": "no-store"})
    return FileResponse(path, media_type="text/html", headers={"cache-control": "no-cache"})


def page_routes(dist: Path = DIST) -> list[BaseRoute]:
    """The first page and what the pages load."""

    async def first_page(_request: Request) -> Response:
        return page("index.html", dist)

    assets = Assets(directory=dist / "assets", check_dir=False)
    return [Route("/", first_page), Mount("/assets", assets, name="assets")]
