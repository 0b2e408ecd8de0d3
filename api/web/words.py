"""The words of the pages that the service writes itself, in English and Chinese: the login, the API."""

from __future__ import annotations

from api.board.words import Language


def say(key: str, language: Language, *inside: str) -> str:
    """The words of a key; ``{0}`` is what is put in. Raises ``KeyError`` for a key that has none."""
    english, chinese = _WORDS[key]
    return (english if language is Language.EN else chinese).format(*inside)


_WORDS: dict[str, tuple[str, str]] = {
    "skip": ("Skip to the page", "跳到正文"),
    "api": ("API", "API"),
    "login": ("Log in", "登录"),
    "login_with": ("Log in with {0}", "使用 {0} 登录"),
    "login_or": ("or with a key", "或使用密钥"),
    "login_key": ("Your key", "密钥"),
    "login_by_key": ("Log in with the key", "用密钥登录"),
    "login_hint": (
        "It begins with hj_. The workshop's admin gives it to you; it is not kept in this browser.",
        "以 hj_ 开头，由车间管理员发放；浏览器不会保存密钥。",
    ),
    "login_key_unknown": ("This key is not known. Was the whole key copied?", "密钥无效，请确认已完整复制。"),
    "login_key_expired": ("This key has expired. Ask for a new one.", "密钥已过期，请申请新密钥。"),
    "login_key_revoked": ("This key was revoked. Ask for a new one.", "密钥已吊销，请申请新密钥。"),
    "login_too_many_requests": ("Too many attempts. Try again in a minute.", "尝试次数过多，请一分钟后再试。"),
    "login_link_used": (
        "This link was used or is too old. Log in with your key.",
        "链接已使用或已过期，请用密钥登录。",
    ),
    "login_unreachable": (
        "{0} does not answer. Try again in a moment, or log in with a key.",
        "{0} 没有响应，请稍后重试，或使用密钥登录。",
    ),
    "login_broken": (
        "{0} answered something that cannot be used. Tell the admin; the log of the service says what it was.",
        "{0} 返回的内容无法使用，请联系管理员查看服务日志。",
    ),
    "login_stale": (
        "This login took too long, or was begun in another window. Begin it again.",
        "登录超时，或是在其他窗口发起的，请重新登录。",
    ),
    "login_declined": (
        "{0} did not log you in. Begin again if that was not meant.",
        "{0} 未完成登录，如非本意请重试。",
    ),
    "login_not_valid": (
        "What {0} says of you cannot be trusted, so you were not logged in. Tell the admin.",
        "{0} 提供的身份信息未通过验证，未能登录，请联系管理员。",
    ),
    "login_no_role": (
        "{0} knows you, but you have no role in this workshop. Ask the workshop's admin for one.",
        "{0} 已确认您的身份，但您在本车间没有角色，请联系车间管理员开通。",
    ),
    "going_on": ("Going on…", "正在跳转…"),
    "go_on": ("Go on", "继续"),
}
