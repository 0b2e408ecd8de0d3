// A catalogue to begin with: what most shops do most days. Times are our suggestions, no manufacturer's.
import type { Documents } from "../resources";
import { language } from "../../words/language.svelte";

export type Operation = Documents["operations"];
export type Package = Documents["group_jobs"];

interface More {
  skill?: string;
  bay?: string | null;
  crew?: 2;
  stretch?: Operation["stretch"];
  diagnosis?: true;
  sublet?: number;
}
type Line = readonly [code: string, en: string, zh: string, category: string, hours: number, more?: More];

const LIFT = "STANDARD_LIFT";
const DIAGNOSIS = { skill: "diagnosis", bay: "DIAGNOSTIC_STATION", diagnosis: true } as const;
const LINES: readonly Line[] = [
  ["OIL", "Engine oil and filter", "更换机油机滤", "maintenance", 0.5],
  ["AIR", "Air filter", "更换空气滤清器", "maintenance", 0.2],
  ["CABIN", "Cabin filter", "更换空调滤清器", "maintenance", 0.2],
  ["CHECK", "60-point check", "60项检查", "maintenance", 0.6],
  ["FIRST", "First free service", "首次免费保养", "maintenance", 0.8],
  ["BRAKE-FLUID", "Brake fluid", "更换制动液", "maintenance", 0.6],
  ["COOLANT", "Coolant", "更换冷却液", "maintenance", 0.8],
  ["PLUGS", "Spark plugs", "更换火花塞", "maintenance", 0.9],
  ["ATF", "Transmission fluid", "更换变速箱油", "maintenance", 1.2],
  ["BATTERY", "Battery", "更换蓄电池", "maintenance", 0.4, { bay: null }],
  ["EXPRESS", "Express service, two technicians", "双人快保", "express", 1.1,
    { skill: "express", bay: "QUICK_LUBE", crew: 2, stretch: "none" }],
  ["PADS-FRONT", "Front brake pads", "更换前刹车片", "brakes_chassis", 1.0],
  ["PADS-REAR", "Rear brake pads", "更换后刹车片", "brakes_chassis", 1.0],
  ["DISCS-FRONT", "Front brake discs and pads", "更换前刹车盘片", "brakes_chassis", 1.8],
  ["SHOCKS", "Two shock absorbers", "更换两支减震器", "brakes_chassis", 2.2],
  ["TYRES", "Four tyres", "更换四条轮胎", "tyres", 1.2],
  ["ROTATE", "Tyre rotation and balance", "轮胎换位动平衡", "tyres", 0.8],
  ["ALIGN", "Four-wheel alignment", "四轮定位", "alignment", 1.0, { skill: "alignment", bay: "ALIGNMENT_RACK" }],
  ["AC-CLEAN", "Air-conditioning cleaning", "空调清洗", "climate", 0.6, { bay: null }],
  ["AC-FILL", "Air-conditioning refill", "加注冷媒", "climate", 1.0],
  ["ALTERNATOR", "Alternator", "更换发电机", "electrical", 1.6, { skill: "electrical" }],
  ["WIRING", "Wiring repair", "线束维修", "electrical", 2.4, { skill: "electrical" }],
  ["TIMING", "Timing belt and water pump", "更换正时皮带和水泵", "powertrain", 3.4, { skill: "powertrain" }],
  ["CLUTCH", "Clutch", "更换离合器", "powertrain", 4.6,
    { skill: "powertrain", bay: "HEAVY_DUTY_LIFT", stretch: "overnight" }],
  ["DIAG-ENGINE", "Diagnosis: engine lamp", "发动机故障灯诊断", "diagnosis", 0.8, DIAGNOSIS],
  ["DIAG-ELECTRIC", "Diagnosis: electrical", "电气故障诊断", "diagnosis", 1.0, DIAGNOSIS],
  ["NOISE", "Diagnosis: noise, road test", "异响路试诊断", "diagnosis", 0.7, { bay: null, diagnosis: true }],
  ["HV-CHECK", "High-voltage check", "高压系统检查", "ev", 1.0, { skill: "ev", bay: "EV_DIAGNOSTIC" }],
  ["DENT", "Dent repair", "钣金修复", "body", 2.5, { skill: "body", bay: "BODY_AND_FRAME" }],
  ["PAINT", "Bumper paint (another firm)", "保险杠喷漆（外协）", "body", 0, { sublet: 20, stretch: "overnight" }],
]; // prettier-ignore

const PACKAGES: readonly (readonly [code: string, en: string, zh: string, operations: readonly string[]])[] =
  [
    ["SVC-10K", "10,000 km service", "1万公里保养", ["OIL", "CHECK"]],
    ["SVC-20K", "20,000 km service", "2万公里保养", ["OIL", "AIR", "CABIN", "CHECK"]],
    ["SVC-40K", "40,000 km service", "4万公里保养", ["OIL", "AIR", "CABIN", "BRAKE-FLUID", "PLUGS", "CHECK"]],
  ];

/** The operations, with names in the language of the page. */
export function operations(): Operation[] {
  return LINES.map(([code, en, zh, category, hours, more = {}]) => {
    const isSublet = more.sublet !== undefined;
    return {
      operation_code: code,
      name: language() === "zh" ? zh : en,
      category,
      frt_hours: hours,
      skill: isSublet ? null : (more.skill ?? "general"),
      bay_capability: isSublet ? null : more.bay === undefined ? LIFT : more.bay,
      crew: more.crew ?? 1,
      stretch: more.stretch ?? "breaks",
      parts: [],
      is_diagnosis: more.diagnosis ?? false,
      sublet_hours: more.sublet ?? null,
      frt_by_model: {},
    };
  });
}

/** Packages that can be made of operations with these codes. */
export function packages(codes: ReadonlySet<string>): Package[] {
  const whole = PACKAGES.filter(([, , , inside]) => inside.every((code) => codes.has(code)));
  return whole.map(([code, en, zh, inside]) => ({
    group_code: code,
    name: language() === "zh" ? zh : en,
    operation_codes: [...inside],
  }));
}
