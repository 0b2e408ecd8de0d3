// Faults of a set-up as people read them at their fields. `find` takes names out of what the service says; they stand
// for {0}, {1}. A fault that is not listed is said in the service's own words.
import { Refusal } from "../api/client";
import type { Fault } from "../setup/draft.svelte";
import { language } from "./language.svelte";
import { sayName } from "./words";

interface Said {
  en: string;
  zh: string;
  find?: RegExp;
}

const SAID: Record<string, Said> = {
  operation_without_time: { en: "Hours above 0, such as 0.8.", zh: "请填写大于 0 的工时，如 0.8。" },
  model_without_time: { en: "Hours above 0, such as 0.8.", zh: "请填写大于 0 的工时，如 0.8。" },
  empty_group_job: { en: "There must be one operation at least.", zh: "至少需要一个项目。" },
  duplicate_operation: { en: "An operation has this code.", zh: "该代码已被其他项目使用。" },
  duplicate_group_job: {
    en: "An operation or a package has this code.",
    zh: "该代码已被其他项目或成组作业使用。",
  },
  exists: { en: "There is one of this id: choose another.", zh: "该编号已存在，请换一个。" },
  missing_field: { en: "This is missing.", zh: "此项必填。" },
  wrong_type: { en: "This is missing, or no such value is possible here.", zh: "未填写或填写有误。" },
  wrong_format: { en: "No blanks at the ends.", zh: "首尾不能有空格。" },
  unknown_value: { en: "This value is not one of those allowed.", zh: "不在可选值之内。" },
  out_of_range: { en: "This number is too large.", zh: "数值过大。" },
  too_long: { en: "This is too long.", zh: "内容过长。" },
  too_short: { en: "This is missing.", zh: "此项必填。" },
  date_format: { en: "This is no date.", zh: "日期有误。" },
  time_format: { en: "This is no time.", zh: "时间有误。" },
  hours_format: {
    en: "Write hours such as 08:00-17:30. After midnight: 22:00-30:00.",
    zh: "请写成 08:00-17:30；跨零点写成 22:00-30:00。",
  },
  span_reversed: { en: "It ends before it begins.", zh: "结束早于开始。" },
  time_nonexistent: { en: "The clock skips this time.", zh: "该时刻因夏令时不存在。" },
  time_ambiguous: { en: "The clock shows this time twice.", zh: "该时刻因夏令时出现两次。" },
  duplicate_advisor: {
    en: "This id is taken, by an advisor or by a place such as wash-1.",
    zh: "该编号已被其他顾问或场地（如 wash-1）使用。",
  },
  negative_quantity: { en: "Not less than 0.", zh: "不能小于 0。" },
  negative_supply: { en: "Not less than 0.", zh: "不能小于 0。" },
  negative_weight: { en: "Not less than 0.", zh: "不能小于 0。" },
  negative_setting: { en: "Not less than 0.", zh: "不能小于 0。" },
  technician_without_shift: {
    en: "There is no shift: choose weekdays and type the hours.",
    zh: "尚无班次：请选择星期并填写时间。",
  },
  advisor_without_shift: {
    en: "There is no shift: choose weekdays and type the hours.",
    zh: "尚无班次：请选择星期并填写时间。",
  },
  no_advisor: { en: "There must be one advisor at least.", zh: "至少需要一名服务顾问。" },
  overlapping_shifts: { en: "Two shifts overlap.", zh: "两个班次重叠。" },
  week_not_in_rotation: { en: "The rotation has no such week.", zh: "轮班周期中没有这一周。" },
  dates_reversed: { en: "The last day is before the first.", zh: "结束日期早于开始日期。" },
  efficiency_not_positive: { en: "More than 0, such as 1.0.", zh: "必须大于 0，如 1.0。" },
  availability_out_of_range: { en: "More than 0 and at most 100 %.", zh: "必须大于 0，最多 100%。" },
  unknown_time_zone: {
    en: "There is no such time zone: Asia/Shanghai, say.",
    zh: "没有该时区，例如 Asia/Shanghai。",
  },
  no_open_span: { en: "The shop is never open.", zh: "没有营业时间。" },
  opening_past_midnight: { en: "They end at 24:00 at the latest.", zh: "最晚到 24:00。" },
  overlapping_opening: { en: "Hours of one day overlap.", zh: "同一天的时间重叠。" },
  exception_contradicts: {
    en: "This is missing, or does not go with the kind.",
    zh: "未填写，或与类型不符。",
  },
  duplicate_exception: { en: "This date has an exception already.", zh: "该日期已有特殊安排。" },
  weights_too_large: {
    en: "The weights are too large together: divide the tiers by a common factor.",
    zh: "权重总体过大，请按比例减小各层系数。",
  },
  share_out_of_range: { en: "Out of range.", zh: "超出范围。" },
  grid_not_dividing_half_hour: {
    en: "1, 2, 3, 5, 6, 10, 15 or 30.",
    zh: "只能为 1、2、3、5、6、10、15 或 30。",
  },
  horizon_too_short: { en: "1 or more.", zh: "至少为 1。" },
  promise_grid_too_small: { en: "1 or more.", zh: "至少为 1。" },
  duplicate_class: { en: "This class is listed twice.", zh: "该类别重复。" },
  policy_without_class: { en: "There must be one class at least.", zh: "至少需要一个类别。" },
  unknown_skill: {
    en: "An operation needs the skill {0}, which no technician has.",
    zh: "有维修项目需要技能“{0}”，但没有技师具备。",
    find: /has the skill (.+)$/,
  },
  unknown_bay_capability: {
    en: "An operation needs the capability {0}, which no bay has.",
    zh: "有维修项目需要工位能力“{0}”，但没有工位具备。",
    find: /has the capability (.+)$/,
  },
  crew_short: {
    en: "Operation {0} is done by {1}, and too few technicians can do it.",
    zh: "维修项目 {0} 需要 {1} 人作业，具备条件的技师不足。",
    find: /operation (.+) asks for a crew of (\d+)/,
  },
  unknown_part: {
    en: "Operation {0} needs part {1}, which is not listed.",
    zh: "维修项目 {0} 需要配件 {1}，但配件清单中没有。",
    find: /operation (.+) needs part (.+), which/,
  },
  unknown_group_operation: {
    en: "Package {0} names {1}, which is no operation.",
    zh: "成组作业 {0} 中的 {1} 不是维修项目。",
    find: /group job (.+) names (.+), which/,
  },
};

