'use strict';

const { format, parse, addMonths, differenceInCalendarDays, eachDayOfInterval, formatDistance, intervalToDuration, isValid, parseISO, startOfISOWeek, getISOWeek, formatISO, lightFormat, closestTo, formatRelative, setDefaultOptions } = require('date-fns');
const { de, fr } = require('date-fns/locale');

const at = new Date(2024, 1, 29, 12, 34, 56);
console.log(format(at, "yyyy-MM-dd'T'HH:mm:ss EEEE do MMMM QQQ"), format(at, 'PPPP', { locale: de }), format(at, 'EEEE d MMMM', { locale: fr }));
console.log(formatISO(addMonths(at, 12), { representation: 'date' }), differenceInCalendarDays(new Date(2024, 2, 31), at), getISOWeek(at), lightFormat(startOfISOWeek(at), 'yyyy-MM-dd'));
console.log(eachDayOfInterval({ start: at, end: addMonths(at, 1) }).length, formatDistance(at, addMonths(at, 3), { addSuffix: true }), formatDistance(at, addMonths(at, 3), { locale: de }));
console.log(intervalToDuration({ start: at, end: new Date(2025, 3, 1) }), lightFormat(parse('02/11 2020', 'dd/MM yyyy', new Date(0)), 'yyyy-MM-dd'), isValid(parseISO('2024-02-30')), formatRelative(addMonths(at, 0), at));
setDefaultOptions({ weekStartsOn: 1 });
console.log(lightFormat(closestTo(at, [new Date(2020, 1, 1), new Date(2024, 1, 1)]), 'yyyy'));
for (const bad of [() => format(new Date(NaN), 'yyyy'), () => format(at, 'YYYY-DD'), () => format(at, "n'")]) {
  try {
    bad();
  } catch (error) {
    console.log(error.name, error.message.replace(/https?:\S+/, 'LINK'));
  }
}
