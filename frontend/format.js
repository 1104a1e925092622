const language = 'ru-RU';
const noBreakSpace = '\u00a0';

/** Amounts of the model are whole major units: 1817 and USD are 1 817 $, not 18,17 $. */
export function money(amount, currency) {
  try {
    return new Intl.NumberFormat(language, { style: 'currency', currency, minimumFractionDigits: 0, maximumFractionDigits: 2 }).format(amount);
  } catch (error) {
    // Not three letters: shown as it is rather than not at all.
    if (error instanceof RangeError) {
      return `${number(amount)}${noBreakSpace}${currency}`;
    }
    throw error;
  }
}

export function number(value) {
  return new Intl.NumberFormat(language).format(value);
}

/** A time of the model (RFC 3339, or Unix seconds) in the reader's zone, which the text names; what is no time is shown as it is. */
export function time(value, { timeZone } = {}) {
  const date = dateOf(value);
  if (date === null) {
    return String(value);
  }
  return new Intl.DateTimeFormat(language, {
    day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit', timeZoneName: 'short', timeZone,
  }).format(date);
}

/** The same time for machines, or null when it is none. */
export function machineTime(value) {
  return dateOf(value)?.toISOString() ?? null;
}

function dateOf(value) {
  const date = new Date(typeof value === 'number' ? value * 1000 : value);
  return Number.isNaN(date.getTime()) ? null : date;
}

/** 1 товар, 2 товара, 5 товаров. */
export function count(value, { one, few, many }) {
  const word = { one, few, many }[new Intl.PluralRules(language).select(value)] ?? many;
  return `${number(value)}${noBreakSpace}${word}`;
}

export function items(value) {
  return count(value, { one: 'товар', few: 'товара', many: 'товаров' });
}

export function seconds(value) {
  return count(value, { one: 'секунду', few: 'секунды', many: 'секунд' });
}

const deliveryServices = new Map(Object.entries({
  meest: 'Meest', cdek: 'СДЭК', dhl: 'DHL', ups: 'UPS', fedex: 'FedEx', dpd: 'DPD', boxberry: 'Boxberry',
  inpost: 'InPost', yamato: 'Yamato',
}));

export function deliveryService(code) {
  return deliveryServices.get(code.toLowerCase()) ?? code;
}
