# Notices to many holders.

# The message, as it arrives

# Above a text that exists in the other language only.
broadcast-only-it = <i>This notice is available in Italian only.</i>
broadcast-only-en = <i>This notice is in English.</i>
# At the end of the e-mail of a notice with a photo or a document.
broadcast-file-in-chat = This notice has an attachment: only those who have logged in to the Telegram chat receive it.
# The subject of the e-mail if the text has no first line.
broadcast-subject = A notice for you
mail-why-broadcast = You receive this e-mail because this is the reference address of your PEC mailbox.
mail-always-broadcast = It is a notice from the body that gives you the mailbox.

# What it is, in words

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
broadcast-to = 👥 To:
broadcast-channel =
    💬 { $channel ->
        [both] In the chat and by e-mail
       *[chat] In the chat only
    }
broadcast-at-once = 🕘 As soon as it is confirmed
broadcast-at = 🕘 From <b>{ $at }</b>

# How it goes

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
broadcast-unsent = ⏹ Not sent: <b>{ $count }</b>
broadcast-done-nobody = ⚠️ Finished, but nobody received it: whoever was to be told can no longer be reached, or is gone.
broadcast-goes-on-below = ⬇️ Broadcast { $number }: how it goes is shown below.
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
broadcast-began = 🕘 Begun on { $at }
broadcast-by-you = Created by you on { $at }
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
notice-broadcast-nobody = ⚠️ <b>Broadcast { $number } is finished, but nobody received it.</b>
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

# What became of it, as a sheet

report-mailbox = Mailbox
report-channel = Channel
report-to = To
report-language = Language
report-result = Result
report-reason = Reason
report-date = Date
report-time = Time
report-by =
    { $channel ->
        [chat] chat
       *[email] e-mail
    }
report-fate =
    { $fate ->
        [sent] arrived
        [blocked] bot blocked
        [failed] failed
        [stopped] stopped before it was sent
       *[waiting] waiting
    }

# How it is written

draft-title = 📣 <b>New broadcast</b>
draft-text-it = 🇮🇹 “{ $words }”
draft-text-en = 🇬🇧 “{ $words }”
draft-no-text-it = 🇮🇹 <b>No Italian text</b>: who uses Italian gets the English one, with a note.
draft-no-text-en = 🇬🇧 <b>No English text</b>: who uses English gets the Italian one, with a note.
draft-no-words-it = 🇮🇹 Italian text: to be written
draft-no-words-en = 🇬🇧 English text: to be written
draft-file =
    📎 { $kind ->
        [photo] A photo
       *[document] { $name }
    }
draft-file-stays = The attachment arrives in the chat only.
draft-ask-text-it = ✍️ <b>Write the text in Italian.</b>
draft-ask-text-en = ✍️ <b>Write the text in English.</b>
draft-how-to-write =
    Bold, italics and links stay as you make them in Telegram. At most <b>{ $most } characters</b>.

    You can also send a photo or a document with its caption (at most { $caption } characters).

    To correct it, send the text again: if you edit the message in Telegram, the draft doesn't change.
draft-text-replaced = The new text replaces the one that is there.
draft-left = ✍️ <b>You have a draft that you haven't sent yet</b>
draft-ask-file =
    📎 <b>Send a photo or a document.</b>

    With an attachment, each text can have at most <b>{ $caption } characters</b>.
draft-ask-moment =
    🕘 <b>When is it to begin?</b>

    Choose, or write a day and a time in Rome. For example: { $example }

reach =
    📊 <b>{ $count ->
        [one] 1 person
       *[other] { $count } people
    }</b>
reach-chats =
    { $count ->
        [one] 1 chat
       *[other] { $count } chats
    }
reach-emails =
    { $count ->
        [one] 1 e-mail
       *[other] { $count } e-mails
    }
reach-nobody = 📊 <b>Like this, nobody gets it.</b>
reach-unreached =
    { $count ->
        [one] 1 person cannot be reached.
       *[other] { $count } people cannot be reached.
    }
reach-unreached-by-chat =
    { $count ->
        [one] One more person cannot be reached in a chat.
       *[other] { $count } more people cannot be reached in a chat.
    }

audience-how = To narrow it down, choose one or more criteria: all of them have to be met.
audience-ask-language = 🌐 <b>Who uses the bot in which language?</b>
audience-ask-domain =
    📬 <b>Mailboxes of which domain?</b>

    Choose, or write the domain. For example: pec.ordine.it
audience-ask-type = 🏷 <b>Mailboxes of which type?</b>
audience-ask-expiry =
    📅 <b>Mailboxes that expire within how many days?</b>

    Choose, or write the number of days.

preview-title =
    👀 <b>Preview.</b> { $languages ->
        [both] Above: the message for who uses Italian, then for who uses English.
        [it] Above: the message for who uses Italian.
       *[en] Above: the message for who uses English.
    }
preview-subject = ✉️ Subject of the e-mail: <b>{ $subject }</b>
preview-refused = ⚠️ <b>Telegram does not take this message.</b> Change the text or the attachment, and try again.
preview-refused-markup = ⚠️ <b>Telegram does not understand the formatting of the text.</b> Write it again, with fewer styles.
preview-refused-length = ⚠️ <b>The text is too long for Telegram.</b> Shorten it, and try again.
preview-refused-file = ⚠️ <b>Telegram does not take the attachment any more.</b> Remove it, and send it again.
preview-refused-reason = What Telegram says: <code>{ $reason }</code>
preview-not-sent = Nobody has been sent anything.

key-write-it = 🇮🇹 Italian
key-write-en = 🇬🇧 English
key-attach = 📎 Attach a photo or document
key-detach = 📎 Remove the attachment
key-audience = 👥 To whom
key-moment = 🕘 When
key-email-too = ✉️ Send by e-mail too
key-chat-only = 💬 Send to the chat only
key-resume-draft = ✍️ Go on with the draft
key-empty-draft = 🗑 Start afresh
key-preview = 👀 Preview and send
key-clear-text = Remove this text
key-back-to-draft = ‹ The draft
key-begin-now = At once
key-begin-hour = In an hour
key-begin-tomorrow = Tomorrow at 9
key-criterion-language = 🌐 Language
key-criterion-domain = 📬 Domain
key-criterion-type = 🏷 Type
key-criterion-expiry = 📅 Expiry
key-only-short = 💶 Only who lacks credit
key-not-only-short = 💶 Who has credit too
key-aim-at-all = 👥 All holders
key-back-to-audience = ‹ To whom
key-reads-it = 🇮🇹 Italian
key-reads-en = 🇬🇧 English
key-domain = @{ $domain }
key-type =
    { $type ->
        [standard] Standard
        [pro] Pro
       *[premium] Premium
    }
key-days = { $days } days
key-any-language = Any language
key-any-domain = Any domain
key-any-type = Any type
key-any-expiry = Any expiry
key-confirm-broadcast =
    { $count ->
        [one] 📣 Send to 1 person
       *[other] 📣 Send to { $count } people
    }
key-schedule-broadcast =
    { $count ->
        [one] 🕘 Schedule for 1 person
       *[other] 🕘 Schedule for { $count } people
    }
