const noBreakSpace = '\u00a0';
const locales = { ru: 'ru-RU', en: 'en-GB' };

const deliveryServices = new Map(Object.entries({
  meest: 'Meest', cdek: 'CDEK', dhl: 'DHL', ups: 'UPS', fedex: 'FedEx', dpd: 'DPD', boxberry: 'Boxberry',
  inpost: 'InPost', yamato: 'Yamato',
}));

/** How one language writes amounts, times and sizes. `timeZone` is the reader's own when it is not given. */
export function formats(language, { timeZone, now = Date.now } = {}) {
  const locale = locales[language];
  const numbers = new Intl.NumberFormat(locale);
  const short = new Intl.NumberFormat(locale, { maximumSignificantDigits: 3 });
  const shares = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  const moments = dateFormat({ day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit', timeZoneName: 'short' });
  const stamps = dateFormat({ day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', second: '2-digit' });
  const oldStamps = dateFormat({ day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' });
  const clocks = dateFormat({ hour: '2-digit', minute: '2-digit' });

  function dateFormat(options) {
    return new Intl.DateTimeFormat(locale, { ...options, timeZone });
  }

  function written(dates, value) {
    const date = dateOf(value);
    return date === null ? String(value) : dates.format(date);
  }

  function measure(value, unit) {
    return new Intl.NumberFormat(locale, { style: 'unit', unit, maximumSignificantDigits: 3 }).format(value);
  }

  return {
    number: (value) => numbers.format(value),
    short: (value) => short.format(value),
    share: (value) => shares.format(value),

    /** Amounts of the model are whole major units: 1817 and USD are 1 817 $, not 18,17 $. */
    money(amount, currency) {
      try {
        return new Intl.NumberFormat(locale, { style: 'currency', currency, minimumFractionDigits: 0, maximumFractionDigits: 2 }).format(amount);
      } catch (error) {
        // Not three letters: shown as it is rather than not at all, but not so long that an amount becomes a page.
        if (error instanceof RangeError || error instanceof TypeError) {
          return `${numbers.format(amount)}${noBreakSpace}${String(currency).slice(0, 12)}`;
        }
        throw error;
      }
    },

    /** A time of the model (RFC 3339, or Unix seconds) in the reader's zone, which the text names; what is no time is shown as it is. */
    time: (value) => written(moments, value),

    /** Shorter, for lists: with seconds when it is recent, with the year when it is not. */
    stamp: (value) => written(Math.abs(now() - dateOf(value)?.getTime()) < 180 * 86_400_000 ? stamps : oldStamps, value),
    clock: (value) => written(clocks, value),

    bytes(value) {
      const [unit, size] = [['gigabyte', 2 ** 30], ['megabyte', 2 ** 20], ['kilobyte', 2 ** 10]].find(([, size]) => value >= size) ?? ['byte', 1];
      return measure(value / size, unit);
    },

    /** Seconds: as milliseconds below one. */
    duration: (value) => (value < 1 ? measure(value * 1000, 'millisecond') : measure(value, 'second')),
  };
}

/** The same time for machines, or null when it is none. */
export function machineTime(value) {
  return dateOf(value)?.toISOString() ?? null;
}

export function deliveryService(code) {
  return deliveryServices.get(String(code).toLowerCase()) ?? code;
}

function dateOf(value) {
  const date = new Date(typeof value === 'number' ? value * 1000 : value);
  return Number.isNaN(date.getTime()) ? null : date;
}

/** Gives a function that puts a number and the form of a word that goes with it together: 1 товар, 2 товара, 5 товаров. */
export function plurals(locale) {
  const rules = new Intl.PluralRules(locale);
  const numbers = new Intl.NumberFormat(locale);
  return (value, forms) => `${numbers.format(value)}\u00a0${forms[rules.select(value)] ?? forms.other}`;
}
