const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** A month by its number or its English name, as two digits; null for anything else. */
export function readMonth(text: string): string | null {
  const number = /^\d{1,2}$/.test(text) ? Number(text) : MONTHS.indexOf(text.slice(0, 3).toLowerCase()) + 1;
  return number >= 1 && number <= 12 ? String(number).padStart(2, '0') : null;
}

/**
 * A date as citation files write it (2013-06-14, 2013/06/14/, 20130614, 14 June 2013, June 14, 2013, 2013 Jun 14, Jun 2013, a
 * time of day behind it), as a year, a month or a day; null where none can be made out. Of a span of time it is the first day.
 */
export function readDate(text: string): string | null {
  const plain = text.trim();
  const compact = plain.replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3');
  if (compact !== plain) return isDay(compact) ? compact : null;
  const [, yearBefore, itsMonth, itsDay] = /^(\d{4})\s+(\p{L}{3,9})\.?(?:\s+(\d{1,2}))?$/u.exec(plain) ?? [];
  if (itsMonth !== undefined) return dateOf(yearBefore, itsMonth, itsDay);
  const numeric = /^(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?(?![\d])/.exec(plain);
  if (numeric) return dateOf(numeric[1], numeric[2], numeric[3]);
  const [, dayBefore, name, dayBehind, year] =
    /^(?:(\d{1,2})(?:st|nd|rd|th)?\.?\s+)?(\p{L}{3,9})\.?(?:\s+(\d{1,2})(?:st|nd|rd|th)?)?,?\s+(\d{4})$/u.exec(plain) ??
    [];
  return name === undefined ? null : dateOf(year, name, dayBefore ?? dayBehind);
}

/** As much of a date as its parts make; a part that is none ends it. Null without a year. */
export function dateOf(year?: string, month?: string, day?: string): string | null {
  if (year === undefined || !/^\d{4}$/.test(year) || year === '0000') return null;
  const monthRead = month === undefined ? null : readMonth(month);
  if (monthRead === null) return year;
  const dayRead = /^\d{1,2}$/.test(day ?? '') ? String(day).padStart(2, '0') : null;
  const whole = `${year}-${monthRead}-${dayRead}`;
  return dayRead !== null && isDay(whole) ? whole : `${year}-${monthRead}`;
}

function isDay(text: string): boolean {
  const moment = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(text);
}
