### Notices to many holders.

## The message, as it arrives

# Above a text that exists in the other language only.
broadcast-only-it = <i>This notice is available in Italian only.</i>
broadcast-only-en = <i>This notice is in English.</i>
# At the end of the e-mail of a notice with a photo or a document.
broadcast-file-in-chat = The attachment of this notice is in the chat.
# The subject of the e-mail if the text has no first line.
broadcast-subject = A notice for you
mail-why-broadcast = You receive this e-mail because this is the reference address of your PEC mailbox.
mail-always-broadcast = It is a notice from the body that gives you the mailbox.

## What it is, in words

audience-all = all holders
audience-it = who uses the bot in Italian
audience-en = who uses the bot in English
audience-domain = mailboxes @{ $domain }
audience-type =
    { $type ->
        [standard] Standard
        [pro] Pro
       *[premium] Premium
    } mailboxes
audience-expiry =
    mailboxes that expire { $days ->
        [one] within 1 day
       *[other] within { $days } days
    }
audience-short = who lacks credit for the next renewal
broadcast-audience = 👥 To: <b>{ $audience }</b>
broadcast-channel =
    💬 { $channel ->
        [both] In the chat and by e-mail
       *[chat] In the chat only
    }
broadcast-at-once = 🕘 As soon as it is confirmed
broadcast-at = 🕘 From <b>{ $at }</b>

## How it goes

broadcast-title = 📣 <b>Broadcast { $number }</b>
broadcast-scheduled = 🕘 Begins on <b>{ $at }</b>.
broadcast-scheduled-now = 🕘 About to begin.
broadcast-running-now = ▶️ Being sent.
broadcast-paused-now = ⏸ Paused: the rest waits.
broadcast-stopped = ⏹ Stopped on { $at }.
broadcast-done = ✅ Finished on { $at }.
broadcast-undoing-now = ↩️ Deleting the messages from the chats.
broadcast-undone-now = ↩️ Taken back from the chats.
broadcast-expected =
    { $total ->
        [one] <b>1 message</b> is to go out.
       *[other] About <b>{ $total } messages</b> are to go out.
    }
broadcast-bar =
    { $bar } <b>{ $percent }%</b>
    { $done } of { $total }
broadcast-sent = ✅ Arrived: <b>{ $count }</b>
broadcast-failed = ⚠️ Failed: <b>{ $count }</b>
broadcast-blocked = 🚫 Bot blocked: <b>{ $count }</b>
broadcast-deleted = ↩️ Deleted: <b>{ $count }</b>
broadcast-kept = 📌 Still in the chat: <b>{ $count }</b>
broadcast-emails-stay = E-mails that were sent stay.
broadcast-rate = ⚡ { $rate } a second
broadcast-left-seconds = ⏳ Less than a minute left
broadcast-left-minutes =
    ⏳ About { $minutes ->
        [one] 1 minute
       *[other] { $minutes } minutes
    } left
broadcast-left-hours = ⏳ About { $hours } h { $minutes } min left
broadcast-says = “{ $words }”
broadcast-by = Created on { $at } by <code>{ $admin }</code>
broadcast-ask-stop =
    ⏹ <b>Stop broadcast { $number }?</b>

    { $sent ->
        [0] It has reached nobody yet
        [one] 1 message has arrived, and stays
       *[other] { $sent } messages have arrived, and stay
    }. { $left ->
        [one] 1 message will never go out
       *[other] { $left } messages will never go out
    }.
broadcast-ask-undo =
    ↩️ <b>Take broadcast { $number } back?</b>

    Messages that have arrived are deleted from the chats. Who has read them has read them.

broadcasts =
    { $count ->
        [one] 📣 <b>1 broadcast</b>
       *[other] 📣 <b>{ $count } broadcasts</b>
    }
broadcasts-none = 📣 No broadcasts so far.
broadcast-report =
    📊 Broadcast <b>{ $number }</b>: { $count ->
        [one] <b>1 message</b>
       *[other] <b>{ $count } messages</b>
    }, and what became of each. The file opens in Excel or any other spreadsheet.
broadcast-report-file = broadcast-{ $number }.csv
notice-broadcast-done = ✅ <b>Broadcast { $number } is finished.</b>
notice-broadcast-undone = ↩️ <b>Broadcast { $number } was taken back.</b>

key-pause = ⏸ Pause
key-go-on = ▶️ Go on
key-stop = ⏹ Stop
key-refresh = 🔄 Refresh
key-report = 📊 Report as CSV
key-undo = ↩️ Take back from chats
key-stop-for-good = Stop for good
key-undo-for-good = Delete from the chats
key-leave-it = ‹ Leave it
key-all-broadcasts = ‹ All broadcasts
key-see-broadcast = See the broadcast
key-back-to-broadcast = ‹ The broadcast
key-new-broadcast = ✍️ New broadcast
key-broadcast =
    { $state ->
        [scheduled] 🕘
        [running] ▶️
        [paused] ⏸
        [stopped] ⏹
        [done] ✅
       *[other] ↩️
    } { $day } · { $words }
