// Calendar dates as 'yyyy-mm-dd' in UTC, in which the statistics are kept.

export const DAY_MS = 86_400_000;
export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;

/** Milliseconds at which a date begins. */
export const startOf = (date) => Date.parse(`${date}T00:00:00Z`);

/** The date that holds an instant. */
export const dateOf = (ms) => new Date(ms).toISOString().slice(0, 10);

export const addDays = (date, days) => dateOf(startOf(date) + days * DAY_MS);

/** How many days there are from one date to another, both counted. */
export const daysBetween = (from, to) => Math.round((startOf(to) - startOf(from)) / DAY_MS) + 1;

/** A date so many months on; its day at most the last of that month. */
export function addMonths(date, months) {
  const [year, month, day] = date.split('-').map(Number);
  const first = new Date(Date.UTC(year, month - 1 + months, 1));
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return dateOf(first.getTime() + (Math.min(day, last) - 1) * DAY_MS);
}

export const firstOfMonth = (date) => `${date.slice(0, 7)}-01`;
export const lastOfMonth = (date) => addDays(addMonths(firstOfMonth(date), 1), -1);

/** Whether a text is a date of the calendar. */
export function isDate(text) {
  return /^\d{4}-\d{2}-\d{2}$/.test(text ?? '') && !Number.isNaN(startOf(text))
      && dateOf(startOf(text)) === text;
}

/** The Monday of the week that holds a date. */
export const mondayOf = (date) => addDays(date, -((new Date(startOf(date)).getUTCDay() + 6) % 7));
