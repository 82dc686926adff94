papers = 🧾 <b>Le tue ricevute</b>
papers-page = 🧾 <b>Le tue ricevute, pagina { $page }</b>
papers-tap = Tocca una ricevuta: te la mando qui in PDF.
papers-none = Qui non ci sono ricevute. Ce n'è una per ogni ordine completato, per ogni ricarica e per ogni rinnovo.
paper-line = <b>{ $day }</b> · { $what }
paper-order = { $service }, { $gb } GB
paper-renewal = Rinnovo { $service }, { $gb } GB
paper-topup = Ricarica con carta
paper-mailbox = per { $mailbox }
paper-amount = <b>{ $amount }</b>
paper-free = <b>Gratis</b>

# Sotto il file che arriva.
receipt-caption-order = 🧾 Ricevuta dell'ordine <code>{ $number }</code>
receipt-caption-topup = 🧾 Ricevuta della ricarica <code>{ $number }</code>
receipt-caption-renewal = 🧾 Ricevuta del rinnovo <code>{ $number }</code>
receipt-file = ricevuta-{ $number }.pdf

years =
    📊 <b>I movimenti di un anno</b>

    Di quale anno? Te li mando qui in un file CSV, che si apre con Excel o con un altro foglio di calcolo.
years-none = 📊 Qui non ci sono movimenti.
year-caption =
    📊 Movimenti del <b>{ $year }</b>

    { $count ->
        [one] Ce n'è <b>uno</b>.
       *[other] Sono <b>{ $count }</b>, dal più vecchio.
    } Il file si apre con Excel o con un altro foglio di calcolo.
year-file = movimenti-{ $year }.csv

key-papers = 🧾 Ricevute
key-back-to-papers = ‹ Tutte le ricevute
# I tasti delle ricevute: corti, per un telefono.
key-paper = { $day } · { $what } · { $amount }
key-paper-free = { $day } · { $what } · gratis
key-paper-topup = Ricarica
key-paper-order-inbox = Spazio Inbox
key-paper-order-archive = Conservazione
key-paper-renewal-inbox = Rinnovo Spazio Inbox
key-paper-renewal-archive = Rinnovo Conservazione
key-years = 📊 Movimenti di un anno
key-year = { $year }
