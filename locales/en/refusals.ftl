refused-refused = That can't be done. Nothing has changed. Please start again from the menu.
refused-unavailable = The service isn't answering right now. Nothing has changed. Please try again in a few minutes.
refused-amount-not-understood =
    I can't read an amount there. Type just the euros, with two decimals at most.

    For example: 25 or 12.50
refused-amount-out-of-range = A top-up is between <b>{ $least }</b> and <b>{ $most }</b>. Type an amount in that range.
refused-gb-not-understood =
    GB are sold whole. Type just a number, in digits.

    For example: 2
refused-gb-out-of-range = You can buy from <b>{ $least }</b> to <b>{ $most } GB</b> at a time. Type a number in that range.
refused-cap-reached =
    { $left ->
        [0] This mailbox already has all the inbox space its type allows, so no more can be added. For a higher type, please contact your professional body.
        [one] The type of this mailbox leaves room for <b>1 GB</b> more. Choose 1 GB.
       *[other] The type of this mailbox leaves room for <b>{ $left } GB</b> more. Choose a smaller number.
    }
refused-mailbox-expired = This mailbox expired on <b>{ $expired_on }</b>, so nothing can be bought for it. To get it back, please contact your professional body.
refused-mailbox-not-active = This mailbox is suspended, so nothing can be bought for it. To get it back, please contact your professional body.
refused-quote-over = This quote is no longer good, and nothing was taken. Ask for a new one: it's just a few taps.
refused-order-cancelled = This order was cancelled or has run out, and nothing was taken. If you still need the add-on, get a new quote.
refused-too-many-orders =
    You've reached the most for today: { $most ->
        [one] <b>one order</b>
       *[other] <b>{ $most } orders</b>
    }. Nothing was taken. You can order again from <b>{ $from_day }</b>.
refused-too-many-links =
    You've reached the most for today: { $most ->
        [one] <b>one payment request</b>
       *[other] <b>{ $most } payment requests</b>
    }. You haven't paid anything. You can make more from <b>{ $from_day }</b>; until then you can use those that are still open.
refused-not-found = What you're looking for isn't here, or isn't here any more. Please start again from the menu.
refused-insufficient-credit = Your credit isn't enough: <b>{ $missing }</b> is missing. Top up and try again.
refused-amount-owed = Before you buy, please cover <b>{ $owed }</b>: a payment that you had already spent went back to the card. Top up this amount and try again.
refused-not-refundable = Of this payment <b>{ $most }</b> at most can be refunded: what hasn't gone back already, is still in the credit and wasn't added by hand. Type an amount from one cent up to this limit.
refused-nothing-refundable = Nothing of this payment can be refunded: it went back already, or was spent. What was added by hand goes to no card.
refused-login-required = 🔒 To go on, please log in with your mailbox.
refused-wrong-credentials = The mailbox or the password isn't right. Check capital and small letters, and <b>type the password again</b>, or the name of the mailbox if that was wrong.
refused-mailbox-blocked = The password is right, but the mailbox is blocked. To unblock it, please contact your professional body.
refused-too-many-attempts = 🔒 Too many failed attempts. Please wait and try again after <b>{ TIME($until) }</b>.
refused-mailbox-unavailable = The mail server isn't answering right now. It has nothing to do with your password. Please try again in a few minutes.
refused-payments-unavailable = The payment page can't be opened right now. You haven't paid anything. Please try again in a few minutes.
refused-charging-stopped = We're checking the books right now, so nothing can be charged. Your credit is safe. Please try again later.
refused-storage-unavailable = I can't read your details right now. Please try again in a few minutes.
refused-password-required = 🔒 To go on, type the password of the mailbox once more.
refused-wrong-current-password = This isn't the current password of the mailbox. Check capital and small letters and <b>type it again</b>.
refused-password-too-late = 🔒 You typed this password more than 10 minutes ago, while I couldn't be reached. I deleted it without using it: <b>type it again</b>.
refused-passwords-differ = The two passwords aren't the same. Type the <b>new password</b> again.
refused-password-in-doubt = The mail server didn't answer: <b>we don't know whether the password has changed</b>. Try to log in with the new one; if that fails, the old one still works.
refused-code-not-understood =
    The code has <b>6 digits</b>; { $digits ->
        [0] I see none here
        [one] I see one here
        [6] there is something else between them
       *[other] I see { $digits } here
    }. Type it again.
