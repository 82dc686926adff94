profile = 👤 <b>I tuoi dati</b>
profile-person =
    🔒 Nome: <b>{ $first_name } { $last_name }</b>
    🔒 Codice fiscale: <b>{ $fiscal_code }</b>
profile-locked =
    Nome, cognome e codice fiscale arrivano dal registro del tuo ente e qui non si cambiano. Se c'è un errore, { $known ->
        [yes] scrivi a { $support }
       *[no] rivolgiti alla segreteria del tuo ente
    }.
profile-contact = <b>Contatti</b>
profile-address = <b>Indirizzo</b>
profile-invoice = <b>Dati per le fatture</b>
profile-line = { $name }: { $value }
profile-line-empty = { $name }: –
profile-address-line = { $line }
profile-no-address = Non indicato
profile-email-confirmed =
    { $confirmed ->
        [yes] ✓ Confermata da te
       *[no] Non ancora confermata da te: confermala, così se dimentichi la password la recuperi più in fretta.
    }

profile-email-waiting = ⏳ { $email } aspetta il codice che le abbiamo mandato.
code-sent-already = Un codice è già in arrivo

field-email = E-mail di riferimento
field-phone = Telefono
field-street = Via
field-street_number = Numero civico
field-postal_code = CAP
field-city = Città
field-province = Provincia
field-country = Paese
field-vat_number = Partita IVA
field-company_name = Ragione sociale
field-sdi_code = Codice destinatario SDI

edit = ✏️ <b>Che cosa vuoi cambiare?</b>
edit-contact = ✏️ <b>Contatti:</b> quale vuoi cambiare?
edit-address = ✏️ <b>Indirizzo:</b> che cosa vuoi cambiare?
edit-invoice = ✏️ <b>Dati per le fatture:</b> quale vuoi cambiare?
edit-pending = <b>Modifiche non ancora salvate</b>
edit-now = Adesso: <b>{ $value }</b>
edit-now-empty = Adesso non c'è nulla.
edit-email-already = ☝️ È già la tua e-mail di riferimento.
edit-empty = vuoto
edit-saved = ✅ <b>Dati salvati.</b>
edit-nothing-new = I tuoi dati sono già così: non c'è nulla da salvare.

ask-email =
    Scrivi la nuova <b>e-mail di riferimento</b>.

    Lì arrivano gli avvisi di scadenza. Usa un indirizzo diverso dalla tua PEC, per esempio: mario.rossi@example.com
ask-phone =
    Scrivi il <b>telefono</b>.

    Per esempio: 333 1234567. Per un numero estero comincia dal prefisso, come +41.
ask-street =
    Scrivi la <b>via</b>, senza il numero.

    Per esempio: Via Garibaldi
ask-street_number =
    Scrivi il <b>numero civico</b>.

    Per esempio: 12 oppure 12/A
ask-postal_code =
    Scrivi il <b>CAP</b>.

    Per esempio: 00184
ask-city =
    Scrivi la <b>città</b>.

    Per esempio: Roma
ask-province =
    Scrivi la <b>provincia</b>: il nome o la sigla.

    Per esempio: Roma oppure RM
ask-country =
    Scrivi il <b>Paese</b>.

    Per esempio: Italia
ask-vat_number =
    Scrivi la <b>partita IVA</b>: 11 cifre.

    Per esempio: 00743110157
ask-company_name =
    Scrivi la <b>ragione sociale</b>, come va sulla fattura.

    Per esempio: Studio Rossi
ask-sdi_code =
    Scrivi il <b>codice destinatario SDI</b>: 7 tra lettere e cifre.

    Se ricevi le fatture sulla PEC, il codice è 0000000.

review = 🔎 <b>Controlla prima di salvare</b>
review-line = { $name }: { $before } → <b>{ $after }</b>
review-email = Per usare <b>{ $email }</b> ti mando lì un codice: scrivilo qui quando arriva.
review-moved = ⚠️ <b>Nel frattempo i tuoi dati sono cambiati</b>, da un'altra chat o dal tuo ente. Le tue modifiche sono ancora qui: controllale e salva di nuovo.

code-ask =
    ✉️ A <b>{ $email }</b> sta arrivando un <b>codice di 6 cifre</b>.

    <b>Scrivilo qui</b> entro le <b>{ TIME($until) }</b>.
code-others-saved = ✅ Il resto è salvato.
code-meanwhile = Finché non lo scrivi, gli avvisi continuano ad arrivare a { $email }.
code-where = Non lo trovi? Guarda anche nella posta indesiderata.
email-confirmed =
    ✅ <b>E-mail confermata.</b>

    Gli avvisi arrivano a <b>{ $email }</b>.

key-profile = 👤 I miei dati
key-show-profile = 👤 I miei dati
key-edit-profile = ✏️ Modifica
key-confirm-email = ✉️ Conferma l'e-mail
key-edit-contact = Contatti
key-edit-address = Indirizzo
key-edit-invoice = Dati per le fatture
key-field-email = E-mail
key-field-phone = Telefono
key-field-street = Via
key-field-street_number = Civico
key-field-postal_code = CAP
key-field-city = Città
key-field-province = Provincia
key-field-country = Paese
key-field-vat_number = Partita IVA
key-field-company_name = Ragione sociale
key-field-sdi_code = Codice SDI
key-clear-field = Lascia vuoto
key-review = Rivedi e salva
key-save = Salva
key-edit-more = ✏️ Continua a modificare
key-drop-changes = Lascia tutto com'era
key-code-again = Manda un altro codice
key-enter-code = ✉️ Ho il codice
