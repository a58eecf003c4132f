"""The enums of harvesting → GraphQL enums, with what each value means in both languages. Beside `enums`."""

from schema.enums import PortalCause, RunKind, RunState
from schema.graph.enums import register

__all__ = ["PortalCause", "RunKind", "RunState"]

register(
    PortalCause,
    "网站为何不正常：最近一次采集为何没有读全。",
    "Why a portal is unwell: what kept the last run from reading it whole.",
    {
        "UNREACHABLE": ("连接不上或中途断开。", "No connection, or one that broke."),
        "TOO_SLOW": ("在时限内没有答复。", "No answer within the deadline."),
        "PORTAL_BUSY": ("网站答复繁忙或内部错误。", "The portal answers that it is busy, or broken."),
        "CHALLENGED": (
            "网站要求验证，从不绕过。",
            "The portal demands a challenge, which is never bypassed.",
        ),
        "ROBOTS_DENIED": ("robots.txt 不允许采集。", "robots.txt asks not to be fetched."),
        "BAD_CERTIFICATE": (
            "证书过期、名称不符或不可信。",
            "The certificate is expired, of another name or of an unknown maker.",
        ),
        "OUTDATED_TLS": ("只支持过时的 TLS。", "The portal only speaks outdated TLS."),
        "UNSAFE_ADDRESS": ("指向不得访问的地址。", "It leads to an address that must not be contacted."),
        "TOO_LARGE": ("内容超过上限。", "A body passes its cap."),
        "PAGE_MISSING": ("页面不存在。", "A page is not there."),
        "LEFT_ALONE": (
            "主机连续失败，暂不再访问。",
            "The host failed too often and is not asked for a while.",
        ),
        "LAYOUT_CHANGED": (
            "栏目没有列出应有的年报。",
            "Its lists do not lead to the reports that are expected.",
        ),
        "LIST_SHRUNK": ("栏目列出的年报比以前少得多。", "Its lists lead to far fewer reports than before."),
        "READINGS_LOST": ("以前读得出的年报读不出了。", "Reports that were read before no longer read."),
        "CUT_SHORT": ("到了单站时限还没有采完。", "The time for one portal was over before the run was."),
        "FETCH_ERROR": ("其他取数失败。", "Another failure to fetch."),
        "OTHER": ("其他错误。", "Another error."),
    },
)
register(
    RunKind,
    "一次采集因何启动。",
    "What set a harvest off.",
    {
        "ASKED": ("有人要求。", "Somebody asked for it."),
        "SCHEDULED": ("到期自动。", "It was due."),
        "REREAD": (
            "用现在的读取程序重读库存原件，不访问网络。",
            "Stored documents were read again; nothing was fetched.",
        ),
        "INBOX": ("读入人工下载的文件。", "Files that a person downloaded were read."),
    },
)
register(
    RunState,
    "一次采集是否已结束。",
    "Whether a harvest is over.",
    {
        "RUNNING": ("正在进行。", "It is under way."),
        "FINISHED": ("已结束。", "It is over."),
        "CUT_OFF": ("中途被打断，下一次会接着做完。", "Its process ended first; the next run completes it."),
    },
)
