import { describe, expect, test } from 'vitest'
import { canonicalRule, feedRule, parseRule } from '../../src/recurrence/rule.ts'

const START = '2026-11-03T13:00:00'
const faults = (text: string, start = START) => {
  const read = parseRule(text, start, 'Europe/Stockholm')
  return 'faults' in read ? read.faults : []
}
const rule = (text: string, start = START) => {
  const read = parseRule(text, start, 'Europe/Stockholm')
  if ('faults' in read) throw new Error(read.faults.join('; '))
  return read.rule
}

describe('refused', () => {
  const TABLE: [string, string[]][] = [
    ['', ['an empty part: a part reads NAME=value', 'FREQ: is missing']],
    ['RRULE:FREQ=DAILY', ['write the rule without RRULE:']],
    ['COUNT=3', ['FREQ: is missing']],
    ['FREQ=HOURLY', ['FREQ=HOURLY: events recur daily at most']],
    ['FREQ=SECONDLY', ['FREQ=SECONDLY: events recur daily at most']],
    ['FREQ=FORTNIGHTLY', ['FREQ=FORTNIGHTLY: frequencies are DAILY, WEEKLY, MONTHLY, YEARLY']],
    ['FREQ=DAILY;', ['an empty part: a part reads NAME=value']],
    ['FREQ=DAILY; COUNT=3', [' COUNT: no part of a recurrence rule']],
    ['FREQ=DAILY;FREQ=DAILY', ['FREQ: stands twice']],
    ['FREQ=DAILY;X-EVERY=3', ['X-EVERY: no part of a recurrence rule']],
    ['FREQ=DAILY;RSCALE=GREGORIAN', ['RSCALE: no part of a recurrence rule']],
    ['FREQ=DAILY;INTERVAL=0', ['INTERVAL=0: the interval is a whole number from 1 to 999999999']],
    ['FREQ=DAILY;INTERVAL=0.5', ['INTERVAL=0.5: the interval is a whole number from 1 to 999999999']],
    ['FREQ=DAILY;COUNT=0', ['COUNT=0: the count is a whole number from 1 to 10000']],
    ['FREQ=DAILY;COUNT=10001', ['COUNT=10001: the count is a whole number from 1 to 10000']],
    ['FREQ=DAILY;COUNT=3;UNTIL=20270101', ['COUNT and UNTIL: only one of them may stand']],
    ['FREQ=DAILY;UNTIL=20270230', ['UNTIL=20270230: an end reads 20261103, 20261103T130000 or 20261103T120000Z, and is a date that exists']],
    ['FREQ=DAILY;UNTIL=20261101', ['UNTIL lies before start, so that nothing ever occurs']],
    ['FREQ=DAILY;BYHOUR=25', ['BYHOUR=25: hours are 0 to 23']],
    ['FREQ=DAILY;BYMINUTE=60', ['BYMINUTE=60: minutes are 0 to 59']],
    ['FREQ=DAILY;BYSECOND=61', ['BYSECOND=61: seconds are 0 to 60']],
    ['FREQ=DAILY;BYMONTH=13', ['BYMONTH=13: months are 1 to 12']],
    ['FREQ=DAILY;BYMONTH=-1', ['BYMONTH=-1: months are 1 to 12']],
    ['FREQ=MONTHLY;BYMONTHDAY=0', ['BYMONTHDAY=0: days of the month are 1 to 31 or -31 to -1']],
    ['FREQ=MONTHLY;BYMONTHDAY=1,,2', ['BYMONTHDAY=1,,2: days of the month are 1 to 31 or -31 to -1']],
    ['FREQ=YEARLY;BYYEARDAY=367', ['BYYEARDAY=367: days of the year are 1 to 366 or -366 to -1']],
    ['FREQ=YEARLY;BYWEEKNO=54', ['BYWEEKNO=54: weeks are 1 to 53 or -53 to -1']],
    ['FREQ=MONTHLY;BYDAY=0MO', ['BYDAY=0MO: the number before a weekday is 1 to 53 or -53 to -1']],
    ['FREQ=MONTHLY;BYDAY=XX', ['BYDAY=XX: weekdays are MO, TU, WE, TH, FR, SA, SU, with a number before them for the nth']],
    ['FREQ=MONTHLY;BYDAY=MO;BYSETPOS=367', ['BYSETPOS=367: positions are 1 to 366 or -366 to -1']],
    ['FREQ=WEEKLY;WKST=1', ['WKST=1: weeks start on MO, TU, WE, TH, FR, SA, SU']],
    ['FREQ=MONTHLY;BYWEEKNO=3', ['BYWEEKNO: may not stand with FREQ=MONTHLY']],
    ['FREQ=WEEKLY;BYMONTHDAY=3', ['BYMONTHDAY: may not stand with FREQ=WEEKLY']],
    ['FREQ=MONTHLY;BYYEARDAY=3', ['BYYEARDAY: may not stand with FREQ=MONTHLY']],
    ['FREQ=WEEKLY;BYDAY=1MO', ['BYDAY: a weekday has no number with FREQ=WEEKLY']],
    ['FREQ=YEARLY;BYWEEKNO=3;BYDAY=1MO', ['BYDAY: a weekday has no number with BYWEEKNO']],
    ['FREQ=DAILY;BYSETPOS=1', ['BYSETPOS: needs another BY part to choose from']],
    ['FREQ=DAILY;BYHOUR=1,2,3,4,5;BYMINUTE=0,10,20,30,40', ['BYHOUR, BYMINUTE, BYSECOND: 25 occurrences a day, at most 24 are allowed']],
    ['FREQ=DAILY;BYHOUR=25;COUNT=x', ['BYHOUR=25: hours are 0 to 23', 'COUNT=X: the count is a whole number from 1 to 10000']],
    ['FREQ=DAILY;BYHOUR=١', ['BYHOUR=١: hours are 0 to 23']],
  ] // biome-ignore format: a table to read
  test.each(TABLE)('%s', (text, expected) => {
    expect(faults(text).map((fault) => fault.replace('COUNT=x', 'COUNT=X'))).toEqual(expected)
  })

  test('times of day, and ends with a time, in an all-day rule', () => {
    expect(faults('FREQ=DAILY;BYHOUR=9', '2026-11-03')).toEqual([
      'BYHOUR: all-day events have no time of day',
    ])
    expect(faults('FREQ=DAILY;UNTIL=20270101T000000Z', '2026-11-03')).toEqual([
      'UNTIL: the end of an all-day series is a date',
    ])
  })
  test('a rule too long to be meant', () => {
    expect(faults(`FREQ=DAILY;BYHOUR=${'1,'.repeat(2000)}`)).toEqual(['a rule has at most 2000 characters'])
  })
})

