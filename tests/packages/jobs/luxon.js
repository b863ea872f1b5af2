'use strict';

const { DateTime, Duration, Interval, Settings, Info } = require('luxon');

const at = DateTime.fromISO('2024-02-29T12:34:56.789+02:00', { zone: 'Europe/Berlin' });
console.log(at.toISO(), at.toUTC().toISO(), at.setZone('America/New_York').toFormat('yyyy-MM-dd HH:mm ZZZZ z'), at.weekNumber, at.ordinal);
console.log(at.plus({ months: 12, days: 1 }).toISODate(), at.startOf('week').toISO(), at.endOf('quarter').toISODate(), at.isInLeapYear);
console.log(at.setLocale('de').toLocaleString(DateTime.DATE_FULL), at.setLocale('fr').toFormat('cccc d LLLL'), at.reconfigure({ locale: 'en-GB' }).toLocaleString(DateTime.DATETIME_SHORT));
console.log(DateTime.fromFormat('03/04/21 5:06 pm', 'dd/MM/yy h:mm a', { zone: 'utc' }).toISO(), DateTime.fromRFC2822('Tue, 01 Nov 2016 13:23:12 +0630').toMillis(), DateTime.fromSQL('2020-01-01 00:00:00', { zone: 'utc' }).toHTTP());
console.log(Duration.fromObject({ hours: 25, minutes: 90 }).normalize().toISO(), Duration.fromISO('P1Y2M').toObject(), at.diff(DateTime.fromISO('2024-01-01', { zone: 'utc' }), ['days', 'hours']).toObject());
console.log(Interval.after(at, { days: 3 }).splitBy({ days: 1 }).length, Interval.fromISO('2020-01-01/2020-02-01').length('days'), Info.months('short', { locale: 'es' }).slice(0, 3));
console.log(DateTime.fromISO('2024-03-31T02:30', { zone: 'Europe/Berlin' }).toISO(), at.toRelative({ base: at.plus({ days: 2 }) }));
const wrong = DateTime.fromISO('2024-02-30');
console.log(wrong.isValid, wrong.invalidReason, wrong.invalidExplanation);
Settings.throwOnInvalid = true;
try {
  DateTime.fromObject({ month: 13 });
} catch (error) {
  console.log(error.name, error.message);
}
