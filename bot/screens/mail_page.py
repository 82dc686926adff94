"""The page that an e-mail is: one column, styles inline, no pictures from elsewhere, readable in the dark."""

from __future__ import annotations

import html
import re
from string import Template

_FONT = "font-family:-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif"
_TAG = re.compile(r"<[^>]+>")
_QUOTE = re.compile(r"<blockquote[^>]*>")

_PAGE = Template(
    f"""<!doctype html>
<html lang="$language">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>$subject</title>
<style>
@media (prefers-color-scheme: dark) {{
  .page {{ background-color: #15181c !important; }}
  .sheet {{ background-color: #20242a !important; }}
  .words {{ color: #eceef1 !important; }}
  .small {{ color: #a3abb5 !important; }}
  .small a {{ color: #7cb7ff !important; }}
}}
</style>
</head>
<body class="page" style="margin:0;padding:0;background-color:#f1f3f5">
<table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0" style="background-color:#f1f3f5">
<tr><td align="center" style="padding:16px 8px">
<table role="presentation" class="sheet" width="100%" cellpadding="0" cellspacing="0"
 style="max-width:560px;background-color:#ffffff;border-radius:12px">
<tr><td class="words" style="padding:24px 20px;{_FONT};font-size:16px;line-height:1.5;color:#1f2933">
$paragraphs
<p style="margin:24px 0"><a href="$address"
 style="display:block;padding:14px 20px;background-color:#1765c1;border-radius:8px;color:#ffffff;font-weight:600;\
text-align:center;text-decoration:none">$button</a></p>
</td></tr>
<tr><td class="small" style="padding:0 20px 24px;{_FONT};font-size:13px;line-height:1.5;color:#5f6b7a">
$footer
</td></tr>
</table>
</td></tr>
</table>
</body>
</html>
"""
)


def page(language: str, subject: str, body: str, button: tuple[str, str], footer: str) -> str:
    """The page: the subject in plain text, body and footer in Telegram's HTML, the button as its label and address."""
    label, address = button
    return _PAGE.substitute(
        language=language,
        subject=html.escape(subject),
        paragraphs=_paragraphs(body, "16px"),
        button=html.escape(label),
        address=html.escape(address),
        footer=_paragraphs(footer, "8px"),
    )


def anchor(label: str, address: str) -> str:
    """A link inside a text, from a label in plain text."""
    return f'<a href="{html.escape(address)}" style="color:#1765c1">{html.escape(label)}</a>'


def plain(text: str) -> str:
    """A text in Telegram's HTML as plain text: what others wrote is escaped in it, so every tag is ours."""
    return html.unescape(_TAG.sub("", text))


def _paragraphs(text: str, gap: str) -> str:
    """Telegram's HTML as paragraphs; a quotation that is folded in a chat is open in a letter."""
    style = f"margin:0 0 {gap}"
    parts = _QUOTE.sub("<blockquote>", text).split("\n\n")
    return "\n".join(f'<p style="{style}">{part.replace(chr(10), "<br>")}</p>' for part in parts)
