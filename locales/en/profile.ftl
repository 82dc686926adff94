profile = 👤 <b>Your data</b>
profile-person =
    🔒 Name: <b>{ $first_name } { $last_name }</b>
    🔒 Fiscal code: <b>{ $fiscal_code }</b>
profile-locked =
    First name, last name and fiscal code come from your professional body's register and can't be changed here. If something is wrong, { $known ->
        [yes] write to { $support }
       *[no] contact your professional body's office
    }.
profile-contact = <b>Contacts</b>
profile-address = <b>Address</b>
profile-invoice = <b>Invoice details</b>
profile-line = { $name }: { $value }
profile-line-empty = { $name }: –
profile-address-line = { $line }
profile-no-address = Not given
profile-email-confirmed =
    { $confirmed ->
        [yes] ✓ Confirmed by you
       *[no] Not confirmed by you yet: confirm it, and you'll recover a forgotten password faster.
    }

profile-email-waiting = ⏳ { $email } is waiting for the code we sent to it.
code-sent-already = A code is already on its way

field-email = Reference e-mail
field-phone = Phone
field-street = Street
field-street_number = Street number
field-postal_code = Postal code
field-city = City
field-province = Province
field-country = Country
field-vat_number = VAT number
field-company_name = Company name
field-sdi_code = SDI recipient code

edit = ✏️ <b>What do you want to change?</b>
edit-contact = ✏️ <b>Contacts:</b> which one do you want to change?
edit-address = ✏️ <b>Address:</b> what do you want to change?
edit-invoice = ✏️ <b>Invoice details:</b> which one do you want to change?
edit-pending = <b>Changes not saved yet</b>
edit-now = Now: <b>{ $value }</b>
edit-now-empty = There's nothing here now.
edit-email-already = ☝️ That is already your reference e-mail.
edit-empty = empty
edit-saved = ✅ <b>Your data is saved.</b>
edit-nothing-new = Your data is like this already: there's nothing to save.

ask-email =
    Type the new <b>reference e-mail</b>.

    Reminders of an expiry go there. Use an address other than your PEC mailbox, for example: mario.rossi@example.com
ask-phone =
    Type the <b>phone number</b>.

    For example: 333 1234567. A foreign number begins with its prefix, such as +41.
ask-street =
    Type the <b>street</b>, without the number.

    For example: Via Garibaldi
ask-street_number =
    Type the <b>street number</b>.

    For example: 12 or 12/A
ask-postal_code =
    Type the <b>postal code</b> (CAP).

    For example: 00184
ask-city =
    Type the <b>city</b>.

    For example: Roma
ask-province =
    Type the <b>province</b>: its name or its two letters.

    For example: Roma or RM
ask-country =
    Type the <b>country</b>.

    For example: Italy
ask-vat_number =
    Type the <b>VAT number</b> (partita IVA): 11 digits.

    For example: 00743110157
ask-company_name =
    Type the <b>company name</b> as it should stand on an invoice.

    For example: Studio Rossi
ask-sdi_code =
    Type the <b>SDI recipient code</b>: 7 letters and digits.

    If you receive invoices by PEC, the code is 0000000.

review = 🔎 <b>Check before you save</b>
review-line = { $name }: { $before } → <b>{ $after }</b>
review-email = To use <b>{ $email }</b>, I'll send a code there: type it here when it arrives.
review-moved = ⚠️ <b>Your data has changed in the meantime</b>, from another chat or through your professional body. Your changes are still here: check them and save again.

code-ask =
    ✉️ A <b>code of 6 digits</b> is on its way to <b>{ $email }</b>.

    <b>Type it here</b> by <b>{ TIME($until) }</b>.
code-others-saved = ✅ Everything else is saved.
code-meanwhile = Until you type it, notices still go to { $email }.
code-where = Can't find it? Look in your spam folder, too.
email-confirmed =
    ✅ <b>E-mail confirmed.</b>

    Notices go to <b>{ $email }</b>.

key-profile = 👤 My data
key-show-profile = 👤 My data
key-edit-profile = ✏️ Edit
key-confirm-email = ✉️ Confirm the e-mail
key-edit-contact = Contacts
key-edit-address = Address
key-edit-invoice = Invoice details
key-field-email = E-mail
key-field-phone = Phone
key-field-street = Street
key-field-street_number = Number
key-field-postal_code = Postal code
key-field-city = City
key-field-province = Province
key-field-country = Country
key-field-vat_number = VAT number
key-field-company_name = Company
key-field-sdi_code = SDI code
key-clear-field = Leave it empty
key-review = Review and save
key-save = Save
key-edit-more = ✏️ Keep editing
key-drop-changes = Leave everything as it was
key-code-again = Send another code
key-enter-code = ✉️ I have the code