refused-wrong-code =
    The code isn't right. { $left ->
        [one] You can try <b>once more</b>
       *[other] You can try <b>{ $left } more times</b>
    }.
refused-code-over = This code is no longer good. Ask for another one.
refused-too-many-codes = ⏳ Another code can't be sent just now: the next one can be asked for after <b>{ $until }</b>. If you are waiting for one, look in the spam folder too.
refused-wrong-fiscal-code =
    That isn't the fiscal code of the holder. { $left ->
        [one] You can try <b>once more</b>
       *[other] You can try <b>{ $left } more times</b>
    }.
refused-no-mail-sent = E-mails can't be sent from here, and so codes can't either. Please contact your professional body.
refused-text-not-understood = Type from 1 to <b>{ $most } characters</b>, with at least one letter or digit.
refused-email-not-understood =
    This isn't an e-mail address. It needs something before and after the @.

    For example: mario.rossi@example.com
refused-email-without-dot =
    This isn't an e-mail address. The part after the @ needs a dot, as in example.com.

    For example: mario.rossi@example.com
refused-email-is-mailbox = This is one of your own PEC mailboxes. The reference e-mail has to be another one: it warns you even when your PEC doesn't work.
refused-phone-not-understood =
    This isn't a valid phone number. Check the digits; a foreign number needs its prefix.

    For example: 333 1234567 or +41 44 668 18 00
refused-postal-code-not-understood =
    A postal code (CAP) has <b>5 digits</b>; { $digits ->
        [0] I see none here
        [one] I see one here
       *[other] I see { $digits } here
    }. For example: 00184
refused-postal-code-not-digits = A postal code (CAP) has <b>digits only</b>, 5 in all. For example: 00184
refused-foreign-postal-code-not-understood = A postal code can have <b>letters, digits, blanks and hyphens only</b>, from 2 to { $most } characters. For example: SW1A 1AA
refused-postal-code-unfit = The postal code <b>{ $code }</b> no longer fits the country: in Italy it has <b>5 digits</b>, such as 00184. Type the right one.
refused-province-unknown = I don't know this province. Type its two letters, such as <b>RM</b>, or its full name, such as <b>Roma</b>.
refused-country-unknown = I don't know this country. Type its full name, such as <b>Italy</b>.
refused-vat-number-length =
    The VAT number has <b>11 digits</b>; { $digits ->
        [0] I see none here
        [one] you typed one
       *[other] you typed { $digits }
    }. Type it again.
refused-vat-number-not-digits = The VAT number has <b>digits only</b>, 11 in all. Type it again.
refused-vat-number-wrong = There are 11 digits, but this VAT number doesn't exist: one digit is wrong. Check it and type it again.
refused-sdi-code-not-understood =
    The recipient code has <b>7</b> letters and digits; { $characters ->
        [one] you typed one character
        [7] one of those you typed is neither a letter nor a digit
       *[other] you typed { $characters } characters
    }. If you receive invoices by PEC, it is 0000000.
refused-file-too-big = The file is too big: it can have at most <b>{ $most } MB</b>. Nothing has changed. Please send a smaller one.
refused-file-unavailable = I can't download the file from Telegram. Nothing has changed. Please try again in a few minutes; if need be, send the file again.
refused-broadcast-over = This broadcast is confirmed already: it cannot be changed any more.
refused-broadcast-empty = There is no text. Write it in one language at least.
refused-nobody-reached = Like this, nobody gets it. Widen the audience, and try again.
refused-broadcast-too-long =
    The text is too long: the most is <b>{ $most } characters</b>, { $too_many ->
        [one] and there is one too many
       *[other] and there are { $too_many } too many
    }. Nothing has changed: shorten it, and try again.
