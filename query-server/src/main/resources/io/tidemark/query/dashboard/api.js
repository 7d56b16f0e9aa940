// Asking the query server. Addresses are relative: it may be behind a proxy's folder.

let aheadMs = 0;

/** The server's clock, epoch milliseconds; "today" is its today. */
export const now = () => Date.now() + aheadMs;

/** A question that was not answered; `away` if it may be a moment later. */
export class ApiError extends Error {
  constructor(message, {code = '', away = false} = {}) {
    super(message);
    this.code = code;
    this.away = away;
  }
}

/** The address of a question. */
export function address(route, parameters) {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined && value !== null && value !== '') search.set(name, value);
  }
  return `${route}?${search}`;
}

/** Asks; throws ApiError, or AbortError if the signal says so. */
export async function ask(route, parameters, signal) {
  let response;
  try {
    response = await fetch(address(route, parameters), {signal});
  } catch (error) {
    if (error.name === 'AbortError') throw error;
    throw new ApiError('The server cannot be reached.', {code: 'unreachable', away: true});
  }
  keepTime(response.headers.get('date'));
  if (response.ok) return response.json();
  throw await refusal(response);
}

async function refusal(response) {
  const away = response.status >= 500 || response.status === 429;
  try {
    const {error} = await response.json();
    return new ApiError(error.message, {code: error.code, away});
  } catch {
    return new ApiError(`The server answered ${response.status}.`, {away});
  }
}

/** A clock that is off by seconds is right enough. */
function keepTime(date) {
  const off = Date.parse(date) - Date.now();
  aheadMs = Math.abs(off) > 5_000 ? off : 0;
}
