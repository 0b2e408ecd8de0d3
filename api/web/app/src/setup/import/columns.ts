// What the columns of a list are called, by dealer systems and by people.
import { say, type Word } from "../../words/words";

export const COLUMNS = [
  "code",
  "name",
  "category",
  "hours",
  "model",
  "skill",
  "bay",
  "crew",
  "stretch",
  "diagnosis",
  "sublet",
] as const;
export type Column = (typeof COLUMNS)[number];

const CALLED: Record<Column, readonly string[]> = {
  code: ["code", "operation_code", "operation", "项目代码", "项目编码", "项目编号", "维修项目代码", "维修项目编码", "维修项目编号", "作业代码", "工时代码", "操作代码", "代码", "编码", "编号"],
  name: ["name", "operation_name", "description", "名称", "项目名称", "维修项目", "维修项目名称", "作业名称", "项目"],
  category: ["category", "操作类别", "类别", "项目类别", "分类"],
  hours: ["hours", "frt", "frt_hours", "labour", "labor", "flat_rate_time", "工时", "标准工时", "frt工时", "定额工时", "工时数"],
  model: ["model", "model_code", "车型", "车型代码", "适用车型"],
  skill: ["skill", "技能", "所需技能"],
  bay: ["bay", "bay_capability", "capability", "工位", "工位能力", "所需工位"],
  crew: ["crew", "technicians", "people", "人数", "作业人数"],
  stretch: ["stretch", "可否中断", "中断"],
  diagnosis: ["diagnosis", "is_diagnosis", "诊断", "是否诊断"],
  sublet: ["sublet", "sublet_hours", "外协", "外协用时", "外协小时"],
}; // prettier-ignore

/** The name without what people put around it: 工时（小时） is 工时. */
function plain(name: string): string {
  const folded = name.normalize("NFKC").trim().toLowerCase();
  return folded
    .replace(/\(.*\)/g, "")
    .trim()
    .replace(/[\s_-]+/g, "_");
}

/** The column of a name. */
export function columnOf(name: string): Column | undefined {
  const wanted = plain(name);
  return COLUMNS.find((one) => CALLED[one].includes(wanted));
}

export function sayColumn(column: Column): string {
  return say(`col_${column}` satisfies Word);
}
