// Rows as a file for spreadsheets.

import {h} from './dom.js';
import {countName} from './panels.js';
import {loadRows} from './rows.js';

const MOST_ROWS = 1000;

/** Text that no spreadsheet takes for a formula. */
function cell(value) {
  const text = String(value ?? '');
  const safe = /^[=+\-@\t\r]/.test(text) && typeof value !== 'number' ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** CSV with a line of names, as RFC 4180 has it. */
export const csvOf = (lines) => lines.map((line) => line.map(cell).join(',')).join('\r\n') + '\r\n';

/** Asks for a dimension's rows over a period, and hands them over as a file. */
export async function downloadRows(state, range, tab) {
  const {rows} = await loadRows(state, range, tab.dimension, MOST_ROWS);
  const lines = [
    [tab.dimension, 'visitors', 'visitors_lower', 'visitors_upper',
      countName(tab.dimension).toLowerCase()],
    ...rows.map(({value, views, unique_users: users, unique_users_bounds: bounds}) =>
      [value, users, bounds?.lower ?? users, bounds?.upper ?? users, views]),
  ];
  const span = state.period === 'all' ? 'all' : `${range.from}-${range.to}`;
  save(`${state.site}-${tab.dimension}-${span}.csv`.replaceAll(/[^\w.-]+/g, '_'), csvOf(lines));
}

function save(name, text) {
  const address = URL.createObjectURL(new Blob([text], {type: 'text/csv'}));
  const link = h('a', {href: address, download: name});
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
