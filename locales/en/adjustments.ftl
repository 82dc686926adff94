# Credit adjusted by hand at the desk: the questions, the look before, the outcome, and who decides second.
adjust-ask-way =
    ⚖️ <b>Adjust the credit</b> of { $name }

    Credit: <b>{ $credit }</b>

    Do you want to add or to take?
adjust-ask-credit =
    ➕ <b>How much do you add</b> to the credit of { $name }?

    Credit: <b>{ $credit }</b>

    Type the amount, from <b>{ $least }</b> to <b>{ $most }</b>.
adjust-ask-debit =
    ➖ <b>How much do you take</b> from the credit of { $name }?

    Credit: <b>{ $credit }</b>

    Type the amount: <b>{ $most }</b> at most.
adjust-ask-reason =
    { $way ->
        [credit] ➕ You add <b>{ $amount }</b>.
       *[debit] ➖ You take <b>{ $amount }</b>.
    }

    <b>Why?</b> Type the reason, { $most } characters at most. The holder reads it too.
adjust-review =
    ⚖️ <b>Check before you confirm</b>

    Holder: <b>{ $name }</b>
adjust-moved =
    { $way ->
        [credit] Adjustment: <b>+{ $amount }</b>
       *[debit] Adjustment: <b>−{ $amount }</b>
    }
adjust-reason = Reason: { $reason }
adjust-credit-change = Credit: { $before } → <b>{ $after }</b>
adjust-owed-change =
    To cover: { $owed } → <b>{ $left }</b>
    <b>{ $covered }</b> will go straight to a payment that went back to the card.
adjust-owed-now = Still to cover: <b>{ $owed }</b>
adjust-credit-now = Credit now: <b>{ $credit }</b>
adjust-will-be-told = The holder is told in the chat and by e-mail.
adjust-needs-second = ⚠️ With this you go beyond { $limit } in 24 hours, counting the adjustments that still wait for a yes: it takes a yes from <b>another administrator</b>. If you confirm, I ask the others. Until then nothing changes.
adjust-done =
    { $way ->
        [credit] ✅ <b>{ $amount } added</b> to the credit of { $name }.
       *[debit] ✅ <b>{ $amount } taken</b> from the credit of { $name }.
    } The holder is told.
adjust-done-before =
    { $way ->
        [credit] ✅ <b>{ $amount } already added</b> to the credit of { $name }: it isn't done twice.
       *[debit] ✅ <b>{ $amount } already taken</b> from the credit of { $name }: it isn't done twice.
    }
adjust-proposal = ⚖️ <b>Adjustment of the credit</b> of { $name }
adjust-asked-by = Asked for by admin { $admin }, { $at }
adjust-waits-for-you = It takes your yes, or your no, by <b>{ $until }</b>. If it is a yes, the holder is told.
adjust-waits-for-others = ⏳ It waits for the yes of another administrator, until <b>{ $until }</b>. If somebody decides, I tell you; if nobody decides by then, nothing changes.
adjust-applied = ✅ <b>Done.</b> Admin { $admin } said yes, { $at }.
adjust-refused = ⛔ <b>Refused.</b> Admin { $admin } said no, { $at }. Nothing has changed.
adjust-expired = ⌛ <b>Expired</b> on { $at }: nobody decided in time. Nothing has changed.

key-ask-adjust = ⚖️ Adjust the credit
key-adjust-credit = ➕ Add
key-adjust-debit = ➖ Take
key-adjust-confirm-credit = Add { $amount }
key-adjust-confirm-debit = Take { $amount }
key-adjust-propose = Ask the others for { $amount }
key-adjust-approve = Yes, do it
key-adjust-refuse = No, refuse it
key-adjust-look = Look and decide
key-adjust-see = See the adjustment
key-back-to-movements = ‹ Back to the movements
key-h-credit = 💶 Credit

notice-credit-credit = ➕ Your professional body has added <b>{ $amount }</b> to your credit.
notice-credit-debit = ➖ Your professional body has taken <b>{ $amount }</b> from your credit.
notice-credit-why = Reason: { $reason }
notice-credit-spent = <b>{ $amount }</b> went straight to what was waiting to be paid.
notice-credit-now = Your credit is now <b>{ $credit }</b>.
notice-admin-adjustment =
    { $state ->
        [proposed] ⚖️ <b>An adjustment of a credit waits for your yes or no</b>
        [applied] ✅ <b>The adjustment you asked for is done</b>
       *[refused] ⛔ <b>The adjustment you asked for is refused</b>
    }

    { $way ->
        [credit] Adjustment: <b>+{ $amount }</b>
       *[debit] Adjustment: <b>−{ $amount }</b>
    }
mail-subject-credit-adjusted = Your credit has changed
mail-always-money = Notices about your credit are always sent: they can't be turned off.
act-credit = +{ $amount }
act-debit = −{ $amount }
