import { addDays, isRealDay, type PlainDay } from "@/api/dates";
import { fold } from "./fold";

const WORDS: Record<string, number> = {
  h: 0,
  "hom nay": 0,
  "hom qua": -1,
  "hom kia": -2,
  mai: 1,
  "ngay mai": 1,
};

// What an officer types for a date: 5/11 (this year), 5-11-26, 05112026, 5 (this month), "hôm nay" or h, "hôm qua". Null
// where it is no date.
export function parseDay(text: string, today: PlainDay): PlainDay | null {
  const typed = fold(text.trim());
  const shift = WORDS[typed];
  if (shift !== undefined) return addDays(today, shift);
  const match = /^(\d{1,2})(?:[/\-. ]?(\d{1,2})(?:[/\-. ]?(\d{2}|\d{4}))?)?$/.exec(typed);
  if (!match) return null;
  const [, day, month, year] = match;
  const parsed = {
    year: year === undefined ? today.year : year.length === 2 ? 2000 + Number(year) : Number(year),
    month: month === undefined ? today.month : Number(month),
    day: Number(day),
  };
  return isRealDay(parsed) ? parsed : null;
}
