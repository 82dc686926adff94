password-which = 🔑 Which mailbox do you want to change the password of?
password-current = 🔑 Type the <b>current password</b> of { $mailbox }.
password-deleted = I delete messages with passwords straight away.
password-new = 🔑 Now type the <b>new password</b> of { $mailbox }. The rules:
password-rule-length = • from { $least } to { $most } characters
password-rule-upper_case = • at least one capital letter
password-rule-lower_case = • at least one small letter
password-rule-digit = • at least one digit
password-rule-printable = • only characters that can be seen, on one line
password-rule-no_mailbox_name = • without the name of the mailbox
password-rule-not_the_old_one = • different from the current password
password-too-weak = This password won't do. <b>It breaks these rules:</b>
password-retry = Type another one.
password-again = 🔑 Type the new password <b>once more</b>, to be safe.
password-changed =
    ✅ <b>The password of { $mailbox } has changed.</b>

    Change it in the programs and on the phones you read this mailbox with, too. In other chats you'll have to log in again; if one of them isn't yours, disconnect it.

recover-which =
    🔑 <b>Forgotten password</b>

    Type the full name of your mailbox, for example: name.surname@pec.archrm.it
recover-code =
    🔑 If <b>{ $mailbox }</b> exists, a <b>code of 6 digits</b> is on its way to its reference e-mail.

    <b>Type it here</b> within 30 minutes.
recover-nothing = Nothing there? Look in your spam folder, and check the name of the mailbox: if it is wrong, type it again here. If the reference e-mail is no longer yours, please contact your professional body.
recover-fiscal-code =
    The code is right. One last check: type your <b>fiscal code</b>.

    It's needed because you have never confirmed this e-mail yourself.
recover-done =
    ✅ <b>The new password of { $mailbox } is active.</b>

    Change it in the programs and on the phones you read this mailbox with, too. Now log in with it.

key-change-password = 🔑 Change the password
key-forgot-password = Forgotten password?
