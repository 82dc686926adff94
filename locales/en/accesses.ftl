# Where the account is open, and who came in.
chats =
    🔐 <b>Logins and chats</b>

    Notices arrive in the linked chats. If you don't recognise one, disconnect it and change the password of the mailbox.
chat-here = <b>{ $place }. This chat</b>
chat-elsewhere = <b>{ $place }. Another chat</b>
chat-linked = Linked on <b>{ $at }</b>
chat-since-unknown = We don't know since when it has been linked.
chat-used = Last used on <b>{ $at }</b>
chat-blocked = 🔕 The bot is blocked there: notices don't arrive.
chat-unlinked = Chat disconnected.

accesses =
    { $page ->
        [1] 🕘 <b>Logins of the last 90 days</b>
       *[other] 🕘 <b>Logins of the last 90 days</b>, page { $page }
    }
accesses-none = 🕘 There are no logins of the last 90 days here.
access-here = <b>{ $at }</b>, this chat
access-elsewhere = <b>{ $at }</b>, another chat
access-line = { $what }: { $mailbox }
access-logged-in = ✅ Logged in
access-failed = ⚠️ Wrong password
access-logged-out = 👋 Logged out
access-ended = 🔐 Session ended by your professional body
access-unlinked = 🔌 Chat disconnected
access-password-changed = 🔑 Password changed
access-password-recovered = 🔑 New password after recovery

log-out-everywhere =
    <b>Log out of all chats?</b>

    All of them are disconnected, this one too. To come back, you'll need your mailbox and its password.
log-out-everywhere-mail = Until then, notices arrive <b>by e-mail only</b>.
log-out-everywhere-silence = ⚠️ Until then, <b>no notice arrives at all</b>.
logged-out-everywhere =
    👋 <b>All chats are disconnected</b>, this one too.

    To come back, you'll need your mailbox and its password.

access-was-mine = 👍 <b>Thank you.</b> It was you, so all is well.
access-revoked =
    ✅ <b>That chat is disconnected.</b> Notices no longer arrive there, and coming back takes the password.

    But whoever was there knows it: <b>change it now</b>.
access-revoked-here =
    ✅ <b>That login was in this chat</b>, and it is closed now.

    If it wasn't you, somebody knows the password: <b>change it at once</b>.
access-revoked-before =
    ✅ That chat was <b>disconnected already</b>.

    If it wasn't you, whoever was there knows the password: <b>change it now</b>, if you haven't yet.

notice-new-login =
    🔐 <b>New login</b>
    Someone logged in with the password of <b>{ $mailbox }</b> from a new Telegram chat, on <b>{ $at }</b>.

    <b>Was it you?</b> Then all is well. If not, disconnect that chat and change the password at once.
notice-chat-unlinked =
    🔌 <b>This chat was disconnected</b> on <b>{ $at }</b>.

    No more notices arrive here. To link it again, log in.

key-accesses = 🔐 Logins and chats
key-history = 🕘 Latest logins
key-unlink-chat = Disconnect chat { $place }
key-more-chats = More chats ›
key-log-out-everywhere = Log out of all chats
key-log-out-everywhere-now = Yes, log out of all
key-back-to-chats = ‹ Logins and chats
key-was-me = Yes, it was me
key-was-not-me = No, disconnect that chat
