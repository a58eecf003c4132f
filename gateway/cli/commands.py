"""The tree of commands. Each leaf is a function in a file of its own."""

import typer

from gateway.cli.audit import audit_reports
from gateway.cli.contract import print_contract
from gateway.cli.database import upgrade_database
from gateway.cli.export import export
from gateway.cli.extract import extract
from gateway.cli.harvest import harvest
from gateway.cli.identify import identify
from gateway.cli.portal_check import check_portals
from gateway.cli.portal_new import new_portal
from gateway.cli.portals import list_portals
from gateway.cli.serve import serve
from gateway.cli.version import print_version

app = typer.Typer(
    name="gongkai",
    help="公开：政府信息公开年度报告的统一查询网关。 One GraphQL gateway to open-government annual reports.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command()(serve)
app.command()(harvest)
app.command()(extract)
app.command()(identify)
app.command()(export)
app.command("audit")(audit_reports)
app.command("schema")(print_contract)
app.command("version")(print_version)

portal = typer.Typer(help="各地门户的配置。 The portals' profiles.", no_args_is_help=True)
portal.command("list")(list_portals)
portal.command("new")(new_portal)
portal.command("check")(check_portals)
app.add_typer(portal, name="portal")

database = typer.Typer(help="数据库。 The database.", no_args_is_help=True)
database.command("upgrade")(upgrade_database)
app.add_typer(database, name="db")