describe('the canonical spelling', () => {
  const TABLE: [string, string][] = [
    ['wkst=mo;interval=1;freq=daily', 'FREQ=DAILY'],
    ['BYDAY=fr,MO,-1SU,+2TU,mo;FREQ=monthly', 'FREQ=MONTHLY;BYDAY=MO,FR,2TU,-1SU'],
    ['FREQ=MONTHLY;BYMONTHDAY=-1,15,+01,1', 'FREQ=MONTHLY;BYMONTHDAY=1,15,-1'],
    ['FREQ=DAILY;BYSECOND=60,59,0', 'FREQ=DAILY;BYSECOND=0,59'],
    ['FREQ=WEEKLY;WKST=SU;COUNT=010;INTERVAL=02', 'FREQ=WEEKLY;INTERVAL=2;COUNT=10;WKST=SU'],
    ['UNTIL=20270101;FREQ=DAILY', 'FREQ=DAILY;UNTIL=20270101'],
    ['UNTIL=20270101T120000;FREQ=DAILY', 'FREQ=DAILY;UNTIL=20270101T120000'],
    ['UNTIL=20270101t120060z;FREQ=DAILY', 'FREQ=DAILY;UNTIL=20270101T120059Z'],
  ]
  test.each(TABLE)('%s', (text, expected) => expect(canonicalRule(rule(text))).toBe(expected))
})

describe('the spelling in feeds', () => {
  const TABLE: [string, string, string][] = [
    ['plain rules stay plain', 'FREQ=YEARLY', 'FREQ=YEARLY'],
    ['a local end in UTC', 'FREQ=DAILY;UNTIL=20270101T120000', 'FREQ=DAILY;UNTIL=20270101T110000Z'],
    ['a day’s end in UTC', 'FREQ=DAILY;UNTIL=20270101', 'FREQ=DAILY;UNTIL=20270101T225959Z'],
    ['every month said', 'FREQ=YEARLY;BYMONTHDAY=3', 'FREQ=YEARLY;BYMONTH=1,2,3,4,5,6,7,8,9,10,11,12;BYMONTHDAY=3'],
    ['the start’s day said', 'FREQ=YEARLY;BYMONTH=11,12', 'FREQ=YEARLY;BYMONTH=11,12;BYMONTHDAY=3'],
    ['the start’s day said, monthly', 'FREQ=MONTHLY;BYHOUR=9,13', 'FREQ=MONTHLY;BYMONTHDAY=3;BYHOUR=9,13'],
    ['the start’s month and day said', 'FREQ=YEARLY;BYHOUR=9,13', 'FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=3;BYHOUR=9,13'],
    ['the start’s weekday said', 'FREQ=YEARLY;BYWEEKNO=45', 'FREQ=YEARLY;BYWEEKNO=45;BYDAY=TU'],
  ] // biome-ignore format: a table to read
  test.each(TABLE)('%s', (_, text, expected) => {
    expect(feedRule(rule(text), START, 'Europe/Stockholm', false)).toBe(expected)
  })
  test('an end in the last hours of 9999 stays in it', () => {
    const text = 'FREQ=DAILY;UNTIL=99991231'
    expect(feedRule(rule(text), START, 'America/New_York', false)).toBe('FREQ=DAILY;UNTIL=99991231T235959Z')
  })
  test('an all-day end is a date', () => {
    expect(
      feedRule(rule('FREQ=DAILY;UNTIL=20270101', '2026-11-03'), '2026-11-03', 'Europe/Stockholm', true),
    ).toBe('FREQ=DAILY;UNTIL=20270101')
  })
})
