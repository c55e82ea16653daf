/** What the clocks of a zone show at a moment, as fields of time take it: `2026-11-22T14:30`. */
export function clockIn(zone: string, moment: number): string {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  }).formatToParts(moment);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? "00";
  return `${part("year")}-${part("month")}-${part("day")}T${part("hour")}:${part("minute")}`;
}

/** The moment at which the clocks of a zone show a time; NaN for what is no time. A time that a zone skips is the one after. */
export function momentIn(zone: string, clock: string): number {
  const asUtc = Date.parse(`${clock}Z`);
  if (Number.isNaN(asUtc)) return asUtc;
  const behind = (moment: number) => asUtc - Date.parse(`${clockIn(zone, moment)}Z`);
  const near = asUtc + behind(asUtc);
  return near + behind(near);
}

/** Whether there is such a zone. */
export function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).format(0) !== "";
  } catch {
    return false;
  }
}

/** A moment as the clocks of a zone show it, without its seconds. */
export function timeIn(zone: string, moment: string | number): string {
  return clockIn(zone, typeof moment === "number" ? moment : Date.parse(moment)).replace("T", " ");
}
