/** Gives a function that puts a number and the form of a word that goes with it together: 1 товар, 2 товара, 5 товаров. */
export function plurals(locale) {
  const rules = new Intl.PluralRules(locale);
  const numbers = new Intl.NumberFormat(locale);
  return (value, forms) => `${numbers.format(value)}\u00a0${forms[rules.select(value)] ?? forms.other}`;
}