const USES: readonly Said[] = [
  {
    en: "An appointment has a job {1}: keep it until the appointment is over.",
    zh: "有预约包含 {1}，请在预约结束前保留。",
    find: /appointment (.+) has a job (.+)$/,
  },
  {
    en: "An appointment is of class {1}: keep the class until it is over.",
    zh: "有预约属于类别 {1}，请在预约结束前保留。",
    find: /appointment (.+) is of class (.+)$/,
  },
];

/** Who uses what was to be taken away. */
export function sayUse(fault: Fault): string {
  const said = USES.find((one) => one.find?.test(fault.message));
  return said === undefined ? sayFault(fault) : put(said, said.find?.exec(fault.message));
}

/** What is wrong and what to do, in the language of the page. */
export function sayFault(fault: Fault): string {
  const said = SAID[fault.code];
  const found = said?.find?.exec(fault.message);
  if (said === undefined || (said.find !== undefined && !found)) {
    return `${fault.message}: ${fault.remedy}`;
  }
  return put(said, found);
}

/** The same of what is refused on the floor, which has words of its own. */
export function sayRefused(fault: Fault): string {
  const words = sayName("fault", fault.code);
  return words === fault.code ? sayFault(fault) : words;
}

/** What is refused of a field of the one thing asked: `/events/0/until` is of `until`. Empty: nothing. */
export function faultAt(error: unknown, field: string): string {
  const faults = error instanceof Refusal ? (error.problem.errors ?? []) : [];
  const its = faults.filter((one) => one.pointer.split("/")[3] === field);
  return [...new Set(its.map(sayRefused))].join(" ");
}

function put(said: Said, found: RegExpExecArray | null | undefined): string {
  const text = language() === "zh" ? said.zh : said.en;
  return text.replace(/\{(\d)\}/g, (_, place: string) => found?.[Number(place) + 1] ?? "");
}
