password-which = 🔑 The password of which mailbox do you want to change?
password-current = 🔑 Write the <b>current password</b> of { $mailbox }.
password-deleted = I delete messages with passwords at once.
password-new = 🔑 Now write the <b>new password</b> of { $mailbox }. It needs:
password-rule-length = • { $least } to { $most } characters
password-rule-upper_case = • at least one capital letter
password-rule-lower_case = • at least one small letter
password-rule-digit = • at least one digit
password-rule-printable = • only characters that can be seen, on one line
password-rule-no_mailbox_name = • no trace of the mailbox name
password-rule-not_the_old_one = • to differ from the present password
password-too-weak = This password will not do. <b>It still needs:</b>
password-retry = Write another one.
password-again = 🔑 Write the new password <b>once more</b>, to be sure.
password-changed =
    ✅ <b>The password of { $mailbox } has changed.</b>

    Change it too in the programs and phones in which you read this mailbox. In other chats one has to log in again; if one of them is not yours, disconnect it.

recover-which =
    🔑 <b>Forgotten password</b>

    Write the full name of the PEC mailbox, for example: name.surname@pec.archrm.it
recover-code =
    🔑 If <b>{ $mailbox }</b> exists, a <b>code of 6 digits</b> is on its way to its reference e-mail.

    <b>Write it here</b> within 30 minutes.
recover-nothing = Nothing arrives? Look among the spam. If the reference e-mail is no longer yours, ask your professional body.
recover-fiscal-code =
    The code is right. One last check: write your <b>fiscal code</b>.

    It is needed because you have never confirmed this e-mail yourself.
recover-done =
    ✅ <b>The new password of { $mailbox } is in force.</b>

    Change it too in the programs and phones in which you read this mailbox. Now log in with it.

key-change-password = 🔑 Change the password
key-forgot-password = Forgotten password?
