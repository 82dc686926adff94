/** The pretend time: shown on the phone's frame and over the panel, moved forwards by its buttons. */

import { $, ask, clock, dated, moveTime, present } from "./phone-dom.js";

const DAY = { weekday: "short", day: "numeric", month: "long", year: "numeric" };

/** Keeps the shown time current. */
export class Clock {
  /**
   * @param {() => void} newDay what happens when it has become another day
   * @param {(text: string) => void} say tells what went wrong
   */
  constructor(newDay, say) {
    this.newDay = newDay;
    this.say = say;
    $("move-day").addEventListener("click", (event) => this.#move(event.currentTarget, { days: 1 }));
    $("move-week").addEventListener("click", (event) => this.#move(event.currentTarget, { days: 7 }));
    $("move-next").addEventListener("click", (event) => this.#move(event.currentTarget, { to: "next" }));
    this.#tick();
    setInterval(() => this.#tick(), 1000);
  }

  /** Asks for the time again. */
  async refresh() {
    const time = await ask("/phone/clock").catch(() => null);
    if (time) this.take(time);
  }

  /** Takes in the time as the sandbox tells it. @param {{moved_seconds: number, next: boolean}} time */
  take(time) {
    moveTime(time.moved_seconds);
    const days = Math.round(time.moved_seconds / 86400);
    $("ahead").textContent = days > 0 ? `+${days} ${days === 1 ? "day" : "days"}` : "";
    $("move-next").hidden = !time.next;
    this.#tick();
  }

  async #move(button, by) {
    if (button.getAttribute("aria-busy")) return;
    button.setAttribute("aria-busy", "true");
    try {
      this.take(await ask("/phone/clock", by));
      $("time-said").textContent = `It is now ${$("pretend").textContent}`;
    } catch (error) {
      $("time-said").textContent = error.message;
      this.say(error.message);
    }
    button.removeAttribute("aria-busy");
  }

  #tick() {
    const now = present();
    const today = dated(now, DAY);
    $("clock").textContent = clock(now);
    $("date").textContent = dated(now, { day: "numeric", month: "short" });
    $("pretend").textContent = `${today}, ${clock(now)}`;
    $("pretend").dateTime = now.toISOString();
    if (this.today && this.today !== today) this.newDay();
    this.today = today;
  }
}