refused-time-not-understood =
    I do not recognise a day and a time. Write them like this, in Rome's time:

    { $example }
refused-time-is-past = That moment has passed. Choose one that is still to come.
refused-time-too-far = It can be scheduled up to <b>a year</b> ahead. Choose a moment that is closer.
refused-time-does-not-exist = On that day, that time does not exist in Rome: the clocks go forward an hour. Choose another one.
refused-days-not-understood =
    Write a whole number of days, from 1 to <b>{ $most }</b>.

    For example: 45
refused-domain-not-understood =
    That is not a domain.

    For example: pec.ordine.it
refused-file-expected = A photo or a document is needed here. Send it with the paper clip, or go back.
refused-not-previewed = The broadcast has changed since the preview. Look at it again, then confirm.
refused-too-late-to-undo = It cannot be taken back any more: Telegram deletes messages within <b>48 hours</b> only, and only if somebody has received them.

refused-words-too-short = 🔎 Please type at least { $least } characters.
refused-nothing-to-remind = There is no reminder to send for this mailbox today: the expiry is far away, or there is nothing to renew.
refused-nobody-to-tell = I don't know where to write to this holder: no chat is linked, and no e-mail can be sent.
refused-cannot-suspend = The mailbox has expired: there is nothing to suspend.
refused-other-file = The file is not the one you had looked at. Please send it again: I tell you first what would change.
refused-cannot-reopen = The mailbox has expired, it is not suspended. To reactivate it, update the register.

refused-holder-erased = The data of this holder has been erased: nothing can be credited to them, nor taken.
refused-adjustment-out-of-range = An adjustment is between <b>{ $least }</b> and <b>{ $most }</b>. Type an amount in that range.
refused-reason-not-understood = The reason has from <b>{ $least }</b> to <b>{ $most }</b> characters. Type it again.
refused-credit-too-small = There is less in the credit: it is <b>{ $credit }</b>, and no more than that can be taken. Nothing has changed.
refused-second-admin-needed =
    Beyond <b>{ $limit }</b> in 24 hours it takes <b>a second administrator</b>, and there is none. Nothing has changed.

    By yourself you can still adjust <b>{ $left }</b>. To add an administrator: <code>ADMIN_IDS</code>, in the bot's settings.
refused-adjustment-over = What you wanted to confirm doesn't stand here any more. Nothing has changed: start again from the holder's card.
refused-own-proposal = You asked for this adjustment: <b>another administrator</b> decides on it.
refused-proposal-over = Too late: the proposal expired on <b>{ $at }</b>. Nothing has changed. If it is still needed, it has to be asked for again.
refused-cannot-assign = This payment can't be assigned: it was credited or dealt with already, or it isn't one that can be credited.

apology =
    ⚠️ <b>Something went wrong, and it's our fault.</b>

    Before you try a purchase again, check your credit. If you ask for help, give this code: <code>{ $reference }</code>
menu-expired = This button no longer works. Please start again from the menu.
not-understood = I didn't get that. Use the buttons under the messages, or start again from the menu.
password-deleted-unasked = 🔒 That looked like a password, so I <b>deleted the message</b>. Type it only when I ask for it. Use the keys under the messages, or start again from the menu.
slow-down = 🐢 Too many messages came at once, and I have not read the last ones. Wait a few seconds, then try again.
card-number-deleted =
    ⚠️ That looked like a card number, so I <b>deleted the message</b>. I haven't kept it.

    Never type card details here: you only ever pay on Stripe's page.

    You can carry on from where you were.
card-number-not-deleted =
    ⚠️ That looks like a card number. I haven't kept it, but I can't delete the message: <b>please delete it yourself</b>.

    Never type card details here: you only ever pay on Stripe's page.

    You can carry on from where you were.

key-copy-reference = Copy the code
