# People's data: what is kept, how to have it, how to have it erased.
privacy =
    🛡️ <b>Privacy: your data</b>

    We keep only what we need to look after your mailbox, your purchases and your expiry reminders. <b>Card details never come through here.</b>

    You can have a copy of everything, have this chat forgotten or, once your account is closed, have your data erased.
    <blockquote expandable><b>What</b>
    • first name, last name, fiscal code, e-mail and phone, received from your professional body
    • your address and invoice details, if you type them in
    • your mailboxes: name, type, expiry date and space used. Never the mail in them
    • orders, payments and movements of your credit
    • the chats you use: their identifier on Telegram, the language and the point you have reached
    • accesses: when, from which chat and how they ended
    • the notices we send you, and the proof that they arrived
    • of your password only a fingerprint, from which nobody can work out the password

    <b>Why</b>
    To give you what you ask for and to warn you of expiries. The accounts, because the law says so.

    <b>How long</b>
    • accesses: 90 days
    • technical marks of the messages received from Telegram: 7 days
    • codes sent by e-mail: 2 days
    • failed attempts to log in: 1 day
    • orders, payments and movements: at least 10 years, as Italian law says
    • the rest: until your data is erased, once your account is closed

    <b>Where</b>
    • on the provider's server and in its backups
    • <b>Telegram</b> carries the messages of the chat, and keeps them by its own rules
    • <b>Stripe</b> takes the card payments: the bot never sees your card
    • e-mails arrive at your reference address
    • the desk of your professional body sees it from the bot, and each time your card is opened is written down

    <b>Who to ask</b>
    The professional body that gave you your mailbox.</blockquote>
privacy-document = 📄 <b>Your data</b>: everything we keep about you. The file holds personal information, so please don't forward it.
privacy-sent = 📄 <b>Here is your data</b>, in a file in this chat. Any program that reads text can open it.

# Forgetting a chat.
forget-chat =
    🧹 <b>Forget this chat?</b>

    Your session ends, and we delete the language and the link between this chat and your account. Your mailbox, add-ons and credit stay as they are.

    The history of accesses is deleted by itself after 90 days. The proof of notices already sent stays with your account. Messages you've already received stay on Telegram: if you like, delete the conversation.
forget-chat-last-email = ⚠️ This is <b>the only chat</b> where we warn you. From then on, expiry reminders come <b>only by e-mail</b>.
forget-chat-last = ⚠️ This is <b>the only chat</b> where we warn you. From then on, <b>no expiry reminders come at all</b>.
forget-chat-others = Notices still arrive in your other chats.
forget-chat-unlinked = No notices arrive in this chat now.
forget-chat-done =
    🧹 <b>Chat forgotten.</b> No more notices arrive here.

    If you come back, type /start and we begin anew.

# Erasing the personal data.
erase =
    🗑 <b>Erase your data?</b>

    Your account is closed, so it can be done.

    <b>We erase</b> your name, fiscal code, e-mail, phone, address, the names of your mailboxes, chats, accesses and the texts of notices.

    <b>What stays</b> are the amounts and dates of orders and payments, without your name: the law says so.

    First we send you a copy of everything here. Messages you've already received stay on Telegram: if you like, delete the conversation.

    ⚠️ <b>It cannot be undone.</b>
erase-not-closed = 🗑 <b>Your data can't be erased yet</b>, because your account isn't closed:
erase-more =
    { $count ->
        [one] • and one more reason
       *[other] • and { $count } more reasons
    }
erase-nothing-done = Nothing has been erased.
erase-done =
    ✅ <b>Your data has been erased.</b> In the accounts, <code>{ $pseudonym }</code> stands in place of your name.

    No more notices arrive here.

# What stands in the way of erasing, and what to do.
obstacle-active = • { $mailbox } is active until <b>{ $until }</b>. To have it closed, please contact your professional body.
obstacle-suspended = • { $mailbox } is suspended, but not closed. To have it closed, please contact your professional body.
obstacle-being-renewed = • { $mailbox } has reached its expiry date, and we are about to renew or close it. Please try again in a few minutes.
obstacle-addon = • An add-on of { $mailbox } is active until <b>{ $until }</b>. If you don't renew it, it ends on that day.
obstacle-order = • An order for { $mailbox } is waiting to be paid. Cancel it from the menu, or try again after 24 hours.
obstacle-top-up = • A top-up can still be paid. Please try again in 24 hours, when its link no longer works.
obstacle-credit = • You still have <b>{ $amount }</b> of credit, and it mustn't be lost. Use it, or ask your professional body how to get it back.
obstacle-owed = • After a disputed payment, <b>{ $amount }</b> is still to be paid. Please contact your professional body.
obstacle-message = • We're sending you a message right now. Please try again in a few minutes.

key-privacy = 🛡️ Privacy
key-back-to-privacy = ‹ Privacy
key-my-data = 📄 Send me my data
key-forget-chat = 🧹 Forget this chat
key-forget-chat-now = Forget this chat
key-erase = 🗑 Erase my data
key-erase-now = Erase for good
