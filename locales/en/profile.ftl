profile = 👤 <b>Your data</b>
profile-person =
    🔒 Name: <b>{ $first_name } { $last_name }</b>
    🔒 Fiscal code: <b>{ $fiscal_code }</b>
profile-locked =
    First name, last name and fiscal code come from your professional body's register and cannot be changed here. If something is wrong, { $known ->
        [yes] write to { $support }
       *[no] ask your professional body's office
    }.
profile-contact = <b>Contacts</b>
profile-address = <b>Address</b>
profile-invoice = <b>For invoices</b>
profile-line = { $name }: { $value }
profile-line-empty = { $name }: –
profile-address-line = { $line }
profile-no-address = Not given
profile-email-confirmed =
    { $confirmed ->
        [yes] ✓ Confirmed by you
       *[no] Not confirmed by you yet: confirm it, and a forgotten password is recovered faster.
    }

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
edit-invoice = ✏️ <b>For invoices:</b> which one do you want to change?
edit-pending = <b>Changes not saved yet</b>
edit-now = Now: <b>{ $value }</b>
edit-now-empty = Nothing is given now.
edit-empty = empty
edit-saved = ✅ <b>Your data is saved.</b>
edit-nothing-new = Your data is like this already: there is nothing to save.

ask-email =
    Write the new <b>reference e-mail</b>.

    Expiry notices go there. Use another address than your PEC, for example: mario.rossi@example.com
ask-phone =
    Write the <b>phone number</b>.

    For example: 333 1234567. A foreign number begins with its prefix, such as +41.
ask-street =
    Write the <b>street</b>, without the number.

    For example: Via Garibaldi
ask-street_number =
    Write the <b>street number</b>.

    For example: 12 or 12/A
ask-postal_code =
    Write the <b>postal code</b> (CAP).

    For example: 00184
ask-city =
    Write the <b>city</b>.

    For example: Roma
ask-province =
    Write the <b>province</b>: its name or its two letters.

    For example: Roma or RM
ask-country =
    Write the <b>country</b>.

    For example: Italy
ask-vat_number =
    Write the <b>VAT number</b> (partita IVA): 11 digits.

    For example: 00743110157
ask-company_name =
    Write the <b>company name</b> as it belongs on an invoice.

    For example: Studio Rossi
ask-sdi_code =
    Write the <b>SDI recipient code</b>: 7 letters and digits.

    If you receive invoices by PEC, the code is 0000000.

review = 🔎 <b>Check before you save</b>
review-line = { $name }: { $before } → <b>{ $after }</b>
review-email = To use <b>{ $email }</b>, I send a code there: write it here when it arrives.
review-moved = ⚠️ <b>Your data has changed meanwhile</b>, from another chat or through your professional body. Your changes are still here: check them and save again.

code-ask =
    ✉️ I have sent a <b>code of 6 digits</b> to <b>{ $email }</b>.

    <b>Write it here</b> by <b>{ TIME($until) }</b>.
code-others-saved = ✅ Everything else is saved.
code-meanwhile = Until you write it, notices still go to { $email }.
code-where = Can't find it? Look among the spam, too.
email-confirmed =
    ✅ <b>E-mail confirmed.</b>

    Notices go to <b>{ $email }</b>.

key-profile = 👤 My data
key-show-profile = 👤 My data
key-edit-profile = ✏️ Edit
key-confirm-email = ✉️ Confirm the e-mail
key-edit-contact = Contacts
key-edit-address = Address
key-edit-invoice = For invoices
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
key-edit-more = ✏️ Go on editing
key-drop-changes = Leave all as it was
key-code-again = Send another code
