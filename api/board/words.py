"""The words of the pages, in English and Chinese. Names of classes, steps and cost terms come from here."""

from __future__ import annotations

from enum import StrEnum


class Language(StrEnum):
    """A language of the user interface."""

    EN = "en"
    ZH = "zh"

    @property
    def tag(self) -> str:
        """The tag of the language for HTML."""
        return "en" if self is Language.EN else "zh-CN"


def say(key: str, language: Language) -> str:
    """The words of a key. Raises ``KeyError`` for a key that has none."""
    english, chinese = _WORDS[key]
    return english if language is Language.EN else chinese


def say_or(key: str, language: Language, otherwise: str) -> str:
    """The words of a key, or ``otherwise`` for a name that is not ours to translate."""
    return say(key, language) if key in _WORDS else otherwise


_WORDS: dict[str, tuple[str, str]] = {
    # Parts of the page
    "title": ("Workshop board", "车间看板"),
    "skip": ("Skip to the board", "跳到看板"),
    "rows": ("Rows", "行"),
    "day": ("Day", "日期"),
    "technicians": ("Technicians", "技师"),
    "advisors": ("Service advisors", "服务顾问"),
    "bays": ("Bays", "工位"),
    "stations": ("Stations", "检查与洗车"),
    "cars": ("Cars", "车辆"),
    "legend": ("Legend", "图例"),
    "board": ("Board", "看板"),
    "capacity": ("Capacity sheet", "预约管控表"),
    "capacity_note": (
        "Minutes booked in each hour; the shade is booked ÷ available.",
        "每小时已排分钟数；底色深浅表示已排 ÷ 可用。",
    ),
    "technician": ("Technician", "技师"),
    "available_hours": ("Total hours available", "可用总工时"),
    "booked_hours": ("Appointment hours booked", "已预约工时"),
    "left_hours": ("Total hours left", "剩余总工时"),
    "total": ("Total", "合计"),
    "cost": ("Cost, term by term", "成本明细"),
    "tier": ("Order", "层级"),
    "term": ("Term", "项目"),
    "amount": ("Amount", "数量"),
    "weight": ("Weight", "权重"),
    "cost_value": ("Cost", "成本"),
    "notes": ("To be told to somebody", "需要告知的事项"),
    "no_notes": ("Every promise can be kept.", "所有交车承诺均可兑现。"),
    "assumptions": ("Assumptions", "假设"),
    "planned_at": ("planned at", "排程时刻"),
    "now": ("now", "现在"),
    # Weekdays
    "weekday_0": ("Mon", "周一"),
    "weekday_1": ("Tue", "周二"),
    "weekday_2": ("Wed", "周三"),
    "weekday_3": ("Thu", "周四"),
    "weekday_4": ("Fri", "周五"),
    "weekday_5": ("Sat", "周六"),
    "weekday_6": ("Sun", "周日"),
    # Figures
    "fig_cars": ("Cars planned", "已排车辆"),
    "fig_on_time": ("On time", "准时交车"),
    "fig_late": ("Lateness", "延误"),
    "fig_load": ("Hours booked", "已排工时"),
    "fig_level": ("Load level, technicians", "技师负荷均衡"),
    "fig_of": ("of", "／"),
    "fig_late_cars": ("{0} min, {1} late", "{0} 分钟，{1} 辆"),
    "fig_bound": (
        "class-weighted {0}: unavoidable {1}, avoidable at most {2}",
        "加权 {0}：不可避免 {1}，可避免至多 {2}",
    ),
    "fig_peak_mean": ("peak ÷ mean", "峰值 ÷ 均值"),
    "fig_proven": ("proven: no plan is better", "已证明：无更优方案"),
    "load_technicians": ("Technicians", "技师"),
    "load_half_hours": ("Half-hours of the day", "半小时时段"),
    "load_advisors": ("Receptions per advisor", "顾问接待"),
    "load_bays": ("Bays", "工位"),
    "load_table": ("Load level", "负荷均衡"),
    "load_of": ("Load of", "对象"),
    "peak_over_mean": ("Peak ÷ mean", "峰值 ÷ 均值"),
    "variation": ("Coefficient of variation", "变异系数"),
    # A bar
    "plate": ("Plate", "车牌"),
    "promised": ("Promised", "承诺交车"),
    "ready": ("Ready", "可交车"),
    "arrival": ("Arrival", "来店"),
    "late_mark": ("late", "延误"),
    "late": ("late by {0} min", "延误 {0} 分钟"),
    "on_time": ("on time", "准时"),
    "waits": ("customer waits", "客户在店等待"),
    "pinned": ("fixed", "已固定"),
    "overtime_mark": ("overtime", "加班"),
    "held": ("car keeps the bay until {0}", "占用工位至 {0}"),
    "promise_mark": ("promised time", "承诺交车时间"),
    "no_promise": ("no promise", "无承诺"),
    # Shades
    "off": ("not at work", "非工作时间"),
    "break": ("break", "休息"),
    "absence": ("absent", "请假"),
    "outage": ("out of order", "停用"),
    # Steps
    "reception": ("Reception", "接待"),
    "diagnosis": ("Diagnosis", "诊断"),
    "work": ("Work", "作业"),
    "sublet": ("Sublet", "外协"),
    "inspection": ("Final inspection", "完工检查"),
    "wash": ("Wash", "洗车"),
    "hand_over": ("Hand-over", "交车"),
    # Priority classes
    "safety_comeback": ("Safety comeback", "安全返修"),
    "complaint": ("Complaint or comeback", "投诉 / 返修"),
    "vic": ("VIC", "VIC 贵宾"),
    "waiting": ("Waiting customer", "在店等待"),
    "class_a": ("Class A", "A 类客户"),
    "class_b": ("Class B", "B 类客户"),
    "class_c": ("Class C", "C 类客户"),
    "rest": ("No class", "未分级"),
    # Notes
    "unplanned": ("Not in the plan", "未能排入"),
    "promise_impossible": ("Promise cannot be kept", "承诺无法兑现"),
    "promise_at_risk": ("Promise is late in this plan", "本方案中承诺延误"),
    "released_frozen": ("Released from its published place", "已解除原定安排"),
    # Tiers and cost terms
    "tier_promise": ("1 Promises", "1 承诺"),
    "tier_disturbance": ("2 Disturbance", "2 扰动"),
    "tier_level": ("3 Level load", "3 负荷均衡"),
    "tier_efficiency": ("4 Efficiency", "4 效率"),
    "term_tardiness": ("Lateness", "延误"),
    "term_unfinished_today": ("Not ready today", "当日承诺未完工"),
    "term_unplanned": ("Not planned", "未排入"),
    "term_customers_to_call": ("Customers to call", "需致电客户"),
    "term_promises_moved": ("Promises moved", "承诺推迟"),
    "term_technicians_changed": ("Technicians changed", "更换技师"),
    "term_starts_changed": ("Starts near now moved", "近期开工变动"),
    "term_technician_load": ("Technicians", "技师负荷"),
    "term_half_hour_load": ("Half-hours", "半小时负荷"),
    "term_reception_load": ("Reception", "接待负荷"),
    "term_desk_wait": ("Waiting at the desk", "前台等候"),
    "term_bay_load": ("Bays", "工位负荷"),
    "term_day_load": ("Days", "逐日负荷"),
    "term_reserve": ("Reserve opened", "动用预留"),
    "term_overtime": ("Overtime", "加班"),
    "term_bay_moves": ("Bay moves", "移车"),
    "term_idle_bay": ("Idle cars in bays", "车辆闲占工位"),
    # Units
    "unit_class-weighted minutes": ("weighted min", "加权分钟"),
    "unit_class weight": ("class weight", "级别权重"),
    "unit_customers": ("customers", "位客户"),
    "unit_minutes": ("min", "分钟"),
    "unit_steps": ("steps", "工序"),
    "unit_load minutes": ("load min", "负荷分钟"),
    "unit_moves": ("moves", "次"),
}
