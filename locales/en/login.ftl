login-first = 🔒 To go on, please log in. Then we'll carry on from here.
login-session-over = 🔒 To keep you safe, your session has ended. Log in again and we'll pick up where you left off.
login-ask-mailbox =
    Type the <b>full name of your mailbox</b>.

    For example: name.surname@pec.archrm.it
login-not-a-mailbox =
    That isn't the full name of a mailbox: the part after the @ is needed too.

    Type the whole name, for example: name.surname@pec.archrm.it
login-ask-password =
    🔑 Type the <b>password</b> of { $mailbox }.

    It's the one you read your mail with. I'll delete your message straight away, so the password doesn't stay in the chat.
login-confirm-password =
    🔒 To keep you safe, <b>type the password</b> of { $mailbox } once more.

    It's needed before important data is shown or changed. I'll delete your message straight away.
login-confirm-wrong = This isn't the password of { $mailbox }. Check capital and small letters, and <b>type it again</b>.
login-logged-out =
    👋 You're logged out. To come back, you'll need your mailbox and its password.

    Until then, no notices arrive here.
login-delete-it-yourself =
    ⚠️ I can't delete the message with your password.

    <b>Please delete it yourself:</b> press and hold the message, then choose Delete.

key-other-mailbox = Use another mailbox
